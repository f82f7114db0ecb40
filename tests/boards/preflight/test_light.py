"""Rows L1, L2 and L3: mean light by day and night, white grounds, power, a form for the dark."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.boards.night import check_night
from generator.boards.preflight import load_limits
from generator.boards.preflight.measures import light_of, sampled
from generator.boards.viewing import Viewing
from generator.content.model import Media, Place
from generator.layout.display import Color, Fill, Group, Picture
from generator.layout.formats import Format
from generator.world import MemoryWorld

RGB = Format("panel", "board", 256, 128)
DAY, NIGHT = Viewing("san", outdoor=True), Viewing("san", outdoor=True, night=True)
# 160 of 255 are 0.35 of full light, on half of all pixels.
HALF = Group("picture", (Fill(0, 64, 256, 64, Color(160, 160, 160)),))


def test_l1_a_dark_ground_passes_by_day_and_by_night(paint: Callable, line: Callable) -> None:
    for seen in (DAY, NIGHT):
        assert paint(RGB, line("Tin hay")).codes(seen) == []


def test_l1_the_night_allows_half_the_light(paint: Callable, line: Callable) -> None:
    still = paint(RGB, HALF, line("Tin", y=50), ground=Color(0, 0, 0))
    assert 0.12 < light_of(still.image, "rgb").mean < 0.25
    assert still.codes(DAY) == []
    found = still.finding("too-bright", NIGHT)
    assert found.severity.value == "warning"
    assert "ban đêm chỉ nên đến 12 %" in found.message


def test_l1_by_day_a_quarter_is_the_most(paint: Callable, line: Callable) -> None:
    found = paint(RGB, line("Tin hay"), ground=Color(0, 160, 160)).finding("too-bright", DAY)
    assert "ban ngày chỉ nên đến 25 %" in found.message
    assert "độ sáng của bảng" in found.hint


def test_l1_the_picture_is_to_blame_where_there_is_one(
    make_world: Callable[..., MemoryWorld], paint: Callable, line: Callable
) -> None:
    still = paint(RGB, line("Tin hay"), ground=Color(0, 160, 160))
    picture = Picture(0, 0, 10, 10, Media("content/media/a.png", "", 10, 10))
    shown = replace(still.display, items=(*still.display.items, Group("picture", (picture,))))
    assert "ảnh minh họa" in replace(still, display=shown).finding("too-bright", DAY).hint


def test_l1_a_white_field_is_too_much_but_white_letters_are_not(
    paint: Callable, line: Callable
) -> None:
    field = Group("picture", (Fill(0, 0, 256, 20, Color(255, 255, 255)),))
    found = paint(RGB, field, line("Tin hay"), ground=Color(0, 0, 0)).finding("too-white", DAY)
    assert found.message == "Ảnh có 15 % diện tích gần như trắng, chỉ nên đến 10 %."
    strip = Format("strip", "board", 320, 64)
    bold = line("MẪU LỚN", y=60, size=64, weight=900)
    assert "too-white" not in paint(strip, bold, ground=Color(0, 0, 0)).codes(DAY)


def test_l1_only_boards_in_colour_are_judged(paint: Callable, line: Callable) -> None:
    tv = Format("tivi", "tv", 256, 128)
    assert paint(tv, line("Tin", color=Color(0, 0, 0)), ground=Color(230, 230, 230)).codes() == []
    mono = Format("strip", "board", 256, 32, depth="mono", file="bmp")
    lit = Group("rule", (Fill(2, 0, 252, 32, Color(255, 0, 0)),))
    assert "too-bright" not in paint(mono, lit, line("T", y=26, size=24)).codes(NIGHT)


def test_l2_a_board_that_draws_much_is_named_with_its_watts(
    paint: Callable, line: Callable
) -> None:
    p10 = replace(RGB, pitch_mm=10.0)
    dark = paint(p10, line("Tin hay"))
    assert dark.codes() == []
    # 2.56 m × 1.28 m × 1200 W/m² are 3932 W at full white; 200 of 255 is 0.58 of the current.
    found = paint(p10, line("T"), ground=Color(200, 200, 200)).finding("much-power")
    assert found.severity.value == "warning"
    assert "% công suất tối đa" in found.message
    assert "2270 W, bằng 58 %" in found.message or "2280 W, bằng 58 %" in found.message
    assert "much-power" not in paint(RGB, line("T"), ground=Color(200, 200, 200)).codes()


@pytest.mark.parametrize(
    ("outdoor", "depth", "night", "codes"),
    [
        (True, "rgb", {"a", "b"}, []),
        (True, "rgb", {"a"}, ["no-night-variant"]),
        (True, "rgb", set(), ["no-night-variant"]),
        (False, "rgb", set(), []),
        (True, "mono", set(), []),
    ],
)
def test_l3_outdoor_boards_in_colour_have_a_form_for_the_dark(
    outdoor: bool, depth: str, night: set[str], codes: list[str]
) -> None:
    place = Place("san", "Sân", "ba-dinh", "panel", "usb-anh", outdoor=outdoor)
    found = check_night(place, replace(RGB, depth=depth), ["a", "b"], night)
    assert [f.code for f in found] == codes
    for finding in found:
        assert "“b”" in finding.message or "2 tin, như “a”" in finding.message


def test_sampling_a_large_picture_keeps_its_light(paint: Callable, line: Callable) -> None:
    hall = Format("hall", "board", 1280, 640)
    image = paint(hall, line("Tin vui hay", x=60, y=400, size=200), ground=Color(10, 40, 20)).image
    exact = light_of(image, "rgb").mean
    assert light_of(sampled(image), "rgb").mean == pytest.approx(exact, rel=0.02)
    assert sampled(image).width * sampled(image).height < 200_000


def test_the_limits_are_those_of_the_file(world: MemoryWorld) -> None:
    limits = load_limits(world)
    assert (limits.light_day, limits.light_night, limits.white_area) == (0.25, 0.12, 0.10)
