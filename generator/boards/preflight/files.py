"""Written files: the bytes of a PNG, JPEG or BMP in; what a player will find in them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as struct_error
from struct import unpack_from
from typing import Literal

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_RGB, _BYTE = 2, 8
_SOF0, _APP0, _APP1, _SOS = 0xC0, 0xE0, 0xE1, 0xDA
# Markers of frames: baseline, extended, progressive, lossless and their arithmetic forms.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_ORIENTATION = 0x0112
_PALETTE_BITS = (1, 4, 8)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file's header says.

    Attributes:
        kind: what the bytes are, "" when they are no picture that players know.
        width, height: px as stored.
        plain: whether it is stored in the one form that every player takes: PNG with 8 bits of RGB,
            JPEG baseline with three components, BMP uncompressed with a palette.
        color: whether each pixel keeps its own colour, chroma not reduced.
        upright: whether it is shown as stored, without a note to turn it.
        density: pixels a unit across and down; (1, 1) where it does not say.
        moving: whether it holds more than one picture.
    """

    kind: Literal["png", "jpeg", "bmp", ""]
    width: int = 0
    height: int = 0
    plain: bool = False
    color: bool = True
    upright: bool = True
    density: tuple[int, int] = (1, 1)
    moving: bool = False


def facts(data: bytes) -> Facts:
    """Return what a file's header says; a broken file is of no kind."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(b"BM"):
            return _bmp(data)
    except (struct_error, LookupError):
        pass
    return Facts("")


def _png(data: bytes) -> Facts:
    chunks = dict(_chunks(data))
    width, height, bits, color, _, _, _ = unpack_from(">IIBBBBB", chunks[b"IHDR"])
    across, down = unpack_from(">II", chunks[b"pHYs"]) if b"pHYs" in chunks else (1, 1)
    plain = (bits, color) == (_BYTE, _PNG_RGB) and b"tRNS" not in chunks
    upright = b"eXIf" not in chunks or _turn(chunks[b"eXIf"]) == 1
    return Facts(
        "png",
        width,
        height,
        plain=plain,
        upright=upright,
        density=(across, down),
        moving=b"acTL" in chunks,
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the chunks that stand before the pixels."""
    at = len(_PNG)
    while at + 8 <= len(data):
        size, name = unpack_from(">I4s", data, at)
        if name == b"IDAT":
            return
        yield name, data[at + 8 : at + 8 + size]
        at += size + 12


def _jpeg(data: bytes) -> Facts:
    width = height = 0
    plain = color = False
    upright, density = True, (1, 1)
    for marker, part in _segments(data):
        if marker in _FRAMES:
            _, height, width, count = unpack_from(">BHHB", part)
            factors = {part[7 + 3 * n] for n in range(count)}
            plain = marker == _SOF0 and count == 3  # noqa: PLR2004 - luma and two of chroma
            color = len(factors) == 1
        elif marker == _APP0 and part.startswith(b"JFIF\0"):
            density = unpack_from(">HH", part, 8)
        elif marker == _APP1 and part.startswith(b"Exif\0\0"):
            upright = _turn(part[6:]) == 1
    return Facts("jpeg", width, height, plain=plain, color=color, upright=upright, density=density)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and content of the segments that stand before the pixels."""
    at = 2
    while at + 4 <= len(data):
        marker = data[at + 1]
        if data[at] != 0xFF or marker == _SOS:  # noqa: PLR2004 - every marker begins with it
            return
        if marker in _ALONE:
            at += 2
            continue
        (size,) = unpack_from(">H", data, at + 2)
        yield marker, data[at + 4 : at + 2 + size]
        at += 2 + size


def _turn(exif: bytes) -> int:
    """Return the orientation (1 = upright) that EXIF data asks for."""
    order = "<" if exif.startswith(b"II") else ">"
    (start,) = unpack_from(f"{order}I", exif, 4)
    (count,) = unpack_from(f"{order}H", exif, start)
    for entry in range(start + 2, start + 2 + 12 * count, 12):
        tag, _, _, value = unpack_from(f"{order}HHIH", exif, entry)
        if tag == _ORIENTATION:
            return int(value)
    return 1


def _bmp(data: bytes) -> Facts:
    _, width, height, _, bits, packed, _, across, down = unpack_from("<IiiHHIIii", data, 14)
    plain = bits in _PALETTE_BITS and packed == 0
    # Pixels a metre; 0 says nothing. A negative height means that rows start at the top.
    density = (across, down) if across and down else (1, 1)
    return Facts("bmp", width, abs(height), plain=plain, upright=height > 0, density=density)
