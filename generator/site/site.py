"""What all pages of one ward share: campaign and ward in, the frame's data out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.content.model import Campaign, Kind, Ward
from generator.layout.wording import SAMPLE_MARK, THEMES
from generator.site.jsonld_text import WardData, page_data
from generator.site.page import Context, Page, key_of
from generator.site.social import social_tags
from generator.site.views import Image, Link

_SUFFIXES = ("png", "jpg", "jpeg", "webp")


@dataclass(frozen=True, slots=True)
class SiteView:
    """The frame of every page of a ward.

    Attributes:
        ward: "Phường Ngọc Hà"; place: "phường Ngọc Hà", for use within a sentence.
        url: absolute address ending in "/", or "".
        phone, phone_url, email, hours, address: "" where the ward states nothing.
        accent: "#rrggbb" or "".
        mark: "BẢN MẪU" or "".
        sections: those that ever held a message.
        reports: whether there is any contact to report to.
    """

    language: str
    campaign: str
    publisher: str
    city: str
    ward: str
    place: str
    url: str
    phone: str
    phone_url: str
    email: str
    hours: str
    address: str
    logo: Image | None
    accent: str
    theme: str
    mark: str
    sections: tuple[Link, ...]
    reports: bool


def site_view(
    campaign: Campaign,
    ward: Ward,
    sections: tuple[Link, ...],
    assets: Mapping[str, int],
    *,
    reports: bool,
) -> SiteView:
    """Return the frame of a ward's pages; `sections` are those of its messages' kinds."""
    digits = re.sub(r"[^\d+]", "", ward.phone)
    return SiteView(
        language=campaign.language,
        campaign=campaign.name,
        publisher=campaign.publisher,
        city=campaign.city,
        ward=ward.name,
        place=f"{ward.unit.kind} {ward.unit.name}",
        url=ward.site_url,
        phone=ward.phone,
        phone_url=f"tel:{digits}" if digits else "",
        email=ward.email,
        hours=ward.hours,
        address=ward.address,
        logo=_logo(ward, assets),
        accent=ward.accent,
        theme=campaign.theme or THEMES[Kind.NEWS],
        mark=SAMPLE_MARK if campaign.sample else "",
        sections=sections,
        reports=reports,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A ward's frame with the key that names all it shows, and its own node of linked data."""

    site: SiteView
    key: str
    linked: WardData

    def page(self, path: str, template: str, key: str, show: Callable[[], Context]) -> Page:
        """Return a page within the frame; `key` names what `show` returns.

        Of that, "data" are the nodes of linked data that are not the ward's, and "preview" is what
        social networks show of the page.
        """

        def context() -> Context:
            site, shown = self.site, show()
            data, preview = shown.get("data"), shown.get("preview")
            name = f"{site.campaign} – {site.ward}"
            frame = {
                "language": site.language,
                "site": site,
                "site_key": self.key,
                "path": path,
                "root": root_of(path),
                "canonical": canonical(site, path),
                "linked": page_data(self.linked, data) if data is not None else "",
                "tags": social_tags(preview, name, site.url) if preview is not None else (),
            }
            return {**frame, **shown}

        return Page(path, template, key_of(self.key, template, key), context)


def root_of(path: str) -> str:
    """Return the way from a page to the site's folder: "", "../" or more."""
    return "../" * path.count("/")


def canonical(site: SiteView, path: str) -> str:
    """Return a page's absolute address, or "" where the ward has none."""
    address = "" if path == "index.html" else path
    return f"{site.url}{address}" if site.url else ""


def _logo(ward: Ward, assets: Mapping[str, int]) -> Image | None:
    if ward.logo is None:
        return None
    src = next((p for s in _SUFFIXES if (p := f"assets/logo.{s}") in assets), "")
    return Image(src, ward.logo.width, ward.logo.height, "") if src else None
