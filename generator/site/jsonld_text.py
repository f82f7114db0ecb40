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
from functools import cached_property

# Google's reader takes this spelling; no other context may stand beside it.
CONTEXT = "https://schema.org"
# Ends a <script>, opens a comment or breaks a line of an old script engine; all are the same to a
# reader of JSON when they are written as \uXXXX.
_UNSAFE = tuple((c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# Stands where the ward's address goes; no content holds a control character.
_GAP = "\x01"
_GAP_AS_JSON = "\\u0001"
_OFFICE, _OFFICE_HERE = "#don-vi", "_:don-vi"


@dataclass(frozen=True, slots=True)
class Below:
    """An address below the ward's: its path, or "" for the home."""

    path: str


@dataclass(frozen=True, slots=True)
class Office:
    """The ward's own node, from wherever it is named."""


Node = dict[str, object]


@dataclass(frozen=True)
class Data:
    """Nodes of linked data, alike in all wards; their text is made when first asked for."""

    nodes: tuple[Node, ...]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Return JSON for wards with an address, which goes between each two parts."""
        full = [_pruned(node, f"{_GAP}{_OFFICE}", _GAP) for node in self.nodes]
        return tuple(script_text(full)[1:-1].split(_GAP_AS_JSON))

    @cached_property
    def bare(self) -> str:
        """Return JSON for wards without an address."""
        told = (node for node in self.nodes if node["@type"] not in _NEEDS_SITE)
        return script_text([_pruned(node, _OFFICE_HERE, None) for node in told])[1:-1]


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
    """Return nodes with gaps for the ward's address."""
    return Data(tuple(nodes))


def page_data(ward: WardData, data: Data) -> str:
    """Return a page's JSON-LD, ready to stand within its <script>."""
    nodes = ward.site.join(data.parts) if ward.site else data.bare
    comma = "," if nodes else ""
    return f'{{"@context":"{CONTEXT}","@graph":[{ward.office}{comma}{nodes}]}}'


# Nodes that say nothing without an address, or nothing that Google takes.
_NEEDS_SITE = frozenset({"BreadcrumbList", "VideoObject"})


def _pruned(value: object, office: str, site: str | None) -> object:
    """Return a value as plain data, addresses filled in; empty members are left out."""
    if isinstance(value, str):
        return value
    if isinstance(value, Below):
        return "" if site is None else site + value.path
    if isinstance(value, Office):
        return office
    if isinstance(value, dict):
        members = ((name, _pruned(item, office, site)) for name, item in value.items())
        return {name: item for name, item in members if item not in _EMPTY}
    if isinstance(value, list):
        return [item for v in value if (item := _pruned(v, office, site)) not in _EMPTY]
    return value


_EMPTY: tuple[object, ...] = ("", [], {})
