"""Videos written by the real encoders: pictures in, an MP4 and what is found wrong with it out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import av
import pytest
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from generator.boards.film.check import check_film
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.limits import VideoLimits, load_limits
from generator.diagnostics import Diagnostic
from generator.layout.formats import Format
from generator.layout.timeline import Timeline
from generator.paint.video.segments import MemoryStore
from generator.world import MemoryWorld

W, H = 128, 72
FPS = 30
FORMAT = Format("video-panel", "video", W, H, file="mp4", fps=FPS)
X264 = {
    "bframes": "0",
    "open-gop": "0",
    "scenecut": "0",
    "keyint": "30",
    "min-keyint": "30",
    "threads": "1",
    "lookahead-threads": "1",
    "colorprim": "bt709",
    "transfer": "bt709",
    "colormatrix": "bt709",
}


@dataclass(frozen=True)
class Recipe:
    """How a file is written; as it stands, it is what boards take."""

    codec: str = "libx264"
    pixels: str = "yuv420p"
    profile: str = "main"
    level: str = "4.0"
    fps: int = FPS
    x264: Mapping[str, str] = field(default_factory=dict)
    form: str = "mp4"
    flags: str = "+faststart"
    aspect: Fraction = Fraction(1)
    tagged: bool = True
    late: int = 0
    sound: tuple[str, int, str] | None = None


def write_film(pictures: Iterable[Image.Image], how: Recipe) -> bytes:
    """Return the pictures as the frames of a video file."""
    target = io.BytesIO()
    options = {"movflags": how.flags} if how.flags else {}
    with av.open(
        target,
        "w",
        format=how.form,
        options=options,
        io_open=lambda _url, _flags, _options: io.BytesIO(target.getvalue()),
    ) as container:
        stream = None
        for number, picture in enumerate(pictures):
            if stream is None:
                stream = _stream(container, how, picture.size)
                sound = container.add_stream(*how.sound[:2]) if how.sound else None
                if sound is not None:
                    sound.layout = how.sound[2]
            frame = av.VideoFrame.from_image(picture).reformat(
                format=how.pixels,
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
            )
            # A frame that comes late makes the distances uneven.
            frame.pts = 2 * number + (1 if how.late and number >= how.late else 0)
            frame.time_base = Fraction(1, 2 * how.fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            _silence(container, sound, (number + 1) / how.fps)
    return target.getvalue()


def _stream(container, how: Recipe, size: tuple[int, int]) -> av.VideoStream:
    stream = container.add_stream(how.codec, rate=how.fps)
    context = stream.codec_context
    stream.width, stream.height = size
    stream.pix_fmt = how.pixels
    context.time_base = Fraction(1, 2 * how.fps)
    context.sample_aspect_ratio = how.aspect
    if how.codec == "libx264":
        params = ":".join(f"{k}={v}" for k, v in {**X264, **how.x264}.items() if v)
        context.options = {"preset": "veryfast", "crf": "18", "x264-params": params}
        context.options |= {"profile": how.profile, "level": how.level}
    if how.tagged:
        context.color_range = 1
        context.color_primaries = context.color_trc = context.colorspace = 1
    return stream


def _silence(container, stream, seconds: float) -> None:
    context = stream.codec_context
    form, layout = context.format.name, stream.layout.name
    size = context.frame_size or 1024
    for number in range(int(seconds * stream.rate / size)):
        frame = av.AudioFrame(form, layout, size)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate = stream.rate
        frame.pts = number * size
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


@pytest.fixture
def limits(make_world: Callable[..., MemoryWorld]) -> VideoLimits:
    return load_limits(make_world()).video


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def write() -> Callable[..., bytes]:
    """Return a writer of files; the options are those of `Recipe`."""
    return lambda pictures, **options: write_film(pictures, Recipe(**options))


@pytest.fixture
def check(limits: VideoLimits, store: MemoryStore) -> Callable[..., tuple[Diagnostic, ...]]:
    """Return a check of a file, or of pictures written with the options of `Recipe`."""

    def run(
        made: bytes | Sequence[Image.Image],
        fmt: Format = FORMAT,
        timeline: Timeline | None = None,
        composed: Callable[[], Image.Image] | None = None,
        limits: VideoLimits = limits,
        **options: Any,
    ) -> tuple[Diagnostic, ...]:
        data = made if isinstance(made, bytes) else write_film(made, Recipe(**options))
        subject = FilmSubject(fmt, "video/chung/tin/panel.mp4", "tin", limits, timeline)
        return check_film(data, subject, store, composed)

    return run
