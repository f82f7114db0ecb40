"""Hand-over records: what went onto a stick in; lines of records/handover.csv and dates out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

COLUMNS = ("time", "place", "file", "message", "hash", "from", "until", "sha256")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StickFile:
    """One media file to be put on a stick.

    Attributes:
        name: under which it plays.
        source: the published file.
        sha256: of its bytes, 64 hexadecimal digits.
        message: id of what it shows; hash: of the approved message.
        start, until: from when and until when it may be shown.
    """

    name: str
    source: Path
    sha256: str
    message: str
    hash: str
    start: datetime
    until: datetime


def handover_rows(files: Sequence[StickFile], place: str, time: datetime) -> tuple[Row, ...]:
    """Return one row a file, as COLUMNS say; times are ISO with offset, to the second."""
    return tuple(
        (
            _iso(time),
            place,
            file.name,
            file.message,
            file.hash,
            _iso(file.start),
            _iso(file.until),
            file.sha256,
        )
        for file in files
    )


def append_csv(existing: str, rows: Iterable[Row]) -> str:
    """Return the text of the record with new rows at its end; a new record gets its heading."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    if not existing.strip():
        existing = ""
        writer.writerow(COLUMNS)
    elif not existing.endswith("\n"):
        existing += "\n"
    writer.writerows(rows)
    return existing + stream.getvalue()


def remove_by(ends: Iterable[datetime]) -> datetime:
    """Return the first moment at which something on the stick is no longer valid.

    Raises:
        ValueError: nothing is on the stick.
    """
    return min(ends)


def last_whole_day(until: datetime) -> date | None:
    """Return the last day of something that ends at midnight, or None if it ends within a day."""
    day = until.date()
    whole = (until.hour, until.minute, until.second) == (0, 0, 0)
    return day - timedelta(days=1) if whole else None


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
