"""Syllables: what Vietnamese spelling allows."""

from pathlib import Path
from unicodedata import normalize

import pytest

from generator.text.syllables import is_syllable, share_of_syllables, words_of

CONTENT = Path(__file__).parents[2] / "content" / "messages"


SYLLABLES = """
nghiêng giếng gì gìn giết giờ quyết quốc quý quả quên quỳnh hòa hoà thủy thuỷ khuỷu Đắk Nguyễn yêu
giữ già thuở khuya xoong ươm ngoằn ngoèo ỉa y ý Ủy Uỷ ở ĐƯỢC khoẻ khỏe uống chuyên loắt choắt
nghịch ếch ách rượu khuếch huơ quạnh
"""
STRANGERS = """
viêc đuợc cac céng nghành ngê ka ghà thoong tìên hoaf QĐ UBND Facebook Zalo café über z
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(normalize("NFD", word))


@pytest.mark.parametrize("word", STRANGERS.split())
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_share() -> None:
    assert share_of_syllables("Không mở liên kết lạ!") == 1.0
    assert share_of_syllables("Never open strange links") == 0.0
    assert share_of_syllables("Zalo và Facebook: cẩn thận") == 0.6
    assert share_of_syllables("123 – !") == 0.0


def test_the_campaign_s_own_words_are_syllables() -> None:
    words = [
        word
        for path in sorted(CONTENT.glob("*.md"))
        for word in words_of(path.read_text(encoding="utf-8"))
        if not word.isascii() and not set(word) <= set("BCDĐGHKLMNPQRSTVX")
    ]
    strangers = sorted({word for word in words if not is_syllable(word)})
    assert len(words) > 2000
    assert strangers == []
