"""Flowing text for print: a message's cleaned HTML in; a small tree of plain data out.

A tree is made of dictionaries with a "type". Blocks: "p" and "heading" with "parts"; "list" with
"items", each a list of blocks; "quote" with "blocks"; "table" with "head" and "rows" of cells;
"code" with "text"; "image" with "src" and "alt"; "line". Parts of a line: "text"; "strong", "em",
"strike", "code", "sub", "sup" and "link" with "parts"; "break". Words are only ever strings, so no
template can take them for markup.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

Node = dict[str, Any]

_ABSOLUTE = re.compile(r"(?:https?|mailto|tel|sms):", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_INLINE = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em",
    "del": "strike", "s": "strike", "code": "code", "kbd": "code", "sub": "sub", "sup": "sup",
}  # fmt: skip
_TEXT = {"p", "summary", "dt", "dd", "figcaption", "caption"}
_SPACE = re.compile(r"[ \t\r\n]+")
_LONGEST_ADDRESS = 60  # letters of an address that is worth typing


def prose(html: str) -> list[Node]:
    """Return the blocks of a text; its first heading is of level 2, and no level is skipped."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks()


def plain(node: Node | list[Node]) -> str:
    """Return the words of a block, of parts, or of many of them, parted by blanks."""
    if isinstance(node, list):
        return " ".join(filter(None, map(plain, node)))
    if node["type"] in {"p", "heading"}:
        return "".join(map(_words, node["parts"])).strip()
    inner = [node.get("blocks", []), *node.get("items", [])]
    cells = [cell for row in (node.get("head", []), *node.get("rows", [])) for cell in row]
    words = ["".join(map(_words, cell)) for cell in cells]
    return " ".join(filter(None, [node.get("text", ""), *map(plain, inner), *words]))


def _words(part: Node) -> str:
    if part["type"] == "text":
        return str(part["text"])
    return " " if part["type"] == "break" else "".join(map(_words, part["parts"]))


