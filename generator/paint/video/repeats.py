"""Repeated frames: packets of an encoder in; packets that show the frame before once more out.

An encoder spends as much on a frame that equals the one before it as on one that moves, so it is
not asked: a P slice whose macroblocks are all skipped copies its reference frame exactly. One such
slice serves a whole encoding; from frame to frame only its frame number changes.

Sections are those of ITU-T H.264 (08/2021).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Frames shown to the encoder from each stretch of equal ones: the first, and those that refine it.
# A key frame needs two; what has just come to rest is left coarser by x264, and needs more.
SETTLING, COMING_TO_REST = 3, 4

_START = b"\x00\x00\x01"
_SPS, _SLICE = 7, 1
# 7.4.2.1.1: profiles from High upwards state chroma and scaling first; ours are below.
_PLAIN_PROFILES = frozenset({66, 77, 88})
_ORDER_BY_NUMBER = 2
# 7.4.1: three bytes that would look like a start are parted by a 3.
_ESCAPED = re.compile(rb"\x00\x00\x03")
_TO_ESCAPE = re.compile(rb"\x00\x00(?=[\x00-\x03]|\Z)")
_HEAD = 16  # bytes that hold a slice header up to its frame number, with room to spare


def places(shown: Sequence[object]) -> tuple[int, ...]:
    """Return which frames the encoder must see: of each stretch of equal ones only the first few.

    Args:
        shown: what each frame shows, comparable.
    """
    found: list[int] = []
    start = 0
    for number, state in enumerate(shown):
        start = start if state == shown[start] else number
        if number - start < (COMING_TO_REST if start else SETTLING):
            found.append(number)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the slices of an encoding tell their frame's number.

    Attributes:
        bits: width of frame_num, log2 of MaxFrameNum (7.4.2.1.1).
    """

    bits: int

    @classmethod
    def of(cls, header: bytes) -> Numbering:
        """Read the sequence parameter set of a header in Annex B form.

        Raises:
            ValueError: its frames are ordered by something that is not patched here.
        """
        nal = next(nal for nal in header.split(_START) if nal and nal[0] & 31 == _SPS)
        # 7.3.2.1.1: profile_idc, constraint flags and level_idc take a byte each.
        bits = _Bits(_ESCAPED.sub(b"\x00\x00", nal[4:]))
        bits.exp_golomb()  # seq_parameter_set_id
        width = bits.exp_golomb() + 4
        if nal[1] not in _PLAIN_PROFILES or bits.exp_golomb() != _ORDER_BY_NUMBER:
            raise ValueError("frames are not ordered by their numbers alone")
        return cls(width)

    def numbered(self, packet: bytes, frame: int) -> bytes:
        """Return a P slice as that of another frame of its group (0-based, the key frame's is 0).

        Raises:
            ValueError: the packet is not one P slice.
        """
        start = packet.index(_START) + len(_START)
        nal = packet[start:]
        if nal[0] & 31 != _SLICE or _START in nal:
            raise ValueError("a packet holds something else than one slice")
        raw = _ESCAPED.sub(b"\x00\x00", nal)
        # 7.3.3: first_mb_in_slice, slice_type and pic_parameter_set_id, then frame_num.
        bits = _Bits(raw[1 : 1 + _HEAD])
        for _ in range(3):
            bits.exp_golomb()
        raw = raw[:1] + bits.replaced(frame % (1 << self.bits), self.bits) + raw[1 + _HEAD :]
        return packet[:start] + _TO_ESCAPE.sub(b"\x00\x00\x03", raw)


class _Bits:
    """Reads bits from the first on."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.value = int.from_bytes(data, "big")
        self.left = 8 * len(data)

    def exp_golomb(self) -> int:
        """Return the next ue(v) (9.1): as many bits follow the first 1 as zeros precede it."""
        rest = self.value & ((1 << self.left) - 1)
        zeros = self.left - rest.bit_length()
        self.left -= 2 * zeros + 1
        return (rest >> self.left) - 1

    def replaced(self, number: int, bits: int) -> bytes:
        """Return all bytes, the next bits replaced by a number."""
        low = self.left - bits
        mask = ((1 << bits) - 1) << low
        return (self.value & ~mask | number << low).to_bytes(len(self.data), "big")


def spread(
    packets: Sequence[bytes], where: Sequence[int], count: int, copy: bytes, numbering: Numbering
) -> tuple[bytes, ...]:
    """Return a whole group of pictures from the packets of some of its frames.

    Args:
        packets: of the frames an encoder has seen, the key frame first.
        where: the place of each in the group; the others show the frame before them again.
        count: frames of the group.
        copy: a P slice that skips everything.
        numbering: of the encoding.
    """
    known = dict(zip(where, enumerate(packets), strict=True))
    found = []
    for frame in range(count):
        number, packet = known.get(frame, (-1, copy))
        found.append(packet if number == frame else numbering.numbered(packet, frame))
    return tuple(found)
