"""Two output folders in, ours and Hugo's; every difference in text and links, page by page, out.

Compared are the title, the description and the text of a page without its white space, and the
addresses of all links in their order; of files for machines what they say. Not compared: style,
scripts, pictures and fonts; JSON-LD; in calendars the ids, which Hugo cannot hash; in the search
index its form, since Hugo's holds the texts as they are and ours the words of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

MOST_SHOWN = 12
_SILENT = frozenset({"script", "style", "template"})
# Elements within a line; all others part the text.
_WITHIN = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "time", "wbr"}
)
_WORD = re.compile(r"[^\W_]+")
_IGNORED = ("UID:", "SEQUENCE:")

Lines = list[str]


def differences(ours: Path, hugos: Path) -> list[str]:
    """Return what differs, or nothing; a page that one of them lacks is a difference.

    Args:
        ours: our output/.
        hugos: Hugo's public/.
    """
    base = ours / "web"
    left, right = (_pages(folder) for folder in (base, hugos))
    found = [f"only ours: {name}" for name in sorted(left - right)]
    found += [f"only Hugo's: {name}" for name in sorted(right - left)]
    for name in sorted(left & right):
        found += _compare(name, base / name, hugos / name)
    return found


def _pages(folder: Path) -> set[str]:
    """Return what is compared: everything but assets, the search index excepted."""
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        name.as_posix()
        for name in names
        if len(name.parts) > 1
        and (name.parts[1] not in {"assets", "media"} or name.name == "search-data.js")
    }


def _compare(name: str, ours: Path, hugos: Path) -> Lines:
    left, right = (_told(name, path.read_text(encoding="utf-8")) for path in (hugos, ours))
    if left == right:
        return []
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            before = " ".join(left[max(0, a - 3) : a])
            theirs, own = " ".join(left[a:b]), " ".join(right[c:d])
            found.append(f"{name}: … {before} [Hugo: {theirs}] [ours: {own}]")
    return found[:MOST_SHOWN]


def _told(name: str, text: str) -> Lines:
    return _READERS[name.rpartition(".")[2]](text)


def _html(text: str) -> Lines:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.told()


class _Reader(HTMLParser):
    """Reads what a page says and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self._text: list[str] = []
        self._links: Lines = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._part(tag)
        if tag in _SILENT:
            self._silent += 1
        elif tag == "a" or values.get("rel") in {"canonical", "alternate"}:
            self._links.append(f"{tag} {values.get('href')}")
        elif tag == "meta" and values.get("name") in {"description", "robots"}:
            self._links.append(f"{values['name']} {values.get('content')}")

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        self._silent -= tag in _SILENT

    def _part(self, tag: str) -> None:
        """Part what stands in two blocks, whatever white space the markup has between them."""
        if tag not in _WITHIN:
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def told(self) -> Lines:
        """Return the words, then the links."""
        return [*"".join(self._text).split(), *self._links]


def _xml(text: str) -> Lines:
    found: Lines = []
    for element in ET.fromstring(text.strip()).iter():  # noqa: S314 - written a moment ago
        values = sorted(element.attrib.items())
        found.append(f"{element.tag} {values} {(element.text or '').strip()}")
    # The order of a sitemap says nothing.
    return sorted(found) if "sitemap" in text[:200] else found


def _json(text: str) -> Lines:
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, indent=1).split("\n")


def _ics(text: str) -> Lines:
    lines = re.sub(r"\r?\n[ \t]", "", text.strip()).splitlines()
    return [line for line in lines if not line.startswith(_IGNORED)]


def _search(text: str) -> Lines:
    data: dict[str, Any] = json.loads(text.partition("=")[2].rstrip().rstrip(";"))
    if "words" in data:
        kinds, words = data["kinds"], set(data["words"].split())
        docs = [
            (href, day, kinds[kind], title, summary)
            for href, day, kind, _, title, summary in data["docs"]
        ]
    else:
        rows = data["docs"]
        words = {word for row in rows for word in _WORD.findall(row["text"].lower())}
        docs = [(d["href"], d["published"], d["kind"], d["title"], d["summary"]) for d in rows]
    return [*(" | ".join(doc) for doc in sorted(docs)), *sorted(words)]


_READERS: dict[str, Callable[[str], Lines]] = {
    "html": _html,
    "xml": _xml,
    "json": _json,
    "ics": _ics,
    "js": _search,
    "txt": lambda text: text.strip().splitlines(),
}
