"""What the server may show: an address in, a file of the preview or nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote_to_bytes

# The proof shows what hangs and plays, so it needs those folders beside the pages.
FOLDERS = ("web", "proof", "boards", "posters", "social", "video", "kits")
PROOF = "/proof/index.html"
CHUNK_BYTES = 1_000_000
# Told here, since the tables of operating systems differ (Windows knows no woff2, some say
# text/plain for .js).
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
UNKNOWN_TYPE = "application/octet-stream"
# Separators and streams of Windows, and what no file of ours is named.
_FORBIDDEN = re.compile(r'[\x00-\x1f\\:*?"<>|]')
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")

Signature = tuple[int, int] | None


class ChangedFileError(Exception):
    """A file was replaced while it was being sent."""


@dataclass(slots=True)
class Shelf:
    """The files of one preview.

    Attributes:
        root: the preview's output folder.
        kept: address → last good bytes of pages that a build takes away while it works.
    """

    root: Path
    kept: dict[str, bytes] = field(default_factory=dict)

    def locate(self, address: str) -> Path | None:
        """Return the file behind a decoded path, which may not exist, or None outside."""
        parts = address.split("/")[1:]
        if not address.startswith("/") or parts[0] not in FOLDERS or not all(map(_plain, parts)):
            return None
        path = self.root.joinpath(*parts)
        # A link within the folder could still lead out of it.
        inside = path.resolve().is_relative_to(self.root.resolve())
        return path if inside else None

    def look(self, address: str) -> object:
        """Return something that differs when what an address shows differs."""
        if address == "/":
            return (self.wards(), self.look(PROOF) is None)
        path = self.locate(address)
        return signature(path) if path is not None else None

    def page(self, address: str) -> bytes | None:
        """Return the bytes of a page; of the proof, the last good ones while it is being made."""
        path = self.locate(address)
        try:
            data = path.read_bytes() if path is not None else None
        except OSError:
            data = None
        if address == PROOF:
            if data is None:
                return self.kept.get(address)
            self.kept[address] = data
        return data

    def wards(self) -> list[str]:
        """Return the slugs of all wards that have a home page."""
        return sorted(path.parent.name for path in (self.root / "web").glob("*/index.html"))

    def lost(self, address: str) -> bytes | None:
        """Return the page of a ward for addresses that lead nowhere, or None."""
        parts = address.split("/")
        inside = parts[1:2] == ["web"] and len(parts) > len(("", "web", "ward"))
        return self.page(f"/web/{parts[2]}/404.html") if inside else None


def _plain(name: str) -> bool:
    """Return whether a part of a path names a file or folder and nothing else on any system."""
    return bool(name) and name[0] != "." and name[-1] not in ". " and not _FORBIDDEN.search(name)


def signature(path: Path) -> Signature:
    """Return modification time (ns) and size (bytes) of a file, or None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size) if path.is_file() else None


def decoded(target: str) -> str | None:
    """Return the path of a request's target without its escapes, or None when it is no UTF-8."""
    try:
        return unquote_to_bytes(target.partition("?")[0].partition("#")[0]).decode("utf-8")
    except UnicodeDecodeError:
        return None


def content_type(address: str) -> str:
    """Return the type of a file by its name."""
    return TYPES.get(PurePosixPath(address).suffix.lower(), UNKNOWN_TYPE)


def part_of(header: str, size: int) -> range | None:
    """Return which bytes a Range header asks for: an empty range when it cannot be satisfied.

    None means the whole file: several ranges and other units may be ignored (RFC 9110, 14.2).
    """
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def pieces(path: Path, part: range, known: Signature) -> Iterator[bytes]:
    """Yield a part of a file.

    The file is opened anew for each piece: Windows would not let a build replace an open file.

    Raises:
        ChangedFileError: the file is another one by now.
    """
    for start in range(part.start, part.stop, CHUNK_BYTES):
        if signature(path) != known:
            raise ChangedFileError(path.name)
        with path.open("rb") as stream:
            stream.seek(start)
            yield stream.read(min(CHUNK_BYTES, part.stop - start))
