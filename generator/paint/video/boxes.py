"""Boxes of whole pixels or steps: left, top, right, bottom; what they share and span."""

from __future__ import annotations

from collections.abc import Iterable

Box = tuple[int, int, int, int]


def meet(a: Box, b: Box) -> Box:
    """Return the part two boxes share; empty when right <= left or bottom <= top."""
    return (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))


def span(boxes: Iterable[Box]) -> Box:
    """Return the box around at least one box."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def empty(box: Box) -> bool:
    """Return whether nothing is inside."""
    return box[2] <= box[0] or box[3] <= box[1]


def area(box: Box) -> int:
    """Return how much a box that is not empty holds."""
    return (box[2] - box[0]) * (box[3] - box[1])


def shift(box: Box, dx: int, dy: int) -> Box:
    """Return a box moved by (dx, dy)."""
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def even(box: Box, step: int = 2) -> Box:
    """Return the smallest box around one whose sides lie on multiples of a step."""
    left, top, right, bottom = box
    return (
        left // step * step,
        top // step * step,
        -(-right // step) * step,
        -(-bottom // step) * step,
    )


def halved(box: Box) -> Box:
    """Return an even box in chroma samples."""
    left, top, right, bottom = box
    return (left // 2, top // 2, right // 2, bottom // 2)


def disjoint(boxes: Iterable[Box]) -> list[Box]:
    """Return boxes that cover the given ones and share nothing: those that met are joined."""
    apart: list[Box] = []
    for box in boxes:
        if empty(box):
            continue
        joined = box
        while touching := [b for b in apart if not empty(meet(b, joined))]:
            joined = span([joined, *touching])
            apart = [b for b in apart if b not in touching]
        apart.append(joined)
    return apart
