"""Measures that the proof shows: letters in cm, reach, light, watts and seconds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from generator.boards.preflight import Measures, estimated_watts, load_limits, measures
from generator.layout.display import Color, Fill, Group
from generator.layout.formats import Format

P10 = Format("panel", "board", 256, 128, pitch_mm=10.0)


def _measured(still: Any) -> Measures:
    return measures(still.display, still.image, still.fmt, load_limits(still.world))


def test_a_still_is_measured_on_its_board(paint: Callable, line: Callable) -> None:
    foot = line("Phường Ba Đình", y=120, size=14, role="foot")
    found = _measured(paint(P10, line("Mỗi ngày"), foot))
    assert found.letter_cm == pytest.approx(29.6)
    assert found.farthest_m == pytest.approx(88.8)
    assert found.reading_s == 2.0
    assert 0.03 < found.light < 0.25
    assert found.watts is not None
    assert 100 < found.watts < 3932 * 0.25


def test_nothing_is_assumed_without_a_pitch(paint: Callable, line: Callable) -> None:
    found = _measured(paint(replace(P10, pitch_mm=0.0), line("Mỗi ngày")))
    assert (found.letter_cm, found.farthest_m, found.watts) == (None, None, None)


def test_full_white_is_all_light_and_all_power(paint: Callable) -> None:
    still = paint(P10, ground=Color(255, 255, 255))
    found = _measured(still)
    assert found.light == pytest.approx(1.0)
    assert found.watts == pytest.approx(2.56 * 1.28 * 1200)
    assert (found.letter_cm, found.reading_s) == (None, 0.0)


def test_one_bit_light_is_the_share_of_lit_pixels(paint: Callable) -> None:
    mono = Format("strip", "board", 256, 32, depth="mono", file="bmp", pitch_mm=10.0)
    found = _measured(paint(mono, Group("rule", (Fill(0, 0, 64, 32, Color(255, 0, 0)),))))
    assert found.light == pytest.approx(0.25)
    assert found.watts is None


def test_only_full_colour_leds_have_a_known_draw(world: object) -> None:
    limits = load_limits(world)
    assert estimated_watts(P10, 0.5, limits) == pytest.approx(1966, abs=1)
    for other in ({"medium": "tv"}, {"depth": "dual"}, {"pitch_mm": 0.0}):
        assert estimated_watts(replace(P10, **other), 0.5, limits) is None
