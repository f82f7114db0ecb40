"""Lines of type: alignment by advances and by ink."""

from pathlib import Path

import pytest

from generator.fonts import load_font
from generator.layout.display import Color
from generator.layout.type import set_line

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
