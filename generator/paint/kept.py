"""Painted pixels kept for later stills: a key and a maker in; an image, made or kept, out.

A build goes from message to message, each on every format, so that a backdrop comes back only
after all others have been used. Uncompressed they would take a quarter of a gigabyte in every
worker; compressed, all of them together take some 30 MB, and one is back in a tenth of the time
that painting it takes.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable

from PIL import Image

_QUICK = 1  # zlib's level


class Kept:
    """The images used last, together no more than so many bytes.

    A maker must depend on nothing but its key. Every image is the caller's own to paint on.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._images: OrderedDict[_Hashed, _Packed] = OrderedDict()

    def __len__(self) -> int:
        return len(self._images)

    def get(self, key: Hashable, make: Callable[[], Image.Image]) -> Image.Image:
        """Return the image of a key; one larger than all the room there is, is not kept."""
        known = _Hashed(key)
        packed = self._images.get(known)
        if packed is not None:
            self._images.move_to_end(known)
            return packed.image()
        made = make()
        packed = _Packed(made)
        if len(packed.data) <= self.limit:
            self._images[known] = packed
            self.size += len(packed.data)
        while self.size > self.limit:
            _, last = self._images.popitem(last=False)
            self.size -= len(last.data)
        return made


class _Packed:
    __slots__ = ("data", "mode", "size")

    def __init__(self, image: Image.Image) -> None:
        self.mode, self.size = image.mode, image.size
        self.data = zlib.compress(image.tobytes(), _QUICK)

    def image(self) -> Image.Image:
        return Image.frombytes(self.mode, self.size, zlib.decompress(self.data))


class _Hashed:
    """A key that is hashed once: thousands of points take half a millisecond each time."""

    __slots__ = ("hash", "key")

    def __init__(self, key: Hashable) -> None:
        self.key = key
        self.hash = hash(key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.key == other.key

    def __hash__(self) -> int:
        return self.hash
