"""What is accepted in silence: the message loads and nothing at all is said about its file."""

from __future__ import annotations

from datetime import date, datetime
from unicodedata import normalize

import pytest
from content_kit import FILE, Load, message, with_key

from generator.content.model import Audience, Kind, Surface
from generator.world import HANOI

PLAIN = message()

CONTEST = """\
contest:
  start: 2026-12-01
  end: 2026-12-31
  rules: Ai cũng dự thi được.
  url: https://phuong.example/thi
  questions:
    - q: Số nào?
      answers: [111, 112]
      correct: 1
      why: Miễn phí"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("byte order mark", b"\xef\xbb\xbf" + PLAIN.encode()),
        ("CRLF", PLAIN.replace("\n", "\r\n").encode()),
        ("old Mac line ends", PLAIN.replace("\n", "\r").encode()),
        ("NFD", normalize("NFD", PLAIN).encode()),
        ("no line end at the end", PLAIN.rstrip("\n").encode()),
        ("blank lines before the head", f"\n\n{PLAIN}".encode()),
        ("blanks behind the fences", PLAIN.replace("---\n", "---  \n").encode()),
    ],
)
def test_the_same_message_comes_of_every_editor(load: Load, name: str, data: bytes) -> None:
    plain = load({FILE: PLAIN}).draft()
    found = load({FILE: data})
    assert found.report.findings == [], name
    assert found.draft() == plain


def test_curly_quotes_in_a_text_stay(load: Load) -> None:
    found = load({FILE: with_key("title: Phong trào “Vùng xanh” trên mạng")})
    assert found.report.findings == []
    assert found.draft().title == "Phong trào “Vùng xanh” trên mạng"


def test_curly_quotes_within_straight_ones_stay(load: Load) -> None:
    found = load({FILE: with_key('title: "“Vùng xanh” trên mạng”"')})
    assert found.report.findings == []
    assert found.draft().title == "“Vùng xanh” trên mạng”"


@pytest.mark.parametrize("title", ["yes", "2026", "1.10", "null", "2026-11-20", "0x1F", "~"])
def test_a_title_is_what_is_written(load: Load, title: str) -> None:
    found = load({FILE: with_key(f"title: {title}")})
    assert found.draft().title == title
    assert found.report.findings == []


def test_defaults(load: Load) -> None:
    found = load({FILE: PLAIN}).draft()
    assert found.audience == (Audience.EVERYONE,)
    assert found.wards is None
    assert found.surfaces == frozenset(Surface)
    assert found.lead == "Nội dung."


def test_a_bare_expire_is_the_last_day_shown(load: Load) -> None:
    found = load({FILE: with_key("expire: 2026-12-31")}).draft()
    assert found.expire == date(2026, 12, 31)
    assert found.until == datetime(2027, 1, 1, tzinfo=HANOI)


def test_an_expire_with_an_hour_is_that_moment(load: Load) -> None:
    found = load({FILE: with_key("expire: 2026-12-31 17:30")}).draft()
    assert found.until == found.expire == datetime(2026, 12, 31, 17, 30, tzinfo=HANOI)


def test_a_message_may_last_one_day(load: Load) -> None:
    assert load({FILE: with_key("expire: 2026-11-20")}).report.findings == []


def test_the_whole_schema_is_read(load: Load) -> None:
    lines = (
        "short: Tin tốt",
        "audience: [children, parents]",
        "wards: [ba-dinh]",
        "surfaces: [web, board]",
        "summary: Một câu.",
        'points: ["Một", "Hai", "Ba", "Bốn"]',
        "topics: [an-toan-mang]",
        "priority: high",
        'windows: [{days: [mon, sun], from: "06:30", to: "22:00"}]',
        "share: 0.25",
        "places: [cong]",
        "claim: Lời đồn",
        "verdict: Sai",
        "fact: Sự thật",
        "event: {start: 2026-12-01 08:30, end: 2026-12-01 11:00, where: Nhà văn hóa}",
        CONTEST,
        "easy: |\n  Dòng một.\n  Dòng hai.",
        "help: true",
        "aliases: [ten-cu]",
        "corrected: 2026-11-21",
        "withdrawn: {on: 2026-11-22, reason: Có văn bản mới}",
    )
    text = message(PLAIN.split("---\n")[1] + "\n".join(lines) + "\n")
    places = (
        '[cong]\nname = "Cổng"\nward = "ba-dinh"\nformat = "strip32-mono"\nplayer = "usb-anh"\n'
        'open = {days = ["mon"], from = "06:00", to = "22:00"}\nnext_visits = [2026-12-02]\n'
    )
    found = load({FILE: text, "content/places.toml": places})
    assert found.report.findings == []
    draft = found.draft()
    assert draft.kind is Kind.NEWS
    assert (draft.wards, draft.places, draft.points[3]) == (("ba-dinh",), ("cong",), "Bốn")
    assert draft.windows[0].days == ("mon", "sun")
    assert draft.share == 0.25
    assert draft.event is not None
    assert draft.event.start == datetime(2026, 12, 1, 8, 30, tzinfo=HANOI)
    assert draft.contest is not None
    assert draft.contest.questions[0].answers == ("111", "112")
    assert draft.easy == "Dòng một.\nDòng hai."
    assert draft.help is True
    assert draft.withdrawn is not None
    assert found.library.places[0].next_visits == (date(2026, 12, 2),)
