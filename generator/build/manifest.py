"""The manifest: what stands in output/ in, manifest.json with hashes and changes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from generator.boards.loop import turning_points
from generator.build.ledger import Ledger
from generator.build.publish import write
from generator.content.model import Library, Status

NAME = "manifest.json"


def changes(ledger: Ledger, wards: tuple[str, ...]) -> dict[str, dict[str, list[str]]]:
    """Return for every ward the web files added, changed and removed since the last build."""
    old, new = ledger.baseline, {name: r.sha256 for name, r in ledger.records.items()}
    found: dict[str, dict[str, list[str]]] = {}
    for ward in wards:
        base = f"web/{ward}/"
        before = {n: h for n, h in old.items() if n.startswith(base)}
        after = {n: h for n, h in new.items() if n.startswith(base)}
        found[ward] = {
            "added": sorted(after.keys() - before.keys()),
            "changed": sorted(n for n in after.keys() & before.keys() if after[n] != before[n]),
            "removed": sorted(before.keys() - after.keys()),
        }
    return found


def next_change(library: Library, now: datetime) -> datetime | None:
    """Return the next moment at which the output changes by itself, or None."""
    moments = [
        moment
        for message in library.live()
        if message.status(now) is not Status.WITHDRAWN
        for moment in turning_points(message)
    ]
    return min((moment for moment in moments if moment > now), default=None)


def read_manifest(output: Path) -> dict[str, object] | None:
    """Return the manifest of the last completed build, or None."""
    try:
        data: dict[str, object] = json.loads((output / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data


def write_manifest(
    output: Path,
    ledger: Ledger,
    changed: Mapping[str, Mapping[str, list[str]]],
    upcoming: datetime | None,
    *,
    complete: bool,
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
        "changes": changed,
        "files": files,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write(output / NAME, text.encode("utf-8"))
