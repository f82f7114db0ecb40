"""A real message: its video passes every check as the program writes it, and fails once harmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PIL import Image

from generator.boards.film.check import check_film
from generator.boards.film.film import read_film
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.limits import VideoLimits
from generator.content.model import Kind
from generator.layout.formats import Format, load_themes
from generator.layout.motion import timeline
from generator.layout.script import Script
from generator.layout.surfaces import load_surfaces
from generator.layout.timeline import Timeline
from generator.layout.wording import Wording
from generator.paint.raster import paint_image
from generator.paint.video import make_video
from generator.paint.video.poses import still
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


@dataclass(frozen=True)
class Made:
    """A video with what it was made from."""

    plan: Timeline
    data: bytes
    world: MemoryWorld

    def composed(self) -> Image.Image:
        """Return the poster frame before it was encoded."""
        frame = self.plan.poster
        for scene in self.plan.scenes:
            if frame < scene.frames:
                return paint_image(still(scene, frame), self.world)
            frame -= scene.frames
        raise AssertionError("the video has no such frame")


@pytest.fixture
def made(make_world: Callable[..., MemoryWorld]) -> Made:
    world = make_world()
    themes, surfaces = load_themes(world), load_surfaces(world)
    plan = timeline(Script(WARNING, "Tin Tốt"), PANEL, themes["canh-bao"], surfaces, world)
    return Made(plan, make_video(plan, world, MemoryStore()).data, world)


def test_a_message_passes_every_check(made: Made, limits: VideoLimits) -> None:
    subject = FilmSubject(PANEL, "video/ngoc-ha/lua-dao/panel.mp4", "lua-dao", limits, made.plan)
    store = MemoryStore()
    assert check_film(made.data, subject, store, made.composed) == ()
    groups = {group.key for group in read_film(made.data).groups}
    # One entry for each group of pictures, and one for the colours of the poster frame.
    assert len(store.known) == len(groups) + 1
    assert check_film(made.data, subject, store, made.composed) == ()
    assert len(store.known) == len(groups) + 1
