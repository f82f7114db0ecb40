"""Views of a board: its format in; which views of it can be drawn, and how large, out."""

from __future__ import annotations

from math import radians, tan
from typing import Literal

from generator.layout.formats import Format

View = Literal["board", "part", "eye"]

VIEWS: tuple[View, ...] = ("board", "part", "eye")

MOST_WIDE, MOST_HIGH = 1600, 1200
_LARGEST_CELL = 12
# Acuity 1.0 (6/6, ISO 8596): a gap of one arc-minute is just resolved.
_ARC_MINUTE = tan(radians(1 / 60))


def views(fmt: Format) -> tuple[View, ...]:
    """Return which views of a board there are.

    A board too large to be drawn lamp by lamp shows a part of itself; what the eye sees is known
    only with the pitch and both viewing distances.
    """
    first: View = "board" if cell_px(fmt.width, fmt.height) > 1 else "part"
    known = fmt.pitch_mm > 0 and fmt.near_m > 0 and fmt.far_m > 0
    return (first, "eye") if known else (first,)


def cell_px(width: float, height: float) -> int:
    """Return how many px a lamp takes when a board of so many px is drawn whole."""
    return max(1, min(MOST_WIDE // round(width), MOST_HIGH // round(height), _LARGEST_CELL))


def resolved_mm(distance_m: float) -> float:
    """Return the width (mm) of one arc-minute at a distance, the least a sound eye tells apart."""
    return distance_m * 1000 * _ARC_MINUTE
