"""A line to be broken: its pieces in em; the good breaks into so many lines, and their costs, out.

A break is found by dynamic programming over its lines: widths first, then losses within a width.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import inf

from generator.fonts import Font
from generator.text.glue import AFTER_STOP, Piece, pieces, single_words
from generator.text.shaping import Box, Units, around, in_em, upem, word

MOST = 1.5
_SLACKS = (1.0, 1.1, 1.25, 1.5)  # how much wider than M(k) a nicer break may be
_LONE_LAST = 1.0  # one short word alone on the last line
_PAIR_LAST = 0.2  # two short words that belong together alone on the last line
_LONE = 0.05  # one short word alone on another line
_SHORT = 7  # letters of a short word
_RAGGED = 0.06
_RUN_ON = 0.35  # a line that ends one clause halfway through it and begins the next
_LIST_ON = 0.12  # the same at a comma that may part no more than the last words of a list
_STUB = 0.5  # a line before the last that is less than _STUBBY of the widest
_STUBBY = 0.45
_TINY = 1e-6  # em
_ROUNDING = 1 + 1e-9


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


class Line:
    """A text shaped as one line, and what its pieces cost; what was found out is kept."""

    def __init__(self, font: Font, text: str, *, loose: bool = False) -> None:
        self.parts: tuple[Piece, ...] = single_words(text) if loose else pieces(text)
        self.upem = upem(font)
        self.starts, self.ends, self.pens, self.inks = _edges(font, self.parts, self.upem)
        self.inner = [0.0, *accumulate(p.inner for p in self.parts)]
        # Whether a clause ends before each piece, and after the last one.
        self.clauses = [True, *(p.inner > 0 for p in self.parts[:-1]), True]
        self.closing = [*(p.loss for p in self.parts[:-1]), None]
        # What lines from each piece on cost, however wide they are; as far as has been asked for.
        self.fixed: list[list[float]] = [[] for _ in self.parts]
        self.spans: dict[tuple[int, int], tuple[str, Box]] = {}
        self.least: list[float] = []  # M(1), M(2) …
        self.widest: list[float] = []  # the same for the pieces up to each one
        self.found: dict[int, tuple[Break, ...]] = {}

    def hope(self, k: int, w: float, h: float, leading: float, most: float) -> float:
        """Return a size that no break into k lines exceeds in a box."""
        # Ink may be narrower than advances by what is clear beside the first and last letter.
        width = max(self.narrowest(k) - self.beside, _TINY)
        height = max((k - 1) * leading + self.tall, _TINY)
        return min(w / width, h / height, most) * _ROUNDING

    @cached_property
    def tall(self) -> float:
        """Return the least ink above the first baseline and below the last one together, em."""
        first, last = self.inks[0], self.inks[-1]
        return ((-first[1] if first else 0) + (last[3] if last else 0)) / self.upem

    @cached_property
    def beside(self) -> float:
        """Return the most em that are clear beside the ink of a line, on both sides together."""
        edges: list[tuple[float, float]] = [
            (box[0] / self.upem - start, end - box[2] / self.upem)
            for box, start, end in zip(self.inks, self.starts, self.ends, strict=True)
            if box is not None
        ]
        left = max((before for before, _ in edges), default=0.0)
        right = max((after for _, after in edges), default=0.0)
        return max(left, 0.0) + max(right, 0.0)

    def options(self, k: int) -> tuple[Break, ...]:
        """Return the breaks into k lines worth trying."""
        known = self.found.get(k)
        if known is None:
            narrowest = self.narrowest(k)
            slacks = _SLACKS if k > 1 else _SLACKS[:1]
            ways = (self.nicest(k, narrowest * slack + 1e-9) for slack in slacks)
            ends = dict.fromkeys(way for way in ways if way is not None)
            known = self.found[k] = tuple(self.broken(way) for way in ends)
        return known

    def narrowest(self, k: int) -> float:
        """Return M(k): the least width of the widest of k lines."""
        starts, ends, n = self.starts, self.ends, len(self.parts)
        while len(self.least) < k:
            if self.least:
                best, self.widest = self.widest, [inf] * n
                for j in range(n):
                    least = inf
                    for i in range(j - 1, -1, -1):
                        width = ends[j] - starts[i + 1]
                        if width >= least:
                            break
                        least = min(least, max(best[i], width))
                    self.widest[j] = least
            else:
                self.widest = [end - starts[0] for end in ends]
            self.least.append(self.widest[-1])
        return self.least[k - 1]

    def nicest(self, k: int, bound: float) -> tuple[int, ...] | None:
        """Return the last pieces of k lines, none wider than `bound`, at the least loss."""
        reach = self.reach(bound)
        if reach is None:
            return None
        after = self.lines_after(reach)
        if after[0] > k:
            return None
        if k == 1:
            return (len(self.parts) - 1,)
        ways = self.ways(bound, k, reach, after)
        costs = [row[-1][1] if row and row[-1][0] < 0 else inf for row in ways]
        steps = []  # for each line but the first: the last piece of the line before
        for rest in range(k - 2, -1, -1):
            costs, step = _extended(costs, ways, after, rest)
            steps.append(step)
        at = len(self.parts) - 1
        if costs[at] == inf:
            return None
        found = [at]
        for step in reversed(steps):
            at = step[at]
            found.append(at)
        return tuple(reversed(found))

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
        starts, ends, closing = self.starts, self.ends, self.closing
        found: list[list[tuple[int, float]]] = [[] for _ in starts]
        # How few lines hold the pieces before the first, and what they end with.
        least, full = 0, -1
        for first, start in enumerate(starts):
            if first > full + 1:
                least, full = least + 1, reach[full + 1]
            spare = k - 1 - least
            shortest = first
            while shortest <= reach[first] and after[shortest + 1] > spare:
                shortest += 1
            fixed = self.costs(first, reach[first])
            for last in range(shortest, reach[first] + 1):
                share = (ends[last] - start) / bound
                loss = _loss(fixed[last - first], share, closing[last])
                found[last].append((first - 1, loss))
        for row in found:
            row.reverse()
        return found

    def costs(self, first: int, last: int) -> list[float]:
        """Return what lines from a first piece up to each one cost, at least as far as a last."""
        fixed = self.fixed[first]
        for end in range(first + len(fixed), last + 1):
            fixed.append(self.inside(first, end))
        return fixed

    def inside(self, first: int, last: int) -> float:
        """Return the loss of what stands inside a line, and of a short word alone on it."""
        loss = self.inner[last] - self.inner[first]
        edges = self.clauses[first] + self.clauses[last + 1]
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
            _loss(self.costs(a, b)[b - a], (self.ends[b] - self.starts[a]) / bound, self.closing[b])
            for a, b in spans
        )

    def broken(self, last: tuple[int, ...]) -> Break:
        """Return the break with its lines measured by their own ink."""
        spans = list(zip([0, *(e + 1 for e in last[:-1])], last, strict=True))
        measured = [self.span(a, b) for a, b in spans]
        inks = [ink for _, ink in measured]
        width = max([_TINY, *(ink[2] - ink[0] for ink in inks)])
        lines = tuple(text for text, _ in measured)
        return Break(lines, width, -inks[0][1], inks[-1][3], min(self.loss(spans), MOST))

    def span(self, first: int, last: int) -> tuple[str, Box]:
        """Return a line and its ink as if it were shaped alone: nothing is kerned over a space."""
        known = self.spans.get((first, last))
        if known is None:
            text = " ".join([p.text for p in self.parts[first : last + 1]])
            boxes = [box for box in self.inks[first : last + 1] if box is not None]
            known = (text, in_em(around(boxes), self.pens[first], self.upem))
            self.spans[first, last] = known
        return known


def _loss(fixed: float, share: float, closing: float | None) -> float:
    """Return the loss of a line that fills a share of the width; `closing`: of ending it there."""
    short = 1 - share
    loss = fixed + _RAGGED * short * short
    if closing is None:
        return loss
    return loss + closing + (_STUB if short > 1 - _STUBBY else 0.0)


def _extended(
    before: list[float], ways: list[list[tuple[int, float]]], after: list[int], rest: int
) -> tuple[list[float], list[int]]:
    """Return the least losses with one more line, by its last piece, and which pieces led there.

    Args:
        before: the same for one line less.
        ways: losses of all lines by their last piece.
        after: how few lines hold the pieces from each one on.
        rest: lines that still follow.
    """
    costs, steps = [inf] * len(ways), [-1] * len(ways)
    for last, row in enumerate(ways):
        if after[last + 1] <= rest:
            least = inf
            for piece, cost in row:
                if piece >= 0 and before[piece] + cost < least:
                    least, steps[last] = before[piece] + cost, piece
            costs[last] = least
    return costs, steps


def _edges(
    font: Font, parts: tuple[Piece, ...], units: int
) -> tuple[list[float], list[float], list[int], list[Units | None]]:
    """Return where each piece starts and ends, em, and its first pen and its ink, font units."""
    starts: list[float] = []
    ends: list[float] = []
    pens: list[int] = []
    inks: list[Units | None] = []
    space = word(font, " ").advance
    pen = 0
    for part in parts:
        boxes: list[Units] = []
        pens.append(pen)
        for number, text in enumerate(part.text.split(" ")):
            known = word(font, text)
            pen += space if number else 0
            if not number:
                starts.append((pen + known.start) / units)
            if known.ink is not None:
                left, top, right, bottom = known.ink
                boxes.append((pen + left, top, pen + right, bottom))
            pen += known.advance
        inks.append(around(boxes))
        ends.append(pen / units)
        pen += space
    return starts, ends, pens, inks
