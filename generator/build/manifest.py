"""The manifest: what stands in output/ in, manifest.json with hashes and changes out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from generator.boards.loop import turning_points
from generator.build.ledger import Changes, Ledger
from generator.build.publish import write
from generator.content.model import Library, Status
from generator.world import midnight

NAME = "manifest.json"


def complete_build(ledger: Ledger, wards: tuple[str, ...]) -> None:
    """Note what this build changed in every ward's web folder.

    A build that changed nothing keeps the account of the last one that did.
    """
    old, new = ledger.baseline, {name: r.sha256 for name, r in ledger.records.items()}
    if old == new:
        return
    found: Changes = {}
    for ward in wards:
        base = f"web/{ward}/"
        before = {n: h for n, h in old.items() if n.startswith(base)}
        after = {n: h for n, h in new.items() if n.startswith(base)}
        found[ward] = {
            "added": sorted(after.keys() - before.keys()),
            "changed": sorted(n for n in after.keys() & before.keys() if after[n] != before[n]),
            "removed": sorted(before.keys() - after.keys()),
        }
    ledger.baseline, ledger.changes = new, found


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
    output: Path, ledger: Ledger, upcoming: datetime | None, *, complete: bool
) -> None:
    """Write manifest.json when it says something new; it is the last file of every build."""
    files = {
        name: {
            "sha256": record.sha256,
            "size": record.size,
            "message": record.message,
            "fingerprint": record.fingerprint,
        }
        for name, record in sorted(ledger.records.items())
    }
    data = {
        "version": 1,
        "complete": complete,
        "next_change": upcoming.isoformat(timespec="minutes") if upcoming else None,
        "changes": ledger.changes,
        "files": files,
    }
    if data != read_manifest(output):
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write(output / NAME, text.encode("utf-8"))
