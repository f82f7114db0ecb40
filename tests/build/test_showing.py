"""What an approver sees and is told of a video: its held moments, footage, sound and speech."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest_build import NOON
from sample import FORMATS, make_sample

from generator.build.project import Project
from generator.build.showing import Showing, _held, _length
from generator.build.studio import Studio
from generator.canonical import digest_bytes
from generator.content.library import load_library
from generator.content.model import Caption, Clip, Media
from generator.layout.display import DisplayList
from generator.layout.timeline import (
    Footage,
    Keyframe,
    Scene,
    SoundCue,
    Timeline,
    Track,
)
from generator.paint.proofsheet import Group

MOVES = (Track("slogan", "opacity", (Keyframe(0, 0.0), Keyframe(20, 1.0))),)
FILM = Media("content/media/quay.mp4", "a" * 64, 64, 36, seconds=6.0, audible=True)
SONG = Media("content/media/nhac.mp3", "b" * 64, seconds=60.0, audible=True)


def page(name: str) -> DisplayList:
    return DisplayList(64, 36, "px", (), title=name)


def film(*scenes: Scene, sound: tuple[SoundCue, ...] = ()) -> Timeline:
    return Timeline(64, 36, 30, 30, scenes, sound=sound)


def test_what_stands_still_is_shown_once_and_what_moves_is_not() -> None:
    scenes = (
        Scene("opening", page("a"), MOVES, 30),
        Scene("opening-hold", page("a"), (), 60),
        Scene("slogan", page("b"), MOVES, 30),
        Scene("slogan-hold", page("b"), (), 60),
        Scene("again", page("a"), (), 30),
        Scene("told", page("d"), (replace(MOVES[0], group="caption-0"),), 30),
    )
    assert [(m.scene.name, m.frame, m.first) for m in _held(film(*scenes))] == [
        ("opening-hold", 60, True),
        ("slogan-hold", 150, False),
        ("told", 225, False),
    ]


def test_staffs_own_film_is_shown_though_its_title_moves() -> None:
    shown = Footage(FILM, start=2.0, seconds=3.0, area=(0, 0, 64, 36))
    scenes = (Scene("clip", page("c"), MOVES, 90, footage=shown),)
    assert [m.frame for m in _held(film(*scenes))] == [45]


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ((), "Dài 3 giây"),
        (("music",), "Dài 3 giây · có nhạc"),
        (("music", "voice", "footage"), "Dài 3 giây · có lời đọc, tiếng của đoạn quay, nhạc"),
    ],
)
def test_what_is_heard_is_said(roles: tuple[str, ...], said: str) -> None:
    sound = tuple(SoundCue(SONG, role, 0.0, 0.0, 3.0) for role in roles)  # type: ignore[arg-type]
    assert _length(film(Scene("a", page("a"), (), 90), sound=sound)) == said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("xem")
    make_sample(home)
    # Boards' own videos are not shown: the board's stills are.
    apart = FORMATS.replace('video = "video-16x9"\n', "") + "sound = true\n"
    apart = apart.replace("width = 128\nheight = 64", "width = 640\nheight = 360")
    (home / "layouts/formats.toml").write_text(apart, encoding="utf-8")
    media = home / "content/media"
    media.mkdir()
    for name, source in (
        ("quay.mp4", "color=c=0x00c8c8:s=128x64:d=6:r=30"),
        ("loi.wav", "sine=frequency=440:duration=4"),
    ):
        command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, str(media / name)]
        subprocess.run(command, check=True)
    return home


@pytest.fixture
def show(folder: Path) -> Callable[..., Group]:
    """Return the group of the one video of a message with changes."""

    def make(**changes: object) -> Group:
        project = Project.at(folder / "content", folder / "layouts", folder / "output")
        studio = Studio(project, NOON)
        library, _report = load_library(studio.world)
        (message,) = (m for m in library.live() if m.id == "mot-tin-tot")
        shown = replace(message, **changes)  # type: ignore[arg-type]
        sections = {s.title: s for s in Showing(library, studio, shown, draft=False).sections()}
        (group,) = sections["Video"].groups
        return group

    return make


def media(folder: Path, name: str, **facts: object) -> Media:
    data = (folder / f"content/media/{name}").read_bytes()
    return Media(f"content/media/{name}", digest_bytes(data), **facts)  # type: ignore[arg-type]


def test_a_frame_of_the_film_and_the_words_of_the_voice_are_there(
    show: Callable[..., Group], folder: Path
) -> None:
    clip = Clip(media(folder, "quay.mp4", width=128, height=64, seconds=6.0), 0.0, 5.0, "Ở ngõ")
    voice = media(
        folder, "loi.wav", seconds=4.0, audible=True, captions=(Caption(0.5, 3.0, "Chào bà con"),)
    )
    plain, full = show(), show(clip=clip, voice=voice)
    assert "lời đọc" in full.note
    assert "lời đọc" not in plain.note
    assert [line for shot in full.shots for line in shot.lines] == ["Lời đọc: Chào bà con"]

    def cyan(group: Group) -> bool:
        """Whether a shot shows the film's colour at its middle, the left or the right half."""
        for shot in group.shots:
            image = shot.draw(128)
            for x in (image.width // 4, image.width // 2, image.width * 3 // 4):
                pixel = image.getpixel((x, image.height // 2))
                assert isinstance(pixel, tuple)
                if abs(pixel[1] - 200) < 12 and abs(pixel[2] - 200) < 12 and pixel[0] < 30:
                    return True
        return False

    assert cyan(full)
    assert not cyan(plain)
