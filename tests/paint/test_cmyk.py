"""Inks, boxes and crop marks: what a print shop opens."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable

import pytest
from PIL import Image

from generator.content.model import Media
from generator.layout.display import Color, DisplayList, Fill, Gradient, Group, Item, Picture, Shape
from generator.layout.type import set_line
from generator.paint.cmyk import to_cmyk
from generator.paint.pdf import PrintOptions, paint_pdf
from generator.paint.pdffile import PdfFile
from generator.paint.separation import picture_inks, printed, separated
from generator.world import World

MakeWorld = Callable[..., World]
poppler = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="reads with poppler-utils")
GREEN, RED, WHITE = Color.parse("#0A4D3F"), Color.parse("#96182A"), Color(255, 255, 255)
THEMES = "#0A4D3F #0B5645 #6E0F1C #96182A #5A1E5E #7D2A77 #FFF8E6 #FFC83D #FFC4D6 #FFFAEE #3E4A47"


def page(*items: Item, width: float = 148, height: float = 210) -> DisplayList:
    return DisplayList(width, height, "mm", items, bleed=3, title="Tin tốt")


@pytest.fixture
def sheet(make_world: MakeWorld) -> tuple[DisplayList, World]:
    stream = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((300, 200)).save(stream, "PNG")
    logo = io.BytesIO()
    Image.new("RGBA", (60, 60), (200, 30, 40, 128)).save(logo, "PNG")
    world = make_world(
        {"content/media/a.png": stream.getvalue(), "content/media/l.png": logo.getvalue()}
    )
    clear = Color(*GREEN.rgb, a=0.0)
    display = page(
        Fill(-3, -3, 154, 216, Gradient(GREEN, Color(0, 0, 0), 60)),
        Group("motif", (Shape((((9, 9), (90, 9), (50, 90)),), fill=RED),), opacity=0.16),
        Picture(20, 100, 60, 40, Media("content/media/a.png", "1", 300, 200), "Ảnh"),
        Fill(20, 100, 30, 40, Gradient(GREEN, clear, 0)),
        Picture(90, 100, 30, 30, Media("content/media/l.png", "2", 60, 60), "Logo", clear=True),
        Group("slogan", (set_line(world, "Khoan (bấm) \\ 0 0 0 scn", 10, 40, 9, 800, WHITE),)),
        Group("support", (set_line(world, "Chữ đen", 10, 60, 6, 500, Color(0, 0, 0)),)),
    )
    return display, world


def run(*command: str, data: bytes) -> str:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def drawings(data: bytes) -> list[str]:
    """Return every stream with drawing operators, unpacked."""
    pdf = PdfFile(data)
    contents = {one.refers(b"/Contents") for one in pdf.pages()}
    return [
        one.unpacked().decode("latin-1")
        for number, one in pdf.objects.items()
        if number in contents or b"/Subtype/Form" in one.head
    ]


@pytest.mark.parametrize("name", THEMES.split())
def test_theme_colours_look_alike_in_ink(name: str) -> None:
    color = Color.parse(name)
    inks = separated(*(v / 255 for v in color.rgb))

    assert sum(inks) <= 3.0
    assert all(0 <= ink <= 1 for ink in inks)
    for wanted, found in zip(color.rgb, printed(inks), strict=True):
        assert found * 255 == pytest.approx(wanted, abs=14)


def test_greys_are_black_alone_and_white_is_paper() -> None:
    assert separated(1, 1, 1) == (0, 0, 0, 0)
    assert separated(0, 0, 0) == (0, 0, 0, 1)
    assert separated(0.2, 0.2, 0.2)[:3] == (0, 0, 0)


def test_no_colour_needs_more_ink_than_dries() -> None:
    steps = [n / 6 for n in range(7)]
    assert max(sum(separated(r, g, b)) for r in steps for g in steps for b in steps) <= 3.0


def test_pictures_are_separated_like_colours() -> None:
    colors = [(10, 77, 63), (255, 200, 61), (255, 255, 255), (150, 24, 42)]
    picture = Image.new("RGB", (4, 1))
    for x, color in enumerate(colors):
        picture.putpixel((x, 0), color)
    made = picture_inks(picture)

    assert made.mode == "CMYK"
    for x, color in enumerate(colors):
        pixel = made.getpixel((x, 0))
        assert isinstance(pixel, tuple)
        assert sum(pixel) <= 3.0 * 255
        look = printed(tuple(v / 255 for v in pixel))  # type: ignore[arg-type]
        assert [v * 255 for v in look] == pytest.approx(color, abs=22)


@poppler
def test_no_rgb_is_left_in_a_file_of_inks(sheet: tuple[DisplayList, World]) -> None:
    rgb = paint_pdf(*sheet)
    data = paint_pdf(*sheet, PrintOptions(cmyk=True))
    assert b"ICCBased" in rgb
    assert b"ICCBased" not in data
    assert b"DeviceRGB" not in data

    for content in drawings(data):
        bare = re.sub(r"\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f]*>", "()", content)
        operators = re.findall(r"([\d. ]*?)\b(scn|SCN|rg|RG|k|K|sc|SC)\b", bare)
        assert not [op for _, op in operators if op in {"rg", "RG"}]
        for values, _ in operators:
            inks = [float(v) for v in values.split()]
            assert len(inks) in {0, 1, 4}
            assert sum(inks) <= 3.0


@poppler
def test_pictures_gradients_and_mixing_are_inks_too(sheet: tuple[DisplayList, World]) -> None:
    pdf = PdfFile(paint_pdf(*sheet, PrintOptions(cmyk=True)))
    heads = [one.head for one in pdf.objects.values()]

    pictures = [one for one in pdf.objects.values() if b"/Subtype/Image" in one.head]
    jpeg = next(one for one in pictures if b"/DCTDecode" in one.head)
    assert jpeg.stream is not None
    assert Image.open(io.BytesIO(jpeg.stream)).mode == "CMYK"
    assert b"/Decode[1 0 1 0 1 0 1 0]" in jpeg.head
    ends = [h for h in heads if b"/FunctionType 2" in h and b"/Range[0 1 0 1 0 1 0 1]" in h]
    assert ends
    for head in ends:
        for values in re.findall(rb"/C[01]\[([^\]]+)\]", head):
            assert len(values.split()) == 4
            assert sum(map(float, values.split())) <= 3.0
    assert all(b"/Group<</S/Transparency/CS/DeviceCMYK>>" in one.head for one in pdf.pages())


@poppler
def test_inks_look_like_the_colours_they_replace(sheet: tuple[DisplayList, World]) -> None:
    text = [
        run("pdftotext", "-", "-", data=paint_pdf(*sheet, options))
        for options in (PrintOptions(), PrintOptions(cmyk=True))
    ]
    assert text[0] == text[1]
    assert "Khoan (bấm) \\ 0 0 0 scn" in text[1]
    png = subprocess.run(
        ["pdftoppm", "-r", "25.4", "-png", "-singlefile", "-"],
        input=paint_pdf(*sheet, PrintOptions(cmyk=True)), capture_output=True, check=True,
    ).stdout  # fmt: skip
    image = Image.open(io.BytesIO(png)).convert("RGB")
    left = image.getpixel((25, 110))
    right = image.getpixel((80, 110))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[1] > left[0]  # the ground's green lies over the picture's left side
    assert max(right) - min(right) < 30


@poppler
@pytest.mark.parametrize("cmyk", [False, True])
def test_crop_marks_stand_outside_the_bleed(cmyk: bool, make_world: MakeWorld) -> None:
    world = make_world()
    about = "tin-tot · pano · Tỷ lệ 1:10 – thành phẩm 6.000 × 3.000 mm"
    blank = page(Fill(-3, -3, 154, 216, WHITE))
    data = paint_pdf(blank, world, PrintOptions(marks=True, cmyk=cmyk, about=about))
    info = run("pdfinfo", "-box", "-", data=data)
    boxes = {
        name: [float(v) * 25.4 / 72 for v in values.split()]
        for name, values in re.findall(r"^(\w+)Box: +(.+)$", info, re.MULTILINE)
    }
    png = subprocess.run(
        ["pdftoppm", "-r", "254", "-gray", "-"], input=data, capture_output=True, check=True
    ).stdout
    image = Image.open(io.BytesIO(png))
    ink = image.point(lambda v: 255 * (v < 128))

    assert boxes["Media"] == pytest.approx([0, 0, 174, 236], abs=0.01)
    assert boxes["Bleed"] == pytest.approx([10, 10, 164, 226], abs=0.01)
    assert boxes["Trim"] == pytest.approx([13, 13, 161, 223], abs=0.01)
    assert ink.crop((100, 100, 1640, 2260)).getbbox() is None  # nothing on the sheet itself
    for x, y in ((130, 40), (1610, 40), (130, 2320), (1610, 2320), (40, 130), (1700, 2230)):
        assert ink.crop((x - 4, y - 4, x + 5, y + 5)).getbbox(), (x, y)
    assert about in run("pdftotext", "-", "-", data=data)
    assert re.search(rf"^Subject: +{re.escape(about)}$", info, re.MULTILINE)


def test_several_sheets_make_several_pages(make_world: MakeWorld) -> None:
    world = make_world()
    one = page(Group("slogan", (set_line(world, "Một", 10, 40, 9, 800, RED),)))
    two = page(Group("slogan", (set_line(world, "Hai", 10, 40, 9, 800, RED),)))
    pdf = PdfFile(paint_pdf((one, two), world))
    assert len(pdf.pages()) == 2
    assert all(b"/BleedBox[0 0 436.535" in sheet.head for sheet in pdf.pages())
    with pytest.raises(ValueError, match="one size"):
        paint_pdf((one, page(width=99)), world)


def test_only_files_of_the_known_kind_are_changed(make_world: MakeWorld) -> None:
    data = paint_pdf(page(Fill(0, 0, 9, 9, RED)), make_world())
    again = PdfFile(data).data()
    assert PdfFile(again).data() == again
    with pytest.raises(ValueError, match="cross-reference"):
        PdfFile(b"%PDF-1.7\n1 0 obj\nnull\nendobj\nstartxref\n9\n%%EOF")
    pdf = PdfFile(data)
    to_cmyk(pdf)
    before = pdf.data()
    to_cmyk(pdf)  # nothing is left to change
    assert pdf.data() == before
