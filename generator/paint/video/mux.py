"""The muxer: segments in order and perhaps sound in, one MP4 out, nothing encoded again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from heapq import merge

import av
import av.container
import av.stream

from generator.paint.video.encoder import Encoding, configure
from generator.paint.video.segments import Segment
from generator.paint.video.track import Sound

# ISO 639-2; what is heard is Vietnamese, and players list tracks by it.
_LANGUAGE = "vie"


def opened(target: io.BytesIO) -> av.container.OutputContainer:
    """Return an MP4 to be written, its index before its pictures; its bytes depend on no date."""
    return av.open(
        target,
        "w",
        format="mp4",
        options={"movflags": "+faststart", "fflags": "+bitexact"},
        # The muxer reads back what it wrote to move the index to the front.
        io_open=lambda _url, _flags, _options: io.BytesIO(target.getvalue()),
    )


def mux(segments: Iterable[Segment], encoding: Encoding, sound: Sound | None = None) -> bytes:
    """Return an MP4 whose index comes before its pictures, so that it plays while it loads.

    Args:
        segments: in order; frames get their times here.
        encoding: the settings with which all of them were encoded.
        sound: as long as the pictures, or None for a silent video.

    Raises:
        ValueError: a segment or the sound was encoded with other settings and would not decode.
    """
    target = io.BytesIO()
    with opened(target) as container:
        stream = container.add_stream("libx264", rate=encoding.fps)
        configure(stream.codec_context, encoding)
        whole = tuple(segments)
        frames = sum(len(segment.packets) for segment in whole)
        tracks = [_pictures(whole, stream, encoding)]
        if sound is not None:
            length = Fraction(frames, encoding.fps)
            tracks.append(_samples(sound, _voice(container, sound), length))
        container.start_encoding()
        # By their times, so that a player finds sound and picture of a moment side by side.
        for packet in merge(*tracks, key=_moment):
            container.mux(packet)
    return target.getvalue()


def _moment(packet: av.Packet[av.stream.Stream]) -> Fraction:
    assert packet.dts is not None
    assert packet.time_base is not None
    return packet.dts * packet.time_base


def _pictures(
    segments: tuple[Segment, ...], stream: av.VideoStream, encoding: Encoding
) -> Iterator[av.Packet[av.stream.Stream]]:
    frame = 0
    for segment in segments:
        if segment.header != stream.codec_context.extradata:
            raise ValueError("a segment was encoded with other settings")
        for number, data in enumerate(segment.packets):
            packet = _packet(data, stream, encoding.fps, frame, 1)
            packet.is_keyframe = number == 0
            yield packet
            frame += 1


def _voice(container: av.container.OutputContainer, sound: Sound) -> av.AudioStream:
    """Return a new stream for the sound."""
    stream = container.add_stream("aac", rate=sound.rate)
    stream.codec_context.layout = "stereo"
    stream.metadata["language"] = _LANGUAGE
    return stream


def _samples(
    sound: Sound, stream: av.AudioStream, length: Fraction
) -> Iterator[av.Packet[av.stream.Stream]]:
    """Yield the packets of sound that begin before the end (s); the last one ends there."""
    if sound.header != stream.codec_context.extradata:
        raise ValueError("the sound was encoded with other settings")
    end = int(length * sound.rate)
    for number, data in enumerate(sound.packets):
        start = number * sound.samples
        if start >= end:
            return
        packet = _packet(data, stream, sound.rate, start, min(sound.samples, end - start))
        packet.is_keyframe = True
        yield packet


def _packet(
    data: bytes, stream: av.stream.Stream, rate: int, at: int, duration: int
) -> av.Packet[av.stream.Stream]:
    packet = av.Packet(data)
    packet.stream = stream
    packet.time_base = Fraction(1, rate)
    packet.pts = packet.dts = at
    packet.duration = duration
    return packet
