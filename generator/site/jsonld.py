"""What search engines read in a page: a ward or message in, JSON-LD in schema.org's words out.

Nothing is told that the content does not state. A message is alike in all wards but for their
address: `message_data` is made once for all of them, `ward_data` once for all pages of a ward, and
`jsonld_text.page_data` joins the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.model import Campaign, Message, Ward
from generator.layout.wording import CHIPS, SAMPLE_MARK
from generator.site.entries import changed
from generator.site.jsonld_text import (
    CONTEXT,
    Below,
    Data,
    Node,
    Office,
    WardData,
    data_of,
    script_text,
)
from generator.site.views import Link, message_path
from generator.text.dates import closes_day
from generator.world import midnight

# The limit that Google's guide to articles named; result pages cut what is longer.
LONGEST_HEADLINE = 110
_SITE = "#trang"


@dataclass(frozen=True, slots=True)
class Video:
    """A video of a message: files below the ward's folder and its length (s), 0 if not known."""

    src: str
    poster: str
    seconds: float = 0.0


def ward_data(ward: Ward, campaign: Campaign, logo: str) -> WardData:
    """Return what a ward adds to each page; `logo` lies below its folder, or is ""."""
    node = data_of([organization(ward, campaign, logo)])
    site = script_text(ward.site_url)[1:-1]
    return WardData(site, site.join(node.parts) if site else node.bare)


def home_data(name: str, language: str) -> Data:
    """Return the nodes of a ward's home; `name` is the site's, the same in its title."""
    return data_of([website(name, language)])


def list_data(trail: Sequence[Link]) -> Data:
    """Return the nodes of a page that is no message: the way to it, home and itself included."""
    return data_of([breadcrumbs(trail)])


def message_data(
    message: Message,
    campaign: Campaign,
    trail: Sequence[Link],
    images: Sequence[str] = (),
    video: Video | None = None,
) -> Data:
    """Return the nodes of a message's page.

    Args:
        message: live and not withdrawn; a notice of withdrawal has no data of its own.
        campaign: names the author.
        trail: breadcrumbs from the home to the page itself, with paths below the ward's folder.
        images: pictures of the message below the ward's folder, the best first.
        video: its video, or None.
    """
    nodes = [article(message, campaign, images), breadcrumbs(trail)]
    if message.event is not None:
        nodes.append(event(message, images))
    if message.claim and message.verdict:
        nodes.append(claim_review(message, campaign))
    # Google takes no video without a picture.
    if video is not None and video.poster:
        nodes.append(video_object(message, video, campaign.language))
    return data_of(nodes)


def organization(ward: Ward, campaign: Campaign, logo: str) -> Node:
    """Return the ward's office; what the ward does not state is left out."""
    return {
        "@type": "GovernmentOrganization",
        "@id": Office(),
        "name": ward.name,
        "url": Below(""),
        "logo": Below(logo) if logo else "",
        "telephone": ward.phone,
        "email": ward.email,
        "address": ward.address,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": campaign.city},
    }


def website(name: str, language: str) -> Node:
    """Return the site, for the home alone: there search engines look for a site's name."""
    return {
        "@type": "WebSite",
        "@id": Below(_SITE),
        "url": Below(""),
        "name": name,
        "inLanguage": language,
        "publisher": {"@id": Office()},
    }


def article(message: Message, campaign: Campaign, images: Sequence[str]) -> Node:
    """Return a message as news; the campaign writes it, the ward publishes it."""
    return {
        "@type": "NewsArticle",
        "@id": Below(f"{message_path(message.id)}#tin"),
        "url": Below(message_path(message.id)),
        "headline": headline(message.title),
        "description": message.lead,
        "datePublished": message.publish.isoformat(),
        "dateModified": changed(message).isoformat(),
        "expires": message.until.isoformat(),
        "author": _author(campaign),
        "publisher": {"@id": Office()},
        "image": [Below(path) for path in images],
        "citation": message.source,
        "articleSection": CHIPS[message.kind],
        "inLanguage": campaign.language,
        "isAccessibleForFree": True,
        # A sample must not pass for an announcement where only machines look.
        "creativeWorkStatus": SAMPLE_MARK if campaign.sample else "",
    }


def event(message: Message, images: Sequence[str]) -> Node:
    """Return the event of a message that has one.

    A contest is none: Google wants a place and a moment, not weeks in which answers are taken.
    """
    span = message.event
    assert span is not None
    days = span.start == midnight(span.start.date()) and (span.end is None or closes_day(span.end))
    start = span.start.date() if days else span.start
    end = span.end.date() if span.end is not None and closes_day(span.end) else span.end
    return {
        "@type": "Event",
        "@id": Below(f"{message_path(message.id)}#su-kien"),
        "url": Below(message_path(message.id)),
        "name": message.title,
        "description": message.lead,
        "startDate": start.isoformat(),
        "endDate": end.isoformat() if end is not None else "",
        "eventStatus": f"{CONTEXT}/EventScheduled",
        # What is known of the place is one line; it serves as its name and as its address.
        "location": {"@type": "Place", "name": span.where, "address": span.where},
        "organizer": {"@id": Office()},
        "image": [Below(path) for path in images],
    }


def claim_review(message: Message, campaign: Campaign) -> Node:
    """Return a checked claim. The verdict is words: a number on a scale would be our invention."""
    return {
        "@type": "ClaimReview",
        "@id": Below(f"{message_path(message.id)}#kiem-chung"),
        "url": Below(message_path(message.id)),
        "claimReviewed": message.claim,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": message.verdict,
            "ratingExplanation": message.fact,
        },
        "itemReviewed": {"@type": "Claim", "text": message.claim},
        "author": _author(campaign),
        "publisher": {"@id": Office()},
        "datePublished": message.publish.isoformat(),
        "inLanguage": campaign.language,
    }


def breadcrumbs(trail: Sequence[Link]) -> Node:
    """Return the way from the home to a page; without addresses it says nothing."""
    return {
        "@type": "BreadcrumbList",
        "@id": Below(f"{_page(trail[-1].href)}#duong-dan"),
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": link.text, "item": Below(_page(link.href))}
            for n, link in enumerate(trail, 1)
        ],
    }


def video_object(message: Message, video: Video, language: str) -> Node:
    """Return a message's video."""
    return {
        "@type": "VideoObject",
        "@id": Below(f"{message_path(message.id)}#video"),
        "name": message.title,
        "description": message.lead or message.title,
        "thumbnailUrl": [Below(video.poster)],
        "uploadDate": message.publish.isoformat(),
        "contentUrl": Below(video.src),
        "encodingFormat": "video/mp4",
        "duration": f"PT{round(video.seconds)}S" if video.seconds else "",
        "inLanguage": language,
        "publisher": {"@id": Office()},
    }


def headline(title: str) -> str:
    """Return a title of at most 110 characters, cut between words where it can be."""
    words = " ".join(title.split())
    if len(words) <= LONGEST_HEADLINE:
        return words
    cut = words[: LONGEST_HEADLINE - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _author(campaign: Campaign) -> Node:
    return {"@type": "Organization", "name": campaign.publisher}


def _page(path: str) -> str:
    return "" if path == "index.html" else path
