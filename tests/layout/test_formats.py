"""Formats: boards by modules, videos of boards, windows of a canvas, and the dark of night."""

from collections.abc import Callable

import pytest

from generator.layout.display import Color
from generator.layout.formats import Canvas, Format, load_formats, load_themes
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

# id: px wide, px high, depth, pitch mm, near m, far m
BOARDS = {
    "strip16-mono": (256, 16, "mono", 10, 10, 25),
    "strip32-mono": (256, 32, "mono", 10, 10, 40),
    "gate64-mono": (320, 64, "mono", 10, 10, 40),
    "lobby-dual": (128, 64, "dual", 7.62, 8, 20),
    "lintel-rgb": (640, 64, "rgb", 5, 5, 25),
    "wide-rgb": (1216, 192, "rgb", 0, 0, 0),
    "column-rgb": (128, 256, "rgb", 0, 0, 0),
    "outdoor-p10": (320, 192, "rgb", 10, 10, 60),
    "outdoor-p10-large": (480, 288, "rgb", 10, 10, 90),
    "outdoor-p6": (640, 320, "rgb", 6, 6, 60),
    "apartment-p5": (512, 256, "rgb", 5, 5, 40),
    "outdoor-p5": (768, 384, "rgb", 5, 5, 60),
    "gate-p4": (640, 320, "rgb", 4, 4, 35),
    "hall-p3": (1280, 640, "rgb", 3, 3, 30),
    "hall-p2.5": (1920, 1088, "rgb", 2.5, 3, 30),
}
POSTERS = {
    "poster-a5": (148, 210, 1), "poster-a4": (210, 297, 1), "poster-a3": (297, 420, 1),
    "poster-a2": (420, 594, 1), "poster-a1": (594, 841, 1), "poster-a0": (841, 1189, 1),
    "standee": (800, 1800, 1), "banner": (3000, 1000, 1), "pano": (600, 300, 0.1),
}  # fmt: skip


def _load(make_world: MakeWorld, text: str) -> dict[str, Format]:
    return load_formats(make_world({"layouts/formats.toml": text}))


def test_the_fifteen_boards_have_their_pixels_pitch_and_distances(make_world: MakeWorld) -> None:
    formats = load_formats(make_world())
    boards = {f.id: f for f in formats.values() if f.medium == "board"}
    assert {
        name: (f.width, f.height, f.depth, f.pitch_mm, f.near_m, f.far_m)
        for name, f in boards.items()
    } == BOARDS
    assert (boards["lintel-rgb"].card_width, boards["lintel-rgb"].card_height) == (640, 128)
    assert {f.multiple for f in boards.values() if f.depth != "rgb"} == {16}


def test_posters_have_bleed_and_the_largest_tells_its_scale(make_world: MakeWorld) -> None:
    formats = load_formats(make_world())
    posters = {f.id: f for f in formats.values() if f.medium == "poster"}
    assert {name: (f.width, f.height, f.scale) for name, f in posters.items()} == POSTERS
    assert {f.bleed_mm for f in posters.values()} == {3.0}
    assert posters["pano"].stem == "pano-1-10"
    assert posters["poster-a0"].stem == "poster-a0"
    on_the_wall = [max(f.width, f.height) / f.scale for f in posters.values() if f.scale == 1]
    assert max(on_the_wall) <= 5000


def test_every_full_colour_board_has_videos_at_its_own_pixels(make_world: MakeWorld) -> None:
    formats = load_formats(make_world())
    for name, (width, height, depth, *_) in BOARDS.items():
        if depth != "rgb":
            assert not formats[name].video
            continue
        video = formats[formats[name].video]
        assert (video.id, video.medium, video.file) == (f"video-{name}", "video", "mp4")
        assert (video.width, video.height, video.fps) == (width, height, 30)


def test_boards_get_a_key_frame_each_second_and_the_public_needs_fewer(
    make_world: MakeWorld,
) -> None:
    videos = [f for f in load_formats(make_world()).values() if f.medium == "video"]
    public = {f.id for f in videos if f.gop_s > 1}
    assert public == {"video-16x9", "video-9x16", "video-1x1"}


def test_a_board_is_stated_by_its_modules(make_world: MakeWorld) -> None:
    made = _load(
        make_world,
        '[cong]\nmedium = "board"\nmodules = {type = "p10-rgb", across = 10, down = 12}\n'
        '[sanh]\nmedium = "board"\nmodules = {type = "p2.5-rgb", across = 15, down = 17}\n',
    )
    assert (made["cong"].width, made["cong"].height, made["cong"].pitch_mm) == (320, 192, 10.0)
    assert (made["sanh"].width, made["sanh"].height, made["sanh"].pitch_mm) == (1920, 1088, 2.5)


def test_a_board_fed_over_hdmi_is_sent_the_whole_canvas_and_no_video(make_world: MakeWorld) -> None:
    made = _load(
        make_world,
        '[cong]\nmedium = "board"\nwidth = 640\nheight = 320\n'
        "canvas = {width = 1920, height = 1080, x = 40, y = 20}\n",
    )["cong"]
    assert made.canvas == Canvas(1920, 1080, 40, 20)
    assert made.sent == (1920, 1080)
    assert not made.video


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            'modules = {type = "p99", across = 1, down = 1}',
            "không có module “p99”; đã có: p10-mono",
        ),
        ('modules = {type = "p10-rgb", across = 1}', "down"),
        ("wdith = 3", "wdith"),
        ("width = 1\nheight = 1\ncanvas = {w = 3}", "w"),
        ("width = 9\nheight = 9\ncanvas = {width = 16, height = 9, x = 8}", "x từ 8 đến 17"),
        ("width = 9\nheight = 9\ncanvas = {width = 16, height = 9, y = -1}", "y từ -1 đến 8"),
    ],
)
def test_a_wrong_format_names_its_table(make_world: MakeWorld, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=rf"\[cong\].*{problem}"):
        _load(make_world, f'[cong]\nmedium = "board"\n{text}\n')


def test_at_night_the_ground_is_darker_and_the_letters_are_not(make_world: MakeWorld) -> None:
    for day in load_themes(make_world()).values():
        night = day.at_night()
        assert night.ground_to.luminance < day.ground_to.luminance / 2
        assert (night.text, night.accent) == (day.text, day.accent)
        assert night.text.contrast(night.ground_to) > day.text.contrast(day.ground_to)
        assert 0 < night.dim < 1
        assert isinstance(night.muted, Color)
