"""What wards that publish the same messages show alike: messages and a moment in, all lists out.

126 wards share a handful of editions, so cards, articles, lists and the keys that name them are
worked out once for many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from generator.canonical import digest
from generator.content.model import Contact, Kind, Library, Message, Priority
from generator.layout.wording import CHIPS, THEMES
from generator.site import jsonld
from generator.site.article import Article, article
from generator.site.entries import Feed, changed, shared_feed
from generator.site.jsonld_text import Data
from generator.site.labels import AUDIENCES, topic_words
from generator.site.page import key_of
from generator.site.search import FEW_TO_RANK, search_data, search_part
from generator.site.searchtext import search_entry
from generator.site.social import Picture, Preview
from generator.site.views import (
    MOTIFS,
    Card,
    ContactView,
    Link,
    card,
    contact_view,
    contacts_at,
    is_current,
    message_path,
    section_path,
    theme_of,
)

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
HOME_WARNINGS = 4
HOME_CARDS = 3
RELATED = 3
# Cards on one page of a section, lines on one page of a month.
PER_PAGE = 24
PER_MONTH_PAGE = 60

HOME = Link("index.html", "Trang đầu")
ARCHIVE = Link("luu-tru/index.html", "Lưu trữ")

_RANKS = {Priority.EMERGENCY: 0, Priority.HIGH: 1, Priority.NORMAL: 2}
_LOCAL_LINK = re.compile(r'href="([^":#]+)')


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies in a ward's folder for one message.

    Attributes:
        files: path below the ward's folder → bytes.
        captions: those that are WebVTT → their text.
        key: names all this.
    """

    files: Mapping[str, int]
    captions: Mapping[str, str]
    key: str


