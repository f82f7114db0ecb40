"""Row G3: what stays free at the edges, by ink boxes and by painted pixels."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.boards.preflight import check_text
from generator.layout.display import DisplayList, Group, TextRun
from generator.layout.formats import Format

RGB = Format("panel", "board", 256, 128)
MONO = Format("strip", "board", 256, 32, depth="mono", file="bmp")
POSTER = Format("poster-a5", "poster", 148, 210, unit="mm", file="pdf")


def test_text_inside_the_margin_passes(paint: Callable, line: Callable) -> None:
    assert paint(RGB, line("Tin hay", x=2.56 - 40 * 0.03)).codes() == []


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (-12.0, 90.0, "Chữ “Tin hay” bị cắt ở mép."),
        (-1.0, 90.0, "Chữ “Tin hay” quá sát mép: cần chừa 2,6 px."),
        (12.0, 31.0, "Chữ “Tin hay” quá sát mép: cần chừa 2,6 px."),
        (12.0, 122.0, "Chữ “Tin hay” bị cắt ở mép."),
    ],
)
def test_two_percent_stay_free_on_boards_in_colour(
    x: float, y: float, message: str, paint: Callable, line: Callable
) -> None:
    found = paint(RGB, line("Tin hay", x=x, y=y)).finding("cut-text")
    assert found.message == message
    assert "short" in found.hint


def test_a_cut_mark_is_found_though_its_letter_is_whole(paint: Callable, line: Callable) -> None:
    assert paint(RGB, line("E", y=40)).codes() == []
    assert "cut-text" in paint(RGB, line("Ễ", y=40)).codes()


def test_the_worst_line_is_named(paint: Callable, line: Callable) -> None:
    far, near = line("Tin hay", x=0), line("Tin tốt", x=-20, y=45)
    assert "“Tin tốt”" in paint(RGB, far, near).finding("cut-text").message


def test_ink_that_its_painter_cuts_is_found_by_pixels(paint: Callable, line: Callable) -> None:
    (run,) = line("Ễ").items
    assert isinstance(run, TextRun)
    left, _top, right, bottom = run.ink
    short = replace(run, ink=(left, -10.0, right, bottom))
    found = paint(RGB, Group("slogan", (short,))).finding("cut-text")
    assert found.message == "Chữ “Ễ” bị xén khi vẽ."


def test_one_bit_rows_may_be_filled_but_one_pixel_stays_free_at_the_sides(
    paint: Callable, line: Callable
) -> None:
    inside = line("HẢI", x=0, y=32, size=30)
    assert "cut-text" not in paint(MONO, inside).codes()
    (run,) = inside.items
    touching = Group("slogan", (replace(run, x=run.x - 2),))
    assert "cần chừa 1 px" in paint(MONO, touching).finding("cut-text").message
    cut = Group("slogan", (replace(run, y=run.y - 4),))
    assert paint(MONO, cut).finding("cut-text").message == "Chữ “HẢI” bị cắt ở mép."


def test_posters_keep_their_margin_in_mm(world: object, line: Callable) -> None:
    def codes(x: float) -> list[str]:
        page = DisplayList(148, 210, "mm", (line("Tin tốt", x=x, y=90, size=20),))
        return [f.code for f in check_text(page, POSTER, "a.pdf", "tin", world)]

    assert codes(4) == []
    assert codes(1) == ["cut-text"]
