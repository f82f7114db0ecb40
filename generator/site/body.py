"""Cleaned HTML in; the same, headings in order and nothing asked from another host, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from generator.text.tags import tags_and_text

_HEADING = re.compile(r"h[1-6]")
_ABSOLUTE = re.compile(r"(?:https?|mailto|tel|sms):", re.IGNORECASE)
_VOID = frozenset({"area", "br", "col", "hr", "img", "wbr"})

FIRST_LEVEL = 2  # the page's own title is the only h1
# Anchors of a text are set apart from those of the page around it.
ANCHOR = "y-"
# A wide table moves within its box on a phone; by keyboard too, so the box takes the focus.
_BOX = '<div class="table" role="group" aria-label="Bảng" tabindex="0">'

Resolve = Callable[[str], str]


def web_body(html: str, link: Resolve, picture: Resolve) -> str:
    """Return body HTML that can stand in a page.

    The first heading becomes an h2 and no level is skipped; a table stands in a box. A relative
    link that leads to nothing becomes plain text; a picture that would be asked from elsewhere
    becomes its alternative text.

    Args:
        html: cleaned HTML (Body.html).
        link: returns the address of a relative path on the site, or "".
        picture: returns the address of a picture on the site, or "".
    """
    writer = _Writer(link, picture)
    for piece in tags_and_text(html):
        if isinstance(piece, str):
            writer.out.append(piece.replace("<", "&lt;"))
        elif piece.closing:
            writer.end(piece.name)
        else:
            writer.start(piece.name, piece.attributes)
    writer.close()
    return "".join(writer.out)


class _Writer:
    """Writes down again what it is told, with the changes that `web_body` names."""

    def __init__(self, link: Resolve, picture: Resolve) -> None:
        self.out: list[str] = []
        self._link = link
        self._picture = picture
        self._levels: list[int] = []
        self._open: list[tuple[str, str]] = []

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Take the start of an element."""
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
        self.out.append(f"{_BOX if name == 'table' else ''}<{name}{_attributes(values)}>")

    def end(self, tag: str) -> None:
        """Take the end of an element; one that was never begun is passed over."""
        if any(tag == opened for opened, _ in self._open):
            while True:
                if self._end() == tag:
                    return

    def close(self) -> None:
        """End what is still open."""
        while self._open:
            self._end()

    def _end(self) -> str:
        """End the innermost element and return its tag as it was read."""
        tag, name = self._open.pop()
        self.out.append(f"</{name}>{'</div>' if name == 'table' else ''}")
        return tag

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
