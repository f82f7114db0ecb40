"""Glyph masks: a TextRun in; an antialiased mask with every letter at its own position out.

Pillow's layouts do not place text and its glyphs snap to whole pixels, so letters are drawn one
by one at several times their size and reduced: centroids of ink stay within 0.15 px. A letter
looks the same wherever it stands on the same part of a pixel, so each is drawn once and kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.layout.display import TextRun
from generator.world import World

# Up to this size (px) a quarter of a pixel is seen; above it half a pixel is not.
FINE_UP_TO = 64
FINE, COARSE = 4, 2
# Letters kept. At four times its size one of 64 px takes 50 kB, most take 5: about 20 MB together.
KEPT_SMALL, KEPT_LARGE, KEPT_PLACED = 3072, 128, 8192
LARGEST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage of ink: an "L" image and where its top left pixel lies on the canvas.

    `solid`: whether all of it is covered, so that nothing need be looked up in the image.
    """

    image: Image.Image
    x0: int
    y0: int
    solid: bool = False


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
    letters = _kept_placed if factor == FINE else _placed
    left, top, right, bottom = (edge * scale for edge in run.box)
    # One pixel of room on every side: an outline may touch the pixel beyond its box.
    x0, y0 = floor(left) - 1, floor(top) - 1
    size_px = (ceil(right) + 1 - x0, ceil(bottom) + 1 - y0)
    # Neighbours may share a pixel, each covering its own part of it: letters go to two lines in
    # turn, whose ink is added in the end.
    lines = (Image.new("L", size_px), Image.new("L", size_px))
    free = [0, 0]  # nothing is drawn from this column on
    path = str(world.font(run.weight).path)
    row, below = divmod(round((run.y * scale - y0) * factor), factor)
    turn = 0
    for cluster in run.clusters:
        if cluster.text.isspace():
            continue
        at = round(((run.x + cluster.x) * scale - x0) * factor)
        column, beside = divmod(at, factor)
        found = letters(path, size, cluster.text, beside, below)
        x, y = column + found.x0, row + found.y0
        box = (x, y, x + found.image.width, y + found.image.height)
        line, ink = lines[turn], found.image
        if x < free[turn]:
            ink = ImageChops.add(line.crop(box), ink)
        line.paste(ink, box)
        free[turn] = max(free[turn], box[2])
        turn = 1 - turn
    return Mask(ImageChops.add(*lines), x0, y0)


def _placed(path: str, size: float, text: str, beside: int, below: int) -> Mask:
    """Return one letter, its origin so many parts of a pixel right of and below (0, 0)."""
    if size <= FINE_UP_TO:
        factor, drawn = FINE, _kept_small(path, size * FINE, text)
    elif size <= LARGEST_KEPT:
        factor, drawn = COARSE, _kept_large(path, size * COARSE, text)
    else:
        factor, drawn = COARSE, _drawn(path, size * COARSE, text)
    left, top = drawn.x0 + beside, drawn.y0 + below
    x0, y0 = floor(left / factor), floor(top / factor)
    x1 = ceil((left + drawn.image.width) / factor)
    y1 = ceil((top + drawn.image.height) / factor)
    box = (x0 * factor - left, y0 * factor - top, x1 * factor - left, y1 * factor - top)
    return Mask(drawn.image.crop(box).reduce(factor), x0, y0)


def _drawn(path: str, size: float, text: str) -> Mask:
    """Return one letter with its origin at (0, 0)."""
    face = _face(path, size)
    left, top, right, bottom = map(int, face.getbbox(text, anchor="ls"))
    # An empty image cannot be reduced: a letter without ink keeps one clear pixel.
    image = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(image).text((-left, -top), text, fill=255, font=face, anchor="ls")
    return Mask(image, left, top)


_kept_small = lru_cache(maxsize=KEPT_SMALL)(_drawn)
_kept_large = lru_cache(maxsize=KEPT_LARGE)(_drawn)
_kept_placed = lru_cache(maxsize=KEPT_PLACED)(_placed)
