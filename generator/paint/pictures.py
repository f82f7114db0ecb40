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
    """Return a picture, turned by its EXIF, cropped around its focus, at its exact size.

    It is RGB, or RGBA where its transparency is kept.

    Raises:
        OSError: not a picture of a known kind.
    """
    size = (max(1, round(picture.w * scale)), max(1, round(picture.h * scale)))
    source = _decode(world.read(picture.media.path), clear=picture.clear)
    focus = picture.focus
    return ImageOps.fit(source, size, Image.Resampling.LANCZOS, centering=focus)


@lru_cache(maxsize=2)
def _decode(data: bytes, *, clear: bool) -> Image.Image:
    """Return the whole picture as RGB, or RGBA; one message's formats follow each other."""
    opened = Image.open(BytesIO(data), formats=FORMATS)
    turned = ImageOps.exif_transpose(opened)
    if clear:
        return turned.convert("RGBA")
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        layered = turned.convert("RGBA")
        flat = Image.new("RGB", layered.size, _PAPER)
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat
    return turned.convert("RGB")
