"""The plan of ward sites: a library, a moment and the files beside pages in; every page out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from generator.canonical import digest
from generator.content.model import Library, Message, Surface, Ward
from generator.site.article import image_of, share_picture
from generator.site.calendar import calendar, calendar_path, has_calendar
from generator.site.edition import NOTHING, Beside, Edition, Listing
from generator.site.embed import embed_cards, embed_code, embed_page
from generator.site.feed import feed_page, json_feed_page
from generator.site.jsonld import home_data, ward_data
from generator.site.page import Context, Page, key_of
from generator.site.robots import robots_text
from generator.site.sharenow import SHARE_NOW, share_posts
from generator.site.site import Frame, canonical, site_view
from generator.site.sitemap import sitemap_page
from generator.site.social import Preview
from generator.site.views import Card, Image, Moment, message_path, moment

__all__ = ["Page", "Sites", "plan_pages"]

# Messages named on the first page of the archive.
NEWEST = 12


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


class Sites:
    """The sites of all wards at a moment; editions and articles are shared between them.

    Args:
        library: all content.
        now: decides what is current, expired and not yet public.
        sizes: files that stand in output/web/ and are no pages, "<ward>/media/<id>/poster-a3.pdf",
            → bytes; pages link to nothing else.
        captions: those of them that are WebVTT → their text.

    Attributes:
        parts: the arguments, from which another process makes its own.
    """

    def __init__(
        self,
        library: Library,
        now: datetime,
        sizes: Mapping[str, int],
        captions: Mapping[str, str],
    ) -> None:
        self.library = library
        self.parts = (library, now, sizes, captions)
        self.now = now
        self._editions: dict[tuple[str, ...], Edition] = {}
        self._files: dict[str, dict[str, int]] = defaultdict(dict)
        self._captions: dict[str, dict[str, str]] = defaultdict(dict)
        for table, values in ((self._files, sizes), (self._captions, captions)):
            for name, value in values.items():
                ward, _, path = name.partition("/")
                table[ward][path] = value  # type: ignore[assignment] # each table with its own

    def edition(self, ward: Ward) -> Edition:
        """Return what a ward shares with all wards that publish the same."""
        published = tuple(
            m for m in self.library.of_ward(ward, self.now) if Surface.WEB in m.surfaces
        )
        name = tuple(m.id for m in published)
        if name not in self._editions:
            self._editions[name] = Edition(self.library, published, self.now)
        return self._editions[name]

    def pages(self, ward: Ward) -> tuple[Page, ...]:
        """Return every page of a ward's site, sorted by path."""
        plan = _WardPlan(
            self.edition(ward), ward, self._files[ward.slug], self._captions[ward.slug]
        )
        return tuple(sorted(plan.pages(), key=lambda p: p.path))


def plan_pages(
    library: Library,
    ward: Ward,
    now: datetime,
    assets: Mapping[str, int],
    captions: Mapping[str, str],
) -> tuple[Page, ...]:
    """Return every page of one ward's site; paths of files begin below its folder."""
    sizes = {f"{ward.slug}/{name}": size for name, size in assets.items()}
    told = {f"{ward.slug}/{name}": text for name, text in captions.items()}
    return Sites(library, now, sizes, told).pages(ward)


