"""What a look holds: luma, relative luminance and red of cells."""

from __future__ import annotations

import av
import numpy as np
import pytest
from PIL import Image

from generator.boards.film.grids import LIGHT, LUMA, PURE_RED, RED, Bytes, Shape, blocks, looks
from generator.layout.display import Color
from generator.paint.video.yuv import convert


def look(picture: Image.Image) -> Bytes:
    """Return the look of a picture as a decoder would hand it over."""
    frame = av.VideoFrame(picture.width, picture.height, "yuv420p")
    for target, source in zip(frame.planes, convert(picture), strict=True):
        wide = source.crop((0, 0, target.line_size, source.height))
        target.update(wide.tobytes().ljust(target.buffer_size, b"\0"))
    shape = Shape.of(picture.width, picture.height)
    return looks([blocks(frame, shape)], shape)[0]


@pytest.mark.parametrize(
    "size", [(1920, 1080), (1080, 1920), (1216, 192), (512, 256), (192, 32), (64, 16)]
)
def test_cells_are_about_sixty_along_the_long_side(size: tuple[int, int]) -> None:
    found = look(Image.new("RGB", size, (255, 255, 255)))
    rows, columns = found.shape[1:]
    assert 48 <= max(rows, columns) <= 96
    assert rows / columns == pytest.approx(size[1] / size[0], rel=0.1)
    assert found[LUMA].min() == found[LUMA].max() == 235
    assert found[LIGHT].min() == found[LIGHT].max() == 255


@pytest.mark.parametrize("code", ["#0A4D3F", "#FFC83D", "#808080", "#0000FF", "#FF0000"])
def test_light_is_the_relative_luminance(code: str) -> None:
    color = Color.parse(code)
    found = look(Image.new("RGB", (128, 72), color.rgb))
    assert found[LIGHT].mean() / 255 == pytest.approx(color.luminance, abs=0.012)


def test_light_is_averaged_linear() -> None:
    picture = Image.new("RGB", (512, 256))
    picture.paste((255, 255, 255), (0, 0, 256, 256))
    half = look(picture.resize((1024, 512)).crop((256, 0, 768, 256)))
    assert half[LIGHT].mean() / 255 == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("rgb", "red", "pure"),
    [((255, 0, 0), 1.0, True), ((255, 100, 40), 0.85, True), ((255, 140, 60), 0.69, False)],
)
def test_red_is_pure_from_four_fifths(rgb: tuple[int, int, int], red: float, pure: bool) -> None:
    found = look(Image.new("RGB", (128, 72), rgb))
    assert found[RED].mean() / 255 == pytest.approx(red, abs=0.03)
    assert np.all((found[PURE_RED] > 0) == pure)


def test_other_colours_have_no_red() -> None:
    for rgb in ((0, 255, 0), (0, 0, 255), (255, 255, 255), (30, 30, 30)):
        found = look(Image.new("RGB", (128, 72), rgb))
        assert found[RED].max() <= 2
        assert found[PURE_RED].max() <= 2
