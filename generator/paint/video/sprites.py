"""Sprites: inks and a pose in; a patch of Y, U, V and mask, ready to be laid on a frame, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageChops

from generator.paint.video.boxes import Box, empty, even, halved, meet, shift, span
from generator.paint.video.inks import Ink
from generator.paint.video.poses import FULL, OPAQUE, STEPS, Pose
from generator.paint.video.yuv import Planes, blank

# Sprites begin and end on even pixels, where chroma samples do; in steps.
_PAIR = 2 * STEPS
# Turns a mask into that of the places where there is nothing yet.
_NOTHING = [255] + [0] * 255


@dataclass(frozen=True, slots=True)
class Sprite:
    """A layer in one pose.

    Attributes:
        box: px of the frame, even.
        mask, half: opacity for luma and for chroma.
        paint: one colour, or planes of the box's size.
    """

    box: Box
    mask: Image.Image
    half: Image.Image
    paint: tuple[int, int, int] | Planes

    def faded(self, opacity: int) -> Sprite:
        """Return the sprite with an opacity of 0-255."""
        if opacity >= OPAQUE:
            return self
        mask = _faded(self.mask, opacity / OPAQUE)
        return replace(self, mask=mask, half=mask.reduce(2))

    def lay(self, on: Planes, area: Box) -> None:
        """Draw the part that falls into an area (px, even)."""
        box = meet(self.box, area)
        if empty(box):
            return
        cut = shift(box, -self.box[0], -self.box[1])
        places = (box, halved(box), halved(box))
        cuts = (cut, halved(cut), halved(cut))
        masks = (self.mask, self.half, self.half)
        for plane, paint, place, part, mask in zip(
            on, self.paint, places, cuts, masks, strict=True
        ):
            source = paint if isinstance(paint, int) else paint.crop(part)
            plane.paste(source, place, mask.crop(part))


def pose(inks: Sequence[Ink], how: Pose, frame: tuple[int, int]) -> Sprite | None:
    """Return the inks of a layer as they stand in a frame (width, height in px), but opaque.

    None when nothing shows.
    """
    if not inks:
        return None
    around = span(ink.fine for ink in inks)
    limit = _limit(how, around, frame)
    placed = (_placed(ink, how, around) for ink in inks)
    shown = [ink for ink in placed if not empty(meet(ink.fine, limit))]
    if not shown:
        return None
    box = even(meet(span(ink.fine for ink in shown), limit), _PAIR)
    canvas = _Canvas(box, limit)
    for ink in shown:
        canvas.add(ink)
    return canvas.sprite()


def _placed(ink: Ink, how: Pose, around: Box) -> Ink:
    """Return an ink scaled around the layer's centre and moved; planes move by pixel pairs."""
    if how.scale != FULL:
        ink = _scaled(ink, how.scale, around)
    px, py = ink.corner
    if isinstance(ink.paint, Planes):
        dx, dy = (v // _PAIR * 2 for v in (how.dx, how.dy))
        moved = (ink.x + dx * ink.steps, ink.y + dy * ink.steps)
        return replace(ink, x=moved[0], y=moved[1], corner=(px + dx, py + dy))
    dx, dy = (v * ink.steps // STEPS for v in (how.dx, how.dy))
    return replace(ink, x=ink.x + dx, y=ink.y + dy)


def _scaled(ink: Ink, scale: int, around: Box) -> Ink:
    """Return an ink in another size; a picture keeps its own."""
    if isinstance(ink.paint, Planes):
        return ink
    middle_x, middle_y = (
        (a + b) * ink.steps // (2 * STEPS) for a, b in (around[::2], around[1::2])
    )
    x = middle_x + (ink.x - middle_x) * scale // FULL
    y = middle_y + (ink.y - middle_y) * scale // FULL
    size = (max(1, ink.mask.width * scale // FULL), max(1, ink.mask.height * scale // FULL))
    return replace(ink, mask=ink.mask.resize(size, Image.Resampling.BILINEAR), x=x, y=y)


def _limit(how: Pose, around: Box, frame: tuple[int, int]) -> Box:
    """Return where the layer may show, in quarters of a pixel."""
    limit = (0, 0, frame[0] * STEPS, frame[1] * STEPS)
    if how.clip is not None:
        left, top, right, bottom = (v * STEPS for v in how.clip)
        limit = meet(limit, (left, top, right, bottom))
    if how.shown != FULL:
        edge = around[0] + (around[2] - around[0]) * how.shown // FULL + how.dx
        limit = meet(limit, (limit[0], limit[1], edge, limit[3]))
    return limit


class _Canvas:
    """Gathers the inks of one sprite.

    Attributes:
        box: of the sprite, in steps, on pixel pairs; limit: where inks may show, in steps.
    """

    def __init__(self, box: Box, limit: Box) -> None:
        self.box, self.limit = box, limit
        left, top, right, bottom = box
        self.pixels = (left // STEPS, top // STEPS, right // STEPS, bottom // STEPS)
        self.size = (self.pixels[2] - self.pixels[0], self.pixels[3] - self.pixels[1])
        self.mask = Image.new("L", self.size)
        self.color: tuple[int, int, int] | None = None
        self.planes: Planes | None = None

    def add(self, ink: Ink) -> None:
        """Lay one ink over those before it."""
        k = ink.steps
        limit = (
            self.limit[0] * k // STEPS,
            self.limit[1] * k // STEPS,
            self.limit[2] * k // STEPS,
            self.limit[3] * k // STEPS,
        )
        part = meet(ink.box, limit)
        fine = even(part, 2 * k)
        canvas = Image.new("L", (fine[2] - fine[0], fine[3] - fine[1]))
        canvas.paste(
            ink.mask.crop(shift(part, -ink.x, -ink.y)), (part[0] - fine[0], part[1] - fine[1])
        )
        mask = _faded(canvas if k == 1 else canvas.reduce(k), ink.alpha)
        x, y = fine[0] // k - self.pixels[0], fine[1] // k - self.pixels[1]
        area = (x, y, x + mask.width, y + mask.height)
        below = self.mask.crop(area)
        self._paint(ink, area, mask, below)
        # What shows through two inks is the product of what shows through each.
        self.mask.paste(ImageChops.screen(below, mask), area)

    def _paint(self, ink: Ink, area: Box, mask: Image.Image, below: Image.Image) -> None:
        if self.color is None and self.planes is None and not isinstance(ink.paint, Planes):
            self.color = ink.paint
        if self.planes is None and ink.paint == self.color:
            return
        if self.planes is None:
            self.planes = blank(*self.size)
            for plane, value in zip(self.planes, self.color or (0, 0, 0), strict=True):
                plane.paste(value, (0, 0, *plane.size))
        # Where nothing was before, an edge keeps the pure colour: the mask alone makes it thin.
        mask = ImageChops.lighter(mask, below.point(_NOTHING))
        self._lay(ink, area, mask, mask.reduce(2))

    def _lay(self, ink: Ink, area: Box, mask: Image.Image, half: Image.Image) -> None:
        assert self.planes is not None
        left, top = (
            self.pixels[0] + area[0] - ink.corner[0],
            self.pixels[1] + area[1] - ink.corner[1],
        )
        cut = (left, top, left + mask.width, top + mask.height)
        for plane, paint, place, part, stencil in zip(
            self.planes,
            ink.paint,
            (area, halved(area), halved(area)),
            (cut, halved(cut), halved(cut)),
            (mask, half, half),
            strict=True,
        ):
            plane.paste(paint if isinstance(paint, int) else paint.crop(part), place, stencil)

    def sprite(self) -> Sprite:
        """Return everything added so far."""
        paint = self.planes or self.color
        assert paint is not None
        return Sprite(self.pixels, self.mask, self.mask.reduce(2), paint)


def _faded(mask: Image.Image, alpha: float) -> Image.Image:
    if alpha >= 1:
        return mask
    return mask.point([round(value * alpha) for value in range(256)])
