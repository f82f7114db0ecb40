"""Flashes (row F1): measures of a film in; where it flashes more often than is safe out.

Limits of WCAG 2.3.1; the extended count, for flashes just within them that go on for seconds, is
that of EA IRIS.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

import numpy as np

from generator.boards.film.grids import LIGHT, PURE_RED, RED, Bytes, share
from generator.boards.film.measures import Measures, moved
from generator.boards.film.turns import Rule, changes, turns
from generator.boards.preflight.limits import VideoLimits

# Extended: nearly as many flashes as are allowed, for more than 4 s out of 5.
_LONG_S, _OF_S = 4, 5
_RED_FULL = 320.0


@dataclass(frozen=True, slots=True)
class Flashing:
    """A stretch that flashes too much.

    Attributes:
        code: of the finding.
        frame: at which it is too much; count: flashes in the second up to then.
        lasting: whether it is too much only because it goes on for seconds.
    """

    code: str
    frame: int
    count: float
    lasting: bool


def rules(limits: VideoLimits) -> tuple[tuple[str, Rule], ...]:
    """Return the rules for light and for red by the codes of their findings."""
    light = Rule(LIGHT, LIGHT, ceil(limits.flash_light * 255), round(limits.flash_dark * 255))
    red = Rule(PURE_RED, RED, ceil(limits.flash_red / _RED_FULL * 255), 256)
    return ("flash", light), ("red-flash", red)


def flashing(
    measures: Sequence[Measures], limits: VideoLimits, fps: int, joint: int | None = None
) -> Iterator[Flashing]:
    """Yield the first stretch of each kind that flashes too much.

    Args:
        measures: of groups of pictures, in the order of play.
        limits: of layouts/preflight.toml.
        fps: frames a second.
        joint: a frame at which only what lies on both sides of it is looked for.
    """
    for code, rule in rules(limits):
        found = [
            flash
            for start, end in _lively(measures, rule, limits.flash_area, fps)
            for flash in _stretch(measures, start, end, rule, limits, fps, joint)
        ]
        if found:
            first = min(found, key=lambda flash: flash.frame)
            yield replace(first, code=code)


def _stretch(
    measures: Sequence[Measures],
    start: int,
    end: int,
    rule: Rule,
    limits: VideoLimits,
    fps: int,
    joint: int | None,
) -> Iterator[Flashing]:
    """Yield too many flashes within groups start … end - 1; frames count from the first group."""
    offset = sum(m.frames for m in measures[:start])
    found = list(turns(_looks(measures[start:end]), rule))
    across = None if joint is None else joint - offset
    for times in changes(found, limits.flash_area, fps):
        late = _too_many(times, limits.flashes, fps, across)
        if late is not None:
            yield replace(late, frame=offset + late.frame)


def _looks(measures: Sequence[Measures]) -> Iterator[Bytes]:
    """Yield the look of each frame; groups that come again are unpacked once."""
    known: dict[int, list[Bytes]] = {}
    for one in measures:
        if id(one) not in known:
            known[id(one)] = one.looks()
        yield from known[id(one)]


def _too_many(times: Sequence[int], flashes: int, fps: int, joint: int | None) -> Flashing | None:
    """Return the first frame at which there were too many changes; `code` is left open."""
    most = 2 * flashes
    for frame in times:
        second = [t for t in times if frame - fps < t <= frame]
        if len(second) > most and (joint is None or second[0] < joint <= frame):
            return Flashing("", frame, len(second) / 2, lasting=False)
    return _too_long(times, most, fps, joint)


def _too_long(times: Sequence[int], most: int, fps: int, joint: int | None) -> Flashing | None:
    """Return the same for changes that are nearly too many for too long."""
    if len(times) <= most:
        return None
    counts = [sum(f - fps < t <= f for t in times) for f in range(times[-1] + 1)]
    busy = [count >= most - 2 for count in counts]
    for frame in range(len(busy)):
        first = max(0, frame + 1 - _OF_S * fps)
        within = joint is None or first < joint <= frame
        if within and sum(busy[first : frame + 1]) > _LONG_S * fps:
            return Flashing("", frame, counts[frame] / 2, lasting=True)
    return None


def _lively(
    measures: Sequence[Measures], rule: Rule, area: float, fps: int
) -> Iterator[tuple[int, int]]:
    """Yield the groups, from … up to, among which flashes are possible at all.

    All changes but the first of a second begin and end within it, and a second lies within two
    neighbouring groups where each lasts one. Most of a video is settled by what is known of its
    groups as wholes.
    """
    count = len(measures)
    short = any(m.frames < fps for m in measures[:-1])
    hot = [short or count == 1] * count
    known: dict[tuple[int, int], bool] = {}
    for number, (one, two) in enumerate(pairwise(measures)):
        pair = (id(one), id(two))
        if not short and pair not in known:
            known[pair] = _may_flash(one, two, rule, area)
        if short or known[pair]:
            for near in range(max(0, number - 1), min(count, number + 3)):
                hot[near] = True
    start: int | None = None
    for number, warm in enumerate((*hot, False)):
        if warm and start is None:
            start = number
        elif not warm and start is not None:
            yield start, number
            start = None


def _may_flash(one: Measures, two: Measures, rule: Rule, area: float) -> bool:
    """Return whether opposing changes over an area are possible in two neighbouring groups.

    Such changes take at least the area times a step, once up and once down, from the sum of all
    movements, and the area must have both states.
    """
    high = np.maximum(one.high[rule.peaks], two.high[rule.peaks]).astype(np.int16)
    low = np.minimum(one.low[rule.valleys], two.low[rule.valleys])
    if share(high - low >= rule.step) <= area:
        return False
    n = rule.valleys
    up, down = moved((two.first.astype(np.int16) - one.last)[np.newaxis])
    gained = one.rises[n] + up[n] + two.rises[n]
    lost = one.falls[n] + down[n] + two.falls[n]
    return min(gained, lost) >= area * rule.step
