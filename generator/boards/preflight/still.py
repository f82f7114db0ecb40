"""All rows of the preflight for stills: a layout, its pixels and its file in; findings out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain

from PIL import Image

from generator.boards.preflight.contrast import check_contrast
from generator.boards.preflight.edges import check_boxes, check_edges
from generator.boards.preflight.inks import inks
from generator.boards.preflight.letters import check_glyphs, check_height, check_stroke
from generator.boards.preflight.light import check_light
from generator.boards.preflight.limits import Limits, load_limits
from generator.boards.preflight.marks import check_marks
from generator.boards.preflight.onebit import check_bits
from generator.boards.preflight.size import check_file
from generator.boards.preflight.subject import Subject
from generator.boards.preflight.time import check_load, check_roadside, check_time
from generator.boards.viewing import Viewing
from generator.diagnostics import Diagnostic
from generator.layout.display import DisplayList
from generator.layout.formats import Format
from generator.world import World


def check_still(
    display: DisplayList,
    image: Image.Image,
    data: bytes,
    fmt: Format,
    viewing: Viewing | None,
    path: str,
    message_id: str,
    limits: Limits,
    world: World,
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a finished still: at most one finding for each row.

    Args:
        display: its layout.
        image: its painted pixels, those of the board alone.
        data: its file as written.
        fmt: its format.
        viewing: where it is seen, None where nobody can know.
        path: output path of the file.
        message_id: of the message it shows.
        limits: of layouts/preflight.toml.
        world: has the fonts.
    """
    subject = Subject.of(display, fmt, viewing, path, message_id, limits, world)
    drawn = _bits(subject, data) if subject.one_bit else _shades(subject, image)
    return tuple(
        chain(
            check_file(subject, data),
            check_glyphs(subject),
            drawn,
            _read(subject),
            check_roadside(subject, data),
        )
    )


def check_text(
    display: DisplayList,
    fmt: Format,
    path: str,
    message_id: str,
    world: World,
    viewing: Viewing | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what a layout shows to be wrong before it is painted, on screens and in print.

    Args:
        display: the layout.
        fmt: its format.
        path: output path of the file.
        message_id: of the message it shows.
        world: has the fonts and layouts/preflight.toml.
        viewing: where it is seen, None where nobody can know.
    """
    limits = load_limits(world)
    subject = Subject.of(display, fmt, viewing, path, message_id, limits, world)
    return tuple(chain(check_glyphs(subject), check_boxes(subject), _read(subject)))


def _read(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the layout alone tells of reading it."""
    yield from check_height(subject)
    if subject.fmt.unit == "px":
        yield from check_marks(subject)
        yield from check_stroke(subject)
    yield from check_time(subject)
    yield from check_load(subject)


def _shades(subject: Subject, image: Image.Image) -> Iterator[Diagnostic]:
    covers = inks(subject)
    yield from check_edges(subject, covers)
    yield from check_contrast(subject, image, covers)
    yield from check_light(subject, image, covers)


def _bits(subject: Subject, data: bytes) -> Iterator[Diagnostic]:
    try:
        image = Image.open(BytesIO(data), formats=("BMP", "PNG")).convert("RGB")
    except OSError:
        return  # what it is instead, the check of the file says
    yield from check_bits(subject, image)
