"""Clean HTML in; its tags and the text between them, one after another, out.

For HTML that a cleaner wrote: tags in small letters, attributes in double quotes, no comments. The
standard library's parser takes any HTML and five times as long. What is no tag in this form is text
here, so who writes text down again must escape every "<" in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s"\'=<>/]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([^\s"\'=<>/]+)(?:="([^"]*)")?')


class Tag(NamedTuple):
    """A tag; `attributes` are unescaped, "" where there is no value."""

    name: str
    closing: bool
    attributes: dict[str, str]


def tags_and_text(html: str) -> Iterator[Tag | str]:
    """Yield tags and the text between them; text is as written, with its character references."""
    place = 0
    for found in _TAG.finditer(html):
        start = found.start()
        if start > place:
            yield html[place:start]
        place = found.end()
        slash, name, rest = found.groups()
        values = {k: unescape(v) for k, v in _ATTRIBUTE.findall(rest)} if rest else {}
        yield Tag(name.lower(), bool(slash), values)
    if place < len(html):
        yield html[place:]
