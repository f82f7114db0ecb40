"""Pages as pictures: a PDF with bleed in; its trimmed pages as pixels out."""

from __future__ import annotations

import json
from io import BytesIO

import typst
from PIL import Image

_MM_IN_INCH = 25.4
# Files in memory reach Typst as text alone, so the bytes of the PDF come as a list of numbers.
_TEMPLATE = """\
#let data = json("page.json")
#set page(width: data.width * 1mm, height: data.height * 1mm, margin: 0mm)
#for number in range(1, data.pages + 1) {
  page(place(center + horizon, image(
    bytes(data.pdf), format: "pdf", page: number, width: data.width * 1mm + data.bleed * 2mm,
  )))
}
"""


def pdf_pages(
    pdf: bytes, size: tuple[float, float], bleed: float, pages: int, width_px: int
) -> list[Image.Image]:
    """Return the pages of a PDF as RGB, without their bleed.

    Args:
        pdf: all of its pages have one size.
        size: trimmed width and height (mm).
        bleed: on every side (mm).
        pages: how many to draw, from the first.
        width_px: of each picture.
    """
    data = {
        "width": size[0],
        "height": size[1],
        "bleed": bleed,
        "pages": pages,
        "pdf": list(pdf),
    }
    files = {"main.typ": _TEMPLATE.encode("utf-8"), "page.json": json.dumps(data).encode("ascii")}
    compiler = typst.Compiler(files)  # type: ignore[type-var] # as for compile_pdf
    made = compiler.compile(format="png", ppi=width_px / size[0] * _MM_IN_INCH)
    sheets = made if isinstance(made, list) else [made]
    return [
        Image.open(BytesIO(sheet), formats=("PNG",)).convert("RGB")
        for sheet in sheets
        if isinstance(sheet, bytes)
    ]
