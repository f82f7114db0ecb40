"""The encoder: frames of one group of pictures in, H.264 packets out, the same on every machine.

Only frames that differ from the one before are encoded, and a few that let a picture settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import log2

import av
import av.video
from av.codec.context import Flags

from generator.paint.video.repeats import SETTLING, Numbering, spread
from generator.paint.video.segments import Segment

# ITU-T H.264 table A-1: level 4.0 allows 8192 macroblocks a frame and 245 760 a second.
_FRAME_MACROBLOCKS = 8192
_SECOND_MACROBLOCKS = 245_760
_BT709 = 1
_LIMITED_RANGE = 1
_START = b"\x00\x00\x01"
_SEI = 6


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a video is encoded; part of every segment's key.

    Attributes:
        width, height: px, even, within level 4.0 of H.264.
        fps: frames a second, constant.
        gop: most frames of one closed group of pictures.
        crf: quality of x264, lower is better.
        max_kbps, buffer_kbit: limits of the rate. Each segment starts with nine tenths of the
            buffer, so a second takes at most 0.9 x buffer + rate = 9.6 Mbit.
        x264: further options of x264, "name=value:…"; tests slow the processor down with it.

    Raises:
        ValueError: the size is odd or beyond level 4.0.
    """

    width: int
    height: int
    fps: int
    gop: int
    crf: int = 21
    max_kbps: int = 6000
    buffer_kbit: int = 4000
    x264: str = ""

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0 or self.width % 2 or self.height % 2:
            raise ValueError(f"{self.width}x{self.height}: H.264 4:2:0 needs even sides")
        blocks = -(-self.width // 16) * -(-self.height // 16)
        if blocks > _FRAME_MACROBLOCKS or blocks * self.fps > _SECOND_MACROBLOCKS:
            raise ValueError(f"{self.width}x{self.height} at {self.fps} fps is beyond level 4.0")


@cache
def versions() -> tuple[str, ...]:
    """Return the versions of everything that decides the bytes of a packet."""
    codec = av.library_versions["libavcodec"]
    return (f"av {av.__version__}", f"libavcodec {'.'.join(map(str, codec))}")


def open_encoder(encoding: Encoding, frames: int = 0) -> av.VideoCodecContext:
    """Return a fresh encoder; two with equal settings have equal headers (extradata).

    Args:
        encoding: settings.
        frames: how many it will see, where they stand for a longer stretch.
    """
    context = av.CodecContext.create("libx264", "w")
    configure(context, encoding, frames)
    context.open()
    return context


def configure(context: av.VideoCodecContext, encoding: Encoding, frames: int = 0) -> None:
    """Give an encoder that is not open yet all its settings; `frames` as in open_encoder."""
    context.width, context.height = encoding.width, encoding.height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, encoding.fps)
    context.framerate = Fraction(encoding.fps)
    context.sample_aspect_ratio = Fraction(1)
    context.gop_size = encoding.gop
    context.max_b_frames = 0
    # More threads give other bytes: x264 cuts its look-ahead and slices by their number.
    context.thread_count = 1
    context.color_range = _LIMITED_RANGE
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.flags |= int(Flags.global_header) | int(Flags.bitexact) | int(Flags.closed_gop)
    context.options = {
        "preset": "veryfast",
        "profile": "main",
        "crf": f"{encoding.crf - _finer(frames):.2f}",
        "x264-params": ":".join(filter(None, (_X264.format(e=encoding), encoding.x264))),
    }


# cpu-independent: the same bytes whatever the processor can do. scenecut: the only key frame is
# the first, so that lengths in frames and in segments agree. weightp: predicting fades by weights
# costs a fifth of the time, saves no bytes here, and old players get it wrong. partitions: finer
# blocks within P frames cost a quarter of the time of a fade and save nothing on type and flats;
# letters that appear gain from small blocks of their own. trellis: a sixteenth fewer bytes for no
# more time. aq-strength: at its default x264 spends on flat grounds what letters lack; half of it
# gives letters 1 dB more for the same bytes, and leaves flat grounds at 48 dB and above.
# stitchable: headers do not tell the crf, so segments of several join.
_X264 = (
    "cpu-independent=1:threads=1:lookahead-threads=1:bframes=0:open-gop=0:scenecut=0:weightp=0"
    ":partitions=i4x4:trellis=1:aq-strength=0.5:stitchable=1:keyint={e.gop}:min-keyint={e.gop}"
    ":vbv-maxrate={e.max_kbps}:vbv-bufsize={e.buffer_kbit}"
)
# What veryfast looks at before it decides on a frame: that one and ten more.
_SEEN = 11


def _finer(frames: int) -> float:
    """Return by how much the crf is lowered for an encoder that sees so few frames.

    The macroblock tree of x264 gives a block that stays for n frames 5 x (1 - qcomp) x log2(n) =
    2 x log2(n) steps more quality, and looks at 11 frames at most. Who is shown fewer, as the rest
    are repeats, would save what the direct encode gives: each frame's PSNR-Y is within 0.2 dB so.
    """
    return 2 * log2(_SEEN / frames) if 0 < frames < _SEEN else 0.0


def encode(
    frames: Iterable[av.VideoFrame],
    encoding: Encoding,
    where: Sequence[int] | None = None,
    count: int = 0,
) -> Segment:
    """Return one group of pictures as packets.

    Args:
        frames: those that must be encoded, in order; one frame object may be handed over again and
            again with new pixels, as x264 copies what it keeps.
        encoding: settings.
        where: place of each of them in the group (0-based, from 0 up); all other frames show the
            one before them again. Without it all must be encoded.
        count: frames of the group, `encoding.gop` where it is not told.
    """
    count = count or encoding.gop
    where = range(count) if where is None else where
    header, packets = _packets(frames, encoding, len(where))
    if len(packets) != len(where):
        raise RuntimeError(f"x264 made {len(packets)} packets of {len(where)} frames")
    if len(where) < count:
        copy = _copying(encoding)
        packets = spread(packets, where, count, copy, Numbering.of(header))
    return Segment(header, (_without_banner(packets[0]), *packets[1:]))


def _packets(
    frames: Iterable[av.VideoFrame], encoding: Encoding, count: int
) -> tuple[bytes, Sequence[bytes]]:
    """Return the header of an encoder and the packets of some frames."""
    context = open_encoder(encoding, count)
    packets: list[bytes] = []
    for number, frame in enumerate(frames):
        frame.pts = number
        packets.extend(bytes(packet) for packet in context.encode(frame))
    packets.extend(bytes(packet) for packet in context.encode(None))
    assert context.extradata is not None, "the header is global"
    return context.extradata, packets


@cache
def _copying(encoding: Encoding) -> bytes:
    """Return a slice that copies the frame before it whole: that of a flat frame seen again."""
    flat = av.VideoFrame(encoding.width, encoding.height, "yuv420p")
    for plane, level in zip(flat.planes, (16, 128, 128), strict=True):
        plane.update(bytes([level]) * plane.buffer_size)
    _, packets = _packets([flat] * (SETTLING + 1), encoding, SETTLING + 1)
    return packets[-1]


def _without_banner(packet: bytes) -> bytes:
    """Return a key frame without x264's own message (SEI): 650 bytes a second, of no use."""
    start = packet.find(_START)
    if packet[start + 3] & 31 != _SEI:
        return packet
    return b"\x00" + packet[packet.index(_START, start + 3) :]
