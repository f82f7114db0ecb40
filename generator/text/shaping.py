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

Box = tuple[float, float, float, float]  # left, top, right, bottom in em
Units = tuple[int, int, int, int]  # the same in font units


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


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one line in font units, one entry each.

    Attributes:
        text: characters; at: index of the first of them in the line.
        x: where it stands; pen: where the pen was before it.
        ink: boxes on the line, None for what leaves no ink.
        advance: width of the line to the end of the last letter's advance.
        upem: units of an em.
    """

    text: tuple[str, ...]
    at: tuple[int, ...]
    x: tuple[int, ...]
    pen: tuple[int, ...]
    ink: tuple[Units | None, ...]
    advance: int
    upem: int


@lru_cache(maxsize=64)
def _hb_font(font: Font) -> tuple[hb.Font, int, dict[int, Units | None]]:
    """Return a font, its units of an em, and the extents of its glyphs met so far."""
    face = hb.Face(font.data)
    return hb.Font(face), face.upem, {}


@lru_cache(maxsize=16384)
def shape(font: Font, text: str) -> Shaped:
    """Return where the letters of one line stand, independent of its size.

    Advances do not depend on the size since the prepared fonts carry no hinting.
    """
    line = letters(font, text)
    clusters = tuple((t, x / line.upem) for t, x in zip(line.text, line.x, strict=True))
    ink = around([box for box in line.ink if box is not None])
    return Shaped(clusters, line.advance / line.upem, in_em(ink, 0, line.upem))


def letters(font: Font, text: str) -> Letters:
    """Return the letters of one line as the shaper places them."""
    text = normalize("NFC", text)
    hb_font, upem, known = _hb_font(font)
    buffer = _shaped(hb_font, text)
    at: list[int] = []
    places: list[tuple[int, int]] = []
    ink: list[Units | None] = []
    pen = 0
    for info, pos in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph, (across, up, right, _) = info.codepoint, pos.position
        x = pen + across
        if not at or info.cluster != at[-1]:
            at.append(info.cluster)
            places.append((x, pen))
            ink.append(None)
        if glyph not in known:
            known[glyph] = _extents(hb_font, glyph)
        box = known[glyph]
        if box is not None:
            left, top, width, height = box
            drawn = (x + left, top - up, x + left + width, top - up + height)
            before = ink[-1]
            ink[-1] = drawn if before is None else around([before, drawn])
        pen += right
    found = tuple(text[a:b] for a, b in zip(at, [*at[1:], len(text)], strict=True))
    xs, pens = zip(*places, strict=True) if places else ((), ())
    return Letters(found, tuple(at), xs, pens, tuple(ink), pen, upem)


def _shaped(font: hb.Font, text: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    # Guessing would take the language from the process's locale.
    buffer.script, buffer.direction, buffer.language = "Latn", "ltr", "vi"
    hb.shape(font, buffer, _FEATURES)
    return buffer


@dataclass(frozen=True, slots=True)
class Word:
    """What a word takes on a line, in font units from the pen before it.

    Attributes:
        start: where its first letter stands.
        advance: to the pen after its last letter.
        ink: box around all letters, None for what leaves no ink.
    """

    start: int
    advance: int
    ink: Units | None


@lru_cache(maxsize=8192)
def word(font: Font, text: str) -> Word:
    """Return what a word takes wherever it stands: nothing is kerned over a space."""
    hb_font, _, known = _hb_font(font)
    buffer = _shaped(hb_font, normalize("NFC", text))
    boxes: list[Units] = []
    pen = start = 0
    for info, pos in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph, (across, up, right, _) = info.codepoint, pos.position
        if not pen:
            start = across
        if glyph not in known:
            known[glyph] = _extents(hb_font, glyph)
        box = known[glyph]
        if box is not None:
            left, top, width, height = box
            x = pen + across + left
            boxes.append((x, top - up, x + width, top - up + height))
        pen += right
    return Word(start, pen, around(boxes))


def upem(font: Font) -> int:
    """Return the units of an em of a font."""
    return _hb_font(font)[1]


def _extents(font: hb.Font, glyph: int) -> Units | None:
    """Return left, top (from the baseline downwards), width and height; None without ink."""
    found = font.get_glyph_extents(glyph)
    if found is None or not found.width:
        return None
    return (found.x_bearing, -found.y_bearing, found.width, -found.height)


def around(boxes: list[Units]) -> Units | None:
    """Return the box around all boxes; None around none."""
    if len(boxes) < 2:  # noqa: PLR2004 - a box alone is its own
        return boxes[0] if boxes else None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def in_em(box: Units | None, origin: int, upem: int) -> Box:
    """Return a box in em from an origin in font units; all zero for none."""
    if box is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = box
    return ((left - origin) / upem, top / upem, (right - origin) / upem, bottom / upem)


def missing(font: Font, text: str) -> str:
    """Return the characters of a text that the font has no glyph for, each once, in order."""
    face_font, _, _ = _hb_font(font)
    letters = dict.fromkeys(normalize("NFC", text))
    return "".join(c for c in letters if not c.isspace() and not _has(face_font, c))


def _has(font: hb.Font, character: str) -> bool:
    return bool(font.get_nominal_glyph(ord(character)))
