"""Light of decoded pixels: planes of Y'CbCr in; their colours, linear in light, out."""

from __future__ import annotations

import av
import av.video.plane
from PIL import Image

# ITU-R BT.709-6, items 3.2-3.4, turned round: luma 16-235, colour differences 16-240 around 128.
_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
_Y, _C = 255 / 219, 255 / 112
_RED = _C * (1 - _KR)
_BLUE = _C * (1 - _KB)
_GREEN = (-_BLUE * _KB / _KG, -_RED * _KR / _KG)
# Rows of red, green and blue: factors of Y', Cb and Cr, and what is added.
TO_RGB = (
    *(_Y, 0.0, _RED, -16 * _Y - 128 * _RED),
    *(_Y, *_GREEN, -16 * _Y - 128 * sum(_GREEN)),
    *(_Y, _BLUE, 0.0, -16 * _Y - 128 * _BLUE),
)
# Relative luminance of linear colours (WCAG 2.2).
LUMINANCE = (_KR, _KG, _KB)


def _linear(level: int) -> float:
    """Return the light of an sRGB level, 0.0-1.0 (WCAG 2.2, "relative luminance")."""
    c = level / 255
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


LINEAR = tuple(_linear(level) for level in range(256))
_LEVELS = [round(255 * light) for light in LINEAR] * 3


def planes(frame: av.VideoFrame) -> tuple[Image.Image, Image.Image, Image.Image]:
    """Return the planes of a yuv420p frame as "L" images over its memory, padding included."""
    y, u, v = (rows(plane) for plane in frame.planes)
    return y, u, v


def rows(plane: av.video.plane.VideoPlane, every: int = 1) -> Image.Image:
    """Return each so many'th row of a plane as an "L" image over its memory, padding included."""
    size = (plane.line_size, plane.height // every)
    step = plane.line_size * every
    return Image.frombuffer("L", size, plane, "raw", "L", step, 1)  # type: ignore[arg-type]  # a plane is a buffer


def colours(y: Image.Image, u: Image.Image, v: Image.Image) -> Image.Image:
    """Return planes of one size as RGB."""
    return Image.merge("RGB", (y, u, v)).convert("RGB", TO_RGB)


def linear(rgb: Image.Image) -> Image.Image:
    """Return sRGB colours linear in light, 0-255."""
    return rgb.point(_LEVELS)
