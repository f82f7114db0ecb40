"""Web files: a planned page or asset in, the bytes a browser loads out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common
from generator.build.studio import Studio
from generator.canonical import digest
from generator.site.assets import Asset, asset_inputs
from generator.site.page import Page


@dataclass(frozen=True, slots=True)
class WebPage:
    """The proof page; it is made in the process that planned it."""

    page: Page

    weight: ClassVar[float] = 0.005

    def inputs(self, templates: str) -> Mapping[str, str]:
        """Return the hashes of all the page depends on."""
        page = {"page": self.page.key, "templates": templates}
        return {**common(self, "jinja2", "markupsafe"), **page}

    def make(self, studio: Studio, path: str) -> Made:
        """Render the page."""
        from generator.site.render import render_page  # noqa: PLC0415 - only to render

        del path
        return Made(render_page(self.page, studio.world))


@dataclass(frozen=True, slots=True)
class WebAsset:
    """A style sheet, font or icon."""

    asset: Asset

    weight: ClassVar[float] = 0.1

    def inputs(self, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the asset depends on."""
        libraries = ("fontpkg-be-vietnam-pro", "fonttools", "brotli")
        sources = [studio.world.digest(path) for path in asset_inputs(self.asset)]
        return {**common(self, *libraries), "file": digest([self.asset, sources])}

    def make(self, studio: Studio, path: str) -> Made:
        """Read or make the asset."""
        from generator.site.assets import asset_bytes  # noqa: PLC0415 - takes 0.3 s to import

        del path
        return Made(asset_bytes(self.asset, studio.world))
