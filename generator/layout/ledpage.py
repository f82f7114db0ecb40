"""Blocks of lines on one-colour boards: a text and a box in; its lines at the best type out.

Best is the type whose capitals are largest after the loss of its breaks is taken off, as for all
other media (text/breaks.py): the largest that fits, unless a nicer break costs little.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from math import ceil, floor
from operator import itemgetter

from generator.fonts import Font
from generator.layout.display import Color, TextRun
from generator.layout.ledtype import Type
from generator.text.breaks import Break, breaks

_UGLY = 0.8  # loss of a break that only a board without another way may show
_PER_LINE = 0.04  # of two ways alike, the one with fewer lines
_RUN_ON = 0.12  # one line that runs on over a dash, where two would show both halves
_PARTED = 5  # px of a capital for which one dark row parts two lines


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one text.

    Attributes:
        type: of all lines.
        lines: set at (0, 0), not yet in place.
    """

    type: Type
    lines: tuple[TextRun, ...]

    @property
    def width(self) -> int:
        """Return the px that the ink of the widest line takes."""
        return max(ceil(r.ink[2]) - floor(r.ink[0]) for r in self.lines)

    @property
    def least_pitch(self) -> int:
        """Return the least distance of baselines that keeps marks of two lines apart."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        dark = max(1, int(self.type.cap / _PARTED))
        return max((ceil(a.ink[3]) - floor(b.ink[1]) + dark for a, b in pairs), default=0)

    def height(self, pitch: int) -> int:
        """Return the rows from the first line's ink to the last one's."""
        first, last = self.lines[0], self.lines[-1]
        return ceil(last.ink[3]) - floor(first.ink[1]) + (len(self.lines) - 1) * pitch

    def placed(self, box: tuple[int, int, int, int]) -> tuple[TextRun, ...]:
        """Return the lines centred in a box of left, top, right, bottom."""
        left, top, right, bottom = box
        room = bottom - top
        tight = self.least_pitch
        free = max(0, room - self.height(tight))
        pitch = max(tight, min(self.type.pitch, tight + free // len(self.lines)))
        first = self._baseline(room, pitch)
        return tuple(
            replace(
                run,
                x=left + (right - left - ceil(run.ink[2]) + floor(run.ink[0])) // 2
                - floor(run.ink[0]),
                y=top + first + place * pitch,
            )
            for place, run in enumerate(self.lines)
        )  # fmt: skip

    def _baseline(self, room: int, pitch: int) -> int:
        """Return the first baseline: capitals in the middle, and the same on every page if it can.

        Several lines are centred by their ink.
        """
        rise, fall = -floor(self.lines[0].ink[1]), ceil(self.lines[-1].ink[3])
        if len(self.lines) > 1:
            return rise + max(0, room - self.height(pitch)) // 2
        above, below = self.type.room
        middle = ceil((room + self.type.cap) / 2)
        still = max(min(middle, room - below), above)
        return max(min(still, room - fall), rise)


def block(
    text: str,
    size: tuple[int, int],
    kinds: tuple[Type, ...],
    lines: int,
    font: Font,
    color: Color,
    *,
    loose: bool = False,
) -> Block | None:
    """Return the lines of a text at the best type that fits a box, or None.

    Args:
        text: words.
        size: width and height of the box, px.
        kinds: the type that may be used.
        lines: most lines.
        font: whose widths choose the breaks.
        color: of the letters.
        loose: whether set phrases may be broken, too, however they break.
    """
    text = unicodedata.normalize("NFC", text)
    able = [kind for kind in kinds if kind.has(text)]
    ways = [w for w in breaks(font, text, lines, loose=loose) if loose or w.loss < _UGLY]
    scored = [
        (-kind.cap / whole, number, kind, way)
        for whole, way in ((1 + _loss(way), way) for way in ways)
        for number, kind in enumerate(able)
    ]
    scored.sort(key=itemgetter(0, 1))
    for _, _, kind, way in scored:
        if not kind.may_fit(way, size):
            continue
        found = Block(kind, tuple(kind.line(line, color) for line in way.lines))
        if found.width <= size[0] and found.height(found.least_pitch) <= size[1]:
            return found
    return None


def _loss(way: Break) -> float:
    run_on = _RUN_ON if any(" – " in line for line in way.lines) else 0.0
    return way.loss + run_on + _PER_LINE * len(way.lines)
