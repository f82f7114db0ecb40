"""Videos with voice, music and staff's own film: what is heard, written and shown when."""

from __future__ import annotations

from collections.abc import Callable

from motion_kit import CHECK, EVENT, NEWS, PICTURED, WARNING, texts, tracks

from generator.content.model import Caption, Clip, Media
from generator.layout.display import DisplayList, Fill
from generator.layout.timeline import Timeline


def test_a_voice_makes_the_video_long_enough_and_begins_with_the_message(
    make_film: Callable[..., Timeline],
) -> None:
    spoken = (
        Caption(0.5, 2.0, "Mỗi ngày một tin tốt"),
        Caption(2.5, 5.0, "Mỗi tuần một câu chuyện"),
    )
    voice = Media("content/media/a.mp3", "1", seconds=27.0, audible=True, captions=spoken)
    silent, heard = make_film(), make_film(voice=voice)
    opening = heard.scenes[0].frames + heard.scenes[1].frames
    (cue,) = heard.sound
    assert (cue.role, cue.at, cue.seconds) == ("voice", opening / 30, 27.0)
    assert heard.seconds >= cue.at + 27 + 1 > silent.seconds
    assert [c.text for c in heard.speech] == [c.text for c in spoken]
    assert heard.speech[0].start == cue.at + 0.5
    assert make_film(fmt="video-apartment-p5", voice=voice).sound == (), "boards are silent"


def test_spoken_words_are_burned_in_while_they_are_spoken(
    make_film: Callable[..., Timeline],
) -> None:
    spoken = (
        Caption(0.5, 2.0, "Mỗi ngày một tin tốt"),
        Caption(3.0, 7.0, "Mỗi tuần một câu chuyện"),
    )
    voice = Media("content/media/a.mp3", "1", seconds=8.0, audible=True, captions=spoken)
    video = make_film(voice=voice)
    shown: dict[str, list[float]] = {}
    passed = 0
    for scene in video.scenes:
        for track in scene.tracks:
            if track.group.startswith("caption-"):
                times = [passed + f for f in range(scene.frames) if track.at(f) == 1]
                shown.setdefault(track.group, []).extend(times)
        passed += scene.frames
    start = video.sound[0].at
    for number, caption in enumerate(spoken):
        frames = shown[f"caption-{number}"]
        assert frames == list(
            range(round((start + caption.start) * 30), round((start + caption.end) * 30))
        )
    plates = [
        i for s in video.scenes for i in s.display.items if getattr(i, "name", "") == "caption-0"
    ]
    words = [run.text for plate in plates for run in DisplayList(0, 0, "px", (plate,)).texts()]
    assert "Mỗi ngày một tin tốt" in words


def test_captions_lie_over_no_other_words(make_film: Callable[..., Timeline]) -> None:
    lines = "Mỗi tuần một câu chuyện đẹp, kể cho cả tổ dân phố cùng nghe và cùng làm theo nhé"
    voice = Media("content/media/a.mp3", "1", seconds=20.0, audible=True,
                  captions=(Caption(0.0, 20.0, lines),))  # fmt: skip
    for words in (NEWS, WARNING, CHECK, PICTURED, EVENT):
        for fmt in ("video-16x9", "video-9x16", "video-1x1"):
            held = [
                s for s in make_film(words, fmt, voice=voice).scenes if s.name.endswith("-hold")
            ]
            plates = [p for s in held if (p := s.display.group("caption-0")) is not None]
            assert plates
            plate = plates[0].items[0]
            assert isinstance(plate, Fill)
            for scene in held[1:-1]:
                for run in scene.display.texts():
                    own = any(run in p.items for p in plates)
                    assert own or run.box[3] <= plate.y, (fmt, scene.name, run.text)


def test_points_beside_film_go_before_the_video_gets_too_long(
    make_film: Callable[..., Timeline],
) -> None:
    clip = Clip(Media("content/media/f.mp4", "1", 1280, 720, seconds=30.0), 0.0, 17.0)
    video = make_film(WARNING, clip=clip)
    assert video.seconds <= 30
    assert "slogan" in {scene.name for scene in video.scenes}


def test_music_alone_needs_no_captions(make_film: Callable[..., Timeline]) -> None:
    music = Media("content/media/m.mp3", "1", seconds=120.0, audible=True)
    video = make_film(music=music)
    assert [(c.role, c.at, c.seconds) for c in video.sound] == [("music", 0.0, video.seconds)]
    assert video.speech == ()
    assert video.scenes == make_film().scenes


def test_staff_film_plays_between_opening_and_slogan_with_its_title(
    make_film: Callable[..., Timeline],
) -> None:
    media = Media("content/media/f.mp4", "1", 1280, 720, seconds=30.0, audible=True)
    clip = Clip(media, 2.0, 8.0, "Dọn vườn cùng bà con tổ 5")
    for fmt in ("video-16x9", "video-9x16", "video-1x1", "video-hall-p3"):
        video = make_film(fmt=fmt, clip=clip)
        names = [scene.name for scene in video.scenes]
        assert names[:4] == ["opening", "opening-hold", "clip", "slogan"]
        scene = video.scenes[2]
        assert scene.footage is not None
        assert (scene.footage.start, scene.footage.seconds) == (2.0, 6.0)
        assert scene.footage.area == (0, 0, video.width, video.height)
        assert scene.frames >= 6 * 30
        assert "Dọn vườn cùng bà con tổ 5" in " ".join(texts(scene))
        (curtain,) = tracks(scene, "curtain")
        assert [curtain.at(f) for f in (0, 60, scene.frames - 1)] == [1, 0, 1]
        sound = [(c.role, c.start, c.seconds) for c in video.sound]
        assert sound == ([("footage", 2.0, 6.0)] if fmt != "video-hall-p3" else [])
