"""Pictures: a message's picture and a rectangle in; the cropped pixels out."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps

from generator.layout.display import Picture
from generator.world import World

# Only these decoders are ever reached: others of this Pillow line have known holes.
FORMATS = ("PNG", "JPEG", "WEBP")
_PAPER = (255, 255, 255)


def picture_image(picture: Picture, world: World, scale: float = 1.0) -> Image.Image:
    """Return a picture as RGB, turned by its EXIF, cropped around its focus, at its exact size.

    Raises:
        OSError: not a picture of a known kind.
    """
    size = (max(1, round(picture.w * scale)), max(1, round(picture.h * scale)))
    source = _decode(world.read(picture.media.path))
    focus = picture.focus
    return ImageOps.fit(source, size, Image.Resampling.LANCZOS, centering=focus)


@lru_cache(maxsize=2)
def _decode(data: bytes) -> Image.Image:
    """Return the whole picture as RGB; one message's formats follow each other."""
    opened = Image.open(BytesIO(data), formats=FORMATS)
    turned = ImageOps.exif_transpose(opened)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        clear = turned.convert("RGBA")
        flat = Image.new("RGB", clear.size, _PAPER)
        flat.paste(clear, mask=clear.getchannel("A"))
        return flat
    return turned.convert("RGB")
