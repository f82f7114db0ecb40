"""Simulation: a still and the board it is for in; the board's lamps, and what an eye sees, out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageMath

from generator.layout.formats import Format
from generator.paint.views import View, cell_px, resolved_mm

# A lamp is about two thirds of its pitch wide, and its lens spreads a fifth of its light around
# it; an unlit one is dark grey on the black of the board.
LAMP, _GLOW = 0.7, 0.2
_UNLIT, _BLACK = (27, 27, 29), (7, 7, 8)
# Pieces shown close up: lamps across and down of one, and px of each lamp; a larger board has
# larger letters, so the piece that the eye sees takes a quarter of it, within bounds.
_PART = (400, 200, 4)
_EYE_WIDE, _EYE_HIGH, _EYE_ACROSS = 720, 280, (144, 240)
_GAP = 16
_GAMMA = 2.2
_FINE = 16
_STEPS = 65536


def simulate(
    still: Image.Image, fmt: Format, view: View, focus: tuple[float, float]
) -> Image.Image:
    """Return one view of a board as RGB, at most 1,600 × 1,200 px.

    Args:
        still: RGB at the board's own pixels.
        fmt: the board; for "eye" its pitch and distances are known.
        view: "board" is all of it lamp by lamp; "part" a piece of it, closer; "eye" a piece from
            the near distance and, below, from the far one.
        focus: px of the board that comes near the top left of a piece: where the slogan begins.
    """
    if view == "board":
        return lamps(still, cell_px(*still.size))
    if view == "part":
        across, down, cell = _PART
        return lamps(_part(still, focus, across, down), cell)
    return _eye(still, fmt, focus)


def own_pixels(still: Image.Image, fmt: Format) -> Image.Image:
    """Return the board's own pixels, of a larger picture those in its window."""
    size = (round(fmt.width), round(fmt.height))
    x, y = (fmt.canvas.x, fmt.canvas.y) if fmt.canvas is not None else (0, 0)
    return still if still.size == size else still.crop((x, y, x + size[0], y + size[1]))


def lamps(pixels: Image.Image, cell: int) -> Image.Image:
    """Return every pixel as a round lamp, `cell` px apart.

    The mask is encoded like the pixels: for a power law, (light × share)^(1/γ) is the product of
    the encoded values, so one multiplication of bytes works in linear light.
    """
    size = (pixels.width * cell, pixels.height * cell)
    cover, unlit = _masks(*size, cell)
    lit = ImageChops.multiply(pixels.resize(size, Image.Resampling.NEAREST), cover)
    return ImageChops.lighter(lit, unlit)


