"""Names on a stick: a file name in; what an old player, FAT or Windows would make of it out."""

from __future__ import annotations

import re
from collections.abc import Sequence

SHEET = "HUONG-DAN.html"
SUMS = "SHA256SUMS.txt"
MAX_NAME = 32

# Lower case, since FAT knows no case; no space, "#" or leading dot, which players refuse.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*\.[a-z0-9]{2,4}")
# Windows keeps these for devices, with any extension (learn.microsoft.com, "Naming Files").
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def is_plain(name: str) -> bool:
    """Return whether every player and file system takes a name as it is."""
    stem = name.partition(".")[0]
    return len(name) <= MAX_NAME and bool(_PLAIN.fullmatch(name)) and stem not in _DEVICES


def faults(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that cannot go on a stick together in this order, each once.

    A name is at fault when it is not plain, when it equals an earlier one but for case, or when it
    does not come after the one before it.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    last = ""
    for name in names:
        if not is_plain(name) or name.casefold() in seen or name <= last:
            found[name] = None
        seen.add(name.casefold())
        last = name
    return tuple(found)
