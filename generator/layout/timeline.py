"""The timeline: ordered scenes of groups with tracks of keyframes; a video as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.content.model import Caption, Media
from generator.layout.display import DisplayList

Property = Literal["dx", "dy", "opacity", "clip_x", "scale"]
Easing = Literal["linear", "ease-in", "ease-out", "ease-in-out", "hold"]


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A value at a frame (0-based within the scene) and the easing towards the next keyframe."""

    frame: int
    value: float
    easing: Easing = "ease-out"


@dataclass(frozen=True, slots=True)
class Track:
    """How one property of one group changes within a scene.

    Attributes:
        group: name of a group anywhere in the scene's display list; names are unique there.
        prop: "dx"/"dy" offset (px), "opacity" (0-1), "clip_x" (share of the group's width shown
            from the left, 0-1), "scale" (of the group around its centre).
        keys: ascending frames; before the first and after the last the value stands still.
    """

    group: str
    prop: Property
    keys: tuple[Keyframe, ...]

    def at(self, frame: int) -> float:
        """Return the value at a frame of the scene."""
        before = self.keys[0]
        for after in self.keys:
            if after.frame > frame:
                break
            before = after
        else:
            return before.value
        if after is before:
            return before.value
        passed = (frame - before.frame) / (after.frame - before.frame)
        return before.value + (after.value - before.value) * _ease(before.easing, passed)


def _ease(easing: Easing, t: float) -> float:
    """Return how far a change has come when a share `t` (0-1) of its time has passed.

    Cubic curves: products and sums alone, so every machine gets the same number.
    """
    if easing == "hold":
        return 0.0
    if easing == "ease-in":
        return t * t * t
    if easing == "ease-out":
        return 1 - (1 - t) * (1 - t) * (1 - t)
    if easing == "ease-in-out":
        return t * t * (3 - 2 * t)
    return t


@dataclass(frozen=True, slots=True)
class Footage:
    """Staff's own film, playing behind the words of a scene.

    Attributes:
        media: the recording.
        start: moment of the recording that the scene's first frame shows (s).
        seconds: how much of it is shown (s); after that its last picture stands.
        area: x, y, w, h that it fills, cropped around its middle (px, even).
    """

    media: Media
    start: float
    seconds: float
    area: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class SoundCue:
    """A stretch of a recording that is heard.

    Attributes:
        media: the recording.
        role: "voice" leads, "footage" gives way to it, "music" gives way to both and fades.
        start: where it begins in the recording (s).
        at: where it begins in the video (s).
        seconds: how long it is heard at most (s).
    """

    media: Media
    role: Literal["voice", "music", "footage"]
    start: float
    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A display list in motion.

    Attributes:
        name: for people and reports ("opening", "slogan", "point-1", "closing" …).
        display: the finished layout all tracks refer to.
        tracks: changes; a group without tracks stands still.
        frames: length; a whole number of GOPs (Timeline.gop).
        says: what its words tell the reader, for captions; "" where it tells nothing.
        footage: film right above the group "ground", or None.
        apart: whether it begins with a key frame in any case, as videos of other messages or wards
            share what comes before.
    """

    name: str
    display: DisplayList
    tracks: tuple[Track, ...]
    frames: int
    says: str = ""
    footage: Footage | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """A video before it is painted.

    Attributes:
        width, height: px, both even.
        fps: frames a second, constant.
        gop: frames of which all scenes are whole multiples: one group of pictures, unless `longest`
            says more.
        scenes: in order; the last frame equals the first, so that a loop has no jump.
        poster: frame of the whole video that shows the message fully built.
        sound: what is heard, nothing by default.
        speech: what is spoken and when (s of the video), ascending.
        longest: most frames in one group of pictures, whole multiples of `gop`; 0 for `gop`.
    """

    width: int
    height: int
    fps: int
    gop: int
    scenes: tuple[Scene, ...]
    poster: int = 0
    sound: tuple[SoundCue, ...] = ()
    speech: tuple[Caption, ...] = ()
    longest: int = 0

    def __post_init__(self) -> None:
        if any(scene.frames <= 0 or scene.frames % self.gop for scene in self.scenes):
            raise ValueError(f"a scene is not a whole number of {self.gop} frames long")
        if self.longest % self.gop:
            raise ValueError(f"{self.longest} frames are no whole number of {self.gop}")

    @property
    def frames(self) -> int:
        """Return the number of frames of the whole video."""
        return sum(scene.frames for scene in self.scenes)

    @property
    def seconds(self) -> float:
        """Return the length of the video (s)."""
        return self.frames / self.fps
