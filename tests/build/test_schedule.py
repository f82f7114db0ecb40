"""Files joined from pieces: each is made once, by any worker, before the files that need it."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest

from generator.build import pool
from generator.build.artifact import Artifact, Made
from generator.build.ledger import Ledger
from generator.build.make import Maker
from generator.build.pool import Inline, Result, Task
from generator.build.project import Project
from generator.build.schedule import run
from generator.build.studio import Studio
from generator.world import HANOI

NOW = datetime(2026, 11, 22, tzinfo=HANOI)
made: list[str] = []
known: set[str] = set()
lock = threading.Lock()


@dataclass(frozen=True)
class Piece:
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """A file of letters, two of which are made together."""

    letters: str
    weight: ClassVar[float] = 10.0

    def pieces(self, studio: Studio) -> tuple[Piece, ...]:
        if "!" in self.letters:
            raise ZeroDivisionError
        left = [one for one in self.letters if one not in known]
        return tuple(Piece(tuple(left[n : n + 2])) for n in range(0, len(left), 2))

    def prepare(self, studio: Studio, piece: Piece) -> None:
        if "?" in piece.keys:
            raise ZeroDivisionError
        if "#" in piece.keys:
            raise OSError(errno.ENOSPC, "full")
        with lock:
            made.extend(piece.keys)
            known.update(piece.keys)

    def make(self, studio: Studio, path: str) -> Made:
        lacking = sorted(set(self.letters) - known)
        return Made(f"{self.letters} lacked {lacking}".encode())


@dataclass(frozen=True)
class Plain:
    weight: ClassVar[float] = 1.0

    def make(self, studio: Studio, path: str) -> Made:
        return Made(b"plain")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made.clear()
    known.clear()
    project = Project.at(tmp_path / "content", tmp_path / "layouts", tmp_path / "output")
    pool.open_studio(project, NOW, "vi")
    yield project
    pool._studio = None


def results(
    batches: list[list[Task]], shares: list[tuple[str, float]] | None = None
) -> list[Result]:
    noted = [] if shares is None else shares
    with ThreadPoolExecutor(3) as threads:
        note = lambda path, share: noted.append((path, share))  # noqa: E731 - a stand-in
        return [one for batch in run(threads, batches, note) for one in batch]


def texts(found: list[Result]) -> dict[str, str]:
    return {one.path: one.temporary.read_text() for one in found if one.temporary is not None}


def test_pieces_of_all_files_are_made_once_and_first(project: Project) -> None:
    films = [Task("a", Joined("abcde")), Task("b", Joined("abxy"))]
    found = texts(results([films, [Task("c", Joined("yez"))], [Task("d", Plain())]]))
    assert found == {
        "a": "abcde lacked []",
        "b": "abxy lacked []",
        "c": "yez lacked []",
        "d": "plain",
    }
    assert sorted(made) == sorted("abcdexyz")


def test_a_store_that_has_all_is_asked_for_nothing(project: Project) -> None:
    known.update("ab")
    assert texts(results([[Task("a", Joined("ab"))]])) == {"a": "ab lacked []"}
    assert made == []


def test_a_piece_that_fails_leaves_the_failure_to_its_file(project: Project) -> None:
    found = texts(
        results([[Task("a", Joined("ab?")), Task("b", Joined("b!")), Task("c", Plain())]])
    )
    assert found == {"a": "ab? lacked ['?']", "b": "b! lacked ['!']", "c": "plain"}


def test_a_full_disk_stops_the_run(project: Project) -> None:
    with pytest.raises(OSError, match="full"):
        results([[Task("a", Joined("a#"))]])


def test_one_process_makes_no_pieces_beforehand(project: Project) -> None:
    found = [
        one
        for batch in run(Inline(), [[Task("a", Joined("ab"))]], lambda *_: None)
        for one in batch
    ]
    assert texts(found) == {"a": "ab lacked ['a', 'b']"}


def test_pieces_count_for_most_of_the_work(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, float]] = []

    class Steps:
        def start(self, title: str, weight: float) -> None: ...
        def stop(self) -> None: ...
        def advance(self, path: str, weight: float) -> None:
            steps.append((path, weight))

    monkeypatch.setattr("generator.build.make.executor", lambda *_: ThreadPoolExecutor(2))
    studio = Studio(project, NOW)
    maker = Maker(studio, Ledger.open(project.ledger), Steps(), jobs=2)
    film = Artifact("a.mp4", Joined("abcd"), {"letters": "abcd"}, "batch")
    maker.make("", maker.stale([film]))
    assert [path for path, _weight in steps] == ["a.mp4"] * 3
    assert [weight for _path, weight in steps] == pytest.approx([4.0, 4.0, 2.0])
