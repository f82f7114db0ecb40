"""A timeline in; its mixed, levelled and encoded sound, or silence of any length, out."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.metadata import version

import av

from generator.canonical import digest
from generator.code import code_version
from generator.layout.timeline import SoundCue, Timeline
from generator.paint.sound.aac import RATE, encode
from generator.paint.video.segments import Segment, SegmentStore
from generator.paint.video.track import Sound
from generator.world import World


def soundtrack(timeline: Timeline, world: World, store: SegmentStore) -> Sound | None:
    """Return the sound of a video, exactly as long as it, or None where nothing is heard.

    Args:
        timeline: its `sound` says what is heard when.
        world: holds the recordings.
        store: keeps the packets between videos and builds; all sizes of a message share them.

    Raises:
        OSError: a recording cannot be read.
    """
    cues = tuple(cue for cue in timeline.sound if cue.media.audible and cue.seconds > 0)
    if not cues:
        return None
    samples = round(timeline.seconds * RATE)
    key = _key(cues, samples)
    data = store.get(key)
    known = Segment.unpack(data) if data is not None else None
    if known is None:
        from generator.paint.sound.mix import mix  # noqa: PLC0415 - loads numpy; only for sound

        made = encode(mix(cues, samples, world))
        known = Segment(made.header, made.packets)
        store.put(key, known.pack())
    return Sound(known.header, known.packets)


@lru_cache(maxsize=32)
def silence(seconds: float) -> Sound:
    """Return a silent sound track of a length, for silent videos among others that are heard."""
    import numpy as np  # noqa: PLC0415 - only where a reel has sound

    return encode(np.zeros((round(seconds * RATE), 2)))


def _key(cues: tuple[SoundCue, ...], samples: int) -> str:
    heard = [[c.media.sha256, c.role, c.start, c.at, c.seconds] for c in cues]
    return digest([_tools(), samples, heard])


@cache
def _tools() -> tuple[str, ...]:
    codecs = (av.library_versions[name] for name in ("libavcodec", "libavfilter", "libswresample"))
    return (
        code_version("generator.paint.sound.mix"),
        code_version("generator.paint.sound.aac"),
        *(f"{name} {version(name)}" for name in ("av", "moviepy", "imageio-ffmpeg", "numpy")),
        *(".".join(map(str, one)) for one in codecs),
    )
