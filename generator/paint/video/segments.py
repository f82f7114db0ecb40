"""Segments: encoded groups of pictures in, kept by key; the same packets out in later builds."""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

LIMIT = 5_000_000_000
_MAGIC = b"TTS1"
_CHECK = 16
_SUFFIX = ".seg"


@dataclass(frozen=True, slots=True)
class Segment:
    """One closed group of pictures.

    Attributes:
        header: parameter sets (extradata), equal in all segments of one encoding.
        packets: one a frame in Annex B form, the first a key frame.
    """

    header: bytes
    packets: tuple[bytes, ...]

    def pack(self) -> bytes:
        """Return the segment as bytes that notice when they are damaged."""
        parts = (self.header, *self.packets)
        sizes = struct.pack(f"<{1 + len(parts)}I", len(parts), *map(len, parts))
        body = b"".join((_MAGIC, sizes, *parts))
        return body + hashlib.blake2b(body, digest_size=_CHECK).digest()

    @classmethod
    def unpack(cls, data: bytes) -> Segment | None:
        """Return what `pack` wrote, or None when the bytes are damaged."""
        body, check = data[:-_CHECK], data[-_CHECK:]
        if not body.startswith(_MAGIC):
            return None
        if hashlib.blake2b(body, digest_size=_CHECK).digest() != check:
            return None
        (count,) = struct.unpack_from("<I", body, 4)
        sizes = struct.unpack_from(f"<{count}I", body, 8)
        start = 8 + 4 * count
        parts = []
        for size in sizes:
            parts.append(body[start : start + size])
            start += size
        return cls(parts[0], tuple(parts[1:]))


class SegmentStore(Protocol):
    """Where segments are kept between videos and builds; keys are hexadecimal."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key."""


@dataclass(slots=True)
class MemoryStore:
    """A store for one process."""

    known: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key, or None."""
        return self.known.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key."""
        self.known[key] = data


@dataclass(frozen=True, slots=True)
class DiskStore:
    """A store below a folder, shared by all processes of a build.

    A file's time is that of its last use, so that the least recently used go first.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key, or None; an unreadable file counts as none."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key; nobody ever sees half of them."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).replace(path)
        except PermissionError:
            # Windows refuses to replace a file that another process reads: it holds the same.
            if not path.is_file():
                raise
        finally:
            Path(temporary).unlink(missing_ok=True)

    def trim(self, limit: int = LIMIT) -> int:
        """Delete the least recently used segments beyond a limit in bytes; return the bytes freed.

        To be called while nothing is encoded: what a killed build left half written goes too.
        """
        freed = 0
        for path in self.folder.glob("*/*.tmp"):
            path.unlink(missing_ok=True)
        sizes = sorted(self._sizes(), reverse=True)
        total = sum(size for _, _, size in sizes)
        while sizes and total - freed > limit:
            _, name, size = sizes.pop()
            (self.folder / name).unlink(missing_ok=True)
            freed += size
        return freed

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{_SUFFIX}"

    def _sizes(self) -> Iterator[tuple[int, str, int]]:
        """Yield time of last use (ns), path below the folder and size of every segment."""
        for path in self.folder.glob(f"*/*{_SUFFIX}"):
            stat = path.stat()
            yield stat.st_mtime_ns, path.relative_to(self.folder).as_posix(), stat.st_size
