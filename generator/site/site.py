"""What all pages of one ward share: campaign and ward in, the frame's data out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.content.model import Campaign, Kind, Message, Ward
from generator.layout.wording import CHIPS, SAMPLE_MARK, THEMES
from generator.site.page import Page
from generator.site.views import Image, Link, section_path

# Sections in the order in which a reader meets them.
SECTIONS = (
    Kind.WARNING,
    Kind.NEWS,
    Kind.STORY,
    Kind.RULE,
    Kind.FACT_CHECK,
    Kind.GUIDE,
    Kind.EVENT,
    Kind.CONTEST,
    Kind.NOTICE,
)

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
    messages: Sequence[Message],
    assets: Mapping[str, int],
    *,
    reports: bool,
) -> SiteView:
    """Return the frame of a ward's pages; `messages` are all it ever published."""
    kinds = {m.kind for m in messages}
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
        sections=tuple(Link(section_path(k), CHIPS[k]) for k in SECTIONS if k in kinds),
        reports=reports,
    )


def site_page(site: SiteView, path: str, template: str, **context: object) -> Page:
    """Return a page within a ward's frame."""
    folder = path.rpartition("/")[0]
    root = "../" * (folder.count("/") + 1) if folder else ""
    address = "" if path == "index.html" else path
    canonical = f"{site.url}{address}" if site.url else ""
    frame = {"language": site.language, "site": site, "root": root, "canonical": canonical}
    return Page(path, template, {**frame, **context})


def _logo(ward: Ward, assets: Mapping[str, int]) -> Image | None:
    if ward.logo is None:
        return None
    src = next((p for s in _SUFFIXES if (p := f"assets/logo.{s}") in assets), "")
    return Image(src, ward.logo.width, ward.logo.height, "") if src else None
