"""Every address in every page, feed and list of a ward leads to a file of its folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from audit_project import RICH, SITE_URL
from audit_types import WARDS

ROOTS = ("https://host.example/", SITE_URL, "file:///media/usb/trang%20web/")
LOADING = {"src", "href", "poster", "data", "action", "cite"}
OUTSIDE = {"http", "https", "mailto", "tel", "sms", "data"}
_REFRESH = re.compile(r"url=(\S+)", re.IGNORECASE)
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


@dataclass
class Addresses(HTMLParser):
    """Gathers the addresses and anchors of a page."""

    found: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    data: list[str] = field(default_factory=list)
    in_data: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.anchors.update(values[name] for name in ("id", "name") if name in values)
        self.found += [value for name, value in values.items() if name in LOADING]
        for part in filter(None, values.get("srcset", "").split(",")):
            self.found.append(part.split()[0])
        if values.get("property", "") in {"og:url", "og:image"}:
            self.found.append(values["content"])
        if values.get("http-equiv", "").lower() == "refresh":
            target = _REFRESH.search(values["content"])
            assert target, values
            self.found.append(target[1])
        self.in_data = values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.in_data:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.in_data = False


@cache
def read(path: Path) -> Addresses:
    page = Addresses()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def strings(value: Any) -> Iterator[str]:
    """Yield every text within JSON data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def own(texts: Iterable[str]) -> Iterator[str]:
    """Yield the texts that are addresses below the ward's own."""
    yield from (text for text in texts if text.startswith(SITE_URL) and " " not in text)


def addresses(path: Path) -> Iterator[str]:
    """Yield the addresses that a file of a ward's folder holds."""
    match path.suffix:
        case ".html":
            page = read(path)
            yield from page.found
            told = (text for block in page.data for text in strings(json.loads(block)))
            # What follows "#" in linked data names a thing, not a place in the page.
            yield from own(text.partition("#")[0] for text in told)
        case ".css":
            yield from _CSS_URL.findall(path.read_text(encoding="utf-8"))
        case ".xml":
            for element in ET.parse(path).iter():  # noqa: S314 - our own output
                yield from own([(element.text or "").strip()])
                yield from own(element.attrib.values())
        case ".json":
            yield from own(strings(json.loads(path.read_text(encoding="utf-8"))))
        case ".ics":
            unfolded = path.read_text(encoding="utf-8").replace("\r\n ", "")
            yield from own(re.findall(r"https?://\S+", unfolded))
        case ".txt":
            yield from own(re.findall(r"https?://\S+", path.read_text(encoding="utf-8")))


def lost(folder: Path, root: str) -> tuple[list[str], int]:
    """Return the broken addresses of a ward's folder standing at `root`, and how many were read."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    broken, count = [], 0
    for name in sorted(files):
        base = urljoin(root, name)
        for written in dict.fromkeys(addresses(folder / name)):
            count += 1
            problem = _problem(folder, files, root, written, urljoin(base, written))
            if problem:
                broken.append(f"{root} {name}: {written} {problem}")
    return broken, count


def _problem(folder: Path, files: set[str], root: str, written: str, full: str) -> str:
    """Return what is wrong with an address, or ""."""
    scheme = urlsplit(written).scheme
    if scheme and scheme not in OUTSIDE:
        return "has a scheme that no page of ours uses"
    home = SITE_URL if full.startswith(SITE_URL) else root
    if scheme and not full.startswith(SITE_URL):
        return ""
    if not full.startswith(home):
        return f"leads out of the folder: {full}"
    url = urlsplit(full[len(home) :])
    # Only the address of the whole site, which a server answers with its first page, is a folder.
    name = unquote(url.path) or ("index.html" if scheme else "")
    if name not in files:
        return "leads to no file"
    if url.fragment and name.endswith(".html"):
        known = read(folder / name).anchors
        return "" if unquote(url.fragment) in known else "names no anchor there"
    return ""


@pytest.mark.parametrize("root", ROOTS)
def test_no_address_is_broken(sites: Path, root: str) -> None:
    for ward in WARDS:
        broken, count = lost(sites / ward, root)
        assert count > 50, (ward, count)
        assert not broken, "\n".join(broken)


def test_the_sites_have_what_is_to_be_checked(sites: Path) -> None:
    """Guards the test above: were these kinds gone, it would look at nothing and be content."""
    suffixes = {path.suffix for path in (sites / RICH).rglob("*")}
    assert {".html", ".css", ".xml", ".json", ".ics", ".txt"} <= suffixes
    found = [address for path in (sites / RICH).rglob("*.html") for address in addresses(path)]
    for part in ("#", "media/", "data:", ".ics", f"{SITE_URL}tin/"):
        assert any(part in address for address in found), part


def test_a_broken_address_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "tin").mkdir()
    page = '<p id="a"></p><a href="{}"></a>'
    (tmp_path / "index.html").write_text(page.format("tin/a.html#b"), encoding="utf-8")
    for written, wrong in (
        ("../index.html#a", False),
        (f"{SITE_URL}index.html", False),
        (SITE_URL, False),
        ("#a", False),
        ("https://elsewhere.example/", False),
        ("../index.html#b", True),
        ("index.html", True),
        ("../", True),
        ("/index.html", True),
        ("../../index.html", True),
        ("javascript:alert(1)", True),
        (f"{SITE_URL}tin/b.html", True),
    ):
        read.cache_clear()
        (tmp_path / "tin/a.html").write_text(f'<i id="b"></i>{page.format(written)}', "utf-8")
        broken, _count = lost(tmp_path, "file:///media/")
        assert bool(broken) == wrong, (written, broken)
