"""PNG files: RGB pixels in; the bytes of a PNG without row filters out.

Choosing a filter for every row takes more than half of the time of Pillow's encoder, and flat
letters on soft grounds get no smaller by it. Pillow filters no rows of palette pictures: so the
bytes of the pixels are compressed as one of three times the width, under an RGB header.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

LEVEL = 3  # level 6 takes twice as long for a tenth of the bytes
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS, _RGB = 8, 2  # PNG specification, 11.2.2 IHDR


def encode_png(image: Image.Image) -> bytes:
    """Return an RGB image as a PNG of 8 bits a channel.

    Raises:
        ValueError: the image is not RGB.
    """
    if image.mode != "RGB":
        raise ValueError(f"only RGB is written as PNG here, not {image.mode}")
    w, h = image.size
    rows = Image.frombuffer("P", (w * 3, h), image.tobytes(), "raw", "P", 0, 1)
    stream = BytesIO()
    rows.save(stream, "PNG", compress_level=LEVEL, bits=8)
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, _EIGHT_BITS, _RGB, 0, 0, 0))
    return b"".join((_SIGNATURE, header, *_pixels(stream.getvalue())))


def _pixels(data: bytes) -> list[bytes]:
    """Return the chunks of a PNG that hold its pixels, and its end."""
    found = []
    at = len(_SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + length + 12
        if data[at + 4 : at + 8] in {b"IDAT", b"IEND"}:
            found.append(data[at:end])
        at = end
    return found


def _chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk (PNG specification, 5.3): length, name, data, CRC-32 of name and data."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
