"""The stage of a video: a message's page and its closing card in; what stays, what turns out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.layout.display import DisplayList, Group
from generator.layout.timeline import Easing, Keyframe, Property, Track

GROUND = "ground"
MARK = "mark"
SCENERY = ("motif", "veil")


@dataclass(frozen=True, slots=True)
class Scenery:
    """What stands around the words: motif and veil behind them, the mark above everything."""

    behind: tuple[Group, ...]
    mark: tuple[Group, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return all of it."""
        return (*self.behind, *self.mark)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a video plays on.

    Attributes:
        page: the first page of the message.
        ground: of the whole video.
        here, there: the scenery of the message and that of the card. What is alike in both is the
            same groups; the other groups of `there` have names of their own.
        fields: wordless groups that page and card have in common, such as a bar at the edge.
        card: what comes and goes on the closing card.
    """

    page: DisplayList
    ground: tuple[Group, ...]
    here: Scenery
    there: Scenery
    fields: tuple[Group, ...]
    card: tuple[Group, ...]

    @property
    def turns(self) -> bool:
        """Return whether the card has another scenery than the message."""
        return self.here != self.there

    def shows(self, sceneries: tuple[Scenery, ...], words: tuple[Group, ...]) -> DisplayList:
        """Return the ground, one scenery or both, and words."""
        behind = dict.fromkeys(g for scenery in sceneries for g in scenery.behind)
        marks = dict.fromkeys(g for scenery in sceneries for g in scenery.mark)
        items = (*self.ground, *behind, *self.fields, *words, *marks)
        return replace(self.page, items=items)

    def words(self, page: DisplayList) -> tuple[Group, ...]:
        """Return what comes and goes on a page of the message."""
        lasting = {group.name for group in self.fields}
        return tuple(g for g in groups(page) if _comes(g) and g.name not in lasting)


def set_stage(page: DisplayList, card: DisplayList) -> Stage:
    """Return the stage for a message's first page and its card; the ground is the page's."""

    def named(display: DisplayList, *names: str) -> tuple[Group, ...]:
        return tuple(g for g in groups(display) if g.name in names)

    def other(*names: str) -> tuple[Group, ...]:
        here, there = named(page, *names), named(card, *names)
        own = tuple(replace(g, name=f"card-{g.name}") for g in there)
        return here if there == here else own

    fields = tuple(g for g in groups(page) if _comes(g) and g in card.items and not largest_size(g))
    return Stage(
        page,
        named(page, GROUND),
        Scenery(named(page, *SCENERY), named(page, MARK)),
        Scenery(other(*SCENERY), other(MARK)),
        fields,
        tuple(g for g in groups(card) if _comes(g) and g not in fields),
    )


def groups(display: DisplayList) -> tuple[Group, ...]:
    """Return the top-level groups, bottom first."""
    return tuple(item for item in display.items if isinstance(item, Group))


def largest_size(group: Group) -> float:
    """Return the size of the largest line in a group (px), 0 without lines."""
    lines = DisplayList(0, 0, "px", (group,)).texts()
    return max((line.size for line in lines), default=0.0)


def _comes(group: Group) -> bool:
    return group.name not in {GROUND, MARK, *SCENERY}


def track(group: str, prop: Property, *keys: tuple[int, float, Easing]) -> Track:
    """Return a track; each key is frame, value and the easing towards the next key."""
    return Track(group, prop, tuple(Keyframe(*key) for key in keys))


def fade_in(group: str, start: int, length: int, easing: Easing = "ease-out") -> Track:
    """Return a track that brings a group from nothing to full."""
    return track(group, "opacity", (start, 0.0, easing), (start + length, 1.0, easing))


def fade_out(leaving: tuple[Group, ...], length: int) -> Iterator[Track]:
    """Yield tracks that take groups away together, from the first frame."""
    for group in leaving:
        yield track(group.name, "opacity", (0, 1.0, "ease-in-out"), (length, 0.0, "hold"))


def cross_fade(start: Scenery, end: Scenery, length: int) -> Iterator[Track]:
    """Yield tracks by which one scenery gives way to another; what both have stays."""
    yield from fade_out(tuple(g for g in start.groups if g not in end.groups), length)
    for group in end.groups:
        if group not in start.groups:
            yield fade_in(group.name, 0, length, "ease-in-out")
