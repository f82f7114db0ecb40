"""Moving parts: a group of lines in; the same lines with every word in a group of its own out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.layout.display import Cluster, Fill, Group, Item, TextRun
from generator.layout.type import shaped
from generator.world import World

# Signs that belong to the word before them: a dash alone would take a beat of its own.
_HANGING = frozenset("–—-:;,.!?…")


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


def entries(group: Group) -> Group:
    """Return a numbered list in which each entry is a group; an entry begins with its disc."""
    parts: list[list[Item]] = []
    for item in group.items:
        if isinstance(item, Fill) or not parts:
            parts.append([])
        parts[-1].append(item)
    items = tuple(Group(f"{group.name}/{n}", tuple(part)) for n, part in enumerate(parts))
    return replace(group, items=items)


def parts_of(group: Group) -> tuple[Group, ...]:
    """Return the groups directly inside a group."""
    return tuple(item for item in group.items if isinstance(item, Group))


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
