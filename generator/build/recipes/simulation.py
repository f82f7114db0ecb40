"""Simulations: a board still in; a picture of the board's lamps, and the still's measures, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common
from generator.build.recipes.still import PACKAGES, Still, display_list, drawn
from generator.build.studio import Studio
from generator.layout.display import DisplayList
from generator.paint.views import View

if TYPE_CHECKING:
    from PIL import Image

FOLDER = "proof/sim/"
_SUFFIX: Mapping[View, str] = {"board": "png", "part": "png", "eye": "jpg"}
# Lamps of few colours on black: a palette takes a fifth of the bytes, and nobody sees it.
_COLORS = 96
_QUALITY = 76


def simulation_path(path: str, view: View) -> str:
    """Return where the proof keeps a view of the board file at an output path."""
    stem = path.removeprefix("proof/").rpartition(".")[0]
    return f"{FOLDER}{stem}-{view}.{_SUFFIX[view]}"


@dataclass(frozen=True, slots=True)
class Simulation:
    """A board as people see it; `still` is what it shows, itself planned or not."""

    still: Still
    view: View

    weight: ClassVar[float] = 0.2

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the picture depends on."""
        shown = self.still.inputs(layout, studio)
        return {**shown, **common(self, *PACKAGES), "view": self.view}

    def make(self, studio: Studio, path: str) -> Made:
        """Compose and paint the still, and draw the board that shows it."""
        from io import BytesIO  # noqa: PLC0415 - with what follows, only to paint

        from PIL import Image  # noqa: PLC0415

        from generator.paint.simulate import simulate  # noqa: PLC0415

        del path
        # What the proof says below the picture is worked out here, beside the other workers.
        still_measures(self.still, studio)
        display, pixels = _painted(self.still, studio)
        fmt = studio.formats[self.still.format]
        image = simulate(pixels, fmt, self.view, _beginning(display))
        stream = BytesIO()
        if _SUFFIX[self.view] == "jpg":
            image.save(stream, "JPEG", quality=_QUALITY, optimize=True)
        else:
            few = image.quantize(_COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            few.save(stream, "PNG")
        return Made(stream.getvalue())


def still_measures(still: Still, studio: Studio) -> dict[str, float | None]:
    """Return the measures of a still by the names of `Measures`, remembered between runs."""

    def measure() -> dict[str, float | None]:
        from generator.boards.preflight import load_limits, measures  # noqa: PLC0415 - to paint

        fmt = studio.formats[still.format]
        return asdict(measures(*_painted(still, studio), fmt, load_limits(studio.world)))

    shaped = drawn(still.words, still.format, studio.layout, studio, night=still.night)
    key = {**shaped, "page": str(still.page), "limits": studio.preflight}
    return studio.world.recall(__name__, key, measure)


@lru_cache(maxsize=2)
def _painted(still: Still, studio: Studio) -> tuple[DisplayList, Image.Image]:
    """Return a still's layout and the pixels of its board; its views are made in a row."""
    from io import BytesIO  # noqa: PLC0415 - with what follows, only to paint

    from PIL import Image  # noqa: PLC0415

    from generator.paint.raster import paint_still  # noqa: PLC0415
    from generator.paint.simulate import own_pixels  # noqa: PLC0415

    fmt = studio.formats[still.format]
    display = display_list(still, studio, still.page, night=still.night)
    data = paint_still(display, fmt, studio.world)
    image = Image.open(BytesIO(data), formats=("PNG", "BMP", "JPEG")).convert("RGB")
    return display, own_pixels(image, fmt)


def _beginning(display: DisplayList) -> tuple[float, float]:
    """Return the top left corner of the largest lines: where the slogan stands."""
    runs = display.texts()
    largest = max((run.size for run in runs), default=0.0)
    boxes = [run.box for run in runs if run.size == largest]
    return min((b[0] for b in boxes), default=0.0), min((b[1] for b in boxes), default=0.0)
