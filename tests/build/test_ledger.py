from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from generator.build.artifact import Artifact, Made
from generator.build.ledger import Held, Ledger, Record
from generator.build.publish import write
from generator.diagnostics import Diagnostic, Severity, Span


@dataclass(frozen=True)
class Words:
    text: str
    weight: ClassVar[float] = 0.0

    def make(self, studio: object, path: str) -> Made:
        return Made(self.text.encode())


def artifact(path: str = "web/a.html", **inputs: str) -> Artifact:
    return Artifact(path, Words("x"), inputs or {"words": "1"}, "batch")


def published(ledger: Ledger, output: Path, made: Artifact, data: bytes = b"x") -> None:
    target = output / made.path
    write(target, data)
    stat = target.stat()
    record = Record(made.fingerprint, made.inputs, stat.st_size, stat.st_mtime_ns, "0" * 64)
    ledger.announce({made.path: record})


def test_a_file_that_was_never_made_is_stale(tmp_path: Path) -> None:
    assert Ledger.open(tmp_path / "l.json").stale(artifact(), tmp_path) == "chưa có"


def test_reasons_name_what_changed(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.json")
    published(ledger, tmp_path, artifact(words="1", code="c", theme="t"))
    assert ledger.stale(artifact(words="1", code="c", theme="t"), tmp_path) == ""
    changed = artifact(words="2", code="d", theme="t")
    assert ledger.stale(changed, tmp_path) == "đã đổi: chương trình, nội dung"


def test_a_file_edited_or_deleted_by_hand_is_stale(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.json")
    published(ledger, tmp_path, artifact())
    (tmp_path / "web/a.html").write_bytes(b"edited")
    assert "sửa" in ledger.stale(artifact(), tmp_path)
    (tmp_path / "web/a.html").unlink()
    assert "xóa" in ledger.stale(artifact(), tmp_path)


def test_everything_survives_saving_and_reading(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.json")
    published(ledger, tmp_path, artifact())
    finding = Diagnostic(
        Severity.ERROR, "cut", "chữ bị cắt", "rút ngắn", Span("a.md", 2, 3, 4, "x")
    )
    ledger.held["web/b.html"] = Held("f", (finding,))
    ledger.stats["content/a.md"] = (1, 2, "h")
    ledger.stamp = [True, None, 3, 4]
    ledger.changes = {"ngoc-ha": {"added": ["web/ngoc-ha/a.html"], "changed": [], "removed": []}}
    ledger.save()
    again = Ledger.open(tmp_path / "l.json")
    assert again.records == ledger.records
    assert again.held == ledger.held
    assert again.stats == ledger.stats
    assert again.before == ledger.before == {"web/a.html": ""}
    assert again.stamp == ledger.stamp
    assert again.changes == ledger.changes
    assert not again.journal_path.exists()


def test_a_killed_run_keeps_what_it_announced_and_forgives_half_a_line(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.json")
    published(ledger, tmp_path, artifact("web/a.html"))
    published(ledger, tmp_path, artifact("web/b.html"))
    ledger.close()
    journal = ledger.journal_path
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text[:-40], encoding="utf-8")
    again = Ledger.open(tmp_path / "l.json")
    assert again.stale(artifact("web/a.html"), tmp_path) == ""
    assert again.stale(artifact("web/b.html"), tmp_path) == "chưa có"
    assert again.before == {"web/a.html": ""}


def test_what_changed_since_the_last_completed_build_is_kept(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.json")
    published(ledger, tmp_path, artifact("web/a.html"))
    ledger.before = {}  # a build was completed
    old = ledger.records["web/a.html"]
    ledger.announce({"web/a.html": replace(old, sha256="1")})
    ledger.announce({"web/a.html": replace(old, sha256="2")})
    assert ledger.before == {"web/a.html": old.sha256}
    ledger.forget("web/a.html")
    assert ledger.before == {"web/a.html": old.sha256}
    assert "web/a.html" not in ledger.records


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"version": 2, "records": {"a"',
        '{"version": 2, "records": {}}',
        '{"version": 2, "records": {"a": {"size": 1}}, "held": {}, "stats": {}}',
        '{"version": 0}',
        "[]",
    ],
)
def test_a_damaged_or_foreign_ledger_means_that_nothing_is_known(tmp_path: Path, text: str) -> None:
    (tmp_path / "l.json").write_text(text, encoding="utf-8")
    ledger = Ledger.open(tmp_path / "l.json")
    assert ledger.records == {}
    assert ledger.stale(artifact(), tmp_path) == "chưa có"
