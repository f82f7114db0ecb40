"""Viewing: a place in; how a still is seen there, as far as it is known, out."""

from __future__ import annotations

from dataclasses import dataclass

from generator.boards.players import Player, dwell_s
from generator.content.model import Place


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


def viewing_of(place: Place, player: Player, *, night: bool) -> Viewing:
    """Return how the stills of a place are seen, by day or in the dark."""
    return Viewing(place.id, place.outdoor, place.roadside, dwell_s(place, player), night)
