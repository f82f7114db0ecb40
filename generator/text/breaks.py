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

from generator.fonts import Font
from generator.text.lines import MOST, Break, Line

__all__ = ["MOST", "Break", "Fit", "breaks", "fit", "wrap"]

MOST_LINES = 12
_UGLY = 0.8  # loss of a break that no floor of size excuses: rather two stills


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
    line = _worded(font, text, loose=loose)
    counts = range(1, min(lines, MOST_LINES, len(line.parts)) + 1)
    hopes = sorted(((line.hope(k, w, h, leading, most), -k) for k in counts), reverse=True)
    found: list[_Rated] = []
    reached: list[_Rated] = []
    best = 0.0
    for hope, count in hopes:
        if hope < best:
            break  # nor can any of the rest be larger
        for broken in line.options(-count):
            size = min(w / broken.width, h / broken.height(leading), most)
            found.append((size / (1 + broken.loss), size, broken))
            if size >= least and broken.loss < _UGLY:
                reached.append(found[-1])
                best = max(best, found[-1][0])
    _, size, broken = max(reached or found, key=lambda f: (f[0], -len(f[2].lines)))
    return Fit(broken, size)


_Rated = tuple[float, float, Break]  # size after the loss is taken off, size, break


@lru_cache(maxsize=4096)
def wrap(font: Font, text: str, width: float, lines: int) -> Break | None:
    """Return the nicest break whose lines are at most `width` em wide, in as few lines as possible.

    None: the text needs more than `lines` lines, or a piece alone is wider.
    """
    line = _line(font, text)
    reach = line.reach(width)
    if not reach:
        return None
    fewest = line.lines_after(reach)[0]
    for k in range(fewest, min(lines, len(line.parts)) + 1):
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
    line = _worded(font, text, loose=loose)
    counts = range(1, min(lines, len(line.parts)) + 1)
    return tuple(broken for k in counts for broken in line.options(k))


def _worded(font: Font, text: str, *, loose: bool) -> Line:
    if not text.split():
        raise ValueError("a text without words cannot be broken into lines")
    return _line(font, text, loose=loose)


@lru_cache(maxsize=512)
def _line(font: Font, text: str, *, loose: bool = False) -> Line:
    """Return a line to be broken; the same text is tried at several widths one after another."""
    return Line(font, text, loose=loose)
