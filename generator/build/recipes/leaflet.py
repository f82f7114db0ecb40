"""Leaflets: what the leaflet of a message says in, one PDF of two A5 pages out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common, digest_once, fonts
from generator.build.recipes.poster import PACKAGES, about_sheet
from generator.build.studio import Studio
from generator.canonical import digest
from generator.diagnostics import Diagnostic, Severity
from generator.fonts import WEIGHTS, font_version
from generator.i18n import _
from generator.layout.formats import Format
from generator.layout.handout import Handout
from generator.layout.wording import Wording

A5 = Format("leaflet-a5", "poster", 148, 210, unit="mm", file="pdf", bleed_mm=3.0)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet of two A5 pages from the text of a message.

    Attributes:
        handout: what it says.
        marks, cmyk: as of a poster.
    """

    handout: Handout
    marks: bool = False
    cmyk: bool = False

    weight: ClassVar[float] = 0.4
    format: ClassVar[str] = A5.id

    @property
    def words(self) -> Wording:
        """Return what its head says."""
        return self.handout.words

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the leaflet depends on; `layout` hashes the templates."""
        return {
            **common(self, *PACKAGES),
            "words": digest_once(self.handout),
            "theme": digest_once(studio.theme(self.words.theme)),
            "layout": layout,
            "fonts": digest([fonts(), *(font_version(w, italic=True) for w in WEIGHTS)]),
            "print": f"marks {self.marks}, cmyk {self.cmyk}",
        }

    def make(self, studio: Studio, path: str) -> Made:
        """Compose the head, set the text and write the leaflet; say when it is not whole."""
        from generator.layout.compose import compose_front  # noqa: PLC0415 - only to compose
        from generator.paint.leaflet import paint_leaflet  # noqa: PLC0415 - only to paint
        from generator.paint.pdf import PrintOptions  # noqa: PLC0415 - only to paint

        theme, world = studio.theme(self.words.theme), studio.world
        head = self.handout.head
        front = compose_front(head, A5, theme, studio.surfaces, world)
        options = PrintOptions(self.marks, self.cmyk, about_sheet(head.id, A5))
        printed = paint_leaflet(front, self.handout, theme, world, options)
        return Made(printed.pdf, () if printed.whole else (self._shortened(path),))

    def _shortened(self, path: str) -> Diagnostic:
        return Diagnostic(
            Severity.WARNING,
            "leaflet-shortened",
            _("nội dung dài hơn hai trang A5; tờ rơi chỉ in được phần đầu, kèm chỗ đọc tiếp"),
            _("rút gọn nội dung, hoặc chia thành hai tin"),
            message_id=self.words.id,
            artifact=path,
        )
