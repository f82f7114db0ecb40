"""Balanced line breaks: a text and a box in; the lines and the largest size that fits it out.

The break into k lines that makes the widest line narrowest does not depend on the size. So the
good breaks of a text are found once in em units (and cached), and fitting a box is closed-form:
size = max over k of min(w / M(k), h / H(k)), with H(k) the height of the ink of k lines. What a
bad break costs is stated as the gain in size that would excuse it (0.02: text that is 2 % larger),
together never more than MOST: the text chosen is at least 1 / (1 + MOST) of the largest possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from generator.fonts import Font
from generator.text.glue import AFTER_STOP, Piece, pieces, single_words
from generator.text.shaping import Box, Letters, Units, around, in_em, letters

MOST = 1.5
MOST_LINES = 12
_SLACKS = (1.0, 1.1, 1.25, 1.5)  # how much wider than M(k) a nicer break may be
_LONE_LAST = 1.0  # one short word alone on the last line
_PAIR_LAST = 0.2  # two short words that belong together alone on the last line
_LONE = 0.05  # one short word alone on another line
_SHORT = 7  # letters of a short word
_RAGGED = 0.06
_UGLY = 0.8  # loss of a break that no floor of size excuses: rather two stills
_RUN_ON = 0.35  # a line that ends one clause halfway through it and begins the next
_LIST_ON = 0.12  # the same at a comma that may part no more than the last words of a list
_STUB = 0.5  # a line before the last that is less than _STUBBY of the widest
_STUBBY = 0.45


@dataclass(frozen=True, slots=True)
class Break:
    """One way to break a text.

    Attributes:
        lines: the words of each line.
        width: ink width of the widest line, em.
        top, bottom: ink above the first baseline and below the last one, em, both positive.
        loss: gain in size that would excuse this break, 0.0 to MOST.
    """

    lines: tuple[str, ...]
    width: float
    top: float
    bottom: float
    loss: float

    def height(self, leading: float) -> float:
        """Return the height of the ink in em."""
        return (len(self.lines) - 1) * leading + self.top + self.bottom


@dataclass(frozen=True, slots=True)
class Fit:
    """A text fitted into a box: its break and the size in the unit of the box."""

    broken: Break
    size: float


def fit(
    font: Font,
    text: str,
    w: float,
    h: float,
    leading: float,
    most: float,
    lines: int = 6,
    least: float = 0.0,
    *,
    loose: bool = False,
) -> Fit:
    """Return how a text fills a box best.

    Args:
        font: prepared font.
        text: words; spaces are the only places to break.
        w: width of the room for ink, in any unit.
        h: its height.
        leading: distance of baselines in em.
        most: largest size, in the unit of w and h.
        lines: most lines.
        least: size that a break should reach, if any can, even if it is not the nicest.
        loose: whether set phrases may be broken, too.
    """
    found = []
    for broken in breaks(font, text, min(lines, MOST_LINES), loose=loose):
        size = min(w / broken.width, h / broken.height(leading), most)
        found.append((size / (1 + broken.loss), size, broken))
    reached = [f for f in found if f[1] >= least and f[2].loss < _UGLY]
    _, size, broken = max(reached or found, key=lambda f: (f[0], -len(f[2].lines)))
    return Fit(broken, size)


@lru_cache(maxsize=4096)
def wrap(font: Font, text: str, width: float, lines: int) -> Break | None:
    """Return the nicest break whose lines are at most `width` em wide, in as few lines as possible.

    None: the text needs more than `lines` lines, or a piece alone is wider.
    """
    line = _line(font, text)
    for k in range(1, min(lines, len(line.parts)) + 1):
        found = line.nicest(k, width)
        if found is not None:
            broken = line.broken(found)
            if broken.width <= width:
                return broken
    return None


@lru_cache(maxsize=4096)
def breaks(font: Font, text: str, lines: int, *, loose: bool = False) -> tuple[Break, ...]:
    """Return the breaks worth trying, into one line up to `lines` lines.

    With `loose`, set phrases may be broken: for boards narrower than a name.

    Raises:
        ValueError: the text has no words.
    """
    if not text.split():
        raise ValueError("a text without words cannot be broken into lines")
    line = _line(font, text, loose=loose)
    found: dict[tuple[int, ...], None] = {}
    for k, narrowest in enumerate(line.narrowest(min(lines, len(line.parts))), start=1):
        for slack in _SLACKS if k > 1 else _SLACKS[:1]:
            ends = line.nicest(k, narrowest * slack + 1e-9)
            if ends is not None:
                found.setdefault(ends)
    return tuple(line.broken(ends) for ends in found)


_Way = tuple[float, tuple[int, ...]]  # loss so far, last piece of every line so far


class _Line:
    """A text shaped as one line, and what its pieces cost."""

    def __init__(self, font: Font, text: str, *, loose: bool = False) -> None:
        self.parts: tuple[Piece, ...] = single_words(text) if loose else pieces(text)
        line = letters(font, " ".join(p.text for p in self.parts))
        self.upem = line.upem
        self.starts, self.ends, self.pens, self.inks = _edges(line, self.parts)
        self.inner = [0.0, *accumulate(p.inner for p in self.parts)]
        self.closing = [*(p.loss for p in self.parts[:-1]), None]
        # What lines from each piece on cost, however wide they are; as far as has been asked for.
        self.fixed: list[list[float]] = [[] for _ in self.parts]

    def narrowest(self, most: int) -> list[float]:
        """Return M(1) … M(most): the least width of the widest of k lines."""
        starts, ends, n = self.starts, self.ends, len(self.parts)
        best = [ends[j] - starts[0] for j in range(n)]
        found = [best[-1]]
        for _ in range(most - 1):
            following = [float("inf")] * n
            for j in range(n):
                for i in range(j - 1, -1, -1):
                    width = ends[j] - starts[i + 1]
                    if width >= following[j]:
                        break
                    following[j] = min(following[j], max(best[i], width))
            best = following
            found.append(best[-1])
        return found

    def nicest(self, k: int, bound: float) -> tuple[int, ...] | None:
        """Return the last pieces of k lines, none wider than `bound`, at the least loss."""
        n = len(self.parts)
        reach = self.reach(bound)
        if reach is None:
            return None
        after = self.lines_after(reach)
        if after[0] > k:
            return None
        if k == 1:
            return (n - 1,)
        ways = self.ways(bound, k, reach, after)
        best: list[_Way | None] = [
            (row[-1][1], (j,)) if row and row[-1][0] < 0 else None for j, row in enumerate(ways)
        ]
        for rest in range(k - 2, -1, -1):
            best = [
                _extend(best, j, row) if row and after[j + 1] <= rest else None
                for j, row in enumerate(ways)
            ]
        last = best[-1]
        return None if last is None else last[1]

    def reach(self, bound: float) -> list[int] | None:
        """Return the last piece that a line from each piece on has room for; None for a piece."""
        n, last = len(self.parts), 0
        found = []
        for first, start in enumerate(self.starts):
            if self.ends[first] - start > bound:
                return None
            while last + 1 < n and self.ends[last + 1] - start <= bound:
                last += 1
            found.append(last)
        return found

    def lines_after(self, reach: list[int]) -> list[int]:
        """Return how few lines hold the pieces from each one on."""
        found = [0] * (len(reach) + 1)
        for first in range(len(reach) - 1, -1, -1):
            found[first] = found[reach[first] + 1] + 1
        return found

    def ways(
        self, bound: float, k: int, reach: list[int], after: list[int]
    ) -> list[list[tuple[int, float]]]:
        """Return the losses of all lines that k lines may have, by their last piece.

        Each stands with the piece before its first one, the shortest line first. What cannot be
        part of k lines, since more would be needed before or after it, is left out.
        """
        starts, ends = self.starts, self.ends
        found: list[list[tuple[int, float]]] = [[] for _ in starts]
        least, full = (
            0,
            -1,
        )  # how few lines hold the pieces before the first, and what they end with
        for first, start in enumerate(starts):
            if first > full + 1:
                least, full = least + 1, reach[full + 1]
            spare = k - 1 - least
            fixed = self.fixed[first]
            if len(fixed) <= reach[first] - first:
                known = first + len(fixed)
                fixed.extend(self.inside(first, last) for last in range(known, reach[first] + 1))
            for last in range(first, reach[first] + 1):
                if after[last + 1] <= spare:
                    share = (ends[last] - start) / bound
                    loss = _loss(fixed[last - first], share, self.closing[last])
                    found[last].append((first - 1, loss))
        return [row[::-1] for row in found]

    def inside(self, first: int, last: int) -> float:
        """Return the loss of what stands inside a line, and of a short word alone on it."""
        loss = self.inner[last] - self.inner[first]
        edges = self.clause(first - 1) + self.clause(last)
        if loss and edges < 2:  # noqa: PLR2004 - both edges of the line
            loss += _LIST_ON if edges and loss < AFTER_STOP else _RUN_ON
        if first == last and len(self.parts[first].text) <= _SHORT:
            ending = last == len(self.parts) - 1
            pair = " " in self.parts[first].text
            loss += (_PAIR_LAST if pair else _LONE_LAST) if ending else _LONE
        return loss

    def loss(self, spans: list[tuple[int, int]]) -> float:
        """Return the loss of lines, each from a first to a last piece."""
        if len(spans) == 1:
            return 0.0
        bound = max(self.ends[b] - self.starts[a] for a, b in spans)
        return sum(
            _loss(self.inside(a, b), (self.ends[b] - self.starts[a]) / bound, self.closing[b])
            for a, b in spans
        )

    def clause(self, number: int) -> bool:
        """Return whether a clause ends with a piece; before the first one, one has ended."""
        ends = number < 0 or number == len(self.parts) - 1
        return ends or self.parts[number].inner > 0

    def broken(self, last: tuple[int, ...]) -> Break:
        """Return the break with its lines measured by their own ink."""
        spans = list(zip([0, *(e + 1 for e in last[:-1])], last, strict=True))
        lines = tuple(" ".join(p.text for p in self.parts[a : b + 1]) for a, b in spans)
        inks = [self.ink(a, b) for a, b in spans]
        width = max([1e-6, *(ink[2] - ink[0] for ink in inks)])
        return Break(lines, width, -inks[0][1], inks[-1][3], min(self.loss(spans), MOST))

    def ink(self, first: int, last: int) -> Box:
        """Return the ink of a line as if it were shaped alone: nothing is kerned over a space."""
        boxes = [box for box in self.inks[first : last + 1] if box is not None]
        return in_em(around(boxes), self.pens[first], self.upem)


def _loss(fixed: float, share: float, closing: float | None) -> float:
    """Return the loss of a line that fills a share of the width; `closing`: of ending it there."""
    short = 1 - share
    loss = fixed + _RAGGED * short * short
    if closing is None:
        return loss
    return loss + closing + (_STUB if short > 1 - _STUBBY else 0.0)


def _extend(best: list[_Way | None], last: int, ways: list[tuple[int, float]]) -> _Way | None:
    """Return the nicest way to add a line that ends with a piece."""
    found: tuple[float, tuple[int, ...]] | None = None
    for before, cost in ways:
        way = best[before] if before >= 0 else None
        if way is not None and (found is None or way[0] + cost < found[0]):
            found = (way[0] + cost, way[1])
    return None if found is None else (found[0], (*found[1], last))


@lru_cache(maxsize=64)
def _line(font: Font, text: str, *, loose: bool = False) -> _Line:
    """Return a line to be broken; the same text is tried at several widths one after another."""
    return _Line(font, text, loose=loose)


def _edges(
    line: Letters, parts: tuple[Piece, ...]
) -> tuple[list[float], list[float], list[int], list[Units | None]]:
    """Return where each piece starts and ends, em, and its first pen and its ink, font units."""
    starts: list[float] = []
    ends: list[float] = []
    pens: list[int] = []
    inks: list[Units | None] = []
    at = number = 0
    for part in parts:
        starts.append(line.x[number] / line.upem)
        pens.append(line.pen[number])
        first, at = number, at + len(part.text)
        while number < len(line.text) and line.at[number] < at:
            number += 1
        inks.append(around([box for box in line.ink[first:number] if box is not None]))
        ends.append((line.x[number] if number < len(line.text) else line.advance) / line.upem)
        number += 1
        at += 1
    return starts, ends, pens, inks
