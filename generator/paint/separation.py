"""Colour separation: an sRGB colour in; shares of cyan, magenta, yellow and black ink out.

No press or profile is assumed: only the colours that ISO 12647-2 (offset, coated paper) gives the
solid inks and their overprints. What a mixture of dots looks like is the mean of these over the
area they cover (Neugebauer), in the space in which dots mix as light does within paper
(Yule-Nielsen). A naive separation, one ink for one channel, would turn dark greens into teal:
real cyan takes green away, too. Black takes most of what the three inks have in common.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PIL import Image, ImageFilter

Inks = tuple[float, float, float, float]
_Triple = tuple[float, float, float]

MOST_INK = 2.98  # of 4.0: more than 3.0 does not dry, and rounding needs a little room
_N = 1.7  # Yule-Nielsen, usual for screens of 60 lines a cm
_SWEEPS, _CLOSE = 24, 1e-4
_BLACK = 0.024  # light that solid black leaves, of what lies below it (L* 16)
_BLACK_ROOT = _BLACK ** (1 / _N)
_MOST_BLACK = 0.85  # beyond it colours in the dark would turn grey
_LEAST = 0.0008
# Linear sRGB, paper as white, of L*a*b* (D50): cyan 54 -36 -49, magenta 46 72 -5, yellow 87 -6 90,
# red 46 67 47, green 49 -66 24, blue 24 16 -45, all three 23 0 0; what sRGB lacks is cut off.
_SOLIDS: dict[tuple[int, int, int], _Triple] = {
    (0, 0, 0): (1.0, 1.0, 1.0),
    (1, 0, 0): (_LEAST, 0.356, 0.766),
    (0, 1, 0): (0.758, 0.003, 0.217),
    (0, 0, 1): (1.0, 0.855, 0.001),
    (0, 1, 1): (0.778, 0.014, 0.019),
    (1, 0, 1): (_LEAST, 0.320, 0.072),
    (1, 1, 0): (0.029, 0.040, 0.240),
    (1, 1, 1): (0.047, 0.046, 0.043),
}
# For each channel the roots of the solids: none, c, m, cm, y, cy, my, cmy.
_ROOTS: tuple[tuple[float, ...], ...] = tuple(
    tuple(_SOLIDS[c, m, y][i] ** (1 / _N) for y in (0, 1) for m in (0, 1) for c in (0, 1))
    for i in range(3)
)
_LATTICE = 13  # colours along an edge of the cube between which pictures are interpolated


@lru_cache(maxsize=8192)
def separated(r: float, g: float, b: float) -> Inks:
    """Return the shares of cyan, magenta, yellow and black (0.0-1.0) for an sRGB colour.

    Together they are never more than `MOST_INK`.

    Args:
        r: red, 0.0-1.0.
        g: green, 0.0-1.0.
        b: blue, 0.0-1.0.
    """
    light = (_linear(r), _linear(g), _linear(b))
    if r == g == b:
        # Greys are printed in one ink: black words stay sharp when plates are a hair apart.
        root = max(light[0], _BLACK) ** (1 / _N)
        return (0.0, 0.0, 0.0, (1 - root) / (1 - _BLACK_ROOT))
    k: float = min(min(_three(light)) ** 2.4, _MOST_BLACK)
    while True:
        rest = _under(k)
        c, m, y = _three((light[0] / rest, light[1] / rest, light[2] / rest))
        over = c + m + y + k - MOST_INK
        if over > 0 and k >= 1:
            fit = 1 - over / (c + m + y)
            c, m, y, over = c * fit, m * fit, y * fit, 0.0
        if over <= 0:
            return (c, m, y, k)
        k = min(1.0, k + 0.04)


def printed(inks: Inks) -> _Triple:
    """Return the sRGB colour (0.0-1.0) that inks have on paper."""
    c, m, y, k = inks
    rest = _under(k)
    found = (_mixed(c, m, y, channel) ** _N * rest for channel in range(3))
    r, g, b = (_coded(v) for v in found)
    return (r, g, b)


def picture_inks(picture: Image.Image) -> Image.Image:
    """Return an RGB picture in CMYK by the same rule, interpolated between many colours."""
    return picture.filter(_table())


@cache
def _table() -> ImageFilter.Color3DLUT:
    def inks(r: float, g: float, b: float) -> Inks:
        return separated(r, g, b)

    return ImageFilter.Color3DLUT.generate(_LATTICE, inks, 4, "CMYK")


def _three(light: _Triple) -> _Triple:
    """Return the three inks of a colour without black: each answers for one channel in turn."""
    red, green, blue = (min(1.0, max(_LEAST, v)) ** (1 / _N) for v in light)
    c = m = y = 0.5
    for _ in range(_SWEEPS):
        before = (c, m, y)
        c = _share(red, _mixed(0, m, y, 0), _mixed(1, m, y, 0))
        m = _share(green, _mixed(c, 0, y, 1), _mixed(c, 1, y, 1))
        y = _share(blue, _mixed(c, m, 0, 2), _mixed(c, m, 1, 2))
        if abs(c - before[0]) + abs(m - before[1]) + abs(y - before[2]) < _CLOSE:
            break
    return (c, m, y)


def _under(k: float) -> float:
    """Return the share of light that black leaves."""
    light: float = ((1 - k) + k * _BLACK_ROOT) ** _N
    return light


def _share(want: float, none: float, full: float) -> float:
    """Return how much of an ink gives a light that lies between none and all of it."""
    if none - full < _CLOSE:  # the ink makes no difference
        return 0.0
    return min(1.0, max(0.0, (none - want) / (none - full)))


def _mixed(c: float, m: float, y: float, channel: int) -> float:
    """Return the root of the light in one channel of a mixture of three inks."""
    none, c1, m1, cm, y1, cy, my, cmy = _ROOTS[channel]
    bare = none + (c1 - none) * c
    over_m = m1 + (cm - m1) * c
    over_y = y1 + (cy - y1) * c
    over_my = my + (cmy - my) * c
    upper: float = bare + (over_m - bare) * m
    lower = over_y + (over_my - over_y) * m
    return upper + (lower - upper) * y


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _coded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB
