"""Glyph masks: a TextRun in; an antialiased mask with every letter at its own position out.

Pillow's layouts do not place text and its glyphs snap to whole pixels, so letters are drawn one
by one at several times their size and reduced: centroids of ink stay within 0.15 px. A letter
looks the same wherever it stands on the same part of a pixel, so each is drawn once and kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from PIL import Image, ImageChops, ImageFont

from generator.layout.display import TextRun
from generator.world import World

# Up to this size (px) a quarter of a pixel is seen; above it half a pixel is not.
FINE_UP_TO = 64
FINE, COARSE = 4, 2
_ROOM = FINE - 1  # around a letter: it may stand on any part of a pixel
# Letters kept. At four times its size one of 64 px takes 50 kB, most take 5: about 20 MB together.
KEPT_SMALL, KEPT_LARGE, KEPT_PLACED = 3072, 128, 8192
LARGEST_KEPT = 200
# Names, labels and tags stand in the same place of many stills: up to 20 kB each, 10 MB together.
SMALL_LINE, KEPT_LINES = 32, 512


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage of ink: an "L" image and where its top left pixel lies on the canvas.

    The image may be kept for later stills: it is looked at, never painted on.

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
    path = str(world.font(run.weight).path)
    make = _kept_line if run.size * scale <= SMALL_LINE else _line
    return make(path, run, scale)


def _line(path: str, run: TextRun, scale: float) -> Mask:
    """Return the mask of a line in a font file."""
    size = run.size * scale
    factor = FINE if size <= FINE_UP_TO else COARSE
    letters = _kept_placed if factor == FINE else _placed
    left, top, right, bottom = (edge * scale for edge in run.box)
    # One pixel of room on every side: an outline may touch the pixel beyond its box.
    x0, y0 = floor(left) - 1, floor(top) - 1
    ink = _Ink((ceil(right) + 1 - x0, ceil(bottom) + 1 - y0))
    row, below = divmod(round((run.y * scale - y0) * factor), factor)
    for cluster in run.clusters:
        if cluster.text.isspace():
            continue
        at = round(((run.x + cluster.x) * scale - x0) * factor)
        column, beside = divmod(at, factor)
        letter = letters(path, size, cluster.text, beside, below)
        ink.add(letter.image, column + letter.x0, row + letter.y0)
    return Mask(ink.image(), x0, y0)


def steps_mask(run: TextRun, world: World, steps: int) -> Mask:
    """Return the mask of a line at several times its size, every letter on a whole step of it.

    For what will be moved by steps and reduced: drawn larger still, it would only take longer.
    """
    path = str(world.font(run.weight).path)
    left, top, right, bottom = (edge * steps for edge in run.box)
    x0, y0 = floor(left) - 1, floor(top) - 1
    ink = _Ink((ceil(right) + 1 - x0, ceil(bottom) + 1 - y0))
    row = round(run.y * steps) - y0
    for cluster in run.clusters:
        if not cluster.text.isspace():
            column = round((run.x + cluster.x) * steps) - x0
            letter = _kept_step(path, run.size * steps, cluster.text)
            ink.add(letter.image, column + letter.x0, row + letter.y0)
    return Mask(ink.image(), x0, y0)


class _Ink:
    """A line that letters are laid on from left to right.

    Neighbours may share a pixel, each covering its own part of it: a letter that reaches over the
    one before goes to a second line, whose ink is added in the end.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.line = Image.new("L", size)
        self.over: Image.Image | None = None
        self.free = 0  # nothing is drawn on the line from this column on
        self.start = self.end = 0  # columns of the second line that hold ink

    def add(self, ink: Image.Image, x: int, y: int) -> None:
        """Add a letter's ink."""
        right, bottom = x + ink.width, y + ink.height
        if x >= self.free:
            self.line.paste(ink, (x, y, right, bottom))
            self.free = right
            return
        if self.over is None:
            self.over, self.start = Image.new("L", self.line.size), x
        elif x < self.end:
            ink = ImageChops.add(self.over.crop((x, y, right, bottom)), ink)
        self.over.paste(ink, (x, y, right, bottom))
        self.start, self.end = min(self.start, x), max(self.end, right)

    def image(self) -> Image.Image:
        """Return all ink."""
        if self.over is not None:
            box = (max(0, self.start), 0, min(self.end, self.line.width), self.line.height)
            self.line.paste(ImageChops.add(self.line.crop(box), self.over.crop(box)), box)
        return self.line


def _placed(path: str, size: float, text: str, beside: int, below: int) -> Mask:
    """Return one letter, its origin so many parts of a pixel right of and below (0, 0)."""
    if size <= FINE_UP_TO:
        factor, drawn = FINE, _kept_small(path, size * FINE, text)
    elif size <= LARGEST_KEPT:
        factor, drawn = COARSE, _kept_large(path, size * COARSE, text)
    else:
        factor, drawn = COARSE, _drawn(path, size * COARSE, text)
    left, top = drawn.x0 + _ROOM + beside, drawn.y0 + _ROOM + below
    width, height = drawn.image.width - 2 * _ROOM, drawn.image.height - 2 * _ROOM
    x0, y0 = floor(left / factor), floor(top / factor)
    x1, y1 = ceil((left + width) / factor), ceil((top + height) / factor)
    across, down = _ROOM - left, _ROOM - top
    box = (x0 * factor + across, y0 * factor + down, x1 * factor + across, y1 * factor + down)
    return Mask(drawn.image.reduce(factor, box), x0, y0)


def _drawn(path: str, size: float, text: str) -> Mask:
    """Return one letter with its origin at (0, 0), and dark room around it."""
    ink, (left, top) = _face(path, size).getmask2(text, "L", anchor="ls")
    width, height = ink.size
    # A letter without ink keeps one clear pixel.
    image = Image.new("L", (max(1, width) + 2 * _ROOM, max(1, height) + 2 * _ROOM))
    if width and height:
        # Drawing on the image would look up every pixel in what is here laid down as it is.
        image.im.paste(ink, (_ROOM, _ROOM, _ROOM + width, _ROOM + height))
    return Mask(image, int(left) - _ROOM, int(top) - _ROOM)


def _step(path: str, size: float, text: str) -> Mask:
    """Return one letter without room around it."""
    drawn = _drawn(path, size, text)
    width, height = drawn.image.size
    inside = (_ROOM, _ROOM, width - _ROOM, height - _ROOM)
    return Mask(drawn.image.crop(inside), drawn.x0 + _ROOM, drawn.y0 + _ROOM)


_kept_step = lru_cache(maxsize=KEPT_LARGE)(_step)
_kept_line = lru_cache(maxsize=KEPT_LINES)(_line)
_kept_small = lru_cache(maxsize=KEPT_SMALL)(_drawn)
_kept_large = lru_cache(maxsize=KEPT_LARGE)(_drawn)
_kept_placed = lru_cache(maxsize=KEPT_PLACED)(_placed)
