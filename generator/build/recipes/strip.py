"""Strips: the words of a message and a board of few colours in, one long picture out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common
from generator.build.recipes.still import PACKAGES, drawn
from generator.build.studio import Studio
from generator.layout.wording import Wording


@dataclass(frozen=True, slots=True)
class Strip:
    """A slogan on one line, as high as the board, for control cards that scroll it themselves."""

    words: Wording
    format: str

    weight: ClassVar[float] = 0.01

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the picture depends on; `layout` hashes the surfaces."""
        return {**common(self, *PACKAGES), **drawn(self.words, self.format, layout, studio)}

    def make(self, studio: Studio, path: str) -> Made:
        """Compose and paint the strip."""
        from generator.layout.compose import surface_for  # noqa: PLC0415 - only to compose
        from generator.layout.onecolor import one_color_strip  # noqa: PLC0415
        from generator.paint.mono import paint_lit  # noqa: PLC0415

        del path
        fmt, world = studio.formats[self.format], studio.world
        surface = surface_for(fmt, self.words, studio.surfaces)
        return Made(paint_lit(one_color_strip(self.words, fmt, surface, world), fmt, world))
