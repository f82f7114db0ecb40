"""A ward's sitemap: its pages in, the list of their absolute addresses out (sitemaps.org, 0.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.site.edition import Edition
from generator.site.page import Context, Page, key_of
from generator.site.site import Frame, canonical
from generator.site.views import message_path

_LISTED = frozenset(
    {
        "about.html",
        "archive.html",
        "home.html",
        "message.html",
        "month.html",
        "report.html",
        "section.html",
    }
)


@dataclass(frozen=True, slots=True)
class Address:
    """One absolute address; `changed` is the day of its last change, or ""."""

    url: str
    changed: str = ""


def sitemap_page(frame: Frame, pages: Sequence[Page], edition: Edition) -> Page:
    """Return the sitemap of a ward with a site; notices and redirects are left out."""
    days = {message_path(name): day.isoformat() for name, day in edition.changed.items()}
    listed = sorted(page.path for page in pages if page.template in _LISTED)

    def show() -> Context:
        found = (Address(canonical(frame.site, path), days.get(path, "")) for path in listed)
        return {"addresses": tuple(found)}

    key = key_of(*(f"{path} {days.get(path, '')}" for path in listed))
    return frame.page("sitemap.xml", "sitemap.xml", key, show)
