"""Motifs of Hà Nội drawn by program: a centre, a radius and colours in; Shapes out.

The drum of Đông Sơn (drum.py), an open lotus, the window of Khuê Văn Các, and waves. Each may be
cropped off any edge, and has a plain form for few pixels.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, radians, sin
from typing import Protocol

from generator.layout.display import Color, Shape
from generator.layout.drum import drum
from generator.layout.outlines import Point, Polygon, Shapes, arc, at, box, box_edge, circle


class Motif(Protocol):
    """A drawing of radius r around (cx, cy)."""

    def __call__(
        self, cx: float, cy: float, r: float, ink: Color, ground: Color, *, fine: bool
    ) -> Shapes:
        """Return its shapes, bottom first; with all its detail where it is `fine`."""


def _petal(cx: float, cy: float, length: float, breadth: float, angle: float) -> Polygon:
    """Return a pointed petal from (cx, cy), leaning `angle` degrees from upright."""
    lean = radians(angle)
    steps = [i / 20 for i in range(21)]
    # Full below the middle, drawn out to a fine tip; 0.297 is the peak of the curve.
    half = [(breadth * t**0.8 * (1 - t) ** 1.15 / 0.297, length * t) for t in steps]
    outline = [*half, *((-x, y) for x, y in reversed(half[1:-1]))]
    return tuple(
        (
            round(cx + x * cos(lean) + y * sin(lean), 3),
            round(cy + x * sin(lean) - y * cos(lean), 3),
        )
        for x, y in outline
    )


_PETALS = (  # layers from back to front: lean in degrees, length, half breadth
    ((-24, 1.0, 0.24), (24, 1.0, 0.24), (-50, 0.98, 0.22), (50, 0.98, 0.22), (0, 1.08, 0.25)),
    ((-76, 1.0, 0.18), (76, 1.0, 0.18), (-37, 0.86, 0.24), (37, 0.86, 0.24)),
    ((-62, 0.78, 0.2), (62, 0.78, 0.2), (-15, 0.82, 0.23), (15, 0.82, 0.23)),
    ((-44, 0.56, 0.19), (44, 0.56, 0.19), (0, 0.62, 0.22)),
)


def lotus(cx: float, cy: float, r: float, ink: Color, ground: Color, *, fine: bool) -> Shapes:
    """Return an open lotus of radius r over still water; petals in front hide those behind."""
    base = cy + r * 0.5
    line = r * (0.011 if fine else 0.016)
    found: list[Shape] = []
    for depth, layer in enumerate(_PETALS):
        tint = ink.mix(ground, 0.72 - 0.1 * depth)
        for lean, length, breadth in layer:
            outline = _petal(cx, base, r * length * 1.15, r * breadth, lean)
            found.append(Shape((outline,), tint, ink, line))
            if fine:
                veins = _veins(cx, base, r * length * 1.15, r * breadth, lean)
                found.append(Shape(veins, None, ink.mix(ground, 0.4), r * 0.004, closed=False))
    ripples = tuple(
        tuple((round(cx + x * r, 3), round(base + y * r, 3)) for x, y in _ripple(half, drop))
        for half, drop in ((1.02, 0.10), (0.8, 0.19), (1.25, 0.28), (0.6, 0.37))[: 4 if fine else 2]
    )
    leaf = _leaf(cx + r * 1.02, base + r * 0.16, r * 0.40, line, ink, ground) if fine else ()
    return (*found, Shape(ripples, None, ink, line, closed=False), *leaf)


def _veins(
    cx: float, cy: float, length: float, breadth: float, angle: float
) -> tuple[Polygon, ...]:
    """Return five lines that run from the foot of a petal towards its tip."""
    lean = radians(angle)
    steps = [0.1 + 0.78 * i / 12 for i in range(13)]
    return tuple(
        tuple(
            (
                round(cx + x * cos(lean) + y * sin(lean), 3),
                round(cy + x * sin(lean) - y * cos(lean), 3),
            )
            for x, y in (
                (side * breadth * t**0.8 * (1 - t) ** 1.15 / 0.297, length * t) for t in steps
            )
        )
        for side in (-0.66, -0.34, 0.0, 0.34, 0.66)
    )


def _leaf(cx: float, cy: float, r: float, line: float, ink: Color, ground: Color) -> Shapes:
    """Return a floating leaf seen from the side, its ribs running to the notch."""
    outline = tuple(
        (round(cx + r * cos(a), 3), round(cy + r * 0.3 * sin(a), 3))
        for a in (2 * pi * i / 72 for i in range(72))
    )
    ribs = tuple(
        (
            (cx - r * 0.2, cy - r * 0.03),
            (round(cx + r * cos(a), 3), round(cy + r * 0.3 * sin(a), 3)),
        )
        for a in (2 * pi * i / 15 for i in range(15))
    )
    return (
        Shape((outline,), ink.mix(ground, 0.8), ink, line),
        Shape(ribs, None, ink.mix(ground, 0.4), line * 0.5, closed=False),
    )


def _ripple(half: float, drop: float) -> list[Point]:
    steps = [i / 32 for i in range(33)]
    return [(half * (2 * t - 1), drop + 0.022 * sin(6 * pi * t) * half) for t in steps]


def _roof(cx: float, y: float, half: float, rise: float, ridge: float) -> Polygon:
    """Return a roof with upturned corners: `half` its reach, `ridge` half the upper edge."""
    steps = [i / 12 for i in range(13)]
    right = [
        (ridge + (half - ridge) * t, -rise * (1 - t) ** 1.9 - rise * 0.30 * t**6) for t in steps
    ]
    eave = [(half * (1 - 2 * t), rise * 0.16 * (1 - (1 - 2 * t) ** 4)) for t in steps]
    left = [(-x, v) for x, v in reversed(right)]
    points = [*right, *eave[1:-1], *left]
    return tuple((round(cx + x, 3), round(y + v, 3)) for x, v in points)


def _tiles(
    cx: float, y: float, half: float, rise: float, ridge: float, count: int
) -> tuple[Polygon, ...]:
    """Return the ribs of a roof's tiles, from its ridge down to its eave."""
    steps = [i / 8 for i in range(9)]
    return tuple(
        tuple(
            (
                round(cx + share * (ridge + (half * 0.92 - ridge) * t), 3),
                round(y - rise * (1 - t) ** 1.9 * (1 - 0.1 * abs(share)) - rise * 0.04 * t, 3),
            )
            for t in steps
        )
        for share in (2 * i / (count - 1) - 1 for i in range(count))
    )


