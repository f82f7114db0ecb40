"""A ward's Atom feed: its messages in, the feed's page out.

RFC 4287. Ids never change: the page's address when the ward has a site, else a UUID made of ward
and message (RFC 4122, version 5), so that copies of the folder agree. "updated" comes from the
messages' own dates; a build alone never makes a reader show old news as new.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.content.model import Message, Status, Ward
from generator.layout.wording import CHIPS
from generator.site.page import Page
from generator.site.site import SiteView, site_page
from generator.site.views import message_path
from generator.world import midnight

# A name of our own for UUIDs; the value is arbitrary and must stay.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tag:tintot,2026:feed")
_NEVER = "1970-01-01T00:00:00+07:00"
LONGEST = 50


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One message in the feed; `withdrawn` is the reason when it was taken back."""

    id: str
    href: str
    title: str
    summary: str
    kind: str
    category: str
    published: str
    updated: str
    withdrawn: str = ""


def feed_page(site: SiteView, ward: Ward, published: Sequence[Message], now: datetime) -> Page:
    """Return the feed of what is valid or was taken back, newest first.

    Args:
        site: the ward's frame.
        ward: whose feed it is.
        published: every message with a page, newest first.
        now: decides what has expired.
    """
    kept = [m for m in published if m.status(now) in {Status.CURRENT, Status.WITHDRAWN}]
    entries = tuple(_entry(m, ward) for m in kept if now < m.until)[:LONGEST]
    # An entry that expires changes the feed too.
    changes = [_updated(m) for m in published] + [m.until for m in published if m.until <= now]
    return site_page(
        site,
        "feed.xml",
        "feed.xml",
        id=ward.site_url or f"urn:uuid:{uuid.uuid5(_NAMESPACE, ward.slug)}",
        updated=max(changes).isoformat() if changes else _NEVER,
        entries=entries,
    )


def _entry(message: Message, ward: Ward) -> FeedEntry:
    path = message_path(message.id)
    name = uuid.uuid5(_NAMESPACE, f"{ward.slug}/{message.id}")
    gone = message.withdrawn
    return FeedEntry(
        id=f"{ward.site_url}{path}" if ward.site_url else f"urn:uuid:{name}",
        href=path,
        title=message.title,
        summary="" if gone else message.lead,
        kind=message.kind.value,
        category=CHIPS[message.kind],
        published=message.publish.isoformat(),
        updated=_updated(message).isoformat(),
        withdrawn=gone.reason if gone else "",
    )


def _updated(message: Message) -> datetime:
    days = [message.corrected, message.withdrawn.on if message.withdrawn else None]
    return max([message.publish, *(midnight(d) for d in days if d is not None)])
