"""Type of one-colour boards: words in; a line of letters on whole pixels out.

A line is set in a bitmap font (glyphs.py), or in Be Vietnam Pro where that is large enough to
keep its marks apart without grey pixels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Protocol

from generator.fonts import Font
from generator.layout.display import Cluster, Color, TextRun
from generator.layout.glyphs import Face, Glyph, load_face
from generator.layout.surfaces import Slot
from generator.layout.type import set_line
from generator.text.breaks import Break
from generator.world import World

_LEAST_GAP = 5  # px of darkness between two words
_WORD_GAP = 0.29  # em; the font's own space of 0.23 em closes up on whole pixels
_WEIGHT = 500  # a bitmap font has no weights; its grids say how bold it is
_CAP = 0.7  # em, height of a capital of Be Vietnam Pro
_PITCH = 1.3  # em; distance of baselines where there is room
_ROUNDED = 1.02  # how much smaller than its outlines a line on whole pixels may be
_AIR = 1.12  # the same for bitmap fonts, of their rows
_NEAR = 3  # letters back that a mark can reach
_PARTED = 2  # px from the last lit column of a letter to the first of the next: one dark column


class Type(Protocol):
    """One font at one size.

    Attributes:
        cap: height of a capital, px.
        pitch: distance of two baselines where there is room, px.
        room: rows above and below the baseline that keep it still from page to page.
    """

    @property
    def cap(self) -> float: ...  # noqa: D102 - told by the class
    @property
    def pitch(self) -> int: ...  # noqa: D102
    @property
    def room(self) -> tuple[int, int]: ...  # noqa: D102

    def has(self, text: str) -> bool:
        """Return whether it can write a text."""

    def may_fit(self, way: Break, size: tuple[int, int]) -> bool:
        """Return False where lines are surely too wide or high, so that they need not be set."""

    def line(self, text: str, color: Color) -> TextRun:
        """Return a line that starts at (0, 0); ink and clusters on whole pixels."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A font of layouts/glyphs/."""

    face: Face

    @property
    def cap(self) -> float:
        """Return the height of a capital, px."""
        return self.face.cap

    @property
    def pitch(self) -> int:
        """Return the distance of two baselines where there is room, px."""
        return round(self.face.rows * _AIR)

    @property
    def room(self) -> tuple[int, int]:
        """Return the rows above and below the baseline that its letters may fill."""
        return (self.face.above, self.face.rows - self.face.above)

    def has(self, text: str) -> bool:
        """Return whether all characters are drawn."""
        return not self.face.missing(text)

    def may_fit(self, way: Break, size: tuple[int, int]) -> bool:
        """Return False where the letters of a line alone are too wide."""
        glyphs, gap = self.face.glyphs, self.face.gap
        return all(
            sum(glyphs[c].advance for c in line if c != " ") - gap <= size[0] for line in way.lines
        )

    def line(self, text: str, color: Color) -> TextRun:
        """Return a line that starts at (0, 0)."""
        return set_glyphs(self.face, text, color)


@dataclass(frozen=True, slots=True)
class Outline:
    """Be Vietnam Pro at a size in px."""

    font: Font
    size: int

    @property
    def cap(self) -> float:
        """Return the height of a capital, px."""
        return self.size * _CAP

    @property
    def pitch(self) -> int:
        """Return the distance of two baselines where there is room, px."""
        return round(self.size * _PITCH)

    @property
    def room(self) -> tuple[int, int]:
        """Return no rows: the ink of every line counts."""
        return (0, 0)

    def has(self, text: str) -> bool:
        """Return True: what the family lacks is found before."""
        return bool(text)

    def may_fit(self, way: Break, size: tuple[int, int]) -> bool:
        """Return False where the lines are too wide or high before they stand on whole pixels."""
        return self.size <= _ROUNDED * min(size[0] / way.width, size[1] / way.height(1.0))

    def line(self, text: str, color: Color) -> TextRun:
        """Return a line that starts at (0, 0)."""
        return _snapped(self.font, text, self.size, color)


def types(slot: Slot, world: World) -> Iterator[Type]:
    """Yield the type that a slot allows, largest first: outlines in px, then bitmap fonts."""
    font = world.font(slot.weight)
    for size in range(floor(slot.size), ceil(slot.least) - 1, -1):
        yield Outline(font, size)
    for name in slot.faces:
        yield Bitmap(load_face(world, name))


@lru_cache(maxsize=1024)
def _snapped(font: Font, text: str, size: int, color: Color) -> TextRun:
    """Return a line whose letters stand on whole pixels, its words evenly and clearly apart."""
    gap = round(size * _WORD_GAP)
    clusters: list[Cluster] = []
    inks: list[tuple[float, float, float, float]] = []
    pen = 0
    for word in text.split():
        part = set_line(font, word, 0, 0, size, font.weight, color)
        pen += gap if clusters else 0
        clusters.extend([Cluster(" ", pen - gap)] if clusters else [])
        left, top, right, bottom = part.ink
        if inks:  # a horn at the end of a word must not close the gap
            pen = max(pen, ceil(inks[-1][2] + _LEAST_GAP - left))
        clusters.extend(Cluster(c.text, pen + round(c.x)) for c in part.clusters)
        inks.append((pen + left - 0.5, top, pen + right + 0.5, bottom))
        pen += round(part.width)
    ink = (inks[0][0], min(i[1] for i in inks), inks[-1][2], max(i[3] for i in inks))
    return TextRun(0, 0, size, font.weight, color, tuple(clusters), pen, ink)


@lru_cache(maxsize=1024)
def set_glyphs(face: Face, text: str, color: Color) -> TextRun:
    """Return a line of a bitmap font that starts at (0, 0); its ink box is exact.

    Raises:
        KeyError: a character is not drawn; `Face.missing` tells before.
    """
    clusters: list[Cluster] = []
    boxes: list[tuple[int, int, int, int]] = []
    pen = reach = 0
    for word in unicodedata.normalize("NFC", text).split():
        if boxes:
            clusters.append(Cluster(" ", pen))
            # A mark that overhangs must not close the gap between two words.
            start = reach + face.space - 1 - face.glyphs[word[0]].left
            pen = max(pen + face.space - face.gap, start)
        before: list[tuple[int, Glyph]] = []
        for character in word:
            glyph = face.glyphs[character]
            if before and reach >= pen + glyph.left:
                pen = max(pen, *_parted(glyph, before[-_NEAR:]))
            before.append((pen, glyph))
            clusters.append(Cluster(character, pen))
            left, top, right, bottom = glyph.box
            boxes.append((pen + left, top, pen + right, bottom))
            reach = max(reach, pen + right)
            pen += glyph.advance
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    ink = (min(lefts), min(tops), max(rights), max(bottoms))
    width = pen - face.gap
    return TextRun(0, 0, face.rows, _WEIGHT, color, tuple(clusters), width, ink, face.id)


def _parted(glyph: Glyph, before: list[tuple[int, Glyph]]) -> Iterator[int]:
    """Yield the least pen of each row at which marks touch nothing of the letters before."""
    ends: dict[int, int] = {}
    for pen, other in before:
        for y, row in enumerate(other.rows, start=other.top):
            if "#" in row:
                end = pen + other.left + row.rindex("#")
                ends[y] = max(ends.get(y, end), end)
    for y, row in enumerate(glyph.rows, start=glyph.top):
        if "#" in row:
            start = glyph.left + row.index("#")
            yield from (ends[near] + _PARTED - start for near in (y - 1, y, y + 1) if near in ends)
    yield before[-1][0]
