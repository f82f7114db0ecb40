"""Shaping: a prepared font and a line of text in; where every letter stands and inks out, in em."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import uharfbuzz as hb

from generator.fonts import Font

# Off, so that each cluster stays one letter: painters place letters one by one, and words rise
# and fade by themselves. Kerning (GPOS "kern") stays on.
_FEATURES = {"liga": False, "clig": False, "dlig": False, "calt": False}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line of text in em units; y grows downwards from the baseline, so tops are negative.

    Attributes:
        clusters: (letter, x) pairs; NFC, spaces included.
        advance_em: width to the end of the last letter's advance.
        ink: left, top, right, bottom of what is really drawn; all zero for a line of spaces.
    """

    clusters: tuple[tuple[str, float], ...]
    advance_em: float
    ink: tuple[float, float, float, float]

    @property
    def text(self) -> str:
        """Return the words."""
        return "".join(letter for letter, _ in self.clusters)


@lru_cache(maxsize=64)
def _hb_font(font: Font) -> tuple[hb.Font, int]:
    face = hb.Face(font.data)
    return hb.Font(face), face.upem


@lru_cache(maxsize=16384)
def shape(font: Font, text: str) -> Shaped:
    """Return where the letters of one line stand, independent of its size.

    Advances do not depend on the size since the prepared fonts carry no hinting.
    """
    text = normalize("NFC", text)
    hb_font, upem = _hb_font(font)
    buffer = hb.Buffer()
    buffer.add_str(text)
    # Guessing would take the language from the process's locale.
    buffer.script, buffer.direction, buffer.language = "Latn", "ltr", "vi"
    hb.shape(hb_font, buffer, _FEATURES)
    starts: dict[int, int] = {}
    ink: list[tuple[int, int, int, int]] = []
    pen = 0
    for info, pos in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        starts.setdefault(info.cluster, pen + pos.x_offset)
        extents = hb_font.get_glyph_extents(info.codepoint)
        if extents is not None and extents.width:
            left = pen + pos.x_offset + extents.x_bearing
            top = -(pos.y_offset + extents.y_bearing)
            ink.append((left, top, left + extents.width, top - extents.height))
        pen += pos.x_advance
    order = sorted(starts)
    ends = [*order[1:], len(text)]
    clusters = tuple((text[a:b], starts[a] / upem) for a, b in zip(order, ends, strict=True))
    return Shaped(clusters, pen / upem, _union(ink, upem))


def _union(boxes: list[tuple[int, int, int, int]], upem: int) -> tuple[float, float, float, float]:
    """Return the box around all boxes, in em."""
    if not boxes:
        return (0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts) / upem, min(tops) / upem, max(rights) / upem, max(bottoms) / upem)


def missing(font: Font, text: str) -> str:
    """Return the characters of a text that the font has no glyph for, each once, in order."""
    face_font, _ = _hb_font(font)
    letters = dict.fromkeys(normalize("NFC", text))
    return "".join(c for c in letters if not c.isspace() and not _has(face_font, c))


def _has(font: hb.Font, character: str) -> bool:
    return bool(font.get_nominal_glyph(ord(character)))
