"""Grids: decoded frames in; how light and how red each cell of the board is out.

Light is taken from blocks of a few pixels and then averaged over cells, 64 along the long side, as
an eye that stands back does: letters that pass through a cell change it little, a flash wholly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import NamedTuple

import av
import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray

from generator.boards.film.light import LINEAR, LUMINANCE, TO_RGB, rows

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int32]

_CELLS = 64
_CELL_BLOCKS = 2
# Rows of a block that are looked at: all 16 would take four times as long and tell no more.
_ROWS = 4
# Red over all three colours at which a state is saturated (WCAG 2.x, "red flash").
_PURE = 0.8
_REST = round(_PURE / (1 - _PURE))
# Fixed point: whole numbers come out the same on every machine.
_ONE = 1 << 14
_SHADES = 16

# Planes of a look.
LUMA, LIGHT, RED, PURE_RED = range(4)
PLANES = 4

_MATRIX = [[round(weight * _ONE) for weight in TO_RGB[row : row + 4]] for row in (0, 4, 8)]
_LIT = np.array([round(255 * _SHADES * share) for share in LINEAR], np.int32)
_WEIGHTS = [round(weight * _ONE) for weight in LUMINANCE]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a frame is cut.

    Attributes:
        width, height: of the frame (px, even).
        block: px of one block, a power of 2; cell: blocks of one cell.
    """

    width: int
    height: int
    block: int
    cell: int

    @classmethod
    def of(cls, width: int, height: int) -> Shape:
        """Return the shape for a frame of so many px."""
        side = max(width, height)
        block = 2 ** max(0, round(log2(side / _CELLS / _CELL_BLOCKS)))
        return cls(width, height, block, max(1, round(side / block / _CELLS)))


class Blocks(NamedTuple):
    """Luma and colour differences of the blocks of one frame."""

    y: Bytes
    u: Bytes
    v: Bytes


def blocks(frame: av.VideoFrame, shape: Shape) -> Blocks:
    """Return the means of a frame's blocks; of large blocks, those of four rows in each."""
    y, u, v = frame.planes
    w, h, block = shape.width, shape.height, shape.block
    luma = _means(y, block, (w, h))
    chroma = [_means(p, max(1, block // 2), (w // 2, h // 2)) for p in (u, v)]
    if block == 1:
        chroma = [np.repeat(np.repeat(p, 2, axis=0), 2, axis=1) for p in chroma]
    return Blocks(luma, *chroma)


def _means(plane: VideoPlane, block: int, size: tuple[int, int]) -> Bytes:
    """Return the means of blocks of a plane, cut to its width and height (px)."""
    every = max(1, block // _ROWS)
    down = block // every
    few = rows(plane, every).reduce(down, (0, 0, size[0], size[1] // every))
    return np.asarray(few.reduce((every, 1)) if every > 1 else few)


def looks(frames: Sequence[Blocks], shape: Shape) -> Bytes:
    """Return what frames show, by frame, plane, row and column of cells.

    LUMA as coded; LIGHT, the relative luminance; RED, how much red outshines green and blue;
    PURE_RED, the same where the red is saturated, else 0. All 0-255.
    """
    y, u, v = (np.stack(part).astype(np.int32) for part in zip(*frames, strict=True))
    codes = [(a * y + b * u + c * v + d + _ONE // 2) // _ONE for a, b, c, d in _MATRIX]
    r, g, b = (_cells(_LIT[np.clip(code, 0, 255)], shape.cell) for code in codes)
    light = sum(w * part for w, part in zip(_WEIGHTS, (r, g, b), strict=True)) // _ONE
    red = np.clip(r - g - b, 0, None)
    pure = np.where(r >= _REST * (g + b), red, 0)
    found = [_cells(y, shape.cell), *(part // _SHADES for part in (light, red, pure))]
    return np.stack(found, axis=1).astype(np.uint8)


def _cells(found: Whole, cell: int) -> Whole:
    """Return the means of cells; those at the right and below may be cut, and count as whole."""
    down, across = (-size % cell for size in found.shape[1:])
    padded = np.pad(found, ((0, 0), (0, down), (0, across)), "edge")
    count, height, width = padded.shape
    parts = padded.reshape(count, height // cell, cell, width // cell, cell)
    area = cell * cell
    means: Whole = (parts.sum(axis=(2, 4), dtype=np.int32) + area // 2) // area
    return means


def share(mask: NDArray[np.bool_]) -> float:
    """Return the share of cells that are true (0.0-1.0)."""
    return float(np.count_nonzero(mask)) / mask.size
