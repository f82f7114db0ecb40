"""Pictures of pages: staff's own files in, what every browser shows out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common
from generator.build.studio import Studio
from generator.content.model import Media

PICTURE_PX = 1600
PICTURE_QUALITY = 85


@dataclass(frozen=True, slots=True)
class WebPicture:
    """A message's own picture, upright, at most 1,600 px wide, as JPEG for every browser."""

    media: Media

    weight: ClassVar[float] = 0.1

    def inputs(self) -> Mapping[str, str]:
        """Return the hashes of all the picture depends on."""
        return {**common(self, "pillow"), "picture": self.media.sha256}

    def make(self, studio: Studio, path: str) -> Made:
        """Read, turn upright, scale down and encode the picture."""
        from io import BytesIO  # noqa: PLC0415 - with what follows, only to paint

        from generator.layout.display import Picture  # noqa: PLC0415
        from generator.paint.pictures import picture_image  # noqa: PLC0415

        del path
        media = self.media
        scale = min(1.0, PICTURE_PX / media.width)
        area = Picture(0, 0, media.width, media.height, media)
        stream = BytesIO()
        image = picture_image(area, studio.world, scale)
        image.save(stream, "JPEG", quality=PICTURE_QUALITY, optimize=True, progressive=True)
        return Made(stream.getvalue())


@dataclass(frozen=True, slots=True)
class Logo:
    """A ward's logo as it is, since JPEG would lose its transparency."""

    media: Media
    weight: ClassVar[float] = 0.005

    def inputs(self) -> Mapping[str, str]:
        """Return the hash of the file."""
        return {"picture": self.media.sha256}

    def make(self, studio: Studio, path: str) -> Made:
        """Read the file."""
        del path
        return Made(studio.world.read(self.media.path))
