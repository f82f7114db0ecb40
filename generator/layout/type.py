"""Lines of type: words, a place and a size in; a TextRun with every letter's position out."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from generator.fonts import Font
from generator.layout.display import Cluster, Color, TextRun
from generator.text.shaping import Shaped, shape
from generator.world import World

Align = Literal["left", "center", "right", "ink"]

CLEAR_PX = 28.0  # from this size every weight keeps all marks apart from their letters
# Sizes below it (px) at which no mark melts into its letter, for baselines on whole rows: measured
# on painted Vietnamese words, weight by weight.
_CLEAR = {
    500: (12, 15, 19, 20, 24),
    600: (12, 15, 16, 19, 21, 23, 25, 27),
    700: (16, 19, 21, 23, 25, 27),
    800: (20, 24),
}

_WORTH = 0.85  # a smaller share of the size would be a greater loss than marks that touch


@lru_cache(maxsize=4096)
def clear(size: float, weight: int, least: float) -> float:
    """Return the largest size in px, at most `size`, at which marks stay clear of their letters.

    Where there is none from `least` on, or none nearly as large, the size stays as it is.
    """
    if size >= CLEAR_PX:
        return size
    floor = max(least, size * _WORTH)
    return float(max((s for s in _CLEAR.get(weight, ()) if floor <= s <= size), default=size))


def shaped(source: Font | World, text: str, weight: int) -> Shaped:
    """Return a line shaped in em; `source` is the font itself or the world that has it."""
    return shape(source if isinstance(source, Font) else source.font(weight), text)


def set_line(
    source: Font | World,
    text: str,
    x: float,
    y: float,
    size: float,
    weight: int,
    color: Color,
    align: Align = "left",
) -> TextRun:
    """Return one line of text; lengths in the unit of the format.

    Args:
        source: the font of that weight, or the world that has it.
        text: the line; NFC is made here.
        x: where the line starts, is centred or ends, as `align` says.
        y: baseline.
        size: em size.
        weight: 100 to 900.
        color: of the letters.
        align: "left", "center" and "right" go by advances; "ink" puts the left edge of the first
            letter's ink on x, so that large lines look flush with what stands above them.
    """
    line = shaped(source, text, weight)
    left = {
        "left": x,
        "center": x - line.advance_em * size / 2,
        "right": x - line.advance_em * size,
        "ink": x - line.ink[0] * size,
    }[align]
    clusters = tuple(Cluster(letter, offset * size) for letter, offset in line.clusters)
    box = (line.ink[0] * size, line.ink[1] * size, line.ink[2] * size, line.ink[3] * size)
    return TextRun(left, y, size, weight, color, clusters, line.advance_em * size, box)
