"""A message in; what the site's search knows of it out."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from generator.content.model import Contest, Message, Status
from generator.layout.wording import CHIPS
from generator.site.search import SearchEntry
from generator.site.views import message_path

# The end of a block parts what stands before it from what follows; other tags part nothing.
_BLOCK = re.compile(r"</(?:p|li|h[1-6]|t[dhr]|d[dt]|blockquote|pre|figcaption)>|<[bh]r\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def search_entry(message: Message, now: datetime, kind: str = "") -> SearchEntry | None:
    """Return a message as the search knows it, or None: upcoming and withdrawn ones are not found.

    Args:
        message: the live form.
        now: moment the build works for.
        kind: label of its kind in the language of the site, if not in Vietnamese.
    """
    status = message.status(now)
    if status not in {Status.CURRENT, Status.EXPIRED}:
        return None
    return SearchEntry(
        href=message_path(message.id),
        title=message.title,
        summary=message.lead,
        text="\n".join(_texts(message)),
        kind=kind or CHIPS[message.kind],
        published=message.publish.date().isoformat(),
        status=status.value,
    )


def plain_text(html: str) -> str:
    """Return what a reader sees of cleaned HTML; blocks are parted by line ends."""
    text = unescape(_TAG.sub("", _BLOCK.sub("\n", html)))
    return "\n".join(line for line in (" ".join(row.split()) for row in text.split("\n")) if line)


def _texts(message: Message) -> tuple[str, ...]:
    """Return all that the page of a message says beside its title and summary."""
    where = message.event.where if message.event else ""
    texts = (
        message.slogan,
        message.claim,
        message.verdict,
        message.fact,
        where,
        plain_text(message.body.html),
        message.easy,
        *_contest(message.contest),
        message.source,
    )
    return tuple(text for text in texts if text)


def _contest(contest: Contest | None) -> tuple[str, ...]:
    if contest is None:
        return ()
    questions = (text for asked in contest.questions for text in (asked.q, *asked.answers))
    return (contest.rules, *questions)
