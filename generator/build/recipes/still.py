"""Pictures: the words of a message and a format in, one PNG, JPEG or BMP out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Protocol

from generator.boards.viewing import Viewing
from generator.build.artifact import Made
from generator.build.recipes.base import Here, common, digest_once, fonts
from generator.build.studio import Studio
from generator.diagnostics import Diagnostic
from generator.layout.display import DisplayList
from generator.layout.formats import Format
from generator.layout.wording import Wording

if TYPE_CHECKING:
    from PIL import Image

PACKAGES = ("pillow", "uharfbuzz", "segno")
PREVIEW_PX = 1400


def drawn(
    words: Wording, fmt: str, layout: str, studio: Studio, *, night: bool = False
) -> dict[str, str]:
    """Return the hashes of all that shapes a picture of some words in a format."""
    return {
        "words": digest_once(words),
        "format": digest_once(studio.formats[fmt]),
        "theme": digest_once(studio.theme(words.theme, night=night)),
        "layout": layout,
        "fonts": fonts(),
    }


class Drawn(Protocol):
    """A recipe that draws the words of a message in a format."""

    @property
    def words(self) -> Wording:
        """Return what it says."""

    @property
    def format(self) -> str:
        """Return the id of its format."""


def display_list(
    recipe: Drawn, studio: Studio, page: int = 0, *, night: bool = False
) -> DisplayList:
    """Return the finished layout of a recipe's page."""
    return _pages(Here(studio), recipe.words, recipe.format, night)[page]


@lru_cache(maxsize=8)
def _pages(here: Here, words: Wording, fmt: str, night: bool) -> tuple[DisplayList, ...]:  # noqa: FBT001 - a key
    """Return all pages of a recipe: each is made by itself, one soon after the other."""
    from generator.layout.compose import compose  # noqa: PLC0415 - only to compose

    studio = here.studio
    theme = studio.theme(words.theme, night=night)
    return compose(words, studio.formats[fmt], theme, studio.surfaces, studio.world)


@dataclass(frozen=True, slots=True)
class Still:
    """One picture at the exact pixels of its screen.

    Attributes:
        words: what it says.
        format: id in layouts/formats.toml.
        page: 0-based number in the sequence of stills that the layout returns.
        viewing: where it is seen, for the preflight; None where nobody can know.
    """

    words: Wording
    format: str
    page: int = 0
    viewing: Viewing | None = None

    weight: ClassVar[float] = 0.2

    @property
    def night(self) -> bool:
        """Return whether it is the variant for the dark."""
        return self.viewing is not None and self.viewing.night

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the picture depends on; `layout` hashes the surfaces."""
        shaped = drawn(self.words, self.format, layout, studio, night=self.night)
        return {
            **common(self, *PACKAGES),
            **shaped,
            "number": str(self.page),
            "viewing": digest_once(self.viewing),
            "preflight": studio.preflight,
        }

    def check(self, studio: Studio, path: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the layout, without painting it."""
        from generator.boards.preflight import check_text  # noqa: PLC0415 - only to compose

        fmt, world = studio.formats[self.format], studio.world
        display = display_list(self, studio, self.page, night=self.night)
        return check_text(display, fmt, path, self.words.id, world, self.viewing)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose, paint and check the picture."""
        from generator.boards.preflight import (  # noqa: PLC0415 - only to paint
            check_still,
            load_limits,
        )

        fmt, world = studio.formats[self.format], studio.world
        display = display_list(self, studio, self.page, night=self.night)
        image, data = _painted(display, fmt, studio)
        limits = load_limits(world)
        findings = check_still(
            display, image, data, fmt, self.viewing, path, self.words.id, limits, world
        )
        return Made(data, findings)


def _painted(display: DisplayList, fmt: Format, studio: Studio) -> tuple[Image.Image, bytes]:
    """Return the pixels of the board, and the file that it is sent."""
    from io import BytesIO  # noqa: PLC0415 - with what follows, only to paint

    from PIL import Image  # noqa: PLC0415

    from generator.paint.raster import (  # noqa: PLC0415
        encode_still,
        paint_image,
        paint_still,
        windowed,
    )

    if fmt.depth == "rgb":
        image = paint_image(display, studio.world)
        return image, encode_still(windowed(image, fmt), fmt)
    data = paint_still(display, fmt, studio.world)
    return Image.open(BytesIO(data), formats=("BMP",)), data


@dataclass(frozen=True, slots=True)
class PosterPreview:
    """A poster as a screen sees it: a PNG of at most 1,400 px on its long side, without bleed."""

    words: Wording
    format: str

    weight: ClassVar[float] = 0.5

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the picture depends on."""
        return {**common(self, *PACKAGES), **drawn(self.words, self.format, layout, studio)}

    def make(self, studio: Studio, path: str) -> Made:
        """Compose the poster and paint it at screen size."""
        from generator.paint.raster import (  # noqa: PLC0415 - only to paint
            encode_still,
            paint_image,
            preview_scale,
        )

        del path
        display = display_list(self, studio)
        scale = preview_scale(display, PREVIEW_PX)
        image = paint_image(display, studio.world, scale)
        return Made(encode_still(image, studio.formats[self.format]))


def count_pages(words: Wording, fmt: str, layout: str, studio: Studio) -> int:
    """Return how many stills the layout makes of some words; remembered between runs."""

    def count() -> int:
        from generator.layout.compose import compose  # noqa: PLC0415 - only for new words

        theme = studio.themes[words.theme]
        return len(compose(words, studio.formats[fmt], theme, studio.surfaces, studio.world))

    key = drawn(words, fmt, layout, studio)
    return studio.world.recall("generator.layout.compose", key, count)
