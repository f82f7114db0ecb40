"""A text and a font's bytes in; the letters that the font cannot draw out."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz


def missing(text: str, font_data: bytes) -> tuple[str, ...]:
    """Return each letter of a text that a font lacks, once, in the order of the text.

    Spaces, tabs and line ends are never drawn and never missing. The text must be in NFC.
    """
    known = _letters(font_data)
    return tuple(c for c in dict.fromkeys(text) if not c.isspace() and ord(c) not in known)


@lru_cache(maxsize=32)
def _letters(font_data: bytes) -> frozenset[int]:
    """Return the code points of a font; the hash of a bytes object is computed only once."""
    return frozenset(uharfbuzz.Face(font_data).unicodes)
