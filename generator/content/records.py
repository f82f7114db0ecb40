"""records/ in; what was approved and published before out.

records/published.csv                      id,ward,url,first_published
records/approved/<id>/log.csv              time,hash,by; one line an approval, the last one counts
records/approved/<id>/<hash>/message.md    the approved file, with the media it names beside it
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.content.message import Reading, read_message
from generator.content.reader import Known
from generator.content.schema import HASH_DIGITS
from generator.content.source import read_source
from generator.diagnostics import Diagnostic, Span, error
from generator.i18n import _
from generator.text.slug import valid_id
from generator.world import World

PUBLISHED = "records/published.csv"
APPROVED = "records/approved"
LOG_COLUMNS = ("time", "hash", "by")


@dataclass(frozen=True, slots=True)
class Logged:
    """One approval: ISO time with offset, hash of what was approved, and by whom."""

    time: str
    hash: str
    by: str


def folder(name: str, sum_of_all: str) -> str:
    """Return where the approved form of a message lies."""
    return f"{APPROVED}/{name}/{sum_of_all}"


def log_file(name: str) -> str:
    """Return the list of a message's approvals."""
    return f"{APPROVED}/{name}/log.csv"


def approvals(world: World, name: str) -> tuple[Logged, ...]:
    """Return every approval of a message, oldest first; lines in another form are passed over."""
    if not valid_id(name) or not world.exists(log_file(name)):
        return ()
    source, _findings = read_source(world, log_file(name), world.read(log_file(name)))
    rows = csv.reader(source.lines if source else ())
    return tuple(
        Logged(*row)
        for row in rows
        if len(row) == len(LOG_COLUMNS) and len(row[1]) == HASH_DIGITS and row[1].isalnum()
    )


def last_form(world: World, name: str) -> tuple[Reading | None, list[Diagnostic]]:
    """Return the last approved form of a message, or None when nothing was ever approved."""
    logged = approvals(world, name)
    if not logged:
        return None, []
    last = logged[-1]
    base = folder(name, last.hash)
    file = f"{base}/message.md"
    span = Span(file)
    if not world.exists(file):
        message = _("mất bản đã duyệt của tin “{name}”", name=name)
        hint = _("lấy lại thư mục records từ bản sao lưu, hoặc duyệt lại tin")
        return None, [error("record-missing", message, Span(log_file(name)), hint)]
    # Wards and places may have changed their names since; what was approved stays readable.
    form = read_message(world, file, Known(), name=name, base=base)
    if form.message is None:
        faults = [replace(f, message_id=name) for f in form.findings if f.severity == "error"]
        return None, faults
    if form.message.hash != last.hash:
        message = _("bản đã duyệt của tin “{name}” bị sửa trong thư mục records", name=name)
        hint = _("lấy lại thư mục records từ bản sao lưu, hoặc duyệt lại tin")
        return None, [replace(error("record-changed", message, span, hint), message_id=name)]
    return form, []


def published(world: World) -> tuple[dict[str, Span], list[Diagnostic]]:
    """Return every message id that ever had a public address, with the line that says so."""
    if not world.exists(PUBLISHED):
        return {}, []
    source, findings = read_source(world, PUBLISHED, world.read(PUBLISHED))
    if source is None:
        return {}, findings
    found: dict[str, Span] = {}
    for line, row in _rows(source.lines):
        if row and row[0] != "id":
            found.setdefault(row[0], source.span(line, 1, len(row[0])))
    return found, findings


def _rows(lines: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines)
    for row in reader:
        yield reader.line_num, row
