"""Lines of bitmap letters: on whole pixels, apart from each other, their ink box exact."""

from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from generator.layout.display import Color, DisplayList, Group, TextRun
from generator.layout.glyphs import VIETNAMESE, load_face
from generator.layout.ledtype import set_glyphs
from generator.paint.mono import paint_mono
from generator.world import HANOI, MemoryWorld

NOW = datetime(2026, 11, 22, tzinfo=HANOI)
RED = Color(255, 0, 0)
FACES = ("led-15", "led-20", "led-24")
SAID = (
    "Nghĩ kỹ trước khi đăng, tôn trọng khi bình luận",
    "Ĩ lĩnh ĩ ỉ ì íl ịlị jĩj fìf ìĩỉíìĩỉí",
    "NÂNG CAO Ý THỨC CỘNG ĐỒNG – GIỮ ẤM NGHĨA XÓM",
    "Ẳm Ễnh Ậm Ỗi Ựa Ẵng Ỷ Ỵ Ộ Ệ ỹ ỵ ặ ệ ộ ợ ỡi ỡ ơi ưa",
)
Cells = set[tuple[int, int]]


@pytest.fixture(scope="module")
def world() -> MemoryWorld:
    root = Path(__file__).parent.parent.parent
    paths = [f"layouts/glyphs/{name}.txt" for name in FACES]
    return MemoryWorld({path: (root / path).read_bytes() for path in paths}, NOW, root)


def letters(run: TextRun, world: MemoryWorld) -> list[Cells]:
    """Return the lit pixels of each letter of a line."""
    glyphs = load_face(world, run.face).glyphs
    return [
        {(round(c.x) + x, y) for x, y in glyphs[c.text].cells}
        for c in run.clusters
        if c.text != " "
    ]


def touch(one: Cells, two: Cells) -> bool:
    return any((x + i, y + j) in two for x, y in one for i in (-1, 0, 1) for j in (-1, 0, 1))


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("text", SAID)
def test_no_letter_touches_another(name: str, text: str, world: MemoryWorld) -> None:
    cells = letters(set_glyphs(load_face(world, name), text, RED), world)
    assert len(cells) == len(text.replace(" ", ""))
    for place, one in enumerate(cells):
        assert not any(touch(one, two) for two in cells[place + 1 : place + 4]), place


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("text", SAID)
def test_the_ink_box_is_exact(name: str, text: str, world: MemoryWorld) -> None:
    run = set_glyphs(load_face(world, name), text, RED)
    moved = Group("slogan", (run,), dx=5, dy=30)
    picture = paint_mono(DisplayList(900, 60, "px", (moved,)), world)
    left, top, right, bottom = run.ink
    assert picture.getbbox() == (left + 5, top + 30, right + 5, bottom + 30)


@pytest.mark.parametrize("name", FACES)
def test_words_stay_apart_under_overhanging_marks(name: str, world: MemoryWorld) -> None:
    face = load_face(world, name)
    run = set_glyphs(face, "ĩ ĩ ĩ", RED)
    spans = [(min(x for x, _ in c), max(x for x, _ in c)) for c in letters(run, world)]
    gaps = [second[0] - first[1] - 1 for first, second in pairwise(spans)]
    assert min(gaps) >= face.space - 1


def test_a_run_names_its_font_and_keeps_its_words(world: MemoryWorld) -> None:
    face = load_face(world, "led-15")
    run = set_glyphs(face, "Gọi  111 ", RED)
    assert (run.face, run.size, run.text) == ("led-15", 15, "Gọi 111")
    assert all(c.x == round(c.x) for c in run.clusters)


def test_every_letter_has_its_own_width(world: MemoryWorld) -> None:
    glyphs = load_face(world, "led-15").glyphs
    assert glyphs["i"].advance < glyphs["t"].advance < glyphs["n"].advance < glyphs["m"].advance
    assert all(glyphs[c].advance >= 2 for c in VIETNAMESE)