class _Reader(HTMLParser):
    """Builds the tree; what it does not know passes its words on to what stands around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._root: Node = {"type": "quote", "blocks": []}
        # Blocks that take blocks, and the inline parts that are open in the last of them.
        self._into: list[list[Node]] = [self._root["blocks"]]
        self._open: list[tuple[str, Node | None]] = []
        self._levels: list[int] = []
        self._parts: list[list[Node]] = []
        self._raw: list[str] | None = None

    def blocks(self) -> list[Node]:
        """Return what was read."""
        self._end_text()
        return list(self._root["blocks"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._raw is not None:
            return  # what stands in a listing is shown as it is
        if tag == "br":
            self._part({"type": "break"})
        elif tag == "hr":
            self._block({"type": "line"})
        elif tag == "img":
            self._end_text()
            self._block(
                {"type": "image", "src": values.get("src", ""), "alt": values.get("alt", "")}
            )
        elif tag == "pre":
            self._end_text()
            self._raw = []
        elif _HEADING.fullmatch(tag) or tag in _TEXT:
            self._begin_text(tag)
        elif tag in {"ul", "ol", "blockquote", "table", "tr"} or tag in {"li", "td", "th"}:
            self._begin_block(tag, values)
        elif _INLINE.get(tag) or tag == "a":
            self._begin_part(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre" and self._raw is not None:
            self._block({"type": "code", "text": "".join(self._raw).rstrip("\n")})
            self._raw = None
        elif self._raw is not None:
            return
        elif _HEADING.fullmatch(tag) or tag in _TEXT:
            self._end_text()
        elif any(tag == opened for opened, _ in self._open):
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._raw is not None:
            self._raw.append(data)
        elif data.strip() or self._parts:
            self._part({"type": "text", "text": _SPACE.sub(" ", data)})

    def _begin_text(self, tag: str) -> None:
        self._end_text()
        heading = bool(_HEADING.fullmatch(tag))
        node: Node = {"type": "heading", "level": self._level(tag)} if heading else {"type": "p"}
        node["parts"] = []
        self._block(node)
        self._parts = [node["parts"]]
        if tag in {"dt", "summary", "caption"}:
            strong: Node = {"type": "strong", "parts": []}
            self._parts[0].append(strong)
            self._parts = [strong["parts"]]

    def _level(self, tag: str) -> int:
        """Return the level of a heading below those that are open."""
        own = int(tag[1])
        while self._levels and self._levels[-1] >= own:
            self._levels.pop()
        self._levels.append(own)
        return min(len(self._levels) + 1, 6)

    def _end_text(self) -> None:
        """Close the paragraph; one of blanks alone is taken back."""
        while self._open and self._open[-1][1] is None:
            self._open.pop()
        self._parts = []
        last = self._into[-1][-1] if self._into[-1] else None
        if last and last["type"] in {"p", "heading"}:
            _trim(last["parts"])
            if not last["parts"]:
                self._into[-1].pop()

    def _begin_block(self, tag: str, values: dict[str, str]) -> None:
        self._end_text()
        if tag == "li":
            self._enter(tag, "items")
        elif tag in {"td", "th"}:
            self._enter(tag, "cells")
        else:
            node = _container(tag, values)
            if tag != "tr":
                self._block(node)
            elif self._open and self._open[-1][1] is not None:
                self._open[-1][1].setdefault("lines", []).append(node)
            self._open.append((tag, node))
            if tag == "blockquote":
                self._into.append(node["blocks"])

    def _enter(self, tag: str, key: str) -> None:
        """Open an item of a list or a cell of a row; outside of one it is but a paragraph."""
        around = self._open[-1][1] if self._open else None
        blocks: list[Node] = []
        if around is not None and key in around:
            around[key].append(
                {"head": tag == "th", "blocks": blocks} if key == "cells" else blocks
            )
            self._open.append((tag, {"blocks": blocks}))
            self._into.append(blocks)

    def _begin_part(self, tag: str, values: dict[str, str]) -> None:
        kind = _INLINE.get(tag, "link")
        node: Node = {"type": kind, "parts": []}
        if tag == "a":
            href = values.get("href", "")
            node["href"] = href if _ABSOLUTE.match(href) else ""
            node["type"] = "link" if node["href"] else "span"
        self._part(node)
        self._parts.append(node["parts"])
        self._open.append((tag, None))

    def _close(self, tag: str) -> None:
        while self._open:
            opened, node = self._open.pop()
            if node is None:
                done = self._parts.pop() if len(self._parts) > 1 else []
                _tell_address(self._parts[-1] if self._parts else [], done)
            else:
                self._open.append((opened, node))
                self._end_text()
                self._open.pop()
                if "blocks" in node:
                    self._into.pop()
                if opened == "table":
                    _settle(node)
            if opened == tag:
                return

    def _block(self, node: Node) -> None:
        self._into[-1].append(node)

    def _part(self, node: Node) -> None:
        """Take a part of a line; words that stand in no paragraph get one."""
        if not self._parts:
            paragraph: Node = {"type": "p", "parts": []}
            self._block(paragraph)
            self._parts = [paragraph["parts"]]
        self._parts[-1].append(node)


def _container(tag: str, values: dict[str, str]) -> Node:
    if tag == "blockquote":
        return {"type": "quote", "blocks": []}
    if tag == "table":
        return {"type": "table", "lines": []}
    if tag == "tr":
        return {"type": "row", "cells": []}
    start = values.get("start", "")
    number = int(start) if start.isdigit() else 1
    return {"type": "list", "ordered": tag == "ol", "start": number, "items": []}


def _settle(table: Node) -> None:
    """Put a table's rows as rows of parts; a first row of heads is its head."""
    rows = [[_parts_of(c["blocks"]) for c in line["cells"]] for line in table.pop("lines")]
    width = max(map(len, rows), default=0)
    full = [[*row, *([[]] * (width - len(row)))] for row in rows]
    table["head"], table["rows"] = (full[0], full[1:]) if full else ([], [])


def _parts_of(blocks: list[Node]) -> list[Node]:
    """Return the paragraphs of a cell as one line of parts."""
    found: list[Node] = []
    for block in blocks:
        found += [{"type": "break"}] if found else []
        found += block.get("parts") or [{"type": "text", "text": plain(block)}]
    return found


def _trim(parts: list[Node]) -> None:
    """Take blanks from both ends."""
    while parts and parts[-1]["type"] == "text" and not parts[-1]["text"].strip():
        parts.pop()
    if parts and parts[0]["type"] == "text":
        parts[0]["text"] = parts[0]["text"].lstrip()
    if parts and parts[-1]["type"] == "text":
        parts[-1]["text"] = parts[-1]["text"].rstrip()


def _tell_address(around: list[Node], inside: list[Node]) -> None:
    """Print the address behind a link whose words do not say it; paper cannot be clicked."""
    link = around[-1] if around and around[-1].get("parts") is inside else None
    if link is None or link["type"] != "link" or not link["href"].lower().startswith("http"):
        return
    address = re.sub(r"^https?://(?:www\.)?|/$", "", link["href"], flags=re.IGNORECASE)
    said = "".join(map(_words, inside))
    if address.lower() not in said.lower() and len(address) <= _LONGEST_ADDRESS:
        around.append({"type": "text", "text": f" ({address})"})
