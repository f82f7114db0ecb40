"""Rows R1, R2 and R3: time to read, how much at once, and boards at the road."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from generator.boards.players import dwell_s, load_players
from generator.boards.viewing import Viewing
from generator.content.model import Place
from generator.content.places import read_places
from generator.diagnostics import Report
from generator.layout.formats import Format
from generator.world import MemoryWorld

WIDE = Format("panel", "board", 640, 160)
# 36 letters make 6 words of 6: 6 s against 2 units of 2 s.
LONG = "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện"


def _seen(dwell: float, *, roadside: bool = False) -> Viewing:
    return Viewing("cong", roadside=roadside, dwell_s=dwell)


@pytest.fixture
def still(paint: Callable, line: Callable):
    def make(text: str = LONG, **options: object) -> Any:
        return paint(WIDE, line(text, **{"size": 24, "weight": 800, **options}))

    return make


@pytest.mark.parametrize(
    ("dwell", "codes"), [(6, []), (5, ["too-short-to-read"]), (0, []), (5.9, ["too-short-to-read"])]
)
def test_r1_a_still_stands_as_long_as_it_takes_to_read(
    dwell: float, codes: list[str], still: Callable
) -> None:
    assert [c for c in still().codes(_seen(dwell)) if c != "marks-fused"] == codes


def test_r1_says_what_to_change(still: Callable) -> None:
    found = still().finding("too-short-to-read", _seen(5))
    assert found.severity.value == "error"
    assert found.message == (
        "Câu “Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện” cần 6 giây để đọc,"
        " bảng chỉ chiếu 5 giây."
    )
    assert found.hint == (
        "tăng thời gian mỗi ảnh lên 6 giây (đặt trên bảng và ghi dwell_s = 6 cho nơi “cong”"
        " trong content/places.toml), hoặc viết câu ngắn lại"
    )


def test_r1_support_is_for_those_who_stay(paint: Callable, line: Callable) -> None:
    support = line(LONG, y=140, size=24, role="support")
    assert "too-short-to-read" not in paint(WIDE, line("Tin hay", y=60), support).codes(_seen(3))


def test_r1_nothing_is_assumed_without_a_place(still: Callable) -> None:
    assert "too-short-to-read" not in still().codes(None)


@pytest.mark.parametrize(
    ("text", "roadside", "said"),
    [
        ("Chậm – Nghĩ", False, ""),
        ("Chậm, Nghĩ, Hỏi", False, "Dòng “Chậm, Nghĩ, Hỏi” có 3 ý, một dòng chỉ nên có 2."),
        ("Một, Hai, Ba, Bốn, Năm, Sáu", False, "Ảnh có 6 ý, người xem chỉ kịp nhớ 5 ý."),
        ("Một, Hai, Ba, Bốn", True, "Ảnh có 4 ý, người xem chỉ kịp nhớ 3 ý."),
        ("Phố xanh đẹp từ mỗi người dân Hà Nội chúng ta hôm nay nhé bạn ơi", False, ""),
        (
            "Phố xanh đẹp từ mỗi người dân Hà Nội chúng ta hôm nay nhé bạn ơi",
            True,
            "có 49 chữ cái, người đi đường chỉ kịp đọc 48.",
        ),
    ],
)
def test_r2_a_still_holds_few_units(text: str, roadside: bool, said: str, still: Callable) -> None:
    seen = Viewing("cong", roadside=roadside)
    found = [f for f in still(text, size=17).found(seen) if f.code == "too-much-to-read"]
    assert [f.severity.value for f in found] == (["warning"] if said else [])
    assert all(said in f.message for f in found)


def test_r2_units_run_on_over_lines_and_three_lines_are_enough_at_the_road(
    paint: Callable, line: Callable
) -> None:
    rows = [line(t, y=30 + 30 * n, size=24) for n, t in enumerate(("Mỗi", "ngày", "một", "tin"))]
    road = Viewing("cong", roadside=True)
    assert "too-much-to-read" not in paint(WIDE, *rows[:3]).codes(road)
    found = paint(WIDE, *rows).finding("too-much-to-read", road)
    assert found.message == (
        "Câu “Mỗi ngày một tin” chia thành 4 dòng, người đi đường chỉ kịp đọc 3 dòng."
    )
    assert "too-much-to-read" not in paint(WIDE, *rows).codes(Viewing("sanh"))


def test_r2_claim_and_fact_are_units_of_their_own(paint: Callable, line: Callable) -> None:
    parts = (line("Một, hai", y=50, role="claim"), line("Ba, bốn", y=120, role="fact"))
    found = paint(WIDE, *parts).finding("too-much-to-read", Viewing("cong", roadside=True))
    assert found.message.startswith("Ảnh có 4 ý")


def test_r2_pictures_for_sharing_are_held_in_the_hand(paint: Callable, line: Callable) -> None:
    share = Format("social", "social", 640, 160)
    assert paint(share, line("Một, hai, ba, bốn, năm, sáu", size=30)).codes() == []


@pytest.mark.parametrize(("dwell", "codes"), [(8, []), (7, ["roadside-too-fast"]), (0, [])])
def test_r3_stills_at_the_road_stand_eight_seconds(
    dwell: float, codes: list[str], paint: Callable, line: Callable
) -> None:
    still = paint(WIDE, line("Tin hay"))
    assert still.codes(_seen(dwell, roadside=True)) == codes
    assert still.codes(_seen(dwell)) == []


def test_r3_nothing_moves_at_the_road(paint: Callable, line: Callable) -> None:
    still = paint(WIDE, line("Tin hay"))
    other = [Image.new("RGB", still.image.size)]
    moving = still.saved(format="PNG", save_all=True, append_images=other)
    assert moving.codes(_seen(8)) == []
    found = moving.finding("roadside-motion", _seen(8, roadside=True))
    assert found.severity.value == "error"


def test_a_place_states_its_own_time_in_whole_seconds(
    make_world: Callable[..., MemoryWorld],
) -> None:
    def read(value: str) -> tuple[list[int | None], list[str]]:
        report = Report()
        text = (
            '[cong]\nname = "Cổng"\nward = "ba-dinh"\nformat = "tv-portrait"\n'
            f'player = "usb-anh"\ndwell_s = {value}\n'
        )
        places, _ids = read_places(make_world({"content/places.toml": text}), None, report)
        return [place.dwell_s for place in places], [finding.code for finding in report]

    assert read("15") == ([15], [])
    assert read("0") == ([], ["bad-number"])
    assert read('"lâu"')[0] == []


def test_the_place_overrules_its_player(world: MemoryWorld) -> None:
    players = load_players(world)
    place = Place("cong", "Cổng", "ba-dinh", "panel", "usb-anh")
    assert dwell_s(place, players["usb-anh"]) == players["usb-anh"].dwell_s == 10.0
    assert dwell_s(replace(place, dwell_s=15), players["usb-anh"]) == 15.0
    assert dwell_s(place, players["usb-video"]) == 0.0
