"""A message's own page: a message and its neighbours in, everything the page shows out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from generator.content.model import Contact, Event, Media, Message, Question, Status
from generator.site.body import web_body
from generator.site.labels import AUDIENCES, audience_path, topic_name, topic_path
from generator.site.views import (
    Card,
    ContactView,
    Image,
    Link,
    Moment,
    captions_url,
    contact_view,
    credit,
    day,
    moment,
    paragraphs,
    safe_url,
    when,
)

_PICTURES = ("jpg", "jpeg", "png", "webp")
_VIDEO = "video-16x9.mp4"
# The picture in the form of new browsers: on a phone 720 px (20 kB) are enough for most.
WEBP_WIDTHS = {"image-720.webp": 720, "image-1440.webp": 1440}

_CAPTIONS = "video-16x9.vtt"

# File below media/<id>/ → its words on the page, in the order in which they are offered.
DOWNLOADS = {
    "poster-a3.pdf": "Áp phích A3 (PDF)",
    "social-1200x630.png": "Ảnh chia sẻ 1200 × 630",
}
# The same for the files that stand below the video.
VIDEO_DOWNLOADS = {
    _VIDEO: "Video ngang 16:9",
    "video-9x16.mp4": "Video dọc 9:16",
    "video-1x1.mp4": "Video vuông 1:1",
    _CAPTIONS: "Phụ đề",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep; `bytes` is its size."""

    href: str
    text: str
    suffix: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Video:
    """A video on the page.

    Attributes:
        poster: the picture shown before it plays, or "".
        captions: as a data URL, or "" where nothing is told.
        downloads: the video in its shapes, and its captions.
    """

    src: str
    poster: str
    width: int
    height: int
    captions: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where an event or contest takes place.

    Attributes:
        url: leads to the contest, or "".
        qr: the same as a QR code, a data URL, or "".
    """

    when: str
    start: Moment
    end: Moment | None
    where: str = ""
    rules: tuple[str, ...] = ()
    url: str = ""
    qr: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """Everything a message's page shows beyond its card.

    Attributes:
        valid: last day or moment of validity, as written.
        expired: since when it is no longer valid, or None.
        corrected: when it was last corrected, or None.
        social: path of the picture for link previews, or "".
        audiences, topics: the sections, other than that of its kind, in which it stands.
    """

    slogan: str
    published: Moment
    source: str
    valid: Moment
    expired: Moment | None
    corrected: Moment | None
    body: str
    easy: tuple[str, ...]
    claim: str
    verdict: str
    fact: str
    event: Occasion | None
    contest: Occasion | None
    image: Image | None
    video: Video | None
    social: str
    downloads: tuple[Download, ...]
    help: tuple[ContactView, ...]
    audiences: tuple[Link, ...]
    topics: tuple[Link, ...]


def article(
    message: Message,
    cards: Mapping[str, Card],
    contacts: tuple[Contact, ...],
    assets: Mapping[str, int],
    captions: Mapping[str, str],
    now: datetime,
    names: Mapping[str, str] | None = None,
) -> Article:
    """Return what a message's page shows.

    Args:
        message: the live form.
        cards: every message that has a page in the ward, by id, for links within the text.
        contacts: those still valid.
        assets: files of the ward's folder → size in bytes; only these are linked.
        captions: files of the ward's folder that are WebVTT → their text.
        now: moment the build works for.
        names: words for topics by their id, as in campaign.toml.
    """
    media, social = f"media/{message.id}/", share_picture(message.id)
    status = message.status(now)
    return Article(
        slogan=message.slogan if message.slogan != message.title else "",
        published=moment(message.publish),
        source=message.source,
        valid=moment(message.expire),
        expired=_since(message) if status is Status.EXPIRED else None,
        corrected=moment(message.corrected) if message.corrected else None,
        body=_body(message, cards, assets),
        easy=paragraphs(message.easy),
        claim=message.claim,
        verdict=message.verdict,
        fact=message.fact,
        event=_occasion(message, message.event),
        contest=_contest(message),
        image=image_of(message, assets),
        video=_video(media, assets, captions),
        social=social if social in assets else "",
        downloads=_downloads(media, DOWNLOADS, assets),
        help=_help(message, contacts),
        audiences=tuple(
            Link(audience_path(a), words) for a, words in AUDIENCES.items() if a in message.audience
        ),
        topics=tuple(Link(topic_path(t), topic_name(t, names or {})) for t in message.topics),
    )


def share_picture(message_id: str) -> str:
    """Return where a message's picture for link previews lies in a ward's folder."""
    return f"media/{message_id}/social-1200x630.png"


def _since(message: Message) -> Moment:
    """Return the first day or moment of expiry, in the grain in which the end was written."""
    whole_days = isinstance(message.expire, date) and not isinstance(message.expire, datetime)
    return day(message.until) if whole_days else moment(message.until)


def _occasion(message: Message, event: Event | None) -> Occasion | None:
    if event is None:
        return None
    end = moment(event.end) if event.end else None
    return Occasion(when(message), moment(event.start), end, event.where)


def _contest(message: Message) -> Occasion | None:
    contest = message.contest
    if contest is None:
        return None
    from generator.site.qr import qr_url  # noqa: PLC0415 - only a contest needs the package

    url = safe_url(contest.url)
    return Occasion(
        when=when(message),
        start=moment(contest.start),
        end=moment(contest.end),
        rules=paragraphs(contest.rules),
        url=url,
        qr=qr_url(url) if url else "",
        questions=contest.questions,
    )


def image_of(message: Message, assets: Mapping[str, int]) -> Image | None:
    """Return a message's own picture when it lies in the site's folder."""
    if message.image is None:
        return None
    found = (f"media/{message.id}/image.{s}" for s in _PICTURES)
    src = next((p for p in found if p in assets), "")
    if not src:
        return None
    media, folder = message.image, src.rpartition("/")[0]
    webp = tuple(
        (f"{folder}/{name}", min(width, media.width))
        for name, width in WEBP_WIDTHS.items()
        if f"{folder}/{name}" in assets
    )
    return Image(src, media.width, media.height, message.image_alt, credit(media), webp)


def _downloads(
    media: str, names: Mapping[str, str], assets: Mapping[str, int]
) -> tuple[Download, ...]:
    return tuple(
        Download(f"{media}{name}", text, name.rpartition(".")[2].upper(), assets[media + name])
        for name, text in names.items()
        if media + name in assets
    )


def _video(media: str, assets: Mapping[str, int], captions: Mapping[str, str]) -> Video | None:
    if media + _VIDEO not in assets:
        return None
    poster = f"{media}poster.jpg"
    return Video(
        src=media + _VIDEO,
        poster=poster if poster in assets else "",
        width=1920,
        height=1080,
        captions=captions_url(captions.get(media + _CAPTIONS, "")),
        downloads=_downloads(media, VIDEO_DOWNLOADS, assets),
    )


def _help(message: Message, contacts: tuple[Contact, ...]) -> tuple[ContactView, ...]:
    if not message.help:
        return ()
    fitting = tuple(c for c in contacts if set(c.topics) & set(message.topics))
    return tuple(contact_view(c) for c in fitting or contacts)


def body_picture_path(message_id: str, media: Media) -> str:
    """Return where a picture of a message's text lies in a ward's folder, as JPEG."""
    return f"media/{message_id}/{media.sha256[:16]}.jpg"


def _body(message: Message, cards: Mapping[str, Card], assets: Mapping[str, int]) -> str:
    """Return the text with its links and pictures as seen from the message's page."""
    pages = {f"{i}.{suffix}": f"{i}.html" for i in cards for suffix in ("md", "html")}

    def link(target: str) -> str:
        return pages.get(target.removeprefix("./"), "")

    def picture(source: str) -> str:
        # An approved form's pictures lie below records/; their names end alike.
        found = (m for m in message.body.media if source and m.path.endswith(f"/{source}"))
        paths = (body_picture_path(message.id, m) for m in found)
        return next((f"../{path}" for path in paths if path in assets), "")

    return web_body(message.body.html, link, picture)