def _window(
    cx: float, cy: float, r: float, half: float, rays: int, line: float, ink: Color
) -> Shapes:
    """Return the round window: its frame, and the rays from there to the square around it."""
    struts = tuple(
        (at(cx, cy, r * 1.13, a), box_edge(cx, cy, half * 0.93, a))
        for a in (2 * pi * (i + 0.5) / rays for i in range(rays))
    )
    return (
        Shape(struts, None, ink, line, closed=False),
        Shape((circle(cx, cy, r * 1.13), circle(cx, cy, r)), ink),
        Shape((circle(cx, cy, r * 0.9),), None, ink, line * 0.5),
    )


def pavilion(cx: float, cy: float, r: float, ink: Color, ground: Color, *, fine: bool) -> Shapes:
    """Return the upper storey of Khuê Văn Các around its round window of radius 0.36 r."""
    soft = ink.mix(ground, 0.6)
    half = r * 0.56
    line = r * (0.012 if fine else 0.018)
    reach, count = half * 1.32, 18 if fine else 8
    bars = tuple(
        ((x, cy + r * 0.66), (x, cy + r * 0.78))
        for x in (cx + reach * (2 * i / count - 1) for i in range(count + 1))
    )
    frame = tuple(box(cx, cy, half * f, half * f) for f in (1.0, 0.93))
    posts = tuple(box(cx + s * half * 1.22, cy + r * 0.02, r * 0.032, half * 1.06) for s in (-1, 1))
    roofs = (
        (-1.02, 0.70, 0.34, 0.30, 17),
        (-0.64, 1.06, 0.30, 0.62, 29),
        (1.12, 1.42, 0.26, 0.92, 41),
    )
    tiled = tuple(
        rib
        for y, reach, rise, ridge, ribs in roofs
        for rib in _tiles(cx, cy + r * y, r * reach, r * rise, r * ridge, ribs)
    )
    return (
        *(
            Shape((_roof(cx, cy + r * y, r * reach, r * rise, r * ridge),), soft, ink, line)
            for y, reach, rise, ridge, _ in roofs
        ),
        *([Shape(tiled, None, ink.mix(ground, 0.3), r * 0.004, closed=False)] if fine else []),
        Shape((box(cx, cy - r * 1.375, r * 0.30, r * 0.022),), ink),
        Shape((box(cx, cy - r * 0.955, r * 0.5, r * 0.014),), ink),
        Shape(posts, soft, ink, line * 0.67),
        Shape(frame, None, ink, line * 0.83),
        *_window(cx, cy, r * 0.36, half, 32 if fine else 16, line, ink),
        *(_lattice(cx, cy, half, line, ink) if fine else ()),
        Shape((box(cx, cy + r * 0.63, half * 1.42, r * 0.018),), ink),
        Shape(bars, None, ink, line, closed=False),
        Shape((box(cx, cy + r * 0.80, half * 1.5, r * 0.022),), ink),
    )


