"""The content as frozen values: what a checked message, ward, place or contact holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from generator.content.kinds import Audience, Kind, Priority, Status, Surface
from generator.content.material import Caption, Clip, Media

__all__ = [
    "Approval",
    "Audience",
    "Body",
    "Campaign",
    "Caption",
    "Clip",
    "Contact",
    "Contest",
    "Entry",
    "Event",
    "Kind",
    "Library",
    "Media",
    "Message",
    "Place",
    "Priority",
    "Question",
    "Status",
    "Surface",
    "Unit",
    "Ward",
    "Window",
    "Withdrawal",
]


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a message, when, and the hash of what was approved."""

    by: str
    on: date
    hash: str


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the week in which boards show a message.

    Attributes:
        days: "mon" … "sun"; a window over midnight belongs to the day on which it starts.
        start, end: local time; `end` is exclusive and may be before `start`.
    """

    days: tuple[str, ...]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Event:
    """When and where something takes place."""

    start: datetime
    end: datetime | None
    where: str


@dataclass(frozen=True, slots=True)
class Question:
    """A contest question; `correct` is the 1-based number of the right answer."""

    q: str
    answers: tuple[str, ...]
    correct: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """Dates, rules and questions of a contest."""

    start: datetime
    end: datetime
    rules: str
    url: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A message taken back."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Body:
    """A message's text.

    Attributes:
        source: Markdown as written, NFC, LF.
        html: cleaned HTML, ready to stand in a page.
        lead: first paragraph as plain text, the summary where none is written.
        media: pictures of the text; in `html` their src is the path below content/.
    """

    source: str
    html: str
    lead: str
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message; its fields are the keys of the front matter.

    Attributes:
        id: file name without ".md".
        file: virtual path of the file it was read from.
        until: first moment at which it is no longer shown (a bare `expire` is the last day).
        expire: as written, for people: the last day, or the moment.
        wards: slugs, or None for all wards.
        hash: hash of everything that was approved (records.message_hash).
        draft: whether it stands in the place of the public form in a preview (drafted.as_drafted).
    """

    id: str
    file: str
    title: str
    slogan: str
    kind: Kind
    source: str
    publish: datetime
    expire: date | datetime
    until: datetime
    body: Body
    hash: str
    audience: tuple[Audience, ...] = (Audience.EVERYONE,)
    wards: tuple[str, ...] | None = None
    surfaces: frozenset[Surface] = frozenset(Surface)
    short: str = ""
    summary: str = ""
    image: Media | None = None
    image_alt: str = ""
    points: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL
    windows: tuple[Window, ...] = ()
    share: float | None = None
    places: tuple[str, ...] = ()
    claim: str = ""
    verdict: str = ""
    fact: str = ""
    event: Event | None = None
    contest: Contest | None = None
    easy: str = ""
    help: bool = False
    clip: Clip | None = None
    voice: Media | None = None
    music: Media | None = None
    aliases: tuple[str, ...] = ()
    corrected: date | None = None
    withdrawn: Withdrawal | None = None
    approved: Approval | None = None
    draft: bool = False

    @property
    def lead(self) -> str:
        """Return the summary, else the first paragraph."""
        return self.summary or self.body.lead

    def status(self, now: datetime) -> Status:
        """Return where the message stands at a moment."""
        if self.withdrawn is not None:
            return Status.WITHDRAWN
        if now < self.publish:
            return Status.UPCOMING
        return Status.CURRENT if now < self.until else Status.EXPIRED

    def reaches(self, ward: str) -> bool:
        """Return whether the message is meant for a ward (its slug)."""
        return self.wards is None or ward in self.wards


