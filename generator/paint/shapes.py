"""Coverage of shapes: polygons, strokes and rounded rectangles in; antialiased masks out."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, cos, floor, radians, sin

from PIL import Image, ImageChops, ImageDraw

from generator.layout.display import Fill, Gradient, Shape
from generator.paint.masks import Mask

FINE, COARSE = 4, 2
# Beyond this many px a shape is a large, faint ornament, whose edges need no more than two steps.
LARGE = 160_000
SMALL, KEPT_SHAPES = 20_000, 128  # px; 2.5 MB together
_STRAIGHT = 2
_UPRIGHT = 90
_SMOOTH = 12  # a line of so many points bends too little to need its joints rounded
Box = tuple[int, int, int, int]
Bounds = tuple[float, float, float, float]


def bounds(shape: Shape) -> Bounds:
    """Return the box around a shape, stroke included, in its own unit."""
    xs = [x for polygon in shape.polygons for x, _ in polygon]
    ys = [y for polygon in shape.polygons for _, y in polygon]
    pad = shape.width if shape.stroke is not None else 0.0
    return (min(xs) - pad, min(ys) - pad, max(xs) + pad, max(ys) + pad)


def cover(box: Bounds, canvas: Box) -> Box | None:
    """Return the whole pixels of the canvas that a box touches; None when it touches none."""
    x0, y0 = max(canvas[0], floor(box[0])), max(canvas[1], floor(box[1]))
    x1, y1 = min(canvas[2], ceil(box[2])), min(canvas[3], ceil(box[3]))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def fill_mask(shape: Shape, dx: float, dy: float, scale: float, canvas: Box) -> Mask | None:
    """Return the inside of a shape by the even-odd rule, moved and scaled, cut to the canvas."""
    return (_kept_fill if _often(shape, scale) else _fill)(shape, dx, dy, scale, canvas)


def stroke_mask(shape: Shape, dx: float, dy: float, scale: float, canvas: Box) -> Mask | None:
    """Return the line along a shape, moved and scaled, cut to the canvas."""
    return (_kept_stroke if _often(shape, scale) else _stroke)(shape, dx, dy, scale, canvas)


def _often(shape: Shape, scale: float) -> bool:
    """Return whether a shape is small, such as a tag's outline, which stands on many stills."""
    left, top, right, bottom = bounds(shape)
    return (right - left) * (bottom - top) * scale * scale <= SMALL


def _fill(shape: Shape, dx: float, dy: float, scale: float, canvas: Box) -> Mask | None:
    """Return the inside of a shape by the even-odd rule, moved and scaled, cut to the canvas."""
    area = cover(_placed(bounds(shape), dx, dy, scale), canvas)
    if area is None:
        return None
    big, points, factor = _board(shape, dx, dy, scale, area)
    draw = ImageDraw.Draw(big)
    seen: list[Bounds] = []
    for polygon in points:
        box = _around(polygon)
        if any(_overlap(box, other) for other in seen):
            # Even-odd: where polygons overlap, ink turns into a hole and back.
            other = Image.new("L", big.size)
            ImageDraw.Draw(other).polygon(polygon, fill=255)
            big.paste(ImageChops.difference(big, other))
        else:
            draw.polygon(polygon, fill=255)
        seen.append(box)
    return Mask(big.reduce(factor), area[0], area[1])


def _stroke(shape: Shape, dx: float, dy: float, scale: float, canvas: Box) -> Mask | None:
    """Return the line along a shape, moved and scaled, cut to the canvas."""
    area = cover(_placed(bounds(shape), dx, dy, scale), canvas)
    if area is None:
        return None
    big, points, factor = _board(shape, dx, dy, scale, area)
    draw = ImageDraw.Draw(big)
    width = max(1, round(shape.width * scale * factor))
    for polygon in points:
        line = [*polygon, *polygon[:2]] if shape.closed else polygon
        joint = "curve" if _STRAIGHT < len(line) < _SMOOTH and width > FINE else None
        draw.line(line, fill=255, width=width, joint=joint)
    return Mask(big.reduce(factor), area[0], area[1])


_kept_fill = lru_cache(maxsize=KEPT_SHAPES)(_fill)
_kept_stroke = lru_cache(maxsize=KEPT_SHAPES)(_stroke)


def _placed(box: Bounds, dx: float, dy: float, scale: float) -> Bounds:
    left, top, right, bottom = box
    return ((left + dx) * scale, (top + dy) * scale, (right + dx) * scale, (bottom + dy) * scale)


def _board(
    shape: Shape, dx: float, dy: float, scale: float, area: Box
) -> tuple[Image.Image, list[list[tuple[float, float]]], int]:
    """Return an empty mask at several times its size, the points on it, and the factor."""
    w, h = area[2] - area[0], area[3] - area[1]
    factor = FINE if w * h <= LARGE else COARSE
    k = scale * factor
    ox, oy = dx * k - area[0] * factor, dy * k - area[1] * factor
    # Pillow's points name the middles of pixels: half a pixel less than the edge they stand on.
    points = [[(x * k + ox - 0.5, y * k + oy - 0.5) for x, y in p] for p in shape.polygons]
    return Image.new("L", (w * factor, h * factor)), points, factor


