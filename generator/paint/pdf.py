"""The print painter: display lists in millimetres in, a tagged PDF with real text out.

Lines of text stay text, one element a line; everything else becomes a vector drawing. The same
list gives the same bytes in any folder, at any time: Typst sees files in memory only, no system
font, no network and no clock.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import typst

from generator.layout.display import DisplayList, Group, Item, Picture, QrCode, TextRun
from generator.paint.cmyk import to_cmyk
from generator.paint.pdffile import PdfFile
from generator.paint.svg import Box, SvgWriter
from generator.world import World

TEMPLATE = "layouts/print/still.typ"
# Only metadata shows it, and a document date is not written at all.
_TIMESTAMP = datetime(2000, 1, 1, tzinfo=UTC)
# The groups whose lines are the heading of the page for those who listen to it.
_HEADINGS = frozenset({"slogan", "fact"})
_PT_PER_MM = 72 / 25.4
# Room around the bleed for marks 8 mm long that stand 1 mm clear of it (mm).
MARGIN = 10.0
_SLUG, _SLUG_WEIGHT = 2.6, 500  # mm, on sheets that are held in the hand
_TRIM = re.compile(rb"/TrimBox\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a sheet goes to the printer.

    Attributes:
        marks: crop marks outside the bleed, and the line about the sheet below them.
        cmyk: DeviceCMYK values in place of sRGB; no press profile is assumed.
        about: which message, format and size this is, and its scale where it has one; it is the
            subject of the file, too.
    """

    marks: bool = False
    cmyk: bool = False
    about: str = ""


PLAIN = PrintOptions()


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Items painted as one picture; `alt` is "" for decoration."""

    items: tuple[Item, ...]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text at its place on the page, clipped or not, and the group it belongs to."""

    run: TextRun
    clip: Box | None
    group: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What the groups around an item add: offset, clip (on the page) and the outer name."""

    dx: float = 0.0
    dy: float = 0.0
    clip: Box | None = None
    group: str = ""

    def enter(self, group: Group) -> _Around:
        """Return the surroundings of a group's items."""
        inner = _Around(self.dx + group.dx, self.dy + group.dy, self.clip, self.group or group.name)
        if group.clip is None:
            return inner
        x, y, w, h = group.clip
        moved = (x + inner.dx, y + inner.dy, w, h)
        return replace(inner, clip=moved if self.clip is None else _common(self.clip, moved))


def paint_pdf(
    display: DisplayList | Sequence[DisplayList],
    world: World,
    options: PrintOptions = PLAIN,
) -> bytes:
    """Return a PDF with a page for every layout: trim and bleed, the origin the trim's corner.

    Args:
        display: a layout in mm, or several of one size.
        world: gives fonts, pictures and the page template.
        options: marks, inks, and what is told about the sheet.

    Raises:
        ValueError: a layout is not in mm, uses a bitmap face, or has a size of its own.
    """
    displays = (display,) if isinstance(display, DisplayList) else tuple(display)
    for one in displays:
        _check(one, displays[0])
    files: dict[str, bytes] = {"main.typ": world.read(TEMPLATE)}
    pages = [plain_layers(d, world, files) for d in displays]
    first = displays[0]
    data = {
        "width": first.width,
        "height": first.height,
        "bleed": first.bleed,
        "margin": MARGIN if options.marks else 0,
        "slug": _SLUG,
        "title": first.title,
        "about": options.about,
        "language": first.language,
        "pages": pages,
    }
    files["page.json"] = json.dumps(data, ensure_ascii=False).encode("utf-8")
    weights = {run.weight for d in displays for run in d.texts()}
    pdf = compile_pdf(files, weights | ({_SLUG_WEIGHT} if options.marks else set()), world)
    return finished(pdf, first.bleed, cmyk=options.cmyk)


def _check(display: DisplayList, first: DisplayList) -> None:
    if display.unit != "mm":
        raise ValueError(f"a PDF is laid out in mm, not in {display.unit}")
    if (display.width, display.height, display.bleed) != (first.width, first.height, first.bleed):
        raise ValueError("the pages of a poster have one size")
    bitmap = {run.face for run in display.texts() if run.face}
    if bitmap:
        raise ValueError(f"bitmap faces do not print: {', '.join(sorted(bitmap))}")


def plain_layers(
    display: DisplayList, world: World, files: dict[str, bytes]
) -> list[dict[str, object]]:
    """Return a layout as a template's data; the files of its drawings are added to `files`."""
    return [_plain(part, display, world, files) for part in _parts(display)]


def finished(data: bytes, bleed: float, *, cmyk: bool = False) -> bytes:
    """Return a file of Typst's with its bleed boxes told, and its colours as inks if wanted.

    Args:
        data: as Typst wrote it.
        bleed: mm around the trim.
        cmyk: whether to turn its colours into DeviceCMYK.
    """
    pdf = PdfFile(data)
    over = bleed * _PT_PER_MM
    for page in pdf.pages():
        trim = _TRIM.search(page.head)
        media = re.search(rb"/MediaBox\[([^\]]+)\]", page.head)
        assert media is not None  # every page has one
        left, low, right, high = map(float, (trim or media)[1].split())
        box = (left - over, low - over, right + over, high + over)
        told = b" ".join(f"{max(v, 0):.4f}".rstrip("0").rstrip(".").encode() for v in box)
        trimmed = b"" if trim else b"/TrimBox[" + media[1] + b"]"
        page.head = page.head.replace(
            b"/MediaBox", b"/BleedBox[" + told + b"]" + trimmed + b"/MediaBox", 1
        )
    if cmyk:
        to_cmyk(pdf)
    return pdf.data()


