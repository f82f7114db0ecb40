"""Both feeds read back: Atom by feedparser, JSON Feed by a schema of its standard."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.content.model import Library, Ward
from generator.site.entries import LONGEST, message_uuid, shared_feed, ward_feed
from generator.site.jsonfeed import json_feed
from generator.site.pages import plan_pages
from generator.site.render import render_page
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

SCHEMA = json.loads(
    (Path(__file__).parent / "fixtures" / "jsonfeed.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
BAD = "]]></title><script>alert('x')</script>&amp; \" \\ \u2028 {{ 1 }}{title}"
IMAGE = "media/moi-ngay-mot-tin-tot/social-1200x630.png"


def both(library: Library, ward: Ward, world: MemoryWorld) -> tuple[Any, dict[str, Any]]:
    """The two feeds of a ward, as their readers see them."""
    pages = {p.path: p for p in plan_pages(library, ward, world.now, {IMAGE: 85_300}, {})}
    atom = feedparser.parse(render_page(pages["feed.xml"], world))
    assert not atom.bozo, atom.get("bozo_exception")
    data = json.loads(render_page(pages["feed.json"], world))
    VALIDATOR.validate(data)
    return atom, data


def test_the_schema_is_one_and_refuses_what_the_standard_does() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    good = {"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": []}
    VALIDATOR.validate(good)
    for wrong in (
        {"version": "https://jsonfeed.org/version/1"},
        {"items": [{"id": "1"}]},
        {"items": [{"content_text": "a"}]},
        {"items": [{"id": "1", "content_text": "a", "url": "tin/a.html"}]},
        {"items": [{"id": "1", "content_text": "a", "date_published": "2026-11-22"}]},
        {"items": [{"id": "1", "content_text": "a", "_1": {}}]},
        {"authors": [{}]},
        {"feed_url": "feed.json"},
        {"colour": "red"},
    ):
        assert not VALIDATOR.is_valid({**good, **wrong}), wrong


@pytest.mark.parametrize("named", [True, False])
def test_both_feeds_hold_the_same(
    sample: SimpleNamespace, make_world: MakeWorld, *, named: bool
) -> None:
    ward = sample.ba_dinh if named else sample.ngoc_ha
    atom, data = both(sample.library(), ward, make_world())
    assert [e.id for e in atom.entries] == [i["id"] for i in data["items"]]
    assert len(data["items"]) == 10
    assert atom.feed.title == data["title"] == f"Tin Tốt – {ward.name}"
    assert atom.feed.author == data["authors"][0]["name"] == "Bộ nội dung mẫu Tin Tốt"
    for entry, item in zip(atom.entries, data["items"], strict=True):
        assert entry.title == item["title"]
        assert entry.published == item["date_published"]
        assert entry.updated == item["date_modified"]
        assert entry.tags[0].label == item["tags"][0]
        assert entry.summary == item["content_text"]


def test_an_item_in_full(sample: SimpleNamespace, make_world: MakeWorld) -> None:
    library = sample.library()
    campaign = replace(library.campaign, topics={"false-news": "Tin giả"})
    _, data = both(replace(library, campaign=campaign), sample.ba_dinh, make_world())
    assert data["items"][0] == {
        "id": "https://phuong.example/x/tin/moi-ngay-mot-tin-tot.html",
        "url": "https://phuong.example/x/tin/moi-ngay-mot-tin-tot.html",
        "title": "Cụ bà 72 tuổi dạy cả ngõ cách nhận ra tin giả",
        "content_text": sample.messages[0].lead,
        "image": "https://phuong.example/x/media/moi-ngay-mot-tin-tot/social-1200x630.png",
        "date_published": "2026-11-22T06:00:00+07:00",
        "date_modified": "2026-11-22T06:00:00+07:00",
        "tags": ["Tin tốt mỗi ngày", "Tin giả"],
        "language": "vi",
        "_tintot": {"kind": "news", "valid_until": "2032-01-01T00:00:00+07:00"},
    }
    del data["items"]
    assert data == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tin Tốt – Phường Ba Đình",
        "home_page_url": "https://phuong.example/x/",
        "feed_url": "https://phuong.example/x/feed.json",
        "favicon": "https://phuong.example/x/assets/favicon.svg",
        "authors": [{"name": "Bộ nội dung mẫu Tin Tốt"}],
        "language": "vi",
        "expired": False,
    }


def test_without_an_address_there_are_ids_but_no_urls(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    _, data = both(sample.library(), sample.ngoc_ha, make_world())
    assert not {"home_page_url", "feed_url", "favicon"} & set(data)
    for item in data["items"]:
        assert not {"url", "image"} & set(item)
        assert item["id"].startswith("urn:uuid:")
    name = message_uuid("ngoc-ha", "moi-ngay-mot-tin-tot")
    assert data["items"][0]["id"] == f"urn:uuid:{name}"
    assert str(name) == "57349ef5-e5b9-5a2e-b497-86d3d17d5853"


def test_what_was_taken_back_says_so_and_shows_no_picture(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    gone = replace(sample.messages[10], id="moi-ngay-mot-tin-tot")
    _, data = both(sample.library(gone), sample.ba_dinh, make_world())
    (item,) = data["items"]
    assert item["title"] == "Tin đã rút: Tin đăng nhầm tên người được khen"
    assert item["content_text"] == "Lý do: Sai tên người được khen."
    assert "image" not in item


def test_an_entry_without_a_summary_still_has_a_text(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    bare = replace(sample.messages[1], summary="", body=replace(sample.messages[1].body, lead=""))
    world = make_world()
    feed = ward_feed(shared_feed((bare,), world.now, {}), sample.ngoc_ha, {})
    data = json.loads(
        json_feed(feed, title="a", publisher="b", language="vi", site_url="", icon="")
    )
    VALIDATOR.validate(data)
    assert data["items"][0]["content_text"] == bare.title


def test_hostile_words_are_data_in_both(sample: SimpleNamespace, make_world: MakeWorld) -> None:
    news = replace(sample.messages[0], title=BAD, summary=BAD)
    gone = replace(
        sample.messages[10], title=BAD, withdrawn=replace(sample.messages[10].withdrawn, reason=BAD)
    )
    _, data = both(sample.library(news, gone), sample.ba_dinh, make_world())
    assert [i["title"] for i in data["items"]] == [BAD, f"Tin đã rút: {BAD}"]
    assert [i["content_text"] for i in data["items"]] == [BAD, f"Lý do: {BAD}"]


def test_feeds_hold_fifty_entries(sample: SimpleNamespace, make_world: MakeWorld) -> None:
    many = [replace(sample.messages[1], id=f"tin-{n:03}") for n in range(LONGEST + 1)]
    _, data = both(sample.library(*many), sample.ba_dinh, make_world())
    assert len(data["items"]) == LONGEST
