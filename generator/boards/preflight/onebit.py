"""One-bit boards (rows G3, T6): a layout and the pixels of its file in; what was lost or added out.

The lit pixels that the layout asks for are put together here letter by letter, from letters drawn
alone, and compared with those of the file as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from generator.boards.preflight.fonts import Source, version_of
from generator.boards.preflight.subject import Subject, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.display import Cluster, Color, DisplayList, Fill, Group, Item, TextRun
from generator.layout.glyphs import load_face
from generator.paint.mono import paint_mono
from generator.world import World

_LIT = 128
_ON = bytes(_LIT) + b"\xff" * (256 - _LIT)
_WHITE = Color(255, 255, 255)
_SIDE = 1  # px that stay dark left and right; the rows may be filled
# Two kinds of LED a pixel: red, green, and yellow from both.
_DUAL = frozenset({(0, 0, 0), (255, 0, 0), (0, 255, 0), (255, 255, 0)})
_MOST_COLORS = 16

Box = tuple[int, int, int, int]


def check_bits(subject: Subject, image: Image.Image) -> Iterator[Diagnostic]:
    """Yield errors when a one-bit still cuts text, or shows other pixels than its layout asks for.

    Args:
        subject: its layout.
        image: the pixels of the written file.
    """
    display = subject.display
    size = (round(display.width), round(display.height))
    expected = _Expected(Image.new("L", size), subject.world)
    expected.lay(display.items, 0.0, 0.0)
    edge = _cut(subject, expected)
    if edge is not None:
        yield edge
        return
    yield from _colors(subject, image)
    if expected.plain and ImageChops.difference(expected.lit, _lit(image)).getbbox():
        message = _("Tệp ảnh của bảng một màu không khớp từng điểm với bố cục của tin.")
        hint = _("tạo lại ảnh bằng tintot build; không mở và lưu lại ảnh này bằng phần mềm khác")
        yield subject.error("one-bit-mismatch", message, hint)


@dataclass(slots=True)
class _Expected:
    """What a layout asks for, laid item by item.

    Attributes:
        lit: lit pixels, "L", 0 or 255.
        boxes: each line with the box of its pixels, on the board or beyond.
        plain: whether the layout is made of fills and letters alone.
        versions: of the fonts met, by face and weight.
    """

    lit: Image.Image
    world: World
    boxes: list[tuple[TextRun, Box]] = field(default_factory=list)
    plain: bool = True
    versions: dict[tuple[str, int], str] = field(default_factory=dict)

    def lay(self, items: tuple[Item, ...], dx: float, dy: float) -> None:
        """Lay items at an offset, as the painter of one-bit boards does."""
        for item in items:
            match item:
                case Fill():
                    x, y = round(item.x + dx), round(item.y + dy)
                    far = (x + round(item.w) - 1, y + round(item.h) - 1)
                    on = isinstance(item.paint, Color) and _shines(item.paint)
                    ImageDraw.Draw(self.lit).rectangle(((x, y), far), fill=255 if on else 0)
                    self.plain = self.plain and not item.radius
                case TextRun():
                    self.lay_line(item, dx, dy)
                case Group():
                    self.lay(item.items, dx + item.dx, dy + item.dy)
                case _:
                    self.plain = False

    def lay_line(self, run: TextRun, dx: float, dy: float) -> None:
        """Lay a line's letters, each on its whole pixel."""
        found: list[Box] = []
        face = (run.face, run.weight)
        if face not in self.versions:
            self.versions[face] = version_of(self.world, run)
        key = (Source(self.world), self.versions[face], *face, run.size)
        for cluster in run.clusters:
            letter = None if cluster.text.isspace() else _letter(*key, cluster.text)
            if letter is not None:
                x = round(run.x + dx + cluster.x) + letter.left
                y = round(run.y + dy) + letter.top
                self.lit.paste(255 if _shines(run.color) else 0, (x, y), letter.lit)
                found.append((x, y, x + letter.lit.width, y + letter.lit.height))
        if found:
            lefts, tops, rights, bottoms = zip(*found, strict=True)
            self.boxes.append((run, (min(lefts), min(tops), max(rights), max(bottoms))))


def _shines(color: Color) -> bool:
    return max(color.rgb) >= _LIT


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter's pixels ("L", cropped) and where they start from pen and baseline."""

    lit: Image.Image
    left: int
    top: int


@lru_cache(maxsize=2048)
def _letter(
    source: Source, version: str, face: str, weight: int, size: float, text: str
) -> _Letter | None:
    """Return a letter alone, or None when nothing is drawn."""
    del version  # part of the key
    if face:
        glyph = load_face(source.world, face).glyphs.get(text)
        return None if glyph is None else _from_rows(glyph.rows, glyph.left, glyph.top)
    em = round(size)
    x, y = em, 2 * em
    run = TextRun(x, y, size, weight, _WHITE, (Cluster(text, 0),), em, (-x, -y, em, em))
    drawn = paint_mono(DisplayList(3 * em, 3 * em, "px", (run,)), source.world).convert("L")
    box = drawn.getbbox()
    return None if box is None else _Letter(drawn.crop(box), box[0] - x, box[1] - y)


def _from_rows(rows: tuple[str, ...], left: int, top: int) -> _Letter:
    data = bytes(255 if cell == "#" else 0 for row in rows for cell in row)
    return _Letter(Image.frombytes("L", (len(rows[0]), len(rows)), data), left, top)


def _cut(subject: Subject, expected: _Expected) -> Diagnostic | None:
    """Return an error about the first line of which a pixel is cut, or lit at a side (G3)."""
    width, height = expected.lit.size
    for run, (left, top, right, bottom) in expected.boxes:
        if top < 0 or bottom > height or left < 0 or right > width:
            message = _("Chữ “{text}” bị cắt ở mép.", text=quoted(run.text))
        elif left < _SIDE or right > width - _SIDE:
            message = _(
                "Chữ “{text}” quá sát mép: cần chừa {need} {unit}.",
                text=quoted(run.text),
                need=_SIDE,
                unit=subject.fmt.unit,
            )
        else:
            continue
        return subject.error("cut-text", message, subject.rewrite(run))
    return None


def _colors(subject: Subject, image: Image.Image) -> Iterator[Diagnostic]:
    """Yield an error when the file has a colour that the board's LEDs cannot show (T6)."""
    fmt = subject.fmt
    known = _DUAL if fmt.depth == "dual" else frozenset({(0, 0, 0), fmt.mono_color.rgb})
    colors = image.getcolors(_MOST_COLORS)
    found = {color for _count, color in colors or ()}
    if colors is None or not found <= known:
        message = _("Ảnh có màu mà đèn của bảng không hiện được.")
        hint = _("chọn đúng khổ bảng (một màu, hai màu hay nhiều màu) trong content/places.toml")
        yield subject.error("wrong-colors", message, hint)


def _lit(image: Image.Image) -> Image.Image:
    """Return which pixels are lit, "L", 0 or 255."""
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point(_ON)
