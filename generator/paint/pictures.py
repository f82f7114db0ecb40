"""Pictures: a message's picture and a rectangle in; the cropped pixels out."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from math import floor, log2

from PIL import Image, ImageOps

from generator.layout.display import Picture
from generator.world import World

# Only these decoders are ever reached: others of this Pillow line have known holes.
FORMATS = ("PNG", "JPEG", "WEBP")
_PAPER = (255, 255, 255)
_GAP = 2.0


def picture_image(picture: Picture, world: World, scale: float = 1.0) -> Image.Image:
    """Return a picture, turned by its EXIF, cropped around its focus, at its exact size.

    It is RGB, or RGBA where its transparency is kept.

    Raises:
        OSError: not a picture of a known kind.
    """
    size = (max(1, round(picture.w * scale)), max(1, round(picture.h * scale)))
    media = picture.media
    factor = _factor(min(media.width / size[0], media.height / size[1]))
    source = _reduced(world.read(media.path), factor, clear=picture.clear)
    return ImageOps.fit(source, size, Image.Resampling.LANCZOS, centering=picture.focus)


def _factor(shrinks: float) -> int:
    """Return by how much a picture is reduced before it is resampled to its exact size.

    Lanczos needs twice the pixels it makes and no more (Pillow's guide, "reducing_gap"): what a
    small board shows is then read from a small picture that all small boards share.
    """
    return 1 << max(0, floor(log2(max(shrinks, 1.0) / _GAP)))


@lru_cache(maxsize=4)
def _reduced(data: bytes, factor: int, *, clear: bool) -> Image.Image:
    source = _decode(data, clear=clear)
    return source if factor == 1 else source.reduce(factor)


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
