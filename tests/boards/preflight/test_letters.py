"""Rows T1, T3 and T4: height seen from where people stand, true glyphs, and strokes that hold."""

from collections.abc import Callable
from dataclasses import replace
from unicodedata import normalize

import pytest

from generator.boards.preflight import check_text, load_limits
from generator.fonts import WEIGHTS
from generator.layout.display import Cluster, Color, DisplayList, Group, TextRun
from generator.layout.formats import Format
from generator.text.shaping import shape
from generator.world import MemoryWorld

# Capitals of 40 px are 29.6 px high: 29.6 cm on P10, read from 88.8 m at most.
P10 = Format("panel", "board", 256, 128, pitch_mm=10.0, near_m=10.0, far_m=80.0)
PLAIN = Format("panel", "board", 256, 128)


def test_t1_letters_of_the_right_height_pass(paint: Callable, line: Callable) -> None:
    assert paint(P10, line("Tin hay")).codes() == []


def test_t1_the_message_is_measured_from_the_farthest_point(
    paint: Callable, line: Callable
) -> None:
    found = paint(replace(P10, far_m=100.0), line("Tin hay")).finding("letter-small-far")
    assert found.severity.value == "warning"
    assert found.message == (
        "Câu “Tin hay” cao 29,6 cm, đọc được đến khoảng 88 m; bảng này có người xem từ 100 m."
    )
    assert "ngắn hơn" in found.hint


def test_t1_what_frames_the_message_need_not_be_read_from_far(
    paint: Callable, line: Callable
) -> None:
    foot = line("Phường Ba Đình", y=115, size=16, role="foot")
    assert paint(P10, line("Tin hay"), foot).codes() == []


def test_t1_any_text_is_an_error_when_nobody_stands_near_enough(
    paint: Callable, line: Callable
) -> None:
    foot = line("Phường Ba Đình", y=115, size=16, role="foot")
    far = replace(P10, near_m=40.0)
    found = paint(far, line("Tin hay"), foot).finding("letter-too-small")
    assert found.severity.value == "error"
    assert "cao 11,8 cm, chỉ đọc được trong khoảng 35 m" in found.message
    assert "letter-small-far" not in paint(far, line("Tin hay"), foot).codes()


def test_t1_a_tag_alone_on_its_page_is_no_message(paint: Callable, line: Callable) -> None:
    page = paint(replace(P10, far_m=500.0), line("BẢN MẪU", size=30, role="mark"))
    assert page.codes() == []


@pytest.mark.parametrize("unknown", [{"pitch_mm": 0.0}, {"near_m": 0.0, "far_m": 0.0}])
def test_t1_nothing_is_assumed_where_nobody_measured(
    unknown: dict[str, float], paint: Callable, line: Callable
) -> None:
    fmt = replace(P10, far_m=500.0, near_m=200.0)
    assert paint(fmt, line("Tin hay")).codes() == ["letter-too-small"]
    assert paint(replace(fmt, **unknown), line("Tin hay")).codes() == []


def test_t1_print_counts_its_scale(world: MemoryWorld, line: Callable) -> None:
    pano = Format(
        "pano", "poster", 600, 300, unit="mm", file="pdf", near_m=30.0, far_m=60.0, scale=0.1
    )
    page = DisplayList(600, 300, "mm", (line("Tin tốt", x=30, y=150, size=30),))
    # 22.2 mm in the file are 22.2 cm on the wall: read from 66.6 m.
    assert check_text(page, pano, "a.pdf", "tin", world) == ()
    (found,) = check_text(page, replace(pano, scale=1.0), "a.pdf", "tin", world)
    assert found.code == "letter-too-small"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_t1_capitals_are_as_high_as_the_limits_say(weight: int, world: MemoryWorld) -> None:
    height = -shape(world.font(weight), "H").ink[1]
    assert height == pytest.approx(load_limits(world).capital_em)


def _run(world: MemoryWorld, *clusters: str) -> Group:
    places = tuple(Cluster(text, 30.0 * n) for n, text in enumerate(clusters))
    run = TextRun(20, 90, 40, 700, Color(255, 248, 230), places, 120, (0, -40, 150, 10))
    return Group("slogan", (run,))


def test_t3_whole_letters_of_the_font_pass(paint: Callable, world: MemoryWorld) -> None:
    assert paint(PLAIN, _run(world, "T", "ố", "t")).codes() == []


@pytest.mark.parametrize("clusters", [("T", normalize("NFD", "ố")), ("T", "o", "\u0301")])
def test_t3_loose_marks_are_an_error(
    clusters: tuple[str, ...], paint: Callable, world: MemoryWorld
) -> None:
    found = paint(PLAIN, _run(world, *clusters)).finding("loose-mark")
    assert found.severity.value == "error"
    assert "Unicode" in found.hint


def test_t3_a_letter_that_the_font_lacks_is_an_error(paint: Callable, world: MemoryWorld) -> None:
    found = paint(PLAIN, _run(world, "T", "☃")).finding("missing-glyph")
    assert found.message == "Phông chữ của bảng không có “☃” trong câu “T☃”."


def test_t3_bitmap_fonts_have_their_own_letters(world: MemoryWorld) -> None:
    fmt = Format("strip", "board", 256, 32, depth="mono", file="bmp")

    def codes(letter: str) -> list[str]:
        places = (Cluster(letter, 0),)
        run = TextRun(20, 24, 15, 400, Color(255, 0, 0), places, 8, (0, -12, 8, 3), "led-15")
        page = DisplayList(256, 32, "px", (Group("slogan", (run,)),))
        return [f.code for f in check_text(page, fmt, "a.bmp", "tin", world)]

    assert codes("ố") == []
    assert codes("☃") == ["missing-glyph"]


@pytest.mark.parametrize(
    ("size", "weight", "codes"),
    # The stems of weight 500 are 0.114 em wide: 2 px from 17.6 px on.
    [(18, 500, []), (17, 500, ["thin-stroke"]), (17, 600, []), (12, 700, ["thin-stroke"])],
)
def test_t4_stems_are_two_pixels_wide(
    size: int, weight: int, codes: list[str], paint: Callable, line: Callable
) -> None:
    still = paint(
        PLAIN, line("Tin hay"), line("Tin vui", y=120, size=size, weight=weight, role="support")
    )
    assert still.codes() == codes


def test_t4_the_thinnest_line_is_named(paint: Callable, line: Callable) -> None:
    still = paint(
        PLAIN,
        line("Tin hay", y=60, size=16, weight=500),
        line("Tin vui", y=90, size=12, weight=500, role="support"),
        line("Ba Vì", y=120, size=10, weight=500, role="foot"),
    )
    found = still.finding("thin-stroke")
    assert found.severity.value == "warning"
    assert found.message == "Nét chữ “Tin vui” chỉ dày 1,3 điểm ảnh, cần 2."


def test_t4_one_pixel_is_enough_with_one_bit(paint: Callable, line: Callable) -> None:
    fmt = Format("strip", "board", 256, 32, depth="mono", file="bmp")
    assert "thin-stroke" not in paint(fmt, line("Tin", y=26, size=18, weight=400)).codes()
    assert "thin-stroke" in paint(fmt, line("Tin", y=26, size=18, weight=100)).codes()
