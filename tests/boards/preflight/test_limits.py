"""Thresholds are data: read from layouts/preflight.toml, each key known."""

import tomllib
from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from generator.boards.preflight import Limits, load_limits
from generator.boards.preflight.limits import VideoLimits
from generator.boards.viewing import Viewing
from generator.layout.formats import Format
from generator.world import MemoryWorld

FILE = "layouts/preflight.toml"


def test_the_file_has_every_threshold_and_no_other(world: MemoryWorld) -> None:
    limits = load_limits(world)
    table = tomllib.loads(world.read(FILE).decode("utf-8"))
    assert set(table) == {f.name for f in fields(Limits)} - {"capitals"}
    assert set(table["video"]) == {f.name for f in fields(VideoLimits)}
    assert limits.capitals("led-15") == 8


def test_another_threshold_gives_another_finding(
    make_world: Callable[..., MemoryWorld], paint: Callable, line: Callable
) -> None:
    still = paint(Format("panel", "board", 640, 160), line("Tin hay"))
    seen = Viewing("cong", roadside=True, dwell_s=9)
    assert still.codes(seen) == []
    text = still.world.read(FILE).decode("utf-8").replace("roadside_s = 8.0", "roadside_s = 12.0")
    stricter = replace(still, world=make_world({FILE: text}))
    assert stricter.codes(seen) == ["roadside-too-fast"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("white_area = 0.10\n", "", "white_area"),
        ("white_area", "whitish", "whitish"),
        ("[video]", "[film]", "video"),
        ("seam_levels", "jump", "jump"),
    ],
)
def test_a_broken_file_is_named(
    old: str, new: str, problem: str, make_world: Callable[..., MemoryWorld]
) -> None:
    text = make_world().read(FILE).decode("utf-8").replace(old, new)
    with pytest.raises(ValueError, match=rf"preflight\.toml.*{problem}"):
        load_limits(make_world({FILE: text}))
