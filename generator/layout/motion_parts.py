"""Moving parts: a group in; the same group split into groups that move by themselves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import hypot

from generator.layout.display import Cluster, Group, Item, Picture, Shape, TextRun
from generator.layout.motion_cues import Cue
from generator.layout.type import shaped
from generator.world import World

# Signs that belong to the word before them: a dash alone would take a beat of its own.
_HANGING = frozenset("–—-:;,.!?…")
_RINGS = 5


def split(group: Group, cue: Cue, world: World) -> Group:
    """Return a group in the parts that a cue moves."""
    match cue:
        case "words":
            return words(group, world)
        case "open":
            return rings(group)
        case "push":
            return pushed(group)
        case _:
            return group


def words(group: Group, world: World) -> Group:
    """Return a group of lines in which each word is a group, "slogan/0" and so on.

    Items that are no lines, such as the stroke through a claim, follow in one group of their own.
    """
    runs = [item for item in group.items if isinstance(item, TextRun)]
    rest = tuple(item for item in group.items if not isinstance(item, TextRun))
    pieces = [piece for run in runs for piece in _words(run, world)]
    parts = [Group(f"{group.name}/{n}", (piece,)) for n, piece in enumerate(pieces)]
    if rest:
        parts.append(Group(f"{group.name}/rest", rest))
    return replace(group, items=tuple(parts))


def rings(group: Group) -> Group:
    """Return a motif in rings from its middle outwards, each a group."""
    middle = _middle(group)
    shapes = [(item, _reach(item, middle)) for item in group.items if isinstance(item, Shape)]
    most = max((reach for _, reach in shapes), default=0.0)
    parts: list[list[Item]] = [[] for _ in range(_RINGS)]
    for item, reach in shapes:
        parts[min(_RINGS - 1, int(reach / most * _RINGS)) if most else 0].append(item)
    return replace(group, items=_numbered(group.name, [part for part in parts if part]))


def pushed(group: Group) -> Group:
    """Return a group whose pictures grow by themselves inside the place they have now."""
    items = tuple(
        Group(f"{group.name}/image", (item,), clip=(item.x, item.y, item.w, item.h))
        if isinstance(item, Picture)
        else item
        for item in group.items
    )
    return replace(group, items=items)


def parts_of(group: Group) -> tuple[Group, ...]:
    """Return the groups directly inside a group."""
    return tuple(item for item in group.items if isinstance(item, Group))


def _numbered(name: str, parts: list[list[Item]]) -> tuple[Group, ...]:
    return tuple(Group(f"{name}/{n}", tuple(part)) for n, part in enumerate(parts))


def _reach(shape: Shape, middle: tuple[float, float]) -> float:
    """Return how far a shape reaches from the middle of its group."""
    cx, cy = middle
    return max(hypot(x - cx, y - cy) for polygon in shape.polygons for x, y in polygon)


def _middle(group: Group) -> tuple[float, float]:
    points = [
        point
        for item in group.items
        if isinstance(item, Shape)
        for polygon in item.polygons
        for point in polygon
    ]
    xs, ys = zip(*points, strict=True)
    return ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)


def _words(run: TextRun, world: World) -> Iterator[TextRun]:
    """Yield the words of a line where they stand in it."""
    start: int | None = None
    spans: list[tuple[int, int]] = []
    for number, cluster in enumerate((*run.clusters, Cluster(" ", run.width))):
        if not cluster.text.isspace():
            start = number if start is None else start
        elif start is not None:
            spans.append((start, number))
            start = None
    for first, last in _joined(run, spans):
        yield _part(run, first, last, world)


def _joined(run: TextRun, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of words, lone dashes taken to the word before."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        lone = all(cluster.text in _HANGING for cluster in run.clusters[first:last])
        if lone and found:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _part(run: TextRun, first: int, last: int, world: World) -> TextRun:
    """Return a few letters of a line as a line of their own, at the same place."""
    letters = run.clusters[first:last]
    left = letters[0].x
    right = run.clusters[last].x if last < len(run.clusters) else run.width
    text = "".join(cluster.text for cluster in letters)
    line = shaped(world, text, run.weight)
    ink = line.ink
    return replace(
        run,
        x=run.x + left,
        clusters=tuple(Cluster(cluster.text, cluster.x - left) for cluster in letters),
        width=right - left,
        ink=(ink[0] * run.size, ink[1] * run.size, ink[2] * run.size, ink[3] * run.size),
    )
