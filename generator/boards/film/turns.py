"""Turns: looks of frames in; where each cell turned brighter or darker enough to be a flash out.

A cell turns where it has moved by a step away from its last extreme, as flash analysers for
broadcast do; smaller ripples are passed over. How much of the board turned together is then
followed the same way, net of cells that turned against it: letters that move turn as many cells up
as down and weigh nothing, a flash weighs wholly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from generator.boards.film.grids import Bytes, share

Mask = NDArray[np.bool_]
Levels = NDArray[np.int16]

# Frames over which a sharp change may be spread by the encoder.
_SMEAR = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """What counts as a change of a cell.

    Attributes:
        peaks, valleys: planes in which highs and lows are followed; a change to or from a saturated
            red is one between a high that is saturated and any low.
        step: least change; dark: what the lower state must stay below; 0-256.
    """

    peaks: int
    valleys: int
    step: int
    dark: int


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """Cells that turned with one frame."""

    rose: Mask
    fell: Mask


def turns(looks: Iterable[Bytes], rule: Rule) -> Iterator[Turn | None]:
    """Yield for each frame which cells turned with it; None where none did."""
    cells: _Cells | None = None
    before: Bytes | None = None
    for look in looks:
        if look is before:
            yield None
            continue
        before = look
        high, low = look[rule.peaks].astype(np.int16), look[rule.valleys].astype(np.int16)
        if cells is None:
            cells = _Cells(rule, high.copy(), low.copy())
        yield cells.turn(high, low)


@dataclass(slots=True, eq=False)
class _Cells:
    """Extremes of every cell since its last turn, and in which direction that was."""

    rule: Rule
    high: Levels
    low: Levels
    up: Mask = field(init=False)
    down: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.up = np.zeros(self.high.shape, np.bool_)
        self.down = self.up.copy()

    def turn(self, high: Levels, low: Levels) -> Turn | None:
        """Return what turned with the next frame."""
        np.maximum(self.high, high, out=self.high)
        np.minimum(self.low, low, out=self.low)
        # A cell that went down last looks for a way up alone: its high is where it is.
        np.copyto(self.high, high, where=self.down)
        np.copyto(self.low, low, where=self.up)
        fell = self._far(self.high, low)
        rose = self._far(high, self.low)
        if not (fell.any() or rose.any()):
            return None
        self.up = (self.up & ~fell) | rose
        self.down = (self.down & ~rose) | fell
        np.copyto(self.low, low, where=fell)
        np.copyto(self.high, high, where=rose)
        return Turn(rose, fell)

    def _far(self, above: Levels, below: Levels) -> Mask:
        """Return where two states lie a step apart and the darker one is dark."""
        far: Mask = above - below >= self.rule.step
        return far & (below < self.rule.dark) if far.any() else far


def changes(found: Sequence[Turn | None], area: float, fps: int) -> Iterator[list[int]]:
    """Yield the frames at which more than an area turned together, for each part to be followed.

    The first part is the whole board. Parts that flash against each other cancel out in it, so the
    largest part that turned at once in each second is followed as well.
    """
    yield _swings(found, None, area)
    for part in _parts(found, area, fps):
        yield _swings(found, part, area)


def _swings(found: Sequence[Turn | None], part: Mask | None, area: float) -> list[int]:
    """Return the frames at which the net share of cells that turned swings by more than an area."""
    net = high = low = 0.0
    direction = 0
    times = []
    for frame, turn in enumerate(found):
        if turn is None:
            continue
        net += _within(turn.rose, part) - _within(turn.fell, part)
        high, low = max(high, net), min(low, net)
        if direction <= 0 and net - low > area:
            direction, high = 1, net
            times.append(frame)
        elif direction >= 0 and high - net > area:
            direction, low = -1, net
            times.append(frame)
    return times


def _within(mask: Mask, part: Mask | None) -> float:
    return share(mask if part is None else mask & part)


def _parts(found: Sequence[Turn | None], area: float, fps: int) -> Iterator[Mask]:
    """Yield the largest part of the board that turned at once in each second."""
    for start in range(0, len(found), fps):
        largest, most = None, area
        for frame in range(start, min(start + fps, len(found))):
            for mask in _together(found[frame : frame + _SMEAR]):
                if share(mask) > most:
                    largest, most = mask, share(mask)
        if largest is not None and most < 1 - area:
            yield largest


def _together(few: Sequence[Turn | None]) -> Iterator[Mask]:
    """Yield the cells that rose, and those that fell, within a few frames."""
    told = [turn for turn in few if turn is not None]
    if few and few[0] is not None:
        yield np.logical_or.reduce([turn.rose for turn in told])
        yield np.logical_or.reduce([turn.fell for turn in told])
