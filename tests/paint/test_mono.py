"""One-colour boards: two colours, whole pixels, nothing cut."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from generator.layout.display import Color, DisplayList, Fill, Group, Shape
from generator.layout.formats import Format
from generator.layout.type import set_line
from generator.paint.mono import paint_mono
from generator.paint.raster import paint_still
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
RED, BLACK = Color(255, 0, 0), Color(0, 0, 0)


def test_a_mono_still_is_a_one_bit_bmp_in_black_and_the_boards_colour(
    make_world: MakeWorld,
) -> None:
    world = make_world()
    fmt = Format("strip", "board", 256, 32, depth="mono", file="bmp", mono_color=RED)
    line = set_line(world, "Mỗi ngày một tin tốt", 4, 25, 21, 600, RED)
    ground = Group("ground", (Fill(0, 0, 256, 32, BLACK),))
    page = DisplayList(256, 32, "px", (ground, Group("slogan", (line,))))
    data = paint_still(page, fmt, world)
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("BMP", (256, 32))
    assert data[28] == 1  # bits a pixel
    colors = image.convert("RGB").getcolors()
    assert colors is not None
    assert {color for _, color in colors} == {(0, 0, 0), (255, 0, 0)}
    assert paint_still(page, fmt, world) == data


def test_fills_light_whole_pixels(make_world: MakeWorld) -> None:
    page = DisplayList(6, 3, "px", (Group("a", (Fill(1, 1, 3, 1, RED),)),))
    image = paint_mono(page, make_world())
    rows = ["".join("#" if image.getpixel((x, y)) else "." for x in range(6)) for y in range(3)]
    assert rows == ["......", ".###..", "......"]


def test_what_one_colour_cannot_show_is_refused(make_world: MakeWorld) -> None:
    page = DisplayList(6, 3, "px", (Shape((((0.0, 0.0), (1.0, 1.0)),), RED),))
    with pytest.raises(TypeError, match="Shape"):
        paint_mono(page, make_world())
