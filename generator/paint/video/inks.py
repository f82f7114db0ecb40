"""Inks: the items of a layer in; masks of where each leaves colour, and which colour, out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PIL import Image, ImageChops

from generator.layout.display import Color, Fill, Group, Item, Picture, QrCode, Shape, TextRun
from generator.paint.masks import Mask
from generator.paint.masks import mask as text_mask
from generator.paint.pictures import picture_image
from generator.paint.qr import qr_image
from generator.paint.shapes import bounds, fill_mask, gradient_image, rectangle_mask, stroke_mask
from generator.paint.video.boxes import Box, empty, even, meet, shift
from generator.paint.video.poses import STEPS, Layer
from generator.paint.video.yuv import Planes, convert, gradient, triple
from generator.world import World

Offset = tuple[float, float]

# Beyond this many pixels a rectangle or shape is part of the ground: it fades but does not travel,
# and at four times its size it would take longer to draw than all words together.
_LARGE = 100_000
# What may lie outside the frame and still come into it (px).
_ROOM = 64


@dataclass(frozen=True, slots=True)
class Ink:
    """One item of a layer.

    Attributes:
        mask: where it is, 0-255.
        steps: pixels of the mask in one pixel of the frame, 1 or STEPS.
        x, y: place of the mask's corner in the layer, in steps.
        paint: one colour in Y, U, V, or planes that begin at `corner`.
        alpha: opacity of the whole item, 0.0-1.0.
        corner: of the planes in the layer (px, even).
    """

    mask: Image.Image
    steps: int
    x: int
    y: int
    paint: tuple[int, int, int] | Planes
    alpha: float
    corner: tuple[int, int] = (0, 0)

    @property
    def box(self) -> Box:
        """Return left, top, right, bottom, in steps of the ink."""
        return (self.x, self.y, self.x + self.mask.width, self.y + self.mask.height)

    @property
    def fine(self) -> Box:
        """Return the box in quarters of a pixel."""
        left, top, right, bottom = (v * STEPS // self.steps for v in self.box)
        return (left, top, right, bottom)

    def cut(self, limit: Box) -> Ink | None:
        """Return what is left of it inside a box in steps of the ink, or None."""
        box = meet(self.box, limit)
        if empty(box):
            return None
        mask = self.mask.crop(shift(box, -self.x, -self.y))
        return replace(self, mask=mask, x=box[0], y=box[1])


def ink(layer: Layer, world: World, frame: tuple[int, int]) -> tuple[Ink, ...]:
    """Return what leaves a mark, bottom first.

    Args:
        layer: the items.
        world: for fonts and pictures.
        frame: width and height of the video (px).
    """
    return tuple(_Press(world, frame).items(layer.items, (0.0, 0.0), 1.0))


@dataclass(frozen=True, slots=True)
class _Press:
    world: World
    frame: tuple[int, int]

    def items(self, items: tuple[Item, ...], offset: Offset, alpha: float) -> list[Ink]:
        found: list[Ink] = []
        for item in items:
            if isinstance(item, Group):
                found.extend(self._group(item, offset, alpha))
            else:
                found.extend(self._item(item, offset, alpha))
        return found

    def _group(self, group: Group, offset: Offset, alpha: float) -> list[Ink]:
        dx, dy = offset
        moved = (dx + group.dx, dy + group.dy)
        inside = self.items(group.items, moved, alpha * group.opacity)
        if group.clip is None:
            return inside
        x, y, w, h = group.clip
        cut = (i.cut(_steps((x, y, x + w, y + h), moved, i.steps)) for i in inside)
        return [i for i in cut if i is not None]

    def _item(self, item: Item, offset: Offset, alpha: float) -> list[Ink]:
        """Return the marks of one item; a shape with an inside and a line leaves two."""
        match item:
            case TextRun():
                moved = replace(item, x=item.x + offset[0], y=item.y + offset[1])
                drawn = text_mask(moved, self.world, STEPS)
                return _solid(drawn, STEPS, item.color, alpha)
            case Fill():
                return self._fill(item, offset, alpha)
            case Shape():
                return self._shape(item, offset, alpha)
            case Picture():
                pixels = picture_image(item, self.world)
                return [_picture(pixels, (item.x, item.y), item.radius, offset, alpha)]
            case QrCode():
                return [_picture(qr_image(item), (item.x, item.y), 0.0, offset, alpha)]
            case Group():
                return self._group(item, offset, alpha)

    def _fill(self, item: Fill, offset: Offset, alpha: float) -> list[Ink]:
        k = self._finest(item.w * item.h)
        x, y = (item.x + offset[0]) * k, (item.y + offset[1]) * k
        drawn = rectangle_mask(x, y, item.w * k, item.h * k, item.radius * k, self._canvas(k))
        if isinstance(item.paint, Color):
            return _solid(drawn, k, item.paint, alpha)
        if drawn is None:
            return []
        image = drawn.image
        box = even(
            _pixels((drawn.x0, drawn.y0, drawn.x0 + image.width, drawn.y0 + image.height), k)
        )
        planes = gradient(item.paint, box[2] - box[0], box[3] - box[1])
        _, clear = gradient_image(item.paint, *image.size)
        if clear is not None:
            image = ImageChops.multiply(image, clear)
        return [Ink(image, k, drawn.x0, drawn.y0, planes, alpha, box[:2])]

    def _shape(self, item: Shape, offset: Offset, alpha: float) -> list[Ink]:
        left, top, right, bottom = bounds(item)
        k = self._finest((right - left) * (bottom - top))
        found = []
        if item.fill is not None:
            drawn = fill_mask(item, *offset, k, self._canvas(k))
            found.extend(_solid(drawn, k, item.fill, alpha))
        if item.stroke is not None and item.width > 0:
            drawn = stroke_mask(item, *offset, k, self._canvas(k))
            found.extend(_solid(drawn, k, item.stroke, alpha))
        return found

    def _finest(self, area: float) -> int:
        return 1 if area > _LARGE else STEPS

    def _canvas(self, k: int) -> Box:
        width, height = self.frame
        return (-_ROOM * k, -_ROOM * k, (width + _ROOM) * k, (height + _ROOM) * k)


def _solid(drawn: Mask | None, steps: int, color: Color, alpha: float) -> list[Ink]:
    if drawn is None:
        return []
    return [Ink(drawn.image, steps, drawn.x0, drawn.y0, triple(color), alpha * color.a)]


def _picture(image: Image.Image, at: Offset, radius: float, offset: Offset, alpha: float) -> Ink:
    """Return a picture on whole pixels; a code's modules would blur anywhere else."""
    x, y = round(at[0] + offset[0]), round(at[1] + offset[1])
    whole = (0, 0, *image.size)
    corners = rectangle_mask(0, 0, *image.size, radius, whole)
    assert corners is not None
    box = even((x, y, x + image.width, y + image.height))
    canvas = Image.new("RGB", (box[2] - box[0], box[3] - box[1]))
    canvas.paste(image, (x - box[0], y - box[1]))
    return Ink(corners.image, 1, x, y, convert(canvas), alpha, box[:2])


def _steps(box: tuple[float, float, float, float], offset: Offset, k: int) -> Box:
    """Return a box in px, moved, in steps."""
    (left, top, right, bottom), (dx, dy) = box, offset
    return (
        round((left + dx) * k),
        round((top + dy) * k),
        round((right + dx) * k),
        round((bottom + dy) * k),
    )


def _pixels(box: Box, k: int) -> Box:
    """Return the whole pixels that a box in steps touches."""
    return (box[0] // k, box[1] // k, -(-box[2] // k), -(-box[3] // k))