class _WardPlan:
    """Plans the pages of one ward."""

    def __init__(
        self, edition: Edition, ward: Ward, files: Mapping[str, int], captions: Mapping[str, str]
    ) -> None:
        self.edition, self.ward = edition, ward
        campaign, reports = edition.library.campaign, bool(edition.contacts)
        site = site_view(campaign, ward, edition.kinds, files, reports=reports)
        linked = ward_data(ward, campaign, site.logo.src if site.logo else "")
        self.frame = Frame(site, digest(site), linked)
        self.beside = _beside(files, captions)
        self.files = files

    def pages(self) -> Iterator[Page]:
        edition = self.edition
        found = [
            self._home(),
            self._report(),
            self._about(),
            self._archive(),
            *self._listings(),
            *self._messages(),
        ]
        yield from found
        yield from self._redirects()
        yield from self._calendars()
        yield self._plain("404.html", "lost.html")
        yield self._plain("tim-kiem.html", "search.html")
        yield self._share_now()
        shown = embed_cards(edition.cards_of(edition.current))
        yield embed_page(self.frame, shown, edition.keys_of(shown))
        yield self._text("assets/search-data.js", edition.key, lambda: edition.search_script)
        yield self._text("robots.txt", "", lambda: robots_text(self.ward.site_url))
        yield feed_page(self.frame, edition, self.ward)
        yield json_feed_page(self.frame, edition, self.ward, self._previews())
        if self.ward.site_url:
            yield sitemap_page(self.frame, found, edition)

    def _plain(self, path: str, template: str) -> Page:
        """Return a page that shows nothing but its frame."""
        return self.frame.page(path, template, "", dict)

    def _text(self, path: str, key: str, text: Callable[[], str]) -> Page:
        """Return a file without a template."""
        return self.frame.page(path, "", key, lambda: {"text": text()})

    def _previews(self) -> dict[str, str]:
        """Return the picture for previews of every message that has one in the ward's folder."""
        paths = ((m.id, share_picture(m.id)) for m in self.edition.current)
        return {name: path for name, path in paths if path in self.files}

    def _report(self) -> Page:
        """Return "báo tin xấu ở đây"; its address stays even when nobody can be named."""
        groups, key = self.edition.report_groups, self.edition.reports_key
        show: Callable[[], Context] = partial(dict, report_key=key, groups=groups)
        return self.frame.page("bao-tin-xau.html", "report.html", key, show)

    def _about(self) -> Page:
        site = self.frame.site
        code = embed_code(site.url, f"{site.campaign} – {site.ward}")
        return self.frame.page("gioi-thieu.html", "about.html", code, partial(dict, embed=code))

    def _calendars(self) -> Iterator[Page]:
        for message in self.edition.published:
            if has_calendar(message):
                path, key = calendar_path(message.id), self.edition.message_keys[message.id]

                def text(message: Message = message) -> str:
                    return calendar(message, self.ward).decode("utf-8")

                yield self._text(path, key, text)

    def _share_now(self) -> Page:
        """Return the page from which members of the youth union post."""
        edition, site = self.edition, self.frame.site
        pictures = {p: s for p, s in self.files.items() if p.startswith("media/")}
        social = {p: s for p, s in pictures.items() if "/social-" in p}

        def show() -> Context:
            posts = share_posts(
                edition.current,
                edition.library.campaign,
                social,
                edition.now,
                site_url=site.url,
                place=f"{self.ward.name}, {site.city}",
            )
            return {"posts": posts}

        key = key_of(edition.key, digest(social))
        return self.frame.page(SHARE_NOW, "share-now.html", key, show)

    def _of(self, message: Message) -> Beside:
        return self.beside.get(message.id, NOTHING)

    def _home(self) -> Page:
        edition = self.edition
        home = edition.home
        features = [m for m in (home.news, home.story) if m is not None]
        images = {m.id: image_of(m, self._of(m).files) for m in features}
        shown = [*home.warnings, *(edition.cards[m.id] for m in features)]
        shown += [c for g in home.groups for c in g.cards]
        key = key_of(
            edition.keys_of(shown),
            edition.reports_key,
            digest([images, [(g.id, len(g.cards)) for g in home.groups], len(home.warnings)]),
            edition.sections_key,
        )

        site = self.frame.site
        name = f"{site.campaign} – {site.ward}"

        def feature(message: Message | None) -> Feature | None:
            if message is None:
                return None
            return Feature(edition.cards[message.id], images[message.id])

        def show() -> Context:
            return {
                "home_key": key,
                "warnings": home.warnings,
                "news": feature(home.news),
                "story": feature(home.story),
                "groups": home.groups,
                # One for each sort of bad news; the rest stand on a page of their own.
                "contacts": tuple(g.contacts[0] for g in edition.report_groups),
                "audiences": edition.audiences,
                "topics": edition.topics,
                "data": home_data(name, site.language),
                "preview": Preview(name, "", "", site.language),
            }

        return self.frame.page("index.html", "home.html", key, show)

    def _listings(self) -> Iterator[Page]:
        for listing in self.edition.listings:
            yield self._list(listing, "section.html")
        for _month, pages in self.edition.months:
            for listing in pages:
                yield self._list(listing, "month.html")

    def _list(self, listing: Listing, template: str) -> Page:
        key = self.edition.listing_keys[listing.path]

        def show() -> Context:
            return {"list_key": key, "listing": listing, "data": self.edition.list_data(listing)}

        return self.frame.page(listing.path, template, key, show)

    def _archive(self) -> Page:
        months = tuple(month for month, _pages in self.edition.months)
        newest = self.edition.cards_of(self.edition.published[:NEWEST])
        key = key_of(digest(months), self.edition.keys_of(newest), self.edition.sections_key)

        def show() -> Context:
            return {
                "list_key": key,
                "months": months,
                "newest": newest,
                "audiences": self.edition.audiences,
                "topics": self.edition.topics,
            }

        return self.frame.page("luu-tru/index.html", "archive.html", key, show)

    def _lost(self) -> Page:
        return self.frame.page("404.html", "lost.html", "", dict)

    def _messages(self) -> Iterator[Page]:
        edition = self.edition
        for message in edition.published:
            path, shown = message_path(message.id), edition.cards[message.id]
            if message.withdrawn is not None:
                notice = Withdrawn(moment(message.withdrawn.on), message.withdrawn.reason)
                key = key_of(edition.card_keys[message.id], digest(notice))
                show: Callable[[], Context] = partial(dict, card=shown, withdrawn=notice)
                yield self.frame.page(path, "withdrawn.html", key, show)
            else:
                yield self._message(message, path, shown)

    def _message(self, message: Message, path: str, shown: Card) -> Page:
        edition, beside = self.edition, self._of(message)
        after = edition.afters[message.id]
        article_key = edition.article_key(message, beside)

        def show() -> Context:
            return {
                "card": shown,
                "article": edition.article(message, beside),
                "article_key": article_key,
                "newer": after.newer,
                "older": after.older,
                "related": after.related,
                "after_key": after.key,
                "data": edition.linked_data(message, beside),
                "preview": edition.preview(message, beside),
                "calendar": f"{message.id}.ics" if has_calendar(message) else "",
            }

        return self.frame.page(path, "message.html", key_of(article_key, after.key), show)

    def _redirects(self) -> Iterator[Page]:
        """Yield a page at every former address of a message; a real page keeps its own."""
        aliases, cards = self.edition.library.aliases, self.edition.cards
        for old in sorted(set(aliases) - set(cards)):
            new = _target(old, aliases)
            if new in cards:
                show: Callable[[], Context] = partial(
                    dict,
                    target=f"{new}.html",
                    card=cards[new],
                    canonical=canonical(self.frame.site, message_path(new)),
                )
                key = self.edition.card_keys[new]
                yield self.frame.page(message_path(old), "redirect.html", key, show)


def _beside(files: Mapping[str, int], captions: Mapping[str, str]) -> dict[str, Beside]:
    """Return what lies beside each message's page, by its id."""
    by_id: dict[str, dict[str, int]] = defaultdict(dict)
    for path, size in files.items():
        folder, _, rest = path.partition("/")
        if folder == "media":
            by_id[rest.partition("/")[0]][path] = size
    found = {}
    for name, own in by_id.items():
        told = {path: captions[path] for path in own if path in captions}
        found[name] = Beside(own, told, digest([own, told]))
    return found


def _target(old: str, aliases: Mapping[str, str]) -> str:
    """Return where a chain of aliases ends; a ring of them ends anywhere."""
    seen = {old}
    new = aliases[old]
    while new in aliases and new not in seen:
        seen.add(new)
        new = aliases[new]
    return new
