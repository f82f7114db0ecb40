"""Time: the acts of a video in; how long each stands still, in whole seconds, out."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from generator.layout.motion_acts import FPS, GOP, Act
from generator.layout.motion_shots import CLOSING
from generator.text.reading import reading_time

# A video lasts 8-30 s: 8 s is advised for signs at the road, beyond half a minute nobody stays.
LEAST_S, MOST_S = 8, 30
_LEAST_HOLD_S, _SHORTEST_HOLD_S = 2, 1
_CARD_HOLD_S = (3, 4)
# What a telephone needs to be taken out of a pocket and held to a code.
_SCAN_S = 5
# A second after the last scene, in which the closing card gives way to the bare ground.
_RETURN_S = 1
# The voice begins when the first words are in view, and ends before the card leaves.
_AFTER_VOICE_S = 1


def holds(acts: Sequence[Act], voice_s: float = 0.0) -> tuple[int, ...]:
    """Return how long each act stands when it is built (s).

    People read along while words come, so a page is in view for its reading time from its first
    word on, and stands for at least two seconds. Together with all else the video lasts 8-30 s:
    where that is too short, the page that is read most at ease gives up a second first. A text
    that needs many pages on a small board takes longer, and so does a message read aloud.

    Args:
        acts: in order, the closing card last.
        voice_s: length of the recorded voice (s), 0 without one.
    """
    found = [_need(act) for act in acts]
    building = sum(act.frames for act in acts) // GOP + _RETURN_S
    told = [n for n, act in enumerate(acts) if act.held and act.shot.name != CLOSING][1:]
    told = told or [len(acts) - 1]
    found[told[0]] += max(0, LEAST_S - building - sum(found))
    for least in (_LEAST_HOLD_S, _SHORTEST_HOLD_S):
        while building + sum(found) > MOST_S and max(found) > least:
            long = [n for n, hold in enumerate(found) if hold > least]
            found[max(long, key=lambda n: _ease(acts[n], found[n]))] -= 1
    begins = acts[0].frames / FPS + found[0]
    lacking = ceil(begins + voice_s + _AFTER_VOICE_S) - building - sum(found)
    for number in range(lacking if voice_s else 0):
        found[told[number % len(told)]] += 1
    return tuple(found)


def _need(act: Act) -> int:
    if not act.held:
        return 0
    if act.shot.name == CLOSING:
        least, most = _CARD_HOLD_S
        if act.shot.display.group("qr") is not None:
            return _SCAN_S
        return min(most, max(least, ceil(_lacks(act))))
    return max(_LEAST_HOLD_S, ceil(_lacks(act)))


def _lacks(act: Act) -> float:
    """Return how much of its reading time an act lacks when it has built itself (s)."""
    return reading_time(act.shot.reads) - (act.frames - act.begins) / FPS


def _ease(act: Act, hold: int) -> float:
    """Return how often a page could be read while it is in view; of a source only half is."""
    need = reading_time(act.shot.reads) / (2 if act.shot.name == CLOSING else 1)
    return (hold + (act.frames - act.begins) / FPS) / max(need, 1.0)
