"""All formats × all sample messages × the hardest strings: no glyph cut, none over another item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.content.library import load_library
from generator.layout.compose import Surfaces, compose, load_surfaces
from generator.layout.display import DisplayList, Fill, Group, Item, Picture, QrCode, TextRun
from generator.layout.formats import Format, Theme, load_formats, load_themes
from generator.layout.wording import Wording, wording
from generator.paint.masks import mask
from generator.paint.mono import paint_mono
from generator.paint.raster import paint_image
from generator.world import HANOI, MemoryWorld

Box = tuple[float, float, float, float]
ROOT = Path(__file__).parent.parent.parent
FORMATS = [
    name
    for name, fmt in load_formats(
        MemoryWorld(
            {
                f"layouts/{name}.toml": (ROOT / f"layouts/{name}.toml").read_text("utf-8")
                for name in ("formats", "modules")
            },
            datetime(2026, 11, 22, tzinfo=HANOI),
            ROOT,
        )
    ).items()
    if fmt.medium != "video"
]
# Capitals under two marks, marks below and above in neighbouring words, and the widest syllables.
HARDEST = (
    "NÂNG CAO Ý THỨC CỘNG ĐỒNG – GIỮ ẤM NGHĨA XÓM",
    "Ẳm Ễnh Ậm Ỗi Ựa Ẵng Ỷ Ỵ Ộ Ệ ỹ ỵ ặ ệ ộ ợ",
    "Nghiêng nghiêng NGHIỄNG khuỷu khuỵu – “giặc, gỡ”, (Ậ) [Ộ] Q;",
)
LONGEST_PX = 420  # larger pictures are painted smaller: what is cut or covered stays so
URL = "https://phuong.example/x/tin/{id}.html"


@dataclass(frozen=True)
class Stock:
    world: MemoryWorld
    surfaces: Surfaces
    themes: dict[str, Theme]
    formats: dict[str, Format]
    said: tuple[Wording, ...]

    def pages(self, words: Wording, fmt: Format) -> tuple[DisplayList, ...]:
        return compose(words, fmt, self.themes[words.theme], self.surfaces, self.world)


@pytest.fixture(scope="session")
def stock(cache: Path) -> Stock:
    tree: dict[str, str | bytes] = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for name in ("content", "layouts", "records")
        for path in sorted((ROOT / name).rglob("*"))
        if path.is_file()
    }
    now = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
    world = MemoryWorld(tree, now, cache)
    library, _ = load_library(world)
    ward = max(library.wards, key=lambda w: len(w.name))
    said = [
        replace(wording(m, ward, library.campaign, draft=False), url=URL.format(id=m.id))
        for m in library.live()
    ]
    assert len(said) >= 16
    return Stock(world, load_surfaces(world), load_themes(world), load_formats(world), tuple(said))


def sayings(stock: Stock) -> Iterator[Wording]:
    """Every message as it is, and with each of the hardest strings in place of its words."""
    for words in stock.said:
        yield words
        for text in HARDEST:
            claim = text if words.claim else ""
            yield replace(words, slogan=text, short="", claim=claim, fact=claim)


def boxes(items: tuple[Item, ...], name: str = "") -> Iterator[tuple[str, Item, Box]]:
    """Yield what stands for itself: lines of text, codes and logos, chips and tags."""
    for item in items:
        match item:
            case Group():
                assert (item.dx, item.dy) == (0.0, 0.0)
                yield from boxes(item.items, item.name)
            case TextRun():
                yield name, item, item.box
            case QrCode():
                yield name, item, (item.x, item.y, item.x + item.side, item.y + item.side)
            case Picture() if name != "picture":
                yield name, item, (item.x, item.y, item.x + item.w, item.y + item.h)
            case Fill() if name in {"chip", "mark", "sample"}:
                yield name, item, (item.x, item.y, item.x + item.w, item.y + item.h)
            case _:
                pass


def meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("name", FORMATS)
def test_no_ink_box_leaves_the_still_or_meets_another_item(name: str, stock: Stock) -> None:
    fmt = stock.formats[name]
    side = 1.0 if fmt.depth != "rgb" else 0.0
    for words in sayings(stock):
        for page in stock.pages(words, fmt):
            found = list(boxes(page.items))
            assert any(isinstance(item, TextRun) for _, item, _ in found)
            for group, item, box in found:
                if isinstance(item, TextRun) and item.text.strip():
                    inside = (
                        box[0] >= side
                        and box[1] >= -0.01
                        and box[2] <= page.width - side + 0.01
                        and box[3] <= page.height + 0.01
                    )
                    assert inside, (words.id, words.slogan, group, item.text, box)
            for (one, a, first), (other, b, second) in combinations(found, 2):
                if one != other:
                    assert not meet(first, second), (words.id, words.slogan, one, a, other, b)


def ink(run: TextRun, stock: Stock, scale: float, size: tuple[int, int]) -> Image.Image:
    """The coverage of one line, painted by itself on an empty page."""
    found = mask(run, stock.world, scale)
    page = Image.new("L", size)
    page.paste(found.image, (found.x0, found.y0))
    left, top, right, bottom = found.image.getbbox() or (0, 0, 0, 0)
    x, y = found.x0, found.y0
    assert x + left >= 0, run.text
    assert y + top >= 0, run.text
    assert x + right <= size[0], run.text
    assert y + bottom <= size[1], run.text
    return page


def lit(run: TextRun, page: DisplayList, stock: Stock) -> Image.Image:
    """The pixels of one line on a one-colour board, painted by itself with room around it."""
    room = 8
    moved = replace(run, x=run.x + room, y=run.y + room)
    wide = replace(
        page,
        width=page.width + 2 * room,
        height=page.height + 2 * room,
        items=(Group("one", (moved,)),),
    )
    found = paint_mono(wide, stock.world).convert("L").point(lambda v: 255 if v else 0)
    left, top, right, bottom = found.getbbox() or (room, room, room, room)
    assert left > room, run.text
    assert right < found.width - room, run.text
    assert top >= room, run.text
    assert bottom <= found.height - room, run.text
    return found.crop((room, room, found.width - room, found.height - room))


@pytest.mark.parametrize("name", FORMATS)
def test_every_painted_glyph_is_whole_and_alone(name: str, stock: Stock) -> None:
    fmt = stock.formats[name]
    scale = min(1.0, LONGEST_PX / max(fmt.width, fmt.height))
    for words in sayings(stock):
        for page in stock.pages(words, fmt):
            lines = [(n, i) for n, i, _ in boxes(page.items) if isinstance(i, TextRun)]
            runs = [(n, run) for n, run in lines if run.text.strip()]
            if fmt.depth == "rgb":
                _colors_are_whole(runs, page, stock, scale)
            else:
                _lights_are_whole(runs, page, stock)


def _colors_are_whole(
    runs: list[tuple[str, TextRun]], page: DisplayList, stock: Stock, scale: float
) -> None:
    """Each line keeps its own colour wherever its ink covers a whole pixel."""
    picture = paint_image(replace(page, items=_blank(page.items)), stock.world, scale)
    taken = Image.new("L", picture.size)
    for group, run in runs:
        alone = ink(run, stock, scale, picture.size)
        solid = alone.point(lambda v: 255 if v >= 128 else 0)
        assert not ImageChops.darker(taken, solid).getbbox(), run.text
        taken = ImageChops.lighter(taken, solid)
        if group == "claim":
            continue  # struck through on purpose
        full = alone.point(lambda v: 255 if v == 255 else 0)
        plain = Image.new("RGB", picture.size, run.color.rgb)
        off = ImageChops.difference(picture, plain).convert("L")
        worst = Image.composite(off, Image.new("L", off.size), full).getextrema()[1]
        assert worst <= 2, (group, run.text, worst)


def _blank(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Codes as plain squares, since a picture this small has too few pixels for their modules."""
    found: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            found.append(replace(item, items=_blank(item.items)))
        elif isinstance(item, QrCode):
            found.append(Fill(item.x, item.y, item.side, item.side, item.light))
        else:
            found.append(item)
    return tuple(found)


def _lights_are_whole(runs: list[tuple[str, TextRun]], page: DisplayList, stock: Stock) -> None:
    """Each line's pixels are lit and belong to it alone."""
    picture = paint_mono(page, stock.world).convert("L").point(lambda v: 255 if v else 0)
    taken = Image.new("L", picture.size)
    for _, run in runs:
        alone = lit(run, page, stock)
        assert not ImageChops.darker(taken, alone).getbbox(), run.text
        assert not ImageChops.subtract(alone, picture).getbbox(), run.text
        taken = ImageChops.lighter(taken, alone)


def test_all_boards_screens_posters_and_social_sizes_are_there() -> None:
    assert len(FORMATS) == 15 + 2 + 9 + 4
