"""What is spoken in a video, at the video's own times."""

from __future__ import annotations

from typing import Literal

from generator.content.model import Caption, Media
from generator.layout.speech import spoken
from generator.layout.timeline import SoundCue

WORDS = (Caption(0.5, 2.0, "một"), Caption(2.0, 4.0, "hai"), Caption(6.0, 8.0, "ba"))


def cue(
    start: float,
    at: float,
    seconds: float,
    role: Literal["voice", "music", "footage"] = "voice",
    words: tuple[Caption, ...] = WORDS,
) -> SoundCue:
    media = Media("content/media/v.wav", "v", seconds=10.0, audible=True, captions=words)
    return SoundCue(media, role, start, at, seconds)


def test_captions_move_with_their_voice() -> None:
    assert spoken((cue(0.0, 3.0, 10.0),)) == (
        Caption(3.5, 5.0, "một"),
        Caption(5.0, 7.0, "hai"),
        Caption(9.0, 11.0, "ba"),
    )


def test_only_what_is_heard_of_footage_is_captioned() -> None:
    assert spoken((cue(1.0, 2.0, 5.5, "footage"),)) == (
        Caption(2.0, 3.0, "một"),
        Caption(3.0, 5.0, "hai"),
        Caption(7.0, 7.5, "ba"),
    )


def test_scraps_at_the_cut_are_left_out() -> None:
    assert spoken((cue(1.8, 0.0, 2.0),)) == (Caption(0.2, 2.0, "hai"),)


def test_music_says_nothing() -> None:
    assert spoken((cue(0.0, 0.0, 10.0, "music"),)) == ()


def test_two_recordings_never_speak_at_once() -> None:
    late = cue(0.0, 1.0, 5.0, "voice", (Caption(0.0, 2.0, "khác"),))
    assert spoken((cue(0.0, 0.0, 3.0), late)) == (
        Caption(0.5, 1.0, "một"),
        Caption(1.0, 2.0, "khác"),
        Caption(2.0, 3.0, "hai"),
    )


def test_what_footage_says_under_a_voice_is_left_out() -> None:
    film = cue(0.0, 2.0, 8.0, "footage")
    assert spoken((cue(0.0, 0.0, 3.0), film)) == (
        Caption(0.5, 2.0, "một"),
        Caption(2.0, 3.0, "hai"),
        Caption(4.0, 6.0, "hai"),
        Caption(8.0, 10.0, "ba"),
    )
