"""Bitmap fonts of one-colour boards: a file of text grids in; every Vietnamese letter out.

An accented letter is composed of its base and its marks: a mark stands one dark row from what it
belongs to, centred on it, and gives way sideways where it would touch.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.canonical import digest_bytes
from generator.layout.glyphgrid import Cells, Grids, parse_grids
from generator.world import World

FOLDER = "layouts/glyphs"

_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_FOREIGN = "äëïöüñÄËÏÖÜÑ"
_HORN, _DOT = "\u031b", "\u0323"
_NAMES = {
    "\u0301": "acute", "\u0300": "grave", "\u0309": "hook", "\u0303": "tilde",
    "\u0302": "circumflex", "\u0306": "breve", "\u0308": "dieresis", _DOT: "dot",
}  # fmt: skip
_DOTLESS = {"i": "ı"}
# A horn moves neither the middle nor the height of the letter over which marks stand.
_BODY = {"ơ": "o", "ư": "u", "Ơ": "O", "Ư": "U"}
_NEAR = tuple((i, j) for i in (-1, 0, 1) for j in (-1, 0, 1))
_LEANING = frozenset({"acute", "hook"})  # where half a pixel is to be given, to the right
_ASIDE = {"grave": -1}  # which way a mark moves that would touch; all others to the right

VIETNAMESE = tuple(
    sorted(
        {
            unicodedata.normalize("NFC", form + tone)
            for vowel in _VOWELS
            for form in (vowel, vowel.upper())
            for tone in ("", *_TONES)
        }.difference("aeiouyAEIOUY")
        | {"đ", "Đ"}
    )
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter as pixels.

    Attributes:
        left: x of its first column from the pen, below 0 where a mark overhangs.
        top: y of its first row from the baseline; the row on the baseline is -1.
        rows: from the top; "#" is lit, "." is dark.
        advance: px to the pen of the next letter, the dark column between them included.
    """

    left: int
    top: int
    rows: tuple[str, ...]
    advance: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Return its ink box from pen and baseline: left, top, right, bottom."""
        return (
            self.left,
            self.top,
            self.left + len(self.rows[0]),
            self.top + len(self.rows),
        )

    @property
    def cells(self) -> Cells:
        """Return its lit pixels."""
        return frozenset(
            (self.left + x, self.top + y)
            for y, row in enumerate(self.rows)
            for x, cell in enumerate(row)
            if cell == "#"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A bitmap font; one object for each state of its file.

    Attributes:
        id: name of its file without ".txt".
        rows, above: most rows of ink, and those of them above the baseline.
        gap: dark columns between letters; space: columns of the space between words.
        glyphs: by character, NFC.
    """

    id: str
    rows: int
    above: int
    gap: int
    space: int
    glyphs: Mapping[str, Glyph]

    @property
    def cap(self) -> int:
        """Return the height of a capital, px."""
        return -self.glyphs["H"].top

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters that it does not have, each once."""
        found = unicodedata.normalize("NFC", text)
        return tuple(dict.fromkeys(c for c in found if not c.isspace() and c not in self.glyphs))


class _Same:
    """A world that equals itself alone: its files stay as they are while a build lasts."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.world is self.world

    def __hash__(self) -> int:
        return id(self.world)


def load_face(world: World, name: str) -> Face:
    """Return a bitmap font of layouts/glyphs/; a world's files are read once.

    Raises:
        FileNotFoundError: no font of that name.
        ValueError: its grids are broken; layouts belong to the program.
    """
    return _loaded(_Same(world), name)


@lru_cache(maxsize=16)
def _loaded(same: _Same, name: str) -> Face:
    path = f"{FOLDER}/{name}.txt"
    data = same.world.read(path)
    try:
        made = same.world.recall(__name__, digest_bytes(data), lambda: _made(data))
    except (ValueError, KeyError, TypeError) as problem:
        raise ValueError(f"{path}: {problem}") from problem
    glyphs = {c: Glyph(left, top, tuple(rows), go) for c, left, top, rows, go in made["glyphs"]}
    rows, above, gap, space = made["measures"]
    return Face(name, rows, above, gap, space, glyphs)


