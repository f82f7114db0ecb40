"""Vector drawings: display items in; the SVG fragment that shows exactly them out.

Print uses them for all that is not a line of text, since SVG has what a display list may ask for
(even-odd polygons, gradients in sRGB, opacity of a whole group) and stays vector inside a PDF.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from generator.fonts import FAMILY
from generator.layout.display import (
    Color,
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
from generator.layout.qr import QUIET, matrix
from generator.paint.pictures import picture_image
from generator.world import World

Box = tuple[float, float, float, float]

# 300 dpi: finer than the eye resolves at reading distance; the usual limit for print.
_PRINT_PX_PER_MM = 300 / 25.4


@dataclass(slots=True)
class SvgWriter:
    """Writes items of one drawing and keeps the definitions that they refer to.

    Attributes:
        world: gives the bytes of pictures.
        definitions: gradients and clips met so far, in order; their number is their id.
    """

    world: World
    definitions: list[str] = field(default_factory=list)

    def document(self, items: Iterable[Item], box: Box) -> bytes:
        """Return an SVG file showing `items` in `box` (x, y, w, h in the items' unit, mm)."""
        body = "".join(self.item(item) for item in items)
        x, y, w, h = (_number(v) for v in box)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {w} {h}" '
            f'width="{w}mm" height="{h}mm"><defs>{"".join(self.definitions)}</defs>{body}</svg>'
        ).encode()

    def item(self, item: Item) -> str:
        """Return one item as SVG elements."""
        match item:
            case Fill():
                return self._fill(item)
            case Shape():
                return _shape(item)
            case Picture():
                return self._picture(item)
            case QrCode():
                return _qr(item)
            case TextRun():
                return _text(item)
            case Group():
                return self._group(item)

    def _fill(self, fill: Fill) -> str:
        corner = _corner(fill.radius, fill.w, fill.h)
        return f"<rect{_rectangle(fill.x, fill.y, fill.w, fill.h)}{corner}{self._paint(fill)}/>"

    def _paint(self, fill: Fill) -> str:
        paint: Paint = fill.paint
        if isinstance(paint, Color):
            return _color("fill", paint)
        name = self._define(_gradient(paint, fill))
        return f' fill="url(#{name})"'

    def _define(self, element: str) -> str:
        """Keep a definition; its place for the id is "{id}"."""
        name = f"d{len(self.definitions)}"
        self.definitions.append(element.replace("{id}", name, 1))
        return name

    def _clip(self, rectangle: str) -> str:
        return self._define(f'<clipPath id="{{id}}"><rect{rectangle}/></clipPath>')

    def _picture(self, picture: Picture) -> str:
        data = base64.b64encode(_cropped(picture, self.world)).decode("ascii")
        rectangle = _rectangle(picture.x, picture.y, picture.w, picture.h)
        clip = ""
        if picture.radius:
            corner = _corner(picture.radius, picture.w, picture.h)
            clip = f' clip-path="url(#{self._clip(rectangle + corner)})"'
        stretch = 'preserveAspectRatio="none"'
        kind = "png" if picture.clear else "jpeg"
        return f'<image{rectangle} {stretch}{clip} href="data:image/{kind};base64,{data}"/>'

    def _group(self, group: Group) -> str:
        attributes = ""
        if group.dx or group.dy:
            attributes += f' transform="translate({_number(group.dx)} {_number(group.dy)})"'
        if group.opacity < 1:
            attributes += f' opacity="{_number(group.opacity)}"'
        if group.clip is not None:
            attributes += f' clip-path="url(#{self._clip(_rectangle(*group.clip))})"'
        return f"<g{attributes}>{''.join(self.item(item) for item in group.items)}</g>"


def _gradient(paint: Gradient, fill: Fill) -> str:
    """Return a gradient line through the middle whose ends project onto the far corners."""
    angle = math.radians(paint.angle)
    along = (math.cos(angle), math.sin(angle))
    half = (abs(fill.w * along[0]) + abs(fill.h * along[1])) / 2
    middle = (fill.x + fill.w / 2, fill.y + fill.h / 2)
    ends = (
        f'{axis}{end}="{_number(middle[i] + sign * half * along[i])}"'
        for end, sign in ((1, -1), (2, 1))
        for i, axis in enumerate("xy")
    )
    stops = "".join(
        f'<stop offset="{at}"{_color("stop", color, "stop-color")}/>'
        for at, color in ((0, paint.start), (1, paint.end))
    )
    units = 'gradientUnits="userSpaceOnUse"'
    return f'<linearGradient id="{{id}}" {units} {" ".join(ends)}>{stops}</linearGradient>'


