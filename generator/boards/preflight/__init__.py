"""Preflight: a finished still, its file and its format in; what keeps it from its board out."""

from __future__ import annotations

from generator.boards.preflight.limits import Limits, load_limits
from generator.boards.preflight.measures import Measures, estimated_watts, measures
from generator.boards.preflight.still import check_still, check_text

__all__ = [
    "Limits",
    "Measures",
    "check_still",
    "check_text",
    "estimated_watts",
    "load_limits",
    "measures",
]