@lru_cache(maxsize=16)
def _made(data: bytes) -> dict[str, list[Any]]:
    """Return the measures and letters of a file as plain data: composing takes 30 ms a font."""
    grids = parse_grids(data.decode("utf-8"))
    made = {c: _glyph(cells, cells, grids) for c, cells in grids.letters.items() if len(c) == 1}
    for letter in (*VIETNAMESE, *_FOREIGN):
        if letter not in made:
            base, cells = _composed(letter, grids)
            made[letter] = _glyph(cells, base, grids)
    return {
        "measures": [grids.rows, grids.above, grids.gap, grids.space],
        "glyphs": [[c, g.left, g.top, list(g.rows), g.advance] for c, g in made.items()],
    }


def _glyph(cells: Cells, base: Cells, grids: Grids) -> Glyph:
    """Return cells as a letter whose base starts at the pen."""
    left, top, right, bottom = _box(cells)
    start, _top, end, _bottom = _box(base)
    rows = [["."] * (right - left) for _ in range(bottom - top)]
    for x, y in cells:
        rows[y - top][x - left] = "#"
    drawn = tuple("".join(row) for row in rows)
    return Glyph(left - start, top, drawn, end - start + grids.gap)


def _box(cells: Cells) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of cells."""
    across, down = zip(*cells, strict=True)
    return (min(across), min(down), max(across) + 1, max(down) + 1)


def _composed(letter: str, grids: Grids) -> tuple[Cells, Cells]:
    """Return the base of an accented letter, and the whole letter."""
    plain, *marks = list(unicodedata.normalize("NFD", letter))
    if _HORN in marks:
        marks.remove(_HORN)
        plain = unicodedata.normalize("NFC", plain + _HORN)
    # Circumflex and breve belong to the letter; the tone stands over them.
    over = sorted((m for m in marks if m != _DOT), key="\u0302\u0306".find, reverse=True)
    name = _DOTLESS.get(plain, plain) if over else plain
    if len(over) > 1 and f"{plain}.low" in grids.letters:
        name = f"{plain}.low"
    base = whole = grids.letters[name]
    body = grids.letters[_BODY.get(plain, name)]
    middle = _middle(body)
    under = body
    for mark in over:
        under = _over(_NAMES[mark], under, whole, middle, grids)
        whole |= under
    if _DOT in marks:
        whole |= _under(whole, middle, grids)
    return base, whole


def _middle(cells: Cells) -> int:
    """Return twice the x of the middle of a letter, in px."""
    left, _top, right, _bottom = _box(cells)
    return left + right


def _over(name: str, under: Cells, whole: Cells, middle: int, grids: Grids) -> Cells:
    """Return a mark in its place over a letter's body, or over another mark."""
    foot = _box(under)[1] - 1
    mark = _variant(name, middle, grids, foot + grids.above)
    _left, top, right, bottom = _box(mark)
    left = (middle - right + (name in _LEANING)) // 2
    highest = -grids.above - top
    down = max(foot - bottom, highest)
    across = 0
    while _touch(placed := _moved(mark, left + across, down), whole):
        if down > highest:
            down -= 1
        else:
            across += _ASIDE.get(name, 1)
    return placed


def _under(over: Cells, middle: int, grids: Grids) -> Cells:
    """Return the dot below a letter."""
    mark = _variant("dot", middle, grids, grids.rows - grids.above)
    _left, top, right, _bottom = _box(mark)
    placed = _moved(mark, (middle - right) // 2, 1 - top)
    if _touch(placed, over):
        raise ValueError("a letter with a descender needs its dot below drawn in its own grid")
    return placed


def _variant(name: str, middle: int, grids: Grids, room: int) -> Cells:
    """Return the form of a mark for the width of a letter and the rows that are left for it."""
    marks = grids.marks
    mark = marks[name]
    if middle % 2 == 0:
        mark = marks.get(f"{name}.even", mark)
    _left, top, _right, bottom = _box(mark)
    return marks.get(f"{name}.low", mark) if bottom - top > room else mark


def _moved(cells: Cells, across: int, down: int) -> Cells:
    return frozenset((x + across, y + down) for x, y in cells)


def _touch(cells: Cells, others: Cells) -> bool:
    """Return whether two sets of cells meet, at a side or at a corner."""
    return any((x + i, y + j) in others for x, y in cells for i, j in _NEAR)
