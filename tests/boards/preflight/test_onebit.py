"""Row T6: on one-bit boards the file shows the layout's pixels, all of them and no others."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image

from generator.layout.display import Cluster, Color, Fill, Group, TextRun
from generator.layout.formats import Format
from generator.paint.mono import encode_mono

MONO = Format("strip", "board", 256, 32, depth="mono", file="bmp")
DUAL = Format("sanh", "board", 128, 64, depth="dual", file="bmp")
RED = Color(255, 0, 0)


def _changed(still: Any, change: Callable[[Image.Image], None] | None = None) -> Any:
    """Return a still whose lit pixels were changed and written again."""
    lit = (
        Image.open(BytesIO(still.data))
        .convert("RGB")
        .getchannel("R")
        .point(bytes([0] * 128) + b"\xff" * 128)
    )
    if change is not None:
        change(lit)
    return replace(still, data=encode_mono(lit.convert("1", dither=Image.Dither.NONE), still.fmt))


def test_a_painted_line_is_what_its_layout_asks_for(paint: Callable, line: Callable) -> None:
    still = paint(MONO, line("Tin hay", y=24, size=24))
    assert still.codes() == []
    assert _changed(still).codes() == []


def test_one_lost_pixel_and_one_stray_pixel_are_found(paint: Callable, line: Callable) -> None:
    still = paint(MONO, line("Tin hay", y=24, size=24))

    def lose(lit: Image.Image) -> None:
        left, top, _right, _bottom = lit.getbbox()
        column = next(y for y in range(top, 32) if lit.getpixel((left, y)))
        lit.putpixel((left, column), 0)

    assert _changed(still, lose).codes() == ["one-bit-mismatch"]
    stray = _changed(still, lambda lit: lit.putpixel((250, 3), 255))
    found = stray.finding("one-bit-mismatch")
    assert found.severity.value == "error"
    assert "tintot build" in found.hint


def test_a_dithered_picture_is_found(paint: Callable, line: Callable) -> None:
    still = paint(MONO, line("Tin hay", y=24, size=24))
    grey = Image.linear_gradient("L").resize((256, 32))
    dithered = replace(still, data=encode_mono(grey.convert("1"), MONO))
    assert dithered.codes() == ["one-bit-mismatch"]


def test_fills_belong_to_the_layout(paint: Callable, line: Callable) -> None:
    rule = Group("rule", (Fill(10, 29, 100, 2, RED),))
    still = paint(MONO, line("Tin hay", y=24, size=24), rule)
    assert still.codes() == []
    assert _changed(still, lambda lit: lit.putpixel((109, 30), 0)).codes() == ["one-bit-mismatch"]


def test_letters_of_a_bitmap_font_are_compared_with_their_grids(paint: Callable) -> None:
    places = (Cluster("T", 0), Cluster("ố", 8), Cluster("t", 16))
    run = TextRun(20, 24, 15, 400, RED, places, 24, (0, -13, 24, 3), "led-15")
    still = paint(MONO, Group("slogan", (run,)))
    assert still.codes() == []
    moved = replace(run, x=21)
    shifted = replace(still, data=paint(MONO, Group("slogan", (moved,))).data)
    assert shifted.codes() == ["one-bit-mismatch"]


def test_only_the_boards_own_colours_pass(paint: Callable, line: Callable) -> None:
    still = paint(MONO, line("Tin hay", y=24, size=24))
    assert "wrong-colors" in replace(still, fmt=replace(MONO, mono_color=Color(0, 255, 0))).codes()
    blue = Image.open(BytesIO(still.data)).convert("RGB")
    blue.putpixel((250, 3), (0, 0, 255))
    assert "wrong-colors" in still.saved(image=blue.convert("P"), format="BMP").codes()


def test_two_colour_boards_have_red_green_and_yellow(paint: Callable, line: Callable) -> None:
    mark = line("Tin", y=30, size=24, color=Color(255, 255, 0))
    foot = line("Ba Vì", y=60, size=22, color=Color(0, 255, 0), role="foot")
    still = paint(DUAL, mark, foot)
    assert {"wrong-colors", "one-bit-mismatch"}.isdisjoint(still.codes())
    white = Image.open(BytesIO(still.data)).convert("RGB")
    white.putpixel((120, 3), (255, 255, 255))
    assert "wrong-colors" in still.saved(image=white.convert("P"), format="BMP").codes()
