"""Colours for video: sRGB colours, pictures and gradients in, BT.709 planes (4:2:0) out.

All of it is whole-number arithmetic, so the same pixels come out on every machine.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import Any

from PIL import Image, ImageMath

from generator.layout.display import Color, Gradient

_ONE = 1 << 16
# ITU-R BT.709-6, items 3.2-3.4: luma 16-235, colour differences 16-240 around 128.
_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
_MATRIX = (
    (_KR * 219 / 255, _KG * 219 / 255, _KB * 219 / 255, 16.0),
    (*(v * 112 / 255 / (1 - _KB) for v in (-_KR, -_KG, 1 - _KB)), 128.0),
    (*(v * 112 / 255 / (1 - _KR) for v in (1 - _KR, -_KG, -_KB)), 128.0),
)
# The way back, in whole levels: what _MATRIX makes of R, G, B becomes R, G, B again.
_LIGHT, _TINT = 255 / 219, 255 / 112
_U_BLUE, _V_RED = (1 - _KB) * _TINT, (1 - _KR) * _TINT
_U_GREEN, _V_GREEN = -_U_BLUE * _KB / _KG, -_V_RED * _KR / _KG
_INVERSE = (
    *(_LIGHT, 0.0, _V_RED, -16 * _LIGHT - 128 * _V_RED),
    *(_LIGHT, _U_GREEN, _V_GREEN, -16 * _LIGHT - 128 * (_U_GREEN + _V_GREEN)),
    *(_LIGHT, _U_BLUE, 0.0, -16 * _LIGHT - 128 * _U_BLUE),
)
# Noise is even over 4x4 pixels, the transform blocks of H.264: finer noise costs three times the
# time and bytes and is quantised away, while this one reaches the screen whole at no cost in time.
_CELL = 4
_TILE = 128


def exact(color: Color) -> tuple[int, int, int]:
    """Return Y, U and V in 1/65536 of a step."""
    r, g, b = color.rgb
    y, u, v = (round((m[0] * r + m[1] * g + m[2] * b + m[3]) * _ONE) for m in _MATRIX)
    return (y, u, v)


def triple(color: Color) -> tuple[int, int, int]:
    """Return Y, U and V, 0-255."""
    y, u, v = ((value + _ONE // 2) // _ONE for value in exact(color))
    return (y, u, v)


@dataclass(slots=True)
class Planes:
    """One picture: luma at full size, two colour differences at half of it; mode "L" each."""

    y: Image.Image
    u: Image.Image
    v: Image.Image

    def __iter__(self) -> Any:  # noqa: ANN401 - an iterator of three images
        return iter((self.y, self.u, self.v))

    def copy(self) -> Planes:
        """Return planes that change by themselves."""
        return Planes(self.y.copy(), self.u.copy(), self.v.copy())


def blank(width: int, height: int) -> Planes:
    """Return black planes; sides in px, even."""
    half = (width // 2, height // 2)
    return Planes(
        Image.new("L", (width, height), 16), Image.new("L", half, 128), Image.new("L", half, 128)
    )


def convert(picture: Image.Image) -> Planes:
    """Return an RGB picture with even sides as planes."""
    bands = dict(zip("rgb", picture.convert("RGB").split(), strict=True))
    y, u, v = (_mixed(bands, row) for row in _MATRIX)
    return Planes(y, u.reduce(2), v.reduce(2))


def convert_film(picture: Image.Image) -> Planes:
    """Return an RGB picture of a film with even sides as planes, ten times as fast.

    Pillow's own matrix counts in floats: now and then it differs from `convert` by one level.
    """
    matrix = tuple(weight for row in _MATRIX for weight in row)
    y, u, v = picture.convert("RGB", matrix).split()
    return Planes(y, u.reduce(2), v.reduce(2))


def picture(planes: Planes) -> Image.Image:
    """Return planes as an RGB picture; colour differences are spread smoothly."""
    size = planes.y.size
    u, v = (p.resize(size, Image.Resampling.BILINEAR) for p in (planes.u, planes.v))
    return Image.merge("RGB", (planes.y, u, v)).convert("RGB", _INVERSE)


def _mixed(bands: dict[str, Image.Image], row: tuple[float, ...]) -> Image.Image:
    red, green, blue = (round(weight * _ONE) for weight in row[:3])
    offset = round((row[3] + 0.5) * _ONE)

    def mix(given: dict[str, Any]) -> Any:  # noqa: ANN401 - Pillow's operands have no type
        whole = given["r"] * red + given["g"] * green + given["b"] * blue + offset
        return given["convert"](whole / _ONE, "L")

    return _evaluate(mix, bands)


@lru_cache(maxsize=8)
def gradient(paint: Gradient, width: int, height: int) -> Planes:
    """Return a gradient over a whole picture (px, even sides), dithered.

    A ground goes through some ten steps of luma; undithered, each would be a band a hand wide.
    Transparency is not in the planes, which all callers share: they are copied, never painted on.
    """
    ends = zip(exact(paint.start), exact(paint.end), strict=True)
    (y, u, v) = (
        _ramp(pair, paint.angle, width // scale, height // scale)
        for pair, scale in zip(ends, (1, 2, 2), strict=True)
    )
    return Planes(y, u, v)


def _ramp(ends: tuple[int, int], angle: float, width: int, height: int) -> Image.Image:
    """Return one plane that changes evenly along a direction."""
    start, end = ends
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    length = abs(width * cos) + abs(height * sin)
    across = (end - start) * cos / length
    down = (end - start) * sin / length
    middle = (start + end) / 2
    columns = [round(across * (x + 0.5 - width / 2) + middle) for x in range(width)]
    rows = [round(down * (y + 0.5 - height / 2)) for y in range(height)]
    bands = {
        "x": _whole(columns, (width, 1)).resize((width, height), Image.Resampling.NEAREST),
        "y": _whole(rows, (1, height)).resize((width, height), Image.Resampling.NEAREST),
        "n": _noise(width, height),
    }
    return _evaluate(lambda g: g["convert"]((g["x"] + g["y"] + g["n"]) / _ONE, "L"), bands)


def _whole(values: list[int], size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("I", size, array("i", values).tobytes())


@cache
def _tile() -> Image.Image:
    """Return one tile of even noise, 0 to just under a whole step."""
    side = _TILE // _CELL
    ranks = list(range(side * side))
    Random(709).shuffle(ranks)  # noqa: S311 - noise for the eye
    cells = _whole([rank * _ONE // len(ranks) for rank in ranks], (side, side))
    return cells.resize((_TILE, _TILE), Image.Resampling.NEAREST)


def _noise(width: int, height: int) -> Image.Image:
    noise = Image.new("I", (width, height))
    for y in range(0, height, _TILE):
        for x in range(0, width, _TILE):
            noise.paste(_tile(), (x, y))
    return noise


def _evaluate(formula: Any, bands: dict[str, Any]) -> Image.Image:  # noqa: ANN401
    made = ImageMath.lambda_eval(formula, **bands)
    assert isinstance(made, Image.Image)
    return made
