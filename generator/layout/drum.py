"""The face of a Đông Sơn drum: a centre, a radius and a colour in; Shapes out.

It follows the Ngọc Lũ drum: a star of 14 rays with feathers between them, bands of tangent circles,
scrolls and comb teeth, and Lạc birds that fly counter-clockwise. Everything is symmetric around
the centre, so it may be cropped off any edge.
"""

from __future__ import annotations

from math import cos, pi, sin

from generator.layout.display import Color, Shape
from generator.layout.outlines import RAYS, Polygon, Shapes, at, circle, star

# Flight to the right, tail to the left, length about 1.2: beak, crest, wing, tail, wing.
_BIRD: Polygon = (
    (0.80, -0.02), (0.46, 0.075), (0.38, 0.105), (0.20, 0.235), (0.07, 0.255), (0.24, 0.085),
    (0.10, 0.055), (0.02, 0.20), (-0.16, 0.50), (-0.30, 0.56), (-0.25, 0.40), (-0.33, 0.36),
    (-0.25, 0.24), (-0.30, 0.20), (-0.20, 0.07), (-0.34, 0.05), (-0.78, 0.15), (-0.72, 0.07),
    (-0.84, 0.03), (-0.74, -0.01), (-0.80, -0.07), (-0.34, -0.05), (-0.20, -0.07),
    (-0.27, -0.19), (-0.20, -0.22), (-0.24, -0.33), (-0.15, -0.36), (-0.17, -0.45),
    (-0.04, -0.38), (0.06, -0.17), (0.11, -0.04), (0.26, -0.005), (0.42, 0.005),
)  # fmt: skip


def _rings(cx: float, cy: float, radii: tuple[float, ...], width: float, ink: Color) -> Shape:
    return Shape(tuple(circle(cx, cy, r, 160) for r in radii), None, ink, width)


def _comb(
    cx: float, cy: float, r: float, depth: float, teeth: int, width: float, ink: Color
) -> Shape:
    angles = [2 * pi * i / teeth for i in range(teeth)]
    lines = tuple((at(cx, cy, r, a), at(cx, cy, r + depth, a)) for a in angles)
    return Shape(lines, None, ink, width, closed=False)


def _tangents(
    cx: float, cy: float, r: float, size: float, count: int, ink: Color
) -> tuple[Shape, ...]:
    """Return circles with a dot each, joined by slanting lines, as on the drums."""
    angles = [2 * pi * i / count for i in range(count)]
    centres = [at(cx, cy, r, a) for a in angles]
    step = 2 * pi / count
    joins = tuple((at(cx, cy, r + size, a), at(cx, cy, r - size, a + step)) for a in angles)
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


def _chevrons(
    cx: float, cy: float, r: float, depths: tuple[float, ...], width: float, ink: Color
) -> Shape:
    """Return the feathers between the rays of the star; `r` is that of the drum."""
    lines = tuple(
        (
            at(cx, cy, r * 0.285, 2 * pi * (i + 0.5) / RAYS - pi / 2 - 0.115),
            at(cx, cy, r * depth, 2 * pi * (i + 0.5) / RAYS - pi / 2),
            at(cx, cy, r * 0.285, 2 * pi * (i + 0.5) / RAYS - pi / 2 + 0.115),
        )
        for i in range(RAYS)
        for depth in depths
    )
    return Shape(lines, None, ink, width, closed=False)


def _scrolls(cx: float, cy: float, r: float, size: float, count: int, ink: Color) -> Shape:
    """Return a band of lying S scrolls that hold hands around the centre."""
    found = []
    for i in range(count):
        middle = 2 * pi * i / count
        half = pi / count * 1.25
        steps = [k / 14 for k in range(-14, 15)]
        # A lazy S: it swings outward, crosses the middle of the band and swings inward.
        found.append(
            tuple(
                at(cx, cy, r + size * sin(pi * s), middle + half * s * abs(s) ** 0.4) for s in steps
            )
        )
    return Shape(tuple(found), None, ink, size * 0.3, closed=False)


def drum(cx: float, cy: float, r: float, ink: Color, ground: Color, *, fine: bool) -> Shapes:
    """Return the face of a Đông Sơn drum of radius r."""
    del ground
    if not fine:
        return _plain_drum(cx, cy, r, ink)
    thin, line = r * 0.0042, r * 0.0072
    return (
        Shape((star(cx, cy, r * 0.275, r * 0.07),), ink),
        _chevrons(cx, cy, r, (0.15, 0.195, 0.24), thin, ink),
        _rings(cx, cy, (r * 0.296, r * 0.310), line, ink),
        *_tangents(cx, cy, r * 0.340, r * 0.0150, 40, ink),
        _rings(cx, cy, (r * 0.370, r * 0.384), line, ink),
        _scrolls(cx, cy, r * 0.416, r * 0.017, 26, ink),
        _rings(cx, cy, (r * 0.448, r * 0.462), line, ink),
        _comb(cx, cy, r * 0.470, r * 0.032, 120, thin, ink),
        _rings(cx, cy, (r * 0.510,), line, ink),
        _birds(cx, cy, r * 0.606, r * 0.150, 14, ink),
        _rings(cx, cy, (r * 0.694, r * 0.708), line, ink),
        _comb(cx, cy, r * 0.716, r * 0.032, 168, thin, ink),
        *_tangents(cx, cy, r * 0.778, r * 0.0185, 64, ink),
        _comb(cx, cy, r * 0.808, r * 0.032, 192, thin, ink),
        _rings(cx, cy, (r * 0.848, r * 0.862), line, ink),
        _birds(cx, cy, r * 0.911, r * 0.066, 36, ink),
        _rings(cx, cy, (r * 0.958, r * 0.992), line * 1.5, ink),
    )


def _plain_drum(cx: float, cy: float, r: float, ink: Color) -> Shapes:
    """Return a drum for few pixels: fewer bands, each of them wide enough to be seen."""
    line = r * 0.0125
    return (
        Shape((star(cx, cy, r * 0.30, r * 0.085),), ink),
        _rings(cx, cy, (r * 0.345, r * 0.385), line, ink),
        *_tangents(cx, cy, r * 0.442, r * 0.030, 24, ink),
        _rings(cx, cy, (r * 0.500,), line, ink),
        _birds(cx, cy, r * 0.635, r * 0.200, 10, ink),
        _rings(cx, cy, (r * 0.770, r * 0.810), line, ink),
        _comb(cx, cy, r * 0.828, r * 0.060, 84, line * 0.8, ink),
        _rings(cx, cy, (r * 0.905, r * 0.985), line * 1.2, ink),
    )
