"""A ward's logo: the line of its name in; how large the logo stands beside it, and where, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.content.model import Media
from generator.layout.display import Group, Item, Picture, Shape, TextRun

TALL = (1.6, 1.3, 1.05)  # em of the ward's line; lower where words would have to go
TALLEST = TALL[0]
WIDE = 3.0  # width over height beyond which a logo is set lower
APART = 0.3  # of its height, to the words beside it
LEAST_PX, LEAST_MM = 24.0, 8.0  # height below which a logo is but a spot


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo and what it says to those who cannot see it."""

    media: Media
    alt: str

    def beside(self, size: float, *, px: bool, tall: float = TALLEST) -> Placed | None:
        """Return the logo for a line of text; None where it would be too small.

        The proportions of the file are kept.

        Args:
            size: em size of the line.
            px: whether it is in px, not in mm.
            tall: height of the logo in em.
        """
        media = self.media
        if media.width <= 0 or media.height <= 0:
            return None
        aspect = media.width / media.height
        height = tall * size * min(1.0, WIDE / aspect)
        if height < (LEAST_PX if px else LEAST_MM):
            return None
        return Placed(self, height * aspect, height)


@dataclass(frozen=True, slots=True)
class Placed:
    """A logo at its size, in the unit of the page; `takes` is its width with the gap after it."""

    logo: Logo
    width: float
    height: float

    @property
    def takes(self) -> float:
        """Return the width the words beside it give up."""
        return self.width + APART * self.height

    def at(self, x: float, middle: float) -> Picture:
        """Return its picture, its left edge at x, its middle at a height of the page."""
        logo = self.logo
        top = middle - self.height / 2
        return Picture(x, top, self.width, self.height, logo.media, logo.alt, clear=True)


def ink(items: Sequence[Item]) -> tuple[float, float, float, float]:
    """Return the box around the ink of lines: left, top, right, bottom.

    Raises:
        ValueError: there are no lines.
    """
    lefts, tops, rights, bottoms = zip(
        *(item.box for item in items if isinstance(item, TextRun)), strict=True
    )
    return (min(lefts), min(tops), max(rights), max(bottoms))


def before_ward(
    groups: tuple[Group, ...],
    box: tuple[float, float, float, float],
    logo: Placed,
    taken: float,
    align: str,
) -> tuple[Group, ...]:
    """Return the groups of a column with the logo before the ward, whose line left `taken` free.

    Flush left, all lines stand right of the logo; centred, the ward's line and the logo are
    centred together; flush right, all lines stay at the right edge.
    """
    shift = {"left": logo.takes, "center": (taken + logo.takes) / 2, "right": taken}[align]
    found = []
    for group in groups:
        if group.name != "ward":
            found.append(_moved(group, shift) if align == "left" else group)
            continue
        lines = _moved(group, shift)
        left, top, _, bottom = ink(lines.items)
        middle = (top + bottom) / 2
        if align == "left":
            # Lower than its words, it stands at their middle, else level with their top.
            all_lines = [i for g in groups for i in g.items if isinstance(i, TextRun)]
            last = ink(all_lines)[3]
            middle = min(max((top + last) / 2, middle), top + logo.height / 2)
            left = box[0] + logo.takes
        found.append(replace(lines, items=(*lines.items, logo.at(left - logo.takes, middle))))
    return tuple(found)


def _moved(group: Group, dx: float) -> Group:
    """Return a group with everything in it moved to the right."""

    def moved(item: Item) -> Item:
        match item:
            case Shape():
                polygons = tuple(tuple((x + dx, y) for x, y in p) for p in item.polygons)
                return replace(item, polygons=polygons)
            case Group():
                return _moved(item, dx)
            case _:
                return replace(item, x=item.x + dx)

    return replace(group, items=tuple(moved(item) for item in group.items))