NOTHING = Beside({}, {}, "")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list of messages.

    Attributes:
        path: below the ward's folder.
        title: heading; theme, motif: its colours and ornament.
        cards: what stands on this page.
        number, count: 1-based number of this page, and how many there are.
        pages: path of each page of the list.
        of: "kind", "audience", "topic" or "month".
    """

    path: str
    title: str
    theme: str
    motif: str
    cards: tuple[Card, ...]
    number: int
    count: int
    pages: tuple[str, ...]
    of: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some messages under one heading; `href` leads to all of them."""

    id: str
    title: str
    cards: tuple[Card, ...]
    href: str
    theme: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the archive: how many messages it holds, and where they are listed."""

    title: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Contacts for one sort of bad news; `title` is "" where they name none."""

    id: str
    title: str
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class After:
    """What follows an article: the newer and the older message, and what else to read."""

    newer: Card | None
    older: Card | None
    related: tuple[Card, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Home:
    """What stands on the home: warnings, today's good item, the week's story, and the rest."""

    warnings: tuple[Card, ...]
    news: Message | None
    story: Message | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Edition:
    """Everything that does not depend on the ward.

    Attributes:
        published: every message with a page, newest first; `current`: those still valid.
    """

    library: Library
    published: tuple[Message, ...]
    now: datetime
    _keys: dict[tuple[str, str], str] = field(default_factory=dict)
    _articles: dict[str, Article] = field(default_factory=dict)
    _data: dict[str, Data] = field(default_factory=dict)

    @cached_property
    def current(self) -> tuple[Message, ...]:
        """Return what is valid, newest first."""
        return tuple(m for m in self.published if is_current(m, self.now))

    @cached_property
    def messages(self) -> dict[str, Message]:
        """Return every message with a page by id."""
        return {m.id: m for m in self.published}

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Return the card of every message with a page."""
        return {m.id: card(m, self.now) for m in self.published}

    @cached_property
    def card_keys(self) -> dict[str, str]:
        """Return the key of every card."""
        return {name: digest(shown) for name, shown in self.cards.items()}

    @cached_property
    def message_keys(self) -> dict[str, str]:
        """Return what names a message with its place in time."""
        return {m.id: key_of(digest(m), m.status(self.now).value) for m in self.published}

    @cached_property
    def valid_contacts(self) -> tuple[Contact, ...]:
        """Return the contacts of today."""
        return contacts_at(self.library.contacts, self.now)

    @cached_property
    def contacts(self) -> tuple[ContactView, ...]:
        """Return the contacts of today as shown."""
        return tuple(contact_view(c) for c in self.valid_contacts)

    @cached_property
    def contacts_key(self) -> str:
        """Return what names the contacts of today."""
        return digest(self.contacts)

    def cards_of(self, messages: Sequence[Message]) -> tuple[Card, ...]:
        """Return the cards of some messages."""
        return tuple(self.cards[m.id] for m in messages)

    def keys_of(self, cards: Sequence[Card]) -> str:
        """Return what names some cards in their order."""
        return key_of(*(self.card_keys[c.id] for c in cards))

    @cached_property
    def search_script(self) -> str:
        """Return the index of the search."""
        entries = [e for m in self.published if (e := search_entry(m, self.now)) is not None]
        paired = len(entries) > FEW_TO_RANK
        return search_data(search_part(entry, paired=paired) for entry in entries)

    @cached_property
    def report_groups(self) -> tuple[ReportGroup, ...]:
        """Return the contacts under the topics that they are for, in the order of their file."""
        found: dict[str, list[ContactView]] = {}
        for contact, shown in zip(self.valid_contacts, self.contacts, strict=True):
            found.setdefault(contact.topics[0] if contact.topics else "", []).append(shown)
        return tuple(
            ReportGroup(topic or "khac", self.topic_name(topic) if topic else "", tuple(shown))
            for topic, shown in found.items()
        )

    @cached_property
    def reports_key(self) -> str:
        """Return what names the contacts with the headings they stand under."""
        return digest(self.report_groups)

    def trail(self, message: Message) -> tuple[Link, ...]:
        """Return the way from the home to a message, both included."""
        kind = Link(section_path(message.kind), CHIPS[message.kind])
        return (HOME, kind, Link(message_path(message.id), message.title))

    def linked_data(self, message: Message, beside: Beside) -> Data:
        """Return a message's linked data; wards with equal files share it."""
        key = self.article_key(message, beside)
        if key not in self._data:
            shown = self.article(message, beside)
            images = [shown.social] if shown.social else []
            if shown.image is not None:
                images.append(shown.image.src)
            video = None
            if shown.video is not None:
                video = jsonld.Video(shown.video.src, shown.video.poster)
            self._data[key] = jsonld.message_data(
                message, self.library.campaign, self.trail(message), images, video
            )
        return self._data[key]

    def list_data(self, listing: Listing) -> Data:
        """Return the linked data of a list's page."""
        if listing.path not in self._data:
            above = (ARCHIVE,) if listing.of == "month" else ()
            trail = (HOME, *above, Link(listing.path, listing.title))
            self._data[listing.path] = jsonld.list_data(trail)
        return self._data[listing.path]

    def preview(self, message: Message, beside: Beside) -> Preview:
        """Return what social networks show of a message."""
        shown = self.article(message, beside)
        picture = None
        if shown.social:
            picture = Picture(shown.social, 1200, 630, message.slogan or message.title)
        return Preview(
            title=message.title,
            description=message.lead,
            path=message_path(message.id),
            language=self.library.campaign.language,
            published=message.publish.isoformat(),
            modified=changed(message).isoformat(),
            section=CHIPS[message.kind],
            picture=picture,
        )

    @cached_property
    def sections_key(self) -> str:
        """Return what names the lists of audiences and topics."""
        return digest([self.audiences, self.topics])

    @cached_property
    def key(self) -> str:
        """Return what names all messages, contacts and topics."""
        return key_of(self.contacts_key, self.topics_key, *self.message_keys.values())

    def article_key(self, message: Message, beside: Beside) -> str:
        """Return what names a message's article beside some files."""
        name = (message.id, beside.key)
        if name not in self._keys:
            targets = {t.removeprefix("./") for t in _LOCAL_LINK.findall(message.body.html)}
            leads = sorted(t for t in targets if t.rpartition(".")[0] in self.cards)
            contacts = self.contacts_key if message.help else ""
            self._keys[name] = key_of(
                self.message_keys[message.id], beside.key, contacts, self.topics_key, *leads
            )
        return self._keys[name]

    @cached_property
    def topics_key(self) -> str:
        """Return what names the words for topics."""
        return digest(self.library.campaign.topics)

    def article(self, message: Message, beside: Beside) -> Article:
        """Return a message's article; wards with equal files share it."""
        key = self.article_key(message, beside)
        if key not in self._articles:
            self._articles[key] = article(
                message,
                self.cards,
                self.valid_contacts,
                beside.files,
                beside.captions,
                self.now,
                self.library.campaign.topics,
            )
        return self._articles[key]

    @cached_property
    def home(self) -> Home:
        """Return what stands on the home; nothing stands there twice."""
        urgent = THEMES[Kind.WARNING]
        warnings = by_urgency([m for m in self.current if theme_of(m) == urgent])
        news = next((m for m in self.current if m.kind is Kind.NEWS and m not in warnings), None)
        story = next((m for m in self.current if m.kind is Kind.STORY and m not in warnings), None)
        shown = {m.id for m in (*warnings[:HOME_WARNINGS], news, story) if m is not None}
        groups = []
        for kind in SECTIONS:
            rest = [m for m in self.current if m.kind is kind and m.id not in shown]
            if rest:
                cards = self.cards_of(rest[:HOME_CARDS])
                path = section_path(kind)
                groups.append(Group(kind.value, CHIPS[kind], cards, path, THEMES[kind]))
        return Home(self.cards_of(warnings[:HOME_WARNINGS]), news, story, tuple(groups))

    @cached_property
    def listing_keys(self) -> dict[str, str]:
        """Return the key of every page of a list by its path."""
        months = (listing for _month, pages in self.months for listing in pages)
        return {
            listing.path: key_of(
                self.keys_of(listing.cards), listing.title, *listing.pages, str(listing.number)
            )
            for listing in (*self.listings, *months)
        }

    @cached_property
    def afters(self) -> dict[str, After]:
        """Return what follows the article of each message."""
        found = {}
        for message in self.published:
            newer, older = self.neighbours.get(message.id, (None, None))
            related = self.related[message.id]
            near = [c for c in (newer, older) if c is not None]
            sides = f"{newer is None} {older is None} {len(related)}"
            key = key_of(self.keys_of([*near, *related]), sides)
            found[message.id] = After(newer, older, related, key)
        return found

    @cached_property
    def neighbours(self) -> dict[str, tuple[Card | None, Card | None]]:
        """Return the newer and the older current message of each current one."""
        cards = [None, *self.cards_of(self.current), None]
        return {m.id: (cards[n], cards[n + 2]) for n, m in enumerate(self.current)}

    @cached_property
    def related(self) -> dict[str, tuple[Card, ...]]:
        """Return what else to read: most topics in common, then the same kind, then newest."""
        topics = [frozenset(m.topics) for m in self.current]
        found = {}
        for message in self.published:
            own = frozenset(message.topics)
            ranked = [
                (-len(own & topics[n]), m.kind is not message.kind, n)
                for n, m in enumerate(self.current)
                if m.id != message.id and (own & topics[n] or m.kind is message.kind)
            ]
            chosen = [self.current[n] for _, _, n in sorted(ranked)[:RELATED]]
            found[message.id] = self.cards_of(chosen)
        return found

    @cached_property
    def kinds(self) -> tuple[Link, ...]:
        """Return a section for every kind that ever held a message: no address may vanish."""
        kinds = {m.kind for m in self.published}
        return tuple(Link(section_path(k), CHIPS[k]) for k in SECTIONS if k in kinds)

    @cached_property
    def audiences(self) -> tuple[Link, ...]:
        """Return a section for every audience that a message was ever for."""
        named = {a for m in self.published for a in m.audience}
        return tuple(
            Link(f"doi-tuong/{a.value}.html", words) for a, words in AUDIENCES.items() if a in named
        )

    @cached_property
    def topics(self) -> tuple[Link, ...]:
        """Return a section for every topic that a message ever had, by name."""
        named = {t for m in self.published for t in m.topics}
        words = {t: self.topic_name(t) for t in named}
        order = sorted(named, key=lambda t: (words[t].casefold(), t))
        return tuple(Link(f"chu-de/{t}.html", words[t]) for t in order)

    def topic_name(self, topic: str) -> str:
        """Return a topic in the words of campaign.toml, else its id as words."""
        return self.library.campaign.topics.get(topic) or topic_words(topic)

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """Return every page of every section."""
        found: list[Listing] = []
        kinds = {section_path(k): k for k in SECTIONS}
        for link in self.kinds:
            kind = kinds[link.href]
            own = [m for m in self.current if m.kind is kind]
            found += self._pages(link, THEMES[kind], MOTIFS[kind], own, "kind")
        base, motif = THEMES[Kind.NEWS], "lotus"
        for link in self.audiences:
            name = link.href.rpartition("/")[2].removesuffix(".html")
            own = [m for m in self.current if name in m.audience]
            found += self._pages(link, base, motif, own, "audience")
        for link in self.topics:
            name = link.href.rpartition("/")[2].removesuffix(".html")
            own = [m for m in self.current if name in m.topics]
            found += self._pages(link, base, motif, own, "topic")
        return tuple(found)

    def _pages(
        self, link: Link, theme: str, motif: str, messages: Sequence[Message], of: str
    ) -> Iterator[Listing]:
        cards = self.cards_of(by_urgency(messages))
        yield from paged(link, theme, motif, cards, of, PER_PAGE)

    @cached_property
    def months(self) -> tuple[tuple[Month, tuple[Listing, ...]], ...]:
        """Return the months of the archive, newest first, each with its pages."""
        found = []
        for name, messages in groupby(self.published, key=lambda m: f"{m.publish:%Y-%m}"):
            cards = self.cards_of(list(messages))
            title = f"{name[5:]}/{name[:4]}"
            link = Link(f"luu-tru/{name}.html", title)
            pages = tuple(paged(link, THEMES[Kind.NEWS], "drum", cards, "month", PER_MONTH_PAGE))
            found.append((Month(title, link.href, len(cards)), pages))
        return tuple(found)

    @cached_property
    def feed(self) -> Feed:
        """Return what the feeds of all these wards have in common."""
        tags = {m.id: tuple(self.topic_name(t) for t in m.topics) for m in self.published}
        return shared_feed(self.published, self.now, tags)

    @cached_property
    def changed(self) -> dict[str, date]:
        """Return the day on which each message's page last changed by its own dates."""
        return {
            m.id: max([m.publish.date(), *([m.corrected] if m.corrected else [])])
            for m in self.published
        }


def paged(
    link: Link, theme: str, motif: str, cards: Sequence[Card], of: str, most: int
) -> Iterator[Listing]:
    """Yield the pages of a list; an empty list has one page."""
    count = max(1, -(-len(cards) // most))
    stem = link.href.removesuffix(".html")
    paths = tuple(link.href if n == 1 else f"{stem}-{n}.html" for n in range(1, count + 1))
    for n, path in enumerate(paths, 1):
        shown = tuple(cards[(n - 1) * most : n * most])
        yield Listing(path, link.text, theme, motif, shown, n, count, paths, of)


def by_urgency(messages: Sequence[Message]) -> list[Message]:
    """Return emergencies before what is of high priority, each newest first."""
    return sorted(messages, key=lambda m: _RANKS[m.priority])
