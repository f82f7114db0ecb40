"""A ward's JSON Feed: its entries in, the bytes of feed.json out.

JSON Feed 1.1 (jsonfeed.org/version/1.1). The same entries under the same ids as in the Atom feed,
so that a reader of both shows nothing twice. The format knows no base address: where a ward has
none there are no URLs, and an entry is told by its id alone.
"""

from __future__ import annotations

import json

from generator.i18n import translations
from generator.site.entries import Feed, FeedEntry

VERSION = "https://jsonfeed.org/version/1.1"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Item = dict[str, object]


def json_feed(
    feed: Feed, *, title: str, publisher: str, language: str, site_url: str, icon: str
) -> bytes:
    """Return feed.json: UTF-8, LF, one line end at the end.

    Args:
        feed: what the feeds hold.
        title: campaign and ward, as in the Atom feed.
        publisher: author of all entries.
        language: of the entries, e.g. "vi".
        site_url: absolute address of the ward's folder, ending in "/", or "".
        icon: the site's icon below that folder, or "".
    """
    top: Item = {"version": VERSION, "title": title}
    if site_url:
        top |= {"home_page_url": site_url, "feed_url": f"{site_url}feed.json"}
        if icon:
            top["favicon"] = f"{site_url}{icon}"
    top |= {
        "authors": [{"name": publisher}],
        "language": language,
        # The feed goes on though single messages expire; see "valid_until" of the entries.
        "expired": False,
    }
    # An entry a line: json's own indenting takes ten times as long.
    items = ",\n".join(_ENCODER.encode(_item(e, language, site_url)) for e in feed.entries)
    return f'{_ENCODER.encode(top)[:-1]},"items":[\n{items}\n]}}\n'.encode()


def _item(entry: FeedEntry, language: str, site_url: str) -> Item:
    say = translations(language).gettext
    item: Item = {"id": entry.id}
    if site_url:
        item["url"] = f"{site_url}{entry.href}"
    title, text = entry.title, entry.summary or entry.title
    if entry.withdrawn:
        title = say("Tin đã rút: {title}").format(title=entry.title)
        text = say("Lý do: {reason}").format(reason=entry.withdrawn)
    item |= {"title": title, "content_text": text}
    if site_url and entry.image:
        item["image"] = f"{site_url}{entry.image}"
    item |= {"date_published": entry.published, "date_modified": entry.updated}
    item["tags"] = [say(entry.category), *entry.tags]
    item["language"] = language
    # Portals that take over messages must know when to drop one; the format has no key for it.
    item["_tintot"] = {"kind": entry.kind, "valid_until": entry.until}
    return item
