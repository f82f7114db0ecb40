"""Preflight: exact size, and no glyph over the edge."""

from collections.abc import Callable

from generator.boards.preflight import check_still
from generator.layout.display import Color, DisplayList, Group, TextRun
from generator.layout.formats import Format
from generator.layout.type import set_line
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
WHITE = Color(255, 255, 255)
RGB = Format("panel", "board", 256, 64)
MONO = Format("strip", "board", 256, 32, depth="mono", file="bmp")


def _page(run: TextRun, fmt: Format) -> DisplayList:
    return DisplayList(fmt.width, fmt.height, "px", (Group("slogan", (run,)),))


def test_a_still_as_it_should_be_has_no_findings(make_world: MakeWorld) -> None:
    page = _page(set_line(make_world(), "Tin tốt", 10, 40, 20, 800, WHITE), RGB)
    assert check_still(page, RGB, (256, 64), "boards/a/01_tin.png", "tin") == ()


def test_a_wrong_size_holds_the_artifact_back(make_world: MakeWorld) -> None:
    page = _page(set_line(make_world(), "Tin tốt", 10, 40, 20, 800, WHITE), RGB)
    found = check_still(page, RGB, (255, 64), "boards/a/01_tin.png", "tin")
    assert [(f.code, f.artifact, f.message_id) for f in found] == [
        ("wrong-size", "boards/a/01_tin.png", "tin")
    ]


def test_a_cut_mark_is_found_by_its_ink(make_world: MakeWorld) -> None:
    page = _page(set_line(make_world(), "Ễ", 10, 22, 20, 800, WHITE), RGB)
    assert [f.code for f in check_still(page, RGB, (256, 64), "a.png", "tin")] == ["cut-text"]
    fine = _page(set_line(make_world(), "E", 10, 22, 20, 800, WHITE), RGB)
    assert check_still(fine, RGB, (256, 64), "a.png", "tin") == ()


def test_mono_boards_keep_one_pixel_free_at_the_sides(make_world: MakeWorld) -> None:
    run = set_line(make_world(), "Tin tốt", 0, 25, 21, 600, WHITE, "ink")
    assert [f.code for f in check_still(_page(run, MONO), MONO, (256, 32), "a.bmp", "tin")] == [
        "cut-text"
    ]
