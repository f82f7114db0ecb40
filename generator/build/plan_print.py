"""What is printed of one message: its words, its text and the print formats in; recipes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.build.artifact import Recipe
from generator.build.recipes.leaflet import A5, Leaflet
from generator.build.recipes.poster import Poster
from generator.build.recipes.still import PosterPreview
from generator.content.model import Campaign
from generator.layout.formats import Format
from generator.layout.handout import Handout

PAGE_POSTER = "poster-a3"
# The file for a print shop, beside the one that offices and citizens print themselves.
FOR_PRINTERS = "-print"
# Sheets whose sides differ by less in proportion look the same on a screen.
_ALIKE = 0.02


def printed(
    handout: Handout, formats: Iterable[Format], campaign: Campaign, folder: str
) -> Iterator[tuple[str, Recipe]]:
    """Yield path and recipe of every poster, its picture for screens, and the leaflet.

    Args:
        handout: what the leaflet says; its words are those of the posters.
        formats: the print formats.
        campaign: says whether print shops get files of their own.
        folder: in which the files stand.
    """
    words = handout.words
    options = (campaign.crop_marks, campaign.cmyk)
    sheets = list(formats)
    for fmt in sheets:
        path = f"{folder}/{fmt.stem}"
        yield f"{path}.pdf", Poster(words, fmt.id)
        if any(options):
            yield f"{path}{FOR_PRINTERS}.pdf", Poster(words, fmt.id, *options)
        if _pictured(fmt, sheets):
            yield f"{path}.png", PosterPreview(words, fmt.id)
    yield f"{folder}/{A5.id}.pdf", Leaflet(handout)
    if any(options):
        yield f"{folder}/{A5.id}{FOR_PRINTERS}.pdf", Leaflet(handout, *options)


def _pictured(fmt: Format, sheets: Iterable[Format]) -> bool:
    """Return whether a sheet has a picture of its own: one of each shape is enough."""
    page = next((f for f in sheets if f.id == PAGE_POSTER), None)
    return page is None or fmt == page or abs(fmt.aspect / page.aspect - 1) > _ALIKE
