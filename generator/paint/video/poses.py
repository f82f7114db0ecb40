"""Poses: a scene of groups and tracks in, plain layers and where each stands frame by frame out.

A layer is the largest group inside which nothing moves by itself. Poses are whole numbers, rounded
to what can be seen, so equal pictures have equal poses and a segment's key says what it draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import ceil

from generator.canonical import digest
from generator.layout.display import DisplayList, Group, Item
from generator.layout.timeline import Footage, Scene, Track

# Steps in a pixel: masks are drawn at four times the size, finer movement cannot be seen.
STEPS = 4
OPAQUE = 255
# Right above this group, and below everything else, lies the footage of a scene.
_GROUND = "ground"
# Finer than the eye asks: a picture that grows by a twentieth in six seconds must not jolt.
FULL = 1 << 16

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pose:
    """How a layer stands in one frame.

    Attributes:
        dx, dy: offset in quarters of a pixel.
        opacity: 0-255.
        shown: part of the layer's width that shows, from the left, in 1/65536.
        scale: size around the layer's centre, in 1/65536.
        clip: x, y, right, bottom in whole pixels of the frame outside of which nothing shows.
        moment: of a film, the number of the picture that shows.
    """

    dx: int = 0
    dy: int = 0
    opacity: int = OPAQUE
    shown: int = FULL
    scale: int = FULL
    clip: tuple[int, int, int, int] | None = None
    moment: int = 0

    @property
    def visible(self) -> bool:
        """Return whether anything of the layer shows."""
        return self.opacity > 0 and self.shown > 0 and self.scale > 0


@dataclass(frozen=True, eq=False)
class Layer:
    """Items that stand still among themselves, bottom first; equal only to itself, by its key.

    Attributes:
        items: what it shows.
        film: staff's own footage in place of items.
    """

    items: tuple[Item, ...]
    film: Film | None = None

    @cached_property
    def key(self) -> str:
        """Return a hash of the items, or of all a film's pictures depend on."""
        return _digest(self.items) if self.film is None else self.film.key


@dataclass(frozen=True, slots=True)
class Film:
    """Footage at the rate of the video.

    Attributes:
        footage: which recording, from where, and where it lies.
        fps: pictures a second.
    """

    footage: Footage
    fps: int

    @property
    def key(self) -> str:
        """Return a hash of all its pictures depend on."""
        from generator.paint.footage import versions  # noqa: PLC0415 - only where a film is shown

        f = self.footage
        return digest([versions(), f.media.sha256, f.start, f.area, self.fps])

    def moment(self, frame: int) -> int:
        """Return the number of the picture that a frame of the scene shows; the last one stands."""
        return min(frame, max(0, ceil(self.footage.seconds * self.fps) - 1))


@lru_cache(maxsize=256)
def _digest(items: tuple[Item, ...]) -> str:
    """Return a hash of items; a motif has thousands of points and stands in every scene."""
    return digest(items)


