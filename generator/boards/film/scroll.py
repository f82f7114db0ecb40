"""Scrolling text (row R4): a timeline in; text that passes too fast to be read out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.subject import number, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.display import DisplayList, Group, Item, TextRun
from generator.layout.timeline import Scene, Timeline, Track
from generator.text.reading import LETTERS_PER_WORD, letter_count

# Text that travels further than this share of the board is read while it moves.
_FAR = 0.5
# A px a second more is what rounding to whole frames may add.
_ROUNDING = 1.0


def check_scroll(subject: FilmSubject) -> Iterator[Diagnostic]:
    """Yield a warning for the fastest text of each group that scrolls too fast (R4).

    A text must stay in view as long as it takes to read what is in view at one time: at most
    board width / (letters in view / 6) px a second, six letters being read in a second.
    """
    timeline = subject.timeline
    if timeline is None:
        return
    told: set[str] = set()
    for scene in timeline.scenes:
        for track in scene.tracks:
            for finding in _track(subject, timeline, scene, track):
                if finding.message not in told:
                    told.add(finding.message)
                    yield finding


def _track(
    subject: FilmSubject, timeline: Timeline, scene: Scene, track: Track
) -> Iterator[Diagnostic]:
    speed = fastest(track, timeline)
    if not speed:
        return
    found = _find(scene.display.items, track.group, float(timeline.width))
    if found is None:
        return
    group, window = found
    most = fastest_readable(group, window)
    if most and speed > most + _ROUNDING:
        text = " ".join(run.text for run in _texts(group))
        message = _(
            "Chữ chạy “{text}” đi {speed} px mỗi giây; chỉ đọc kịp khi không quá {most} px.",
            text=quoted(text),
            speed=number(speed),
            most=number(most),
        )
        hint = _(
            "báo người phụ trách mẫu: cho chữ trên khổ “{id}” chạy chậm lại (layouts/surfaces)",
            id=subject.fmt.id,
        )
        yield subject.warning("scroll-too-fast", message, hint)


def fastest(track: Track, timeline: Timeline) -> float:
    """Return the highest speed at which a track scrolls evenly (px/s), 0 where it does not."""
    if track.prop != "dx":
        return 0.0
    return max(
        (
            abs(after.value - before.value) / (after.frame - before.frame) * timeline.fps
            for before, after in pairwise(track.keys)
            if before.easing == "linear"
            and after.frame > before.frame
            and abs(after.value - before.value) > _FAR * timeline.width
        ),
        default=0.0,
    )


def fastest_readable(group: Group, window: float) -> float:
    """Return the highest speed at which a group can be read through a window (px/s), 0 for any."""
    runs = [run for run in _texts(group) if letter_count(run.text)]
    if not runs:
        return 0.0
    letters = sum(letter_count(run.text) for run in runs)
    left = min(run.box[0] for run in runs)
    width = max(run.box[2] for run in runs) - left
    in_view = letters * min(1.0, window / width) if width else float(letters)
    return window / (in_view / LETTERS_PER_WORD)


def _find(items: tuple[Item, ...], name: str, window: float) -> tuple[Group, float] | None:
    """Return a group and the width through which it is seen (px), clips of groups around it."""
    for item in items:
        if not isinstance(item, Group):
            continue
        if item.name == name:
            return item, window
        inner = window if item.clip is None else min(window, item.clip[2])
        found = _find(item.items, name, inner)
        if found is not None:
            return found
    return None


def _texts(group: Group) -> tuple[TextRun, ...]:
    return DisplayList(0, 0, "px", (group,)).texts()
