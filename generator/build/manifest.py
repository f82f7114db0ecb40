"""The manifest: what stands in output/ in, manifest.json with hashes and changes out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from generator.boards.loop import turning_points
from generator.build.ledger import Changes, Ledger, Record
from generator.build.publish import write
from generator.content.model import Library, Status
from generator.world import midnight

NAME = "manifest.json"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def complete_build(ledger: Ledger, wards: tuple[str, ...]) -> None:
    """Note what was changed in every ward's web folder since the last completed build.

    A build that changed nothing keeps the account of the last one that did.
    """
    found: Changes = {ward: {"added": [], "changed": [], "removed": []} for ward in wards}
    some = False
    for name, old in sorted(ledger.before.items()):
        known = ledger.records.get(name)
        new = known.sha256 if known else ""
        some = some or new != old
        top, _, rest = name.partition("/")
        ward = rest.partition("/")[0]
        if new != old and top == "web" and ward in found:
            kind = "added" if not old else "changed" if new else "removed"
            found[ward][kind].append(name)
    ledger.before = {}
    if some:
        ledger.changes = found


def next_change(library: Library, now: datetime) -> datetime | None:
    """Return the next moment at which the output changes by itself, or None."""
    moments = [
        moment
        for message in library.live()
        if message.status(now) is not Status.WITHDRAWN
        for moment in turning_points(message)
    ]
    # A contact is valid through its last day, and then leaves the pages.
    ends = (contact.valid_until for contact in library.contacts)
    moments.extend(midnight(end) + timedelta(days=1) for end in ends if end is not None)
    return min((moment for moment in moments if moment > now), default=None)


def read_manifest(output: Path) -> dict[str, Any] | None:
    """Return the manifest of the last completed build, or None."""
    try:
        data: dict[str, Any] = json.loads((output / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as manifest.json tells it."""

    sha256: str
    fingerprint: str


def published_files(output: Path) -> dict[str, PublishedFile] | None:
    """Return path → hash and fingerprint of a complete output, or None."""
    data = read_manifest(output)
    if data is None or not data.get("complete"):
        return None
    return {
        name: PublishedFile(item["sha256"], item["fingerprint"])
        for name, item in data["files"].items()
    }


def write_manifest(
    output: Path, ledger: Ledger, upcoming: datetime | None, *, complete: bool, begun: bool
) -> None:
    """Write manifest.json when it says something new; it is the last file of every build.

    Args:
        output: folder.
        ledger: what stands in it; its stamp tells what the manifest in place says.
        upcoming: next moment at which the output changes by itself.
        complete: whether output/ holds everything that is planned.
        begun: whether this build published or removed any file.
    """
    path = output / NAME
    says = [complete, upcoming.isoformat(timespec="minutes") if upcoming else None]
    if not begun and ledger.stamp == [*says, *_stat(path)]:
        return
    files = [f"  {_json(name)}: {_line(r)}" for name, r in sorted(ledger.records.items())]
    head = {
        "version": 1,
        "complete": complete,
        "next_change": says[1],
        "changes": ledger.changes,
    }
    lines = [f" {_json(key)}: {_json(value)}" for key, value in head.items()]
    # One line a file: easily compared, and written ten times as fast as with an indent.
    text = "{\n" + ",\n".join([*lines, ' "files": {\n' + ",\n".join(files) + "\n }"]) + "\n}\n"
    write(path, text.encode("utf-8"))
    ledger.stamp = [*says, *_stat(path)]


def manifest_known(output: Path, ledger: Ledger) -> bool:
    """Return whether the manifest in place is the one that the ledger's last build wrote."""
    return ledger.stamp[2:] == _stat(output / NAME)


def _stat(path: Path) -> list[object]:
    try:
        stat = path.stat()
    except OSError:
        return [0, 0]
    return [stat.st_size, stat.st_mtime_ns]


def _line(record: Record) -> str:
    """Return a file's entry as JSON; ids and hashes hold nothing that JSON writes otherwise."""
    return (
        f'{{"sha256": "{record.sha256}", "size": {record.size},'
        f' "message": "{record.message}", "fingerprint": "{record.fingerprint}"}}'
    )


def _json(value: object) -> str:
    return _ENCODER.encode(value)
