"""The feed: ids that stay, times that come from the messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from generator.content.model import Library, Ward
from generator.site.pages import plan_pages
from generator.world import HANOI

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)


def feed(library: Library, ward: Ward, now: datetime = NOW) -> Mapping[str, Any]:
    pages = plan_pages(library, ward, now, {}, {})
    return next(p for p in pages if p.path == "feed.xml").context


def test_ids_are_uuids_of_ward_and_message_without_an_address(sample: SimpleNamespace) -> None:
    found = feed(sample.library(), sample.ngoc_ha)
    assert found["id"] == "urn:uuid:7fdeb5db-39be-55cd-853d-390b4dcebd44"
    first = found["entries"][0]
    assert (first.id, first.href) == (
        "urn:uuid:57349ef5-e5b9-5a2e-b497-86d3d17d5853",
        "tin/moi-ngay-mot-tin-tot.html",
    )


def test_ids_are_addresses_with_one(sample: SimpleNamespace) -> None:
    found = feed(sample.library(), sample.ba_dinh)
    assert found["id"] == "https://phuong.example/x/"
    assert found["entries"][0].id == "https://phuong.example/x/tin/moi-ngay-mot-tin-tot.html"


def test_times_come_from_publishing_correction_withdrawal_and_expiry(
    sample: SimpleNamespace,
) -> None:
    news = replace(sample.messages[0], corrected=None)
    library = sample.library(news)
    assert feed(library, sample.ngoc_ha)["updated"] == "2026-11-22T06:00:00+07:00"
    fixed = sample.library(replace(news, corrected=(NOW + timedelta(days=1)).date()))
    later = NOW + timedelta(days=2)
    assert feed(fixed, sample.ngoc_ha, later)["updated"] == "2026-11-23T00:00:00+07:00"
    gone = feed(library, sample.ngoc_ha, NOW + timedelta(days=365 * 6))
    assert (gone["entries"], gone["updated"]) == ((), "2032-01-01T00:00:00+07:00")


def test_readers_of_the_feed_learn_that_a_message_was_withdrawn(sample: SimpleNamespace) -> None:
    entries = feed(sample.library(), sample.ngoc_ha)["entries"]
    gone = next(e for e in entries if e.href == "tin/tin-da-rut.html")
    assert (gone.withdrawn, gone.summary) == ("Sai tên người được khen.", "")
    assert gone.updated == "2026-11-12T00:00:00+07:00"


def test_expired_messages_leave_the_feed(sample: SimpleNamespace) -> None:
    entries = feed(sample.library(), sample.ngoc_ha)["entries"]
    assert "tin/thong-bao-da-het.html" not in {e.href for e in entries}


def test_an_empty_feed_has_a_fixed_time(sample: SimpleNamespace) -> None:
    found = feed(replace(sample.library(), entries=()), sample.ngoc_ha)
    assert (found["entries"], found["updated"]) == ((), "1970-01-01T00:00:00+07:00")
