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
JPEG_QUALITY = 85
# A quarter of the bytes of a JPEG of quality 85; no difference was seen on the sample at 720 px.
WEBP_QUALITY = 72


@dataclass(frozen=True, slots=True)
class WebPicture:
    """A message's own picture, upright.

    Attributes:
        media: the picture.
        width: most px.
        webp: whether it is WebP, for the browsers since 2020, or JPEG for every browser.
    """

    media: Media
    width: int = PICTURE_PX
    webp: bool = False

    weight: ClassVar[float] = 0.1

    def inputs(self) -> Mapping[str, str]:
        """Return the hashes of all the picture depends on."""
        form = f"{self.width} {self.webp}"
        return {**common(self, "pillow"), "picture": self.media.sha256, "format": form}

    def make(self, studio: Studio, path: str) -> Made:
        """Read, turn upright, scale down and encode the picture."""
        from io import BytesIO  # noqa: PLC0415 - with what follows, only to paint

        from generator.layout.display import Picture  # noqa: PLC0415
        from generator.paint.pictures import picture_image  # noqa: PLC0415

        del path
        media = self.media
        scale = min(1.0, self.width / media.width)
        area = Picture(0, 0, media.width, media.height, media)
        stream = BytesIO()
        image = picture_image(area, studio.world, scale)
        if self.webp:
            image.save(stream, "WEBP", quality=WEBP_QUALITY, method=6)
        else:
            image.save(stream, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
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
