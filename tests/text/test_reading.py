"""Reading time: units of information and letters."""

import pytest

from generator.text.reading import reading_time, units


def test_units_are_clauses() -> None:
    text = "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp. Gọi 111: miễn phí, “cả đêm”."
    assert units(text) == (
        "Mỗi ngày một tin tốt",
        "Mỗi tuần một câu chuyện đẹp",
        "Gọi 111",
        "miễn phí",
        "“cả đêm”",
    )


def test_numbers_addresses_and_hyphens_are_not_broken() -> None:
    assert units("Tăng 2,5 % tại tingia.gov.vn theo 287/KH-UBND") == (
        "Tăng 2,5 % tại tingia.gov.vn theo 287/KH-UBND",
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        # 16 letters make 3 words of 6, one unit 2 s.
        ("Mỗi ngày một tin tốt", 3.0),
        # 4 units of 2 s against 11 letters.
        ("Chậm, nghĩ, hỏi, rồi", 8.0),
        ("Tin", 2.0),
        ("– …", 0.0),
    ],
)
def test_the_longer_of_both_rules(text: str, seconds: float) -> None:
    assert reading_time(text) == seconds


def test_a_passer_by_gets_five_seconds_at_least() -> None:
    assert reading_time("Tin", passer_by=True) == 5.0
    assert reading_time("Mỗi ngày một tin tốt " * 3, passer_by=True) == 8.0
    assert reading_time("", passer_by=True) == 0.0
