"""Fixtures of the preflight's tests: items in, painted stills and what is found wrong out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO

import pytest
from PIL import Image

from generator.boards.preflight import check_still, load_limits
from generator.boards.viewing import Viewing
from generator.diagnostics import Diagnostic
from generator.layout.display import Color, DisplayList, Fill, Group, Item
from generator.layout.formats import Format
from generator.layout.type import set_line
from generator.paint.raster import encode_still, paint_image, paint_still, windowed
from generator.world import MemoryWorld

DARK, CREAM = Color(10, 77, 63), Color(255, 248, 230)


@dataclass(frozen=True)
class Painted:
    """A still as the program makes it: layout, pixels and file."""

    display: DisplayList
    image: Image.Image
    data: bytes
    fmt: Format
    world: MemoryWorld

    def found(self, viewing: Viewing | None = None) -> tuple[Diagnostic, ...]:
        """Return all findings."""
        limits = load_limits(self.world)
        return check_still(
            self.display,
            self.image,
            self.data,
            self.fmt,
            viewing,
            "boards/a/01_tin.png",
            "tin",
            limits,
            self.world,
        )

    def codes(self, viewing: Viewing | None = None) -> list[str]:
        """Return the codes of all findings, in order."""
        return [finding.code for finding in self.found(viewing)]

    def finding(self, code: str, viewing: Viewing | None = None) -> Diagnostic:
        """Return the one finding of a code."""
        (found,) = [f for f in self.found(viewing) if f.code == code]
        return found

    def saved(self, **options: object) -> Painted:
        """Return the still with its file written by other means."""
        image = options.pop("image", self.image)
        assert isinstance(image, Image.Image)
        stream = BytesIO()
        image.save(stream, **options)
        return replace(self, data=stream.getvalue())


@pytest.fixture
def world(make_world: Callable[..., MemoryWorld]) -> MemoryWorld:
    return make_world()


@pytest.fixture
def paint(world: MemoryWorld) -> Callable[..., Painted]:
    """Return a maker of stills: items over a ground, painted as the format asks."""

    def make(fmt: Format, *items: Item, ground: Color | None = DARK) -> Painted:
        back = () if ground is None else (Fill(0, 0, fmt.width, fmt.height, ground),)
        if fmt.depth != "rgb":
            back = (Fill(0, 0, fmt.width, fmt.height, Color(0, 0, 0)),)
        display = DisplayList(fmt.width, fmt.height, fmt.unit, (Group("ground", back), *items))
        if fmt.depth == "rgb":
            image = paint_image(display, world)
            return Painted(display, image, encode_still(windowed(image, fmt), fmt), fmt, world)
        data = paint_still(display, fmt, world)
        return Painted(display, Image.open(BytesIO(data)), data, fmt, world)

    return make


@pytest.fixture
def line(world: MemoryWorld) -> Callable[..., Group]:
    """Return a maker of lines: words with their role, place, size, weight and colour."""

    def make(
        text: str,
        x: float = 12,
        y: float = 90,
        size: float = 40,
        weight: int = 700,
        color: Color = CREAM,
        role: str = "slogan",
    ) -> Group:
        return Group(role, (set_line(world, text, x, y, size, weight, color),))

    return make
