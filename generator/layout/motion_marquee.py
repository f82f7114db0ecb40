"""Marquees: a page of a strip and a long text in; the same page with one line that runs out."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor

from generator.layout.display import DisplayList, Group
from generator.layout.formats import Theme
from generator.layout.motion_stage import layer_of, track
from generator.layout.surfaces import Surface
from generator.layout.timeline import Track
from generator.layout.type import set_line, shaped
from generator.text.reading import LETTERS_PER_WORD, letter_count
from generator.world import World

MARQUEE = "marquee"
# Em size as a share of the height of the strip: Vietnamese capitals with two marks still fit.
_SIZE = 0.6
_WEIGHT = 700
_WORDS = 3


def one_line(
    page: DisplayList, surface: Surface, text: str, theme: Theme, world: World
) -> DisplayList:
    """Return a page with a text as one line that waits beyond the right end.

    Args:
        page: of the strip; its ground, scenery and fields are kept.
        surface: its arrangement; the line is seen in the area of its first column.
        text: what runs through.
        theme: colours.
        world: for fonts.
    """
    kept = tuple(i for i in page.items if isinstance(i, Group) and layer_of(i) < _WORDS)
    size = page.height * _SIZE
    ink = shaped(world, text, _WEIGHT).ink
    baseline = round((page.height - (ink[1] + ink[3]) * size) / 2)
    line = set_line(world, text, page.width, baseline, size, _WEIGHT, theme.text, "ink")
    column = next(iter(surface.columns.values()))
    left, _, right, _ = column.area
    clip = (left * page.width, 0.0, (right - left) * page.width, page.height)
    return replace(page, items=(*kept, Group(MARQUEE, (line,), clip=clip)))


def speed(page: DisplayList, fps: int) -> int:
    """Return how far the line runs from frame to frame (px): a whole number, so that it is sharp.

    A text must be on the board for as long as it takes to read: px a second are at most the
    board's width over the seconds that the letters in view take.
    """
    (line,) = _line(page).texts()
    letters = letter_count(line.text) * min(1.0, page.width / line.width)
    return max(1, floor(page.width / (letters / LETTERS_PER_WORD) / fps))


def run(page: DisplayList, start: int, fps: int) -> tuple[Track, int]:
    """Return the track by which the line runs through, and the frame at which it is gone.

    Args:
        page: as `one_line` returns it.
        start: frame at which it begins to come in.
        fps: frames a second.
    """
    (line,) = _line(page).texts()
    step = speed(page, fps)
    frames = ceil((line.box[2] - line.box[0] + page.width) / step)
    end = start + frames
    return track(MARQUEE, "dx", (start, 0.0, "linear"), (end, -float(frames * step), "hold")), end


def _line(page: DisplayList) -> DisplayList:
    return replace(page, items=tuple(i for i in page.items if getattr(i, "name", "") == MARQUEE))
