"""Coverage: letters that Be Vietnam Pro lacks."""

from pathlib import Path

from generator.fonts import load_font
from generator.text.coverage import letters, missing

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def test_the_font_has_every_letter_we_write(cache: Path) -> None:
    text = f"{LETTERS}{LETTERS.upper()} ẮẰẲẴẶ ỐỒỔỖỘ “”‘’–—…₫%°\u00a0\n\t"
    assert missing(text, set(letters(load_font(500, cache).data))) == ()


def test_missing_letters_are_named_once_in_order(cache: Path) -> None:
    assert missing("đi → ✓ đến → 😀", set(letters(load_font(500, cache).data))) == ("→", "✓", "😀")
