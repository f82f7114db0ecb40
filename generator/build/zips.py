"""ZIP files for people: names and bytes in, one archive with the same bytes on any machine out.

Names are ASCII, since the explorer of Windows reads others by the code page of the machine; dates
and attributes are fixed, so that nothing tells where and when an archive was made.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The first moment a ZIP can state (local time, without a zone).
EPOCH = (1980, 1, 1, 0, 0, 0)

# What is compressed already gains nothing: its bytes are copied.
_COMPRESSED = frozenset(
    (".png", ".jpg", ".jpeg", ".webp", ".mp4", ".pdf", ".woff2", ".mp3", ".m4a", ".zip")
)
_BOM = "\ufeff"
# The attribute of a plain file on DOS.
_ARCHIVE = 0x20


def note(text: str) -> bytes:
    """Return a text as a file that every Windows Notepad opens: UTF-8 with its mark, CRLF."""
    return (_BOM + text.strip("\n") + "\n").replace("\n", "\r\n").encode()


def stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of some files without compression, in the order given.

    Raises:
        ValueError: a name is not ASCII.
    """
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in files:
            archive.writestr(_info(name, ZIP_STORED), data)
    return stream.getvalue()


def write_zip(
    stream: IO[bytes], files: Iterable[tuple[str, Path]], notes: Iterable[tuple[str, bytes]]
) -> None:
    """Write an archive of files on disk and of notes; text is compressed, media are stored.

    Files are copied piece by piece, so videos take no memory. Compressed bytes are the same
    wherever the same zlib is.

    Raises:
        ValueError: a name is not ASCII.
        OSError: a file cannot be read.
    """
    with ZipFile(stream, "w") as archive:
        for name, data in notes:
            archive.writestr(_info(name, ZIP_DEFLATED), data)
        for name, path in files:
            info = _info(name, ZIP_STORED if path.suffix in _COMPRESSED else ZIP_DEFLATED)
            info.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)


def _info(name: str, method: int) -> ZipInfo:
    if not name.isascii():
        raise ValueError(f"name in a ZIP is not ASCII: {name}")
    info = ZipInfo(name, EPOCH)
    info.compress_type = method
    # "Made on DOS": the system that makes it would be noted otherwise, and its rights with it.
    info.create_system = 0
    info.external_attr = _ARCHIVE
    return info
