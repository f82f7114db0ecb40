"""A page before it is rendered: where it goes, its template and the plain data it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a site.

    Attributes:
        path: below the site's folder, with forward slashes, e.g. "tin/mot-tin.html".
        template: file in layouts/web/.
        context: what the template shows: plain data and frozen dataclasses, so that a page has a
            digest and can be sent to another process. Nothing in it depends on the moment of the
            build except through what is current, expired or withdrawn.
    """

    path: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
