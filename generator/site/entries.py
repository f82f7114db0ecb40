"""What a ward's feeds hold, whatever their format: its messages in, entries with fixed ids out.

Ids never change: the page's address when the ward has a site, else a UUID made of ward and message
(RFC 9562, version 5), so that copies of the folder agree. Times come from the messages' own dates:
a build alone never makes a reader show old news as new.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.content.model import Message, Status, Ward
from generator.layout.wording import CHIPS
from generator.site.views import message_path
from generator.world import midnight

# A name of our own for UUIDs; the value is arbitrary and must stay.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tag:tintot,2026:feed")
_NEVER = "1970-01-01T00:00:00+07:00"
LONGEST = 50


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One message in the feeds.

    Attributes:
        id: an absolute address, or "urn:uuid:…".
        href, image: below the ward's folder; `image` is "" where there is none.
        summary: "" for what was taken back; `withdrawn` is then the reason.
        category: the kind in Vietnamese words.
        published, updated, until: RFC 3339; from `until` on the message is no longer valid.
        tags: topics in words.
    """

    id: str
    href: str
    title: str
    summary: str
    kind: str
    category: str
    published: str
    updated: str
    withdrawn: str = ""
    until: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A ward's feed; `updated` is RFC 3339."""

    id: str
    updated: str
    entries: tuple[FeedEntry, ...]


def feed_plan(
    ward: Ward,
    published: Sequence[Message],
    now: datetime,
    images: Mapping[str, str],
    tags: Mapping[str, tuple[str, ...]],
) -> Feed:
    """Return what is valid or was taken back, newest first, at most 50 entries.

    Args:
        ward: whose feed it is.
        published: every message with a page, newest first.
        now: decides what has expired.
        images: message id → its picture for previews, below the ward's folder.
        tags: message id → its topics in words.
    """
    kept = [m for m in published if m.status(now) in {Status.CURRENT, Status.WITHDRAWN}]
    shown = [m for m in kept if now < m.until][:LONGEST]
    # An entry that expires changes the feed too.
    changes = [changed(m) for m in published] + [m.until for m in published if m.until <= now]
    return Feed(
        id=ward.site_url or f"urn:uuid:{uuid.uuid5(_NAMESPACE, ward.slug)}",
        updated=max(changes).isoformat() if changes else _NEVER,
        entries=tuple(_entry(m, ward, images, tags) for m in shown),
    )


def message_uuid(ward: str, message_id: str) -> uuid.UUID:
    """Return the name that a message keeps for ever in a ward (its slug)."""
    return uuid.uuid5(_NAMESPACE, f"{ward}/{message_id}")


def changed(message: Message) -> datetime:
    """Return when a message last changed: by publishing, correction or withdrawal."""
    days = [message.corrected, message.withdrawn.on if message.withdrawn else None]
    return max([message.publish, *(midnight(d) for d in days if d is not None)])


def _entry(
    message: Message, ward: Ward, images: Mapping[str, str], tags: Mapping[str, tuple[str, ...]]
) -> FeedEntry:
    path, gone = message_path(message.id), message.withdrawn
    own = ward.site_url and f"{ward.site_url}{path}"
    return FeedEntry(
        id=own or f"urn:uuid:{message_uuid(ward.slug, message.id)}",
        href=path,
        title=message.title,
        summary="" if gone else message.lead,
        kind=message.kind.value,
        category=CHIPS[message.kind],
        published=message.publish.isoformat(),
        updated=changed(message).isoformat(),
        withdrawn=gone.reason if gone else "",
        until=message.until.isoformat(),
        image="" if gone else images.get(message.id, ""),
        tags=tags.get(message.id, ()),
    )
