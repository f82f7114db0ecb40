"""A page before it is rendered: where it goes, its template, and the plain data it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any

from generator.canonical import digest

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a site.

    Attributes:
        path: below the site's folder, with forward slashes, e.g. "tin/mot-tin.html".
        template: file in layouts/web/, or "" where `context` holds the whole file as "text".
        key: names everything the page shows: equal keys, equal pages. Nothing in it depends on
            the moment of the build except through what is current, expired or withdrawn.
        show: returns what the template shows: plain data and frozen dataclasses. It is only
            called for a page that is stale.
    """

    path: str
    template: str
    key: str
    show: Callable[[], Context]

    @property
    def context(self) -> Context:
        """Return what the template shows."""
        return self.show()


def page_of(path: str, template: str, context: Context) -> Page:
    """Return a page whose data are at hand; its key is their digest."""
    return Page(path, template, digest(context), partial(dict, context))


def key_of(*parts: str) -> str:
    """Return one key for several; about 2 µs, where `digest` of the data takes ten times that."""
    return blake2b("\n".join(parts).encode("utf-8"), digest_size=16).hexdigest()
