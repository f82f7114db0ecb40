"""Videos: a timeline in, the bytes of an MP4 out; only what no store knows is drawn and encoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import __version__ as pillow_version
from PIL import features

from generator.canonical import digest
from generator.code import code_version
from generator.fonts import WEIGHTS, font_version
from generator.layout.timeline import Scene, Timeline
from generator.paint.raster import paint_image
from generator.paint.video.compositor import Compositor
from generator.paint.video.encoder import Encoding, encode, versions
from generator.paint.video.mux import mux
from generator.paint.video.poses import State, read, still
from generator.paint.video.segments import Segment, SegmentStore
from generator.world import World

_JPEG_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Video:
    """A finished video.

    Attributes:
        data: the MP4.
        frames: number of frames; seconds: length (s).
        segments_total: groups of pictures in the file, repeated ones counted again.
        segments_made: how many had to be drawn and encoded.
    """

    data: bytes
    frames: int
    seconds: float
    segments_total: int
    segments_made: int


@dataclass(frozen=True, slots=True)
class Part:
    """One group of pictures before it is drawn.

    Attributes:
        key: hash of all its bytes depend on; parts with equal keys are equal.
        states: what each frame shows.
    """

    key: str
    states: tuple[State, ...]


def encoding_of(timeline: Timeline, x264: str = "") -> Encoding:
    """Return the settings with which a timeline is encoded.

    Raises:
        ValueError: a side is odd, or the size is beyond level 4.0.
    """
    return Encoding(timeline.width, timeline.height, timeline.fps, timeline.gop, x264=x264)


def parts(timeline: Timeline, encoding: Encoding) -> Iterator[Part]:
    """Yield the groups of pictures of a video in order."""
    for scene in timeline.scenes:
        score = read(scene)
        if not scene.tracks:
            held = (score.state(0),) * timeline.gop
            yield from [Part(_key(held, encoding), held)] * (scene.frames // timeline.gop)
            continue
        states = [score.state(frame) for frame in range(scene.frames)]
        for start in range(0, scene.frames, timeline.gop):
            one = tuple(states[start : start + timeline.gop])
            yield Part(_key(one, encoding), one)


def make_video(
    timeline: Timeline, world: World, store: SegmentStore, x264_extra: str = ""
) -> Video:
    """Return a timeline as an MP4 (H.264, no sound).

    Args:
        timeline: what to show; its sides must be even.
        world: for fonts and pictures.
        store: keeps segments between videos and builds.
        x264_extra: further options of x264, "name=value:…".

    Raises:
        ValueError: a side is odd, or the size is beyond level 4.0.
    """
    encoding = encoding_of(timeline, x264_extra)
    compositor = Compositor(timeline.width, timeline.height, world)
    known: dict[str, Segment] = {}
    order: list[str] = []
    made = 0
    for part in parts(timeline, encoding):
        order.append(part.key)
        if part.key in known:
            continue
        data = store.get(part.key)
        segment = Segment.unpack(data) if data is not None else None
        if segment is None:
            segment = encode(compositor.frames(part.states), encoding)
            store.put(part.key, segment.pack())
            made += 1
        known[part.key] = segment
    data = mux((known[key] for key in order), encoding)
    return Video(data, timeline.frames, timeline.seconds, len(order), made)


def poster_frame(timeline: Timeline, world: World) -> bytes:
    """Return the frame that shows the message fully built as a JPEG, 4:4:4."""
    scene, frame = _poster(timeline)
    target = BytesIO()
    image = paint_image(still(scene, frame), world)
    image.save(target, "JPEG", quality=_JPEG_QUALITY, subsampling=0, progressive=False)
    return target.getvalue()


def _poster(timeline: Timeline) -> tuple[Scene, int]:
    frame = timeline.poster
    for scene in timeline.scenes:
        if frame < scene.frames:
            return scene, frame
        frame -= scene.frames
    raise ValueError(f"the video has no frame {timeline.poster}")


def _key(states: tuple[State, ...], encoding: Encoding) -> str:
    """Return the name of a segment: what it shows frame by frame, and what draws and encodes it."""
    shown = [[(layer.key, pose) for layer, pose in state] for state in states]
    return digest([_tools(), encoding, shown])


@cache
def _tools() -> tuple[str, ...]:
    return (
        code_version("generator.paint.video.compositor"),
        code_version("generator.paint.video.encoder"),
        pillow_version,
        str(features.version("freetype2")),
        *versions(),
        *(font_version(weight) for weight in WEIGHTS),
    )
