"""Printed posters of every size: boxes, fonts, words and weight of the files themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from unicodedata import normalize

import pytest

from generator.build.recipes.poster import about_sheet
from generator.content.kinds import Kind
from generator.layout.compose import compose, load_surfaces
from generator.layout.display import DisplayList
from generator.layout.formats import Format, load_formats, load_themes
from generator.layout.wording import CHIPS, THEMES, Wording
from generator.paint.pdf import PrintOptions, paint_pdf
from generator.world import World

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reads the PDF with poppler-utils"
)
MakeWorld = Callable[..., World]

SIZES = {
    "poster-a5": (148, 210), "poster-a4": (210, 297), "poster-a3": (297, 420),
    "poster-a2": (420, 594), "poster-a1": (594, 841), "poster-a0": (841, 1189),
    "standee": (800, 1800), "banner": (3000, 1000), "pano": (600, 300),
}  # fmt: skip
MOST_BYTES = 300_000

WORDS = Wording(
    id="khoan-bam", kind=Kind.GUIDE, theme=THEMES[Kind.GUIDE], chip=CHIPS[Kind.GUIDE],
    slogan="Khoan bấm, khoan chuyển tiền – Gọi con cháu hỏi trước đã", short="",
    support="Bốn điều ngắn, chữ dễ đọc, để các bác dùng điện thoại vui và yên tâm.",
    points=("Lạ thì không bấm", "Giục thì không làm", "Đòi tiền thì dập máy"),
    claim="", verdict="", fact="", when="", where="",
    source="Kế hoạch số 287/KH-UBND ngày 14/12/2021; khuỷu, Ễ, Ẳ, Hưởng",
    publisher="Ủy ban nhân dân phường Ngọc Hà", ward="Phường Ngọc Hà", city="Thành phố Hà Nội",
    url="https://phuong.example/x/tin/khoan-bam.html", image=None, alt="", logo=None,
    maker="In tại Hà Nội, 500 bản", mark="BẢN MẪU", language="vi",
)  # fmt: skip


def run(*command: str, data: bytes) -> str:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def composed(world: World, words: Wording, name: str) -> tuple[Format, tuple[DisplayList, ...]]:
    fmt, theme = load_formats(world)[name], load_themes(world)[words.theme]
    return fmt, compose(words, fmt, theme, load_surfaces(world), world)


@pytest.mark.parametrize("marks", [False, True])
@pytest.mark.parametrize("name", SIZES)
def test_boxes_fonts_words_and_size_of_the_file(
    name: str, marks: bool, make_world: MakeWorld
) -> None:
    world = make_world()
    fmt, displays = composed(world, WORDS, name)
    about = about_sheet(WORDS.id, fmt)
    pdf = paint_pdf(displays, world, PrintOptions(marks=marks, about=about))
    info = run("pdfinfo", "-box", "-", data=pdf)
    boxes = {
        box: [float(v) * 25.4 / 72 for v in values.split()]
        for box, values in re.findall(r"^(\w+)Box: +(.+)$", info, re.MULTILINE)
    }
    width, height = SIZES[name]
    over = 10 if marks else 0

    assert boxes["Media"] == pytest.approx(
        [0, 0, width + 2 * (over + 3), height + 2 * (over + 3)], abs=0.02
    )
    assert boxes["Bleed"] == pytest.approx(
        [over, over, width + over + 6, height + over + 6], abs=0.02
    )
    assert boxes["Trim"] == pytest.approx(
        [over + 3, over + 3, width + over + 3, height + over + 3], abs=0.02
    )
    assert re.search(r"^Pages: +1$", info, re.MULTILINE)
    assert re.search(rf"^Title: +{WORDS.slogan}$", info, re.MULTILINE)
    assert re.search(rf"^Subject: +{re.escape(about)}$", info, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", info, re.MULTILINE)
    assert b"/Lang(vi)" in pdf
    assert len(pdf) < MOST_BYTES

    rows = run("pdffonts", "-", data=pdf).splitlines()[2:]
    assert rows
    assert all(re.search(r"^[A-Z]{6}\+BeVietnamPro-\w+ .* yes yes yes ", row) for row in rows)

    text = run("pdftotext", "-raw", "-", "-", data=pdf)
    wanted = "".join(run.text for run in displays[0].texts())
    found = "".join(text.split())
    assert normalize("NFC", found) == found
    assert found.replace("".join(about.split()), "", marks) == "".join(wanted.split())


@pytest.mark.parametrize("kind", list(Kind))
def test_no_motif_makes_a_heavy_file(kind: Kind, make_world: MakeWorld) -> None:
    world = make_world()
    words = replace(WORDS, kind=kind, theme=THEMES[kind], chip=CHIPS[kind])
    for name in ("poster-a0", "pano"):
        assert len(paint_pdf(composed(world, words, name)[1], world)) < MOST_BYTES


def test_the_sheet_tells_its_scale(make_world: MakeWorld) -> None:
    formats = load_formats(make_world())
    assert about_sheet("tin", formats["pano"]) == (
        "tin · pano · 600 × 300 mm · Tỷ lệ 1:10 – thành phẩm 6.000 × 3.000 mm"
    )
    assert about_sheet("tin", formats["banner"]) == "tin · banner · 3.000 × 1.000 mm"