# What one frame shows: the visible layers, bottom first, each with its pose.
State = tuple[tuple[Layer, Pose], ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """A layer with the groups around it, outermost first."""

    layer: Layer
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A scene made ready to be read frame by frame."""

    nodes: tuple[_Node, ...]
    tracks: Mapping[str, tuple[Track, ...]]

    def state(self, frame: int) -> State:
        """Return what a frame (0-based within the scene) shows."""
        posed = ((node.layer, self._pose(node, frame)) for node in self.nodes)
        return tuple((layer, pose) for layer, pose in posed if pose.visible)

    def _pose(self, node: _Node, frame: int) -> Pose:
        if node.layer.film is not None:
            return Pose(moment=node.layer.film.moment(frame))
        dx = dy = 0.0
        opacity = shown = scale = 1.0
        clip: Box | None = None
        for group in node.groups:
            values = {track.prop: track.at(frame) for track in self.tracks.get(group.name, ())}
            if group.clip is not None:
                x, y, w, h = group.clip
                clip = _meet(clip, (x + dx, y + dy, x + w + dx, y + h + dy))
            dx += group.dx + values.get("dx", 0.0)
            dy += group.dy + values.get("dy", 0.0)
            opacity *= group.opacity * values.get("opacity", 1.0)
            shown *= values.get("clip_x", 1.0)
            scale *= values.get("scale", 1.0)
        return Pose(
            round(dx * STEPS),
            round(dy * STEPS),
            round(max(0.0, min(1.0, opacity)) * OPAQUE),
            round(max(0.0, min(1.0, shown)) * FULL),
            round(scale * FULL),
            None if clip is None else _whole(clip),
        )


def read(scene: Scene, fps: int = 30) -> Score:
    """Return a scene as layers and the tracks that move them.

    Args:
        scene: to be read.
        fps: frames a second of the video; footage follows it.

    Raises:
        ValueError: a track names no group, or a name that two groups share.
    """
    tracks: dict[str, tuple[Track, ...]] = {}
    for track in scene.tracks:
        tracks[track.group] = (*tracks.get(track.group, ()), track)
    names = Counter(_names(scene.display.items))
    for name in tracks:
        if names[name] != 1:
            raise ValueError(f"scene {scene.name}: {names[name]} groups are called {name!r}")
    items, moving = scene.display.items, frozenset(tracks)
    if scene.footage is None:
        return Score(tuple(_nodes(items, (), moving)), tracks)
    above = 1 + next((n for n, item in enumerate(items) if _is_ground(item)), -1)
    nodes = (
        *_nodes(items[:above], (), moving),
        _Node(Layer((), Film(scene.footage, fps)), ()),
        *_nodes(items[above:], (), moving),
    )
    return Score(nodes, tracks)


def still(scene: Scene, frame: int) -> DisplayList:
    """Return one frame of a scene as a display list; `scale` is left to moving pictures."""
    tracks: dict[str, dict[str, float]] = {}
    for track in scene.tracks:
        tracks.setdefault(track.group, {})[track.prop] = track.at(frame)

    def settle(item: Item) -> Item:
        if not isinstance(item, Group):
            return item
        values = tracks.get(item.name, {})
        return replace(
            item,
            items=tuple(settle(i) for i in item.items if values.get("clip_x", 1.0) > 0),
            dx=item.dx + values.get("dx", 0.0),
            dy=item.dy + values.get("dy", 0.0),
            opacity=item.opacity * values.get("opacity", 1.0),
        )

    return replace(scene.display, items=tuple(settle(i) for i in scene.display.items))


def _is_ground(item: Item) -> bool:
    return isinstance(item, Group) and item.name == _GROUND


def _names(items: tuple[Item, ...]) -> list[str]:
    found = []
    for item in items:
        if isinstance(item, Group):
            found.extend([item.name, *_names(item.items)])
    return found


def _nodes(
    items: tuple[Item, ...], groups: tuple[Group, ...], moving: frozenset[str]
) -> list[_Node]:
    """Split items where something inside moves; neighbours that do not move stay one layer."""
    found: list[_Node] = []
    loose: list[Item] = []
    for item in items:
        if not isinstance(item, Group):
            loose.append(item)
            continue
        if loose:
            found.append(_Node(Layer(tuple(loose)), groups))
            loose = []
        inside = (*groups, item)
        if moving.isdisjoint(_names(item.items)):
            found.append(_Node(Layer(item.items), inside))
        else:
            found.extend(_nodes(item.items, inside, moving))
    if loose:
        found.append(_Node(Layer(tuple(loose)), groups))
    return found


def _meet(a: Box | None, b: Box) -> Box:
    """Return the part two boxes share; empty ones come out with right before left."""
    if a is None:
        return b
    return (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))


def _whole(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(v) for v in box)
    return (left, top, right, bottom)
