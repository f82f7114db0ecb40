"""Row C2: coloured strokes before and after encoding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image

from generator.boards.film import chroma
from generator.diagnostics import Diagnostic, Severity
from generator.layout.display import Color, DisplayList, Fill, Group, Item
from generator.layout.timeline import Scene, Timeline
from generator.layout.type import set_line
from generator.paint.raster import paint_image
from generator.world import MemoryWorld

Check = Callable[..., tuple[Diagnostic, ...]]

RED, WHITE, GOLD = Color(255, 0, 0), Color(255, 255, 255), Color.parse("#FFC83D")
BLUE, BLACK = Color(0, 0, 255), Color(0, 0, 0)


@pytest.fixture
def world(make_world: Callable[..., MemoryWorld]) -> MemoryWorld:
    return make_world()


@pytest.fixture
def kept(check: Check, world: MemoryWorld) -> Callable[..., tuple[Diagnostic, ...]]:
    """Return a check of a second of video that shows some items on a ground."""

    def run(*items: Item, ground: Color = BLACK) -> tuple[Diagnostic, ...]:
        back = Group("ground", (Fill(0, 0, 128, 72, ground),))
        display = DisplayList(128, 72, "px", (back, Group("slogan", items)))
        picture = paint_image(display, world)
        timeline = Timeline(128, 72, 30, 30, (Scene("message", display, (), 30),), poster=20)
        return check([picture] * 30, timeline=timeline, composed=lambda: picture)

    return run


def test_a_red_stroke_of_one_pixel_is_a_warning(kept) -> None:
    (found,) = kept(Fill(61, 10, 1, 50, RED))
    assert (found.code, found.severity) == ("colour-loss", Severity.WARNING)
    share = int(found.message.rpartition("còn ")[2].split(" %")[0])
    assert 30 <= share <= 45


@pytest.mark.parametrize("color", [WHITE, GOLD])
def test_white_and_yellow_strokes_pass(color: Color, kept) -> None:
    assert kept(Fill(61, 10, 1, 50, color)) == ()


@pytest.mark.parametrize("color", [RED, BLUE])
def test_broad_strokes_pass(color: Color, kept) -> None:
    assert kept(Fill(60, 10, 3, 50, color), Fill(20, 10, 20, 50, color)) == ()


def test_thin_red_letters_are_named(kept, world: MemoryWorld) -> None:
    (found,) = kept(set_line(world, "Tin tốt", 10, 40, 14, 400, RED))
    assert "“Tin tốt”" in found.message
    assert kept(set_line(world, "Tin tốt", 10, 40, 14, 400, WHITE)) == ()
    assert kept(set_line(world, "Tin", 6, 60, 60, 900, RED)) == ()


def test_a_known_picture_is_not_composed_again(
    check: Check, world: MemoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    display = DisplayList(128, 72, "px", (Group("rule", (Fill(61, 10, 1, 50, RED),)),))
    timeline = Timeline(128, 72, 30, 30, (Scene("message", display, (), 30),), poster=20)
    picture = paint_image(display, world)
    asked: list[int] = []

    def composed() -> Image.Image:
        asked.append(1)
        return picture

    found = [check([picture] * 30, timeline=timeline, composed=composed) for _ in range(2)]
    assert found[0] == found[1] != ()
    assert asked == [1]


def test_what_is_not_shown_in_full_is_passed_over(world: MemoryWorld) -> None:
    faded = Group("rule", (Fill(61, 10, 1, 50, RED),), opacity=0.5)
    outside = Group("slogan", (Fill(130, 10, 1, 50, RED),))
    moved = Group("motif", (Fill(10, 10, 1, 50, RED),), dx=5, dy=2)
    display = DisplayList(128, 72, "px", (faded, outside, moved))
    timeline = Timeline(128, 72, 30, 30, (Scene("message", display, (), 30),))
    assert [stroke.box for stroke in chroma.strokes(timeline)] == [(15, 12, 16, 62)]
