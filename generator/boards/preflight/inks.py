"""Painted lines: a layout in; the pixels that its painter covers with each of its lines out."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from generator.boards.preflight.subject import Subject
from generator.layout.display import TextRun
from generator.paint.masks import mask

# Large letters are looked at this high (px): their strokes still cover whole pixels.
_ENOUGH = 18.0
_HALF = 128
_IN = bytes(_HALF) + b"\xff" * (256 - _HALF)


@dataclass(frozen=True, slots=True)
class Ink:
    """What one line covers.

    Attributes:
        role, run: the line, and the group it belongs to.
        step: px of the still that one px of the cover stands for, each way.
        cover: coverage of ink, "L".
        x0, y0: its top left pixel, in its own pixels.
    """

    role: str
    run: TextRun
    step: int
    cover: Image.Image
    x0: int
    y0: int

    @property
    def area(self) -> float:
        """Return how many px of the still are covered."""
        covered = sum(level * count for level, count in enumerate(self.cover.histogram()) if count)
        return covered / 255 * self.step**2

    @property
    def cut(self) -> bool:
        """Return whether ink runs into the frame of one pixel that stays free around a line."""
        w, h = self.cover.size
        frame = ((0, 0, w, 1), (0, h - 1, w, h), (0, 0, 1, h), (w - 1, 0, w, h))
        return any(_fullest(self.cover.crop(side)) >= _HALF for side in frame)

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Return the box of pixels that are at least half covered, in px of the still."""
        found = self.cover.point(_IN).getbbox()
        if found is None:
            return None
        left, top, right, bottom = (edge * self.step for edge in found)
        x, y = self.x0 * self.step, self.y0 * self.step
        return (x + left, y + top, x + right, y + bottom)


def _fullest(image: Image.Image) -> float:
    found = image.getextrema()[1]
    assert isinstance(found, int | float)
    return found


def inks(subject: Subject) -> tuple[Ink, ...]:
    """Return the ink of every line of a still in shades."""
    found = []
    for role, run in subject.lines:
        step = max(1, int(run.size / _ENOUGH))
        painted = mask(run, subject.world, 1 / step)
        found.append(Ink(role, run, step, painted.image, painted.x0, painted.y0))
    return tuple(found)