def _eye(pixels: Image.Image, fmt: Format, focus: tuple[float, float]) -> Image.Image:
    """Return a piece of the board from its near distance and, below, from its far one.

    Both show the same lamps at the same size, so what differs is what the eye resolves.
    """
    least, most = _EYE_ACROSS
    across = max(least, min(pixels.width // 4, most))
    cell = _EYE_WIDE // across
    part = _part(pixels, focus, across, _EYE_HIGH // cell)
    close = [_lit(band, cell) for band in part.split()]
    peak = (max(_most(band) for band in part.split()) / 255) ** _GAMMA
    seen = []
    for distance in (fmt.near_m, fmt.far_m):
        minute = cell * resolved_mm(distance) / fmt.pitch_mm
        seen.extend(_seen(close, minute, peak))
    w, h = close[0].size
    whole = Image.new("RGB", (w, 2 * h + _GAP), (128, 128, 128))
    bands = _encoded(seen)
    whole.paste(Image.merge("RGB", bands[:3]), (0, 0))
    whole.paste(Image.merge("RGB", bands[3:]), (0, h + _GAP))
    return whole


def _lit(band: Image.Image, cell: int) -> Image.Image:
    """Return the light (0.0-1.0, "F") of one colour of lamps, `cell` px apart."""
    light = _math(lambda a: (a["float"](a["b"]) / 255) ** _GAMMA, b=band)
    size = (band.width * cell, band.height * cell)
    share = _tiled(_lamp(cell), *size)
    large = light.resize(size, Image.Resampling.NEAREST)
    return _math(lambda a: a["b"] * a["float"](a["m"]) / 255, b=large, m=share)


def _seen(close: list[Image.Image], minute: float, peak: float) -> list[Image.Image]:
    """Return the light an eye resolves when one arc-minute covers `minute` px.

    Light is gathered with a triangle one arc-minute wide at half its height, then exposed so that
    the brightest is as bright as the brightest lamp: eyes adapt.
    """
    w, h = close[0].size
    grid = (max(1, round(w / minute)), max(1, round(h / minute)))
    bands = [band.resize(grid, Image.Resampling.BILINEAR) for band in close]
    scale = peak / (max(_most(band) for band in bands) or 1.0)
    wide = [band.resize((w, h), Image.Resampling.BICUBIC) for band in bands]
    return [_math(lambda a: a["b"] * scale, b=band) for band in wide]


def _encoded(lights: list[Image.Image]) -> list[Image.Image]:
    """Return light as bytes; all at once, since Pillow copies its table for every picture."""
    w, h = lights[0].size
    tall = Image.new("F", (w, h * len(lights)))
    for row, light in enumerate(lights):
        tall.paste(light, (0, row * h))
    top = _STEPS - 1
    steps = _math(lambda a: a["int"](a["min"](a["max"](a["b"] * top, 0), top)), b=tall)
    done = steps.point(_encoding(), "L")
    return [done.crop((0, row * h, w, row * h + h)) for row in range(len(lights))]


@lru_cache(maxsize=1)
def _encoding() -> list[int]:
    return [round(255 * (v / (_STEPS - 1)) ** (1 / _GAMMA)) for v in range(_STEPS)]


def _math(formula: Callable[[dict[str, Any]], Any], **bands: Image.Image) -> Image.Image:
    """Return what a formula over bands makes."""
    named: dict[str, Any] = dict(bands)
    made: Image.Image = ImageMath.lambda_eval(formula, **named)
    return made


def _most(band: Image.Image) -> float:
    return float(band.getextrema()[1])  # type: ignore[arg-type] # one band has one pair


@lru_cache(maxsize=4)
def _masks(width: int, height: int, cell: int) -> tuple[Image.Image, Image.Image]:
    """Return the encoded share of light of each px as grey RGB, and the board when it is dark."""
    share = _lamp(cell)
    encoded = share.point([round(255 * (v / 255) ** (1 / _GAMMA)) for v in range(256)])
    dark = Image.new("RGB", share.size, _BLACK)
    dark.paste(_UNLIT, None, share)
    cover = Image.merge("RGB", (encoded, encoded, encoded))
    return _tiled(cover, width, height), _tiled(dark, width, height)


def _lamp(cell: int) -> Image.Image:
    """Return the share of light over one lamp's cell."""
    fine = cell * _FINE
    tile = Image.new("L", (fine, fine), round(255 * _GLOW))
    radius = LAMP * fine / 2
    # Two px have no middle: there the lamp sits on the first one and wraps around the edge.
    middles = (fine / 4, fine * 5 / 4) if cell == 2 else (fine / 2,)  # noqa: PLR2004 - px
    draw = ImageDraw.Draw(tile)
    for x in middles:
        for y in middles:
            draw.ellipse((x - radius, y - radius, x + radius - 1, y + radius - 1), 255)
    return tile.reduce(_FINE)


def _tiled(tile: Image.Image, width: int, height: int) -> Image.Image:
    """Return a tile repeated over a canvas, each copy twice as wide, then as high, as the last."""
    whole = Image.new(tile.mode, (width, height))
    whole.paste(tile)
    done = tile.width
    while done < width:
        whole.paste(whole.crop((0, 0, min(done, width - done), tile.height)), (done, 0))
        done *= 2
    done = tile.height
    while done < height:
        whole.paste(whole.crop((0, 0, width, min(done, height - done))), (0, done))
        done *= 2
    return whole


def _part(pixels: Image.Image, focus: tuple[float, float], across: int, down: int) -> Image.Image:
    """Return a piece of so many px that begins a little left of and above the focus."""
    w, h = min(across, pixels.width), min(down, pixels.height)
    x = max(0, min(round(focus[0]) - w // 24, pixels.width - w))
    y = max(0, min(round(focus[1]) - h // 12, pixels.height - h))
    return pixels.crop((x, y, x + w, y + h))
