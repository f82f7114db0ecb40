"""Simulated boards: round lamps at their pitch, and what an eye resolves of them."""

from __future__ import annotations

import math

import pytest
from PIL import Image

from generator.layout.display import Color
from generator.layout.formats import Canvas, Format
from generator.paint.simulate import lamps, own_pixels, simulate
from generator.paint.views import cell_px, resolved_mm, views

RED, BLACK = (255, 0, 0), (0, 0, 0)
# An unlit lamp gives back this much of the light of the day, whatever its colour.
DAY = 30


def board(width: int, height: int, **values: object) -> Format:
    return Format("thu", "board", width, height, **values)  # type: ignore[arg-type] # test data


KNOWN = board(64, 32, pitch_mm=10.0, near_m=10.0, far_m=120.0)


def stripes(width: int = 64, height: int = 32) -> Image.Image:
    """White columns on black, every second one."""
    image = Image.new("RGB", (width, height))
    for x in range(0, width, 2):
        image.paste((255, 255, 255), (x, 0, x + 1, height))
    return image


def swing(image: Image.Image) -> int:
    """Return how far apart the darkest and the brightest px of a middle row are."""
    row = image.convert("L").crop((40, image.height // 2, image.width - 40, image.height // 2 + 1))
    low, high = row.getextrema()
    return high - low  # type: ignore[operator,return-value] # one band


def test_a_lamp_is_round_and_dark_boards_show_their_lamps() -> None:
    tile = lamps(Image.new("RGB", (3, 3), RED), 12).crop((12, 12, 24, 24))
    middle, corner, edge = (tile.getpixel(at) for at in ((6, 6), (0, 0), (6, 0)))
    assert middle == pytest.approx(RED, abs=DAY)
    assert corner[0] == edge[0] < 140  # type: ignore[index]
    unlit = lamps(Image.new("RGB", (3, 3)), 12)
    assert 0 < unlit.getpixel((0, 0))[0] < unlit.getpixel((6, 6))[0] < 40  # type: ignore[index]


@pytest.mark.parametrize("color", [(255, 0, 0), (0, 255, 0), (255, 255, 0)])
def test_lamps_keep_the_colours_of_the_board(color: tuple[int, int, int]) -> None:
    shown = lamps(Image.new("RGB", (4, 4), color), 6)
    assert shown.getpixel((9, 9)) == pytest.approx(color, abs=DAY)


def test_light_of_a_lamp_is_the_light_of_its_pixel() -> None:
    """Half the light stays half the light under the mask, in linear light."""
    half = round(255 * 0.5 ** (1 / 2.2))
    full, dim = (lamps(Image.new("RGB", (1, 1), (v, v, v)), 12) for v in (255, half))
    for at in ((6, 6), (6, 2), (4, 3)):
        bright, less = (image.getpixel(at)[0] / 255 for image in (full, dim))  # type: ignore[index]
        assert less**2.2 == pytest.approx(bright**2.2 / 2, abs=0.01)


@pytest.mark.parametrize(
    ("size", "cell"), [((256, 16), 6), ((128, 64), 12), ((640, 320), 2), ((128, 256), 4)]
)
def test_a_whole_board_fits_the_page(size: tuple[int, int], cell: int) -> None:
    assert cell_px(*size) == cell
    shown = simulate(Image.new("RGB", size), board(*size), "board", (0, 0))
    assert shown.size == (size[0] * cell, size[1] * cell)
    assert shown.width <= 1600


def test_a_board_too_large_for_lamps_shows_a_part_of_itself_where_the_slogan_begins() -> None:
    large = board(1216, 192)
    assert views(large) == ("part",)
    still = Image.new("RGB", (1216, 192))
    still.paste(RED, (700, 90, 710, 100))
    shown = simulate(still, large, "part", (700, 90))
    assert shown.size == (1600, 768)
    assert max(shown.getchannel("R").getdata()) == 255


def test_what_the_eye_sees_needs_pitch_and_both_distances() -> None:
    assert views(KNOWN) == ("board", "eye")
    assert views(board(64, 32, near_m=10.0, far_m=40.0)) == ("board",)
    assert views(board(64, 32, pitch_mm=10.0, near_m=10.0)) == ("board",)


def test_one_arc_minute_is_known_at_every_distance() -> None:
    assert resolved_mm(10) == pytest.approx(10_000 * math.pi / 180 / 60, rel=1e-6)
    assert resolved_mm(3437.75 * 0.01) == pytest.approx(10.0, rel=1e-4)


def test_near_lamps_stand_apart_and_far_ones_run_together() -> None:
    """P10 from 10 m: a lamp is 3.4 minutes wide; from 120 m three and a half share a minute."""
    both = simulate(stripes(), KNOWN, "eye", (0, 0))
    half = (both.height - 16) // 2
    near, far = (both.crop((0, y, both.width, y + half)) for y in (0, half + 16))
    assert swing(near) > 150
    assert swing(far) < 40


def test_far_views_keep_the_brightness_of_large_areas() -> None:
    color = (200, 120, 40)
    both = simulate(Image.new("RGB", (64, 32), color), KNOWN, "eye", (0, 0))
    far = both.getpixel((both.width // 2, both.height - 40))
    assert far == pytest.approx(color, abs=6)


def test_a_dark_still_stays_dark() -> None:
    both = simulate(Image.new("RGB", (64, 32)), KNOWN, "eye", (0, 0))
    assert both.getpixel((5, 5)) == BLACK


def test_a_board_fed_by_hdmi_shows_its_window() -> None:
    fmt = board(64, 32, canvas=Canvas(1920, 1080, 100, 50))
    sent = Image.new("RGB", (1920, 1080))
    sent.paste(RED, (100, 50, 164, 82))
    assert own_pixels(sent, fmt).getcolors() == [(64 * 32, RED)]


def test_color_is_read_from_the_board_itself() -> None:
    amber = Color(255, 170, 0)
    still = Image.new("RGB", (16, 16), amber.rgb)
    assert lamps(still, 8).getpixel((4, 4)) == pytest.approx(amber.rgb, abs=DAY)
