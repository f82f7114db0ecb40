"""Staff's own film in; its pictures at a constant rate, upright and filling their area, out.

MoviePy reads them from FFmpeg, forwards only. A recording counts as cut into stretches of a few
seconds, and a picture is always reached from the start of its own stretch: however a caller jumps,
and whichever process asks, a moment of the recording gives the same bytes.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from math import ceil, floor
from typing import Any

import av
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from generator.content.model import Media
from generator.layout.timeline import Footage
from generator.world import World

STRETCH_S = 4.0
# What rounding may have taken from a time that stands for a frame.
_SLACK_S = 1e-4
_HD_LINES = 720
_UNSTATED = 2  # ITU-T H.273, matrix coefficients: unspecified
# FFmpeg takes pictures without a stated matrix for BT.601, but from 720 lines on BT.709 is meant:
# BT.601's way from RGB to YCbCr, followed by BT.709's way back.
_MEANT_709 = (
    *(1.086400, -0.072349, -0.014051, 0.0),
    *(0.096546, 0.845052, 0.058402, 0.0),
    *(-0.014106, -0.027694, 1.041800, 0.0),
)


def versions() -> tuple[str, ...]:
    """Return the versions of everything that decides the pixels of footage."""
    names = ("moviepy", "imageio-ffmpeg", "pillow", "av")
    return tuple(f"{name} {version(name)}" for name in names)


def frames(
    footage: Footage, count: int, fps: int, world: World, first: int = 0
) -> Iterator[Image.Image]:
    """Yield pictures of a film, RGB, at exactly the size of its area.

    Args:
        footage: what to show and where.
        count: how many pictures.
        fps: pictures a second; each is the one in view at its moment, none is blended.
        world: holds the recording.
        first: number of the first picture, from 0 at `footage.start`; after `footage.seconds`, or
            the end of the recording, the last picture stands.

    Raises:
        OSError: the recording has no picture that can be decoded.
    """
    media = footage.media
    _x, _y, w, h = footage.area
    window = _window(media, w, h)
    film = _film(str(world.locate(media.path)), media.sha256, window)
    for number in range(first, first + count):
        passed = min(number / fps, max(0.0, footage.seconds - 1 / fps))
        moment = min(footage.start + passed, media.seconds)
        image = film.at(moment)
        yield image if image.size == (w, h) else image.resize((w, h), Image.Resampling.BICUBIC)


def close() -> None:
    """Let go of the recording that is kept open for the next call of `frames`."""
    _film.cache_clear()


@dataclass(frozen=True, slots=True)
class _Window:
    """What is read of each picture: scaled to `size`, the part of `w` x `h` in its middle; px."""

    size: tuple[int, int]
    w: int
    h: int

    def of(self, pixels: Any) -> Image.Image:  # noqa: ANN401 - an array of numpy, not imported here
        """Return the part of a picture that is shown."""
        left, top = (self.size[0] - self.w) // 2, (self.size[1] - self.h) // 2
        return Image.fromarray(pixels[top : top + self.h, left : left + self.w])


def _window(media: Media, w: int, h: int) -> _Window:
    """Return how a film is read that fills an area without being distorted.

    FFmpeg makes pictures smaller, never larger: the sides of a wide film in a high area would be
    enlarged, too, and handed over only to be cut off.
    """
    cover = max(w / media.width, h / media.height)
    if cover <= 1:
        size = (max(w, round(media.width * cover)), max(h, round(media.height * cover)))
        return _Window(size, w, h)
    part = (min(media.width, round(w / cover)), min(media.height, round(h / cover)))
    return _Window((media.width, media.height), max(1, part[0]), max(1, part[1]))


@lru_cache(maxsize=1)
def _film(path: str, sha256: str, window: _Window) -> _Film:
    """Return a film; the last one stays open, since a scene asks for it second by second."""
    del sha256
    return _Film(path, window)


class _Film:
    """A recording that is open at one size, and the picture that was read last."""

    def __init__(self, path: str, window: _Window) -> None:
        """Open a recording of which a part of every picture is read."""
        from moviepy import VideoFileClip  # noqa: PLC0415 - takes 1 s; only for footage

        self._path, self._window = path, window
        with _opened(path) as (_container, film):
            self._rate = float(film.guessed_rate or film.average_rate or 1)
            lines, matrix = film.codec_context.height, film.codec_context.colorspace
            self._meant_709 = lines >= _HD_LINES and matrix == _UNSTATED
        clip = VideoFileClip(path, audio=False, target_resolution=window.size)
        # The reader counts frames by this rate; MoviePy's own guess is rounded to two digits.
        self._reader: Any = clip.reader
        self._reader.fps = self._rate
        self._clip = clip
        self._stretch = -1
        self._beyond = sys.maxsize
        self._begin = 0.0
        self._read = 0

    def at(self, moment: float) -> Image.Image:
        """Return the picture that is in view at a moment (s)."""
        stretch = min(floor((moment + _SLACK_S) / STRETCH_S), self._beyond - 1)
        while not self._enter(stretch):
            self._beyond = stretch
            stretch -= 1
        wanted = floor((moment + _SLACK_S - self._begin) * self._rate)
        if wanted < self._read:
            self._open(stretch)
        # Past the end the reader warns and gives its last picture again.
        with _quiet():
            while self._read < min(wanted, ceil((STRETCH_S + 1) * self._rate)):
                self._reader.read_frame()
                self._read += 1
        image = self._window.of(self._reader.last_read)
        return image.convert("RGB", _MEANT_709) if self._meant_709 else image

    def _enter(self, stretch: int) -> bool:
        """Go to the first picture of a stretch; return whether there is one."""
        if stretch == self._stretch:
            return True
        try:
            self._open(stretch)
        except OSError:
            self._stretch = -1
            if stretch <= 0:
                raise
            return False
        return True

    def _open(self, stretch: int) -> None:
        self._begin = _in_view(self._path, stretch * STRETCH_S) if stretch else 0.0
        self._reader.close()
        with _quiet():
            self._reader.initialize(self._begin)
        self._stretch, self._read = stretch, 0


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


@contextmanager
def _opened(path: str) -> Iterator[tuple[InputContainer, VideoStream]]:
    with av.open(path) as container:
        yield container, container.streams.video[0]


def _in_view(path: str, moment: float) -> float:
    """Return when the picture came that is in view at a moment (s): in uneven films, long before.

    FFmpeg itself would begin with the next one.
    """
    with _opened(path) as (container, film):
        begin = container.start_time / 1e6 if container.start_time else 0.0
        container.seek(round((moment + begin) * 1e6))
        found = 0.0
        for packet in container.demux(film):
            if packet.pts is None or packet.dts is None:
                continue
            if packet.dts * packet.time_base - begin > moment:
                break
            at = float(packet.pts * packet.time_base) - begin
            if at <= moment + _SLACK_S:
                found = max(found, at)
        return found
