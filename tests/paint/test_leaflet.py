"""Leaflets: a text of any length on exactly two pages, every word of it there or pointed to."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from unicodedata import normalize

import pytest
from PIL import Image

from generator.content.kinds import Kind
from generator.content.markup import render
from generator.content.model import Contact, Media, Question
from generator.layout.compose import compose_front, load_surfaces
from generator.layout.formats import Format, load_themes
from generator.layout.handout import Handout
from generator.layout.prose import plain, prose
from generator.layout.wording import CHIPS, THEMES, Wording
from generator.paint.leaflet import Printed, paint_leaflet
from generator.paint.pdf import PrintOptions
from generator.world import HANOI, World

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reads the PDF with poppler-utils"
)
MakeWorld = Callable[..., World]
Leaflet = Callable[..., Printed]

A5 = Format("leaflet-a5", "poster", 148, 210, unit="mm", file="pdf", bleed_mm=3.0)
URL = "https://phuong.example/x/tin/tin-tot.html"
EVERYTHING = """Mở đầu *nghiêng*, **đậm** và [trang này](https://tingia.gov.vn/).

## Ba việc

1. Dừng lại
2. Hỏi lại, xem [tin khác](khac.md)
3. Gọi **156**

> Lời nói chẳng mất tiền mua, lựa lời mà nói cho vừa lòng nhau.

- một
- hai

| Thay vì | Hãy viết |
|---|---|
| “Không biết gì” | “Tôi hiểu khác” |

\\#let x = 1; $x$ `@a` <b>_c_</b> \\*
"""
SENTENCE = "Cùng giữ lời hay, việc tốt trên không gian mạng để ai vào cũng thấy yên tâm. "
LONG = "\n\n".join(f"## Phần {n}\n\nĐoạn {n}. {SENTENCE * 5}" for n in range(1, 31))


def words_of(kind: Kind = Kind.GUIDE, **changes: object) -> Wording:
    values: dict[str, object] = {
        "id": "tin-tot", "kind": kind, "theme": THEMES[kind], "chip": CHIPS[kind],
        "slogan": "Khoan bấm, khoan chuyển tiền", "short": "",
        "support": "Bốn điều dễ nhớ cho các bác.", "points": ("Lạ thì không bấm", "Gọi con cháu"),
        "claim": "", "verdict": "", "fact": "", "when": "", "where": "",
        "source": "Kế hoạch 287/KH-UBND", "publisher": "Ủy ban nhân dân phường Ngọc Hà",
        "ward": "Phường Ngọc Hà", "city": "Thành phố Hà Nội", "url": "", "image": None, "alt": "",
        "logo": None, "maker": "", "mark": "", "language": "vi",
    }  # fmt: skip
    return Wording(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def leaflet(make_world: MakeWorld) -> Leaflet:
    world = make_world()
    themes, surfaces = load_themes(world), load_surfaces(world)

    def make(
        markdown: str,
        words: Wording | None = None,
        options: PrintOptions | None = None,
        world: World = world,
        **more: object,
    ) -> Printed:
        words = words or words_of()
        handout = Handout(words, "Bốn điều", render(markdown)["html"], **more)  # type: ignore[arg-type]
        theme = themes[words.theme]
        front = compose_front(handout.head, A5, theme, surfaces, world)
        return paint_leaflet(front, handout, theme, world, options or PrintOptions())

    return make


def run(*command: str, data: bytes) -> str:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode(
        errors="replace"
    )


def text_of(pdf: bytes) -> str:
    """Return the words in reading order, lines joined, without the foot of page one."""
    found = " ".join(run("pdftotext", "-raw", "-", "-", data=pdf).split())
    return found.replace("Phường Ngọc Hà Mời xem tiếp mặt sau › ", "")


def pages(pdf: bytes) -> int:
    found = re.search(r"^Pages: +(\d+)$", run("pdfinfo", "-", data=pdf), re.MULTILINE)
    assert found
    return int(found[1])


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize(
    "body", ["Một câu thôi.", EVERYTHING, SENTENCE * 20, "\n\n".join([SENTENCE * 3] * 12)]
)
def test_a_text_is_whole_on_two_pages(body: str, leaflet: Leaflet) -> None:
    made = leaflet(body)
    found = text_of(made.pdf)

    assert made.whole
    assert pages(made.pdf) == 2
    blocks = [b for b in prose(render(body)["html"]) if b["type"] in {"p", "heading"}]
    assert all(squeezed(plain(block)) in squeezed(found) for block in blocks)
    assert normalize("NFC", found) == found


def test_all_that_a_text_may_hold_is_printed_in_order(leaflet: Leaflet) -> None:
    found = text_of(leaflet(EVERYTHING).pdf)
    order = (
        "Khoan bấm, khoan chuyển tiền", "Mở đầu nghiêng, đậm và trang này (tingia.gov.vn).",
        "Ba việc", "1. Dừng lại", "2. Hỏi lại, xem tin khác", "3. Gọi 156",
        "Lời nói chẳng mất tiền mua", "một", "hai", "Thay vì", "Hãy viết", "“Tôi hiểu khác”",
        "#let x = 1; $x$ @a c *", "Ghi nhớ", "Lạ thì không bấm", "Nguồn: Kế hoạch 287/KH-UBND",
        "Ủy ban nhân dân phường Ngọc Hà · Thành phố Hà Nội",
    )  # fmt: skip

    at = 0
    for piece in order:
        assert piece in found[at:], piece
        at = found.index(piece, at)


@pytest.mark.parametrize(
    ("url", "pointer"),
    [(URL, "Đọc tiếp tại phuong.example/x/tin/tin-tot.html"), ("", "Mời bạn hỏi Phường Ngọc Hà")],
)
def test_what_is_too_long_ends_at_a_paragraph_and_says_where_to_read_on(
    url: str, pointer: str, leaflet: Leaflet
) -> None:
    made = leaflet(LONG, words_of(url=url))
    found = text_of(made.pdf)

    assert not made.whole
    assert pages(made.pdf) == 2
    assert pointer in found
    shown = [n for n in range(1, 31) if f"Đoạn {n}. " in found]
    assert shown == list(range(1, len(shown) + 1))
    assert 5 < len(shown) < 30
    assert f"Phần {len(shown) + 1} " not in found  # no heading without its text
    last = squeezed(f"Đoạn {len(shown)}. {SENTENCE * 5}")
    assert last in squeezed(found)
    assert found.index(pointer) < found.index("Ghi nhớ")
    assert "Nguồn: Kế hoạch 287/KH-UBND" in found


def test_an_empty_text_still_makes_two_pages(leaflet: Leaflet) -> None:
    made = leaflet("", words_of(points=()))
    assert pages(made.pdf) == 2
    assert made.whole


def test_contacts_contest_and_approval_are_printed(leaflet: Leaflet) -> None:
    contact = Contact("tre-em", "111", "Tổng đài bảo vệ trẻ em.", "nguồn", date(2026, 11, 22))
    question = Question("Việc nên làm đầu tiên?", ("Chia sẻ ngay", "Tìm nguồn"), 2)
    words = words_of(
        Kind.CONTEST, when="Từ ngày 01 tháng 12", where="Hà Nội", url=URL, mark="BẢN MẪU"
    )
    pdf = leaflet(
        "Cùng chơi.", words, contacts=(contact,), questions=(question,), rules="Ai cũng chơi được.",
        easy="Nói ngắn: hãy gọi 111.", approved=date(2026, 11, 20),
    ).pdf  # fmt: skip
    found = text_of(pdf)

    for piece in (
        "Từ ngày 01 tháng 12", "111 – Tổng đài bảo vệ trẻ em.", "Thể lệ Ai cũng chơi được.",
        "1. Việc nên làm đầu tiên? a) Chia sẻ ngay b) Tìm nguồn", "Đáp án: 1b.",
        "Nói ngắn: hãy gọi 111.", "Duyệt ngày 20/11/2026 · BẢN MẪU",
    ):  # fmt: skip
        assert piece in found
    code = f"Mã QR: {URL.removeprefix('https://')}".encode("utf-16-be").hex().upper()
    assert f"/Alt<FEFF{code}>".encode() in pdf


def test_a_struck_claim_comes_before_the_fact(leaflet: Leaflet) -> None:
    words = words_of(Kind.FACT_CHECK, claim="Chia sẻ thì không sao.", verdict="Sai", fact="Có sao.")
    assert "Sai: Chia sẻ thì không sao. Sự thật Có sao." in text_of(leaflet("Hết.", words).pdf)


def test_the_summary_is_not_said_twice(leaflet: Leaflet) -> None:
    found = text_of(leaflet("Bốn điều dễ nhớ cho các bác.\n\nHết.").pdf)
    assert found.count("Bốn điều dễ nhớ cho các bác.") == 1


def test_boxes_fonts_title_and_language(leaflet: Leaflet) -> None:
    pdf = leaflet(EVERYTHING, options=PrintOptions(marks=True, about="tin-tot · leaflet-a5")).pdf
    info = run("pdfinfo", "-box", "-l", "2", "-", data=pdf)
    boxes = {
        (page, name): [float(v) * 25.4 / 72 for v in values.split()]
        for page, name, values in re.findall(r"^Page +(\d) (\w+)Box: +(.+)$", info, re.MULTILINE)
    }
    fonts = run("pdffonts", "-", data=pdf).splitlines()[2:]

    for page in "12":
        assert boxes[page, "Media"] == pytest.approx([0, 0, 174, 236], abs=0.01)
        assert boxes[page, "Bleed"] == pytest.approx([10, 10, 164, 226], abs=0.01)
        assert boxes[page, "Trim"] == pytest.approx([13, 13, 161, 223], abs=0.01)
    assert all(re.search(r"^[A-Z]{6}\+BeVietnamPro-\w+ .* yes yes yes ", row) for row in fonts)
    assert any("Italic" in row for row in fonts)
    assert re.search(r"^Title: +Bốn điều$", info, re.MULTILINE)
    assert re.search(r"^Subject: +tin-tot · leaflet-a5$", info, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", info, re.MULTILINE)
    assert b"/Lang(vi)" in pdf
    structure = run("pdfinfo", "-struct", "-", data=pdf)
    for tag in ("H1", "H2", "L ", "LI", "Table", "TH", "BlockQuote", "Link"):
        assert re.search(rf"^ *{tag}", structure, re.MULTILINE), tag


def test_leaflets_in_inks_hold_no_rgb(leaflet: Leaflet) -> None:
    pdf = leaflet(EVERYTHING, options=PrintOptions(cmyk=True)).pdf
    assert b"ICCBased" not in pdf
    assert b"DeviceRGB" not in pdf
    assert b"/DeviceCMYK" in pdf


def test_bytes_are_the_same_again(leaflet: Leaflet) -> None:
    assert leaflet(EVERYTHING).pdf == leaflet(EVERYTHING).pdf


def test_the_recipe_names_what_does_not_fit(make_world: MakeWorld) -> None:
    import pickle  # noqa: PLC0415

    from generator.build.recipes.leaflet import Leaflet as Recipe  # noqa: PLC0415

    short = Recipe(Handout(words_of(), "Bốn điều", "<p>Một.</p>"))
    longer = replace(short, handout=replace(short.handout, html=render(LONG)["html"]))
    studio = _Studio(make_world(now=datetime(2026, 11, 22, tzinfo=HANOI)))

    assert pickle.loads(pickle.dumps(short)) == short  # noqa: S301 - our own bytes
    assert short.format == "leaflet-a5"
    assert not short.make(studio, "a.pdf").findings  # type: ignore[arg-type]
    made = longer.make(studio, "a.pdf")  # type: ignore[arg-type]
    assert [f.code for f in made.findings] == ["leaflet-shortened"]
    assert not made.held
    one, two = (r.inputs("layout", studio) for r in (short, replace(short, cmyk=True)))  # type: ignore[arg-type]
    assert {name for name in one if one[name] != two[name]} == {"print"}
    one, two = (r.inputs("layout", studio) for r in (short, longer))  # type: ignore[arg-type]
    assert {name for name in one if one[name] != two[name]} == {"words"}


class _Studio:
    """The part of a studio that recipes of print ask for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.surfaces = load_surfaces(world)
        self.themes = load_themes(world)

    def theme(self, name: str) -> object:
        return self.themes[name]


@pytest.mark.parametrize("cmyk", [False, True])
def test_a_picture_within_the_text_is_printed_with_its_description(
    cmyk: bool, leaflet: Leaflet, make_world: MakeWorld
) -> None:
    stream = BytesIO()
    Image.new("RGB", (640, 400), (20, 120, 90)).save(stream, "PNG")
    path = "content/media/ngo-xanh.png"
    media = Media(path, "1", 640, 400)
    made = leaflet(
        "Đầu.\n\n![Ngõ xanh](media/ngo-xanh.png)\n\nCuối.",
        options=PrintOptions(cmyk=cmyk),
        world=make_world({path: stream.getvalue()}),
        media=(media,),
    )
    listed = run("pdfimages", "-list", "-", data=made.pdf)
    assert re.search(r"image +640 +400 +cmyk" if cmyk else r"image +640 +400 +", listed)
    assert made.whole
    assert pages(made.pdf) == 2
