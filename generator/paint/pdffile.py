"""The inside of a PDF that Typst wrote: bytes in, numbered objects to change, bytes out.

Typst writes plain objects and one cross-reference table, never object streams. That is all this
reads; it exists since Typst can set neither a bleed box inside a larger sheet nor CMYK with
transparency, and a PDF library would be far larger than what is needed of it.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_OBJECT = re.compile(rb"(\d+) 0 obj\n?")
_LENGTH = re.compile(rb"/Length \d+")
_ENTRY = 20  # bytes of a line of the table (ISO 32000-1, 7.5.4)


@dataclass(slots=True)
class PdfObject:
    """One object: its dictionary or other value, and the bytes of its stream, if it has one."""

    head: bytes
    stream: bytes | None = None

    @property
    def packed(self) -> bool:
        """Return whether the stream is Flate data and nothing else."""
        return b"/Filter/FlateDecode" in self.head

    def unpacked(self) -> bytes:
        """Return the stream without its Flate packing.

        Raises:
            ValueError: there is no stream.
        """
        if self.stream is None:
            raise ValueError("this object has no stream")
        return zlib.decompress(self.stream) if self.packed else self.stream

    def pack(self, data: bytes) -> None:
        """Replace the stream, packed as it was."""
        self.stream = zlib.compress(data, 9) if self.packed else data

    def refers(self, key: bytes) -> int | None:
        """Return the number of the object a key refers to, or None."""
        found = re.search(re.escape(key) + rb" (\d+) 0 R", self.head)
        return int(found[1]) if found else None


class PdfFile:
    """The objects of one file by number; change them and take the bytes.

    Raises:
        ValueError: not written the way Typst writes.
    """

    def __init__(self, data: bytes) -> None:
        start = _START.search(data)
        if start is None or not data.startswith(b"xref", int(start[1])):
            raise ValueError("a PDF without a plain cross-reference table")
        offsets, trailer = _table(data, int(start[1]))
        ends = [*sorted(offsets.values()), int(start[1])]
        self.header = data[: ends[0]]
        self.trailer = trailer
        following = dict(pairwise(ends))
        self.objects = {n: _object(data[at : following[at]], n) for n, at in offsets.items()}

    def pages(self) -> list[PdfObject]:
        """Return the pages."""
        return [o for o in self.objects.values() if o.head.startswith(b"<</Type/Page/")]

    def data(self) -> bytes:
        """Return the file."""
        parts, offsets, at = [self.header], {}, len(self.header)
        for number in sorted(self.objects):
            one = self.objects[number]
            head, end = one.head, b""
            if one.stream is not None:
                head = _LENGTH.sub(b"/Length %d" % len(one.stream), head, count=1)
                end = b"\nstream\n" + one.stream + b"\nendstream"
            piece = b"%d 0 obj\n%s%s\nendobj\n\n" % (number, head, end)
            offsets[number] = at
            at += len(piece)
            parts.append(piece)
        size = max(self.objects) + 1
        lines = [b"0000000000 65535 f\r\n"]
        lines += [
            b"%010d 00000 n\r\n" % offsets[n] if n in offsets else b"0000000000 65535 f\r\n"
            for n in range(1, size)
        ]
        table = b"xref\n0 %d\n%s" % (size, b"".join(lines))
        parts.append(table + self.trailer + b"\nstartxref\n%d\n%%%%EOF" % at)
        return b"".join(parts)


def _table(data: bytes, start: int) -> tuple[dict[int, int], bytes]:
    """Return the offsets of all objects and the trailer."""
    head, at = re.compile(rb"xref\s+0 (\d+)\s*?\n").match(data, start), 0
    if head is None:
        raise ValueError("a PDF with a cross-reference table in several parts")
    offsets = {}
    for number in range(int(head[1])):
        at = head.end() + number * _ENTRY
        if data[at + 17 : at + 18] == b"n":
            offsets[number] = int(data[at : at + 10])
    end = data.index(b"startxref", at)
    return offsets, data[at + _ENTRY : end].strip()


def _object(data: bytes, number: int) -> PdfObject:
    opened = _OBJECT.match(data)
    if opened is None or int(opened[1]) != number:
        raise ValueError(f"no object {number} where the table says")
    body = data[opened.end() : data.rindex(b"endobj")].rstrip(b"\r\n")
    cut = re.search(rb">>\s*stream\r?\n", body)
    length = re.search(rb"/Length (\d+)", body[: cut.start()]) if cut else None
    if cut is None or length is None:
        return PdfObject(body)
    return PdfObject(body[: cut.start() + 2], body[cut.end() : cut.end() + int(length[1])])
