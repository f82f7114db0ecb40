"""Normalising: what editors, keyboards and copies do to Vietnamese text."""

from unicodedata import normalize

import pytest

from generator.text.normalise import (
    control_characters,
    invisible_marks,
    lines,
    nfc,
    without_invisible_marks,
)

SENTENCE = "Mỗi ngày một tin tốt – Ở Đống Đa, ưỡn ẹo"


def test_decomposed_text_is_composed() -> None:
    assert normalize("NFD", SENTENCE) != SENTENCE
    assert nfc(normalize("NFD", SENTENCE)) == SENTENCE


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ðống Ða", "Đống Đa"),
        ("ði ðâu", "đi đâu"),
        ("\ufeffTin", "Tin"),
        ("không\u200bgian", "khônggian"),
        ("ngư\u00adời", "người"),
        ("a\u2060b", "ab"),
        ("không\u00a0gian", "không\u00a0gian"),
    ],
)
def test_lookalikes_and_joiners(raw: str, clean: str) -> None:
    assert nfc(raw) == clean


def test_normalising_twice_changes_nothing() -> None:
    once = nfc(normalize("NFD", "Ðường\u200b phố\u00ad"))
    assert nfc(once) == once


def test_line_ends() -> None:
    assert lines("a\r\nb\rc\nd\r\n") == "a\nb\nc\nd\n"


def test_direction_marks_are_found_and_removed() -> None:
    text = "tin\u202e tốt\u200f \u2066x\u2069"
    assert invisible_marks(text) == (3, 8, 10, 12)
    assert without_invisible_marks(text) == "tin tốt x"
    assert invisible_marks(SENTENCE) == ()


def test_control_characters_are_found_and_line_ends_are_not() -> None:
    assert control_characters("a\x00b\tc\nd\r\x1b[31m\x85") == (1, 8, 13)
    assert control_characters(SENTENCE) == ()
