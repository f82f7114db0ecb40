"""Videos: the script of a message and a format in, one MP4 or its poster frame out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.boards.night import NIGHT
from generator.build.artifact import Made
from generator.build.recipes.base import common, digest_once
from generator.build.recipes.still import drawn
from generator.build.studio import Studio
from generator.layout.script import Script
from generator.layout.timeline import Timeline
from generator.layout.wording import Wording

PACKAGES = ("av", "pillow", "uharfbuzz", "segno")


def _timeline(script: Script, fmt: str, studio: Studio, *, night: bool = False) -> Timeline:
    from generator.layout.motion import timeline  # noqa: PLC0415 - only to make a video

    theme = studio.theme(script.words.theme, night=night)
    return timeline(script, studio.formats[fmt], theme, studio.surfaces, studio.world)


def frame_path(ward: str, message: str, fmt: str, *, night: bool = False) -> str:
    """Return the output path of the poster frame of a ward's video."""
    return f"video/{ward}/{message}/{fmt}{NIGHT if night else ''}.jpg"


def _inputs(recipe: Video | PosterFrame, layout: str, studio: Studio) -> Mapping[str, str]:
    shaped = drawn(recipe.words, recipe.format, layout, studio, night=recipe.night)
    return {**common(recipe, *PACKAGES), **shaped, "script": digest_once(recipe.script)}


@dataclass(frozen=True, slots=True)
class Video:
    """A motion-graphic video at a format's exact pixels; `night` is its form for the dark."""

    script: Script
    format: str
    night: bool = False

    weight: ClassVar[float] = 6.0

    @property
    def words(self) -> Wording:
        """Return what it says."""
        return self.script.words

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the video depends on."""
        return _inputs(self, layout, studio)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose the timeline, encode the segments that are not known, and join them."""
        from generator.paint.video import make_video  # noqa: PLC0415 - only to make a video

        del path
        timeline = _timeline(self.script, self.format, studio, night=self.night)
        return Made(make_video(timeline, studio.world, studio.segments).data)


@dataclass(frozen=True, slots=True)
class PosterFrame:
    """The picture shown before a video plays: its message, fully built."""

    script: Script
    format: str
    night: bool = False

    weight: ClassVar[float] = 0.4

    @property
    def words(self) -> Wording:
        """Return what it says."""
        return self.script.words

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the frame depends on."""
        return _inputs(self, layout, studio)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose the timeline and paint the frame."""
        from generator.paint.video import poster_frame  # noqa: PLC0415 - only to make a video

        del path
        timeline = _timeline(self.script, self.format, studio, night=self.night)
        return Made(poster_frame(timeline, studio.world))
