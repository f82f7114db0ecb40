"""Reels: finished videos in play order in, one MP4 of all of them out, nothing encoded again.

Pictures get new times, one after the other. Sound keeps to its pictures: its packets lie on a grid
of 1,024 samples that whole seconds seldom fall on, so each video's packets take the nearest places,
at most 11 ms off, and what is too much at a seam is left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, chain, pairwise, repeat

import av
import av.container
import av.stream

from generator.paint.sound import silence
from generator.paint.video.mux import opened

# ISO/IEC 14496-3: a packet of AAC-LC holds so many samples of every channel.
_PACKET = 1024
_MOMENT_S = 0.1


@dataclass(frozen=True, slots=True)
class _Sound:
    """A video's sound: packets of 1,024 samples, the first at `start` (samples)."""

    header: bytes
    rate: int
    start: int
    packets: tuple[bytes, ...]

    def at(self, sample: int) -> bytes | None:
        """Return the packet that begins nearest to a moment (samples), or None past its ends."""
        number = (sample - self.start + _PACKET // 2) // _PACKET
        return self.packets[number] if 0 <= number < len(self.packets) else None


@dataclass(frozen=True, slots=True)
class _Film:
    """A video taken apart.

    Attributes:
        kind: parameter sets and frames a second, equal in all videos of a reel.
        pictures: packets in order, with whether each is a key frame.
        sound: or None for a silent video.
    """

    kind: tuple[bytes, Fraction]
    pictures: tuple[tuple[bytes, bool], ...]
    sound: _Sound | None


def join(files: Sequence[bytes]) -> bytes:
    """Return videos as one MP4 whose index comes before its pictures.

    It is silent when all of them are; else the silent ones get silent AAC.

    Args:
        files: MP4s (H.264 without B-frames, perhaps AAC) in play order, one at least.

    Raises:
        ValueError: nothing to join, or videos that differ in size, rate or encoder settings: a
            player could not show them from one file.
    """
    if not files:
        raise ValueError("a reel needs at least one video")
    films = [_taken_apart(data) for data in files]
    if len({film.kind for film in films}) > 1:
        raise ValueError("videos of different settings cannot be joined")
    sounds = [film.sound for film in films if film.sound is not None]
    if any(sound.header != silence(_MOMENT_S).header for sound in sounds):
        raise ValueError("sound of other settings than ours cannot be joined")
    heard = next((data for data, film in zip(files, films, strict=True) if film.sound), None)
    target = io.BytesIO()
    with opened(target) as container:
        tracks = [(_like(container, files[0], "video"), _pictures(films))]
        if heard is not None:
            tracks.append((_like(container, heard, "audio"), _samples(films, sounds[0].rate)))
        _mux(container, tracks)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Timed:
    """A packet's bytes, its moment and length in steps of `base` (s), and if it is a key frame."""

    data: bytes
    at: int
    length: int
    base: Fraction
    key: bool


def _taken_apart(data: bytes) -> _Film:
    with av.open(io.BytesIO(data), "r") as container:
        video = container.streams.video[0]
        header, rate = video.codec_context.extradata, video.average_rate
        if header is None or rate is None:
            raise ValueError("a video without header or rate cannot be joined")
        found: dict[int, list[av.Packet[av.stream.Stream]]] = {
            stream.index: [] for stream in container.streams
        }
        for packet in container.demux():
            if packet.size:
                found[packet.stream_index].append(packet)
        pictures = tuple((bytes(p), p.is_keyframe) for p in found[video.index])
        audio = next(iter(container.streams.audio), None)
        sound = _sound(audio, found[audio.index]) if audio is not None else None
        return _Film((header, Fraction(rate)), pictures, sound)


def _sound(stream: av.AudioStream, packets: list[av.Packet[av.stream.Stream]]) -> _Sound:
    context, first = stream.codec_context, packets[0]
    assert first.pts is not None
    assert first.time_base is not None
    start = round(first.pts * first.time_base * context.sample_rate)
    parts = tuple(bytes(packet) for packet in packets)
    return _Sound(context.extradata or b"", context.sample_rate, start, parts)


def _like(container: av.container.OutputContainer, data: bytes, kind: str) -> av.stream.Stream:
    """Return a new stream with the codec, header, colours and language of a video's."""
    with av.open(io.BytesIO(data), "r") as source:
        template = source.streams.video[0] if kind == "video" else source.streams.audio[0]
        stream = container.add_stream_from_template(template)
        stream.metadata["language"] = template.metadata.get("language", "und")
        return stream


def _pictures(films: Sequence[_Film]) -> Iterator[_Timed]:
    """Yield the pictures of all videos at their new times."""
    base = 1 / films[0].kind[1]
    for number, (data, key) in enumerate(chain.from_iterable(film.pictures for film in films)):
        yield _Timed(data, number, 1, base, key)


def _samples(films: Sequence[_Film], rate: int) -> Iterator[_Timed]:
    """Yield the packets of sound on one grid, in silent videos those of silence."""
    quiet, base = silence(_MOMENT_S).packets[0], Fraction(1, rate)
    seconds = (len(film.pictures) / film.kind[1] for film in films)
    turns = [round(moment * rate) for moment in accumulate(seconds, initial=Fraction())]
    at = min(film.sound.start for film in films if film.sound is not None)
    for film, (start, end) in zip(films, pairwise(turns), strict=True):
        # A packet belongs to the video in which most of it is heard.
        while at + _PACKET // 2 < end or (at < end == turns[-1]):
            own = film.sound.at(at - start) if film.sound is not None else None
            length = min(_PACKET, turns[-1] - at)
            yield _Timed(quiet if own is None else own, at, length, base, key=True)
            at += _PACKET


def _mux(
    container: av.container.OutputContainer,
    tracks: Iterable[tuple[av.stream.Stream, Iterator[_Timed]]],
) -> None:
    """Write the packets of all tracks in the order of their times."""
    found = chain.from_iterable(zip(repeat(stream), packets) for stream, packets in tracks)
    for stream, timed in sorted(found, key=lambda f: f[1].at * f[1].base):
        packet = av.Packet(timed.data)
        packet.stream = stream
        packet.time_base = timed.base
        packet.pts = packet.dts = timed.at
        packet.duration = timed.length
        packet.is_keyframe = timed.key
        container.mux(packet)
