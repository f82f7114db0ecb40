"""The approver's PDF: named pictures and words in; one small tagged PDF for a phone out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image

from generator.paint.pdf import compile_pdf
from generator.paint.svg import jpeg_in_svg
from generator.world import World

TEMPLATE = "layouts/print/proof.typ"
MOST_BYTES = 5_000_000
# Widest picture (px) and JPEG quality, tried in order until the file is small enough. The page is
# 88 mm wide between its margins: 1,040 px are 300 an inch, 420 still 120.
STEPS = ((1040, 84), (900, 78), (760, 70), (600, 62), (420, 50))
WEIGHTS, ITALICS = (400, 500, 600, 700, 800), (400, 700)
# What type, fonts and structure take beside the pictures.
_BESIDE = 250_000


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a surface.

    Attributes:
        draw: returns RGB at most so many px wide.
        caption: what it is; alt: the same with its words.
        lines: what is known of it.
        columns: how many of its kind share a line, 1 or 2.
    """

    draw: Callable[[int], Image.Image]
    caption: str
    alt: str
    lines: tuple[str, ...] = ()
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures of one place or size, with its name, or ""."""

    title: str
    note: str
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All groups of one surface."""

    title: str
    groups: tuple[Group, ...]


def paint_proof(
    sheet: Mapping[str, object],
    sections: tuple[Section, ...],
    world: World,
    most_bytes: int = MOST_BYTES,
) -> bytes:
    """Return the PDF, its pictures as large as `most_bytes` allow.

    Args:
        sheet: the template's other data, plain.
        sections: every surface.
        world: gives fonts and the template.
        most_bytes: of the whole file.

    Raises:
        ValueError: even the smallest pictures are too many.
    """
    for width, quality in STEPS:
        files: dict[str, bytes] = {"main.typ": world.read(TEMPLATE)}
        plain = [_plain(section, width, quality, files) for section in sections]
        # Base64 writes four letters for three bytes.
        pictures = sum(map(len, files.values())) * 3 / 4
        if pictures > most_bytes - _BESIDE and (width, quality) != STEPS[-1]:
            continue
        page = {**sheet, "sections": plain}
        files["page.json"] = json.dumps(page, ensure_ascii=False).encode("utf-8")
        pdf = compile_pdf(files, WEIGHTS, world, ITALICS)
        if len(pdf) <= most_bytes:
            return pdf
    raise ValueError(f"the pictures of one message take more than {most_bytes} bytes")


def _plain(
    section: Section, width: int, quality: int, files: dict[str, bytes]
) -> dict[str, object]:
    """Return a section as the template's data; its pictures are added to `files`."""
    groups = []
    for group in section.groups:
        shots = []
        for shot in group.shots:
            name = f"{len(files)}.svg"
            files[name] = jpeg_in_svg(shot.draw(width // shot.columns), quality)
            shots.append(
                {
                    "file": name,
                    "alt": shot.alt,
                    "caption": shot.caption,
                    "lines": list(shot.lines),
                    "columns": shot.columns,
                }
            )
        groups.append({"title": group.title, "note": group.note, "shots": shots})
    return {"title": section.title, "groups": groups}
