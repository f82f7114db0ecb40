"""Glyph masks: a TextRun in; an antialiased mask with every letter at its own position out.

Pillow's layouts do not place text and its glyphs snap to whole pixels, so letters are drawn one
by one at several times their size and the mask is reduced: centroids of ink stay within 0.15 px.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from PIL import Image, ImageDraw, ImageFont

from generator.layout.display import TextRun
from generator.world import World

# Up to this size (px) a quarter of a pixel is seen; above it half a pixel is not.
FINE_UP_TO = 64
FINE, COARSE = 4, 2


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage of ink: an "L" image and where its top left pixel lies on the canvas."""

    image: Image.Image
    x0: int
    y0: int


@lru_cache(maxsize=256)
def _face(path: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def mask(run: TextRun, world: World, scale: float = 1.0) -> Mask:
    """Return the mask of a line of text.

    Args:
        run: the line, in the unit of its display list.
        world: has the fonts.
        scale: px for one unit.
    """
    size = run.size * scale
    factor = FINE if size <= FINE_UP_TO else COARSE
    left, top, right, bottom = (edge * scale for edge in run.box)
    # One pixel of room on every side: an outline may touch the pixel beyond its box.
    x0, y0 = floor(left) - 1, floor(top) - 1
    w, h = ceil(right) + 1 - x0, ceil(bottom) + 1 - y0
    big = Image.new("L", (w * factor, h * factor))
    draw = ImageDraw.Draw(big)
    face = _face(str(world.font(run.weight).path), size * factor)
    baseline = round((run.y * scale - y0) * factor)
    for cluster in run.clusters:
        if not cluster.text.isspace():
            x = round(((run.x + cluster.x) * scale - x0) * factor)
            draw.text((x, baseline), cluster.text, fill=255, font=face, anchor="ls")
    return Mask(big.reduce(factor), x0, y0)
