"""Loops: what plays on a place, as what, in what order, and under which names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from generator.boards.loop import file_name, loop, place_findings, turning_points
from generator.boards.players import Player, load_players
from generator.content.model import (
    Body,
    Campaign,
    Contest,
    Entry,
    Event,
    Kind,
    Library,
    Message,
    Place,
    Priority,
    Surface,
    Unit,
    Ward,
    Withdrawal,
)
from generator.layout.formats import Format
from generator.world import HANOI, World

MakeWorld = Callable[..., World]

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
DAY = timedelta(days=1)
FORMATS = {
    "strip": Format("strip", "board", 256, 32, depth="mono", file="bmp", video="video-strip"),
    "yard": Format("yard", "board", 512, 256, video="video-yard"),
}
STEPS = ("Cắm USB.",)
BOTH = ("png", "bmp")
PLAYERS = {
    "anh": Player(
        "anh", "Ảnh", BOTH, videos=False, prefer="still", sheet_on_stick=True, steps=STEPS
    ),
    "video": Player(
        "video", "Video", (), videos=True, prefer="video", sheet_on_stick=True, steps=STEPS
    ),
    "ca-hai": Player(
        "ca-hai", "Cả hai", BOTH, videos=True, prefer="video", sheet_on_stick=True, steps=STEPS
    ),
    "jpeg": Player(
        "jpeg", "JPEG", ("jpeg",), videos=False, prefer="still", sheet_on_stick=True, steps=STEPS
    ),
}
YARD = Place("san", "Sân chung cư", "ngoc-ha", "yard", "ca-hai")


def message(name: str, **values: object) -> Message:
    base = Message(
        id=name,
        file=f"content/messages/{name}.md",
        title=name,
        slogan=name,
        kind=Kind.NEWS,
        source="s",
        publish=NOW - 10 * DAY,
        expire=date(2027, 1, 1),
        until=datetime(2027, 1, 2, tzinfo=HANOI),
        body=Body("", "", ""),
        hash="h",
    )
    return replace(base, **values)  # type: ignore[arg-type] - fields by name


def library(*messages: Message, off: tuple[str, ...] = ()) -> Library:
    unit = Unit("1", "phường", "Ngọc Hà", "ngoc-ha")
    return Library(
        Campaign("Tin Tốt", "UBND"),
        {"ngoc-ha": unit},
        (Ward(unit, off=off),),
        (YARD,),
        (),
        tuple(Entry(m.id, m) for m in sorted(messages, key=lambda m: m.id)),
    )


def ids(
    *messages: Message, place: Place = YARD, now: datetime = NOW, off: tuple[str, ...] = ()
) -> list[str]:
    return [i.message.id for i in loop(library(*messages, off=off), place, now, FORMATS, PLAYERS)]


def media(item: Message, **changes: object) -> list[str]:
    place = replace(YARD, **changes)  # type: ignore[arg-type] - fields by name
    return [i.media for i in loop(library(item), place, NOW, FORMATS, PLAYERS)]


def test_order_is_emergency_high_near_dates_newest_then_id() -> None:
    soon = Event(NOW + 3 * DAY, None, "Nhà văn hóa")
    sooner = Contest(NOW - DAY, NOW + DAY, "Thể lệ")
    far = Event(NOW + 30 * DAY, None, "Nhà văn hóa")
    assert ids(
        message("cu", publish=NOW - 9 * DAY),
        message("moi", publish=NOW - DAY),
        message("b", publish=NOW - 5 * DAY),
        message("a", publish=NOW - 5 * DAY),
        message("xa", publish=NOW - 2 * DAY, event=far),
        message("hoi", publish=NOW - 9 * DAY, event=soon),
        message("thi", publish=NOW - 9 * DAY, contest=sooner),
        message("can", priority=Priority.HIGH),
        message("khan", priority=Priority.EMERGENCY),
    ) == ["khan", "can", "thi", "hoi", "moi", "xa", "a", "b", "cu"]


def test_event_comes_forward_at_midnight_a_week_before_and_falls_back_when_over() -> None:
    event = Event(
        datetime(2026, 12, 5, 19, tzinfo=HANOI), datetime(2026, 12, 5, 21, tzinfo=HANOI), "x"
    )
    pair = (message("moi", publish=NOW - DAY), message("hoi", event=event))
    week_before = datetime(2026, 11, 28, tzinfo=HANOI)

    assert ids(*pair, now=week_before - timedelta(seconds=1)) == ["moi", "hoi"]
    assert ids(*pair, now=week_before) == ["hoi", "moi"]
    assert ids(*pair, now=event.start + timedelta(hours=1)) == ["hoi", "moi"]
    assert ids(*pair, now=datetime(2026, 12, 5, 21, tzinfo=HANOI)) == ["moi", "hoi"]
    assert turning_points(pair[1]) == (
        pair[1].publish,
        week_before,
        datetime(2026, 12, 5, 21, tzinfo=HANOI),
        pair[1].until,
    )


def test_an_event_without_an_end_is_near_until_its_midnight() -> None:
    event = Event(datetime(2026, 11, 22, 7, tzinfo=HANOI), None, "x")
    pair = (message("moi", publish=NOW - DAY), message("hoi", event=event))

    assert ids(*pair) == ["hoi", "moi"]
    assert ids(*pair, now=datetime(2026, 11, 23, tzinfo=HANOI)) == ["moi", "hoi"]


def test_last_day_is_shown_to_its_midnight() -> None:
    item = message("a", until=datetime(2026, 11, 23, tzinfo=HANOI))

    assert ids(item, now=datetime(2026, 11, 22, 23, 59, 59, tzinfo=HANOI)) == ["a"]
    assert ids(item, now=datetime(2026, 11, 23, tzinfo=HANOI)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"publish": NOW + timedelta(minutes=1)},
        {"withdrawn": Withdrawal(date(2026, 11, 20), "sai")},
        {"wards": ("ba-dinh",)},
        {"places": ("cong",)},
        {"surfaces": frozenset({Surface.WEB, Surface.POSTER})},
    ],
)
def test_what_is_not_meant_for_a_place_does_not_play(changes: dict[str, object]) -> None:
    assert ids(message("a", **changes)) == []


def test_ward_may_switch_a_message_off_and_a_message_may_name_places() -> None:
    assert ids(message("a"), message("b"), off=("a",)) == ["b"]
    assert ids(message("a", places=("san",), wards=("ngoc-ha",))) == ["a"]


def test_only_live_forms_play() -> None:
    shown = replace(library(), entries=(Entry("a", None, draft=message("a")),))

    assert loop(shown, YARD, NOW, FORMATS, PLAYERS) == ()


def test_rgb_boards_play_videos_where_the_player_takes_them() -> None:
    assert media(message("a")) == ["video"]
    assert media(message("a"), player="anh") == ["still"]
    assert media(message("a", surfaces=frozenset({Surface.BOARD}))) == ["still"]
    assert media(message("a", surfaces=frozenset({Surface.VIDEO}))) == ["video"]
    assert media(message("a", surfaces=frozenset({Surface.VIDEO})), player="anh") == []
    assert media(message("a"), player="jpeg") == []


def test_roadside_and_mono_boards_show_stills_only() -> None:
    assert media(message("a"), roadside=True) == ["still"]
    assert media(message("a"), format="strip") == ["still"]
    assert media(message("a"), format="strip", player="video") == []
    assert media(message("a"), roadside=True, player="video") == []


def test_item_ends_with_its_message() -> None:
    item = message("a", until=NOW + DAY)

    assert loop(library(item), YARD, NOW, FORMATS, PLAYERS)[0].until == NOW + DAY


def codes(*messages: Message, **changes: object) -> list[str]:
    place = replace(YARD, **changes)  # type: ignore[arg-type] - fields by name
    return [f.code for f in place_findings(library(*messages), place, NOW, FORMATS, PLAYERS)]


def test_findings_name_what_cannot_play() -> None:
    only_video = message("a", surfaces=frozenset({Surface.VIDEO}))

    assert codes(message("a")) == []
    assert codes() == ["empty-loop"]
    assert codes(message("b"), only_video, player="anh") == ["message-not-playable"]
    assert codes(only_video, player="anh") == ["message-not-playable", "empty-loop"]
    assert codes(message("a"), player="video", roadside=True) == ["place-plays-nothing"]
    assert codes(message("a"), player="x", format="y") == ["unknown-format", "unknown-player"]


def test_file_names_are_short_plain_and_sort_in_play_order() -> None:
    assert file_name(3, 9, "quy-tac-ung-xu", "png") == "03_quy-tac-ung-xu.png"
    assert file_name(7, 120, "con", "mp4") == "007_con.mp4"
    assert (
        file_name(1, 2, "canh-giac-cuoc-goi-mao-danh-cong-an", "bmp")
        == "01_canh-giac-cuoc-goi-mao.bmp"
    )
    assert file_name(1, 2, "x" * 60, "jpg") == f"01_{'x' * 24}.jpg"
    assert file_name(1, 2, f"a-{'x' * 50}", "jpg") == f"01_a-{'x' * 22}.jpg"
    assert file_name(1, 2, "abcdefghijkl-mnopqrstuvw-x", "jpg") == "01_abcdefghijkl-mnopqrstuvw.jpg"


@pytest.mark.parametrize("total", [9, 99, 100, 1000])
def test_file_names_differ_and_keep_their_order(total: int) -> None:
    names = [
        file_name(n, total, "vung-xanh-tren-khong-gian-mang", "png") for n in range(1, total + 1)
    ]

    assert names == sorted(names)
    assert len({name.lower() for name in names}) == total
    assert max(map(len, names)) <= 33


def test_players_of_the_project(make_world: MakeWorld) -> None:
    players = load_players(make_world())

    assert set(players) == {"usb-anh", "usb-video", "usb-mot-video"}
    assert players["usb-anh"].images == ("jpeg", "png", "bmp")
    assert not players["usb-anh"].videos
    assert players["usb-video"].videos
    assert [name for name, player in players.items() if player.reel] == ["usb-mot-video"]
    assert all(len(p.steps) >= 3 for p in players.values())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[a]\nname = 'A'", "images"),
        (
            "[a]\nname='A'\nimages=[]\nvideos=true\nprefer='film'\nsheet_on_stick=true\nsteps=[]",
            "film",
        ),
        (
            "[a]\nname=''\nimages=['png']\nvideos=true\nprefer='still'\nsheet_on_stick=true\nsteps=['']\nreel=true",
            "reel",
        ),
    ],
)
def test_a_broken_player_names_itself(make_world: MakeWorld, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=rf"players.toml \[a\].*{problem}"):
        load_players(make_world({"layouts/players.toml": text}))
