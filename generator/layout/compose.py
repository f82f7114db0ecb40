"""Stills: words, a format and a theme in; finished display lists out, several where text is long.

`compose` and `compose_closing` choose an arrangement (surfaces.py), set its columns (flow.py) and
lay them over the ground, motif or picture (scenery.py). Every top-level item is a named Group.
"""

from __future__ import annotations

from generator.layout.blocks import Palette, Setter
from generator.layout.display import DisplayList, Group, Item
from generator.layout.flow import Stacked, Words, only, pages, stack
from generator.layout.formats import Format, Theme
from generator.layout.onecolor import one_color, one_color_closing
from generator.layout.scenery import (
    field_group,
    ground,
    mark_group,
    page_area,
    qr_group,
    scenery,
    veil,
)
from generator.layout.surfaces import Area, Column, Surface, Surfaces, load_surfaces
from generator.layout.wording import Wording
from generator.world import World

__all__ = ["Surfaces", "compose", "compose_closing", "load_surfaces", "surface_for"]


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
    candidates = surfaces.candidates(fmt, words, "message")
    last = surface_for(fmt, words, surfaces) if not candidates else candidates[-1]
    for surface in candidates:
        if surface.mono:
            return one_color(words, fmt, surface, world)
        still = _Page(words, fmt, theme, surface, surfaces, world)
        stacked = still.columns(still.words)
        if all(s.fits for s in stacked if s.said):
            return (still.display(stacked),)
    still = _Page(words, fmt, theme, last, surfaces, world)
    return still.split()


def compose_closing(
    words: Wording, fmt: Format, theme: Theme, surfaces: Surfaces, world: World
) -> DisplayList:
    """Return the card that ends a video: ward, publisher, source and city.

    Raises:
        LookupError: no arrangement serves the format.
    """
    surface = surface_for(fmt, words, surfaces, "closing")
    if surface.mono:
        return one_color_closing(words, fmt, surface, world)
    still = _Page(words, fmt, theme, surface, surfaces, world)
    return still.display(still.columns(still.words))


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
    ) -> None:
        self.wording = words
        self.words = Words.of(words)
        self.fmt = fmt
        self.surface = surface
        self.palette = Palette(surfaces.fact if surface.factual else theme, surfaces.fact)
        short = min(fmt.width, fmt.height)
        px = fmt.unit == "px"
        legible = surface.legible if px else surface.legible_mm
        self.setter = Setter(world, self.palette, short, legible, px)
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

    def split(self) -> tuple[DisplayList, ...]:
        """Return the stills over which the main text is spread."""
        column = next(c for c in self.surface.columns.values() if c.main)
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
        mark = mark_group(fmt, surface, self.setter, self.wording)
        items.extend(group for group in (self.qr, mark) if group is not None)
        return DisplayList(
            fmt.width, fmt.height, fmt.unit, tuple(_unique(items)), fmt.bleed_mm,
            self.wording.language, self.wording.slogan,
        )  # fmt: skip


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
