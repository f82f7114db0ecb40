"""Posters: the words of a message and a print format in, one PDF out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common
from generator.build.recipes.still import drawn
from generator.build.studio import Studio
from generator.diagnostics import Diagnostic
from generator.layout.display import DisplayList
from generator.layout.formats import Format
from generator.layout.wording import Wording

PACKAGES = ("typst", "uharfbuzz", "segno", "pillow")


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster for print, with bleed and real text.

    Attributes:
        words: what it says.
        format: id in layouts/formats.toml.
        marks: whether it has crop marks; a sheet at a scale always has them, with its scale.
        cmyk: whether its colours are inks.
    """

    words: Wording
    format: str
    marks: bool = False
    cmyk: bool = False

    weight: ClassVar[float] = 0.3

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the poster depends on."""
        shaped = drawn(self.words, self.format, layout, studio)
        limits = studio.preflight
        printed = f"marks {self.marks}, cmyk {self.cmyk}"
        return {**common(self, *PACKAGES), **shaped, "preflight": limits, "print": printed}

    def check(self, studio: Studio, path: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the layout, without writing it."""
        return self._checked(self._displays(studio), studio, path)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose, check and write the poster; words that need several sheets get them."""
        from generator.paint.pdf import PrintOptions, paint_pdf  # noqa: PLC0415 - only to paint

        fmt = studio.formats[self.format]
        displays = self._displays(studio)
        about = about_sheet(self.words.id, fmt)
        options = PrintOptions(self.marks or fmt.scale != 1, self.cmyk, about)
        findings = self._checked(displays, studio, path)
        return Made(paint_pdf(displays, studio.world, options), findings)

    def _displays(self, studio: Studio) -> tuple[DisplayList, ...]:
        from generator.layout.compose import compose  # noqa: PLC0415 - only to compose

        theme, fmt = studio.theme(self.words.theme), studio.formats[self.format]
        return compose(self.words, fmt, theme, studio.surfaces, studio.world)

    def _checked(
        self, displays: tuple[DisplayList, ...], studio: Studio, path: str
    ) -> tuple[Diagnostic, ...]:
        from generator.boards.preflight import check_text  # noqa: PLC0415 - only to compose

        fmt, world = studio.formats[self.format], studio.world
        found = (check_text(d, fmt, path, self.words.id, world) for d in displays)
        return tuple(dict.fromkeys(f for findings in found for f in findings))


def about_sheet(message_id: str, fmt: Format) -> str:
    """Return what a printer must know of a sheet: message, format, size, and its scale."""
    size = f"{_whole(fmt.width)} × {_whole(fmt.height)} mm"
    told = [message_id, fmt.id, size]
    if fmt.scale != 1:
        real = f"{_whole(fmt.width / fmt.scale)} × {_whole(fmt.height / fmt.scale)} mm"
        told.append(f"Tỷ lệ 1:{round(1 / fmt.scale)} – thành phẩm {real}")
    return " · ".join(told)


def _whole(mm: float) -> str:
    """Return millimetres as Vietnamese write them: "6.000"."""
    return f"{round(mm):,}".replace(",", ".")
