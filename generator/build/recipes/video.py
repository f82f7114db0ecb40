"""Videos: the script of a message and a format in, one MP4 or its poster frame out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.boards.night import NIGHT
from generator.build.artifact import Made
from generator.build.recipes.film import film, film_inputs
from generator.build.studio import Studio
from generator.layout.script import Script
from generator.layout.wording import Wording

if TYPE_CHECKING:
    from generator.paint.video import Stretch


def frame_path(ward: str, message: str, fmt: str, *, night: bool = False) -> str:
    """Return the output path of the poster frame of a ward's video."""
    return f"video/{ward}/{message}/{fmt}{NIGHT if night else ''}.jpg"


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
        """Return the hashes of all the video and its checks depend on."""
        return {**film_inputs(self, layout, studio), "preflight": studio.preflight}

    def pieces(self, studio: Studio) -> tuple[Stretch, ...]:
        """Return the seconds that are not encoded yet."""
        from generator.paint.video import missing  # noqa: PLC0415 - only to make a video

        return missing(film(self, studio), studio.segments)

    def prepare(self, studio: Studio, piece: Stretch) -> None:
        """Encode some seconds."""
        from generator.paint.video import encode_stretch  # noqa: PLC0415 - only to make a video

        encode_stretch(film(self, studio), piece, studio.world, studio.segments)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose the timeline, encode the segments that are not known, join and check them."""
        from generator.boards.film.check import check_film  # noqa: PLC0415 - only to make a video
        from generator.boards.film.subject import FilmSubject  # noqa: PLC0415
        from generator.boards.preflight import load_limits  # noqa: PLC0415
        from generator.paint.video import make_video, poster_image  # noqa: PLC0415

        timeline, world, store = film(self, studio), studio.world, studio.segments
        data = make_video(timeline, world, store).data
        fmt, limits = studio.formats[self.format], load_limits(world).video
        subject = FilmSubject(fmt, path, self.words.id, limits, timeline)
        return Made(data, check_film(data, subject, store, lambda: poster_image(timeline, world)))


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
        return film_inputs(self, layout, studio)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose the timeline and paint the frame."""
        from generator.paint.video import poster_frame  # noqa: PLC0415 - only to make a video

        del path
        return Made(poster_frame(film(self, studio), studio.world))
