"""Small timelines made by hand: a ground, words that rise, a card with a ward's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.layout.display import Color, DisplayList, Fill, Gradient, Group, Shape
from generator.layout.timeline import Keyframe, Scene, Timeline, Track
from generator.layout.type import set_line
from generator.world import MemoryWorld

GREEN = Color.parse("#0A4D3F")
LIGHT = Color.parse("#FFF8E6")
GOLD = Color.parse("#FFC83D")

MakeTimeline = Callable[..., Timeline]


def ground(width: int, height: int) -> Group:
    paint = Gradient(GREEN, Color.parse("#0B5645"), 30)
    disc = Shape((((80, 10), (110, 10), (110, 40), (80, 40)),), Color(255, 200, 61, 0.1))
    return Group("ground", (Fill(0, 0, width, height, paint), disc))


def fade(name: str, start: int, end: int, first: float, last: float) -> Track:
    return Track(name, "opacity", (Keyframe(start, first), Keyframe(end, last)))


@pytest.fixture
def make_timeline(make_world: Callable[..., MemoryWorld]) -> MakeTimeline:
    """Return a maker of videos of 128×64 px: three seconds of message, two of card."""
    world = make_world()

    def make(ward: str = "Ba Đình", words: tuple[str, ...] = ("Tin", "tốt")) -> Timeline:
        base = ground(128, 64)
        groups = [
            Group(word, (set_line(world, word, 8 + 56 * i, 40, 24, 800, LIGHT),))
            for i, word in enumerate(words)
        ]
        rise = [
            track
            for i, word in enumerate(words)
            for track in (
                fade(word, 8 * i, 8 * i + 10, 0, 1),
                Track(word, "dy", (Keyframe(8 * i, 8), Keyframe(8 * i + 10, 0))),
            )
        ]
        rule = Group("rule", (Fill(8, 48, 40, 4, GOLD, 2),))
        draw = Track("rule", "clip_x", (Keyframe(18, 0), Keyframe(28, 1)))
        built = DisplayList(128, 64, "px", (base, *groups, rule))
        away = [fade(name, 0, 20, 1, 0) for name in (*words, "rule")]
        card = Group("card", (set_line(world, ward, 8, 40, 20, 600, GOLD),))
        closing = DisplayList(128, 64, "px", (base, card))
        in_and_out = Track(
            "card", "opacity", (Keyframe(0, 0), Keyframe(12, 1), Keyframe(40, 1), Keyframe(55, 0))
        )
        message = Scene("message", built, (*rise, draw), 90)
        scenes = (
            message,
            Scene("leave", built, tuple(away), 30),
            Scene("closing", closing, (in_and_out,), 60),
        )
        return Timeline(128, 64, 30, 30, scenes, poster=60)

    return make


def resized(timeline: Timeline, width: int, height: int) -> Timeline:
    """Return the same video with other sides."""
    return replace(timeline, width=width, height=height)
