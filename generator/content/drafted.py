"""A Library in; the same Library as if every draft were public, each of them marked, out."""

from __future__ import annotations

from dataclasses import replace

from generator.content.model import Entry, Library


def as_drafted(library: Library) -> Library:
    """Return a library in which drafts stand where their public forms would.

    For previews alone: each such form has `draft` set, by which surfaces show BẢN NHÁP on it.
    """
    entries = tuple(_drafted(entry) for entry in library.entries)
    ids = {entry.id for entry in entries}
    aliases = {
        old: entry.id
        for entry in entries
        if entry.live is not None
        for old in entry.live.aliases
        if old not in ids
    }
    return replace(library, entries=entries, aliases=aliases)


def _drafted(entry: Entry) -> Entry:
    if entry.draft is None:
        return entry
    return replace(entry, live=replace(entry.draft, draft=True), draft=None)
