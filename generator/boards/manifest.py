"""SHA256SUMS.txt: what a hand-over wrote on a stick; names and checksums in, text out, and back.

`sha256sum -c` reads the file too. Its first line tells our list from anybody else's: only files of
our own list are ever replaced or removed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from generator.boards.names import SHEET, SUMS, is_plain

MARK = "# tintot hand-over: these files were written together"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def manifest_text(sums: Mapping[str, str]) -> str:
    """Return the list of files (name → SHA-256) in the given order."""
    return "".join(f"{line}\n" for line in (MARK, *(f"{sums[n]}  {n}" for n in sums)))


def read_manifest(folder: Path) -> dict[str, str] | None:
    """Return the files an earlier hand-over wrote (name → SHA-256), or None without our list.

    Names that no hand-over writes, such as paths, are passed over.

    Raises:
        OSError: the stick cannot be read.
    """
    path = folder / SUMS
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if not lines or lines[0] != MARK:
        return None
    found = (_LINE.fullmatch(line) for line in lines[1:])
    pairs = ((match[2], match[1]) for match in found if match)
    return {name: digest for name, digest in pairs if name == SHEET or is_plain(name)}
