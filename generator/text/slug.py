"""Vietnamese text in; ASCII names that are safe as file names and addresses on any system out."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from unicodedata import combining, normalize

from generator.text.normalise import nfc

LONGEST_ID = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Windows opens a device instead of a file for these names, with any extension behind them.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


def slug(text: str) -> str:
    """Return the text in small ASCII letters, digits and single hyphens; "" if it has neither."""
    plain = normalize("NFD", nfc(text).lower().replace("đ", "d"))
    plain = "".join(c for c in plain if not combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def is_slug(name: str) -> bool:
    """Return whether a name has the form that `slug` returns."""
    return _SLUG.fullmatch(name) is not None


def is_device_name(name: str) -> bool:
    """Return whether Windows takes a file name for a device, e.g. "con", "AUX.md", "com1.tar"."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def valid_id(name: str) -> bool:
    """Return whether a name may be an id: a slug of at most 60 letters and no device name."""
    return len(name) <= LONGEST_ID and is_slug(name) and not is_device_name(name)


def make_id(title: str, taken: AbstractSet[str] = frozenset()) -> str:
    """Return a valid id made of a title, cut between words, with a number if it is taken."""
    name = _cut(slug(title), LONGEST_ID) or "tin"
    return unique(f"tin-{name}" if is_device_name(name) else name, taken)


def unique(name: str, taken: AbstractSet[str]) -> str:
    """Return the name, or the name with the first number from 2 that makes it a new id."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{_cut(name, LONGEST_ID - len(str(number)) - 1)}-{number}"
    return candidate


def heading_slug(text: str, separator: str = "-") -> str:
    """Return the anchor of a heading; the signature is that of Markdown's `slugify` option.

    Markdown's own function drops the letter đ. Its `toc` extension numbers equal anchors itself.
    """
    return (slug(text) or "muc").replace("-", separator)


def _cut(name: str, longest: int) -> str:
    """Return at most `longest` letters of a slug, whole words where there is more than one."""
    if len(name) <= longest:
        return name
    head, hyphen, _ = name[: longest + 1].rpartition("-")
    return head if hyphen else name[:longest]
