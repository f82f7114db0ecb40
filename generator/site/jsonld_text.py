"""Nodes of linked data in; JSON text that may stand within a page's <script> out.

Addresses in JSON-LD must be absolute: schema.org's type URL and Google's reader know no base. A
ward without one therefore tells neither url nor picture, and names itself by a blank node, which
holds within one page. Text that many wards share is written once, with gaps for their addresses,
and filled in about a microsecond.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

# Google's reader takes this spelling; no other context may stand beside it.
CONTEXT = "https://schema.org"
# Ends a <script>, opens a comment or breaks a line of an old script engine; all are the same to a
# reader of JSON when they are written as \uXXXX.
_UNSAFE = tuple((c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# Stands where the ward's address goes. Written words cannot hold it: see _UNSAFE.
_GAP = "&"
_OFFICE, _OFFICE_HERE = "#don-vi", "_:don-vi"


@dataclass(frozen=True, slots=True)
class Below:
    """An address below the ward's: its path, or "" for the home."""

    path: str


@dataclass(frozen=True, slots=True)
class Office:
    """The ward's own node, from wherever it is named."""


Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class Data:
    """Nodes as JSON, joined by commas, alike in all wards.

    Attributes:
        parts: the text for wards with an address; the address goes between each two of them.
        bare: the text for wards without one.
    """

    parts: tuple[str, ...]
    bare: str


@dataclass(frozen=True, slots=True)
class WardData:
    """A ward's address as it stands in JSON, or "", and its own node as JSON."""

    site: str
    office: str


def script_text(data: object) -> str:
    """Return JSON that may stand within <script type="application/ld+json">.

    Raises:
        TypeError: the data hold something that JSON has no form for, an address to be filled too.
    """
    text = _ENCODER.encode(data)
    # A tenth of the time of str.translate, which looks up each letter.
    for sign, escaped in _UNSAFE:
        text = text.replace(sign, escaped)
    return text


def data_of(nodes: Iterable[Node]) -> Data:
    """Return nodes as text with gaps for the ward's address."""
    held = list(nodes)
    full = ",".join(_filled(node) for node in held)
    bare = ",".join(text for node in held if (text := _bare(node)))
    return Data(tuple(full.split(_GAP)), bare)


def page_data(ward: WardData, data: Data) -> str:
    """Return a page's JSON-LD, ready to stand within its <script>."""
    nodes = ward.site.join(data.parts) if ward.site else data.bare
    comma = "," if nodes else ""
    return f'{{"@context":"{CONTEXT}","@graph":[{ward.office}{comma}{nodes}]}}'


# Nodes that say nothing without an address, or nothing that Google takes.
_NEEDS_SITE = frozenset({"BreadcrumbList", "VideoObject"})


def _filled(value: object) -> str:
    """Return a value as JSON with gaps; empty members are left out."""
    return _json(value, f"{_GAP}{_OFFICE}", _GAP)


def _bare(node: Node) -> str:
    """Return a node as JSON without addresses, or "" if nothing is left to say."""
    return "" if node["@type"] in _NEEDS_SITE else _json(node, _OFFICE_HERE, None)


def _json(value: object, office: str, site: str | None) -> str:
    """Return a value as JSON, "" for one that is left out."""
    match value:
        case str():
            return script_text(value) if value else ""
        case Below(path):
            return "" if site is None else f'"{site}{script_text(path)[1:-1]}"'
        case Office():
            return f'"{office}"'
        case dict():
            members = ((name, _json(item, office, site)) for name, item in value.items())
            return f"{{{','.join(f'{script_text(n)}:{text}' for n, text in members if text)}}}"
        case list():
            items = [text for item in value if (text := _json(item, office, site))]
            return f"[{','.join(items)}]" if items else ""
        case _:
            return script_text(value)
