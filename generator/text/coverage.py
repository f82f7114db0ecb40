"""Fonts and texts in; the letters a font can draw, and those a text asks for in vain, out."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache


@lru_cache(maxsize=4)
def letters(font_data: bytes) -> str:
    """Return every letter that a font can draw, by code point."""
    import uharfbuzz  # noqa: PLC0415 - takes 25 ms; what a font can draw is remembered

    return "".join(map(chr, sorted(uharfbuzz.Face(font_data).unicodes)))


def missing(text: str, known: AbstractSet[str]) -> tuple[str, ...]:
    """Return each letter of a text that is not among those known, once, in the order of the text.

    Spaces, tabs and line ends are never drawn and never missing. The text must be in NFC.
    """
    return tuple(c for c in dict.fromkeys(text) if not c.isspace() and c not in known)
