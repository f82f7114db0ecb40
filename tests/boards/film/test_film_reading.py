"""Row R1: the parts of a video are in view long enough to be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.boards.film.reading import check_reading
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.limits import VideoLimits
from generator.diagnostics import Diagnostic, Severity
from generator.layout.display import DisplayList
from generator.layout.formats import Format
from generator.layout.timeline import Keyframe, Scene, Timeline, Track

BOARD = Format("video-board", "video", 128, 64, file="mp4", fps=30)
PAGE = DisplayList(128, 64, "px", ())
# 42 letters: 7 s.
LONG = "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp"


def scene(name: str, seconds: int, says: str = LONG, begins: int = 0) -> Scene:
    rise = Track("words", "dy", (Keyframe(begins, 9.0), Keyframe(begins + 16, 0.0)))
    return Scene(name, PAGE, () if name.endswith("-hold") else (rise,), 30 * seconds, says)


@pytest.fixture
def found(limits: VideoLimits):
    def run(*scenes: Scene) -> tuple[Diagnostic, ...]:
        half = replace(limits, read_share=0.5)
        timeline = Timeline(128, 64, 30, 30, scenes)
        return tuple(check_reading(FilmSubject(BOARD, "a.mp4", "tin", half, timeline)))

    return run


def test_words_in_view_for_half_their_time_pass(found) -> None:
    assert found(scene("slogan", 2), scene("slogan-hold", 2)) == ()


def test_words_gone_too_soon_are_named_with_both_times(found) -> None:
    (finding,) = found(scene("slogan", 2, begins=15), scene("slogan-hold", 1))
    assert (finding.code, finding.severity) == ("video-hurried", Severity.WARNING)
    assert "7 giây" in finding.message
    assert "2,5 giây" in finding.message
    assert "points" in finding.hint


def test_the_worst_part_is_named_alone(found) -> None:
    (finding,) = found(
        scene("slogan", 3), scene("point-1", 1, "Gọi lại cho người gửi để hỏi cho chắc chắn đã")
    )
    assert "Gọi lại" in finding.message


def test_who_speaks_and_what_runs_through_is_not_timed(found) -> None:
    runs = Track("marquee", "dx", (Keyframe(0, 0.0, "linear"), Keyframe(30, -300.0)))
    marquee = replace(scene("slogan", 1), tracks=(runs,))
    assert found(scene("opening", 1), marquee, scene("closing-ward", 1, f"{LONG}.")) == ()
