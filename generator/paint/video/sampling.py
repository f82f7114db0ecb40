"""Sampling: masks and pictures, a scale and an offset in; their pixels in that pose out.

Places and sizes stay fractions until the pixels are read, so what grows by a few pixels a second
grows without a jolt.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from PIL import Image

from generator.paint.video.boxes import Box, even, halved, meet
from generator.paint.video.yuv import Planes, convert

# Pixels added around a texture, of its own edge: what is read just outside is no foreign colour.
_RIM = 16


@dataclass(frozen=True, slots=True)
class Turn:
    """How a place in a layer comes to one in the frame: scaled around a middle, then moved.

    Attributes:
        scale: factor; middle: x, y that stay; offset: x, y added. All in one unit.
    """

    scale: float
    middle: tuple[float, float]
    offset: tuple[float, float]

    def ahead(self, axis: int, value: float) -> float:
        """Return where an x (axis 0) or y (axis 1) comes to."""
        middle = self.middle[axis]
        return middle + (value - middle) * self.scale + self.offset[axis]

    def back(self, axis: int, value: float) -> float:
        """Return where an x or y comes from."""
        middle = self.middle[axis]
        return (value - self.offset[axis] - middle) / self.scale + middle

    def around(self, box: Box) -> Box:
        """Return the whole places that a box covers afterwards."""
        left, top, right, bottom = (self.ahead(n % 2, edge) for n, edge in enumerate(box))
        return (floor(left), floor(top), ceil(right), ceil(bottom))

    def source(self, box: Box) -> tuple[float, float, float, float]:
        """Return the box from which a box of the frame is read."""
        left, top, right, bottom = (self.back(n % 2, edge) for n, edge in enumerate(box))
        return (left, top, right, bottom)


def turned(
    mask: Image.Image, corner: tuple[int, int], turn: Turn, limit: Box, grid: int = 1
) -> tuple[Image.Image, int, int]:
    """Return what falls into a box of a mask in another pose, and the place of its corner.

    The nearest pixel is taken: masks that move have several steps in a pixel of the frame, and
    their mean, taken later, is smooth.

    Args:
        mask: "L".
        corner: where it lies; its own pixels are the unit.
        turn: the pose.
        limit: what can be seen.
        grid: places that the box begins and ends on a multiple of.
    """
    x, y = corner
    box = meet(turn.around((x, y, x + mask.width, y + mask.height)), limit)
    box = even(box, grid)
    size = (max(0, box[2] - box[0]), max(0, box[3] - box[1]))
    if not all(size):
        return Image.new("L", (0, 0)), box[0], box[1]
    step = 1 / turn.scale
    back = (step, 0.0, turn.back(0, box[0]) - x, 0.0, step, turn.back(1, box[1]) - y)
    return mask.transform(size, Image.Transform.AFFINE, back), box[0], box[1]


@dataclass(frozen=True, slots=True)
class Texture:
    """A picture that may be shown at any size and place.

    Attributes:
        planes: larger than the picture, with a rim of its own edge all around.
        area: px of the layer that the picture fills.
        pixels: width and height of the picture in the planes, without the rim.
    """

    planes: Planes
    area: Box
    pixels: tuple[int, int]

    @classmethod
    def of(cls, picture: Image.Image, area: Box) -> Texture:
        """Return the texture of an RGB picture with even sides, shown in an area."""
        width, height = picture.size
        wide = picture.resize((width + 2 * _RIM, height + 2 * _RIM), Image.Resampling.NEAREST)
        wide.paste(picture, (_RIM, _RIM))
        return cls(convert(wide), area, (width, height))

    def show(self, box: Box, turn: Turn) -> Planes:
        """Return the pixels of a box of the frame (px, even) in a pose (px)."""
        x, y = self.area[:2]
        across = self.pixels[0] / (self.area[2] - x)
        down = self.pixels[1] / (self.area[3] - y)
        source = turn.source(box)
        edges = (
            (source[0] - x) * across + _RIM,
            (source[1] - y) * down + _RIM,
            (source[2] - x) * across + _RIM,
            (source[3] - y) * down + _RIM,
        )
        whole = self.planes.y.size
        left, top, right, bottom = (
            min(max(0.0, edge), float(whole[n % 2])) for n, edge in enumerate(edges)
        )
        inside = (left, top, right, bottom)
        half = (left / 2, top / 2, right / 2, bottom / 2)
        small = halved(box)
        size = (box[2] - box[0], box[3] - box[1])
        small_size = (small[2] - small[0], small[3] - small[1])
        # Hamming: nearly as sharp as bicubic in three quarters of its time; bilinear is softer.
        return Planes(
            self.planes.y.resize(size, Image.Resampling.HAMMING, box=inside),
            self.planes.u.resize(small_size, Image.Resampling.BILINEAR, box=half),
            self.planes.v.resize(small_size, Image.Resampling.BILINEAR, box=half),
        )
