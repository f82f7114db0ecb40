"""Motifs of Hà Nội drawn by program: a centre, a radius and colours in; Shapes out.

The drum follows the face of the Ngọc Lũ drum: a star of 14 rays, rings of comb teeth, tangent
circles, and a band of flying Lạc birds that go round counter-clockwise. Everything is symmetric
around the centre, so a motif may be cropped off any edge. Curves are flattened here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, radians, sin

from generator.layout.display import Color, Shape

Point = tuple[float, float]
Polygon = tuple[Point, ...]
Motif = Callable[[float, float, float, Color, Color], tuple[Shape, ...]]

RAYS = 14
# Flight to the right, tail to the left, length about 1.2: beak, crest, wing, tail, wing.
_BIRD: Polygon = (
    (0.80, -0.02), (0.46, 0.075), (0.38, 0.105), (0.20, 0.235), (0.07, 0.255), (0.24, 0.085),
    (0.10, 0.055), (0.02, 0.20), (-0.16, 0.50), (-0.30, 0.56), (-0.25, 0.40), (-0.33, 0.36),
    (-0.25, 0.24), (-0.30, 0.20), (-0.20, 0.07), (-0.34, 0.05), (-0.78, 0.15), (-0.72, 0.07),
    (-0.84, 0.03), (-0.74, -0.01), (-0.80, -0.07), (-0.34, -0.05), (-0.20, -0.07),
    (-0.27, -0.19), (-0.20, -0.22), (-0.24, -0.33), (-0.15, -0.36), (-0.17, -0.45),
    (-0.04, -0.38), (0.06, -0.17), (0.11, -0.04), (0.26, -0.005), (0.42, 0.005),
)  # fmt: skip


def _at(cx: float, cy: float, r: float, angle: float) -> Point:
    return (round(cx + r * cos(angle), 3), round(cy + r * sin(angle), 3))


def circle(cx: float, cy: float, r: float, points: int = 0) -> Polygon:
    """Return a circle as a polygon; by default as fine as its radius asks for."""
    count = points or max(12, min(160, round(r * 1.2) // 4 * 4))
    return tuple(_at(cx, cy, r, 2 * pi * i / count) for i in range(count))


def arc(cx: float, cy: float, r: float, start: float, end: float, points: int = 24) -> Polygon:
    """Return a part of a circle as an open line; angles in degrees, clockwise from the right."""
    steps = (radians(start + (end - start) * i / points) for i in range(points + 1))
    return tuple(_at(cx, cy, r, a) for a in steps)


def star(cx: float, cy: float, r: float, inner: float, rays: int = RAYS) -> Polygon:
    """Return a star; `inner` is the radius of its notches."""
    return tuple(
        _at(cx, cy, r if i % 2 == 0 else inner, pi * i / rays - pi / 2) for i in range(2 * rays)
    )


def _rings(cx: float, cy: float, radii: tuple[float, ...], width: float, ink: Color) -> Shape:
    return Shape(tuple(circle(cx, cy, r, 160) for r in radii), None, ink, width)


def _comb(
    cx: float, cy: float, r: float, depth: float, teeth: int, width: float, ink: Color
) -> Shape:
    angles = [2 * pi * i / teeth for i in range(teeth)]
    lines = tuple((_at(cx, cy, r, a), _at(cx, cy, r + depth, a)) for a in angles)
    return Shape(lines, None, ink, width, closed=False)


def _tangents(
    cx: float, cy: float, r: float, size: float, count: int, ink: Color
) -> tuple[Shape, ...]:
    """Return circles with a dot each, joined by slanting lines, as on the drums."""
    angles = [2 * pi * i / count for i in range(count)]
    centres = [_at(cx, cy, r, a) for a in angles]
    step = 2 * pi / count
    joins = tuple((_at(cx, cy, r + size, a), _at(cx, cy, r - size, a + step)) for a in angles)
    width = size * 0.34
    return (
        Shape(tuple(circle(x, y, size, 20) for x, y in centres), None, ink, width),
        Shape(joins, None, ink, width, closed=False),
        Shape(tuple(circle(x, y, size * 0.34, 8) for x, y in centres), ink),
    )


def _birds(cx: float, cy: float, r: float, length: float, count: int, ink: Color) -> Shape:
    """Return Lạc birds on a circle, each flying counter-clockwise, its upper wing outward."""
    found = []
    for i in range(count):
        angle = 2 * pi * i / count
        out, ahead = (cos(angle), sin(angle)), (sin(angle), -cos(angle))
        x, y = cx + r * out[0], cy + r * out[1]
        found.append(
            tuple(
                (
                    round(x + length * (px * ahead[0] + py * out[0]), 3),
                    round(y + length * (px * ahead[1] + py * out[1]), 3),
                )
                for px, py in _BIRD
            )
        )
    return Shape(tuple(found), ink)


def drum(cx: float, cy: float, r: float, ink: Color, ground: Color) -> tuple[Shape, ...]:
    """Return the face of a Đông Sơn drum of radius r."""
    del ground
    thin, line = r * 0.0042, r * 0.0075
    chevrons = tuple(
        (
            _at(cx, cy, r * 0.285, 2 * pi * (i + 0.5) / RAYS - pi / 2 - 0.115),
            _at(cx, cy, r * depth, 2 * pi * (i + 0.5) / RAYS - pi / 2),
            _at(cx, cy, r * 0.285, 2 * pi * (i + 0.5) / RAYS - pi / 2 + 0.115),
        )
        for i in range(RAYS)
        for depth in (0.15, 0.195, 0.24)
    )
    return (
        Shape((star(cx, cy, r * 0.295, r * 0.075),), ink),
        Shape(chevrons, None, ink, thin, closed=False),
        _rings(cx, cy, (r * 0.318, r * 0.334), line, ink),
        *_tangents(cx, cy, r * 0.368, r * 0.0165, 40, ink),
        _rings(cx, cy, (r * 0.402, r * 0.418), line, ink),
        _comb(cx, cy, r * 0.428, r * 0.038, 120, thin, ink),
        _rings(cx, cy, (r * 0.476, r * 0.492), line, ink),
        _birds(cx, cy, r * 0.590, r * 0.158, 14, ink),
        _rings(cx, cy, (r * 0.684, r * 0.700), line, ink),
        _comb(cx, cy, r * 0.710, r * 0.040, 168, thin, ink),
        *_tangents(cx, cy, r * 0.787, r * 0.0205, 64, ink),
        _comb(cx, cy, r * 0.824, r * 0.040, 192, thin, ink),
        _rings(cx, cy, (r * 0.874, r * 0.890), line, ink),
        _rings(cx, cy, (r * 0.962, r * 0.992), line * 1.5, ink),
    )


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


def lotus(cx: float, cy: float, r: float, ink: Color, ground: Color) -> tuple[Shape, ...]:
    """Return an open lotus of radius r over still water; petals in front hide those behind."""
    base = cy + r * 0.5
    found: list[Shape] = []
    for depth, layer in enumerate(_PETALS):
        tint = ink.mix(ground, 0.72 - 0.1 * depth)
        for lean, length, breadth in layer:
            outline = _petal(cx, base, r * length * 1.15, r * breadth, lean)
            vein = _petal(cx, base, r * length * 0.86, r * breadth * 0.5, lean)
            found.append(Shape((outline,), tint, ink, r * 0.011))
            found.append(Shape((vein,), None, ink.mix(ground, 0.35), r * 0.005))
    ripples = tuple(
        tuple((round(cx + x * r, 3), round(base + y * r, 3)) for x, y in _ripple(half, drop))
        for half, drop in ((1.02, 0.10), (0.8, 0.19), (1.25, 0.28), (0.6, 0.37))
    )
    return (*found, Shape(ripples, None, ink, r * 0.011, closed=False))


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


def pavilion(cx: float, cy: float, r: float, ink: Color, ground: Color) -> tuple[Shape, ...]:
    """Return the upper storey of Khuê Văn Các around its round window of radius 0.36 r."""
    soft = ink.mix(ground, 0.6)
    half = r * 0.56
    window = r * 0.36
    struts = tuple(
        (_at(cx, cy, window * 1.13, a), _box_edge(cx, cy, half * 0.93, a))
        for a in (2 * pi * (i + 0.5) / 32 for i in range(32))
    )
    bars = tuple(
        (
            (cx + half * 1.32 * (i / 9 - 1), cy + r * 0.66),
            (cx + half * 1.32 * (i / 9 - 1), cy + r * 0.78),
        )
        for i in range(19)
    )
    frame = tuple(_box(cx, cy, half * f, half * f) for f in (1.0, 0.93))
    posts = tuple(
        _box(cx + s * half * 1.22, cy + r * 0.02, r * 0.032, half * 1.06) for s in (-1, 1)
    )
    return (
        Shape((_roof(cx, cy - r * 1.02, r * 0.70, r * 0.34, r * 0.30),), soft, ink, r * 0.012),
        Shape((_roof(cx, cy - r * 0.64, r * 1.06, r * 0.30, r * 0.62),), soft, ink, r * 0.012),
        Shape((_box(cx, cy - r * 1.375, r * 0.30, r * 0.022),), ink),
        Shape((_box(cx, cy - r * 0.955, r * 0.5, r * 0.014),), ink),
        Shape(posts, soft, ink, r * 0.008),
        Shape(frame, None, ink, r * 0.010),
        Shape(struts, None, ink, r * 0.013, closed=False),
        Shape((circle(cx, cy, window * 1.13), circle(cx, cy, window)), ink),
        Shape((circle(cx, cy, window * 0.9),), None, ink, r * 0.006),
        Shape((_box(cx, cy + r * 0.63, half * 1.42, r * 0.018),), ink),
        Shape(bars, None, ink, r * 0.012, closed=False),
        Shape((_box(cx, cy + r * 0.80, half * 1.5, r * 0.022),), ink),
        Shape((_roof(cx, cy + r * 1.12, r * 1.42, r * 0.26, r * 0.92),), soft, ink, r * 0.012),
    )


def _box(cx: float, cy: float, w: float, h: float) -> Polygon:
    return ((cx - w, cy - h), (cx + w, cy - h), (cx + w, cy + h), (cx - w, cy + h))


def _box_edge(cx: float, cy: float, half: float, angle: float) -> Point:
    reach = half / max(abs(cos(angle)), abs(sin(angle)))
    return _at(cx, cy, reach, angle)


_WAVE_ROWS = 13  # the lowest ones lie below every page


def waves(cx: float, cy: float, r: float, ink: Color, ground: Color) -> tuple[Shape, ...]:
    """Return waves of nested arcs that rise to the right; rows in front hide those behind."""
    size = r * 0.27
    found: list[Shape] = []
    for row in range(_WAVE_ROWS):
        y = cy - r * 0.72 + row * size * 0.58
        left = cx - r * 1.15 + (row % 2) * size
        centres = [left + column * size * 2 for column in range(max(0, 5 - row), 7)]
        body, soft = ground.mix(ink, 0.08), ink.mix(ground, max(0.12, 0.5 - 0.06 * row))
        arcs = tuple(arc(x, y, size * f, 180, 360) for x in centres for f in (0.78, 0.56, 0.34))
        found.append(Shape(tuple(circle(x, y, size, 60) for x in centres), body, ink, size * 0.05))
        found.append(Shape(arcs, None, soft, size * 0.045, closed=False))
        found.append(Shape(tuple(circle(x, y, size * 0.14, 16) for x in centres), ink))
    return tuple(found)


MOTIFS: dict[str, Motif] = {"drum": drum, "lotus": lotus, "pavilion": pavilion, "waves": waves}


@lru_cache(maxsize=64)
def motif(
    name: str, cx: float, cy: float, r: float, ink: Color, ground: Color
) -> tuple[Shape, ...]:
    """Return a motif by its name; lengths in the unit of the format.

    Raises:
        KeyError: there is no such motif.
    """
    return MOTIFS[name](cx, cy, r, ink, ground)
