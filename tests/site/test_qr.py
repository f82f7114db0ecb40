"""QR codes as drawings in pages."""

from __future__ import annotations

import re
from base64 import b64decode
from xml.etree import ElementTree as ET

from generator.layout.qr import QUIET, matrix
from generator.site.qr import qr_url

ADDRESS = "https://thi.ngocha.example/cuoc-thi?nam=2026"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_drawing_has_every_module_and_a_quiet_zone() -> None:
    kind, _, data = qr_url(ADDRESS).partition(",")
    assert kind == "data:image/svg+xml;base64"
    svg = ET.fromstring(b64decode(data))  # noqa: S314 - our own
    rows = matrix(ADDRESS)
    side = len(rows) + 2 * QUIET
    assert svg.get("viewBox") == f"0 0 {side} {side}"
    ground, dark = svg.findall(f"{SVG}path")
    assert ground.get("fill") == "#fff"
    found = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", dark.get("d", "")):
        found |= {(int(x) + n - QUIET, int(y) - QUIET) for n in range(int(width))}
    assert found == {(x, y) for y, row in enumerate(rows) for x, on in enumerate(row) if on}
