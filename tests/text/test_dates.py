"""Dates as Vietnamese offices write them."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from generator.text.dates import clock, long_date, moment, short_date, span_in_words

HANOI = timezone(timedelta(hours=7))


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 12, 14), "ngày 14 tháng 12 năm 2021"),
        (date(2026, 8, 5), "ngày 05 tháng 8 năm 2026"),
        (date(2026, 2, 1), "ngày 01 tháng 02 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_long_dates_take_a_zero_where_the_decree_asks_for_it(day: date, words: str) -> None:
    assert long_date(day) == words
    assert moment(day) == words


def test_short_dates() -> None:
    assert short_date(date(2026, 3, 9)) == "09/03/2026"


def test_hours() -> None:
    assert clock(time(8, 30)) == "8 giờ 30"
    assert clock(at(1, 1, 17)) == "17 giờ"
    assert clock(at(1, 1, 8, 5)) == "8 giờ 05"


def test_moments_say_their_hour() -> None:
    assert moment(at(12, 5, 8, 30)) == "8 giờ 30, ngày 05 tháng 12 năm 2026"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(12, 5), None, "Ngày 05 tháng 12 năm 2026"),
        (at(12, 5), at(12, 5, 23, 59), "Ngày 05 tháng 12 năm 2026"),
        (at(12, 5, 8, 30), None, "8 giờ 30, ngày 05 tháng 12 năm 2026"),
        (at(12, 5, 8, 30), at(12, 5), "8 giờ 30, ngày 05 tháng 12 năm 2026"),
        (at(12, 5, 8, 30), at(12, 5, 11), "Từ 8 giờ 30 đến 11 giờ, ngày 05 tháng 12 năm 2026"),
        (at(12, 1), at(12, 31), "Từ ngày 01 đến ngày 31 tháng 12 năm 2026"),
        (at(12, 1), at(12, 31, 23, 59), "Từ ngày 01 đến ngày 31 tháng 12 năm 2026"),
        (at(11, 20), at(12, 31), "Từ ngày 20 tháng 11 đến ngày 31 tháng 12 năm 2026"),
        (
            at(11, 20),
            at(1, 5, year=2027),
            "Từ ngày 20 tháng 11 năm 2026 đến ngày 05 tháng 01 năm 2027",
        ),
        (
            at(12, 5, 8, 30),
            at(12, 6, 17),
            "Từ 8 giờ 30, ngày 05 tháng 12 đến 17 giờ, ngày 06 tháng 12 năm 2026",
        ),
        (
            at(12, 1),
            at(12, 31, 17),
            "Từ ngày 01 tháng 12 đến 17 giờ, ngày 31 tháng 12 năm 2026",
        ),
        (
            at(12, 1, 7),
            at(12, 31),
            "Từ 7 giờ, ngày 01 tháng 12 đến ngày 31 tháng 12 năm 2026",
        ),
    ],
)
def test_spans(start: datetime, end: datetime | None, words: str) -> None:
    assert span_in_words(start, end) == words
