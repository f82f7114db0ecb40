"""Strips: boards of few colours get one long picture of each message, in a folder of their own."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from conftest_build import NOON, run
from PIL import Image

from generator.build.plan import plan_media
from generator.build.project import Project
from generator.build.studio import Studio
from generator.content.library import load_library

MONO = """
[dai-chu]
medium = "board"
width = 256
height = 16
depth = "mono"
file = "bmp"
multiple = 16
mono_color = "#FF0000"
"""
PLACE = """
[quay]
name = "Quầy"
ward = "ngoc-ha"
format = "dai-chu"
player = "usb-anh"
"""


def test_a_strip_is_as_high_as_its_board_and_as_long_as_it_must_be(campaign: Path) -> None:
    for name, more in (("layouts/formats.toml", MONO), ("content/places.toml", PLACE)):
        path = campaign / name
        path.write_text(path.read_text("utf-8") + more, encoding="utf-8")
    project = Project.at(campaign / "content", campaign / "layouts", campaign / "output")
    studio = Studio(project, NOON)
    plan = plan_media(load_library(studio.world)[0], studio)
    strips = [path for path in plan.artifacts if path.startswith("boards/quay-strip/")]
    assert strips == [
        "boards/quay-strip/01_duong-dan-la.bmp",
        "boards/quay-strip/02_mot-tin-tot.bmp",
    ]
    data = plan.artifacts[strips[0]].recipe.make(studio, strips[0]).data
    picture = Image.open(BytesIO(data))
    colors = picture.convert("RGB").getcolors() or []
    assert {color for _count, color in colors} == {(0, 0, 0), (255, 0, 0)}
    assert picture.height == 16
    assert picture.width % 16 == 0
    lit = picture.convert("L").getbbox()
    assert lit is not None
    # It enters an empty board and leaves it empty.
    assert lit[0] >= 256
    assert picture.width - lit[2] >= 256
    assert not run(campaign).report.errors
    assert (campaign / "output" / strips[0]).read_bytes() == data
