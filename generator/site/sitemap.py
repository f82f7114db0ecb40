"""A ward's sitemap: its pages in, the list of their absolute addresses out (sitemaps.org, 0.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.content.model import Message
from generator.site.page import Page
from generator.site.site import SiteView, site_page
from generator.site.views import message_path

_LISTED = frozenset({"home.html", "section.html", "archive.html", "message.html"})


@dataclass(frozen=True, slots=True)
class Address:
    """One absolute address; `changed` is the day of its last change, or ""."""

    url: str
    changed: str = ""


def sitemap_page(site: SiteView, pages: Iterable[Page], published: Sequence[Message]) -> Page:
    """Return the sitemap of a ward with a site; notices and redirects are left out."""
    days = {
        message_path(m.id): max([m.publish.date(), *([m.corrected] if m.corrected else [])])
        for m in published
    }
    found = []
    for page in sorted((p for p in pages if p.template in _LISTED), key=lambda p: p.path):
        day = days.get(page.path)
        url = str(page.context["canonical"])
        found.append(Address(url, day.isoformat() if day else ""))
    return site_page(site, "sitemap.xml", "sitemap.xml", addresses=tuple(found))
