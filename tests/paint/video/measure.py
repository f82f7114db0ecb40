"""What tests see of frames: luma as pictures, and how far two of them are apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import av
from PIL import Image, ImageChops, ImageStat


def luma(frame: av.VideoFrame) -> Image.Image:
    plane = frame.planes[0]
    whole = Image.frombuffer("L", (plane.line_size, frame.height), bytes(plane), "raw", "L", 0, 1)
    return whole.crop((0, 0, frame.width, frame.height))


def decoded(header: bytes, packets: Iterable[bytes]) -> Iterator[Image.Image]:
    """Yield the luma of every frame."""
    context = av.CodecContext.create("h264", "r")
    context.extradata = header
    for data in packets:
        yield from map(luma, context.decode(av.Packet(data)))
    yield from map(luma, context.decode(None))


def psnr(a: Image.Image, b: Image.Image) -> float:
    """Return the peak signal-to-noise ratio in dB, at most 99."""
    counts = ImageChops.difference(a, b).histogram()
    error = sum(n * level * level for level, n in enumerate(counts)) / sum(counts)
    return 99.0 if error == 0 else 10 * math.log10(255 * 255 / error)


def mean_change(a: Image.Image, b: Image.Image) -> float:
    """Return the mean difference in levels of 255."""
    return float(ImageStat.Stat(ImageChops.difference(a, b)).mean[0])
