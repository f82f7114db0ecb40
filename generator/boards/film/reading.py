"""Reading a video (row R1): a timeline in; words that go before they can be read out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.subject import number, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.timeline import Scene, Timeline
from generator.text.reading import reading_time


def check_reading(subject: FilmSubject) -> Iterator[Diagnostic]:
    """Yield one warning for the words that are in view for the smallest share of what they need.

    A video ends after half a minute, so where a message says much, each of its parts is in view
    for less than its reading time; people see the loop again, but not for ever.
    """
    timeline = subject.timeline
    if timeline is None:
        return
    told = [(seen, says) for says, seen in in_view(timeline) if reading_time(says)]
    if not told:
        return
    seen, says = min(told, key=lambda one: one[0] / reading_time(one[1]))
    if seen >= subject.limits.read_share * reading_time(says):
        return
    message = _(
        "Câu “{text}” cần {need} giây để đọc, video chỉ kịp chiếu {seen} giây.",
        text=quoted(says),
        need=number(reading_time(says)),
        seen=number(seen, 1),
    )
    hint = _("video dài nhiều nhất 30 giây: bớt một ý trong points, hoặc viết câu ngắn lại")
    yield subject.warning("video-hurried", message, hint)


def in_view(timeline: Timeline) -> Iterator[tuple[str, float]]:
    """Yield what a video tells and how long each part of it is in view (s).

    The opening and the closing card, which only name who speaks, are left out, and so are words
    that run through: their speed is what counts.
    """
    for says, parts in groupby(timeline.scenes, key=lambda scene: scene.says):
        scenes = list(parts)
        if says and not scenes[0].name.startswith(("opening", "closing", "clip")):
            frames = sum(scene.frames for scene in scenes) - _begins(scenes[0])
            if not _runs(scenes[0]):
                yield says, frames / timeline.fps


def _begins(scene: Scene) -> int:
    """Return the frame at which the first words of a scene rise."""
    return min((t.keys[0].frame for t in scene.tracks if t.prop == "dy"), default=0)


def _runs(scene: Scene) -> bool:
    return any(track.prop == "dx" for track in scene.tracks)
