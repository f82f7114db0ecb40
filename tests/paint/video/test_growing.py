"""Pictures that come nearer, shapes that grow, and footage: what moves without being moved."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from measure import luma
from PIL import Image

from generator.content.model import Media
from generator.layout.display import Color, DisplayList, Fill, Group, Picture, Shape
from generator.layout.timeline import Footage, Keyframe, Scene, Timeline, Track
from generator.paint.video import encode_stretch, make_video, missing, poster_image
from generator.paint.video.compositor import Compositor
from generator.paint.video.poses import read
from generator.paint.video.segments import MemoryStore
from generator.paint.video.video import encoding_of, parts
from generator.world import MemoryWorld

BLACK, WHITE, GREY = Color(0, 0, 0), Color(255, 255, 255), Color(128, 128, 128)
PATH = "content/media/a.png"
MakeWorld = Callable[..., MemoryWorld]


@pytest.fixture
def edged(make_world: MakeWorld) -> tuple[MemoryWorld, Media]:
    """A picture of 400 × 200 px, dark left of 300 and light right of it."""
    image = Image.new("RGB", (400, 200), (40, 40, 40))
    image.paste((220, 220, 220), (300, 0, 400, 200))
    stream = BytesIO()
    image.save(stream, "PNG")
    return make_world({PATH: stream.getvalue()}), Media(PATH, "0", 400, 200)


def stage(*groups: Group, tracks: tuple[Track, ...] = (), frames: int = 150) -> Scene:
    ground = Group("ground", (Fill(0, 0, 240, 120, BLACK),))
    return Scene("scene", DisplayList(240, 120, "px", (ground, *groups)), tracks, frames)


def drawn(scene: Scene, world: MemoryWorld, numbers: range) -> list[Image.Image]:
    score = read(scene)
    states = [score.state(number) for number in numbers]
    return [luma(frame) for frame in Compositor(240, 120, world).frames(states)]


def grows(group: str, first: float, last: float, frames: int) -> Track:
    keys = (Keyframe(0, first, "linear"), Keyframe(frames, last, "linear"))
    return Track(group, "scale", keys)


def test_a_picture_comes_nearer_within_its_frame(edged: tuple[MemoryWorld, Media]) -> None:
    world, media = edged
    shown = Group("picture", (Picture(20, 10, 200, 100, media),))
    seen = drawn(stage(shown, tracks=(grows("picture", 1.0, 1.1, 150),)), world, range(0, 151, 15))
    for image in seen:
        box = image.point(lambda level: 255 * (level > 30)).getbbox()
        assert box == (20, 10, 220, 110), "its frame stays"
    # The edge stands at 3/4: 170 px; it goes away from the middle, 120 px, by a tenth of 50.
    rows = [image.crop((20, 60, 220, 61)).getdata() for image in seen]
    dark, light = seen[0].getpixel((30, 60)), seen[0].getpixel((210, 60))
    edges = [220 - sum(v - dark for v in row) / (light - dark) for row in rows]
    assert edges[0] == pytest.approx(170, abs=0.1)
    assert edges[-1] == pytest.approx(175, abs=0.1)
    steps = [b - a for a, b in pairwise(edges)]
    assert steps == pytest.approx([0.5] * 10, abs=0.1), "evenly, by parts of a pixel"


def test_a_picture_slides_by_parts_of_a_pixel(edged: tuple[MemoryWorld, Media]) -> None:
    world, media = edged
    shown = Group("picture", (Picture(20, 10, 200, 100, media),))
    slide = Track("picture", "dx", (Keyframe(0, 0.0, "linear"), Keyframe(8, 4.0, "linear")))
    seen = drawn(stage(shown, tracks=(slide,)), world, range(9))
    left = [sum(image.crop((16, 60, 40, 61)).getdata()) for image in seen]
    dark = seen[0].getpixel((30, 60)) - 16
    moved = [(left[0] - value) / dark for value in left]
    assert moved == pytest.approx([0.5 * n for n in range(9)], abs=0.15)


def test_a_clip_keeps_what_grows_inside(edged: tuple[MemoryWorld, Media]) -> None:
    world, media = edged
    shown = Group("picture", (Picture(20, 10, 200, 100, media),), clip=(60, 10, 100, 100))
    (image,) = drawn(stage(shown, tracks=(grows("picture", 1.2, 1.2, 9),)), world, range(1))
    assert image.point(lambda level: 255 * (level > 30)).getbbox() == (60, 10, 160, 110)


def test_what_lies_above_a_growing_picture_stays(edged: tuple[MemoryWorld, Media]) -> None:
    world, media = edged
    shown = Group("picture", (Picture(20, 10, 200, 100, media),))
    bar = Group("bar", (Fill(100, 50, 40, 20, WHITE),))
    seen = drawn(stage(shown, bar, tracks=(grows("picture", 1.0, 1.1, 30),)), world, range(31))
    assert all(image.getpixel((120, 60)) == 235 for image in seen)
    assert len({image.tobytes() for image in seen}) == 31


def test_large_shapes_grow_evenly(make_world: MakeWorld) -> None:
    world = make_world()
    ring = Group("ring", (Shape((((20, 10), (220, 10), (220, 110), (20, 110)),), GREY),))
    seen = drawn(stage(ring, tracks=(grows("ring", 0.5, 1.0, 100),)), world, range(0, 101, 10))
    grey = seen[-1].getpixel((120, 60)) - 16
    wide = [sum(v - 16 for v in image.crop((0, 60, 240, 61)).getdata()) / grey for image in seen]
    assert wide == pytest.approx([100 + 10 * n for n in range(11)], abs=0.6)


def footage(world: MemoryWorld, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Stand in for the reader: picture n of a film is a grey of n; return the numbers asked for."""
    asked: list[int] = []

    def frames(
        shown: Footage, count: int, fps: int, where: Any, first: int = 0
    ) -> Iterator[Image.Image]:
        assert (fps, where) == (30, world)
        for number in range(first, first + count):
            asked.append(number)
            yield Image.new("RGB", shown.area[2:], (number, number, number))

    monkeypatch.setattr("generator.paint.footage.frames", frames)
    return asked


