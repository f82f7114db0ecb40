"""Posters: the words of a message and a print format in, one PDF out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common
from generator.build.recipes.still import display_list, drawn
from generator.build.studio import Studio
from generator.diagnostics import Diagnostic
from generator.layout.wording import Wording


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster for print, with bleed and real text."""

    words: Wording
    format: str

    weight: ClassVar[float] = 0.3

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the poster depends on."""
        shaped = drawn(self.words, self.format, layout, studio)
        return {**common(self, "typst", "uharfbuzz", "segno", "pillow"), **shaped}

    def check(self, studio: Studio, path: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the layout, without writing it."""
        from generator.boards.preflight import check_text  # noqa: PLC0415 - only to compose

        display = display_list(self, studio)
        return check_text(display, studio.formats[self.format], path, self.words.id)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose, check and write the poster."""
        from generator.paint.pdf import paint_pdf  # noqa: PLC0415 - only to paint

        findings = self.check(studio, path)
        return Made(paint_pdf(display_list(self, studio), studio.world), findings)
