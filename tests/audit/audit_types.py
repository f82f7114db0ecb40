"""Which pages to look at: a ward's folder in, the few pages that together show everything out.

A page type is not listed by hand: what counts is which folders there are and which elements and
classes occur. A page added tomorrow is audited tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from audit_browser import DESK, PHONE
from audit_project import BARE, EMPTY, MESSAGES, RICH

WARDS = (RICH, BARE, EMPTY)
SHOWINGS = [(size, scheme) for size in (PHONE, DESK) for scheme in ("light", "dark")]
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Sample:
    """A page to audit; `refreshes` when it sends readers elsewhere."""

    path: str
    refreshes: bool = False

    @property
    def address(self) -> str:
        """Return the path by which the page itself can be looked at over http."""
        return f"{self.path}?stay" if self.refreshes else self.path


class _Tokens(HTMLParser):
    """Gathers what a page shows: elements with their classes, and attributes that change them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.refreshes = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found.add(tag)
        self.found.update(f"{tag}.{name}" for name in values.get("class", "").split())
        self.found.update(f"{tag}[{name}]" for name in values)
        self.refreshes |= values.get("http-equiv", "").lower() == "refresh"


def chosen(sites: Path, ward: str) -> list[Sample]:
    """Return the pages of a ward to look at, every state that a message can be in among them."""
    states = [f"tin/{path.stem}.html" for path in sorted(MESSAGES.glob("*.md"))]
    return samples(sites / ward, states if ward == RICH else ())


def samples(folder: Path, also: Iterable[str] = ()) -> list[Sample]:
    """Return pages of a ward's folder so that every kind of page and element is among them.

    Besides the home, pages named in `also`, and the longest and the shortest page of every folder,
    whatever shows most of what no page so far has shown is taken, until nothing is left.
    """
    pages = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))}
    tokens = {name: _tokens(name, path) for name, path in pages.items()}
    chosen = ["index.html", *(name for name in also if name in pages), *_extremes(pages)]
    shown = {token for name in chosen for token in tokens[name].found}
    while True:
        best = max(pages, key=lambda name: (len(tokens[name].found - shown), name))
        if not tokens[best].found - shown:
            break
        chosen.append(best)
        shown |= tokens[best].found
    return [Sample(name, tokens[name].refreshes) for name in dict.fromkeys(chosen)]


def _tokens(name: str, path: Path) -> _Tokens:
    reader = _Tokens()
    reader.feed(path.read_text(encoding="utf-8"))
    # luu-tru/2026-10-2.html and luu-tru/2026-11.html are of one kind; 404.html is its own.
    folder, _, last = name.rpartition("/")
    reader.found.add(f"{folder}/{_NUMBER.sub('#', last) if folder == 'luu-tru' else '*'}")
    if not folder:
        reader.found.add(name)
    return reader


def _extremes(pages: dict[str, Path]) -> list[str]:
    """Return the longest and the shortest page of every folder."""
    folders: dict[str, list[str]] = {}
    for name in pages:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    return [
        pick(names, key=lambda name: (pages[name].stat().st_size, name))
        for names in folders.values()
        for pick in (max, min)
    ]
