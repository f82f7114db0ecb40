"""Connected parts of small pictures."""

import pytest
from PIL import Image

from generator.boards.preflight.parts import parts


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (["...."], 0),
        (["####"], 1),
        (["#..#"], 2),
        (["#.#", ".#."], 1),  # corners touch
        (["#.#", "...", "#.#"], 4),
        (["#.#", "###"], 1),
        (["#.#.#", "#.#.#", "#####"], 1),
        (["####.", "#..#.", "#.##.", "#...#"], 1),
        ([".#.", "...", ".#.", ".#.", "...", ".#."], 3),
        (["#####", "#...#", "#.#.#", "#...#", "#####"], 2),
    ],
)
def test_pieces_are_counted(rows: list[str], count: int) -> None:
    data = bytes(255 if cell == "#" else 0 for row in rows for cell in row)
    assert parts(Image.frombytes("L", (len(rows[0]), len(rows)), data)) == count


def test_what_is_less_than_half_lit_is_a_gap() -> None:
    assert parts(Image.frombytes("L", (3, 1), bytes([255, 127, 255]))) == 2
    assert parts(Image.frombytes("L", (3, 1), bytes([255, 128, 255]))) == 1
