"""Outlines that drawings are made of: centres, radii and angles in; polygons out.

Curves are flattened here. Lengths are in the unit of the format.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, radians, sin

from generator.layout.display import Shape

Point = tuple[float, float]
Polygon = tuple[Point, ...]
Shapes = tuple[Shape, ...]

RAYS = 14  # of the star of the Ngọc Lũ drum


def at(cx: float, cy: float, r: float, angle: float) -> Point:
    """Return the point of a circle at an angle in radians, clockwise from the right."""
    return (round(cx + r * cos(angle), 3), round(cy + r * sin(angle), 3))


def circle(cx: float, cy: float, r: float, points: int = 0) -> Polygon:
    """Return a circle as a polygon; by default as fine as its radius asks for."""
    count = points or max(12, min(160, round(r * 1.2) // 4 * 4))
    return _scaled(cx, cy, r, _unit(0.0, 360.0 * (count - 1) / count, count - 1))


def arc(cx: float, cy: float, r: float, start: float, end: float, points: int = 24) -> Polygon:
    """Return a part of a circle as an open line; angles in degrees, clockwise from the right."""
    return _scaled(cx, cy, r, _unit(start, end, points))


@lru_cache(maxsize=256)
def _unit(start: float, end: float, points: int) -> Polygon:
    """Return an arc of radius 1 around the origin: motifs repeat few arcs at many places."""
    steps = (radians(start + (end - start) * i / points) for i in range(points + 1))
    return tuple((cos(a), sin(a)) for a in steps)


def _scaled(cx: float, cy: float, r: float, unit: Polygon) -> Polygon:
    return tuple((round(cx + r * x, 3), round(cy + r * y, 3)) for x, y in unit)


def star(cx: float, cy: float, r: float, inner: float, rays: int = RAYS) -> Polygon:
    """Return a star; `inner` is the radius of its notches."""
    return tuple(
        at(cx, cy, r if i % 2 == 0 else inner, pi * i / rays - pi / 2) for i in range(2 * rays)
    )


def box(cx: float, cy: float, w: float, h: float) -> Polygon:
    """Return a rectangle around (cx, cy); w and h are half its sides."""
    return ((cx - w, cy - h), (cx + w, cy - h), (cx + w, cy + h), (cx - w, cy + h))


def box_edge(cx: float, cy: float, half: float, angle: float) -> Point:
    """Return where a ray from the middle of a square meets its edge; angle in radians."""
    reach = half / max(abs(cos(angle)), abs(sin(angle)))
    return at(cx, cy, reach, angle)
