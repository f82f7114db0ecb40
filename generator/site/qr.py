"""QR codes on pages: an address in, a drawing as a data URL out."""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby

from generator.layout.qr import QUIET, matrix, modules


def qr_url(data: str) -> str:
    """Return a QR code as an SVG in a data URL: black on white with its quiet zone, any size.

    A data URL loads from a disk and under the pages' policy, and needs no file beside the page.
    """
    side = modules(data)
    runs = []
    for y, row in enumerate(matrix(data), QUIET):
        x = QUIET
        for dark, same in groupby(row):
            width = len(list(same))
            if dark:
                runs.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        f' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{"".join(runs)}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"
