"""What is planned of films: their shapes, captions, sound and inputs; nothing is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest_build import NOON
from sample import ROOT, make_sample

from generator.build.artifact import Artifact
from generator.build.plan import plan_media
from generator.build.project import Project
from generator.build.recipes.captions import Captions
from generator.build.recipes.video import PosterFrame, Video
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.content.model import Caption, Clip, Entry, Media

VOICE = Media("content/media/loi.mp3", "a" * 64, seconds=8.0, audible=True)
MUSIC = Media("content/media/nhac.mp3", "b" * 64, seconds=60.0, audible=True)
FOOTAGE = Media("content/media/quay.mp4", "c" * 64, 1920, 1080, seconds=20.0, audible=True)

PLACE = """\
[san]
name = "Sân chung cư"
ward = "ngoc-ha"
format = "apartment-p5"
player = "usb-video"
outdoor = true
"""

Planned = dict[str, Artifact]
MakePlan = Callable[..., Planned]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kế hoạch")
    make_sample(home)
    formats = (ROOT / "layouts/formats.toml").read_text(encoding="utf-8")
    (home / "layouts/formats.toml").write_text(formats, encoding="utf-8")
    (home / "content/places.toml").write_text(PLACE, encoding="utf-8")
    return home


@pytest.fixture
def plan(folder: Path) -> MakePlan:
    """Plan the one message "mot-tin-tot" with what a test changes in it."""

    def make(limits: str = "", **changes: object) -> Planned:
        project = Project.at(folder / "content", folder / "layouts", folder / "output")
        studio = Studio(project, NOON)
        if limits:
            studio.__dict__["preflight"] = limits
        library, _report = load_library(studio.world)
        (message,) = (m for m in library.live() if m.id == "mot-tin-tot")
        entries = (Entry(message.id, replace(message, **changes)),)  # type: ignore[arg-type]
        return plan_media(replace(library, entries=entries), studio).artifacts

    return make


def differing(one: Planned, two: Planned) -> set[str]:
    """The videos, frames and captions whose fingerprints differ."""
    assert one.keys() == two.keys()
    return {n for n in one if one[n].fingerprint != two[n].fingerprint}


def test_every_public_video_has_three_shapes_a_frame_and_captions(plan: MakePlan) -> None:
    planned = plan()
    for ward in ("chung", "ngoc-ha"):
        for name in ("video-16x9", "video-9x16", "video-1x1"):
            base = f"video/{ward}/mot-tin-tot/{name}"
            assert isinstance(planned[f"{base}.mp4"].recipe, Video)
            assert isinstance(planned[f"{base}.vtt"].recipe, Captions)
            assert isinstance(planned[f"{base}.jpg"].recipe, PosterFrame)
    assert isinstance(planned["web/ngoc-ha/media/mot-tin-tot/video-16x9.vtt"].recipe, Captions)
    assert "video/chung/mot-tin-tot/video-apartment-p5.mp4" not in planned
    assert "video/ngoc-ha/mot-tin-tot/video-apartment-p5.vtt" in planned


def test_files_that_are_the_same_are_made_once(plan: MakePlan) -> None:
    planned = plan(music=MUSIC)
    for name in ("video-16x9.mp4", "video-16x9.vtt"):
        beside = planned[f"web/ngoc-ha/media/mot-tin-tot/{name}"]
        assert beside.fingerprint == planned[f"video/ngoc-ha/mot-tin-tot/{name}"].fingerprint
    (own,) = (a for n, a in planned.items() if n.startswith("boards/san/"))
    video = planned["video/ngoc-ha/mot-tin-tot/video-apartment-p5.mp4"]
    assert own.fingerprint == video.fingerprint


def test_a_recording_touches_only_what_lets_it_be_heard(plan: MakePlan) -> None:
    plain, heard = plan(), plan(voice=VOICE, music=MUSIC)
    changed = differing(plain, heard)
    assert {n.rpartition("/")[2] for n in changed} == {
        *(f"video-{s}.{e}" for s in ("16x9", "9x16", "1x1") for e in ("mp4", "vtt", "jpg")),
        "poster.jpg",
    }
    silent = heard["video/ngoc-ha/mot-tin-tot/video-apartment-p5.mp4"].recipe
    assert isinstance(silent, Video)
    assert (silent.script.voice, silent.script.music) == (None, None)


@pytest.mark.parametrize(
    "change",
    [
        replace(VOICE, sha256="d" * 64),
        replace(VOICE, captions=(Caption(0.0, 2.0, "Chào bà con"),)),
    ],
)
def test_new_bytes_or_words_of_a_recording_are_a_new_film(plan: MakePlan, change: Media) -> None:
    changed = differing(plan(voice=VOICE), plan(voice=change))
    assert "video/chung/mot-tin-tot/video-1x1.mp4" in changed
    assert "video/chung/mot-tin-tot/video-1x1.vtt" in changed


def test_footage_is_shown_on_boards_too(plan: MakePlan) -> None:
    changed = differing(plan(), plan(clip=Clip(FOOTAGE, 0.0, 6.0)))
    assert "video/ngoc-ha/mot-tin-tot/video-apartment-p5.mp4" in changed
    moved = differing(plan(clip=Clip(FOOTAGE, 0.0, 6.0)), plan(clip=Clip(FOOTAGE, 1.0, 7.0)))
    assert moved == changed


def test_new_limits_check_videos_again_and_leave_captions_alone(plan: MakePlan) -> None:
    changed = {n for n in differing(plan(), plan(limits="new")) if n.startswith("video/")}
    assert changed
    assert all(name.endswith(".mp4") for name in changed)
