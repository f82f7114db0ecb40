"""What was built from what: artifacts in, reasons to make them again out.

The ledger is one JSON file, replaced in one step at the end of a run, and a journal beside it: a
line is added just before each file is published, so a killed run loses nothing that it finished.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from generator.build.artifact import Artifact
from generator.build.publish import write
from generator.diagnostics import Diagnostic, Severity, Span
from generator.i18n import _

VERSION = 2
# One for all lines: json.dumps would make a new one each time.
_ENCODER = json.JSONEncoder(ensure_ascii=False)

Changes = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one published file.

    Attributes:
        fingerprint, inputs: of the artifact it was made from.
        size: bytes; mtime_ns: as the file system reported it when published.
        sha256: of its bytes.
        message, ward: as in the artifact.
        findings: what was noticed while making it, shown again on every run.
    """

    fingerprint: str
    inputs: Mapping[str, str]
    size: int
    mtime_ns: int
    sha256: str
    message: str = ""
    ward: str = ""
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """An artifact that was made but not published because of an error."""

    fingerprint: str
    findings: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Ledger:
    """The ledger of one output folder.

    Attributes:
        path: of the JSON file.
        records: output path → what is known of the file there.
        held: output path → why its newest form was not published.
        stats: virtual path → size, mtime_ns and SHA-256 of inputs (World.digest).
        before: output path → SHA-256 as of the last completed build ("" where there was no file),
            of every path that was published or removed since.
        changes: ward → web files that the last build to change any added, changed and removed.
        stamp: what manifest.json says that is not in the records, with its size and time.
    """

    path: Path
    records: dict[str, Record] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    stats: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
    stamp: list[object] = field(default_factory=list)
    _journal: IO[str] | None = None
    _as_read: tuple[object, ...] = ()

    @classmethod
    def open(cls, path: Path) -> Ledger:
        """Read a ledger and its journal; a missing or damaged file means nothing is known."""
        ledger = cls(path)
        try:
            ledger._read(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            ledger = cls(path)
        ledger._as_read = ledger._beside_records()
        ledger._replay()
        return ledger

    def _beside_records(self) -> tuple[object, ...]:
        """Return a copy of all that may change without a file being published or removed."""
        return (dict(self.held), dict(self.stats), dict(self.before), self.changes, self.stamp)

    @property
    def settled(self) -> bool:
        """Return whether the file says all that is known, so that it need not be written."""
        same = self._as_read == self._beside_records()
        return same and self._journal is None and not self.journal_path.exists()

    def _read(self, data: Mapping[str, Any]) -> None:
        if data["version"] == VERSION:
            inputs = data["inputs"]
            self.records = {k: _from_row(row, inputs) for k, row in data["records"].items()}
            self.held = {k: _held(v) for k, v in data["held"].items()}
            self.stats = {k: (v[0], v[1], v[2]) for k, v in data["stats"].items()}
            self.before = data["before"]
            self.changes = data["changes"]
            self.stamp = data["stamp"]

    def _replay(self) -> None:
        try:
            lines = self.journal_path.read_text(encoding="utf-8").splitlines()
        except OSError:
            return
        inputs: list[Mapping[str, str]] = []
        for line in lines:
            try:
                name, row = json.loads(line)
                if name is None:
                    inputs = row
                else:
                    self._note(name, _from_row(row, inputs))
            except (ValueError, TypeError, LookupError, AttributeError):
                break  # the run was killed while it wrote this line

    @property
    def journal_path(self) -> Path:
        """Return the path of the journal."""
        return self.path.with_suffix(".journal")

    def announce(self, records: Mapping[str, Record]) -> None:
        """Note files that are about to be published; the caller publishes them right after."""
        if self._journal is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._journal = self.journal_path.open("a", encoding="utf-8")
        table = _Inputs()
        rows = [_line(name, _row(record, table)) for name, record in records.items()]
        self._journal.write("".join([_line(None, table.found), *rows]))
        self._journal.flush()
        for name, record in records.items():
            self._note(name, record)

    def _note(self, name: str, record: Record) -> None:
        old = self.records.get(name)
        if old is None or old.sha256 != record.sha256:
            self.before.setdefault(name, old.sha256 if old else "")
        self.records[name] = record
        self.held.pop(name, None)

    def forget(self, name: str) -> None:
        """Note that a file was removed."""
        old = self.records.pop(name, None)
        if old is not None:
            self.before.setdefault(name, old.sha256)

    def save(self) -> None:
        """Write the whole ledger in one step, then drop the journal."""
        table = _Inputs()
        data = {
            "version": VERSION,
            "records": {k: _row(v, table) for k, v in sorted(self.records.items())},
            "inputs": table.found,
            "held": {k: _plain_held(v) for k, v in sorted(self.held.items())},
            "stats": self.stats,
            "before": self.before,
            "changes": self.changes,
            "stamp": self.stamp,
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        write(self.path, text.encode("utf-8"))
        self.close()
        self.journal_path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the journal."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def stale(self, artifact: Artifact, output: Path) -> str:
        """Return why an artifact must be made, in words, or "" when the file in place is right."""
        known = self.records.get(artifact.path)
        if known is None:
            return _("chưa có")
        if known.fingerprint != artifact.fingerprint:
            changed = self.changed_inputs(known.inputs, artifact.inputs)
            return changed or _("cách làm đã đổi")
        return self.touched(artifact.path, output)

    def touched(self, name: str, output: Path) -> str:
        """Return what someone did to a published file, or "" when it is as it was published."""
        known = self.records[name]
        try:
            stat = os.stat(f"{output}/{name}")  # noqa: PTH116 - a Path for each of 20,000 files takes 0.1 s
        except OSError:
            return _("tệp đã bị xóa")
        same = (stat.st_size, stat.st_mtime_ns) == (known.size, known.mtime_ns)
        return "" if same else _("tệp đã bị sửa ngoài Tin Tốt")

    @staticmethod
    def changed_inputs(old: Mapping[str, str], new: Mapping[str, str]) -> str:
        """Name the inputs that differ, in the user's words; "" when none does."""
        labels = {
            "code": _("chương trình"),
            "libraries": _("thư viện"),
            "words": _("nội dung"),
            "format": _("khổ"),
            "theme": _("màu"),
            "layout": _("bố cục"),
            "fonts": _("phông chữ"),
            "font": _("phông chữ"),
            "page": _("nội dung trang"),
            "templates": _("mẫu trang"),
            "picture": _("ảnh"),
            "file": _("tệp nguồn"),
            "campaign": _("tên chiến dịch"),
            "recordings": _("phim và âm thanh"),
            "order": _("thứ tự các tin"),
            "preflight": _("mức kiểm tra"),
        }
        names = [labels.get(n, n) for n in sorted({*old, *new}) if old.get(n) != new.get(n)]
        return _("đã đổi: {names}", names=", ".join(names)) if names else ""


class _Inputs:
    """The inputs of many records, each kept once: all pages of a build share theirs."""

    def __init__(self) -> None:
        self.found: list[Mapping[str, str]] = []
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}

    def number(self, inputs: Mapping[str, str]) -> int:
        """Return the place of some inputs in the list."""
        key = tuple(inputs.items())
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            self.found.append(inputs)
        return self._numbers[key]


def _row(record: Record, table: _Inputs) -> list[object]:
    """Return a record as JSON data; 20,000 of them are read and written in 0.1 s."""
    return [
        record.fingerprint,
        table.number(record.inputs),
        record.size,
        record.mtime_ns,
        record.sha256,
        record.message,
        record.ward,
        *([[asdict(f) for f in record.findings]] if record.findings else []),
    ]


def _from_row(row: Sequence[Any], inputs: Sequence[Mapping[str, str]]) -> Record:
    fingerprint, number, size, mtime_ns, sha256, message, ward, *found = row
    findings = tuple(_finding(f) for f in found[0]) if found else ()
    return Record(fingerprint, inputs[number], size, mtime_ns, sha256, message, ward, findings)


def _line(name: str | None, row: object) -> str:
    return _ENCODER.encode([name, row]) + "\n"


def _plain_held(held: Held) -> dict[str, object]:
    return {
        "fingerprint": held.fingerprint,
        "findings": [asdict(finding) for finding in held.findings],
    }


def _held(raw: Mapping[str, Any]) -> Held:
    return Held(raw["fingerprint"], tuple(_finding(f) for f in raw["findings"]))


def _finding(raw: Mapping[str, Any]) -> Diagnostic:
    span = Span(**raw["span"]) if raw["span"] else None
    return Diagnostic(**{**raw, "severity": Severity(raw["severity"]), "span": span})
