"""Small recordings made on the spot, good and bad, as staff's phones and programs make them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

RATE = 48_000
TONE_HZ = 440
BT709, UNSTATED, BT601 = 1, 2, 5


def tone(seconds: float, level: float = 0.2, hertz: float = TONE_HZ) -> NDArray[np.float64]:
    """A tone, one channel."""
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def sound(
    samples: NDArray[np.float64],
    kind: str = "wav",
    codec: str = "pcm_s16le",
    last_at: int = 0,
) -> bytes:
    """A sound recording; its last packet comes at `last_at` (s), where that is given."""
    target = io.BytesIO()
    with av.open(target, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=RATE)
        packets = list(_packets(stream, samples))
        if last_at:
            packets[-1].pts = packets[-1].dts = last_at * RATE
        container.mux(packets)
    return target.getvalue()


def film(
    seconds: float = 2.0,
    *,
    size: tuple[int, int] = (64, 48),
    fps: int = 30,
    times: Sequence[int] | None = None,
    pictures: Sequence[tuple[int, int, int]] | None = None,
    samples: NDArray[np.float64] | None = None,
    pix_fmt: str = "yuv420p",
    codec: str = "libx264",
    kind: str = "mp4",
    x264: str = "",
    trc: int = 0,
    matrix: int = 0,
    square: int = 0,
    at: tuple[int, int] | None = None,
    options: dict[str, str] | None = None,
) -> bytes:
    """A film whose n-th picture has its own grey, or the colours given.

    Args:
        times: when each picture comes, in frames of `fps`; evenly when None.
        pictures: colour of each picture; `times` or `seconds` say how many.
        samples: its sound, one channel; none when None.
        x264: parameters of x264.
        trc: transfer characteristics (ITU-T H.273) to state.
        matrix: matrix coefficients (ITU-T H.273) to convert with and to state; UNSTATED to convert
            with BT.709 and to state nothing.
        square: side of a red square on black, instead of plain pictures.
        at: its left top corner; the middle when None.
        options: of the muxer.
    """
    meant = {0: None, UNSTATED: BT709}.get(matrix, matrix)
    times = range(round(seconds * fps)) if times is None else times
    target = io.BytesIO()
    again = {"io_open": lambda *_: io.BytesIO(target.getvalue())}
    with av.open(target, "w", format=kind, options=options or {}, **again) as container:
        stream = container.add_stream(codec, rate=fps)
        context = stream.codec_context
        context.width, context.height = size
        context.pix_fmt = pix_fmt
        context.gop_size = 12
        if codec == "libx264":
            context.options = {"preset": "ultrafast", "x264-params": x264}
        if trc:
            context.color_trc = trc
        if matrix not in {0, UNSTATED}:
            context.colorspace = matrix
        audio = container.add_stream("aac", rate=RATE) if samples is not None else None
        for number, moment in enumerate(times):
            color = pictures[number] if pictures else (number * 4 % 256,) * 3
            pixels = np.full((size[1], size[0], 3), color, np.uint8)
            if square:
                x, y = at or ((size[0] - square) // 2, (size[1] - square) // 2)
                pixels[:] = 0
                pixels[y : y + square, x : x + square] = (220, 20, 20)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame = frame.reformat(format=pix_fmt, dst_colorspace=meant)
            frame.pts, frame.time_base = moment, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if audio is not None and samples is not None:
            container.mux(list(_packets(audio, samples)))
    return target.getvalue()


def turned(mp4: bytes) -> bytes:
    """A film as from a phone held upright: the header says to turn it by 90 degrees."""
    at = mp4.index(b"tkhd") + 44
    one = 1 << 16
    matrix = (0, one, 0, -one, 0, 0, 0, 0, 1 << 30)
    return mp4[:at] + b"".join(v.to_bytes(4, "big", signed=True) for v in matrix) + mp4[at + 36 :]


def _packets(stream: AudioStream, samples: NDArray[np.float64]) -> Iterator[av.Packet]:
    whole = np.round(np.clip(samples, -1, 1) * 32767).astype(np.int16)
    resampler = av.AudioResampler(format=stream.format, layout=stream.layout, rate=RATE)
    for start in range(0, len(whole), 1024):
        block = whole[None, start : start + 1024]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, start
        for part in resampler.resample(frame):
            yield from stream.encode(part)
    yield from stream.encode(None)
