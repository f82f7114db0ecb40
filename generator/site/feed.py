"""A ward's feeds as pages: what its edition publishes in, feed.xml (Atom) and feed.json out.

RFC 4287 and JSON Feed 1.1; both hold the entries of `generator.site.entries`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from generator.canonical import digest
from generator.content.model import Ward
from generator.site.assets import ICON
from generator.site.edition import Edition
from generator.site.entries import ward_feed
from generator.site.jsonfeed import json_feed
from generator.site.page import Context, Page, key_of
from generator.site.site import Frame


def feed_page(frame: Frame, edition: Edition, ward: Ward) -> Page:
    """Return the Atom feed of what is valid or was taken back, newest first."""
    show = partial(_atom, edition, ward)
    return frame.page("feed.xml", "feed.xml", key_of(edition.key, ward.slug), show)


def json_feed_page(
    frame: Frame, edition: Edition, ward: Ward, images: Mapping[str, str] | None = None
) -> Page:
    """Return the JSON feed of the same entries.

    Args:
        frame: the ward's frame.
        edition: what the ward publishes.
        ward: whose feed it is.
        images: message id → its picture for previews, below the ward's folder.
    """
    held = dict(images or {})
    key = key_of(edition.key, ward.slug, digest(held))
    return frame.page("feed.json", "", key, partial(_json, frame, edition, ward, held))


def _atom(edition: Edition, ward: Ward) -> Context:
    feed = ward_feed(edition.feed, ward, {})
    return {"id": feed.id, "updated": feed.updated, "entries": feed.entries}


def _json(frame: Frame, edition: Edition, ward: Ward, images: Mapping[str, str]) -> Context:
    site = frame.site
    data = json_feed(
        ward_feed(edition.feed, ward, images),
        title=f"{site.campaign} – {site.ward}",
        publisher=site.publisher,
        language=site.language,
        site_url=site.url,
        icon=f"assets/{ICON.rpartition('/')[2]}",
    )
    return {"text": data.decode("utf-8")}