def _around(points: list[tuple[float, float]]) -> Bounds:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _overlap(a: Bounds, b: Bounds) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


# A page-wide mask is 2 MB, and a page has few shapes: these three hold no more than about 100 MB.
@lru_cache(maxsize=24)
def rectangle_mask(
    x: float, y: float, w: float, h: float, radius: float, canvas: Box
) -> Mask | None:
    """Return a rectangle in px with rounded corners, its edges on parts of pixels."""
    area = cover((x, y, x + w, y + h), canvas)
    if area is None:
        return None
    x0, y0, x1, y1 = area
    if radius <= 0 and all(float(v).is_integer() for v in (x, y, x + w, y + h)):
        return Mask(Image.new("L", (x1 - x0, y1 - y0), 255), x0, y0, solid=True)
    k = FINE if (x1 - x0) * (y1 - y0) <= LARGE else COARSE
    big = Image.new("L", ((x1 - x0) * k, (y1 - y0) * k))
    left, top = round((x - x0) * k), round((y - y0) * k)
    corner = (left, top, round((x + w - x0) * k) - 1, round((y + h - y0) * k) - 1)
    ImageDraw.Draw(big).rounded_rectangle(corner, min(radius, w / 2, h / 2) * k, fill=255)
    return Mask(big.reduce(k), x0, y0)


def ramp(w: int, h: int, angle: float) -> Image.Image:
    """Return how far along a linear gradient each pixel lies, 0-255; angle as in Gradient.

    Of a level or upright gradient it is one row or column, of any other the whole rectangle.
    """
    ax, ay = cos(radians(angle)), sin(radians(angle))
    length = abs(w * ax) + abs(h * ay)
    if angle % 180 == 0:
        return _ramp(w, 1, ax, ay, length)
    if angle % 180 == _UPRIGHT:
        return _ramp(1, h, ax, ay, length)
    # A slanting ramp is so smooth that a quarter of its pixels holds all of it.
    quarter = _ramp(ceil(w / 4), ceil(h / 4), ax, ay, length / 4)
    return quarter.resize((w, h), Image.Resampling.BILINEAR)


def _ramp(w: int, h: int, ax: float, ay: float, length: float) -> Image.Image:
    # Pillow's own ramp is 256 rows, 0 at the top; the affine map sends each pixel to its row.
    k = 255 / length
    start = 127.5 - k * (ax * w / 2 + ay * h / 2) + 0.5
    source = Image.linear_gradient("L")
    return source.transform(
        (w, h),
        Image.Transform.AFFINE,
        (0, 0, 128, k * ax, k * ay, start),
        Image.Resampling.BILINEAR,
    )


def gradient_image(paint: Gradient, w: int, h: int) -> tuple[Image.Image, Image.Image | None]:
    """Return a gradient as RGB and its alpha (None when opaque throughout)."""
    along = ramp(w, h, paint.angle)
    start, end = paint.start, paint.end
    bands = [levels(along, _between(a, b)) for a, b in zip(start.rgb, end.rgb, strict=True)]
    color = _spread(Image.merge("RGB", bands), w, h)
    if start.a == end.a == 1.0:
        return color, None
    if start.a == end.a:
        return color, Image.new("L", (w, h), round(255 * start.a))
    return color, _spread(levels(along, _between(start.a, end.a, 255)), w, h)


@lru_cache(maxsize=256)
def _between(a: float, b: float, unit: int = 1) -> bytes:
    """Return 256 steps from one value to another, in parts of a unit."""
    return bytes(round(unit * (a + (b - a) * v / 255)) for v in range(256))


def levels(image: Image.Image, table: bytes) -> Image.Image:
    """Return an "L" image with every level replaced by the one in a table of 256.

    Pillow's own `point` rounds its table anew each time, which takes longer than a small image.
    """
    return Image.frombytes("L", image.size, image.tobytes().translate(table))


@lru_cache(maxsize=64)
def fainter(share: float) -> bytes:
    """Return the table for `levels` that leaves a share (0.0-1.0) of every level."""
    return bytes(round(v * share) for v in range(256))


def _spread(image: Image.Image, w: int, h: int) -> Image.Image:
    """Return a row or column repeated over a rectangle; a whole rectangle as it is."""
    return image if image.size == (w, h) else image.resize((w, h), Image.Resampling.NEAREST)


def fill_box(item: Fill, dx: float, dy: float, scale: float) -> Bounds:
    """Return a filled rectangle in px: x, y, w, h."""
    return ((item.x + dx) * scale, (item.y + dy) * scale, item.w * scale, item.h * scale)
