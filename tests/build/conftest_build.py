"""One finished build of the small campaign, copied by each test that changes something."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sample import make_sample

from generator.build.build import Options, Outcome, build
from generator.build.project import Project
from generator.world import HANOI

NOON = datetime(2026, 11, 22, 12, tzinfo=HANOI)


class Silent:
    def start(self, title: str, weight: float) -> None: ...
    def advance(self, path: str, weight: float) -> None: ...
    def stop(self) -> None: ...


def run(folder: Path, now: datetime = NOON, **options: object) -> Outcome:
    project = Project.at(folder / "content", folder / "layouts", folder / "output")
    return build(project, now, Options(**options), Silent())  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def _finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chiến dịch mẫu")
    make_sample(folder)
    outcome = run(folder)
    assert not outcome.report.errors, outcome.report.render()
    return folder


@pytest.fixture
def campaign(_finished: Path, tmp_path: Path) -> Path:
    """A built campaign of one's own, in a folder with spaces and accents."""
    folder = tmp_path / "chiến dịch của tôi"
    shutil.copytree(_finished, folder, copy_function=shutil.copy2)
    return folder


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(campaign: Path) -> Edit:
    """Replace text in a file of the campaign."""

    def change(name: str, old: str, new: str) -> None:
        path = campaign / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change
