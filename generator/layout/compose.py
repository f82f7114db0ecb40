"""Stills: words, a format and a theme in; finished display lists out, several where text is long.

`compose` and `compose_closing` choose an arrangement (surfaces.py), set its columns (flow.py) and
lay them over the ground, motif or picture (scenery.py). Every top-level item is a named Group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from types import MappingProxyType

from generator.layout.blocks import Palette, Setter
from generator.layout.display import DisplayList, Fill, Group, Item, Picture, QrCode, TextRun
from generator.layout.flow import Stacked, Words, only, pages, stack
from generator.layout.formats import Format, Theme
from generator.layout.logo import ink
from generator.layout.onecolor import one_color, one_color_closing
from generator.layout.scenery import (
    field_group,
    ground,
    mark_groups,
    own_mark,
    page_area,
    qr_group,
    scenery,
    veil,
)
from generator.layout.surfaces import Area, Column, Surface, Surfaces, load_surfaces
from generator.layout.wording import Wording
from generator.world import World

_ROOMY = 600  # px or mm of the short side from which a tag is small beside a picture

__all__ = [
    "Part",
    "Surfaces",
    "compose",
    "compose_closing",
    "compose_front",
    "compose_part",
    "load_surfaces",
    "surface_for",
    "tagged",
]


def surface_for(fmt: Format, words: Wording, surfaces: Surfaces, role: str = "message") -> Surface:
    """Return the first arrangement made for a format and a message.

    Raises:
        LookupError: no arrangement serves the format; layouts belong to the program.
    """
    found = surfaces.candidates(fmt, words, role)
    if not found:
        raise LookupError(
            f"layouts/surfaces: nothing serves {fmt.id} ({fmt.width:g} × {fmt.height:g})"
        )
    return found[0]


def compose(
    words: Wording, fmt: Format, theme: Theme, surfaces: Surfaces, world: World
) -> tuple[DisplayList, ...]:
    """Return the stills of a message: one, or several in sequence where the text is long.

    Text is never set below its surface's floor; what does not fit is split at meaningful breaks.

    Raises:
        LookupError: no arrangement serves the format.
    """
    first = surface_for(fmt, words, surfaces)
    if first.mono:
        return one_color(words, fmt, first, world)
    still, displays = _pages(words, fmt, theme, surfaces, world, Part("message"))
    return still.marked(displays)


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a message says.

    Attributes:
        role: of its arrangement: "message" for stills; "opening", "slogan", "point", "statement",
            "claim", "fact", "clip" or "caption" in videos.
        said: texts of slots that are this part's own, or "" for what it leaves out.
        most: largest em size of the main text (px), so that parts of one kind are alike.
        foot: share of the height kept free for captions.
    """

    role: str
    said: Mapping[str, str] = field(default_factory=dict)
    most: float = inf
    foot: float = 0.0


def compose_part(
    words: Wording, fmt: Format, theme: Theme, surfaces: Surfaces, world: World, part: Part
) -> tuple[DisplayList, ...]:
    """Return one part of a video: one page, or several where its text is long; without the tag.

    Raises:
        LookupError: no arrangement serves the format.
    """
    return _pages(words, fmt, theme, surfaces, world, part)[1]


def tagged(
    displays: tuple[DisplayList, ...],
    words: Wording,
    fmt: Format,
    theme: Theme,
    surfaces: Surfaces,
    world: World,
) -> tuple[DisplayList, ...]:
    """Return the pages of a video with the tag of samples in one corner that is free on all.

    Where none is, the tag is a page of its own at the end.
    """
    surface = surface_for(fmt, words, surfaces, "slogan")
    return _Page(words, fmt, theme, surface, surfaces, world).marked(displays)


def _pages(
    words: Wording, fmt: Format, theme: Theme, surfaces: Surfaces, world: World, part: Part
) -> tuple[_Page, tuple[DisplayList, ...]]:
    """Return the pages of a part in the first arrangement that has room for its words."""
    role = part.role
    found = surfaces.candidates(fmt, words, role) or (surface_for(fmt, words, surfaces, role),)
    arranged = tuple(s.limited(role, part.most / fmt.short).raised(part.foot) for s in found)
    for surface in arranged:
        page = _Page(words, fmt, theme, surface, surfaces, world, part.said)
        stacked = page.columns(page.words)
        tight = [
            column
            for column, s in zip(surface.columns.values(), stacked, strict=True)
            if s.said and not s.fits
        ]
        if not tight:
            return page, (page.display(stacked),)
    return page, page.split(tight[0])


def compose_closing(
    words: Wording, fmt: Format, theme: Theme, surfaces: Surfaces, world: World
) -> DisplayList:
    """Return the card that ends a video: ward, publisher, source and city; without the tag.

    Without a ward the publisher stands in its place, and the city where neither has room.

    Raises:
        LookupError: no arrangement serves the format.
    """
    surface = surface_for(fmt, words, surfaces, "closing")
    if surface.mono:
        return one_color_closing(words, fmt, surface, world)
    still = _Page(words, fmt, theme, surface, surfaces, world)
    said = still.words if words.ward else only(still.words, "publisher", "")
    card = still.display(still.columns(said))
    if card.group("ward") is None:
        card = still.display(still.columns(only(said, "ward", words.city)))
    return card