def compile_pdf(
    files: Mapping[str, bytes],
    weights: Iterable[int],
    world: World,
    italics: Iterable[int] = (),
) -> bytes:
    """Run Typst on files in memory; it takes fonts from folders only, so they get one.

    Args:
        files: "main.typ" and all it reads.
        weights: of Be Vietnam Pro, upright.
        world: gives the fonts.
        italics: weights of the italic.
    """
    with tempfile.TemporaryDirectory(prefix="tintot-", ignore_cleanup_errors=True) as folder:
        for weight in sorted(weights):
            (Path(folder) / f"{weight}.ttf").write_bytes(world.font(weight).data)
        for weight in sorted(italics):
            data = world.font(weight, italic=True).data
            (Path(folder) / f"{weight}-italic.ttf").write_bytes(data)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        # The stubs leave out what the documentation describes: a project as a dictionary.
        compiler = typst.Compiler(dict(files), font_paths=fonts)  # type: ignore[type-var]
        pdf = compiler.compile(format="pdf", timestamp=_TIMESTAMP, pdf_standards=["ua-1"])
    assert isinstance(pdf, bytes)  # one file in memory, as no output path was given
    return pdf


def _parts(display: DisplayList) -> Iterator[tuple[_Line, ...] | _Drawing]:
    """Yield what is painted, bottom first: lines of one group together, drawings together."""
    lines: list[_Line] = []
    items: list[Item] = []
    for layer in _layers(display.items, _Around()):
        if items and (isinstance(layer, _Line) or layer.alt):
            yield _Drawing(tuple(items))
            items = []
        if lines and (isinstance(layer, _Drawing) or lines[0].group != layer.group):
            yield tuple(lines)
            lines = []
        if isinstance(layer, _Line):
            lines.append(layer)
        elif layer.alt:
            yield layer
        else:
            items.extend(layer.items)
    if items:
        yield _Drawing(tuple(items))
    if lines:
        yield tuple(lines)


def _layers(items: tuple[Item, ...], around: _Around) -> Iterator[_Line | _Drawing]:
    """Yield every line by itself and everything else as drawings on the page."""
    for item in items:
        if isinstance(item, TextRun):
            run = replace(item, x=item.x + around.dx, y=item.y + around.dy)
            if run.text.strip():
                yield _Line(run, _needed(around.clip, run.box), around.group)
        elif isinstance(item, Group) and item.opacity >= 1:
            yield from _layers(item.items, around.enter(item))
        else:
            # A fading group is one picture: its parts must not show through each other.
            placed = Group("", (item,), around.dx, around.dy)
            drawn = placed if around.clip is None else Group("", (placed,), clip=around.clip)
            yield _Drawing((drawn,), _alt(item))


def _alt(item: Item) -> str:
    """Return what a drawing says to those who cannot see it; "" for decoration."""
    match item:
        case Picture():
            return item.alt
        case QrCode():
            return f"Mã QR: {item.data}"
        case TextRun():
            return item.text
        case Group():
            return " ".join(filter(None, map(_alt, item.items)))
        case _:
            return ""


def _plain(
    part: tuple[_Line, ...] | _Drawing,
    display: DisplayList,
    world: World,
    files: dict[str, bytes],
) -> dict[str, object]:
    """Return a part as the template's data; a drawing's file is added to `files`."""
    if isinstance(part, _Drawing):
        name = f"{len(files)}.svg"
        b = display.bleed
        box = (-b, -b, display.width + 2 * b, display.height + 2 * b)
        files[name] = SvgWriter(world).document(part.items, box)
        return {"type": "drawing", "file": name, "alt": part.alt}
    heading = part[0].group in _HEADINGS
    return {"type": "lines", "heading": heading, "lines": [_plain_line(line) for line in part]}


def _plain_line(line: _Line) -> dict[str, object]:
    run = line.run
    return {
        "text": run.text,
        "x": run.x,
        "y": run.y,
        "size": run.size,
        "width": run.width,
        "weight": run.weight,
        "color": run.color.hex,
        "alpha": run.color.a,
        "clip": line.clip,
    }


def _needed(clip: Box | None, ink: Box) -> Box | None:
    """Return the clip only where it cuts into the ink (left, top, right, bottom)."""
    if clip is None:
        return None
    x, y, w, h = clip
    inside = x <= ink[0] and y <= ink[1] and ink[2] <= x + w and ink[3] <= y + h
    return None if inside else clip


def _common(a: Box, b: Box) -> Box:
    """Return the part two rectangles (x, y, w, h) share; empty if none."""
    left, top = max(a[0], b[0]), max(a[1], b[1])
    right, bottom = min(a[0] + a[2], b[0] + b[2]), min(a[1] + a[3], b[1] + b[3])
    return (left, top, max(0.0, right - left), max(0.0, bottom - top))
