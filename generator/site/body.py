"""Cleaned HTML in; the same, headings in order and nothing asked from another host, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

_HEADING = re.compile(r"h[1-6]")
_ABSOLUTE = re.compile(r"(?:https?|mailto|tel|sms):", re.IGNORECASE)
_VOID = frozenset({"area", "br", "col", "hr", "img", "wbr"})

FIRST_LEVEL = 2  # the page's own title is the only h1
# Anchors of a text are set apart from those of the page around it.
ANCHOR = "y-"

Resolve = Callable[[str], str]


def web_body(html: str, link: Resolve, picture: Resolve) -> str:
    """Return body HTML that can stand in a page.

    The first heading becomes an h2 and no level is skipped. A relative link that leads to nothing
    becomes plain text; a picture that would be asked from elsewhere becomes its alternative text.

    Args:
        html: cleaned HTML (Body.html).
        link: returns the address of a relative path on the site, or "".
        picture: returns the address of a picture on the site, or "".
    """
    writer = _Writer(link, picture)
    writer.feed(html)
    writer.close()
    return "".join(writer.out)


class _Writer(HTMLParser):
    """Writes down again what it reads, with the changes that `web_body` names."""

    def __init__(self, link: Resolve, picture: Resolve) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._link = link
        self._picture = picture
        self._levels: list[int] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            values["id"] = ANCHOR + values["id"]
        if tag == "img":
            self._image(values)
            return
        name = self._heading(tag) if _HEADING.fullmatch(tag) else tag
        if tag == "a" and not self._anchor(values):
            name = "span"
            values = {}
        if name in {"td", "th"}:
            values = {k: v for k, v in values.items() if k in {"colspan", "rowspan", "scope"}}
        if tag not in _VOID:
            self._open.append((tag, name))
        self.out.append(f"<{name}{_attributes(values)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(tag == opened for opened, _ in self._open):
            while True:
                opened, name = self._open.pop()
                self.out.append(f"</{name}>")
                if opened == tag:
                    return

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def close(self) -> None:
        super().close()
        while self._open:
            self.out.append(f"</{self._open.pop()[1]}>")

    def _heading(self, tag: str) -> str:
        level = int(tag[1])
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return f"h{min(len(self._levels) + FIRST_LEVEL - 1, 6)}"

    def _anchor(self, values: dict[str, str]) -> bool:
        """Settle a link's address; return whether it leads anywhere."""
        target = values.get("href", "")
        if _ABSOLUTE.match(target):
            return True
        path, mark, anchor = target.partition("#")
        page = self._link(path) if path else ""
        values["href"] = page + mark + (ANCHOR + anchor if anchor else "")
        return bool(page) or bool(anchor and not path)

    def _image(self, values: dict[str, str]) -> None:
        source = self._picture(values.get("src", ""))
        if source:
            # The size keeps the page from jumping; what else stood there is not needed.
            size = {name: value for name, value in values.items() if name in ("width", "height")}
            kept = {"src": source, "alt": values.get("alt", ""), **size, "loading": "lazy"}
            self.out.append(f"<img{_attributes(kept)}>")
        else:
            self.out.append(escape(values.get("alt", "")))


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())
