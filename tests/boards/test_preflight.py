"""The preflight as a whole: a good still, all rows at once, and stills as the build makes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.boards.preflight import check_still, check_text, load_limits
from generator.boards.viewing import Viewing
from generator.layout.display import Color, DisplayList, Fill, Group
from generator.layout.formats import Format
from generator.layout.type import set_line
from generator.paint.raster import encode_still, paint_image
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
CREAM, DARK = Color(255, 248, 230), Color(10, 77, 63)
BOARD = Format("panel", "board", 256, 128, pitch_mm=10.0, near_m=10.0, far_m=60.0)
POSTER = Format("poster-a5", "poster", 148, 210, unit="mm", file="pdf")


def _line(world: MemoryWorld, role: str, text: str, y: float, size: float, weight: int) -> Group:
    return Group(role, (set_line(world, text, 10, y, size, weight, CREAM),))


def _codes(world: MemoryWorld, fmt: Format, viewing: Viewing, *items: Group) -> list[str]:
    ground = Group("ground", (Fill(0, 0, fmt.width, fmt.height, DARK),))
    page = DisplayList(fmt.width, fmt.height, "px", (ground, *items))
    image = paint_image(page, world)
    data = encode_still(image, fmt)
    limits = load_limits(world)
    found = check_still(page, image, data, fmt, viewing, "a.png", "tin", limits, world)
    return [f.code for f in found]


def test_a_still_as_it_should_be_has_no_findings(make_world: MakeWorld) -> None:
    world = make_world()
    road = Viewing("cong", outdoor=True, roadside=True, dwell_s=8)
    slogan = _line(world, "slogan", "Tin tốt", 70, 44, 800)
    foot = _line(world, "foot", "Phường Ba Đình", 115, 18, 700)
    assert _codes(world, BOARD, road, slogan, foot) == []


def test_every_row_speaks_once_at_most(make_world: MakeWorld) -> None:
    world = make_world()
    road = Viewing("cong", outdoor=True, roadside=True, dwell_s=2)
    rows = [
        _line(world, "slogan", f"Ngã Ba Chợ, phố {n}, ốc ổ, ổi", 12 + 14 * n, 10, 400)
        for n in range(8)
    ]
    codes = _codes(world, BOARD, road, *rows)
    assert len(codes) == len(set(codes))
    assert {
        "letters-alike",
        "thin-stroke",
        "too-short-to-read",
        "too-much-to-read",
        "roadside-too-fast",
        "letter-small-far",
    } <= set(codes)


def test_a_poster_is_judged_by_its_layout(make_world: MakeWorld) -> None:
    world = make_world()

    def codes(*items: Group) -> list[str]:
        page = DisplayList(148, 210, "mm", items)
        return [f.code for f in check_text(page, POSTER, "a.pdf", "tin", world)]

    assert codes(_line(world, "slogan", "Tin tốt", 60, 20, 800)) == []
    assert codes(_line(world, "slogan", "Tin tốt", 10, 20, 800)) == ["cut-text"]
    assert codes(_line(world, "slogan", "Tin ☃", 60, 20, 800)) == ["missing-glyph"]


@pytest.fixture
def sample_studio(tmp_path: Path):
    """The project's own content and layouts, its cache apart."""
    from datetime import datetime  # noqa: PLC0415 - only here

    from generator.build.project import Project  # noqa: PLC0415
    from generator.build.studio import Studio  # noqa: PLC0415
    from generator.world import HANOI  # noqa: PLC0415

    root = Path(__file__).parents[2]
    project = Project.at(root / "content", root / "layouts", tmp_path / "output")
    return Studio(project, datetime(2026, 11, 22, 12, tzinfo=HANOI))


def test_the_still_recipe_runs_all_rows_on_what_it_painted(sample_studio) -> None:
    from generator.build.recipes.still import Still  # noqa: PLC0415
    from generator.content.library import load_library  # noqa: PLC0415
    from generator.layout.wording import wording  # noqa: PLC0415

    library, _report = load_library(sample_studio.world)
    message = next(m for m in library.live() if m.id == "moi-ngay-mot-tin-tot")
    words = wording(message, None, library.campaign, draft=False)

    def codes(viewing: Viewing | None) -> set[str]:
        still = Still(words, "outdoor-p6", 0, viewing)
        return {f.code for f in still.make(sample_studio, "boards/a/01_a.png").findings}

    assert "too-short-to-read" not in codes(Viewing("san", outdoor=True, dwell_s=10))
    assert "too-short-to-read" in codes(Viewing("san", outdoor=True, dwell_s=2))
    still = Still(words, "outdoor-p6", 0, Viewing("san", dwell_s=2))
    checked = {f.code for f in still.check(sample_studio, "a.png")}
    assert "too-short-to-read" in checked
    inputs = still.inputs("", sample_studio)
    other = Still(words, "outdoor-p6", 0, Viewing("san", dwell_s=3)).inputs("", sample_studio)
    assert {key for key in inputs if inputs[key] != other[key]} == {"viewing"}
    assert "preflight" in inputs
