"""The stage: what stands before and after a change in; one display list with both, in layers, out.

Groups that are the same before and after stay where they are. What goes is renamed, so that every
track means one group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from generator.layout.display import DisplayList, Group
from generator.layout.timeline import Easing, Keyframe, Property, Track

GROUND, MARK = "ground", "mark"
# What hides film until it begins and when it has ended.
CURTAIN = "curtain"
SCENERY = frozenset({"motif", "veil", "picture", CURTAIN})
# What goes bears this before its name.
OUT = "out/"
_BLOCKS = frozenset({"chip", "rule", "seal", "qr"})
_GROUND, _SCENERY, _FIELD, _WORDS, _MARK = range(5)


@dataclass(frozen=True, slots=True)
class Change:
    """How one page gives way to another.

    Attributes:
        stays, leaves, comes: groups, bottom first; `leaves` bear their new names.
    """

    stays: tuple[Group, ...]
    leaves: tuple[Group, ...]
    comes: tuple[Group, ...]

    @property
    def waits(self) -> bool:
        """Return whether words go, for which those that come must wait."""
        return any(layer_of(group) == _WORDS for group in self.leaves)

    def shows(self, page: DisplayList, comes: tuple[Group, ...] | None = None) -> DisplayList:
        """Return all groups in layers: ground, scenery, fields, words, tag.

        Args:
            page: its sides, language and title are taken.
            comes: what comes, split into parts that move by themselves.
        """
        every = [*self.leaves, *self.stays, *(self.comes if comes is None else comes)]
        every.sort(key=layer_of)
        return replace(page, items=tuple(every))


def change(before: tuple[Group, ...], after: tuple[Group, ...]) -> Change:
    """Return what stays, leaves and comes between two pages."""
    return Change(
        tuple(group for group in after if group in before),
        tuple(_renamed(group) for group in before if group not in after),
        tuple(group for group in after if group not in before),
    )


def layer_of(group: Group) -> int:
    """Return the layer of a group: the lower, the further behind."""
    name = group.name.removeprefix(OUT)
    if name == GROUND:
        return _GROUND
    if name in SCENERY:
        return _SCENERY
    if name == MARK:
        return _MARK
    return _WORDS if name in _BLOCKS or largest_size(group) else _FIELD


def is_field(group: Group) -> bool:
    """Return whether a group is a coloured field."""
    return layer_of(group) == _FIELD


def groups(display: DisplayList) -> tuple[Group, ...]:
    """Return the top-level groups, bottom first."""
    return tuple(item for item in display.items if isinstance(item, Group))


def bare(display: DisplayList, held: Collection[str] = ()) -> tuple[Group, ...]:
    """Return what stands before the first page and after the last.

    These are ground, tag, and the groups of these names, such as a bar at the edge of a strip.
    """
    return tuple(g for g in groups(display) if layer_of(g) in {_GROUND, _MARK} or g.name in held)


def largest_size(group: Group) -> float:
    """Return the size of the largest line in a group (px), 0 without lines."""
    lines = DisplayList(0, 0, "px", (group,)).texts()
    return max((line.size for line in lines), default=0.0)


def track(group: str, prop: Property, *keys: tuple[int, float, Easing]) -> Track:
    """Return a track; each key is frame, value and the easing towards the next key."""
    return Track(group, prop, tuple(Keyframe(*key) for key in keys))


def fade_in(group: str, start: int, length: int, easing: Easing = "ease-out") -> Track:
    """Return a track that brings a group from nothing to full."""
    return track(group, "opacity", (start, 0.0, easing), (start + length, 1.0, easing))


def fade_out(leaving: tuple[Group, ...], length: int) -> Iterator[Track]:
    """Yield tracks that take groups away together, from the first frame.

    A ground stays below the one that comes: two half-transparent grounds would show black.
    """
    for group in leaving:
        if layer_of(group) != _GROUND:
            yield track(group.name, "opacity", (0, 1.0, "ease-in-out"), (length, 0.0, "hold"))


def _renamed(group: Group) -> Group:
    items = tuple(_renamed(item) if isinstance(item, Group) else item for item in group.items)
    return replace(group, name=f"{OUT}{group.name}", items=items)
