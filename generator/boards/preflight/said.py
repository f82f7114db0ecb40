"""What a still says: a display list in; its lines with the roles they belong to out."""

from __future__ import annotations

from dataclasses import replace

from generator.boards.preflight.limits import Limits
from generator.layout.display import DisplayList, Group, TextRun

Line = tuple[str, TextRun]


def lines(display: DisplayList) -> tuple[Line, ...]:
    """Return (role, line) of every line of text that is not blank, in reading order."""
    found: list[Line] = []
    for item in display.items:
        if isinstance(item, Group | TextRun):
            role = item.name if isinstance(item, Group) else ""
            runs = replace(display, items=(item,)).texts()
            found.extend((role, run) for run in runs if run.text.strip())
    return tuple(found)


def message_of(every: tuple[Line, ...], limits: Limits) -> tuple[Line, ...]:
    """Return the lines of the message itself; all but tags of a still that holds no message."""
    told = tuple(line for line in every if line[0] not in limits.tags)
    return tuple(line for line in told if line[0] in limits.main) or told


def text_of(said: tuple[Line, ...]) -> str:
    """Return lines as one text; a clause runs on over the end of a line, but not of a role."""
    parts = [
        f"{'' if n and said[n - 1][0] == role else chr(10)}{run.text.strip()}"
        for n, (role, run) in enumerate(said)
    ]
    return " ".join(parts).strip()


def capital(run: TextRun, limits: Limits) -> float:
    """Return the height of a line's capitals, in the unit of the format."""
    return float(limits.capitals(run.face)) if run.face else run.size * limits.capital_em
