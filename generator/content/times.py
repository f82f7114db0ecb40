"""Checkers of dates and hours: a node in, a date, moment or window in Hà Nội's time out."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from generator.content.fields import many, word
from generator.content.model import Window
from generator.content.reader import Key, Reader, read_map
from generator.content.tree import Node, Scalar
from generator.i18n import _
from generator.world import HANOI, midnight

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::00)?)?")
_VIETNAMESE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,]+(\d{1,2})[:h](\d{2}))?")
_HOUR = re.compile(r"(\d{1,2})[:h](\d{2})")
# Nobody means a year outside; it also keeps "the day after" within what datetime can hold.
_YEARS = range(2000, 2200)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day_or_moment(reader: Reader, node: Node) -> date | datetime | None:
    """Check a date, or a date with an hour; dd/mm/yyyy is read and warned about."""
    value = node.value.strip() if isinstance(node, Scalar) else ""
    iso, local = _ISO.fullmatch(value), _VIETNAMESE.fullmatch(value)
    if iso:
        year, month, day, hour, minute = iso.groups()
    elif local:
        day, month, year, hour, minute = local.groups()
    else:
        hint = _("viết theo mẫu năm-tháng-ngày: 2026-11-20, hoặc 2026-11-20 08:30")
        reader.error(node, "bad-date", _("“{value}” không phải ngày", value=value), hint)
        return None
    found = _build(int(year), int(month), int(day), hour, minute)
    if found is None:
        reader.error(node, "bad-date", _("không có ngày “{value}”", value=value))
    elif local:
        shown = found.strftime("%Y-%m-%d %H:%M") if hour else found.isoformat()
        hint = _("viết lại: {date}", date=shown)
        reader.warning(node, "local-date", _("đã đọc ngày theo thứ tự ngày/tháng/năm"), hint)
    return found


def _build(
    year: int, month: int, day: int, hour: str | None, minute: str | None
) -> date | datetime | None:
    if year not in _YEARS:
        return None
    try:
        if hour is None or minute is None:
            return date(year, month, day)
        return datetime(year, month, day, int(hour), int(minute), tzinfo=HANOI)
    except ValueError:
        return None


def day(reader: Reader, node: Node) -> date | None:
    """Check a date without an hour."""
    found = day_or_moment(reader, node)
    if isinstance(found, datetime):
        reader.error(node, "bad-date", _("chỗ này chỉ ghi ngày, không ghi giờ"))
        return None
    return found


def moment(reader: Reader, node: Node) -> datetime | None:
    """Check a date, meaning its first moment, or a date with an hour."""
    found = day_or_moment(reader, node)
    return found if found is None or isinstance(found, datetime) else midnight(found)


def hour(reader: Reader, node: Node) -> time | None:
    """Check an hour of the day; "24:00" is the midnight that ends it."""
    value = node.value.strip() if isinstance(node, Scalar) else ""
    found = _HOUR.fullmatch(value)
    if found and value.startswith("24") and found[2] == "00":
        return time(0, 0)
    if found and int(found[1]) < 24 and int(found[2]) < 60:  # noqa: PLR2004 - a clock
        return time(int(found[1]), int(found[2]))
    hint = _("viết theo mẫu “06:30”")
    reader.error(node, "bad-hour", _("“{value}” không phải giờ", value=value), hint)
    return None


_WINDOW = {
    "days": Key(
        many(word(lambda _reader: _DAYS, "unknown-day"), what="days"),
    ),
    "from": Key(hour, required=True),
    "to": Key(hour, required=True),
}


def window(reader: Reader, node: Node) -> Window | None:
    """Check hours of the week, {days: [sun], from: "06:30", to: "22:00"}; no days means all."""
    values = read_map(reader, node, _WINDOW, "windows")
    if values is None or "from" not in values or "to" not in values:
        return None
    start, end = values["from"], values["to"]
    assert isinstance(start, time)
    assert isinstance(end, time)
    days = values.get("days") or _DAYS
    assert isinstance(days, tuple)
    if start == end:
        reader.error(node, "empty-window", _("giờ bắt đầu và giờ kết thúc trùng nhau"))
        return None
    return Window(tuple(d for d in _DAYS if d in days), start, end)
