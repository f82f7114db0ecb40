"""The 134 letters, shuffled and painted: named from the pixels by a reader of its own."""

import ast
import hashlib
import importlib.util
import string
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from generator.layout.display import Color, DisplayList, Fill, Group
from generator.layout.formats import Format
from generator.layout.glyphs import VIETNAMESE, load_face
from generator.layout.ledtype import set_glyphs
from generator.paint.raster import paint_still
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
FACES = ("led-15", "led-20", "led-24")
HERE = Path(__file__).parent
GRIDS = HERE.parent.parent / "layouts" / "glyphs"
A_LINE = 17
RED, BLACK = Color(255, 0, 0), Color(0, 0, 0)


@pytest.fixture(scope="module")
def led_reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("led_reader", HERE / "led_reader.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shuffled(letters: list[str]) -> list[str]:
    """Return letters in an order that has nothing to do with their kinship."""
    return sorted(letters, key=lambda c: hashlib.blake2b(c.encode("utf-8")).digest())


def painted(lines: list[str], name: str, world: MemoryWorld) -> bytes:
    """Return lines of text as the PNG of a board high enough for them."""
    face = load_face(world, name)
    pitch = face.rows + 4
    runs = tuple(
        replace(set_glyphs(face, line, RED), x=4, y=2 + face.above + number * pitch)
        for number, line in enumerate(lines)
    )
    width = 8 + max(round(run.ink[2]) for run in runs)
    height = len(lines) * pitch
    ground = Group("ground", (Fill(0, 0, width, height, BLACK),))
    fmt = Format("board", "board", width, height, depth="mono", file="bmp")
    page = DisplayList(width, height, "px", (ground, Group("slogan", runs)))
    stream = BytesIO()
    Image.open(BytesIO(paint_still(page, fmt, world))).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize("name", FACES)
def test_every_letter_is_named_from_its_pixels(
    name: str, make_world: MakeWorld, led_reader: ModuleType
) -> None:
    letters = shuffled([*VIETNAMESE, *string.ascii_letters])
    assert len(letters) == 134 + 52
    lines = [" ".join(letters[at : at + A_LINE]) for at in range(0, len(letters), A_LINE)]
    read = led_reader.Reader(GRIDS / f"{name}.txt").read(painted(lines, name, make_world()))
    wrong = [(a, b) for a, b in zip(letters, read, strict=True) if a != b]
    assert wrong == []


@pytest.mark.parametrize("name", FACES)
def test_a_letter_without_its_mark_is_another_letter(
    name: str, make_world: MakeWorld, led_reader: ModuleType
) -> None:
    picture = Image.open(BytesIO(painted(["ẳ"], name, make_world()))).convert("L")
    reader = led_reader.Reader(GRIDS / f"{name}.txt")
    rows = [y for y in range(picture.height) if any(picture.crop((0, y, 99, y + 1)).getdata())]
    said = []
    for cleared in range(rows[0], rows[-1]):
        picture.paste(0, (0, 0, picture.width, cleared))
        stream = BytesIO()
        picture.save(stream, "PNG")
        said.append(reader.read(stream.getvalue())[0])
    assert said[0] == "ẳ"
    assert {"ă", "a"} <= set(said)
    assert "?" in said


def test_the_reader_shares_no_code_with_the_program() -> None:
    tree = ast.parse((HERE / "led_reader.py").read_text(encoding="utf-8"))
    names = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
        )
    }
    assert names == {"__future__", "unicodedata", "io", "pathlib", "PIL"}
