"""What templates show, as frozen plain data: a message, ward or contact in, its view out."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime

from generator.content.model import Contact, Kind, Media, Message, Priority, Status
from generator.layout.wording import CHIPS, THEMES
from generator.text.dates import clock, short_date, span_in_words

MOTIFS = {
    Kind.NEWS: "drum",
    Kind.WARNING: "drum",
    Kind.FACT_CHECK: "drum",
    Kind.STORY: "lotus",
    Kind.RULE: "window",
    Kind.GUIDE: "window",
    Kind.NOTICE: "window",
    Kind.EVENT: "waves",
    Kind.CONTEST: "waves",
}

WARNING_THEME = THEMES[Kind.WARNING]

_SAFE_URL = re.compile(r"(?:https?://|tel:|sms:|mailto:)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or moment: `iso` for machines, `text` for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where to and under which words; `href` is relative to the site's folder."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the site.

    Attributes:
        width, height: px.
        credit: names author and licence.
        webp: (path, px wide) of the same as WebP, from small to large.
    """

    src: str
    width: int
    height: int
    alt: str
    credit: str = ""
    webp: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A message in a list.

    Attributes:
        theme, motif: choose colours and ornament.
        when: dates of an event or contest in words, or "".
        status: "upcoming", "current", "expired" or "withdrawn".
        draft: not approved, shown in a preview alone.
    """

    id: str
    href: str
    title: str
    lead: str
    kind: str
    chip: str
    theme: str
    motif: str
    published: Moment
    when: str
    status: str
    urgent: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact as shown; `url` is "" when it is not an address a browser may open."""

    id: str
    value: str
    url: str
    what_for: str
    source: str
    checked: Moment


def theme_of(message: Message) -> str:
    """Return the theme of a message: an emergency wears the colours of a warning."""
    return WARNING_THEME if message.priority is Priority.EMERGENCY else THEMES[message.kind]


def message_path(message_id: str) -> str:
    """Return where a message's page lies in a ward's folder."""
    return f"tin/{message_id}.html"


def section_path(kind: Kind) -> str:
    """Return where a section lies in a ward's folder."""
    return f"muc/{kind.value}.html"


def card(message: Message, now: datetime) -> Card:
    """Return a message as it stands in lists."""
    return Card(
        id=message.id,
        href=message_path(message.id),
        title=message.title,
        lead="" if message.withdrawn else message.lead,
        kind=message.kind.value,
        chip=CHIPS[message.kind],
        theme=theme_of(message),
        motif=MOTIFS[message.kind],
        published=day(message.publish),
        when=when(message),
        status=message.status(now).value,
        urgent=message.priority is Priority.EMERGENCY,
        draft=message.draft,
    )


def when(message: Message) -> str:
    """Return the dates of an event or contest in words, or ""."""
    span = message.event or message.contest
    return span_in_words(span.start, span.end) if span is not None else ""


def moment(value: date | datetime) -> Moment:
    """Return a day, or a moment with its hour unless it is midnight."""
    text = short_date(value)
    if isinstance(value, datetime) and (value.hour, value.minute) != (0, 0):
        text = f"{clock(value)}, {text}"
    return Moment(value.isoformat(), text)


def day(value: datetime) -> Moment:
    """Return the day of a moment."""
    return moment(value.date())


def contacts_at(contacts: tuple[Contact, ...], now: datetime) -> tuple[Contact, ...]:
    """Return the contacts that are still valid on a day."""
    return tuple(c for c in contacts if c.valid_until is None or now.date() <= c.valid_until)


def contact_view(contact: Contact) -> ContactView:
    """Return a contact as shown."""
    return ContactView(
        id=contact.id,
        value=contact.value,
        url=safe_url(contact.url),
        what_for=contact.what_for,
        source=contact.source,
        checked=moment(contact.checked_on),
    )


def safe_url(url: str) -> str:
    """Return an address that a link may carry, or ""."""
    return url if _SAFE_URL.fullmatch(url) else ""


def credit(media: Media) -> str:
    """Return author and licence of a picture, as stated."""
    return " · ".join(part for part in (media.author, media.licence) if part)


def captions_url(text: str) -> str:
    """Return WebVTT as a data URL, or "" where it has no cue.

    A page that is opened from a disk may load no captions from a file beside it: browsers take each
    file for a site of its own, and captions of another site are refused. A data URL always loads.
    """
    if " --> " not in text:
        return ""
    return f"data:text/vtt;base64,{b64encode(text.encode('utf-8')).decode('ascii')}"


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of plain text, parted by blank lines."""
    return tuple(p for p in (part.strip() for part in re.split(r"\n\s*\n", text)) if p)


def is_current(message: Message, now: datetime) -> bool:
    """Return whether a message belongs on homes, sections and in feeds."""
    return message.status(now) is Status.CURRENT
