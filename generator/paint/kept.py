"""Painted pixels kept for later stills: a key and a maker in; an image, made or kept, out.

A build goes from message to message, each on every format, so that a backdrop comes back only
after all others have been used. Uncompressed they would take a quarter of a gigabyte in every
worker; so large ones are compressed, and one is back in a tenth of the time that painting it
takes. Small ones, which most boards have, stay as they are: a copy costs next to nothing.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable

from PIL import Image

_QUICK = 1  # zlib's level
_SMALL = 2**20  # bytes
_PIXEL_BYTES = {"L": 1, "RGB": 4, "RGBA": 4}  # as Pillow keeps a pixel


class Kept:
    """The images used last, together no more than so many bytes: "L", "RGB" or "RGBA".

    A maker must depend on nothing but its key. Every image is the caller's own to paint on.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._images: OrderedDict[Hashable, _Packed] = OrderedDict()

    def __len__(self) -> int:
        return len(self._images)

    def get(self, key: Hashable, make: Callable[[], Image.Image]) -> Image.Image:
        """Return the image of a key; one larger than all the room there is, is not kept."""
        packed = self._images.get(key)
        if packed is not None:
            self._images.move_to_end(key)
            return packed.image()
        made = make()
        packed = _Packed(made)
        if packed.bytes <= self.limit:
            self._images[key] = packed
            self.size += packed.bytes
        while self.size > self.limit:
            _, last = self._images.popitem(last=False)
            self.size -= last.bytes
        return made


class _Packed:
    """An image as it is kept, and the bytes that takes."""

    __slots__ = ("bytes", "data", "mode", "size")

    def __init__(self, image: Image.Image) -> None:
        self.mode, self.size = image.mode, image.size
        self.bytes = image.width * image.height * _PIXEL_BYTES[image.mode]
        self.data: Image.Image | bytes = image.copy()
        if self.bytes > _SMALL:
            self.data = zlib.compress(image.tobytes(), _QUICK)
            self.bytes = len(self.data)

    def image(self) -> Image.Image:
        if isinstance(self.data, bytes):
            return Image.frombytes(self.mode, self.size, zlib.decompress(self.data))
        return self.data.copy()
