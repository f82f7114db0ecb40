"""What a ward's feeds hold, whatever their format: its messages in, entries with fixed ids out.

Ids never change: the page's address when the ward has a site, else a UUID made of ward and message
(RFC 9562, version 5), so that copies of the folder agree. Times come from the messages' own dates:
a build alone never makes a reader show old news as new.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
        message: its id.
        href: below the ward's folder.
        summary: "" for what was taken back; `withdrawn` is then the reason.
        category: the kind in Vietnamese words.
        published, updated, until: RFC 3339; from `until` on the message is no longer valid.
        tags: topics in words.
        id: an absolute address or "urn:uuid:…" in a ward's feed, else "".
        image: below the ward's folder, or "".
    """

    message: str
    href: str
    title: str
    summary: str
    kind: str
    category: str
    published: str
    updated: str
    until: str
    withdrawn: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, of a ward or (with no `id`) of all wards with these messages.

    `updated` is RFC 3339.
    """

    id: str
    updated: str
    entries: tuple[FeedEntry, ...]


def shared_feed(
    published: Sequence[Message], now: datetime, tags: Mapping[str, tuple[str, ...]]
) -> Feed:
    """Return what is valid or was taken back, newest first, at most 50 entries, for any ward.

    Args:
        published: every message with a page, newest first.
        now: decides what has expired.
        tags: message id → its topics in words.
    """
    kept = [m for m in published if m.status(now) in {Status.CURRENT, Status.WITHDRAWN}]
    shown = [m for m in kept if now < m.until][:LONGEST]
    # An entry that expires changes the feed too.
    changes = [changed(m) for m in published] + [m.until for m in published if m.until <= now]
    return Feed(
        id="",
        updated=max(changes).isoformat() if changes else _NEVER,
        entries=tuple(_entry(m, tags.get(m.id, ())) for m in shown),
    )


def ward_feed(shared: Feed, ward: Ward, images: Mapping[str, str]) -> Feed:
    """Return a ward's feed.

    Args:
        shared: what it has in common with other wards, from `shared_feed`.
        ward: gives the feed and its entries their ids.
        images: message id → its picture for previews, below the ward's folder.
    """
    site = ward.site_url
    entries = []
    for entry in shared.entries:
        name = entry.message
        own = f"{site}{entry.href}" if site else f"urn:uuid:{message_uuid(ward.slug, name)}"
        image = "" if entry.withdrawn else images.get(name, "")
        entries.append(replace(entry, id=own, image=image))
    whole = site or f"urn:uuid:{uuid.uuid5(_NAMESPACE, ward.slug)}"
    return replace(shared, id=whole, entries=tuple(entries))


def message_uuid(ward: str, message_id: str) -> uuid.UUID:
    """Return the name that a message keeps for ever in a ward (its slug)."""
    return uuid.uuid5(_NAMESPACE, f"{ward}/{message_id}")


def changed(message: Message) -> datetime:
    """Return when a message last changed: by publishing, correction or withdrawal."""
    days = [message.corrected, message.withdrawn.on if message.withdrawn else None]
    return max([message.publish, *(midnight(d) for d in days if d is not None)])


def _entry(message: Message, tags: tuple[str, ...]) -> FeedEntry:
    gone = message.withdrawn
    return FeedEntry(
        message=message.id,
        href=message_path(message.id),
        title=message.title,
        summary="" if gone else message.lead,
        kind=message.kind.value,
        category=CHIPS[message.kind],
        published=message.publish.isoformat(),
        updated=changed(message).isoformat(),
        until=message.until.isoformat(),
        withdrawn=gone.reason if gone else "",
        tags=tags,
    )
