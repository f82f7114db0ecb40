from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from generator.build.artifact import Artifact, Made
from generator.build.ledger import Ledger
from generator.build.make import Maker
from generator.build.project import Project
from generator.build.studio import Studio
from generator.canonical import digest
from generator.diagnostics import Diagnostic, Severity
from generator.world import HANOI

calls: list[str] = []


class Silent:
    def start(self, title: str, weight: float) -> None: ...
    def advance(self, path: str, weight: float) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True)
class Words:
    text: str
    weight: ClassVar[float] = 0.0

    def make(self, studio: Studio, path: str) -> Made:
        calls.append(path)
        return Made(self.text.encode())


@dataclass(frozen=True)
class TooLong(Words):
    def make(self, studio: Studio, path: str) -> Made:
        calls.append(path)
        return Made(
            self.text.encode(), (Diagnostic(Severity.ERROR, "cut", "chữ bị cắt", artifact=path),)
        )


@dataclass(frozen=True)
class Broken(Words):
    def make(self, studio: Studio, path: str) -> Made:
        raise ZeroDivisionError


def artifact(path: str, recipe: Words) -> Artifact:
    return Artifact(path, recipe, {"words": digest(recipe.text)}, "batch")


def run(folder: Path, artifacts: Iterable[Artifact]) -> Maker:
    calls.clear()
    project = Project.at(folder / "content", folder / "layouts", folder / "output")
    studio = Studio(project, datetime(2026, 11, 22, tzinfo=HANOI))
    maker = Maker(studio, Ledger.open(project.ledger), Silent(), jobs=1)
    maker.make("", maker.stale(artifacts))
    maker.ledger.save()
    return maker


def output(folder: Path) -> dict[str, bytes]:
    base = folder / "output"
    return {p.relative_to(base).as_posix(): p.read_bytes() for p in base.rglob("*") if p.is_file()}


def test_equal_fingerprints_are_made_once_and_published_under_every_name(tmp_path: Path) -> None:
    same = Words("giống nhau")
    maker = run(tmp_path, [artifact("a.txt", same), artifact("b/c.txt", same)])
    assert calls == ["a.txt"]
    assert output(tmp_path) == dict.fromkeys(("a.txt", "b/c.txt"), "giống nhau".encode())
    assert sorted(maker.tally.made) == ["a.txt", "b/c.txt"]


def test_nothing_is_made_when_nothing_changed(tmp_path: Path) -> None:
    run(tmp_path, [artifact("a.txt", Words("một"))])
    maker = run(tmp_path, [artifact("a.txt", Words("một"))])
    assert calls == []
    assert maker.tally.reused == ["a.txt"]


def test_a_renumbered_loop_moves_its_files_and_makes_only_the_new_one(tmp_path: Path) -> None:
    old = [Words("một"), Words("hai"), Words("ba")]
    run(tmp_path, [artifact(f"loop/{n:02}.txt", words) for n, words in enumerate(old, 1)])
    new = [Words("mới"), Words("ba"), Words("một"), Words("hai")]
    run(tmp_path, [artifact(f"loop/{n:02}.txt", words) for n, words in enumerate(new, 1)])
    assert calls == ["loop/01.txt"]
    texts = [data.decode() for _name, data in sorted(output(tmp_path).items())]
    assert texts == ["mới", "ba", "một", "hai"]


def test_a_file_edited_by_hand_is_restored_under_all_its_linked_names(tmp_path: Path) -> None:
    same = Words("giống nhau")
    both = [artifact("a.txt", same), artifact("b.txt", same)]
    run(tmp_path, both)
    with (tmp_path / "output/a.txt").open("ab") as stream:
        stream.write(b" bi sua")
    run(tmp_path, both)
    assert output(tmp_path) == dict.fromkeys(("a.txt", "b.txt"), "giống nhau".encode())


def test_an_error_holds_back_one_file_and_keeps_its_old_form(tmp_path: Path) -> None:
    run(tmp_path, [artifact("a.txt", Words("cũ")), artifact("b.txt", Words("khác"))])
    new = [artifact("a.txt", TooLong("dài")), artifact("b.txt", Words("khác nữa"))]
    maker = run(tmp_path, new)
    old, new_form = "cũ".encode(), "dài".encode()
    kept = {"a.txt": old, "b.txt": "khác nữa".encode(), "proof/held/a.txt": new_form}
    assert output(tmp_path) == kept
    assert maker.tally.held == ["a.txt"]
    again = run(tmp_path, new)
    assert calls == []
    assert again.tally.held == ["a.txt"]
    assert [f.code for f in again.tally.findings] == ["cut"]


def test_an_unexpected_error_stops_one_file_and_is_tried_again(tmp_path: Path) -> None:
    both = [artifact("a.txt", Broken("x")), artifact("b.txt", Words("khác"))]
    maker = run(tmp_path, both)
    assert output(tmp_path) == {"b.txt": "khác".encode()}
    assert "ZeroDivisionError" in maker.tally.failures["a.txt"]
    assert [f.code for f in maker.tally.findings] == ["not-made"]
    assert "ZeroDivisionError" in run(tmp_path, both).tally.failures["a.txt"]
