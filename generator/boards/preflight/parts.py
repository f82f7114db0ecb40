"""Connected parts: a picture of a letter in; of how many pieces it consists out."""

from __future__ import annotations

from PIL import Image

_HALF = 128
_LIT = bytes(_HALF) + b"\x01" * (256 - _HALF)

Run = tuple[int, int]


def parts(image: Image.Image) -> int:
    """Return how many pieces the pixels form that are at least half lit.

    Pixels that touch at a corner belong together, since that is how they look from afar.

    Args:
        image: "L".
    """
    lit = image.point(_LIT)
    box = lit.getbbox()
    if box is None:
        return 0
    small = lit.crop(box)
    width, data = small.width, small.tobytes()
    parents: list[int] = []
    above: list[tuple[Run, int]] = []
    for start in range(0, len(data), width):
        row: list[tuple[Run, int]] = []
        for run in _runs(data[start : start + width]):
            touching = [n for (a, b), n in above if a <= run[1] and run[0] <= b]
            if not touching:
                parents.append(len(parents))
                row.append((run, len(parents) - 1))
                continue
            first = _root(parents, touching[0])
            for other in touching[1:]:
                parents[_root(parents, other)] = first
            row.append((run, first))
        above = row
    return sum(parent == n for n, parent in enumerate(parents))


def _runs(row: bytes) -> list[Run]:
    """Return start and end (exclusive) of each run of lit pixels."""
    found = []
    end = 0
    while (start := row.find(1, end)) >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        found.append((start, end))
    return found


def _root(parents: list[int], part: int) -> int:
    while parents[part] != part:
        part = parents[part]
    return part
