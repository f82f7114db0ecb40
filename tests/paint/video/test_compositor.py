"""Frames before they are encoded: poses, sub-pixel edges, and redrawing only what moved."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from generator.content.model import Media
from generator.layout.display import Color, DisplayList, Fill, Gradient, Group, Picture, QrCode
from generator.layout.timeline import Keyframe, Scene, Timeline, Track
from generator.paint.raster import paint_image
from generator.paint.video.compositor import Compositor
from generator.paint.video.poses import Pose, read, still
from generator.paint.video.yuv import gradient, triple
from generator.world import MemoryWorld

WHITE = Color(255, 255, 255)
BLACK = Color(0, 0, 0)


def scene(items: tuple[Group, ...], *tracks: Track, size: tuple[int, int] = (16, 8)) -> Scene:
    return Scene("scene", DisplayList(*size, "px", items), tracks, 30)


def track(prop: str, *keys: tuple[int, float]) -> Track:
    return Track("box", prop, tuple(Keyframe(f, v, "linear") for f, v in keys))  # type: ignore[arg-type]


def luma(made: Scene, frame: int, world: MemoryWorld) -> list[list[int]]:
    """Rows of luma of one frame, each frame before it drawn as well."""
    width, height = int(made.display.width), int(made.display.height)
    states = [read(made).state(number) for number in range(frame + 1)]
    for last in Compositor(width, height, world).frames(states):
        plane = last.planes[0]
    data, step = bytes(plane), plane.line_size
    return [list(data[y * step : y * step + width]) for y in range(height)]


@pytest.fixture
def world(make_world: Callable[[], MemoryWorld]) -> MemoryWorld:
    return make_world()


BOX = Group("box", (Fill(4, 2, 4, 4, WHITE),))
NIGHT = Group("ground", (Fill(0, 0, 16, 8, BLACK),))


def test_a_box_stands_where_it_was_laid_out(world: MemoryWorld) -> None:
    rows = luma(scene((NIGHT, BOX)), 0, world)
    line = [16] * 4 + [235] * 4 + [16] * 8
    assert rows == [[16] * 16] * 2 + [line] * 4 + [[16] * 16] * 2


def test_half_a_pixel_is_half_covered(world: MemoryWorld) -> None:
    moved = scene((NIGHT, BOX), track("dx", (0, 0.0), (10, 5.0)))
    assert luma(moved, 1, world)[3] == [16] * 4 + [126] + [235] * 3 + [126] + [16] * 7
    assert luma(moved, 10, world)[3] == [16] * 9 + [235] * 4 + [16] * 3


def test_opacity_mixes_with_what_lies_below(world: MemoryWorld) -> None:
    faded = scene((NIGHT, BOX), track("opacity", (0, 0.0), (10, 1.0)))
    assert luma(faded, 0, world)[3][5] == 16
    assert luma(faded, 5, world)[3][5] == pytest.approx(126, abs=1)
    assert luma(faded, 10, world)[3][5] == 235


def test_a_clip_shows_a_share_from_the_left(world: MemoryWorld) -> None:
    drawn = scene((NIGHT, BOX), track("clip_x", (0, 0.0), (8, 1.0)))
    assert luma(drawn, 4, world)[3] == [16] * 4 + [235] * 2 + [16] * 10
    assert luma(drawn, 1, world)[3][4] == pytest.approx(126, abs=1)


def test_scale_keeps_the_middle(world: MemoryWorld) -> None:
    grown = scene((NIGHT, BOX), track("scale", (0, 0.5), (10, 1.0)))
    # Half of 4-8 is 5-7; a mask made smaller is a little softer at its edges.
    assert luma(grown, 0, world)[3] == pytest.approx([16] * 5 + [235] * 2 + [16] * 9, abs=20)
    assert luma(grown, 10, world)[3] == [16] * 4 + [235] * 4 + [16] * 8


def test_a_static_clip_cuts(world: MemoryWorld) -> None:
    cut = Group("box", BOX.items, clip=(0, 0, 6, 16))
    assert luma(scene((NIGHT, cut)), 0, world)[3] == [16] * 4 + [235] * 2 + [16] * 10
    inside = scene((NIGHT, Group("outer", (cut,))))
    assert luma(inside, 0, world)[3] == [16] * 4 + [235] * 2 + [16] * 10


def test_what_lies_above_a_moving_box_stays_above(world: MemoryWorld) -> None:
    bar = Group("bar", (Fill(6, 0, 2, 8, Color(128, 128, 128)),))
    moved = scene((NIGHT, BOX, bar), track("dx", (0, 0.0), (8, 8.0)))
    grey = triple(Color(128, 128, 128))[0]
    assert [luma(moved, frame, world)[3][6] for frame in (0, 1, 4, 8)] == [grey] * 4


def test_redrawing_what_moved_equals_drawing_everything(
    make_timeline: Callable[[], Timeline], world: MemoryWorld
) -> None:
    for one in make_timeline().scenes:
        score = read(one)
        states = [score.state(frame) for frame in range(30)]
        for state, frame in zip(states, Compositor(128, 64, world).frames(states), strict=True):
            quick = [bytes(plane) for plane in frame.planes]
            (whole,) = Compositor(128, 64, world).frames([state])
            assert [bytes(plane) for plane in whole.planes] == quick


def test_a_frame_looks_like_the_still(
    make_timeline: Callable[[], Timeline], world: MemoryWorld
) -> None:
    built = make_timeline().scenes[0]
    picture = paint_image(still(built, 60), world)
    rows = luma(built, 60, world)
    matrix = (0.2126, 0.7152, 0.0722)
    worst = 0.0
    for y in range(64):
        for x in range(128):
            rgb = picture.getpixel((x, y))
            assert isinstance(rgb, tuple)
            want = 16 + 219 / 255 * sum(m * c for m, c in zip(matrix, rgb, strict=True))
            worst = max(worst, abs(rows[y][x] - want))
    # Letters above 64 px stand on half pixels in stills and on quarters in video; these do not.
    assert worst < 24


def test_codes_and_pictures_are_shown(world: MemoryWorld) -> None:
    code = Group("box", (QrCode(2, 2, 60, "https://phuong.example/x/tin/a.html", BLACK, WHITE),))
    night = Group("ground", (Fill(0, 0, 64, 64, BLACK),))
    rows = luma(scene((night, code), size=(64, 64)), 0, world)
    assert {value for row in rows for value in row} == {16, 235}
    assert [rows[2][2], rows[1][1]] == [235, 16]


def test_a_picture_is_converted_by_bt709(make_world: Callable[..., MemoryWorld]) -> None:
    stream = BytesIO()
    Image.new("RGB", (20, 20), (255, 0, 0)).save(stream, "PNG")
    world = make_world({"content/media/a.png": stream.getvalue()})
    media = Media("content/media/a.png", "0", 20, 20)
    shown = Group("box", (Picture(4, 2, 6, 4, media),))
    rows = luma(scene((NIGHT, shown)), 0, world)
    assert rows[3] == [16] * 4 + [63] * 6 + [16] * 6


def test_primaries_have_the_values_of_the_standard() -> None:
    assert triple(WHITE) == (235, 128, 128)
    assert triple(BLACK) == (16, 128, 128)
    assert triple(Color(255, 0, 0)) == (63, 102, 240)
    assert triple(Color(0, 0, 255)) == (32, 240, 118)


def test_a_gradient_has_no_bands() -> None:
    planes = gradient(Gradient(Color.parse("#0A4D3F"), Color.parse("#0B5645")), 640, 64)
    low, high = planes.y.getextrema()
    assert (low, high) == (69, 76)
    means = [sum(planes.y.crop((x, 0, x + 64, 64)).getdata()) / 4096 for x in range(0, 640, 64)]
    steps = [b - a for a, b in pairwise(means)]
    assert all(0.2 < step < 1.0 for step in steps), "each stretch is a little lighter"
    assert len(set(planes.y.crop((0, 0, 64, 64)).getdata())) > 1


def test_poses_are_whole_steps_of_what_can_be_seen() -> None:
    made = scene((NIGHT, BOX), track("dy", (0, 10.0), (9, 0.0)), track("opacity", (0, 0), (9, 1)))
    score = read(made)
    assert [pose for _, pose in score.state(0)] == [Pose()], "what does not show is not drawn"
    assert [pose for _, pose in score.state(3)][1] == Pose(dy=27, opacity=85)
    assert [pose for _, pose in score.state(20)][1] == Pose()


def test_a_track_must_name_one_group() -> None:
    with pytest.raises(ValueError, match="0 groups are called 'box'"):
        read(scene((NIGHT,), track("dx", (0, 0.0))))
    with pytest.raises(ValueError, match="2 groups are called 'box'"):
        read(scene((NIGHT, BOX, BOX), track("dx", (0, 0.0))))
