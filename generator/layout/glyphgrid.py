"""Text grids: the text of a file in layouts/glyphs/ in; its measures, letters and marks out.

Cells are (x, y) in pixels: x from the letter's left edge, y from the baseline, negative above it,
so that the row on the baseline is -1.
"""

from __future__ import annotations

from dataclasses import dataclass

Cells = frozenset[tuple[int, int]]

_KEYS = frozenset({"rows", "above", "pen", "gap", "space"})


@dataclass(frozen=True, slots=True)
class Grids:
    """What one file draws.

    Attributes:
        rows, above: most rows of ink, and those of them above the baseline.
        pen: width and height of the pen that draws letters; it grows to the right and upwards.
        gap: dark columns between letters; space: columns of the space between words.
        letters: by character, or "A.low" for a variant; marks: by name.
    """

    rows: int
    above: int
    pen: tuple[int, int]
    gap: int
    space: int
    letters: dict[str, Cells]
    marks: dict[str, Cells]


def parse_grids(text: str) -> Grids:
    """Read a file of grids; its form is told at the head of layouts/glyphs/led-15.txt.

    Raises:
        ValueError: a row does not fit its block, or a measure is missing; the line is named.
    """
    measures: dict[str, list[int]] = {}
    letters: dict[str, Cells] = {}
    marks: dict[str, Cells] = {}
    for number, head, rows in _blocks(text):
        kind, *words = head.split()
        if kind in _KEYS:
            measures[kind] = [int(word) for word in words]
        elif kind == ":":
            letters |= _block(number, words[1:], rows, int(words[0]))
        elif kind == "^":
            marks |= _block(number, words, rows, len(rows))
        else:
            raise ValueError(f"line {number}: {head!r} opens no block")
    missing = _KEYS - set(measures)
    if missing:
        raise ValueError(f"no {min(missing)}")
    across, down = measures["pen"]
    drawn = {name: _drawn(cells, across, down) for name, cells in letters.items()}
    plain = {key: values[0] for key, values in measures.items() if key != "pen"}
    return Grids(**plain, pen=(across, down), letters=drawn, marks=marks)


def _blocks(text: str) -> list[tuple[int, str, list[str]]]:
    """Return number and text of each line that opens a block, with the rows that follow it."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith(";"):
            continue
        if found and line[0] in "#.":
            found[-1][2].append(line)
        else:
            found.append((number, line, []))
    return found


def _block(number: int, names: list[str], rows: list[str], height: int) -> dict[str, Cells]:
    grids: list[list[str]] = [[] for _ in names]
    for row in rows:
        parts = row.split()
        if len(parts) != len(names):
            raise ValueError(f"line {number}: {row!r} has not the {len(names)} parts of its block")
        for grid, part in zip(grids, parts, strict=True):
            grid.append(part)
    for name, grid in zip(names, grids, strict=True):
        if len({len(row) for row in grid}) != 1 or set("".join(grid)) - {"#", "."}:
            raise ValueError(f"line {number}: the rows of {name} are not of one width")
    return {
        name: frozenset(
            (x, y - height)
            for y, row in enumerate(grid)
            for x, cell in enumerate(row)
            if cell == "#"
        )
        for name, grid in zip(names, grids, strict=True)
    }


def _drawn(cells: Cells, across: int, down: int) -> Cells:
    return frozenset((x + i, y - j) for x, y in cells for i in range(across) for j in range(down))
