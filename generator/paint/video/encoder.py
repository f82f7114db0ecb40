"""The encoder: frames of one group of pictures in, H.264 packets out, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import av
import av.video
from av.codec.context import Flags

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
        gop: frames of one closed group of pictures.
        crf: quality of x264, lower is better; at 21 strokes of 2 px stay clean.
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


def open_encoder(encoding: Encoding) -> av.VideoCodecContext:
    """Return a fresh encoder; two with equal settings have equal headers (extradata)."""
    context = av.CodecContext.create("libx264", "w")
    configure(context, encoding)
    context.open()
    return context


def configure(context: av.VideoCodecContext, encoding: Encoding) -> None:
    """Give an encoder that is not open yet all its settings."""
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
        "crf": str(encoding.crf),
        "x264-params": ":".join(filter(None, (_X264.format(e=encoding), encoding.x264))),
    }


# cpu-independent: the same bytes whatever the processor can do. scenecut: the only key frame is
# the first, so that lengths in frames and in segments agree. weightp: predicting fades by weights
# costs a fifth of the time, saves no bytes here, and old players get it wrong. partitions: finer
# blocks within P frames cost a quarter of the time of a fade and save nothing on type and flats.
_X264 = (
    "cpu-independent=1:threads=1:lookahead-threads=1:bframes=0:open-gop=0:scenecut=0:weightp=0"
    ":partitions=none:keyint={e.gop}:min-keyint={e.gop}:vbv-maxrate={e.max_kbps}:vbv-bufsize={e.buffer_kbit}"
)


def encode(frames: Iterable[av.VideoFrame], encoding: Encoding) -> Segment:
    """Return one group of pictures as packets.

    Args:
        frames: `encoding.gop` of them; one frame object may be handed over again and again with
            new pixels, as x264 copies what it keeps.
        encoding: settings.
    """
    context = open_encoder(encoding)
    packets: list[bytes] = []
    for number, frame in enumerate(frames):
        frame.pts = number
        packets.extend(bytes(packet) for packet in context.encode(frame))
    packets.extend(bytes(packet) for packet in context.encode(None))
    header = context.extradata
    if header is None or len(packets) != encoding.gop:
        raise RuntimeError(f"x264 made {len(packets)} packets of {encoding.gop} frames")
    return Segment(header, (_without_banner(packets[0]), *packets[1:]))


def _without_banner(packet: bytes) -> bytes:
    """Return a key frame without x264's own message (SEI): 650 bytes a second, of no use."""
    start = packet.find(_START)
    if packet[start + 3] & 31 != _SEI:
        return packet
    return b"\x00" + packet[packet.index(_START, start + 3) :]
