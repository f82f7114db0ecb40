"""Row T2: every accented letter keeps its parts and stays apart from its neighbours."""

from collections.abc import Callable

import pytest

from generator.boards.preflight import load_limits
from generator.boards.preflight.marks import survey
from generator.layout.display import Color, TextRun
from generator.layout.formats import Format
from generator.world import MemoryWorld

RGB = Format("panel", "board", 256, 128)
MONO = Format("strip", "board", 256, 32, depth="mono", file="bmp")


def test_large_letters_keep_their_marks(paint: Callable, line: Callable) -> None:
    assert paint(RGB, line("Ẫ ế ỗ ữ")).codes() == []


def test_letters_that_look_like_others_are_an_error_in_the_message(
    paint: Callable, line: Callable
) -> None:
    found = paint(RGB, line("Ngã Ba Chợ", size=10, weight=500)).finding("letters-alike")
    assert found.severity.value == "error"
    assert found.message.startswith("Ở cỡ chữ này “")
    assert "“Ngã Ba Chợ”" in found.message


def test_below_the_message_they_are_a_warning(paint: Callable, line: Callable) -> None:
    foot = line("Ngã Ba Chợ", y=120, size=10, weight=500, role="foot")
    assert paint(RGB, line("Tin hay"), foot).finding("letters-alike").severity.value == "warning"


def test_marks_that_melt_into_their_letter_are_a_warning(paint: Callable, line: Callable) -> None:
    support = line("Ấm lòng", y=120, size=17, weight=600, role="support")
    assert paint(RGB, line("Tin hay"), support).codes() == []
    support = line("Mỗi ngày", y=120, size=18, weight=600, role="support")
    found = paint(RGB, line("Tin hay"), support).finding("marks-fused")
    assert found.severity.value == "warning"
    assert found.message == "Dấu của “ỗ” dính vào chữ (câu “Mỗi ngày”)."


def test_one_bit_letters_are_compared_pixel_by_pixel(paint: Callable, line: Callable) -> None:
    assert "letters-alike" in paint(MONO, line("Tốt", y=26, size=10, weight=500)).codes()
    assert "letters-alike" not in paint(MONO, line("Tốt", y=26, size=22)).codes()


@pytest.mark.parametrize("weight", [300, 500, 700, 900])
def test_from_the_size_of_the_limits_on_every_letter_is_clear(
    weight: int, world: MemoryWorld
) -> None:
    limits = load_limits(world)
    run = TextRun(0, 0, limits.clear_from_px, weight, Color(255, 255, 255), (), 0, (0, 0, 0, 0))
    found = survey(world, run, limits.distinct_px, one_bit=False)
    assert (found.fused, found.alike) == (frozenset(), ())


def test_the_bitmap_font_is_surveyed_by_its_grids(world: MemoryWorld) -> None:
    run = TextRun(0, 0, 15, 400, Color(255, 0, 0), (), 0, (0, 0, 0, 0), "led-15")
    found = survey(world, run, load_limits(world).distinct_px, one_bit=True)
    assert found.alike == ()
    assert found.fused == frozenset()


def _hooks_as_acutes(grids: str) -> str:
    """Return a font's grids with the acute's rows in the hook's place."""
    rows = grids.splitlines()
    head = next(n for n, row in enumerate(rows) if row.startswith("^") and "hook" in row.split())
    names = rows[head].split()[1:]
    for n in range(head + 1, next(n for n in range(head, len(rows)) if not rows[n].strip())):
        parts = rows[n].split()
        parts[names.index("hook")] = parts[names.index("acute")]
        rows[n] = "  ".join(parts)
    return "\n".join(rows)


def test_a_bitmap_font_with_one_mark_for_two_tones_is_found(
    make_world: Callable[..., MemoryWorld], world: MemoryWorld
) -> None:
    grids = world.read("layouts/glyphs/led-15.txt").decode("utf-8")
    bad = make_world({"layouts/glyphs/bad.txt": _hooks_as_acutes(grids)})
    run = TextRun(9, 26, 15, 400, Color(255, 0, 0), (), 8, (0, -12, 8, 3), "bad")
    assert "áả" in survey(bad, run, 2.0, one_bit=True).alike
