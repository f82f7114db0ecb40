"""Dates and hours in; the words in which Vietnamese offices write them out.

The long form follows Nghị định 30/2020/NĐ-CP, annex I: a zero stands before days below 10 and
before months 1 and 2 only ("ngày 05 tháng 8", "ngày 01 tháng 02"), so that no 1 or 2 can be added.
These words are public output and Vietnamese in every language of the program's messages.
"""

from __future__ import annotations

from datetime import date, datetime, time

_MIDNIGHT = time(0, 0)
_LAST_MINUTE = time(23, 59)


def long_date(day: date) -> str:
    """Return "ngày 14 tháng 12 năm 2021"."""
    return f"{_day_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """Return "14/12/2021"."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def clock(moment: datetime | time) -> str:
    """Return "8 giờ 30", or "8 giờ" for a full hour."""
    return f"{moment.hour} giờ {moment.minute:02}" if moment.minute else f"{moment.hour} giờ"


def moment(when: date | datetime) -> str:
    """Return "ngày 14 tháng 12 năm 2021", with "8 giờ 30, " before it when an hour is given.

    A datetime at 00:00 says "0 giờ"; pass its date where the day alone is meant.
    """
    if isinstance(when, datetime):
        return f"{clock(when)}, {long_date(when)}"
    return long_date(when)


def span_in_words(start: datetime, end: datetime | None) -> str:
    """Return when something takes place, e.g. "Từ ngày 01 đến ngày 31 tháng 12 năm 2026".

    A start at 00:00 means the whole day, and so does an end at 00:00 or 23:59. What both ends
    share, an hour's day or a day's month and year, is said once.
    """
    opens = None if start.time() == _MIDNIGHT else start
    closes = None if end is None or closes_day(end) else end
    if end is None or (start.date() == end.date() and closes is None):
        return _sentence(moment(opens) if opens else long_date(start))
    if start.date() == end.date():
        hours = f"từ {clock(start)} đến {clock(end)}"
        return _sentence(f"{hours}, {long_date(start)}")
    first = f"{clock(opens)}, {_shared(start, end)}" if opens else _opening(start, end, closes)
    last = moment(end) if closes else long_date(end)
    return _sentence(f"từ {first} đến {last}")


def closes_day(end: datetime) -> bool:
    """Return whether an end means the whole of its day: 00:00 or 23:59."""
    return end.time().replace(second=0, microsecond=0) in {_MIDNIGHT, _LAST_MINUTE}


def _opening(start: date, end: date, closes: datetime | None) -> str:
    """Return the first day of a span, without month and year where the last day says them."""
    if closes is None and (start.year, start.month) == (end.year, end.month):
        return f"ngày {start.day:02}"
    return _shared(start, end)


def _shared(start: date, end: date) -> str:
    return _day_month(start) if start.year == end.year else long_date(start)


def _day_month(day: date) -> str:
    month = f"{day.month:02}" if day.month < 3 else str(day.month)  # noqa: PLR2004 - see above
    return f"ngày {day.day:02} tháng {month}"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
