"""Files on a stick: bytes written through to the device, read back from it, never half there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20


def chunks(source: Path | bytes) -> Iterator[bytes]:
    """Yield the bytes of a file, or those given, in pieces of at most 1 MiB.

    Raises:
        OSError: the file cannot be read.
    """
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def hash_of(source: Path | bytes) -> str:
    """Return the SHA-256 of a file or of bytes as 64 hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
    """
    state = hashlib.sha256()
    for piece in chunks(source):
        state.update(piece)
    return state.hexdigest()


def write_through(source: Path | bytes, target: Path) -> str:
    """Write a new file down to the device and return the SHA-256 of what was read from `source`.

    Raises:
        OSError: the target exists already, the device is full, gone or read-only, or `source`
            cannot be read.
    """
    state = hashlib.sha256()
    with target.open("xb") as stream:
        for piece in chunks(source):
            state.update(piece)
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
    return state.hexdigest()


def read_back(path: Path) -> str:
    """Return the SHA-256 of what the device holds, not of what the system remembers of it.

    Raises:
        OSError: the file cannot be read.
    """
    if hasattr(os, "posix_fadvise"):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
    return hash_of(path)


def sync_folder(folder: Path) -> None:
    """Write a folder's entries down to the device; Windows does so by itself.

    Raises:
        OSError: the device is gone.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def set_time(path: Path, seconds: int) -> None:
    """Set a file's modification time, in whole seconds since 1970.

    Raises:
        OSError: the file is gone or the device is read-only.
    """
    os.utime(path, (seconds, seconds))
