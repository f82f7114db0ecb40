"""Videos: a timeline in, the bytes of an MP4 out; only what no store knows is drawn and encoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain

from PIL import Image, features
from PIL import __version__ as pillow_version

from generator.canonical import digest
from generator.code import code_version
from generator.fonts import WEIGHTS, font_version
from generator.layout.timeline import Scene, Timeline
from generator.paint.raster import paint_image
from generator.paint.video.compositor import Compositor
from generator.paint.video.encoder import Encoding, encode, versions
from generator.paint.video.mux import mux
from generator.paint.video.poses import State, read, still
from generator.paint.video.repeats import places
from generator.paint.video.segments import Segment, SegmentStore
from generator.paint.video.track import Sound
from generator.paint.video.yuv import picture
from generator.world import World

_JPEG_QUALITY = 88
# Quality of x264, lower is better. At 24 every frame of large videos keeps 42 dB. On small boards,
# where strokes are thin and a second takes a few kB, every frame keeps 40 dB only at 18. What the
# public loads has no key frames for players of boards: at 26 its worst frames, in the middle of a
# change of pages, have 40 to 41 dB, and pages that stand 44 to 46.
_CRF, _FINE_CRF, _PUBLIC_CRF = 24, 18, 26
_SMALL = 640 * 360
# Frames handed out together: fewer share little, more keep one core busy while others wait.
_STRETCH = 90


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

    def encoded(self, compositor: Compositor, encoding: Encoding) -> Segment:
        """Draw and encode it, but for frames that only show once more what stands."""
        where = places(self.states)
        shown = compositor.frames([self.states[n] for n in where])
        return encode(shown, encoding, where, len(self.states))


def encoding_of(timeline: Timeline, x264: str = "") -> Encoding:
    """Return the settings with which a timeline is encoded.

    Raises:
        ValueError: a side is odd, or the size is beyond level 4.0.
    """
    width, height = timeline.width, timeline.height
    crf = _PUBLIC_CRF if timeline.longest > timeline.gop else _CRF
    crf = _FINE_CRF if width * height <= _SMALL else crf
    gop = max(timeline.longest, timeline.gop)
    return Encoding(width, height, timeline.fps, gop, crf, x264=x264)


def parts(timeline: Timeline, encoding: Encoding) -> Iterator[Part]:
    """Yield the groups of pictures of a video in order."""
    for run in runs(timeline, encoding):
        yield from run_parts(timeline, run, encoding)


def runs(timeline: Timeline, encoding: Encoding) -> tuple[tuple[Scene, ...], ...]:
    """Return the scenes of a video in order, those together that make one group of pictures.

    A scene that is longer than a group stands alone; it takes several.
    """
    found: list[list[Scene]] = []
    room = 0
    for scene in timeline.scenes:
        if scene.apart or scene.frames > room:
            found.append([])
            room = encoding.gop
        found[-1].append(scene)
        room -= scene.frames
    return tuple(map(tuple, found))


def run_parts(timeline: Timeline, run: Sequence[Scene], encoding: Encoding) -> list[Part]:
    """Return the groups of pictures of some scenes in order."""
    states = list(chain.from_iterable(_states(scene, timeline.fps) for scene in run))
    groups = [
        tuple(states[start : start + encoding.gop]) for start in range(0, len(states), encoding.gop)
    ]
    known = {group: Part(_key(group, encoding), group) for group in dict.fromkeys(groups)}
    return [known[group] for group in groups]


def _states(scene: Scene, fps: int) -> list[State]:
    """Return what each frame of a scene shows."""
    score = read(scene, fps)
    if not scene.tracks and scene.footage is None:
        return [score.state(0)] * scene.frames
    return [score.state(frame) for frame in range(scene.frames)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring segments of one run of scenes; encoded together they share what they draw.

    Attributes:
        run: its number among those of the video, from 0.
        keys: of the segments, each once.
    """

    run: int
    keys: tuple[str, ...]


def missing(timeline: Timeline, store: SegmentStore) -> tuple[Stretch, ...]:
    """Return what has to be encoded before a video can be joined.

    Raises:
        ValueError: a side is odd, or the size is beyond level 4.0.
    """
    encoding = encoding_of(timeline)
    found: list[Stretch] = []
    seen: set[str] = set()
    together = max(1, _STRETCH // encoding.gop)
    for number, run in enumerate(runs(timeline, encoding)):
        keys = dict.fromkeys(part.key for part in run_parts(timeline, run, encoding))
        new = [key for key in keys if key not in seen and store.get(key) is None]
        seen.update(new)
        starts = range(0, len(new), together)
        found.extend(Stretch(number, tuple(new[start : start + together])) for start in starts)
    return tuple(found)


def encode_stretch(timeline: Timeline, stretch: Stretch, world: World, store: SegmentStore) -> None:
    """Draw and encode some segments of a video and put them into the store."""
    encoding = encoding_of(timeline)
    compositor = Compositor(timeline.width, timeline.height, world)
    run = runs(timeline, encoding)[stretch.run]
    for part in {p.key: p for p in run_parts(timeline, run, encoding)}.values():
        if part.key in stretch.keys:
            store.put(part.key, part.encoded(compositor, encoding).pack())


def make_video(
    timeline: Timeline, world: World, store: SegmentStore, x264_extra: str = ""
) -> Video:
    """Return a timeline as an MP4 (H.264, and AAC where something is heard).

    Args:
        timeline: what to show; its sides must be even.
        world: for fonts and pictures.
        store: keeps segments between videos and builds.
        x264_extra: further options of x264, "name=value:…".

    Raises:
        OSError: a recording cannot be read.
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
            segment = part.encoded(compositor, encoding)
            store.put(part.key, segment.pack())
            made += 1
        known[part.key] = segment
    sound = _sound(timeline, world, store) if timeline.sound else None
    data = mux((known[key] for key in order), encoding, sound)
    return Video(data, timeline.frames, timeline.seconds, len(order), made)


def _sound(timeline: Timeline, world: World, store: SegmentStore) -> Sound | None:
    from generator.paint.sound import soundtrack  # noqa: PLC0415 - only where something is heard

    return soundtrack(timeline, world, store)


def poster_frame(timeline: Timeline, world: World) -> bytes:
    """Return the frame that shows the message fully built as a JPEG, 4:2:0 as the video itself."""
    target = BytesIO()
    image = poster_image(timeline, world)
    image.save(target, "JPEG", quality=_JPEG_QUALITY, subsampling=2, optimize=True)
    return target.getvalue()


def poster_image(timeline: Timeline, world: World) -> Image.Image:
    """Return the same frame as it was composed (RGB)."""
    scene, frame = _poster(timeline)
    if scene.footage is None:
        return paint_image(still(scene, frame), world)
    compositor = Compositor(timeline.width, timeline.height, world)
    return picture(compositor.planes(read(scene, timeline.fps).state(frame)))


def _poster(timeline: Timeline) -> tuple[Scene, int]:
    frame = timeline.poster
    for scene in timeline.scenes:
        if frame < scene.frames:
            return scene, frame
        frame -= scene.frames
    raise ValueError(f"the video has no frame {timeline.poster}")


def _key(states: tuple[State, ...], encoding: Encoding) -> str:
    """Return the name of a segment: what it shows frame by frame, and what draws and encodes it."""
    # Most layers stand: each pose is written out once, the frames tell its number.
    numbers = {placed: n for n, placed in enumerate(dict.fromkeys(chain.from_iterable(states)))}
    poses = [(layer.key, pose) for layer, pose in numbers]
    shown = [[numbers[placed] for placed in state] for state in states]
    return digest([_tools(), encoding, poses, shown])


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
