"""One-colour boards: two colours, whole pixels, nothing cut."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from generator.layout.display import Color, DisplayList, Fill, Gradient, Group, Shape
from generator.layout.formats import Format
from generator.layout.glyphs import load_face
from generator.layout.ledtype import set_glyphs
from generator.layout.type import set_line
from generator.paint.mono import paint_dual, paint_mono
from generator.paint.raster import paint_still
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
RED, BLACK = Color(255, 0, 0), Color(0, 0, 0)
GREEN, YELLOW, WHITE = Color(0, 255, 0), Color(255, 255, 0), Color(255, 255, 255)


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


def test_bitmap_letters_are_painted_as_their_grids(make_world: MakeWorld) -> None:
    world = make_world()
    run = replace(set_glyphs(load_face(world, "led-15"), "tế", RED), x=1, y=13)
    image = paint_mono(DisplayList(12, 13, "px", (Group("slogan", (run,)),)), world)
    rows = ["".join("#" if image.getpixel((x, y)) else "." for x in range(12)) for y in range(13)]
    assert rows == [
        ".........#..",
        "........#...",
        ".......#....",
        "............",
        "........#...",
        "..#....#.#..",
        "..#.........",
        ".####..###..",
        "..#...#...#.",
        "..#...#####.",
        "..#...#.....",
        "..#...#...#.",
        "...##..###..",
    ]


def test_a_dual_still_is_a_bmp_of_red_green_yellow_and_black(make_world: MakeWorld) -> None:
    world = make_world()
    fmt = Format("lobby", "board", 128, 64, depth="dual", file="bmp")
    face = load_face(world, "led-20")
    lines = (
        replace(set_glyphs(face, "Tin tốt", YELLOW), x=2, y=20),
        set_line(world, "111", 2, 44, 22, 600, RED),
        replace(set_glyphs(face, "Hà Nội", GREEN), x=2, y=60),
    )
    page = DisplayList(128, 64, "px", (Group("slogan", (Fill(0, 0, 128, 64, BLACK), *lines)),))
    data = paint_still(page, fmt, world)
    image = Image.open(BytesIO(data))
    assert (image.format, image.mode, image.size) == ("BMP", "P", (128, 64))
    colors = image.convert("RGB").getcolors()
    assert colors is not None
    assert {c for _, c in colors} == {BLACK.rgb, RED.rgb, GREEN.rgb, YELLOW.rgb}
    assert paint_still(page, fmt, world) == data


def test_a_dual_board_refuses_other_colours(make_world: MakeWorld) -> None:
    page = DisplayList(6, 3, "px", (Fill(0, 0, 6, 3, WHITE),))
    with pytest.raises(ValueError, match="tuple"):
        paint_dual(page, make_world())
    page = DisplayList(6, 3, "px", (Fill(0, 0, 6, 3, Gradient(RED, GREEN)),))
    with pytest.raises(TypeError, match="Gradient"):
        paint_dual(page, make_world())
