"""Viewing: a place in; how a still is seen there, as far as it is known, out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewing:
    """Where and how long a still is seen.

    Attributes:
        place: id in content/places.toml.
        outdoor: whether daylight falls on the board.
        roadside: whether drivers see it.
        dwell_s: how long the player shows each still (s), 0 when unknown.
        night: whether this is the variant for the dark.
    """

    place: str
    outdoor: bool = False
    roadside: bool = False
    dwell_s: float = 0.0
    night: bool = False
