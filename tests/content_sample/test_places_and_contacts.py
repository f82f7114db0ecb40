from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Table = Callable[[str], dict[str, Any]]

PLACES = {
    "cong-tru-so": ("strip32-mono", "usb-anh"),
    "quay-mot-cua": ("strip16-mono", "usb-anh"),
    "diem-cua-nha-van-hoa": ("lintel-rgb", "usb-video"),
    "sanh-chung-cu": ("hall-p3", "usb-anh"),
    "san-chung-cu": ("apartment-p5", "usb-video"),
    "thang-may": ("tv-portrait", "usb-anh"),
    "hoi-truong-truong-hoc": ("tv-landscape", "usb-video"),
}
CONFIRMED = {
    "111",
    "vn-cop.vn",
    "tingia.gov.vn",
    "18008108",
    "canhbao.khonggianmang.vn",
    "tinnhiemmang.vn/website-lua-dao",
    "156",
    "156 hoặc 5656",
}


def test_seven_places_in_three_wards_with_known_formats_and_players(table: Table) -> None:
    places = table("content/places.toml")
    formats, players = table("layouts/formats.toml"), table("layouts/players.toml")
    assert {name: (p["format"], p["player"]) for name, p in places.items()} == PLACES
    assert {p["ward"] for p in places.values()} == {"ba-dinh", "ngoc-ha", "giang-vo"}
    for name, place in places.items():
        assert name.isascii()
        assert place["format"] in formats
        assert place["player"] in players


def test_places_are_marked_as_samples_and_name_nobody(table: Table) -> None:
    for place in table("content/places.toml").values():
        assert place["name"].endswith("(mẫu)")
        assert place["contact"] == ""
        assert place["next_visits"] == []


def test_every_contact_has_a_source_and_the_day_of_its_check(table: Table) -> None:
    contacts = table("content/contacts.toml")
    assert {c["value"] for c in contacts.values()} == CONFIRMED
    for contact in contacts.values():
        assert contact["source"]
        assert contact["what_for"].endswith(".")
        assert contact["checked_on"] == date(2026, 11, 22)
        assert contact["topics"]


def test_the_campaign_is_a_sample_with_a_sample_approver(table: Table) -> None:
    campaign = table("content/campaign.toml")
    assert campaign["sample"] is True
    assert campaign["approvers"] == ["Người duyệt mẫu"]
    assert campaign["theme"] in table("layouts/themes.toml")
