"""The print painter: text that stays text, at the shaped positions, on a page with bleed."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
import segno
from PIL import Image, ImageChops

from generator.content.model import Media
from generator.layout.display import (
    Color,
    DisplayList,
    Fill,
    Gradient,
    Group,
    Item,
    Picture,
    QrCode,
    Shape,
    TextRun,
)
from generator.layout.type import set_line
from generator.paint.pdf import paint_pdf
from generator.world import World

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reads the PDF with poppler-utils"
)
MakeWorld = Callable[..., World]

PT_PER_MM = 72 / 25.4
BLACK, WHITE, RED = Color(0, 0, 0), Color(255, 255, 255), Color(255, 0, 0)
BLUE = Color(0, 0, 255)
LINES = (
    "Mỗi ngày một tin tốt –",
    "Mỗi tuần một câu chuyện đẹp",
    "AVATo fi ffl Ễ Ẳ Ữ Đ, “Vùng xanh”: 5656",
    "Không gian mạng: khuỷu, nghiễm, Hưởng",
)


def page(*items: Item, width: float = 200, height: float = 100, bleed: float = 3) -> DisplayList:
    return DisplayList(width, height, "mm", items, bleed=bleed, title="Tin tốt")


def lines_of(world: World, texts: tuple[str, ...], weight: int = 700) -> tuple[TextRun, ...]:
    return tuple(
        set_line(world, text, 10, 15 + 12 * i, 8, weight, BLACK) for i, text in enumerate(texts)
    )


def run(*command: str, data: bytes) -> bytes:
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout


def text_of(pdf: bytes, *options: str) -> str:
    return run("pdftotext", *options, "-", "-", data=pdf).decode("utf-8")


def pixels(pdf: bytes, dpi: float = 50.8) -> Image.Image:
    """Render the page with its bleed; at 50.8 dpi a millimetre has 2 px."""
    png = run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-", data=pdf)
    return Image.open(io.BytesIO(png)).convert("RGB")


def at(image: Image.Image, x: float, y: float, bleed: float = 3) -> tuple[int, ...]:
    """Return the pixel at a point of the page in mm, from the corner of the trim."""
    value = image.getpixel((int((x + bleed) * 2), int((y + bleed) * 2)))
    assert isinstance(value, tuple)
    return value


def near(left: tuple[int, ...], right: tuple[int, ...], off: int = 4) -> bool:
    return all(abs(p - q) <= off for p, q in zip(left, right, strict=True))


def test_text_comes_out_as_it_went_in(make_world: MakeWorld) -> None:
    world = make_world()
    pdf = paint_pdf(page(Group("slogan", lines_of(world, LINES))), world)

    found = text_of(pdf).strip().splitlines()

    assert [line for line in found if line] == list(LINES)
    assert normalize("NFC", "".join(found)) == "".join(found)


def test_hostile_characters_are_only_letters(make_world: MakeWorld) -> None:
    world = make_world()
    texts = (
        '# \\ " [ ] $x$ @a `b` *c* _d_',
        "<e> & 'f' -- ... ~ = + / // /* */",
        "#sys.inputs {x}",
    )
    pdf = paint_pdf(page(Group("support", lines_of(world, texts))), world)

    assert tuple(filter(None, text_of(pdf).strip().splitlines())) == texts


@pytest.mark.parametrize("weight", [500, 600, 700, 800])
def test_lines_are_as_wide_as_shaped(make_world: MakeWorld, weight: int) -> None:
    world = make_world()
    runs = lines_of(world, LINES, weight)
    html = text_of(paint_pdf(page(*runs), world), "-bbox")
    words = [
        tuple(map(float, w))
        for w in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"', html)
    ]

    for line in runs:
        count = len(line.text.split())
        here, words = words[:count], words[count:]
        start = (line.x + 3) * PT_PER_MM
        assert here[0][0] == pytest.approx(start, abs=0.01)
        assert here[-1][2] - here[0][0] == pytest.approx(line.width * PT_PER_MM, rel=0.001)


def test_ink_stands_where_the_layout_says(make_world: MakeWorld) -> None:
    world = make_world()
    line = set_line(world, "Ễ ương gặp", 20, 50, 25, 800, BLACK)
    image = pixels(paint_pdf(page(line), world), dpi=127)
    box = ImageChops.invert(image.convert("L")).point(lambda v: 255 * (v > 127)).getbbox()

    assert box is not None
    assert [v / 5 - 3 for v in box] == pytest.approx(list(line.box), abs=0.25)


def test_page_is_trim_and_bleed(make_world: MakeWorld) -> None:
    world = make_world()
    pdf = paint_pdf(page(Fill(-3, -3, 206, 106, RED), width=200, height=100), world)
    info = run("pdfinfo", "-box", "-", data=pdf).decode()
    boxes = {
        name: [float(v) / PT_PER_MM for v in values.split()]
        for name, values in re.findall(r"^(\w+)Box: +(.+)$", info, re.MULTILINE)
    }

    assert boxes["Media"] == pytest.approx([0, 0, 206, 106], abs=0.01)
    assert boxes["Bleed"] == pytest.approx([0, 0, 206, 106], abs=0.01)
    assert boxes["Trim"] == pytest.approx([3, 3, 203, 103], abs=0.01)
    assert at(pixels(pdf), -2.7, -2.7) == (255, 0, 0)
    assert at(pixels(pdf), 202.7, 102.7) == (255, 0, 0)


def test_metadata_tags_and_language(make_world: MakeWorld) -> None:
    world = make_world()
    shape = Shape((((0, 0), (9, 0), (9, 9)),), fill=RED)
    below = tuple(replace(line, y=line.y + 40) for line in lines_of(world, LINES[2:]))
    display = page(shape, Group("slogan", lines_of(world, LINES[:2])), Group("support", below))
    pdf = paint_pdf(display, world)
    info = run("pdfinfo", "-", data=pdf).decode()

    assert re.search(r"^Title: +Tin tốt$", info, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", info, re.MULTILINE)
    assert "CreationDate" not in info
    assert b"/Lang(vi)" in pdf
    structure = run("pdfinfo", "-struct-text", "-", data=pdf).decode(errors="replace")
    assert re.search(rf'H1 .*\n +"{LINES[0]}"\n +"{LINES[1]}"', structure)
    assert re.search(rf'\n  P .*\n +"{LINES[2][:6]}.*\n +"{LINES[3]}"', structure)
    assert "Figure" not in structure


def test_pictures_and_codes_are_described(make_world: MakeWorld) -> None:
    world = make_world({"content/media/a.png": two_halves()})
    media = Media("content/media/a.png", "", 200, 100)
    pdf = paint_pdf(
        page(
            Picture(10, 10, 30, 30, media, alt="Red"),
            QrCode(50, 10, 40, "https://x.example/a", BLACK, WHITE),
        ),
        world,
    )

    assert b"/Alt(Red)" in pdf
    code = "Mã QR: https://x.example/a".encode("utf-16-be").hex().upper()
    assert f"/Alt<FEFF{code}>".encode() in pdf


def test_fonts_are_embedded_as_subsets(make_world: MakeWorld) -> None:
    world = make_world()
    runs = (*lines_of(world, LINES[:1], 800), *lines_of(world, LINES[1:2], 500))
    table = run("pdffonts", "-", data=paint_pdf(page(*runs), world)).decode().splitlines()[2:]

    assert len(table) == 2
    assert all(re.search(r"^[A-Z]{6}\+BeVietnamPro-\w+ .* yes yes yes ", row) for row in table)


def test_overlapping_parts_of_a_fading_group_do_not_add_up(make_world: MakeWorld) -> None:
    world = make_world()
    group = Group("motif", (Fill(10, 10, 30, 30, RED), Fill(20, 20, 40, 40, RED)), opacity=0.5)
    image = pixels(paint_pdf(page(group), world))

    assert near(at(image, 15, 15), (255, 128, 128))
    assert at(image, 15, 15) == at(image, 30, 30) == at(image, 55, 55)


def test_text_in_a_fading_group_fades_and_stays_text(make_world: MakeWorld) -> None:
    world = make_world()
    line = set_line(world, "Mờ dần ễ", 12, 40, 30, 800, BLACK)
    group = Group("chip", (Fill(5, 5, 190, 60, RED), line), opacity=0.5)
    pdf = paint_pdf(page(group), world)
    image = pixels(pdf)

    darkest = min(image.getcolors(100_000) or [], key=lambda c: sum(c[1]))[1]
    assert isinstance(darkest, tuple)
    assert near(darkest, (128, 128, 128), 6)
    assert "".join(text_of(pdf).split()) == "Mờdầnễ"


def test_gradient_runs_from_corner_to_corner_in_srgb(make_world: MakeWorld) -> None:
    world = make_world()
    ground = Fill(0, 0, 200, 100, Gradient(Color(0, 0, 0), Color(200, 100, 50), 0))
    image = pixels(paint_pdf(page(ground, bleed=0), world))

    assert near(at(image, 0.5, 50, 0), (0, 0, 0))
    assert near(at(image, 100, 50, 0), (100, 50, 25))
    assert near(at(image, 199.5, 50, 0), (200, 100, 50))

    slanted = Fill(0, 0, 200, 100, Gradient(BLACK, WHITE, 45))
    image = pixels(paint_pdf(page(slanted, bleed=0), world))
    assert near(at(image, 0, 0, 0), (0, 0, 0))
    assert near(at(image, 199.5, 99.5, 0), (255, 255, 255))


def test_polygons_fill_by_the_even_odd_rule(make_world: MakeWorld) -> None:
    world = make_world()
    outer = ((10.0, 10.0), (60.0, 10.0), (60.0, 60.0), (10.0, 60.0))
    inner = ((20.0, 20.0), (50.0, 20.0), (50.0, 50.0), (20.0, 50.0))
    line = Shape((((70, 10), (70, 60)),), stroke=Color(0, 0, 255, 0.5), width=6, closed=False)
    image = pixels(paint_pdf(page(Shape((outer, inner), fill=RED), line), world))

    assert at(image, 15, 30) == (255, 0, 0)
    assert at(image, 35, 35) == (255, 255, 255)
    assert near(at(image, 72, 30), (128, 128, 255))
    assert at(image, 75, 30) == (255, 255, 255)


def test_rounded_corners_leave_the_ground(make_world: MakeWorld) -> None:
    world = make_world()
    image = pixels(paint_pdf(page(Fill(10, 10, 60, 20, RED, radius=99)), world))

    assert at(image, 10.6, 10.6) == (255, 255, 255)
    assert at(image, 11, 20) == (255, 0, 0)


def test_groups_move_and_clip(make_world: MakeWorld) -> None:
    world = make_world()
    line = set_line(world, "MMMMMMMM", 10, 40, 30, 900, BLACK)
    group = Group("cut", (Fill(0, 0, 100, 50, RED), line), dx=20, clip=(0, 0, 50, 50))
    image = pixels(paint_pdf(page(group), world))

    assert at(image, 19, 5) == (255, 255, 255)
    assert at(image, 69, 5) == (255, 0, 0)
    assert at(image, 71, 5) == (255, 255, 255)
    beyond = image.crop(((71 + 3) * 2, 0, image.width, image.height))
    assert beyond.getcolors() == [(beyond.width * beyond.height, (255, 255, 255))]
    assert (0, 0, 0) in {c for _, c in image.getcolors(100_000) or []}


def two_halves() -> bytes:
    image = Image.new("RGB", (200, 100), (255, 0, 0))
    image.paste((0, 0, 255), (100, 0, 200, 100))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("focus", "left", "right"),
    [(0.0, RED, RED), (0.5, RED, BLUE), (1.0, BLUE, BLUE)],
)
def test_pictures_are_cropped_around_their_focus(
    make_world: MakeWorld, focus: float, left: Color, right: Color
) -> None:
    world = make_world({"content/media/a.png": two_halves()})
    media = Media("content/media/a.png", "", 200, 100)
    image = pixels(paint_pdf(page(Picture(10, 10, 40, 40, media, focus=(focus, 0.5))), world))

    assert near(at(image, 15, 30), left.rgb)
    assert near(at(image, 45, 30), right.rgb)
    assert at(image, 51, 30) == (255, 255, 255)


def test_what_is_transparent_in_a_logo_shows_the_ground(make_world: MakeWorld) -> None:
    drawn = Image.new("RGBA", (80, 40))
    drawn.paste((0, 0, 255, 255), (40, 0, 80, 40))
    stream = io.BytesIO()
    drawn.save(stream, "PNG")
    world = make_world({"content/media/logo.png": stream.getvalue()})
    logo = Picture(
        10, 10, 80, 40, Media("content/media/logo.png", "0", 80, 40), alt="Logo", clear=True
    )
    image = pixels(paint_pdf(page(Fill(0, 0, 200, 100, RED), Group("ward", (logo,))), world))
    assert near(at(image, 25, 30), RED.rgb)
    assert near(at(image, 75, 30), BLUE.rgb)


def test_qr_modules_are_those_of_the_code(make_world: MakeWorld) -> None:
    world = make_world()
    data = "https://phuong.example/x/tin/a.html"
    matrix = segno.make_qr(data, error="m", boost_error=False).matrix
    side = len(matrix) + 8
    image = pixels(paint_pdf(page(QrCode(10, 10, side, data, BLACK, WHITE)), world))

    found = [
        [at(image, 14.5 + i, 14.5 + j)[0] < 128 for i in range(len(matrix))]
        for j in range(len(matrix))
    ]
    assert found == [[bool(module) for module in row] for row in matrix]


SCRIPT = """
import sys
from datetime import datetime
from pathlib import Path
from generator.layout.display import Color, DisplayList, Fill, Gradient, Group
from generator.layout.type import set_line
from generator.paint.pdf import paint_pdf
from generator.world import HANOI, MemoryWorld
root, cache = Path(sys.argv[1]), Path(sys.argv[2])
name = "layouts/print/still.typ"
world = MemoryWorld({name: (root / name).read_bytes()}, datetime(2026, 1, 1, tzinfo=HANOI), cache)
black = Color(0, 0, 0)
items = (
    Fill(0, 0, 99, 99, Gradient(black, Color(9, 9, 9), 30)),
    Group("motif", (Fill(0, 0, 9, 9, black),), opacity=0.5),
    *(set_line(world, "Tin tốt", 5, 20, 9, weight, black) for weight in (800, 500, 600)),
)
sys.stdout.buffer.write(paint_pdf(DisplayList(99, 99, "mm", items, 3, title="Tin tốt"), world))
"""


def test_bytes_are_the_same_in_any_folder_and_zone(tmp_path: Path, cache: Path) -> None:
    root = Path(__file__).parent.parent.parent
    made = set()
    for number, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/Lima")):
        folder = tmp_path / f"thư mục {number}"
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": number, "TZ": zone, "TMPDIR": str(folder)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(root), str(cache)],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=True,
        )
        made.add(done.stdout)

    assert len(made) == 1
    assert made.pop().startswith(b"%PDF-")


def test_only_layouts_for_print_are_taken(make_world: MakeWorld) -> None:
    world = make_world()
    with pytest.raises(ValueError, match="mm"):
        paint_pdf(DisplayList(10, 10, "px", ()), world)
    bitmap = TextRun(0, 0, 9, 400, BLACK, (), 0, (0, 0, 0, 0), face="tt-15")
    with pytest.raises(ValueError, match="tt-15"):
        paint_pdf(page(bitmap), world)