def compose_front(
    words: Wording, fmt: Format, theme: Theme, surfaces: Surfaces, world: World
) -> DisplayList:
    """Return the front page of a leaflet: its head, and paper on which its text will flow.

    Raises:
        LookupError: no arrangement serves the format.
    """
    surface = surface_for(fmt, words, surfaces, "leaflet")
    page = _Page(words, fmt, theme, surface, surfaces, world)
    return page.display(page.columns(page.words))


class _Page:
    """One message on one arrangement."""

    def __init__(
        self,
        words: Wording,
        fmt: Format,
        theme: Theme,
        surface: Surface,
        surfaces: Surfaces,
        world: World,
        said: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.wording = words
        plain = Words.of(words)
        self.words = replace(plain, texts={**plain.texts, **said})
        self.fmt = fmt
        self.surface = surface
        fact = surfaces.fact.at_night() if theme.dim else surfaces.fact
        self.palette = Palette.shaded(fact if surface.factual else theme, fact, surface.shade)
        short = fmt.short
        px = fmt.unit == "px"
        legible = surface.legible if px else surface.legible_mm * fmt.scale
        ink = surface.ink * fmt.width * fmt.height
        self.setter = Setter(world, self.palette, short, legible, px, ink)
        self.qr = qr_group(fmt, surface, self.setter, words)

    def box(self, column: Column) -> Area:
        """Return x, y, w, h inside a column's margins."""
        pictured = self.wording.image is not None and self.surface.picture is not None
        marked = bool(self.wording.mark)
        choices = (
            column.pictured if pictured else None,
            column.marked if marked else None,
            column.scanned if self.qr is not None else None,
        )
        area = next((a for a in choices if a is not None), column.area)
        x, y, w, h = page_area(self.fmt, area)
        left, top, right, bottom = (p * self.setter.short for p in column.pad)
        return (x + left, y + top, w - left - right, h - top - bottom)

    def columns(self, words: Words) -> tuple[Stacked, ...]:
        """Return every column in place."""
        surface, height = self.surface, self.fmt.height
        return tuple(
            stack(c, self.box(c), height, surface, self.setter, words)
            for c in surface.columns.values()
        )

    def split(self, column: Column) -> tuple[DisplayList, ...]:
        """Return the stills over which the main text of a column is spread."""
        parts = pages(column, self.box(column), self.surface, self.setter, self.words)
        return tuple(
            self.display(self.columns(only(self.words, column.main, part))) for part in parts
        )

    def display(self, stacked: tuple[Stacked, ...]) -> DisplayList:
        """Return the page with all its groups, bottom first."""
        fmt, surface, palette = self.fmt, self.surface, self.palette
        pictured = self.wording.image is not None and surface.picture is not None
        items: list[Item] = [ground(fmt, surface, palette, flat=pictured)]
        items.extend(scenery(fmt, surface, palette, self.wording))
        groups = [group for column in stacked for group in column.groups]
        mist = None if pictured else veil(fmt, surface, palette, groups)
        items.extend([mist] if mist is not None else [])
        items.extend(field_group(n, f, fmt, palette) for n, f in surface.fields.items())
        items.extend(groups)
        items.extend([self.qr] if self.qr is not None else [])
        return DisplayList(
            fmt.width, fmt.height, fmt.unit, tuple(_unique(items)), fmt.bleed_mm,
            self.wording.language, self.wording.slogan,
        )  # fmt: skip

    def marked(self, displays: tuple[DisplayList, ...]) -> tuple[DisplayList, ...]:
        """Return the pages with the tag of samples in one corner that is free on all of them.

        On small screens it lies over the picture only where no other corner is free; where none
        is, the tag is a page of its own at the end.
        """
        if not self.wording.mark:
            return displays
        for over in (True,) if self.setter.short >= _ROOMY else (False, True):
            for tag in mark_groups(self.fmt, self.surface, self.setter, self.wording):
                if not any(_meet(tag, display, over=over) for display in displays):
                    return tuple(replace(d, items=(*d.items, tag)) for d in displays)
        backs = ("ground", "motif")
        bare = tuple(g for g in displays[0].items if isinstance(g, Group) and g.name in backs)
        own = own_mark(self.fmt, self.setter, self.wording)
        return (*displays, replace(displays[0], items=(*bare, own)))


def _meet(tag: Group, display: DisplayList, *, over: bool) -> bool:
    """Return whether a tag lies over words, their chip, a QR code or, unless `over`, a picture."""
    ground = next(item for item in tag.items if isinstance(item, Fill))
    box = (ground.x, ground.y, ground.x + ground.w, ground.y + ground.h)
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in _boxes(display, "chip", "qr", *(() if over else ("picture",)))
    )


def _boxes(display: DisplayList, *names: str) -> Iterator[Area]:
    """Yield the boxes of words, group by group, and of what groups hold."""
    groups = tuple(item for item in display.items if isinstance(item, Group))
    yield from (
        ink(group.items)
        for group in groups
        if any(isinstance(item, TextRun) for item in group.items)
    )
    for name in names:
        group = display.group(name)
        for item in group.items if group else ():
            if isinstance(item, Fill | Picture):
                yield (item.x, item.y, item.x + item.w, item.y + item.h)
            elif isinstance(item, QrCode):
                yield (item.x, item.y, item.x + item.side, item.y + item.side)


def _unique(items: list[Item]) -> list[Item]:
    """Return the items; two groups of one name would make motion ambiguous.

    Raises:
        ValueError: an arrangement uses a role twice.
    """
    names = [item.name for item in items if isinstance(item, Group)]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"roles used twice: {', '.join(sorted(twice))}")
    return items
