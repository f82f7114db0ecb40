"""Markdown in; HTML that is safe in any page, its first paragraph, and what was removed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import takewhile
from typing import TypedDict
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.text.slug import heading_slug, unique
from generator.text.tags import tags_and_text

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = frozenset(
    re.findall(
        r"\w+",
        """a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure
        h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s small span strong sub summary sup
        table tbody td tfoot th thead tr u ul""",
    )
)
_ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    **{heading: {"id"} for heading in _HEADINGS[1:]},
}
_LINK_REL = "noopener noreferrer"
_REL = f' rel="{_LINK_REL}"'
_SCHEMES = {"http", "https", "mailto", "tel", "sms"}
# What stands between their tags is no text for readers.
_CONTENT_TOO = {"script", "style", "iframe", "object", "noscript", "template", "svg", "math"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)")
_STASHED = re.compile("\x02.*?\x03")
# Browsers skip these in and before a scheme, so "java&#9;script:" is one too.
_SKIPPED = re.compile(r"[\t\n\r]|^[\x00-\x20]+")


class Removed(TypedDict):
    """Something active or unknown that was taken out, with its 0-based line and column."""

    kind: str
    what: str
    line: int
    column: int


class Rendered(TypedDict):
    """Cleaned HTML, the first paragraph as text, pictures as (src, alt), and what was removed."""

    html: str
    lead: str
    pictures: list[list[str]]
    removed: list[Removed]


def render(markdown: str) -> Rendered:
    """Return the HTML of a Markdown text; the same text gives the same HTML everywhere.

    Raises:
        RecursionError: lists or quotes lie in each other too deeply.
    """
    converter = _converter()
    converter.reset()
    raw = converter.convert(markdown)
    html = nh3.clean(
        raw,
        tags=set(_TAGS),
        clean_content_tags=_CONTENT_TOO,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=_LINK_REL,
        strip_comments=True,
    )
    removed: list[Removed] = []
    # Most texts hold nothing to remove; what was taken out is looked for in the others alone.
    if html.replace(_REL, "") != raw:
        scan = _Scan()
        scan.feed(raw)
        scan.close()
        removed = list(_located(scan.removed, markdown))
    return Rendered(html=html, lead=_lead(html), pictures=_pictures(html), removed=removed)


def _lead(html: str) -> str:
    """Return the first paragraph that says something, as text."""
    words: list[str] | None = None
    for piece in tags_and_text(html):
        if isinstance(piece, str):
            if words is not None:
                words.append(unescape(piece))
        elif piece.name == "p" and not piece.closing:
            words = []
        elif piece.name == "br" and words is not None:
            words.append(" ")
        elif piece.name == "p" and words is not None:
            lead = " ".join("".join(words).split())
            if lead:
                return lead
            words = None
    return ""


def _pictures(html: str) -> list[list[str]]:
    """Return the pictures as (src, alt)."""
    if "<img" not in html:
        return []
    tags = (p for p in tags_and_text(html) if not isinstance(p, str) and p.name == "img")
    return [[tag.attributes.get("src", ""), tag.attributes.get("alt", "")] for tag in tags]


@cache
def _converter() -> Markdown:
    from markdown.extensions.fenced_code import FencedCodeExtension  # noqa: PLC0415 - see below
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415

    # By class and not by name: names are looked up in entry points, which reads every package.
    return Markdown(
        output_format="html",
        extensions=[
            TableExtension(use_align_attribute=True),
            SaneListExtension(),
            FencedCodeExtension(),
            _HeadingExtension(),
        ],
    )


class _HeadingExtension(Extension):
    """Fits the headings of a body below the page's own h1 and gives them anchors."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        # After "inline", which runs at 20, so that a heading's text is complete.
        md.treeprocessors.register(_Headings(md), "headings", 5)


class _Headings(Treeprocessor):
    def run(self, root: Element) -> None:
        found = [element for element in root.iter() if element.tag in _HEADINGS]
        levels = sorted({_HEADINGS.index(element.tag) for element in found})
        taken: set[str] = set()
        for element in found:
            # The levels in use become h2, h3 … without a gap, so no outline skips one.
            rank = levels.index(_HEADINGS.index(element.tag)) + 1
            element.tag = _HEADINGS[min(rank, len(_HEADINGS) - 1)]
            name = heading_slug(_STASHED.sub("", "".join(element.itertext())))
            anchor = unique(name[:50].strip("-"), taken)
            taken.add(anchor)
            element.set("id", anchor)


class _Scan(HTMLParser):
    """Finds what the cleaner takes out of HTML that anyone may have written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.removed: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.removed.append(("tag", tag))
            return
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        for name, value in attrs:
            if name not in allowed and not (name == "rel" and tag == "a"):
                self.removed.append(("attribute", name))
            elif name in {"href", "src"} and _foreign(value or ""):
                self.removed.append(("link", _foreign(value or "")))


def _foreign(address: str) -> str:
    """Return the scheme of an address that may not stand in a page, or ""."""
    scheme = _SCHEME.match(_SKIPPED.sub("", address).lower())
    return scheme[0] if scheme and scheme[0] not in _SCHEMES else ""


def _located(found: list[tuple[str, str]], markdown: str) -> Iterator[Removed]:
    """Yield what was removed with its place; the n-th of a kind is the n-th in the text."""
    searched: dict[tuple[str, str], int] = {}
    for kind, what in found:
        pattern = {"tag": r"<{}\b", "attribute": r"\b{}\s*=", "link": r"{}\s*:"}[kind]
        finder = re.compile(pattern.format(re.escape(what)), re.IGNORECASE)
        place = finder.search(markdown, searched.get((kind, what), 0))
        start = place.start() if place else 0
        if place:
            searched[kind, what] = place.end()
        line = markdown.count("\n", 0, start)
        column = len(list(takewhile(lambda c: c != "\n", reversed(markdown[:start]))))
        yield Removed(kind=kind, what=what, line=line, column=column)
