"""The raster painter: a display list in, pixels out; one match over the items, no decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops

from generator.layout.display import (
    DisplayList,
    Fill,
    Gradient,
    Group,
    Item,
    Paint,
    Picture,
    QrCode,
    Shape,
    TextRun,
)
from generator.layout.formats import Format
from generator.paint.masks import Mask, mask
from generator.paint.mono import encode_mono, paint_mono
from generator.paint.pictures import picture_image
from generator.paint.qr import qr_image
from generator.paint.shapes import (
    Box,
    fill_box,
    fill_mask,
    gradient_image,
    rectangle_mask,
    stroke_mask,
)
from generator.world import World

PNG_LEVEL = 3  # level 6 takes half as long again for a fifth of the bytes, 9 five times as long
JPEG_QUALITY = 93


@dataclass(frozen=True, slots=True)
class Layer:
    """Painted pixels with their own transparency.

    Attributes:
        image: RGBA, straight alpha, cut to what may be painted.
        x0, y0: its top left pixel on the canvas.
    """

    image: Image.Image
    x0: int
    y0: int


def paint_image(display: DisplayList, world: World, scale: float = 1.0) -> Image.Image:
    """Return a display list as RGB pixels.

    Args:
        display: the finished layout.
        world: has fonts and pictures.
        scale: px for one unit; for print the trimmed size is painted, without bleed.
    """
    size = (round(display.width * scale), round(display.height * scale))
    canvas = Image.new("RGB", size)
    _Painter(canvas, None, world, scale).paint(display.items, 0.0, 0.0)
    return canvas


def preview_scale(display: DisplayList, longest: int = 2000) -> float:
    """Return the scale at which the longer side of a poster has `longest` px."""
    return longest / max(display.width, display.height)


def paint_group(group: Group, size: tuple[int, int], world: World, scale: float = 1.0) -> Layer:
    """Return one group by itself, with its offset, clip and opacity, cropped to what is painted.

    Args:
        group: any group of a display list.
        size: of the canvas, px; nothing outside is painted.
        world: has fonts and pictures.
        scale: px for one unit.
    """
    whole = _transparent(size, world, scale)
    whole.paint((group,), 0.0, 0.0)
    area = whole.bounds() or (0, 0, 1, 1)
    return Layer(whole.straight(area), area[0], area[1])


def paint_still(display: DisplayList, fmt: Format, world: World) -> bytes:
    """Return a still as the bytes of its file, at exactly the format's pixels."""
    if fmt.depth == "mono":
        return encode_mono(paint_mono(display, world), fmt)
    return encode_still(paint_image(display, world), fmt)