FILM = Footage(
    Media("content/media/a.mp4", "f1", 640, 360, seconds=9.0), 2.0, 1.5, (40, 20, 80, 60)
)


def filmed(film: Footage = FILM) -> Timeline:
    title = Group("title", (Fill(60, 40, 20, 10, WHITE),))
    return Timeline(240, 120, 30, 30, (replace(stage(title, frames=90), footage=film),), poster=20)


def test_footage_lies_between_ground_and_words(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    asked = footage(world, monkeypatch)
    seen = drawn(filmed().scenes[0], world, range(90))
    assert [image.getpixel((10, 10)) for image in seen] == [16] * 90, "the ground"
    assert [image.getpixel((65, 45)) for image in seen] == [235] * 90, "the words"
    film = [image.getpixel((50, 30)) for image in seen]
    assert film[:45] == [round(16 + n * 219 / 255) for n in range(45)]
    assert set(film[44:]) == {film[44]}, "after its time the last picture stands"
    assert asked == list(range(45))


def test_keys_follow_the_film(make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    footage(make_world(), monkeypatch)

    def keys(film: Footage) -> list[str]:
        one = filmed(film)
        return [part.key for part in parts(one, encoding_of(one))]

    usual = keys(FILM)
    assert usual == keys(FILM)
    assert len(set(usual)) == 3
    for other in (
        replace(FILM, media=replace(FILM.media, sha256="f2")),
        replace(FILM, start=2.5),
        replace(FILM, area=(40, 20, 80, 62)),
    ):
        assert set(usual).isdisjoint(keys(other))
    longer = keys(replace(FILM, seconds=2.0))
    assert [a == b for a, b in zip(usual, longer, strict=True)] == [True, False, False]


def test_the_poster_shows_the_film(make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    footage(world, monkeypatch)
    image = poster_image(filmed(), world)
    assert image.size == (240, 120)
    levels = [image.getpixel(at)[1] for at in ((10, 10), (50, 30), (65, 45))]
    assert levels == pytest.approx([0, 20, 255], abs=2)


def test_a_real_film_plays_behind_the_words(make_world: MakeWorld, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    source = "color=black:s=160x120:r=30,geq=lum=16+N*4:cb=128:cr=128"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-t", "2", "-i", source, "-g", "30", str(path)],
        check=True,
    )
    world = make_world({"content/media/a.mp4": path.read_bytes()})
    media = Media("content/media/a.mp4", "f1", 160, 120, seconds=2.0)
    shown = filmed(Footage(media, 0.5, 1.0, (40, 20, 80, 60)))
    seen = drawn(shown.scenes[0], world, range(0, 45, 5))
    film = [image.getpixel((50, 30)) for image in seen]
    assert film[:6] == pytest.approx([16 + 4 * (15 + n) for n in range(0, 30, 5)], abs=3)
    assert len(set(film[6:])) == 1


def test_seconds_made_one_by_one_are_those_of_the_whole(
    make_timeline: Callable[[], Timeline], make_world: MakeWorld
) -> None:
    world, film = make_world(), make_timeline()
    whole, pieces = MemoryStore(), MemoryStore()
    data = make_video(film, world, whole).data
    stretches = missing(film, pieces)
    assert [(s.run, len(s.keys)) for s in stretches] == [(0, 2), (1, 1), (2, 2)]
    for stretch in reversed(stretches):
        encode_stretch(film, stretch, world, pieces)
    assert pieces.known == whole.known
    assert missing(film, pieces) == ()
    assert make_video(film, world, pieces).data == data
