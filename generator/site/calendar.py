"""An event or contest in; the bytes of a calendar file (.ics) that phones and computers open out.

RFC 5545. Moments are written in UTC: each calendar shows them in its owner's own time, and none can
misread them. A zone by name would need its rules in the file (VTIMEZONE), which Outlook only
approximates, and gains nothing for a single event in a country without summer time. Whole days are
dates, which are the same day everywhere.

Written here and not by a package: the package that writes this format takes 0.16 s to import, more
than a whole build in which nothing changed, for twenty lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from generator.content.model import Message, Ward
from generator.layout.wording import CHIPS, page_url
from generator.site.entries import changed, message_uuid
from generator.text.dates import closes_day
from generator.world import midnight

# RFC 5545, 3.1: octets of a line without its CRLF.
LONGEST_LINE = 75

_PRODUCT = "-//tintot//tintot//VI"
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
# What TEXT may not hold (RFC 5545, 3.1: CONTROL), tab excepted.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# The backslash first: the others are written with one.
_ESCAPED = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))
_WEB = re.compile(r"https?://[!-~]+", re.IGNORECASE)


def has_calendar(message: Message) -> bool:
    """Return whether a message has a calendar file: an event or contest that was not withdrawn."""
    return message.withdrawn is None and (message.event or message.contest) is not None


def calendar_path(message_id: str) -> str:
    """Return where a message's calendar file lies in a ward's folder."""
    return f"tin/{message_id}.ics"


def calendar(message: Message, ward: Ward) -> bytes:
    """Return the calendar file of an event or contest: UTF-8, CRLF, the same for equal content.

    A correction is told by SEQUENCE and LAST-MODIFIED, so that a calendar which holds the event
    replaces it. No end is invented where the message names none.

    Raises:
        ValueError: the message has neither an event nor a contest.
    """
    span = message.event or message.contest
    if span is None:
        raise ValueError(f"{message.id} has neither event nor contest")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{message_uuid(ward.slug, message.id)}",
        # Without METHOD this is the time of the last revision (RFC 5545, 3.8.7.2), not of a build.
        f"DTSTAMP:{_utc(changed(message))}",
        f"CREATED:{_utc(message.publish)}",
        f"LAST-MODIFIED:{_utc(changed(message))}",
        f"SEQUENCE:{_sequence(message.corrected)}",
        *_when(span.start, span.end),
        f"SUMMARY:{_text(message.title)}",
        *_details(message, ward),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _details(message: Message, ward: Ward) -> Iterator[str]:
    page = page_url(ward, message.id)
    contest = message.contest.url if message.contest else ""
    url = next((found for found in (page, contest) if _WEB.fullmatch(found)), "")
    # Some calendars show no URL of an event, but all show its description.
    words = "\n\n".join(part for part in (message.lead, url) if part)
    if words:
        yield f"DESCRIPTION:{_text(words)}"
    if message.event and message.event.where:
        yield f"LOCATION:{_text(message.event.where)}"
    if url:
        yield f"URL:{url}"
    yield f"CATEGORIES:{_text(CHIPS[message.kind])}"
    if message.event is None:
        # Weeks in which answers are taken must not block anybody's calendar.
        yield "TRANSP:TRANSPARENT"


def _when(start: datetime, end: datetime | None) -> Iterator[str]:
    """Yield when it is, by the rules of `span_in_words`: midnight and 23:59 bound whole days.

    DTEND is exclusive, and DTSTART and DTEND are both days or both moments (RFC 5545, 3.6.1).
    """
    last = end.date() if end is not None and closes_day(end) else None
    if start == midnight(start.date()) and (end is None or last is not None):
        after = (last or start.date()) + timedelta(days=1)
        yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
        return
    yield f"DTSTART:{_utc(start)}"
    if last is not None:
        # "From 8:30 on that day" names no end, as on the page.
        end = None if last == start.date() else midnight(last + timedelta(days=1))
    if end is not None and end > start:
        yield f"DTEND:{_utc(end)}"


def _sequence(corrected: date | None) -> int:
    """Return a number that grows with each day of correction, 0 before the first."""
    return corrected.toordinal() if corrected else 0


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Return words as a TEXT value (RFC 5545, 3.3.11): no line of theirs can become a property."""
    text = _CONTROL.sub("", _LINE_ENDS.sub("\n", words).strip())
    for sign, escaped in _ESCAPED:
        text = text.replace(sign, escaped)
    return text


def _folded(line: str) -> bytes:
    """Return a line with its CRLF, broken so that no part is longer than 75 octets.

    A character is never split, though the standard allows it: not every reader joins the parts
    before it decodes them.
    """
    data = line.encode("utf-8")
    out = bytearray()
    room = LONGEST_LINE
    while len(data) > room:
        cut = room
        while data[cut] & 0xC0 == 0x80:  # noqa: PLR2004 - 10xxxxxx continues a character in UTF-8
            cut -= 1
        out += data[:cut] + b"\r\n "
        data = data[cut:]
        room = LONGEST_LINE - 1  # the blank that opens a continued line counts
    return bytes(out + data + b"\r\n")