def encode_still(image: Image.Image, fmt: Format) -> bytes:
    """Return pixels as the bytes of a PNG or a baseline JPEG without chroma subsampling.

    Raises:
        ValueError: the format's stills are neither.
    """
    stream = BytesIO()
    if fmt.file in {"png", "mp4", "pdf"}:
        image.save(stream, "PNG", compress_level=PNG_LEVEL)
    elif fmt.file == "jpeg":
        image.save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0, progressive=False)
    else:
        raise ValueError(f"{fmt.id}: stills are not written as {fmt.file}")
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Painter:
    """Paints items on a canvas of RGB.

    With `alpha` (an "L" image) the canvas starts as nothing: its colours are premultiplied, and
    alpha gathers what is covered. One RGBA canvas would not do: Pillow pastes straight colours
    where that is still clear, and blends them elsewhere.
    """

    canvas: Image.Image
    alpha: Image.Image | None
    world: World
    scale: float

    @property
    def box(self) -> Box:
        return (0, 0, *self.canvas.size)

    def paint(self, items: tuple[Item, ...], dx: float, dy: float) -> None:
        for item in items:
            match item:
                case Fill():
                    x, y, w, h = fill_box(item, dx, dy, self.scale)
                    radius = item.radius * self.scale
                    self._put(rectangle_mask(x, y, w, h, radius, self.box), item.paint)
                case TextRun():
                    moved = replace(item, x=item.x + dx, y=item.y + dy)
                    self._put(mask(moved, self.world, self.scale), item.color)
                case Shape():
                    self._shape(item, dx, dy)
                case Picture():
                    self._picture(item, dx, dy)
                case QrCode():
                    at = (round((item.x + dx) * self.scale), round((item.y + dy) * self.scale))
                    self._over(qr_image(item, self.scale), at)
                case Group():
                    self._group(item, dx + item.dx, dy + item.dy)

    def _shape(self, item: Shape, dx: float, dy: float) -> None:
        if item.fill is not None:
            self._put(fill_mask(item, dx, dy, self.scale, self.box), item.fill)
        if item.stroke is not None and item.width > 0:
            self._put(stroke_mask(item, dx, dy, self.scale, self.box), item.stroke)

    def _picture(self, item: Picture, dx: float, dy: float) -> None:
        pixels = picture_image(item, self.world, self.scale)
        at = (round((item.x + dx) * self.scale), round((item.y + dy) * self.scale))
        corners = rectangle_mask(0, 0, *pixels.size, item.radius * self.scale, (0, 0, *pixels.size))
        cover = corners.image if corners and item.radius else None
        if item.clear:
            alpha = pixels.getchannel("A")
            cover = alpha if cover is None else ImageChops.multiply(alpha, cover)
            pixels = pixels.convert("RGB")
        self._over(pixels, at, cover)

    def _group(self, group: Group, dx: float, dy: float) -> None:
        if group.opacity >= 1.0 and group.clip is None:
            self.paint(group.items, dx, dy)
        elif group.opacity > 0.0:
            layer = _layer(group, dx, dy, self.canvas.size, self.world, self.scale)
            if layer is not None:
                self._over(layer.color, layer.at, layer.alpha)

    def _put(self, found: Mask | None, paint: Paint) -> None:
        """Lay a colour or gradient on the canvas where a mask covers it."""
        if found is None:
            return
        image = found.image
        w, h = image.size
        if isinstance(paint, Gradient):
            color, alpha = gradient_image(paint, w, h)
            solid = image.getextrema() == (255, 255)
            cover = alpha if solid else _times(image, alpha)
            self._over(color, (found.x0, found.y0), cover)
            return
        if paint.a < 1.0:
            image = image.point([round(v * paint.a) for v in range(256)])
        box = (found.x0, found.y0, found.x0 + w, found.y0 + h)
        self.canvas.paste(paint.rgb, box, image)
        if self.alpha is not None:
            self.alpha.paste(255, box, image)

    def _over(
        self, pixels: Image.Image, at: tuple[int, int], cover: Image.Image | None = None
    ) -> None:
        """Lay pixels on the canvas."""
        self.canvas.paste(pixels, at, cover)
        if self.alpha is not None:
            self.alpha.paste(255, (*at, at[0] + pixels.width, at[1] + pixels.height), cover)

    def bounds(self) -> Box | None:
        """Return the box of what is painted on a canvas that started as nothing."""
        return None if self.alpha is None else self.alpha.getbbox()

    def straight(self, area: Box) -> Image.Image:
        """Return a part of a canvas that started as nothing, as RGBA with straight alpha."""
        assert self.alpha is not None
        bands = (*self.canvas.crop(area).split(), self.alpha.crop(area))
        return Image.merge("RGBa", bands).convert("RGBA")


def _times(image: Image.Image, alpha: Image.Image | None) -> Image.Image:
    return image if alpha is None else ImageChops.multiply(image, alpha)


def _transparent(size: tuple[int, int], world: World, scale: float) -> _Painter:
    return _Painter(Image.new("RGB", size), Image.new("L", size), world, scale)


def _layer(
    group: Group, dx: float, dy: float, size: tuple[int, int], world: World, scale: float
) -> _Laid | None:
    """Return a group painted by itself, clipped, its opacity in its alpha."""
    plain = replace(group, dx=0.0, dy=0.0)
    pictures = any(isinstance(item, Picture) for item in group.items)
    make = _laid if pictures else _remembered
    return make(plain, dx, dy, size, _Fonts(world), scale)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A layer ready to be laid down: its colours, its alpha and its place."""

    color: Image.Image
    alpha: Image.Image
    at: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Fonts:
    """A world that any other equals: fonts are the same in all worlds of one program."""

    world: World

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Fonts)

    def __hash__(self) -> int:
        return 0


def _laid(
    group: Group, dx: float, dy: float, size: tuple[int, int], fonts: _Fonts, scale: float
) -> _Laid | None:
    whole = _transparent(size, fonts.world, scale)
    whole.paint(group.items, dx, dy)
    area = whole.bounds()
    if area is not None and group.clip is not None:
        x, y, w, h = (v * scale for v in group.clip)
        x, y = x + dx * scale, y + dy * scale
        cut = (round(x), round(y), round(x + w), round(y + h))
        left, top = max(area[0], cut[0]), max(area[1], cut[1])
        area = (left, top, min(area[2], cut[2]), min(area[3], cut[3]))
    if area is None or area[2] <= area[0] or area[3] <= area[1]:
        return None
    image = whole.straight(area)
    alpha = image.getchannel("A")
    if group.opacity < 1.0:
        alpha = alpha.point([round(v * group.opacity) for v in range(256)])
    return _Laid(image.convert("RGB"), alpha, (area[0], area[1]))


# The motif of a theme is the same on every still of a format: painted once, laid down often.
_remembered = lru_cache(maxsize=6)(_laid)
