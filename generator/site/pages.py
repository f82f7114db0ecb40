"""The plan of a ward's site: a library, a ward and a moment in, every page with its data out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from generator.content.model import Contact, Kind, Library, Message, Surface, Ward
from generator.layout.wording import CHIPS, THEMES
from generator.site.article import Article, article, image_of
from generator.site.feed import feed_page
from generator.site.page import Page
from generator.site.site import SECTIONS, SiteView, site_page, site_view
from generator.site.sitemap import sitemap_page
from generator.site.views import (
    MOTIFS,
    Card,
    Image,
    Moment,
    card,
    contact_view,
    contacts_at,
    is_current,
    message_path,
    moment,
    section_path,
    theme_of,
)

__all__ = ["Page", "plan_pages"]

HOME_WARNINGS = 4
HOME_CARDS = 3
RELATED = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Some messages under one heading; `href` leads to all of them, or is ""."""

    id: str
    title: str
    cards: tuple[Card, ...]
    href: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """A message that stands large on the home, with its picture or None."""

    card: Card
    image: Image | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """When and why a message was taken back."""

    on: Moment
    reason: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the planning of one ward's pages looks up again and again.

    Attributes:
        published: every message with a page, newest first; `current`: those still valid.
    """

    site: SiteView
    published: tuple[Message, ...]
    current: tuple[Message, ...]
    contacts: tuple[Contact, ...]
    assets: Mapping[str, int]
    captions: Mapping[str, str]
    now: datetime
    cards: dict[str, Card] = field(default_factory=dict)

    def of(self, messages: Sequence[Message]) -> tuple[Card, ...]:
        """Return the cards of some messages."""
        return tuple(self.cards[m.id] for m in messages)


def plan_pages(
    library: Library,
    ward: Ward,
    now: datetime,
    assets: Mapping[str, int],
    captions: Mapping[str, str],
) -> tuple[Page, ...]:
    """Return every page of a ward's site, sorted by path.

    Args:
        library: all content.
        ward: whose site it is.
        now: moment the build works for; decides what is current, expired and not yet public.
        assets: files of the ward's folder that are no pages → size in bytes, e.g.
            "media/<id>/poster-a3.pdf"; nothing else is linked.
        captions: those of them that are WebVTT → their text.
    """
    published = tuple(m for m in library.of_ward(ward, now) if Surface.WEB in m.surfaces)
    contacts = contacts_at(library.contacts, now)
    plan = _Plan(
        site=site_view(library.campaign, ward, published, assets, reports=bool(contacts)),
        published=published,
        current=tuple(m for m in published if is_current(m, now)),
        contacts=contacts,
        assets=assets,
        captions=captions,
        now=now,
        cards={m.id: card(m, now) for m in published},
    )
    pages = [_home(plan), _archive(plan), _lost(plan), feed_page(plan.site, ward, published, now)]
    pages += _sections(plan)
    pages += _messages(plan)
    pages += _redirects(plan, library.aliases)
    if ward.site_url:
        pages.append(sitemap_page(plan.site, pages, published))
    return tuple(sorted(pages, key=lambda p: p.path))


def _home(plan: _Plan) -> Page:
    warnings = _first_urgent([m for m in plan.current if theme_of(m) == THEMES[Kind.WARNING]])
    news = next((m for m in plan.current if m.kind is Kind.NEWS and m not in warnings), None)
    story = next((m for m in plan.current if m.kind is Kind.STORY and m not in warnings), None)
    shown = {m.id for m in (*warnings[:HOME_WARNINGS], news, story) if m is not None}
    groups = []
    for kind in SECTIONS:
        rest = [m for m in plan.current if m.kind is kind and m.id not in shown]
        if rest:
            groups.append(_group(plan, kind, rest[:HOME_CARDS]))
    return site_page(
        plan.site,
        "index.html",
        "home.html",
        warnings=plan.of(warnings[:HOME_WARNINGS]),
        news=_feature(plan, news),
        story=_feature(plan, story),
        groups=tuple(groups),
        contacts=tuple(contact_view(c) for c in plan.contacts),
    )


def _feature(plan: _Plan, message: Message | None) -> Feature | None:
    if message is None:
        return None
    return Feature(plan.cards[message.id], image_of(message, plan.assets))


def _first_urgent(messages: Sequence[Message]) -> list[Message]:
    """Return emergencies before other warnings, each newest first."""
    ranks = {"emergency": 0, "high": 1, "normal": 2}
    return sorted(messages, key=lambda m: ranks[m.priority.value])


def _group(plan: _Plan, kind: Kind, messages: Sequence[Message]) -> Group:
    return Group(kind.value, CHIPS[kind], plan.of(messages), section_path(kind), THEMES[kind])


def _sections(plan: _Plan) -> Iterator[Page]:
    """Yield a section for every kind that ever held a message: its address must not vanish."""
    kinds = {m.kind for m in plan.published}
    for kind in SECTIONS:
        if kind in kinds:
            found = [m for m in plan.current if m.kind is kind]
            yield site_page(
                plan.site,
                section_path(kind),
                "section.html",
                group=_group(plan, kind, _first_urgent(found)),
                motif_name=MOTIFS[kind],
            )


def _archive(plan: _Plan) -> Page:
    months = tuple(
        Group(id=f"thang-{month}", title=f"{month[5:]}/{month[:4]}", cards=plan.of(list(found)))
        for month, found in groupby(plan.published, key=lambda m: f"{m.publish:%Y-%m}")
    )
    return site_page(plan.site, "luu-tru/index.html", "archive.html", months=months)


def _lost(plan: _Plan) -> Page:
    return site_page(plan.site, "404.html", "lost.html")


def _messages(plan: _Plan) -> Iterator[Page]:
    places = {m.id: n for n, m in enumerate(plan.current)}
    for message in plan.published:
        shown = plan.cards[message.id]
        path = message_path(message.id)
        if message.withdrawn is not None:
            notice = Withdrawn(moment(message.withdrawn.on), message.withdrawn.reason)
            yield site_page(plan.site, path, "withdrawn.html", card=shown, withdrawn=notice)
            continue
        place = places.get(message.id)
        yield site_page(
            plan.site,
            path,
            "message.html",
            card=shown,
            article=_article(message, plan),
            newer=_at(plan, None if place is None else place - 1),
            older=_at(plan, None if place is None else place + 1),
            related=plan.of(_related(message, plan.current)),
        )


def _article(message: Message, plan: _Plan) -> Article:
    return article(message, plan.cards, plan.contacts, plan.assets, plan.captions, plan.now)


def _at(plan: _Plan, place: int | None) -> Card | None:
    if place is None or not 0 <= place < len(plan.current):
        return None
    return plan.cards[plan.current[place].id]


def _related(message: Message, current: Sequence[Message]) -> list[Message]:
    """Return what else to read: most topics in common first, then the same kind, then newest."""
    topics = set(message.topics)
    ranked = [
        (-len(topics & set(m.topics)), m.kind is not message.kind, n)
        for n, m in enumerate(current)
        if m.id != message.id and (topics & set(m.topics) or m.kind is message.kind)
    ]
    return [current[n] for _, _, n in sorted(ranked)[:RELATED]]


def _redirects(plan: _Plan, aliases: Mapping[str, str]) -> Iterator[Page]:
    """Yield a page at every former address of a message; a real page keeps its own."""
    for old in sorted(set(aliases) - set(plan.cards)):
        new = _target(old, aliases)
        if new in plan.cards:
            page = site_page(
                plan.site,
                message_path(old),
                "redirect.html",
                target=f"{new}.html",
                card=plan.cards[new],
            )
            canonical = f"{plan.site.url}{message_path(new)}" if plan.site.url else ""
            yield Page(page.path, page.template, {**page.context, "canonical": canonical})


def _target(old: str, aliases: Mapping[str, str]) -> str:
    """Return where a chain of aliases ends; a ring of them ends anywhere."""
    seen = {old}
    new = aliases[old]
    while new in aliases and new not in seen:
        seen.add(new)
        new = aliases[new]
    return new
