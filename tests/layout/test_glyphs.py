"""Bitmap fonts: all letters there, none like another, every mark an island, none cut."""

import string
import unicodedata
from collections.abc import Callable
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest

from generator.layout.glyphgrid import Cells, parse_grids
from generator.layout.glyphs import VIETNAMESE, Face, Glyph, load_face
from generator.world import HANOI, MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
FACES = {"led-15": (15, 8, 6), "led-20": (20, 10, 8), "led-24": (24, 13, 10)}
ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 22, tzinfo=HANOI)
PUNCTUATION = ".,;:!?…-–—−‘’“”'\"«»·•/%&@#+=<>()[]|*°×₫₂_~"
TWO_PARTS = "ij"
HEAD = "rows 15\nabove 13\npen 1 1\ngap 1\nspace 4\n"


@pytest.fixture(params=FACES, scope="module")
def face(request: pytest.FixtureRequest) -> Face:
    path = f"layouts/glyphs/{request.param}.txt"
    return load_face(MemoryWorld({path: (ROOT / path).read_bytes()}, NOW, ROOT), request.param)


def parts(cells: Cells) -> list[Cells]:
    """Return the parts of a letter that touch each other neither at a side nor at a corner."""
    left, found = set(cells), []
    while left:
        part, edge = set(), {left.pop()}
        while edge:
            part |= edge
            near = {(x + i, y + j) for x, y in edge for i in (-1, 0, 1) for j in (-1, 0, 1)}
            edge = near & left
            left -= edge
        found.append(frozenset(part))
    return found


def drawn(glyph: Glyph) -> list[str]:
    return list(glyph.rows)


def test_there_are_134_accented_letters() -> None:
    assert len(VIETNAMESE) == len(set(VIETNAMESE)) == 134
    assert {"đ", "Đ", "ơ", "Ư", "ấ", "Ẵ", "ỵ", "Ỹ", "í"} <= set(VIETNAMESE)
    assert not set(VIETNAMESE) & set(string.ascii_letters)


def test_every_letter_digit_and_sign_is_drawn(face: Face) -> None:
    text = "".join(VIETNAMESE) + string.ascii_letters + string.digits + PUNCTUATION
    assert face.missing(text) == ()
    assert face.missing("日 a 語 日") == ("日", "語")


def test_every_character_of_the_sample_messages_and_marks_is_drawn(face: Face) -> None:
    files = sorted((ROOT / "content/messages").glob("*.md"))
    said = [path.read_text(encoding="utf-8") for path in files]
    assert len(said) >= 15
    assert face.missing("".join(said) + "BẢN MẪU BẢN NHÁP Thành phố Hà Nội") == ()


def test_letters_are_as_high_as_the_font_says(face: Face) -> None:
    rows, cap, low = FACES[face.id]
    assert (face.rows, face.cap, -face.glyphs["x"].top) == (rows, cap, low)


def test_no_ink_is_above_or_below_the_rows_of_the_font(face: Face) -> None:
    boxes = [glyph.box for glyph in face.glyphs.values()]
    assert min(box[1] for box in boxes) == -face.above
    assert max(box[3] for box in boxes) == face.rows - face.above


def test_any_two_letters_differ_in_two_pixels_at_least(face: Face) -> None:
    near = []
    for shift in (False, True):  # both by the pen and by the left edge of their ink
        found = {}
        for letter in (*VIETNAMESE, *string.ascii_letters, *string.digits):
            glyph = face.glyphs[letter]
            left = glyph.left if shift else 0
            found[letter] = {(x - left, y) for x, y in glyph.cells}
        pairs = combinations(found.items(), 2)
        near.extend((one, two) for (one, a), (two, b) in pairs if len(a ^ b) < 2)
    assert near == []


def test_every_mark_is_an_island(face: Face) -> None:
    for letter in (*VIETNAMESE, *string.ascii_letters, *string.digits):
        plain, *marks = list(unicodedata.normalize("NFD", letter))
        islands = [m for m in marks if m != "\u031b"]  # the horn belongs to its letter
        dotted = plain in TWO_PARTS and (not islands or islands == ["\u0323"])
        glyph = face.glyphs[letter]
        assert len(parts(glyph.cells)) == 1 + len(islands) + dotted, (letter, drawn(glyph))


def test_one_dark_row_parts_a_mark_from_its_letter(face: Face) -> None:
    for letter in "áàảãâăéèẻẽêóòỏõôúùủũíìỉĩýỳỷỹ":
        glyph = face.glyphs[letter]
        dark = [glyph.top + y for y, row in enumerate(glyph.rows) if "#" not in row]
        assert dark == [face.glyphs["x"].top - 1], (letter, drawn(glyph))


def test_letters_look_as_drawn(make_world: MakeWorld) -> None:
    glyphs = load_face(make_world(), "led-15").glyphs
    assert drawn(glyphs["ồ"]) == [
        ".#...",
        "..#..",
        "...#.",
        ".....",
        "..#..",
        ".#.#.",
        ".....",
        ".###.",
        "#...#",
        "#...#",
        "#...#",
        "#...#",
        ".###.",
    ]
    assert drawn(glyphs["ị"]) == [".#", "..", *[".#"] * 6, "..", "##"]
    assert drawn(glyphs["í"]) == ["..#", ".#.", "#..", "...", *[".#."] * 6]


def test_an_i_loses_its_dot_under_a_tone_but_not_over_one(face: Face) -> None:
    stem = -face.glyphs["ı"].top
    for letter in "íìỉĩ":
        middle = [y for x, y in face.glyphs[letter].cells if y < -stem]
        assert min(middle) < -stem - 1
        assert len(parts(face.glyphs[letter].cells)) == 2
    assert len(parts(face.glyphs["ị"].cells)) == 3


def test_decomposed_letters_are_the_same(face: Face) -> None:
    assert face.missing(unicodedata.normalize("NFD", "Mỗi ngày một tin tốt")) == ()


@pytest.mark.parametrize(
    ("grids", "problem"),
    [
        (": 2 a b\n##  ##\n##\n", "line 6: '##' has not the 2 parts"),
        (": 2 a\n##\n#\n", "line 6: the rows of a are not of one width"),
        (": 2 a\n#x\n##\n", "line 6: the rows of a"),
        ("colour 3\n", "line 6: 'colour 3' opens no block"),
    ],
)
def test_a_broken_grid_names_its_line(grids: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse_grids(HEAD + grids)


def test_a_missing_measure_is_named() -> None:
    with pytest.raises(ValueError, match="no space"):
        parse_grids(HEAD.replace("space 4\n", ""))


def test_a_broken_font_names_its_file(make_world: MakeWorld) -> None:
    world = make_world({"layouts/glyphs/odd.txt": HEAD + ": 2 a\n##\n##\n"})
    with pytest.raises(ValueError, match=r"layouts/glyphs/odd\.txt"):
        load_face(world, "odd")


def test_the_pen_grows_to_the_right_and_upwards() -> None:
    grids = parse_grids(HEAD.replace("pen 1 1", "pen 2 2") + ": 1 a\n#\n")
    assert grids.letters["a"] == {(0, -1), (1, -1), (0, -2), (1, -2)}
