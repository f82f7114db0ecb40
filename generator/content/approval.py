"""A message file and the name of the approver in; the bytes of the approved files out.

Nothing is written here: the caller writes all files, the message last, so that a file that says
"approved" always has its record.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.content import records
from generator.content.message import (
    MESSAGES,
    Reading,
    message_id,
    parse_message,
    read_message,
)
from generator.content.model import Approval, Campaign, Message
from generator.content.nearest import did_you_mean
from generator.content.reader import Known
from generator.content.template import PLACEHOLDER
from generator.diagnostics import Diagnostic, Severity, Span, error
from generator.i18n import _
from generator.text.normalise import nfc
from generator.world import World

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"\}(\s+#.*)$")


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval came to.

    Attributes:
        message: the approved message, or None when the approval was refused.
        writes: virtual path → bytes, in the order in which they must be written; the message file
            is the last. Empty when refused, or when exactly this was approved before.
        findings: all findings about the file; an error means refused.
    """

    message: Message | None
    writes: tuple[tuple[str, bytes], ...]
    findings: tuple[Diagnostic, ...]


def approve(world: World, file: str, by: str, campaign: Campaign, known: Known) -> Approved:
    """Return the files that record an approval of a message as it stands.

    Args:
        world: holds the message and the records; its date is the date of approval.
        file: virtual path, "content/messages/….md".
        by: name of the person who approves.
        campaign: says who may approve.
        known: wards and places that the message may name (library.read_known).
    """
    # What is wrong with an old approval does not matter: it is about to be replaced.
    reading = read_message(world, file, known, approving=True)
    findings = [*reading.findings, *_refusals(reading, _name(by), campaign)]
    findings.extend(_twins(world, reading))
    if reading.message is None or any(f.severity is Severity.ERROR for f in findings):
        return Approved(None, (), tuple(findings))
    data = world.read(file)
    before = parse_message(world, file, data, known).message
    if before is not None and _recorded(world, before, _name(by)):
        return Approved(before, (), tuple(findings))
    approval = Approval(_name(by), world.now.date(), reading.message.hash)
    written = with_approval(data, reading, approval)
    after = parse_message(world, file, written, known).message
    if after is None or after.approved != approval or after.hash != approval.hash:
        message = _("không thêm được dòng approved vào phần đầu tin")
        hint = _("viết mỗi khóa của phần đầu tin trên một dòng, sát lề trái")
        findings.append(error("cannot-edit", message, Span(file), hint))
        return Approved(None, (), tuple(findings))
    writes = (*_record(world, reading, after, written), (file, written))
    return Approved(after, writes, tuple(findings))


def with_approval(data: bytes, reading: Reading, approval: Approval) -> bytes:
    """Return a message file with its approval; every other byte stays as it was."""
    assert reading.parts is not None
    assert reading.parts.head is not None
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.decode("utf-8-sig")
    ends = [found.end() for found in _LINE_END.finditer(text)]
    rows = [text[a:b] for a, b in pairwise([0, *ends, len(text)])]
    first, last = reading.parts.head_end, reading.parts.head_end
    for key, value in reading.parts.head.pairs:
        if key.value == "approved":
            first, last = key.line, value.end_line + 1
    kept = _COMMENT.search(rows[first - 1].rstrip("\r\n")) if last > first else None
    found = _LINE_END.search(rows[first - 2])
    line = (
        f"approved: {{by: {json.dumps(approval.by, ensure_ascii=False)},"
        f" on: {approval.on.isoformat()}, hash: {approval.hash}}}"
        f"{kept[1] if kept else ''}{found[0] if found else chr(10)}"
    )
    rows[first - 1 : last - 1] = [line]
    return bom + "".join(rows).encode("utf-8")


def _name(by: str) -> str:
    return nfc(" ".join(by.split()))


def _refusals(reading: Reading, by: str, campaign: Campaign) -> list[Diagnostic]:
    """Return why a person may not approve a message, or nothing."""
    found = []
    if not by:
        message = _("chưa ghi tên người duyệt")
        found.append(error("no-approver", message, hint=_('thêm --by "Họ và tên"')))
    elif campaign.approvers and by not in campaign.approvers:
        message = _("“{name}” không có trong danh sách người duyệt", name=by)
        hint = did_you_mean(by, campaign.approvers)
        found.append(error("not-an-approver", message, Span("content/campaign.toml"), hint))
    if reading.source is not None:
        for number, row in enumerate(reading.source.lines, start=1):
            if PLACEHOLDER in row and not row.lstrip().startswith("#"):
                span = reading.source.span(number, row.index(PLACEHOLDER) + 1, len(PLACEHOLDER))
                message = _("chỗ này còn là chữ mẫu")
                found.append(error("placeholder", message, span, _("điền nội dung thật rồi duyệt")))
    return [replace(finding, message_id=reading.id) for finding in found]


def _twins(world: World, reading: Reading) -> Iterator[Diagnostic]:
    """Yield an error for every other file that claims the same id: its record would be shared."""
    for other in world.files(MESSAGES):
        if other != reading.file and message_id(other).lower() == reading.id.lower():
            message = _("hai tin trùng mã “{name}”", name=reading.id)
            hint = _("đổi tên một trong hai tệp; tệp kia: {file}", file=other)
            yield error("duplicate-id", message, Span(reading.file), hint)


def _recorded(world: World, message: Message, by: str) -> bool:
    """Return whether exactly this form is the last one that this person approved."""
    approved = message.approved
    logged = records.approvals(world, message.id)
    return (
        approved is not None
        and (approved.by, approved.hash) == (by, message.hash)
        and bool(logged)
        and logged[-1].hash == message.hash
        and world.exists(f"{records.folder(message.id, message.hash)}/message.md")
    )


def _record(
    world: World, reading: Reading, message: Message, written: bytes
) -> tuple[tuple[str, bytes], ...]:
    """Return the approved form with its media, then the longer log."""
    base = records.folder(message.id, message.hash)
    files: dict[str, bytes] = {}
    for path, media in sorted(reading.media.items()):
        files[f"{base}/{path}"] = world.read(media.path)
        if world.exists(f"{media.path}.toml"):
            files[f"{base}/{path}.toml"] = world.read(f"{media.path}.toml")
    files[f"{base}/message.md"] = written
    assert message.approved is not None
    log = records.log_file(message.id)
    past = world.read(log) if world.exists(log) else csv_line(*records.LOG_COLUMNS)
    if not past.endswith(b"\n"):
        past += b"\n"
    moment = world.now.isoformat(timespec="seconds")
    files[log] = past + csv_line(moment, message.hash, message.approved.by)
    return tuple(files.items())


def csv_line(*cells: str) -> bytes:
    """Return one line of CSV in UTF-8, ending in LF."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue().encode("utf-8")
