"""Ink for print: a PDF in sRGB in; the same in DeviceCMYK, text, fills, gradients, pictures, out.

No press profile is assumed or embedded (separation.py says what is); there is never more than
300 % of ink, not where things shine through each other either, since a mixture of two colours
has no more ink than the richer one. A printer who knows their press does better from the RGB
file; this one is for those who ask for CMYK.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from PIL import Image

from generator.paint.pdffile import PdfFile, PdfObject
from generator.paint.separation import picture_inks, separated

_NUMBER = rb"-?\d*\.?\d+"
_THREE = rb"(%b)\s+(%b)\s+(%b)" % (_NUMBER, _NUMBER, _NUMBER)
# A colour of four numbers is ink already.
_COLOR = re.compile(
    rb"(?<![\d.])(" + _NUMBER + rb"\s+)?" + _THREE + rb"\s+(scn|SCN|sc|SC|rg|RG)(?=[\s/\[(<]|$)"
)
_END = re.compile(rb"/C([01])\[" + _THREE + rb"\]")
_PLAIN = {b"rg": b"k", b"RG": b"K"}
_RGB_RANGE, _CMYK_RANGE = b"/Range[0 1 0 1 0 1]", b"/Range[0 1 0 1 0 1 0 1]"
_QUALITY = 92


def to_cmyk(pdf: PdfFile) -> None:
    """Turn every colour of a file into DeviceCMYK, in place.

    Raises:
        ValueError: a picture is coded in a way that Typst does not use.
    """
    profiles = _spaces(pdf)
    masks = {one.refers(b"/S/Luminosity/G") for one in pdf.objects.values()}
    drawings = {page.refers(b"/Contents") for page in pdf.pages()}
    for number, one in pdf.objects.items():
        if b"/Subtype/Image" in one.head:
            _picture(one, profiles)
        elif number in drawings or b"/Subtype/Form" in one.head:
            one.pack(_inked(one.unpacked()))
        if b"/FunctionType" in one.head:
            one.head = _END.sub(_end, one.head).replace(_RGB_RANGE, _CMYK_RANGE)
        if number in masks:
            one.head = re.sub(rb"/CS \d+ 0 R", b"/CS/DeviceGray", one.head)
        one.head = one.head.replace(b"/DeviceRGB", b"/DeviceCMYK")
    for page in pdf.pages():
        if b"/Group" not in page.head:
            # What shines through is mixed as ink, not as light.
            group = b"/Group<</S/Transparency/CS/DeviceCMYK>>"
            page.head = page.head.removesuffix(b">>") + group + b">>"


def _spaces(pdf: PdfFile) -> set[int]:
    """Name plain inks where profiles were named; return the objects that were RGB spaces."""
    rgb = set()
    for number, one in list(pdf.objects.items()):
        profile = one.refers(b"[/ICCBased")
        if profile is None:
            continue
        three = b"/N 3" in pdf.objects[profile].head
        rgb |= {number} if three else set()
        pdf.objects[number] = PdfObject(b"/DeviceCMYK" if three else b"/DeviceGray")
    for number, one in list(pdf.objects.items()):
        if re.match(rb"<<(?:/Length \d+)?/N [13]/", one.head):
            pdf.objects[number] = PdfObject(b"null")  # nothing refers to a profile any more
    return rgb


def _inked(content: bytes) -> bytes:
    """Return a content stream with its colours as inks; what stands in strings is kept."""
    return b"".join(
        part if text else _COLOR.sub(_operator, part) for part, text in _pieces(content)
    )


def _pieces(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield the pieces of a content stream, and whether each is a literal string."""
    start = 0
    while (opened := content.find(b"(", start)) >= 0:
        yield content[start:opened], False
        start = _closed(content, opened)
        yield content[opened:start], True
    yield content[start:], False


def _closed(content: bytes, opened: int) -> int:
    """Return where a literal string ends; balanced parentheses need no escape in it."""
    depth = 0
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(content, opened):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return len(content)


def _operator(found: re.Match[bytes]) -> bytes:
    operator = found[5]
    if found[1]:
        return found[0]
    return _inks(found[2], found[3], found[4]) + b" " + _PLAIN.get(operator, operator)


def _end(found: re.Match[bytes]) -> bytes:
    return b"/C" + found[1] + b"[" + _inks(found[2], found[3], found[4]) + b"]"


def _inks(r: bytes, g: bytes, b: bytes) -> bytes:
    return b" ".join(
        f"{v:.4g}".encode() for v in map(_tidy, separated(float(r), float(g), float(b)))
    )


def _tidy(share: float) -> float:
    return round(min(1.0, max(0.0, share)), 4)


def _picture(one: PdfObject, rgb: set[int]) -> None:
    """Turn an RGB picture into inks; masks and grey ones stay."""
    if one.refers(b"/ColorSpace") not in rgb and b"/ColorSpace/DeviceRGB" not in one.head:
        return
    if one.stream is None or b"/DecodeParms" in one.head:
        raise ValueError("a picture that is coded in an unknown way")
    if b"/DCTDecode" in one.head:
        stream = io.BytesIO()
        picture = Image.open(io.BytesIO(one.stream), formats=("JPEG",)).convert("RGB")
        picture_inks(picture).save(stream, "JPEG", quality=_QUALITY, subsampling=0)
        one.stream = stream.getvalue()
        # In a CMYK JPEG 255 means no ink, as Adobe's programs write it.
        one.head = one.head.removesuffix(b">>") + b"/Decode[1 0 1 0 1 0 1 0]>>"
        return
    size = [int(v) for v in re.findall(rb"/(?:Width|Height) (\d+)", one.head)]
    if not one.packed or len(size) != 2:  # noqa: PLR2004 - width and height
        raise ValueError("a picture that is coded in an unknown way")
    picture = Image.frombytes("RGB", (size[0], size[1]), one.unpacked())
    one.pack(picture_inks(picture).tobytes())