def _shape(shape: Shape) -> str:
    close = "Z" if shape.closed else ""
    path = "".join(
        "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in polygon) + close
        for polygon in shape.polygons
        if polygon
    )
    fill = _color("fill", shape.fill) if shape.fill else ' fill="none"'
    stroke = ""
    if shape.stroke is not None:
        stroke = f'{_color("stroke", shape.stroke)} stroke-width="{_number(shape.width)}"'
        stroke += ' stroke-linejoin="round"'
    return f'<path d="{path}" fill-rule="evenodd"{fill}{stroke}/>'


def _qr(code: QrCode) -> str:
    """Return the modules as one path of runs of dark modules, on a light square."""
    rows = matrix(code.data)
    module = code.side / (len(rows) + 2 * QUIET)
    runs = []
    for j, row in enumerate(rows):
        i = 0
        while i < len(row):
            length = 0
            while i + length < len(row) and row[i + length]:
                length += 1
            if length:
                x = QUIET + i
                runs.append(f"M{x} {QUIET + j}h{length}v1h-{length}Z")
            i += length + 1
    ground = (
        f"<rect{_rectangle(code.x, code.y, code.side, code.side)}{_color('fill', code.light)}/>"
    )
    place = f"translate({_number(code.x)} {_number(code.y)}) scale({_number(module, 7)})"
    return f'{ground}<path transform="{place}" d="{"".join(runs)}"{_color("fill", code.dark)}/>'


def _text(run: TextRun) -> str:
    """Return a line with every cluster at its shaped position."""
    clusters = "".join(
        f'<tspan x="{_number(run.x + c.x)}">{escape(c.text)}</tspan>'
        for c in run.clusters
        if not c.text.isspace()
    )
    return (
        f"<text y={quoteattr(_number(run.y))} font-family={quoteattr(FAMILY)} "
        f'font-size="{_number(run.size)}" font-weight="{run.weight}"'
        f"{_color('fill', run.color)}>{clusters}</text>"
    )


def _cropped(picture: Picture, world: World) -> bytes:
    """Return the part of a picture that shows, at most 300 dpi, never enlarged.

    It is a JPEG, or a PNG where its transparency is kept.
    """
    media = picture.media
    own = min(media.width / picture.w, media.height / picture.h)
    image = picture_image(picture, world, min(own or _PRINT_PX_PER_MM, _PRINT_PX_PER_MM))
    stream = io.BytesIO()
    if picture.clear:
        image.save(stream, "PNG", optimize=True)
    else:
        image.save(stream, "JPEG", quality=92, subsampling=0)
    return stream.getvalue()


def jpeg_in_svg(image: Image.Image, quality: int) -> bytes:
    """Return a picture as JPEG within SVG: files in memory reach Typst as text alone.

    The JPEG itself goes into the PDF as it is.
    """
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, optimize=True)
    w, h = image.size
    data = base64.b64encode(stream.getvalue()).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
        f'<image width="{w}" height="{h}" href="data:image/jpeg;base64,{data}"/></svg>'
    ).encode("ascii")


def _rectangle(x: float, y: float, w: float, h: float) -> str:
    pairs = zip(("x", "y", "width", "height"), (x, y, w, h), strict=True)
    return "".join(f' {key}="{_number(value)}"' for key, value in pairs)


def _corner(radius: float, w: float, h: float) -> str:
    return f' rx="{_number(min(radius, w / 2, h / 2))}"' if radius > 0 else ""


def _color(role: str, color: Color, key: str = "") -> str:
    """Return a colour for the attributes of a role: "fill", "stroke" or "stop"."""
    opacity = f' {role}-opacity="{_number(color.a)}"' if color.a < 1 else ""
    return f' {key or role}="{color.hex}"{opacity}'


def _number(value: float, digits: int = 4) -> str:
    """Return a number without needless digits; a ten-thousandth of a millimetre is enough."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
