"""A real message on a small panel: the project's own layouts, motion and encoder together."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from generator.content.model import Kind
from generator.layout.formats import Format, load_themes
from generator.layout.motion import timeline
from generator.layout.script import Script
from generator.layout.surfaces import load_surfaces
from generator.layout.timeline import Timeline
from generator.layout.wording import Wording
from generator.paint.video import make_video
from generator.paint.video.segments import MemoryStore
from generator.world import MemoryWorld

PANEL = Format("video-panel", "video", 256, 128, file="mp4", fps=30)
WARNING = Wording(
    id="lua-dao",
    kind=Kind.WARNING,
    theme="canh-bao",
    chip="Cảnh báo",
    slogan="Không bấm vào đường dẫn lạ",
    short="",
    support="",
    points=(),
    claim="",
    verdict="",
    fact="",
    when="",
    where="",
    source="Công an thành phố",
    publisher="Đoàn Thanh niên",
    ward="Phường Ngọc Hà",
    city="Thành phố Hà Nội",
    url="",
    image=None,
    alt="",
    logo=None,
    maker="",
    mark="BẢN MẪU",
    language="vi",
)


@pytest.fixture
def world(make_world: Callable[..., MemoryWorld]) -> MemoryWorld:
    return make_world()


def video(words: Wording, world: MemoryWorld) -> Timeline:
    return timeline(
        Script(words, "Tin Tốt"),
        PANEL,
        load_themes(world)[words.theme],
        load_surfaces(world),
        world,
    )


def mean_difference(a: Image.Image, b: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(a, b)).mean) / 3


def test_a_message_plays_as_a_loop_without_a_jump(world: MemoryWorld) -> None:
    planned = video(WARNING, world)
    made = make_video(planned, world, MemoryStore())
    with av.open(io.BytesIO(made.data)) as container:
        frames = [frame.to_image() for frame in container.decode(video=0)]
    assert len(frames) == planned.frames == made.seconds * 30
    # One level of 255: what is left of a fade in predicted frames.
    assert mean_difference(frames[0], frames[-1]) < 1.5
    assert mean_difference(frames[0], frames[planned.poster]) > 5.0
    # No cut and no flash: from frame to frame the picture never changes by a tenth of its range.
    steps = [mean_difference(a, b) for a, b in pairwise(frames)]
    assert max(steps) < 5.0


def test_a_second_ward_costs_three_seconds(world: MemoryWorld) -> None:
    store = MemoryStore()
    first = make_video(video(WARNING, world), world, store)
    other = make_video(video(replace(WARNING, ward="Phường Giảng Võ"), world), world, store)
    assert first.segments_made > 3
    assert other.segments_made == 3
    assert other.segments_total == first.segments_total
    assert other.data != first.data


def test_another_message_of_the_theme_shares_the_bare_ground(world: MemoryWorld) -> None:
    store = MemoryStore()
    make_video(video(WARNING, world), world, store)
    known = set(store.known)
    alone = MemoryStore()
    make_video(video(replace(WARNING, slogan="Cẩn thận cuộc gọi lạ"), world), world, alone)
    assert known & set(alone.known)
