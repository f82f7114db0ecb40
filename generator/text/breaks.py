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
from generator.text.glue import Piece, pieces, single_words
from generator.text.shaping import shape

MOST = 1.5
MOST_LINES = 12
_SLACKS = (1.0, 1.1, 1.25, 1.5)  # how much wider than M(k) a nicer break may be
_LONE_LAST = 1.0  # one short word alone on the last line
_LONE = 0.05  # one short word alone on another line
_SHORT = 7  # letters of a short word
_RAGGED = 0.06
_UGLY = 0.8  # loss of a break that no floor of size excuses: rather two stills
_RUN_ON = 0.35  # a line that ends one clause halfway through it and begins the next
_STUB = 0.4  # a line before the last that is less than _STUBBY of the widest
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
    line = _Line(font, text)
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
    line = _Line(font, text, loose=loose)
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
        self.font = font
        self.parts: tuple[Piece, ...] = single_words(text) if loose else pieces(text)
        self.starts, self.ends = _edges(font, self.parts)
        self.inner = [0.0, *accumulate(p.inner for p in self.parts)]

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
        fits = [self.ends[j] - self.starts[0] <= bound for j in range(n)]
        best: list[_Way | None] = [
            (self.loss(0, j, bound, k), (j,)) if fits[j] else None for j in range(n)
        ]
        for _ in range(k - 1):
            best = [self._extend(best, j, bound, k) for j in range(n)]
        last = best[-1]
        return None if last is None else last[1]

    def _extend(self, best: list[_Way | None], j: int, bound: float, k: int) -> _Way | None:
        found: _Way | None = None
        end = self.ends[j]
        for i in range(j - 1, -1, -1):
            if end - self.starts[i + 1] > bound:
                break
            before = best[i]
            if before is None or (found is not None and before[0] >= found[0]):
                continue
            loss = before[0] + self.loss(i + 1, j, bound, k)
            if found is None or loss < found[0]:
                found = (loss, (*before[1], j))
        return found

    def loss(self, first: int, last: int, bound: float, k: int) -> float:
        """Return the loss of one line of k: its end, what stands inside, how far it stays short."""
        if k == 1:
            return 0.0
        ending = last == len(self.parts) - 1
        loss = self.inner[last] - self.inner[first]
        if loss and not (self.clause(first - 1) and self.clause(last)):
            loss += _RUN_ON
        if first == last and len(self.parts[first].text) <= _SHORT:
            loss += _LONE_LAST if ending else _LONE
        short = 1 - (self.ends[last] - self.starts[first]) / bound
        loss += _RAGGED * short * short
        if ending:
            return loss
        return loss + self.parts[last].loss + (_STUB if short > 1 - _STUBBY else 0.0)

    def clause(self, number: int) -> bool:
        """Return whether a clause ends with a piece; before the first one, one has ended."""
        ends = number < 0 or number == len(self.parts) - 1
        return ends or self.parts[number].inner > 0

    def broken(self, last: tuple[int, ...]) -> Break:
        """Return the break with its lines measured by their own ink."""
        k = len(last)
        spans = list(zip([0, *(e + 1 for e in last[:-1])], last, strict=True))
        lines = tuple(" ".join(p.text for p in self.parts[a : b + 1]) for a, b in spans)
        inks = [shape(self.font, line).ink for line in lines]
        width = max([1e-6, *(ink[2] - ink[0] for ink in inks)])
        bound = max(self.ends[b] - self.starts[a] for a, b in spans)
        loss = sum(self.loss(a, b, bound, k) for a, b in spans)
        return Break(lines, width, -inks[0][1], inks[-1][3], min(loss, MOST))


def _edges(font: Font, parts: tuple[Piece, ...]) -> tuple[list[float], list[float]]:
    """Return where each piece starts and ends when the text is one line, em."""
    line = shape(font, " ".join(p.text for p in parts))
    offsets: dict[int, float] = {}
    at = 0
    for letter, x in line.clusters:
        offsets[at] = x
        at += len(letter)
    offsets[at] = line.advance_em
    starts, ends = [], []
    at = 0
    for part in parts:
        starts.append(offsets[at])
        at += len(part.text)
        ends.append(offsets[at])
        at += 1
    return starts, ends
