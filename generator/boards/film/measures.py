"""Measures of a group of pictures: its packets in, decoded once; what later checks ask of it out.

All that is known of a group follows from its packets, so equal groups of all files of all builds
are decoded once; flashes over a join, or over a loop's seam, need no pixels again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import av
import numpy as np
from numpy.typing import NDArray

from generator.boards.film.grids import PLANES, Blocks, Bytes, Shape, blocks, looks

_MAGIC = "TTF2"
# A packet that repeats the frame before it takes some 20 bytes and a few for each row of blocks.
_REPEAT_BYTES = 400
# Rows apart, half as many as a block of the codec has.
_SAMPLE = 8
# More of a level would store fewer bytes and cost more than decoding saves.
_ZLIB = 1


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """What one group of pictures shows.

    Attributes:
        faults: packets that do not decode.
        interlaced: whether any frame is.
        shown: for each frame, in order, the number of its look.
        first, last: looks of the first and the last frame, by plane, row and column of cells; low,
            high: least and most of each cell over all frames. One empty cell where none decodes.
        rises, falls: by plane, all that a cell gained and lost from frame to frame, in the mean.
    """

    faults: int
    interlaced: bool
    shown: tuple[int, ...]
    first: Bytes
    last: Bytes
    low: Bytes
    high: Bytes
    rises: tuple[float, ...]
    falls: tuple[float, ...]
    _changes: bytes = field(repr=False)

    @property
    def frames(self) -> int:
        """Return how many frames were decoded."""
        return len(self.shown)

    def looks(self) -> list[Bytes]:
        """Return the look of each frame; equal neighbours are one object."""
        data = np.frombuffer(zlib.decompress(self._changes), np.uint8)
        every = list(np.cumsum(data.reshape(-1, *self.first.shape), axis=0, dtype=np.uint8))
        return [every[number] for number in self.shown]

    def pack(self) -> bytes:
        """Return the measures as bytes."""
        ends = np.stack((self.first, self.last, self.low, self.high))
        data = zlib.compress(ends.tobytes(), _ZLIB)
        moves = (self.rises, self.falls)
        head = (_MAGIC, self.faults, self.interlaced, self.shown, ends.shape, *moves, len(data))
        body = b"\n".join((json.dumps(head).encode("ascii"), data + self._changes))
        return body + zlib.crc32(body).to_bytes(4, "big")

    @classmethod
    def unpack(cls, data: bytes) -> Measures | None:
        """Return what `pack` wrote, or None when the bytes are damaged."""
        body = data[:-4]
        text, _line, rest = body.partition(b"\n")
        if zlib.crc32(body).to_bytes(4, "big") != data[-4:] or not rest:
            return None
        magic, faults, interlaced, shown, shape, rises, falls, length = json.loads(text)
        if magic != _MAGIC:
            return None
        ends = np.frombuffer(zlib.decompress(rest[:length]), np.uint8).reshape(shape)
        first, last, low, high = ends
        moves = (tuple(rises), tuple(falls))
        changes = rest[length:]
        return cls(faults, interlaced, tuple(shown), first, last, low, high, *moves, changes)


def measure(codec: str, header: bytes, packets: Sequence[bytes]) -> Measures:
    """Return the measures of a group of pictures that stands by itself (yuv420p).

    Args:
        codec: name of the decoder.
        header: parameter sets (extradata).
        packets: in order of decoding, the first a key frame.
    """
    decoder = _Decoder(codec, header)
    seen: list[Blocks] = []
    shown: list[int] = []
    shape = Shape.of(2, 2)
    interlaced = False
    before: tuple[bytes, ...] = ()
    for frame, size in decoder.frames(packets):
        shape = Shape.of(frame.width, frame.height)
        interlaced = interlaced or frame.interlaced_frame
        pixels = _sampled(frame) if size <= _REPEAT_BYTES else ()
        if not (pixels and pixels == before):
            seen.append(blocks(frame, shape))
        before = pixels
        shown.append(len(seen) - 1)
    found = looks(seen, shape) if seen else np.zeros((1, PLANES, 1, 1), np.uint8)
    return _gathered(decoder.faults, found, tuple(shown), interlaced=interlaced)


def _sampled(frame: av.VideoFrame) -> tuple[bytes, ...]:
    """Return some rows of each plane: so few bytes cannot change a frame and leave all of them."""
    return tuple(
        np.frombuffer(plane, np.uint8).reshape(plane.height, -1)[::_SAMPLE].tobytes()  # type: ignore[call-overload]  # a plane is a buffer
        for plane in frame.planes
    )


def _gathered(faults: int, found: Bytes, shown: tuple[int, ...], *, interlaced: bool) -> Measures:
    levels = found.astype(np.int16)
    rises, falls = moved(levels[1:] - levels[:-1])
    changes = np.diff(found, axis=0, prepend=np.zeros_like(found[:1]))
    ends = (found[0], found[-1], found.min(axis=0), found.max(axis=0))
    data = zlib.compress(changes.tobytes(), _ZLIB)
    return Measures(faults, interlaced, shown, *ends, rises, falls, data)


def moved(steps: NDArray[np.int16]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return by plane all that cells gained and lost in some steps, in the mean (0-255 a step)."""
    cells = steps.shape[2] * steps.shape[3]
    gained = np.maximum(steps, 0).sum(axis=(0, 2, 3), dtype=np.int64)
    lost = np.maximum(-steps, 0).sum(axis=(0, 2, 3), dtype=np.int64)
    return tuple(int(n) / cells for n in gained), tuple(int(n) / cells for n in lost)


@dataclass(slots=True)
class _Decoder:
    """A decoder that counts what it cannot decode instead of hiding it."""

    codec: str
    header: bytes
    faults: int = 0

    def frames(self, packets: Sequence[bytes]) -> Iterator[tuple[av.VideoFrame, int]]:
        """Yield frames in order of display, each with the size of the packet just read (bytes)."""
        context = open_decoder(self.codec, self.header)
        size = 0
        for packet in (*packets, None):
            size = len(packet) if packet is not None else _REPEAT_BYTES + 1
            try:
                found = context.decode(None if packet is None else av.Packet(packet))
            except av.FFmpegError:
                self.faults += 1
                continue
            for frame in found:
                self.faults += frame.is_corrupt
                yield frame, size


def open_decoder(codec: str, header: bytes) -> av.VideoCodecContext:
    """Return a decoder that stops at what is not as the standard says."""
    context = av.CodecContext.create(codec, "r")
    assert isinstance(context, av.VideoCodecContext)
    context.extradata = header
    # One thread: more would take the same time of the processor, and build on other cores instead.
    context.thread_count = 1
    context.options = {"err_detect": "explode"}
    return context
