"""Written videos taken apart: the bytes of an MP4 in; its facts and groups of pictures out."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import av.container

_BOX_HEAD = 8
_LONG_HEAD = 16


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet of a stream: its bytes, and its times in steps of the stream's time base."""

    data: bytes
    pts: int | None
    dts: int | None
    key: bool


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream as its container describes it.

    Attributes:
        codec: name of its decoder, such as "h264"; profile: of the codec.
        header: parameter sets (extradata).
        base: time base (s).
        promised: packets that the container says there are.
        packets: those that could be read, in the order of the file.
    """

    codec: str
    profile: str
    header: bytes
    base: Fraction
    promised: int
    packets: tuple[Packet, ...]


@dataclass(frozen=True, slots=True)
class Picture(Stream):
    """The stream of pictures.

    Attributes:
        width, height: px; aspect: of one pixel; pixels: layout in memory, such as "yuv420p".
        reorders: whether the codec says that frames are stored in another order than shown.
        interlaced: whether it says so.
        colours: range, matrix, primaries and transfer by their numbers in ITU-T H.273.
    """

    width: int
    height: int
    aspect: Fraction
    pixels: str
    reorders: bool
    interlaced: bool
    colours: tuple[int, int, int, int]

    @property
    def level(self) -> int:
        """Return ten times the level of H.264, 0 where the header does not tell."""
        told = self.codec == "h264" and len(self.header) > 4 and self.header[0] == 1  # noqa: PLR2004 - ISO/IEC 14496-15, avcC
        return self.header[3] if told else 0


@dataclass(frozen=True, slots=True)
class Sound(Stream):
    """A stream of sound: samples a second and channels."""

    rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group of pictures: packets from one key frame up to the next; the key names its bytes."""

    packets: tuple[bytes, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Film:
    """A video file taken apart.

    Attributes:
        size: bytes of the file.
        boxes: types of its outermost boxes in order; empty where it is no MP4.
        seconds: how long the container says it is.
        picture: the first stream of pictures; streams: how many streams there are.
        sounds: the streams of sound.
        groups: of pictures, in order.
    """

    size: int
    boxes: tuple[str, ...]
    seconds: float
    picture: Picture
    streams: int
    sounds: tuple[Sound, ...]
    groups: tuple[Group, ...]


def key_of(codec: str, header: bytes, packets: list[bytes]) -> str:
    """Return a hash of packets and of all that a decoder is told before them."""
    state = hashlib.blake2b(codec.encode("ascii"), digest_size=16)
    for part in (header, *packets):
        state.update(len(part).to_bytes(4, "big") + part)
    return state.hexdigest()


def read_film(data: bytes) -> Film:
    """Return a video file taken apart; what is damaged in its packets is left to decoding.

    Raises:
        ValueError: it is no video file.
    """
    try:
        with av.open(io.BytesIO(data), "r") as container:
            if not container.streams.video:
                raise ValueError("no pictures")
            packets = _packets(container)
            pictures = container.streams.video[0]
            picture = _picture(pictures, packets[pictures.index])
            seconds = (container.duration or 0) / av.time_base
            return Film(
                len(data),
                tuple(_boxes(data)),
                seconds,
                picture,
                len(container.streams),
                tuple(_sound(s, packets[s.index]) for s in container.streams.audio),
                tuple(_groups(picture)),
            )
    except (av.FFmpegError, OSError) as problem:
        raise ValueError(str(problem)) from None


def _packets(container: av.container.InputContainer) -> dict[int, list[Packet]]:
    """Return the packets of every stream by its index; reading stops where the file breaks."""
    found: dict[int, list[Packet]] = {stream.index: [] for stream in container.streams}
    try:
        for packet in container.demux():
            if packet.size:
                one = Packet(bytes(packet), packet.pts, packet.dts, packet.is_keyframe)
                found[packet.stream_index].append(one)
    except av.FFmpegError:
        pass  # the packets that are missing are told by their number
    return found


def _groups(picture: Picture) -> Iterator[Group]:
    """Yield the groups of pictures of a stream."""
    found: list[list[bytes]] = []
    for packet in picture.packets:
        if packet.key or not found:
            found.append([])
        found[-1].append(packet.data)
    for group in found:
        yield Group(tuple(group), key_of(picture.codec, picture.header, group))


def _picture(stream: av.VideoStream, packets: list[Packet]) -> Picture:
    context = stream.codec_context
    return Picture(
        *_common(stream, packets),
        context.width,
        context.height,
        # Square pixels need not be told: 0 stands for them.
        context.sample_aspect_ratio or stream.sample_aspect_ratio or Fraction(1),
        context.pix_fmt or "",
        bool(context.has_b_frames),
        bool(context.field_order > 1),
        (context.color_range, context.colorspace, context.color_primaries, context.color_trc),
    )


def _sound(stream: av.AudioStream, packets: list[Packet]) -> Sound:
    context = stream.codec_context
    return Sound(*_common(stream, packets), context.sample_rate, context.channels)


def _common(
    stream: av.VideoStream | av.AudioStream, packets: list[Packet]
) -> tuple[str, str, bytes, Fraction, int, tuple[Packet, ...]]:
    context = stream.codec_context
    profile = context.profile or ""
    header = context.extradata or b""
    base = stream.time_base or Fraction(0)
    return context.name, profile, header, base, stream.frames, tuple(packets)


def _boxes(data: bytes) -> Iterator[str]:
    """Yield the types of the outermost boxes (ISO/IEC 14496-12, section 4.2)."""
    at = 0
    while at + _BOX_HEAD <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + _BOX_HEAD : at + _LONG_HEAD], "big")
        if not name.isalnum():
            return
        yield name.decode("ascii")
        if size < _BOX_HEAD:
            return  # 0: up to the end of the file
        at += size
