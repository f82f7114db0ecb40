"""The raster painter: a display list in, pixels out; one match over the items, no decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, ImageChops

from generator.layout.display import (
    Color,
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
from generator.paint.kept import Kept
from generator.paint.masks import Mask, mask
from generator.paint.mono import paint_lit
from generator.paint.pictures import picture_image
from generator.paint.png import encode_png
from generator.paint.qr import qr_image
from generator.paint.shapes import (
    Box,
    fainter,
    fill_box,
    fill_mask,
    gradient_image,
    levels,
    rectangle_mask,
    stroke_mask,
)
from generator.world import World

JPEG_QUALITY = 93
VEIL = "veil"
# The same on every still of a format, theme and kind: painted once, copied often.
BACKDROP_BYTES = 64 * 2**20  # in each worker: all formats, themes and kinds of the sample

_backdrops = Kept(BACKDROP_BYTES)


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
    behind, before = _split(display.items)
    canvas = _backdrop(behind, size, world, scale)
    _Painter(canvas, None, world, scale).paint(before, 0.0, 0.0)
    return canvas


def _backdrop(
    groups: tuple[Group, ...], size: tuple[int, int], world: World, scale: float
) -> Image.Image:
    """Return what lies behind the words, kept; what lies below a veil is kept by itself as well.

    A veil depends a little on the words; what lies below it never does.
    """
    if not groups:
        return Image.new("RGB", size)
    below = next((n for n, group in enumerate(groups) if group.name == VEIL), 0)

    def laid() -> Image.Image:
        canvas = _backdrop(groups[:below], size, world, scale)
        _Painter(canvas, None, world, scale).paint(groups[below:], 0.0, 0.0)
        return canvas

    return _backdrops.get(_Behind(groups, size, scale), laid)


@dataclass(frozen=True, slots=True)
class _Behind:
    """What a backdrop depends on."""

    groups: tuple[Group, ...]
    size: tuple[int, int]
    scale: float

    def __hash__(self) -> int:
        """Return a hash of what stands first: all points of a motif would take half a ms."""
        first = tuple((g.name, g.opacity, len(g.items), g.items[:1]) for g in self.groups)
        return hash((first, self.size, self.scale))


def _split(items: tuple[Item, ...]) -> tuple[tuple[Group, ...], tuple[Item, ...]]:
    """Return the groups that many stills of a format share, and all that lies before them."""
    shared: list[Group] = []
    for item in items:
        if not isinstance(item, Group) or not _shared(item):
            break
        shared.append(item)
    return tuple(shared), items[len(shared) :]


def _shared(group: Group) -> bool:
    return bool(group.items) and all(isinstance(item, Fill | Shape) for item in group.items)


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
    """Return a still as the bytes of its file, at exactly the pixels its board is sent."""
    if fmt.depth != "rgb":
        return paint_lit(display, fmt, world)
    return encode_still(windowed(paint_image(display, world), fmt), fmt)


def windowed(image: Image.Image, fmt: Format) -> Image.Image:
    """Return a still in its window of the larger picture that an HDMI-fed board is sent."""
    if fmt.canvas is None:
        return image
    whole = Image.new("RGB", fmt.sent)
    whole.paste(image, (fmt.canvas.x, fmt.canvas.y))
    return whole


def encode_still(image: Image.Image, fmt: Format) -> bytes:
    """Return pixels as the bytes of a PNG or a baseline JPEG without chroma subsampling.

    Raises:
        ValueError: the format's stills are neither.
    """
    if fmt.file in {"png", "mp4", "pdf"}:
        return encode_png(image)
    if fmt.file != "jpeg":
        raise ValueError(f"{fmt.id}: stills are not written as {fmt.file}")
    stream = BytesIO()
    image.save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0, progressive=False)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Painter:
    """Paints items on a canvas of RGB, or, of shapes in one colour, what they cover on one of "L".

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
                    moved = replace(item, x=item.x + dx, y=item.y + dy) if dx or dy else item
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
        image: Image.Image | None = found.image
        w, h = found.image.size
        if isinstance(paint, Gradient):
            color, alpha = gradient_image(paint, w, h)
            cover = alpha if found.solid else _times(found.image, alpha)
            self._over(color, (found.x0, found.y0), cover)
            return
        if paint.a < 1.0:
            image = levels(found.image, fainter(paint.a))
        elif found.solid:
            image = None
        # Through a mask, Pillow lays an image down several times faster than a colour.
        flat = Image.new(self.canvas.mode, (w, h), paint.rgb if self.canvas.mode == "RGB" else 255)
        self._over(flat, (found.x0, found.y0), image)

    def _over(
        self, pixels: Image.Image, at: tuple[int, int], cover: Image.Image | None = None
    ) -> None:
        """Lay pixels on the canvas."""
        self.canvas.paste(pixels, at, cover)
        if self.alpha is not None:
            self.alpha.paste(Image.new("L", pixels.size, 255), at, cover)

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


@dataclass(frozen=True, slots=True)
class _Laid:
    """A layer ready to be laid down: its colours, its alpha and its place."""

    color: Image.Image
    alpha: Image.Image
    at: tuple[int, int]


def _layer(
    group: Group, dx: float, dy: float, size: tuple[int, int], world: World, scale: float
) -> _Laid | None:
    """Return a group painted by itself, clipped, its opacity in its alpha."""
    ink = _one_ink(group)
    if ink is None:
        whole = _transparent(size, world, scale)
        whole.paint(group.items, dx, dy)
        bounds = whole.bounds()
    else:
        covered = Image.new("L", size)
        _Painter(covered, None, world, scale).paint(group.items, dx, dy)
        bounds = covered.getbbox()
    area = None if bounds is None else _clipped(bounds, group, dx, dy, scale)
    if area is None:
        return None
    if ink is None:
        image = whole.straight(area)
        color, alpha = image.convert("RGB"), image.getchannel("A")
    else:
        alpha = covered.crop(area)
        color = Image.new("RGB", alpha.size, ink.rgb)
    if group.opacity < 1.0:
        alpha = levels(alpha, fainter(group.opacity))
    return _Laid(color, alpha, (area[0], area[1]))


def _one_ink(group: Group) -> Color | None:
    """Return the colour of a group of shapes that has one only, such as the drum."""
    inks: set[Color | None] = set()
    for item in group.items:
        if not isinstance(item, Shape):
            return None
        inks |= {item.fill, item.stroke}
    inks.discard(None)
    ink = inks.pop() if len(inks) == 1 else None
    return ink if ink is not None and ink.a >= 1.0 else None


def _clipped(area: Box, group: Group, dx: float, dy: float, scale: float) -> Box | None:
    """Return what of an area on the canvas lies inside a group's clip; None for nothing."""
    if group.clip is None:
        return area
    x, y, w, h = group.clip
    left, top = round((x + dx) * scale), round((y + dy) * scale)
    right, bottom = round((x + w + dx) * scale), round((y + h + dy) * scale)
    area = (max(area[0], left), max(area[1], top), min(area[2], right), min(area[3], bottom))
    return area if area[2] > area[0] and area[3] > area[1] else None
