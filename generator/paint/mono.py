"""The painter of one- and two-colour boards: a display list in; lit pixels and a BMP out."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from generator.layout.display import Color, DisplayList, Fill, Group, Item, TextRun
from generator.layout.formats import Format
from generator.layout.glyphs import Glyph, load_face
from generator.world import World

_PALETTE = 54  # where the two colours of a 1-bit BMP stand: after file header and info header
# What a board of red and green lights shows; the places are those in its BMP's palette.
DUAL = ((0, 0, 0), (255, 0, 0), (0, 255, 0), (255, 255, 0))


@lru_cache(maxsize=16)
def _face(path: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1024)
def _bitmap(glyph: Glyph) -> Image.Image:
    cells = bytes(255 if cell == "#" else 0 for row in glyph.rows for cell in row)
    return Image.frombytes("L", (len(glyph.rows[0]), len(glyph.rows)), cells).convert("1")


def paint_mono(display: DisplayList, world: World) -> Image.Image:
    """Return a display list as a "1" image: no antialiasing, no dithering, letters on whole pixels.

    Raises:
        TypeError: the list holds what one colour cannot show, such as a picture.
    """
    canvas = Image.new("1", (round(display.width), round(display.height)))
    _Painter(canvas, world).paint(display.items, 0.0, 0.0)
    return canvas


def paint_dual(display: DisplayList, world: World) -> Image.Image:
    """Return a display list as a "P" image of black, red, green and yellow, painted alike.

    Raises:
        TypeError: the list holds what two colours cannot show, such as a picture.
        ValueError: it holds another colour.
    """
    canvas = Image.new("P", (round(display.width), round(display.height)))
    canvas.putpalette([channel for color in DUAL for channel in color])
    _Painter(canvas, world).paint(display.items, 0.0, 0.0)
    return canvas


class _Painter:
    def __init__(self, canvas: Image.Image, world: World) -> None:
        self.world = world
        self.one = canvas.mode == "1"
        self.draw = ImageDraw.Draw(canvas)
        self.draw.fontmode = "1"

    def paint(self, items: tuple[Item, ...], dx: float, dy: float) -> None:
        for item in items:
            match item:
                case Fill():
                    x, y = round(item.x + dx), round(item.y + dy)
                    far = (x + round(item.w) - 1, y + round(item.h) - 1)
                    self.draw.rectangle(((x, y), far), fill=self.lit(item.paint))
                case TextRun():
                    self.text(item, item.x + dx, item.y + dy)
                case Group():
                    self.paint(item.items, dx + item.dx, dy + item.dy)
                case _:
                    raise TypeError(f"a one-colour board cannot show a {type(item).__name__}")

    def lit(self, paint: object) -> int:
        """Return the value of the pixels of a colour."""
        if not isinstance(paint, Color):
            raise TypeError(f"a one-colour board cannot show a {type(paint).__name__}")
        if self.one:
            return int(sum(paint.rgb) > 0)
        return DUAL.index(paint.rgb)

    def text(self, run: TextRun, x: float, y: float) -> None:
        if run.face:
            glyphs = load_face(self.world, run.face).glyphs
            for cluster in run.clusters:
                if not cluster.text.isspace():
                    glyph = glyphs[cluster.text]
                    at = (round(x + cluster.x) + glyph.left, round(y) + glyph.top)
                    self.draw.bitmap(at, _bitmap(glyph), fill=self.lit(run.color))
            return
        face = _face(str(self.world.font(run.weight).path), run.size)
        for cluster in run.clusters:
            at = (round(x + cluster.x), round(y))
            self.draw.text(at, cluster.text, fill=self.lit(run.color), font=face, anchor="ls")


def paint_lit(display: DisplayList, fmt: Format, world: World) -> bytes:
    """Return a still of a board that is not RGB as a BMP: 1 bit in the board's colour, or four.

    Raises:
        TypeError, ValueError: the list holds what the board cannot show.
    """
    if fmt.depth == "mono":
        return encode_mono(paint_mono(display, world), fmt)
    stream = BytesIO()
    paint_dual(display, world).save(stream, "BMP")
    return stream.getvalue()


def encode_mono(image: Image.Image, fmt: Format) -> bytes:
    """Return lit and unlit pixels as a 1-bit BMP in black and the board's own colour."""
    stream = BytesIO()
    image.save(stream, "BMP")
    data = bytearray(stream.getvalue())
    r, g, b = fmt.mono_color.rgb
    data[_PALETTE : _PALETTE + 8] = bytes((0, 0, 0, 0, b, g, r, 0))
    return bytes(data)
