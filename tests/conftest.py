"""Fixtures shared by all tests: a world in memory and a prepared font cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.world import HANOI, MemoryWorld

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)

MakeWorld = Callable[..., MemoryWorld]


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """Playwright, one for all tests of a worker, as it does not run twice in one process."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for prepared fonts, shared by the tests of one worker."""
    return tmp_path_factory.getbasetemp().parent / "tintot-cache"


@pytest.fixture
def make_world(cache: Path) -> MakeWorld:
    """Return a maker of worlds: a map of path → text or bytes, over the project's own layouts."""

    def make(
        tree: Mapping[str, str | bytes] | None = None,
        now: datetime = NOW,
        *,
        layouts: bool = True,
    ) -> MemoryWorld:
        files: dict[str, str | bytes] = {}
        if layouts:
            for path in sorted((ROOT / "layouts").rglob("*")):
                if path.is_file():
                    files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
        return MemoryWorld({**files, **(tree or {})}, now, cache)

    return make
