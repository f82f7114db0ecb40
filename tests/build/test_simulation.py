"""Simulations of boards: made of the still that hangs there, small, measured on the way."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from generator.boards.viewing import Viewing
from generator.build.project import Project
from generator.build.recipes.simulation import Simulation, simulation_path, still_measures
from generator.build.recipes.still import Still
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.layout.wording import wording
from generator.world import HANOI

NOON = datetime(2026, 11, 22, 12, tzinfo=HANOI)


@pytest.fixture
def studio(campaign: Path) -> Studio:
    return Studio(Project.at(campaign / "content", campaign / "layouts"), NOON)


@pytest.fixture
def still(studio: Studio) -> Still:
    library, _report = load_library(studio.world)
    (message, *_rest) = (m for m in library.live() if m.id == "mot-tin-tot")
    words = wording(message, library.wards[0], library.campaign, draft=False)
    return Still(words, "apartment-p5")


@pytest.mark.parametrize(
    ("path", "view", "wanted"),
    [
        ("boards/san/01_a.png", "board", "proof/sim/boards/san/01_a-board.png"),
        ("boards/san-night/01_a.mp4", "eye", "proof/sim/boards/san-night/01_a-eye.jpg"),
        ("proof/drafts/a/strip.bmp", "part", "proof/sim/drafts/a/strip-part.png"),
    ],
)
def test_every_view_of_every_file_has_its_own_path(path: str, view: str, wanted: str) -> None:
    assert simulation_path(path, view) == wanted  # type: ignore[arg-type] # a view


def test_a_board_is_drawn_at_whole_lamps_and_small(studio: Studio, still: Still) -> None:
    data = Simulation(still, "board").make(studio, "").data
    assert Image.open(BytesIO(data)).size == (512 * 3, 256 * 3)
    assert len(data) < 150_000


def test_night_is_darker_than_day(studio: Studio, still: Still) -> None:
    night = Still(still.words, still.format, 0, Viewing("san", outdoor=True, night=True))
    assert still_measures(night, studio)["light"] < still_measures(still, studio)["light"]  # type: ignore[operator]
    day, dark = (
        Image.open(BytesIO(Simulation(one, "board").make(studio, "").data)).convert("L")
        for one in (still, night)
    )
    assert ImageStat.Stat(dark).mean[0] < ImageStat.Stat(day).mean[0] - 5
    assert Simulation(night, "board").inputs("", studio) != Simulation(still, "board").inputs(
        "", studio
    )


def test_measures_are_kept_from_the_making_of_the_picture(
    studio: Studio, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that makes nothing shows the proof again without painting a single still."""
    Simulation(still, "board").make(studio, "")
    known = still_measures(still, studio)
    assert known["reading_s"] == 3.0
    assert known["letter_cm"] == pytest.approx(known["farthest_m"] / 3, rel=0.01)  # type: ignore[operator]

    def fail(*_args: object) -> None:
        raise AssertionError("painted again")

    monkeypatch.setattr("generator.build.recipes.simulation._painted", fail)
    again = Studio(studio.project, NOON)
    assert still_measures(still, again) == known
