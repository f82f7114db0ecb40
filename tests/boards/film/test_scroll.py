"""Row R4: text that scrolls is in view as long as it takes to read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.boards.film.scroll import check_scroll
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.limits import VideoLimits
from generator.diagnostics import Diagnostic, Severity
from generator.layout.display import Color, DisplayList, Group
from generator.layout.formats import Format
from generator.layout.timeline import Keyframe, Scene, Timeline, Track
from generator.layout.type import set_line
from generator.world import MemoryWorld

STRIP = Format("video-strip", "video", 256, 32, file="mp4", fps=30)
TEXT = "Không bấm vào đường dẫn lạ, không chuyển tiền cho người lạ"


@pytest.fixture
def found(make_world: Callable[..., MemoryWorld], limits: VideoLimits):
    """Return a check of a text that travels some px in some frames."""
    world = make_world()

    def run(
        px: float,
        frames: int,
        text: str = TEXT,
        easing: str = "linear",
        prop: str = "dx",
        clip: tuple[float, float, float, float] | None = None,
    ) -> tuple[Diagnostic, ...]:
        line = set_line(world, text, 256, 24, 20, 700, Color(255, 255, 255))
        text_group = Group("marquee", (line,))
        shown = DisplayList(256, 32, "px", (Group("window", (text_group,), clip=clip),))
        keys = (Keyframe(0, 0.0, easing), Keyframe(frames, -px, "hold"))
        scene = Scene("marquee", shown, (Track("marquee", prop, keys),), 30 * -(-frames // 30))
        timeline = Timeline(256, 32, 30, 30, (scene,))
        return tuple(check_scroll(FilmSubject(STRIP, "a.mp4", "tin", limits, timeline)))

    return run


def readable(found, px: float) -> float:
    """Return the speed that a finding says is the highest."""
    (finding,) = found(px, 30)
    return float(finding.message.rpartition("không quá ")[2].split(" px")[0])


def test_the_limit_is_width_over_the_seconds_of_what_is_in_view(found) -> None:
    # 46 letters on some 570 px: 20.7 of them on 256 px take 3.4 s.
    most = readable(found, 800)
    assert most == pytest.approx(75, abs=5)
    px = 800
    assert found(px, int(30 * px / (0.97 * most))) == ()
    (finding,) = found(px, int(30 * px / (1.2 * most)))
    assert (finding.code, finding.severity) == ("scroll-too-fast", Severity.WARNING)
    assert "Không bấm vào" in finding.message


def test_a_short_text_may_pass_faster(found) -> None:
    assert readable(found, 4000) == pytest.approx(75, abs=5)
    (short,) = found(4000, 30, text="Tin tốt")
    assert "không quá 256 px" in short.message


def test_a_narrow_window_slows_it_down(found) -> None:
    half = found(800, 30, text="Tin tốt mỗi ngày", clip=(0, 0, 64, 32))
    whole = found(800, 30, text="Tin tốt mỗi ngày")
    speeds = [f.message.rpartition("không quá ")[2].split(" px")[0] for (f,) in (half, whole)]
    assert float(speeds[0]) < float(speeds[1])


@pytest.mark.parametrize(
    "change",
    [{"easing": "ease-out"}, {"prop": "dy"}, {"px": 100.0}, {"text": "– – –"}],
)
def test_what_does_not_scroll_is_passed_over(change: dict, found) -> None:
    assert found(**{"px": 800, "frames": 30, **change}) == ()
