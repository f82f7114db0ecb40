"""Previews in messengers and social networks: what a page is in, Open Graph and Twitter tags out.

ogp.me; Twitter's cards take title, description and picture from Open Graph. Readers of these tags
know no base address: url and image are told only where the ward has an address of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

Tags = tuple[tuple[str, str], ...]

# ogp.me writes language_TERRITORY.
LOCALES = {"vi": "vi_VN", "en": "en_US"}
_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for previews: `path` below the ward's folder, width and height in px."""

    path: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page shows when it is shared; nothing of it depends on the ward.

    Attributes:
        path: below the ward's folder, "" for the home.
        published, modified: RFC 3339, of a message only; a page without is no article.
        section: the message's kind in words.
    """

    title: str
    description: str
    path: str
    language: str = "vi"
    published: str = ""
    modified: str = ""
    section: str = ""
    picture: Picture | None = None


def social_tags(preview: Preview, site_name: str, site_url: str) -> Tags:
    """Return (property, content) for every tag; names that begin with "twitter:" are a `name`.

    Args:
        preview: what the page shows.
        site_name: campaign and ward.
        site_url: absolute address of the ward's folder, ending in "/", or "".
    """
    return (*page_tags(preview), *site_tags(preview, site_name, site_url))


def page_tags(preview: Preview) -> Tags:
    """Return the tags that are alike in all wards, for a part that wards share."""
    tags = [
        ("og:type", "article" if preview.published else "website"),
        ("og:title", _line(preview.title)),
        ("og:description", _line(preview.description)),
        ("og:locale", LOCALES.get(preview.language, preview.language)),
    ]
    if preview.published:
        tags += [
            ("article:published_time", preview.published),
            ("article:modified_time", preview.modified or preview.published),
            ("article:section", preview.section),
        ]
    return tuple((name, content) for name, content in tags if content)


def site_tags(preview: Preview, site_name: str, site_url: str) -> Tags:
    """Return the tags that name the ward or need its address."""
    tags = [("og:site_name", _line(site_name))]
    picture = preview.picture if site_url else None
    if site_url:
        tags.append(("og:url", f"{site_url}{preview.path}"))
    if picture is not None:
        suffix = picture.path.rpartition(".")[2].lower()
        tags += [
            ("og:image", f"{site_url}{picture.path}"),
            ("og:image:type", _TYPES.get(suffix, "")),
            ("og:image:width", str(picture.width)),
            ("og:image:height", str(picture.height)),
            ("og:image:alt", _line(picture.alt)),
        ]
    tags.append(("twitter:card", "summary_large_image" if picture else "summary"))
    return tuple((name, content) for name, content in tags if content)


def _line(words: str) -> str:
    """Return words on one line, as previews show them."""
    return " ".join(words.split())
