"""Sprites: inks and a pose in; a patch of Y, U, V and mask, ready to be laid on a frame, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageChops

from generator.paint.video.boxes import Box, empty, even, halved, meet, shift, span
from generator.paint.video.inks import Ink
from generator.paint.video.poses import FULL, OPAQUE, STEPS, Pose
from generator.paint.video.sampling import Turn, turned
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
        solid: whether it hides all below it.
    """

    box: Box
    mask: Image.Image
    half: Image.Image
    paint: tuple[int, int, int] | Planes
    solid: bool = False

    @classmethod
    def of(cls, box: Box, mask: Image.Image, paint: tuple[int, int, int] | Planes) -> Sprite:
        """Return the sprite of a mask of the box's size."""
        solid = mask.getextrema() == (OPAQUE, OPAQUE)
        return cls(box, mask, mask.reduce(2), paint, solid)

    def faded(self, opacity: int) -> Sprite:
        """Return the sprite with an opacity of 0-255."""
        if opacity >= OPAQUE:
            return self
        if self.solid:
            sizes = (self.mask.size, self.half.size)
            mask, half = (Image.new("L", size, opacity) for size in sizes)
        else:
            mask, half = (_faded(m, opacity / OPAQUE) for m in (self.mask, self.half))
        return replace(self, mask=mask, half=half, solid=False)

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
            source = paint if isinstance(paint, int) else _cut(paint, part)
            if self.solid:
                plane.paste(source, place)
            else:
                plane.paste(source, place, _cut(mask, part))


def pose(inks: Sequence[Ink], how: Pose, frame: tuple[int, int]) -> Sprite | None:
    """Return the inks of a layer as they stand in a frame (width, height in px), but opaque.

    None when nothing shows.
    """
    if not inks:
        return None
    around = span(ink.fine for ink in inks)
    limit = _limit(how, around, frame)
    placed = (_placed(ink, how, around, limit) for ink in inks)
    shown = [ink for ink in placed if not empty(meet(ink.fine, limit))]
    if not shown:
        return None
    if len(shown) == 1 and shown[0].steps == 1 and isinstance(shown[0].paint, Planes):
        return _alone(shown[0], shown[0].paint, limit)
    box = even(meet(span(ink.fine for ink in shown), limit), _PAIR)
    canvas = _Canvas(box, limit)
    for ink in shown:
        canvas.add(ink)
    return canvas.sprite()


