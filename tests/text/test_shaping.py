"""Shaping: letters stay whole, positions do not depend on anything but the font."""

from pathlib import Path
from unicodedata import normalize

from generator.fonts import load_font
from generator.text.shaping import missing, shape


def test_every_cluster_is_one_composed_letter(cache: Path) -> None:
    line = shape(load_font(800, cache), "Ủy ban Ễ Ẳ ỗ ặ fi")
    assert [letter for letter, _ in line.clusters] == list("Ủy ban Ễ Ẳ ỗ ặ fi")


def test_decomposed_text_is_shaped_like_composed_text(cache: Path) -> None:
    font = load_font(500, cache)
    assert shape(font, normalize("NFD", "Mỗi ngày một tin tốt")) == shape(
        font, "Mỗi ngày một tin tốt"
    )


def test_kerning_is_kept(cache: Path) -> None:
    font = load_font(800, cache)
    apart = shape(font, "A").advance_em + shape(font, "V").advance_em
    assert shape(font, "AV").advance_em < apart


def test_ink_is_taller_than_the_ascent_for_stacked_marks(cache: Path) -> None:
    left, top, right, bottom = shape(load_font(800, cache), "Ễ").ink
    assert top < -1.1
    assert bottom < 0.05
    assert 0 < left < right


def test_ink_of_spaces_is_empty(cache: Path) -> None:
    assert shape(load_font(500, cache), "  ").ink == (0.0, 0.0, 0.0, 0.0)


def test_missing_letters_are_named_once(cache: Path) -> None:
    assert missing(load_font(500, cache), "đẹp 😀 – ★😀") == "😀★"