def _lattice(cx: float, cy: float, half: float, line: float, ink: Color) -> Shapes:
    """Return the panels of turned bars at both sides of the window, and the brackets above it."""
    bars = tuple(
        ((cx + s * half * x, cy - half * 0.9), (cx + s * half * x, cy + half * 0.9))
        for s in (-1, 1)
        for x in (1.06, 1.11, 1.16)
    )
    brackets = tuple(
        arc(cx + s * half * 1.22 - s * half * 0.2, cy - half * 0.86, half * 0.2, *span, 10)
        for s, span in ((-1, (180, 270)), (1, (270, 360)))
    )
    return (Shape((*bars, *brackets), None, ink, line * 0.5, closed=False),)


_WAVE_ROWS = 13  # the lowest ones lie below every page


def waves(cx: float, cy: float, r: float, ink: Color, ground: Color, *, fine: bool) -> Shapes:
    """Return waves of nested arcs that rise to the right; rows in front hide those behind."""
    size = r * (0.27 if fine else 0.36)
    rings = (0.84, 0.68, 0.52, 0.36) if fine else (0.72, 0.44)
    found: list[Shape] = []
    for row in range(_WAVE_ROWS):
        y = cy - r * 0.72 + row * size * 0.58
        left = cx - r * 1.15 + (row % 2) * size
        centres = [left + column * size * 2 for column in range(max(-4, 5 - row), 7)]
        body, soft = ground.mix(ink, 0.08), ink.mix(ground, max(0.12, 0.5 - 0.06 * row))
        arcs = tuple(arc(x, y, size * f, 180, 360, 16) for x in centres for f in rings)
        found.append(Shape(tuple(circle(x, y, size, 48) for x in centres), body, ink, size * 0.05))
        found.append(Shape(arcs, None, soft, size * 0.045, closed=False))
        found.append(Shape(tuple(circle(x, y, size * 0.14, 16) for x in centres), ink))
        if fine:
            foam = tuple(p for x in centres for p in _foam(x, y, size))
            found.append(Shape(foam, ink))
    return tuple(found)


def _foam(x: float, y: float, size: float) -> tuple[Polygon, ...]:
    """Return drops that sit between the outer arcs of a wave."""
    angles = (radians(a) for a in (205, 230, 255, 285, 310, 335))
    return tuple(circle(*at(x, y, size * 0.92, a), size * 0.022, 8) for a in angles)


MOTIFS: dict[str, Motif] = {"drum": drum, "lotus": lotus, "pavilion": pavilion, "waves": waves}


@lru_cache(maxsize=256)
def motif(
    name: str, cx: float, cy: float, r: float, ink: Color, ground: Color, *, fine: bool = True
) -> Shapes:
    """Return a motif by its name; lengths in the unit of the format.

    `fine`: with all its detail, which a radius of fewer than some 200 px would turn into noise.

    Raises:
        KeyError: there is no such motif.
    """
    return MOTIFS[name](cx, cy, r, ink, ground, fine=fine)
