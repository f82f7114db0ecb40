"""The painter of one-colour boards: a display list in; lit pixels and a 1-bit BMP out."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from generator.layout.display import Color, DisplayList, Fill, Group, Item, TextRun
from generator.layout.formats import Format
from generator.world import World

_PALETTE = 54  # where the two colours of a 1-bit BMP stand: after file header and info header


@lru_cache(maxsize=16)
def _face(path: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def paint_mono(display: DisplayList, world: World) -> Image.Image:
    """Return a display list as a "1" image: no antialiasing, no dithering, letters on whole pixels.

    Raises:
        TypeError: the list holds what one colour cannot show, such as a picture.
    """
    canvas = Image.new("1", (round(display.width), round(display.height)))
    draw = ImageDraw.Draw(canvas)
    draw.fontmode = "1"
    _paint(draw, display.items, 0.0, 0.0, world)
    return canvas


def _paint(
    draw: ImageDraw.ImageDraw, items: tuple[Item, ...], dx: float, dy: float, world: World
) -> None:
    for item in items:
        match item:
            case Fill():
                x, y = round(item.x + dx), round(item.y + dy)
                far = (x + round(item.w) - 1, y + round(item.h) - 1)
                lit = isinstance(item.paint, Color) and sum(item.paint.rgb) > 0
                draw.rectangle(((x, y), far), fill=int(lit))
            case TextRun():
                face = _face(str(world.font(item.weight).path), item.size)
                for cluster in item.clusters:
                    at = (round(item.x + dx + cluster.x), round(item.y + dy))
                    draw.text(at, cluster.text, fill=1, font=face, anchor="ls")
            case Group():
                _paint(draw, item.items, dx + item.dx, dy + item.dy, world)
            case _:
                raise TypeError(f"a one-colour board cannot show a {type(item).__name__}")


def encode_mono(image: Image.Image, fmt: Format) -> bytes:
    """Return lit and unlit pixels as a 1-bit BMP in black and the board's own colour."""
    stream = BytesIO()
    image.save(stream, "BMP")
    data = bytearray(stream.getvalue())
    r, g, b = fmt.mono_color.rgb
    data[_PALETTE : _PALETTE + 8] = bytes((0, 0, 0, 0, b, g, r, 0))
    return bytes(data)