def _placed(ink: Ink, how: Pose, around: Box, limit: Box) -> Ink:
    """Return an ink scaled around the layer's centre and moved."""
    if isinstance(ink.paint, Planes):
        return _placed_planes(ink, how, around, limit)
    if how.scale != FULL:
        turn = _turn(how, around, ink.steps)
        seen = _coarser(limit, ink.steps)
        mask, x, y = turned(ink.mask, (ink.x, ink.y), turn, seen, 2 * ink.steps)
        return replace(ink, mask=mask, x=x, y=y)
    dx, dy = (v * ink.steps // STEPS for v in (how.dx, how.dy))
    return replace(ink, x=ink.x + dx, y=ink.y + dy)


def _placed_planes(ink: Ink, how: Pose, around: Box, limit: Box) -> Ink:
    """Return a picture, code or gradient in a pose.

    What has no texture keeps its size and moves by pixel pairs. A picture that grows keeps its
    frame: what stands in it comes nearer.
    """
    between = how.scale != FULL or how.dx % _PAIR or how.dy % _PAIR
    if ink.texture is None or not between:
        dx, dy = (v // _PAIR * 2 for v in (how.dx, how.dy))
        x, y = ink.corner
        moved = (ink.x + dx * ink.steps, ink.y + dy * ink.steps)
        return replace(ink, x=moved[0], y=moved[1], corner=(x + dx, y + dy))
    turn = _turn(how, around, 1)
    framed = replace(turn, scale=min(1.0, turn.scale))
    mask, x, y = ink.mask, ink.x, ink.y
    if framed.scale < 1 or how.dx % STEPS or how.dy % STEPS:
        mask, x, y = _smoothly(mask, (x, y), framed, _coarser(limit, 1))
    else:
        x, y = x + how.dx // STEPS, y + how.dy // STEPS
    box = even((x, y, x + mask.width, y + mask.height))
    return replace(
        ink, mask=mask, x=x, y=y, paint=ink.texture().show(box, turn), corner=(box[0], box[1])
    )


def _smoothly(
    mask: Image.Image, corner: tuple[int, int], turn: Turn, limit: Box
) -> tuple[Image.Image, int, int]:
    """Return the mask of a picture in a pose, which has one step in a pixel, with smooth edges."""
    fine = mask.resize((mask.width * STEPS, mask.height * STEPS), Image.Resampling.NEAREST)
    finer = Turn(turn.scale, _times(turn.middle), _times(turn.offset))
    box = even(turn.around((*corner, corner[0] + mask.width, corner[1] + mask.height)))
    box = even(meet(box, limit))
    canvas = Image.new("L", ((box[2] - box[0]) * STEPS, (box[3] - box[1]) * STEPS))
    drawn, x, y = turned(fine, (corner[0] * STEPS, corner[1] * STEPS), finer, _finer(box))
    canvas.paste(drawn, (x - box[0] * STEPS, y - box[1] * STEPS))
    return canvas.reduce(STEPS), box[0], box[1]


def _times(pair: tuple[float, float]) -> tuple[float, float]:
    return (pair[0] * STEPS, pair[1] * STEPS)


def _finer(box: Box) -> Box:
    """Return a box of pixels in quarters of a pixel."""
    left, top, right, bottom = (v * STEPS for v in box)
    return (left, top, right, bottom)


def _coarser(box: Box, steps: int) -> Box:
    """Return a box in quarters of a pixel in steps of an ink."""
    left, top, right, bottom = (v * steps // STEPS for v in box)
    return (left, top, right, bottom)


def _turn(how: Pose, around: Box, steps: int) -> Turn:
    """Return a pose in steps of an ink; the middle is that of the layer (quarters of a pixel)."""
    share = steps / STEPS
    middle = ((around[0] + around[2]) * share / 2, (around[1] + around[3]) * share / 2)
    return Turn(how.scale / FULL, middle, (how.dx * share, how.dy * share))


def _alone(ink: Ink, planes: Planes, limit: Box) -> Sprite:
    """Return the sprite of one picture, whose planes are copied once."""
    part = meet(ink.box, _coarser(limit, 1))
    box = even(part)
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    mask.paste(ink.mask.crop(shift(part, -ink.x, -ink.y)), (part[0] - box[0], part[1] - box[1]))
    cut = shift(box, -ink.corner[0], -ink.corner[1])
    small = halved(cut)
    paint = Planes(planes.y.crop(cut), planes.u.crop(small), planes.v.crop(small))
    return Sprite.of(box, _faded(mask, ink.alpha), paint)


def _limit(how: Pose, around: Box, frame: tuple[int, int]) -> Box:
    """Return where the layer may show, in quarters of a pixel."""
    limit = (0, 0, frame[0] * STEPS, frame[1] * STEPS)
    if how.clip is not None:
        limit = meet(limit, _finer(how.clip))
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
        part = meet(ink.box, _coarser(self.limit, k))
        fine = even(part, 2 * k)
        if fine == ink.box:
            canvas = ink.mask
        else:
            canvas = Image.new("L", (fine[2] - fine[0], fine[3] - fine[1]))
            inside = _cut(ink.mask, shift(part, -ink.x, -ink.y))
            canvas.paste(inside, (part[0] - fine[0], part[1] - fine[1]))
        mask = _faded(canvas if k == 1 else canvas.reduce(k), ink.alpha)
        x, y = fine[0] // k - self.pixels[0], fine[1] // k - self.pixels[1]
        area = (x, y, x + mask.width, y + mask.height)
        if self.color is None and self.planes is None and not isinstance(ink.paint, Planes):
            self.color = ink.paint
            self.mask.paste(mask, area)
            return
        below = self.mask.crop(area)
        self._paint(ink, area, mask, below)
        # What shows through two inks is the product of what shows through each.
        self.mask.paste(ImageChops.screen(below, mask), area)

    def _paint(self, ink: Ink, area: Box, mask: Image.Image, below: Image.Image) -> None:
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
        return Sprite.of(self.pixels, self.mask, paint)


def _faded(mask: Image.Image, alpha: float) -> Image.Image:
    return mask if alpha >= 1 else mask.point(_levels(alpha))


@lru_cache(maxsize=512)
def _levels(alpha: float) -> list[int]:
    """Return what each level of a mask becomes."""
    return [round(value * alpha) for value in range(256)]


def _cut(image: Image.Image, box: Box) -> Image.Image:
    """Return a part of an image, all of it without a copy."""
    return image if box == (0, 0, *image.size) else image.crop(box)
