"""Every key of a message's front matter with its checker: the one list of what may stand there."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from generator.content.clips import film, fits, music, voice
from generator.content.fields import (
    choice,
    flag,
    identifier,
    many,
    number,
    text,
    web_address,
    whole,
    word,
)
from generator.content.media import picture
from generator.content.model import (
    Approval,
    Audience,
    Clip,
    Contest,
    Event,
    Kind,
    Media,
    Priority,
    Question,
    Surface,
    Withdrawal,
)
from generator.content.reader import Key, Reader, Table, read_map
from generator.content.times import day, day_or_moment, moment, window
from generator.content.tree import Mapping, Node, Scalar
from generator.i18n import _

LONGEST_SLOGAN = 160
LONGEST_SHORT = 28
MOST_POINTS = 4
HASH_DIGITS = 16

Value = TypeVar("Value")

_EVENT: Table = {
    "start": Key(moment, required=True),
    "end": Key(moment),
    "where": Key(text(300, painted=True), required=True),
}
_QUESTION: Table = {
    "q": Key(text(600), required=True),
    "answers": Key(many(text(300), most=8, what="answers"), required=True),
    "correct": Key(whole(1, 8), required=True),
    "why": Key(text(1000)),
}
_CLIP: Table = {
    "file": Key(film, required=True),
    "start": Key(number(0, 86_400)),
    "end": Key(number(0, 86_400), required=True),
    "title": Key(text(160, painted=True)),
}
_WITHDRAWN: Table = {
    "on": Key(day, required=True),
    "reason": Key(text(600, painted=True), required=True),
}


def _approval_hash(reader: Reader, node: Node) -> str | None:
    value = node.value.strip() if isinstance(node, Scalar) else ""
    if len(value) == HASH_DIGITS and not set(value) - set("0123456789abcdef"):
        return value
    message = _("mã duyệt phải gồm {count} ký tự 0–9, a–f", count=HASH_DIGITS)
    reader.error(node, "bad-approval", message, _("không sửa tay; chạy lại lệnh tintot approve"))
    return None


_APPROVED: Table = {
    "by": Key(text(120), required=True),
    "on": Key(day, required=True),
    "hash": Key(_approval_hash, required=True),
}


def approval(reader: Reader, node: Node) -> Approval | None:
    """Check who approved and when; never in the future."""
    if reader.approving:
        return None
    values = read_map(reader, node, _APPROVED, "approved")
    if values is None or len(values) < len(_APPROVED):
        return None
    found = Approval(**values)  # type: ignore[arg-type] # the table above checked every value
    if found.on > reader.world.now.date() and not reader.stored:
        at = node.get("on") if isinstance(node, Mapping) else None
        message = _("ngày duyệt {date} ở tương lai", date=found.on.isoformat())
        reader.error(at or node, "approval-in-future", message, _("kiểm tra lại ngày của máy tính"))
        return None
    return found


def event(reader: Reader, node: Node) -> Event | None:
    """Check when and where something takes place."""
    values = read_map(reader, node, _EVENT, "event")
    if values is None or "start" not in values or "where" not in values:
        return None
    return Event(**{"end": None, **values}) if _ordered(reader, node, values) else None  # type: ignore[arg-type]


def _question(reader: Reader, node: Node) -> Question | None:
    values = read_map(reader, node, _QUESTION, "questions")
    if values is None or not {"q", "answers", "correct"} <= values.keys():
        return None
    found = Question(**values)  # type: ignore[arg-type] # the table above checked every value
    if found.correct > len(found.answers):
        message = _(
            "đáp án đúng là số {number} nhưng chỉ có {count} câu trả lời",
            number=found.correct,
            count=len(found.answers),
        )
        reader.error(node, "bad-answer", message, _("đếm từ 1"))
        return None
    return found


_CONTEST: Table = {
    "start": Key(moment, required=True),
    "end": Key(moment, required=True),
    "rules": Key(text(8000), required=True),
    "url": Key(web_address),
    "questions": Key(many(_question, most=100, what="questions")),
}


def contest(reader: Reader, node: Node) -> Contest | None:
    """Check dates, rules and questions of a contest."""
    values = read_map(reader, node, _CONTEST, "contest")
    if values is None or not {"start", "end", "rules"} <= values.keys():
        return None
    return Contest(**values) if _ordered(reader, node, values) else None  # type: ignore[arg-type]


def _ordered(reader: Reader, node: Node, values: dict[str, object]) -> bool:
    start, end = values.get("start"), values.get("end")
    if isinstance(start, datetime) and isinstance(end, datetime) and end < start:
        reader.error(node, "ends-before-start", _("kết thúc trước khi bắt đầu"))
        return False
    return True


def clip(reader: Reader, node: Node) -> Clip | None:
    """Check a piece of staff's own footage."""
    values = read_map(reader, node, _CLIP, "clip")
    if values is None or "file" not in values or "end" not in values:
        return None
    media, start, end = values["file"], values.get("start", 0.0), values["end"]
    assert isinstance(media, Media)
    assert isinstance(start, float)
    assert isinstance(end, float)
    if end <= start:
        reader.error(node, "ends-before-start", _("đoạn phim kết thúc trước khi bắt đầu"))
        return None
    return fits(reader, node, Clip(media, start, end, str(values.get("title", ""))))


def withdrawal(reader: Reader, node: Node) -> Withdrawal | None:
    """Check when and why a message was taken back."""
    values = read_map(reader, node, _WITHDRAWN, "withdrawn")
    if values is None or len(values) < len(_WITHDRAWN):
        return None
    return Withdrawal(**values)  # type: ignore[arg-type] # the table above checked every value


_ward = word(lambda reader: reader.known.wards, "unknown-ward")
_place = word(lambda reader: reader.known.places, "unknown-place")

MESSAGE: Table = {
    "title": Key(text(200, painted=True), required=True),
    "slogan": Key(text(LONGEST_SLOGAN, painted=True), required=True),
    "short": Key(text(LONGEST_SHORT, painted=True)),
    "kind": Key(choice(Kind, "unknown-kind"), required=True),
    "audience": Key(many(choice(Audience, "unknown-audience"), what="audience")),
    "publish": Key(moment, required=True),
    "expire": Key(day_or_moment, required=True),
    "wards": Key(many(_ward, what="wards", all_word=True)),
    "surfaces": Key(many(choice(Surface, "unknown-surface"), what="surfaces", all_word=True)),
    "source": Key(text(400, painted=True), required=True),
    "approved": Key(approval),
    "image": Key(picture),
    "image_alt": Key(text(400)),
    "summary": Key(text(600, painted=True)),
    "points": Key(many(text(160, painted=True), most=MOST_POINTS, what="points")),
    "topics": Key(many(identifier, what="topics")),
    "priority": Key(choice(Priority, "unknown-priority")),
    "windows": Key(many(window, what="windows")),
    "share": Key(number(0.0, 1.0)),
    "places": Key(many(_place, what="places")),
    "claim": Key(text(400, painted=True)),
    "verdict": Key(text(120, painted=True)),
    "fact": Key(text(600, painted=True)),
    "event": Key(event),
    "contest": Key(contest),
    "easy": Key(text(8000)),
    "help": Key(flag),
    "clip": Key(clip),
    "voice": Key(voice),
    "music": Key(music),
    "aliases": Key(many(identifier, what="aliases")),
    "corrected": Key(day),
    "withdrawn": Key(withdrawal),
}
# What may change without a new approval.
OUTSIDE_APPROVAL = frozenset({"approved", "withdrawn", "aliases", "corrected"})
