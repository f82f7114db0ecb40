"""Inks: the items of a layer in; masks of where each leaves colour, and which colour, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from PIL import Image, ImageChops

from generator.layout.display import Color, Fill, Group, Item, Picture, QrCode, Shape, TextRun
from generator.paint.masks import Mask, steps_mask
from generator.paint.pictures import picture_image
from generator.paint.qr import qr_image
from generator.paint.shapes import (
    bounds,
    fainter,
    fill_mask,
    gradient_image,
    levels,
    rectangle_mask,
    stroke_mask,
)
from generator.paint.video.boxes import Box, area, empty, even, meet, shift, span
from generator.paint.video.poses import STEPS, Layer
from generator.paint.video.sampling import Texture
from generator.paint.video.yuv import Planes, convert, gradient, triple
from generator.world import World

Offset = tuple[float, float]

# Beyond this many pixels a rectangle or shape is part of the ground: it fades but does not travel,
# and at four times its size it would take longer to draw than all words together. Where it grows,
# twice its size is enough.
_LARGE = 100_000
_GROWING = 2
# A picture that grows is kept this much larger than it is shown at first: a tenth more stays sharp.
_LARGER = 9, 8
# Layers without words, kept from video to video: 2 MB each or less, the largest 9.
_KEPT_ORNAMENTS = 24
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
        texture: makes what a picture shows at other sizes and between pixels; None for the rest.
    """

    mask: Image.Image
    steps: int
    x: int
    y: int
    paint: tuple[int, int, int] | Planes
    alpha: float
    corner: tuple[int, int] = (0, 0)
    texture: Callable[[], Texture] | None = None

    @property
    def box(self) -> Box:
        """Return left, top, right, bottom, in steps of the ink."""
        return (self.x, self.y, self.x + self.mask.width, self.y + self.mask.height)

    @property
    def fine(self) -> Box:
        """Return the box in quarters of a pixel."""
        left, top, right, bottom = (v * STEPS // self.steps for v in self.box)
        return (left, top, right, bottom)

    @property
    def faded(self) -> Image.Image:
        """Return the mask with the item's own opacity in it."""
        if self.alpha >= 1:
            return self.mask
        return levels(self.mask, fainter(self.alpha))

    def cut(self, limit: Box) -> Ink | None:
        """Return what is left of it inside a box in steps of the ink, or None."""
        box = meet(self.box, limit)
        if empty(box):
            return None
        mask = self.mask.crop(shift(box, -self.x, -self.y))
        return replace(self, mask=mask, x=box[0], y=box[1])


def ink(
    layer: Layer, world: World, frame: tuple[int, int], *, grows: bool = False
) -> tuple[Ink, ...]:
    """Return what leaves a mark, bottom first.

    Args:
        layer: the items.
        world: for fonts and pictures.
        frame: width and height of the video (px).
        grows: whether it will be shown in other sizes.
    """
    press = _Press(world, frame, _GROWING if grows else 1)
    if not _is_ornament(layer.items):
        return tuple(_joined(press.items(layer.items, (0.0, 0.0), 1.0)))
    name = (layer.key, frame, grows)
    found = _ornaments.pop(name, None)
    if found is None:
        found = tuple(_joined(press.items(layer.items, (0.0, 0.0), 1.0)))
    _ornaments[name] = found
    if len(_ornaments) > _KEPT_ORNAMENTS:
        del _ornaments[next(iter(_ornaments))]
    return found


# The same in all videos of a theme and format; the last one used stands last.
_ornaments: dict[tuple[str, tuple[int, int], bool], tuple[Ink, ...]] = {}


def _is_ornament(items: tuple[Item, ...]) -> bool:
    """Return whether items are shapes alone, which no message and no file decides."""
    return all(
        _is_ornament(item.items) if isinstance(item, Group) else isinstance(item, Fill | Shape)
        for item in items
    )


def _joined(inks: list[Ink]) -> list[Ink]:
    """Return inks with neighbours of one colour made one, where little lies between them."""
    found: list[Ink] = []
    for one in inks:
        last = found[-1] if found else None
        if last is None or (last.paint, last.steps) != (one.paint, one.steps):
            found.append(one)
            continue
        box = span((last.box, one.box))
        if isinstance(one.paint, Planes) or area(box) > 2 * (area(last.box) + area(one.box)):
            found.append(one)
            continue
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        mask.paste(last.faded, shift(last.box, -box[0], -box[1]))
        place = shift(one.box, -box[0], -box[1])
        both = not empty(meet(last.box, one.box))
        # What shows through two inks is the product of what shows through each.
        own = ImageChops.screen(mask.crop(place), one.faded) if both else one.faded
        mask.paste(own, place)
        found[-1] = replace(one, mask=mask, x=box[0], y=box[1], alpha=1.0)
    return found


@dataclass(frozen=True, slots=True)
class _Press:
    world: World
    frame: tuple[int, int]
    large: int

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
                drawn = steps_mask(moved, self.world, STEPS)
                return _solid(drawn, STEPS, item.color, alpha)
            case Fill():
                return self._fill(item, offset, alpha)
            case Shape():
                return self._shape(item, offset, alpha)
            case Picture():
                return [self._picture(item, offset, alpha)]
            case QrCode():
                return [_pixels_of(qr_image(item), (item.x, item.y), 0.0, offset, alpha)]
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

    def _picture(self, item: Picture, offset: Offset, alpha: float) -> Ink:
        still = _pixels_of(
            picture_image(item, self.world), (item.x, item.y), item.radius, offset, alpha
        )

        @cache
        def texture() -> Texture:
            grown = (side * _LARGER[0] // _LARGER[1] for side in still.mask.size)
            width, height = (side + side % 2 for side in grown)
            larger = picture_image(replace(item, w=width, h=height), self.world)
            return Texture.of(larger.convert("RGB"), still.box)

        return replace(still, texture=texture)

    def _finest(self, size: float) -> int:
        return self.large if size > _LARGE else STEPS

    def _canvas(self, k: int) -> Box:
        width, height = self.frame
        return (-_ROOM * k, -_ROOM * k, (width + _ROOM) * k, (height + _ROOM) * k)


def _solid(drawn: Mask | None, steps: int, color: Color, alpha: float) -> list[Ink]:
    if drawn is None:
        return []
    return [Ink(drawn.image, steps, drawn.x0, drawn.y0, triple(color), alpha * color.a)]


def _pixels_of(image: Image.Image, at: Offset, radius: float, offset: Offset, alpha: float) -> Ink:
    """Return a picture on whole pixels; a code's modules would blur anywhere else."""
    x, y = round(at[0] + offset[0]), round(at[1] + offset[1])
    whole = (0, 0, *image.size)
    corners = rectangle_mask(0, 0, *image.size, radius, whole)
    assert corners is not None
    mask = corners.image
    if image.mode == "RGBA":
        mask = ImageChops.multiply(mask, image.getchannel("A"))
    box = even((x, y, x + image.width, y + image.height))
    canvas = Image.new("RGB", (box[2] - box[0], box[3] - box[1]))
    canvas.paste(image.convert("RGB"), (x - box[0], y - box[1]))
    return Ink(mask, 1, x, y, convert(canvas), alpha, box[:2])


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
