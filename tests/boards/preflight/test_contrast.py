"""Row T5: the colours of painted strokes against the worst of what lies around them."""

from collections.abc import Callable

from generator.boards.viewing import Viewing
from generator.layout.display import Color, Fill, Group, Shape
from generator.layout.formats import Format

RGB = Format("panel", "board", 256, 128)
INSIDE, OUTSIDE = Viewing("sanh"), Viewing("san", outdoor=True)
GREY = Color(150, 150, 150)  # 6.0:1 on dark green
LIGHT = Fill(0, 0, 70, 128, Color(240, 240, 240))


def test_light_text_on_a_dark_ground_passes(paint: Callable, line: Callable) -> None:
    assert paint(RGB, line("Tin hay")).codes(OUTSIDE) == []


def test_daylight_asks_for_more(paint: Callable, line: Callable) -> None:
    still = paint(RGB, line("Tin hay", color=GREY), ground=Color(20, 20, 20))
    assert still.codes(INSIDE) == []
    found = still.finding("low-contrast", OUTSIDE)
    assert found.severity.value == "warning"
    assert found.message == "Chữ “Tin” khó đọc trên nền: tương phản 6,2:1, cần 7:1."


def test_dark_text_on_light_is_measured_the_other_way(paint: Callable, line: Callable) -> None:
    ground = Color(230, 230, 230)
    assert "low-contrast" not in paint(
        RGB, line("Tin hay", color=Color(0, 0, 0)), ground=ground
    ).codes(OUTSIDE)
    assert "low-contrast" in paint(RGB, line("Tin hay", color=GREY), ground=ground).codes(INSIDE)


def test_a_bright_patch_behind_one_word_is_found_and_the_word_named(
    paint: Callable, line: Callable
) -> None:
    still = paint(RGB, Group("picture", (LIGHT,)), line("Tin vui hay", size=36))
    found = still.finding("low-contrast", INSIDE)
    assert "“Tin”" in found.message
    assert "tương phản 1,1:1" in found.message


def test_a_line_through_a_struck_claim_is_not_its_ground(paint: Callable, line: Callable) -> None:
    stroke = Shape((((12, 76), (180, 76)),), None, Color(255, 248, 230), 3, closed=False)
    assert (
        paint(RGB, line("Tin giả", role="claim"), Group("strike", (stroke,))).codes(OUTSIDE) == []
    )


def test_thin_grey_strokes_are_judged_as_painted(paint: Callable, line: Callable) -> None:
    thin = line("Tin nhẹ", size=11, weight=100, role="foot")
    codes = paint(RGB, line("Tin hay", y=60), thin).codes(OUTSIDE)
    assert codes == ["low-contrast", "letters-alike"]
    bold = line("Tin nhẹ", size=11, weight=700, role="foot")
    assert paint(RGB, line("Tin hay", y=60), bold).codes(OUTSIDE) == []


def test_large_type_is_judged_on_large_boards_too(paint: Callable, line: Callable) -> None:
    hall = Format("hall", "board", 1280, 640)
    sky = Group("picture", (Fill(0, 0, 640, 640, Color(240, 240, 240)),))
    big = line("Tin vui hay", x=60, y=400, size=200)
    assert paint(hall, big).codes(OUTSIDE) == []
    assert "low-contrast" in paint(hall, sky, big).codes(OUTSIDE)


def test_one_bit_boards_have_no_contrast_to_measure(paint: Callable, line: Callable) -> None:
    fmt = Format("strip", "board", 256, 32, depth="mono", file="bmp", mono_color=Color(40, 0, 0))
    assert "low-contrast" not in paint(fmt, line("Tin", y=26, size=22)).codes(OUTSIDE)


def test_the_hint_names_the_picture_only_where_there_is_one(
    paint: Callable, line: Callable
) -> None:
    still = paint(RGB, line("Tin hay", color=GREY), ground=Color(90, 90, 90))
    assert "themes.toml" in still.finding("low-contrast", INSIDE).hint