@dataclass(frozen=True, slots=True)
class Entry:
    """One message id with what may be shown of it.

    Attributes:
        live: the form on every public surface: the approved file, or, when the file is changed,
            faulty or gone, its last approved form; None when nothing was ever approved.
        draft: the file's own form when it reads well but is not (or no longer) approved.
        failing: whether the file has an error.
    """

    id: str
    live: Message | None
    draft: Message | None = None
    failing: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """One of the 126 commune-level units of Hà Nội."""

    code: str
    kind: str
    name: str
    slug: str

    @property
    def full_name(self) -> str:
        """Return kind and name, e.g. "Phường Ngọc Hà"."""
        return f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class Ward:
    """A unit that is built, with what its file adds.

    Attributes:
        site_url: absolute address of its web folder, ending in "/", or "".
        phone, email, hours, address: as the ward states them, or "".
        accent: "#rrggbb" for web pages, or "".
        off: ids of messages the ward does not show.
    """

    unit: Unit
    site_url: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    address: str = ""
    logo: Media | None = None
    accent: str = ""
    off: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Return the slug of the unit."""
        return self.unit.slug

    @property
    def name(self) -> str:
        """Return kind and name, e.g. "Phường Ngọc Hà"."""
        return self.unit.full_name


@dataclass(frozen=True, slots=True)
class Place:
    """Where a board stands.

    Attributes:
        ward: slug of its ward.
        format: id in layouts/formats.toml.
        player: id in layouts/players.toml.
        clock: whether the player keeps time.
        open: hours in which somebody can see it, or None.
        next_visits: days on which somebody will plug in a new stick.
        max_wait_s: longest wait until every message was seen (s), or None.
        dwell_s: how long each still stands (s), or None where the player's own time holds.
    """

    id: str
    name: str
    ward: str
    format: str
    player: str
    outdoor: bool = False
    roadside: bool = False
    clock: bool = False
    open: Window | None = None
    next_visits: tuple[date, ...] = ()
    max_wait_s: int | None = None
    dwell_s: int | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A hotline or reporting address with its source.

    Attributes:
        value: the number or address, as shown.
        url: link target ("tel:111", "https://…"), or "".
        what_for: when to use it, in the campaign's language.
        topics: ids such as "false-news" by which messages and pages choose it.
    """

    id: str
    value: str
    what_for: str
    source: str
    checked_on: date
    url: str = ""
    valid_until: date | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """What all messages share.

    Attributes:
        sample: the output is marked BẢN MẪU while this is true.
        maker: line that names the maker on print, or "".
        crop_marks, cmyk: what the files for a print shop have; with neither, none are made.
        approvers: names that may approve; empty means anyone.
        topics: id of a topic → its name for readers.
    """

    name: str
    publisher: str
    city: str = "Thành phố Hà Nội"
    language: str = "vi"
    theme: str = ""
    maker: str = ""
    crop_marks: bool = False
    cmyk: bool = False
    sample: bool = False
    approvers: tuple[str, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Library:
    """All content of one run, checked.

    Attributes:
        units: the 126 units by slug.
        wards: the wards that are built, by collation of their names.
        entries: every message id, sorted.
        aliases: old message id → id that replaces it.
    """

    campaign: Campaign
    units: Mapping[str, Unit]
    wards: tuple[Ward, ...]
    places: tuple[Place, ...]
    contacts: tuple[Contact, ...]
    entries: tuple[Entry, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def live(self) -> tuple[Message, ...]:
        """Return the public form of every message that has one, whatever its date."""
        return tuple(e.live for e in self.entries if e.live is not None)

    def drafts(self) -> tuple[Message, ...]:
        """Return the forms that wait for approval."""
        return tuple(e.draft for e in self.entries if e.draft is not None)

    def reached(self, message: Message) -> tuple[Ward, ...]:
        """Return the wards that show a message."""
        return tuple(w for w in self.wards if message.reaches(w.slug) and message.id not in w.off)

    def of_ward(self, ward: Ward, now: datetime) -> tuple[Message, ...]:
        """Return what a ward has published so far, newest first; expired and withdrawn included."""
        found = [
            m
            for m in self.live()
            if m.reaches(ward.slug) and m.id not in ward.off and m.publish <= now
        ]
        return tuple(sorted(found, key=lambda m: (m.publish, m.id), reverse=True))
