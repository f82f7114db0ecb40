"""Calendar files, read back by a parser of their own standard."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.cal import Component

from generator.content.model import Contest, Event, Message, Withdrawal
from generator.site.calendar import _folded, _text, calendar, calendar_path, has_calendar
from generator.world import HANOI

HOSTILE = (
    'Hội; thảo, "A\\B"\r\nATTENDEE:mailto:x@example.com\rBEGIN:VALARM\nEND:VEVENT'
    "\u2028X-A:1\u2029X-B:2\x85X-C:3\x0bX-D:4\x00\x07</script>"
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def event_of(sample: SimpleNamespace, **values: Any) -> Message:
    talk = next(m for m in sample.messages if m.id == "toa-dam-vung-xanh")
    return replace(talk, **values)


def between(sample: SimpleNamespace, start: str, end: str | None) -> Component:
    span = Event(at(start), at(end) if end else None, "Nhà văn hóa")
    return read(calendar(event_of(sample, event=span), sample.ngoc_ha))


def read(data: bytes) -> Component:
    """The one event of a file that holds nothing else."""
    found = Calendar.from_ical(data)
    assert not found.errors
    (event,) = found.subcomponents
    assert event.name == "VEVENT"
    assert not event.errors
    assert not event.subcomponents
    return event


def test_an_event_as_a_phone_reads_it(sample: SimpleNamespace) -> None:
    event = read(calendar(event_of(sample), sample.ba_dinh))
    address = "https://phuong.example/x/tin/toa-dam-vung-xanh.html"
    assert event["SUMMARY"] == "Tọa đàm Vùng xanh trên không gian mạng"
    assert event.decoded("DTSTART") == datetime(2026, 12, 5, 1, 30, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 12, 5, 4, 0, tzinfo=UTC)
    assert event["LOCATION"] == "Nhà văn hóa phường (mẫu)"
    assert event["DESCRIPTION"] == (
        "Buổi trò chuyện về cách giữ cho nhóm chat của khu phố luôn lành mạnh.\n\n" + address
    )
    assert event["URL"] == address
    assert event["CATEGORIES"].to_ical().decode() == "Sự kiện"
    assert "TRANSP" not in event
    assert "RRULE" not in event


def test_a_ward_without_an_address_names_none(sample: SimpleNamespace) -> None:
    event = read(calendar(event_of(sample), sample.ngoc_ha))
    assert "URL" not in event
    assert "http" not in event["DESCRIPTION"]


def test_the_file_in_full(sample: SimpleNamespace) -> None:
    talk = event_of(sample, title="Tọa đàm", summary="Mời bà con.")
    assert calendar(talk, sample.ngoc_ha).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tintot//tintot//VI",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:a5d74118-0636-5b21-a4ff-4ac5a4dae8c2",
        "DTSTAMP:20261119T170000Z",
        "CREATED:20261119T170000Z",
        "LAST-MODIFIED:20261119T170000Z",
        "SEQUENCE:0",
        "DTSTART:20261205T013000Z",
        "DTEND:20261205T040000Z",
        "SUMMARY:Tọa đàm",
        "DESCRIPTION:Mời bà con.",
        "LOCATION:Nhà văn hóa phường (mẫu)",
        "CATEGORIES:Sự kiện",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_uids_are_of_ward_and_message_alone(sample: SimpleNamespace) -> None:
    talk = event_of(sample)
    moved = replace(talk, title="Khác", event=Event(at("2027-01-01T09:00"), None, "Nơi khác"))
    here, there = sample.ngoc_ha, sample.ba_dinh
    assert read(calendar(talk, here))["UID"] == read(calendar(moved, here))["UID"]
    assert read(calendar(talk, here))["UID"] != read(calendar(talk, there))["UID"]
    assert read(calendar(talk, here))["UID"] != read(calendar(replace(talk, id="b"), here))["UID"]
    assert uuid.UUID(read(calendar(talk, here))["UID"]).version == 5
    named = replace(here, site_url="https://phuong.example/")
    assert read(calendar(talk, named))["UID"] == read(calendar(talk, here))["UID"]


def test_a_correction_replaces_what_a_calendar_holds(sample: SimpleNamespace) -> None:
    found = [
        read(calendar(event_of(sample, corrected=day), sample.ngoc_ha))
        for day in (None, date(2026, 11, 20), date(2026, 11, 25), date(2027, 1, 2))
    ]
    numbers = [event["SEQUENCE"] for event in found]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 0
    assert found[2].decoded("LAST-MODIFIED") == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert found[2].decoded("DTSTAMP") == found[2].decoded("LAST-MODIFIED")
    assert found[2].decoded("CREATED") == datetime(2026, 11, 19, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "first", "after"),
    [
        ("2026-12-05", None, date(2026, 12, 5), date(2026, 12, 6)),
        ("2026-12-05", "2026-12-05", date(2026, 12, 5), date(2026, 12, 6)),
        ("2026-12-05", "2026-12-05T23:59", date(2026, 12, 5), date(2026, 12, 6)),
        ("2026-12-05", "2026-12-07", date(2026, 12, 5), date(2026, 12, 8)),
        ("2026-12-30", "2026-12-31T23:59", date(2026, 12, 30), date(2027, 1, 1)),
    ],
)
def test_whole_days_are_dates_and_their_end_is_exclusive(
    sample: SimpleNamespace, start: str, end: str | None, first: date, after: date
) -> None:
    event = between(sample, start, end)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (first, after)
    assert type(event.decoded("DTSTART")) is date


@pytest.mark.parametrize(
    ("start", "end", "last"),
    [
        ("2026-12-05T08:30", None, None),
        # On the page both say "8 giờ 30, ngày 05 tháng 12 năm 2026".
        ("2026-12-05T08:30", "2026-12-05T23:59", None),
        ("2026-12-05T08:30", "2026-12-07", at("2026-12-08")),
        ("2026-12-05", "2026-12-05T17:00", at("2026-12-05T17:00")),
        ("2026-12-05T08:30", "2026-12-05T08:30", None),
    ],
)
def test_hours_are_moments_and_no_end_is_invented(
    sample: SimpleNamespace, start: str, end: str | None, last: datetime | None
) -> None:
    event = between(sample, start, end)
    assert event.decoded("DTSTART") == at(start)
    assert (event.decoded("DTEND") if "DTEND" in event else None) == last


def test_a_contest_blocks_nobody_and_leads_to_its_own_address(sample: SimpleNamespace) -> None:
    contest = next(m for m in sample.messages if m.contest)
    event = read(calendar(contest, sample.ngoc_ha))
    assert event["TRANSP"] == "TRANSPARENT"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        date(2026, 11, 25),
        date(2027, 1, 1),
    )
    assert "LOCATION" not in event
    span = replace(contest.contest, url="https://thi.example/a?b=1,2;c")
    outside = read(calendar(replace(contest, contest=span), sample.ngoc_ha))
    assert outside["URL"] == "https://thi.example/a?b=1,2;c"
    inside = read(calendar(replace(contest, contest=span), sample.ba_dinh))
    assert inside["URL"].startswith("https://phuong.example/x/tin/")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.example/\r\nATTACH:y", "https://x.example/ố"]
)
def test_an_address_that_is_none_is_left_out(sample: SimpleNamespace, url: str) -> None:
    span = Contest(at("2026-11-25"), at("2026-12-31"), "Thể lệ", url)
    data = calendar(event_of(sample, event=None, contest=span), sample.ngoc_ha)
    assert "URL" not in read(data)
    assert b"ATTACH" not in data


def test_lines_are_75_octets_at_most_and_no_letter_is_split(sample: SimpleNamespace) -> None:
    lead = "Ễ Ặ 🌸 đường " * 60
    for shift in range(8):
        words = ("x" * shift + lead).strip()
        data = calendar(event_of(sample, summary=words), sample.ngoc_ha)
        parts = data.split(b"\r\n")
        assert max(len(part) for part in parts) == 75
        assert all(part.decode("utf-8") is not None for part in parts)
        assert read(data)["DESCRIPTION"] == words


def test_hostile_words_stay_words(sample: SimpleNamespace) -> None:
    talk = event_of(
        sample,
        title=HOSTILE,
        summary=HOSTILE,
        event=Event(at("2026-12-05T08:30"), None, HOSTILE),
    )
    data = calendar(talk, sample.ngoc_ha)
    expected = re.sub("[\r\u2028\u2029\x85\x0b]", "\n", HOSTILE.replace("\r\n", "\n"))
    expected = expected.replace("\x00", "").replace("\x07", "")
    event = read(data)
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        assert event[name] == expected
    assert "ATTENDEE" not in event
    # No line of any kind begins with what the words tried to say.
    assert not re.search(r"(?m)^(ATTENDEE|BEGIN:VALARM|X-)", data.decode())
    assert data.count(b"\n") == data.count(b"\r\n")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_words_come_back_as_they_were_written(words: str) -> None:
    folded = _folded(f"SUMMARY:{_text(words)}")
    assert max(len(part) for part in folded.split(b"\r\n")) <= 75
    data = b"BEGIN:VEVENT\r\n" + folded + b"END:VEVENT\r\n"
    (event,) = Component.from_ical(data, multiple=True)
    breaks = words.replace("\r\n", "\n")
    told = re.sub("[\r\v\f\x85\u2028\u2029]", "\n", breaks).strip()
    assert event["SUMMARY"] == re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", told)


def test_equal_content_makes_equal_bytes(sample: SimpleNamespace) -> None:
    talk = event_of(sample)
    assert calendar(talk, sample.ngoc_ha) == calendar(replace(talk), replace(sample.ngoc_ha))


def test_which_messages_have_a_file(sample: SimpleNamespace) -> None:
    found = [m.id for m in sample.messages if has_calendar(m)]
    assert found == ["toa-dam-vung-xanh", "cuoc-thi-tim-hieu-phap-luat"]
    gone = event_of(sample, withdrawn=Withdrawal(date(2026, 11, 21), "Hoãn"))
    assert not has_calendar(gone)
    assert calendar_path("a-b") == "tin/a-b.ics"
    with pytest.raises(ValueError, match="neither event nor contest"):
        calendar(sample.messages[0], sample.ngoc_ha)
