"""A reader of LED letters: the pixels of a picture in; the letters they show out.

It shares nothing with the program that paints: it takes letters and marks from the text grids,
cuts a picture into islands of light, and names each by its shape alone, wherever it stands.
"""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

from PIL import Image

Shape = frozenset[tuple[int, int]]

COMBINING = {
    "acute": "\u0301", "grave": "\u0300", "hook": "\u0309", "tilde": "\u0303",
    "circumflex": "\u0302", "breve": "\u0306",
}  # fmt: skip
DOT_BELOW = "\u0323"
BLANK_COLUMNS = 3  # between two letters; within one there is at most one


def islands(lit: set[tuple[int, int]]) -> list[set[tuple[int, int]]]:
    rest, found = set(lit), []
    while rest:
        stack, island = [rest.pop()], set()
        while stack:
            x, y = stack.pop()
            island.add((x, y))
            for place in [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
                if place in rest:
                    rest.remove(place)
                    stack.append(place)
        found.append(island)
    return sorted(found, key=lambda i: (len(i), max(y for _, y in i) - min(y for _, y in i)))[::-1]


def shape(island: set[tuple[int, int]]) -> Shape:
    left, top = min(x for x, _ in island), min(y for _, y in island)
    return frozenset((x - left, y - top) for x, y in island)


class Reader:
    """Knows the shapes of one font."""

    def __init__(self, path: Path) -> None:
        self.bases: dict[Shape, str] = {}
        self.tones: dict[Shape, str] = {}
        self.dots: set[Shape] = set()
        self.tittles: set[Shape] = set()
        pen, names, columns = (1, 1), [], []
        kind = ""
        for line in [*path.read_text(encoding="utf-8").splitlines(), ": end"]:
            words = line.split()
            if line.startswith(("#", ".")):
                columns.append(words)
                continue
            for number, name in enumerate(names):
                self._learn(kind, name, [row[number] for row in columns], pen)
            names, columns = [], []
            if words[:1] == ["pen"]:
                pen = (int(words[1]), int(words[2]))
            elif words[:1] in ([":"], ["^"]):
                kind, names = words[0], words[2:] if words[0] == ":" else words[1:]

    def _learn(self, kind: str, name: str, rows: list[str], pen: tuple[int, int]) -> None:
        lit = {(x, y) for y, row in enumerate(rows) for x, c in enumerate(row) if c == "#"}
        letter, _, _ = name.partition(".")
        if kind == "^" and letter in COMBINING:
            self.tones[shape(lit)] = COMBINING[letter]
        elif kind == "^" and letter == "dot":
            self.dots.add(shape(lit))
        elif kind == ":" and len(letter) == 1 and letter.isalpha():
            wide, high = pen
            lit = {(x + i, y - j) for x, y in lit for i in range(wide) for j in range(high)}
            body, *rest = islands(lit)
            plain = unicodedata.normalize("NFD", letter).replace(DOT_BELOW, "")
            self.bases.setdefault(shape(body), unicodedata.normalize("NFC", plain))
            if letter in "ij":
                self.tittles.update(shape(part) for part in rest)

    def letter(self, lit: set[tuple[int, int]]) -> str:
        """Return the letter that pixels show, or "?"."""
        body, *rest = islands(lit)
        middle = sum(y for _, y in body) / len(body)
        base = self.bases.get(shape(body), "?")
        marks, dotted = [], False
        for part in sorted(rest, key=lambda p: -min(y for _, y in p)):
            below = min(y for _, y in part) > middle
            if below and shape(part) in self.dots:
                marks.append(DOT_BELOW)
            elif not below and shape(part) in self.tones:
                marks.append(self.tones[shape(part)])
            elif not below and shape(part) in self.tittles:
                dotted = True
            else:
                return "?"
        plain = {"ı": "i"}.get(base, base)
        if plain in ("i", "j") and dotted == any(m != DOT_BELOW for m in marks):
            return "?"  # a dot and a tone together, or neither
        return unicodedata.normalize("NFC", plain + "".join(marks))

    def read(self, png: bytes) -> list[str]:
        """Return the letters of a picture, line by line; all its lines have the same height."""
        with Image.open(BytesIO(png)) as opened:
            picture = opened.convert("L")
        lit = {
            (x, y)
            for y in range(picture.height)
            for x in range(picture.width)
            if picture.getpixel((x, y))
        }
        found = []
        for line in bands({y for _, y in lit}, 2):
            inside = {(x, y) for x, y in lit if y in line}
            found += [
                self.letter({(x, y) for x, y in inside if x in band})
                for band in bands({x for x, _ in inside}, BLANK_COLUMNS)
            ]
        return found


def bands(lit: set[int], dark: int) -> list[range]:
    """Return the ranges of lit rows or columns that at least so many dark ones part."""
    found: list[range] = []
    for place in sorted(lit):
        if found and place < found[-1].stop + dark:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found
