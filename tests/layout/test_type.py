"""Lines of type: alignment by advances and by ink."""

from pathlib import Path

import pytest

from generator.fonts import load_font
from generator.layout.display import Color
from generator.layout.type import CLEAR_PX, clear, set_line

WHITE = Color(255, 255, 255)


def test_alignments(cache: Path) -> None:
    font = load_font(600, cache)
    left = set_line(font, "Ngọc Hà", 100, 50, 20, 600, WHITE)
    centre = set_line(font, "Ngọc Hà", 100, 50, 20, 600, WHITE, "center")
    right = set_line(font, "Ngọc Hà", 100, 50, 20, 600, WHITE, "right")
    ink = set_line(font, "Ngọc Hà", 100, 50, 20, 600, WHITE, "ink")
    assert left.x == 100
    assert centre.x + centre.width / 2 == pytest.approx(100)
    assert right.x + right.width == pytest.approx(100)
    assert ink.box[0] == pytest.approx(100)
    assert ink.text == "Ngọc Hà"


@pytest.mark.parametrize(
    ("size", "weight", "least", "found"),
    [
        (26.4, 600, 12, 25),  # the next smaller size whose marks are clear
        (18.9, 600, 12, 18.9),  # 16 would cost more than it gains
        (14.0, 600, 14, 14),  # never below the floor
        (13.0, 600, 12, 12),
        (CLEAR_PX, 700, 12, CLEAR_PX),
        (41.7, 700, 12, 41.7),  # large type is clear at every size
    ],
)
def test_small_type_takes_sizes_at_which_marks_are_clear(
    size: float, weight: int, least: float, found: float
) -> None:
    assert clear(size, weight, least) == found
