"""A page as it stands on disk in; the same page with the script that renews it out."""

from __future__ import annotations

import re

PREFIX = "/_tintot/"
# What the script needs: itself, the style of what it shows, and a stream of events.
NEEDED = ("script-src", "style-src", "connect-src")
SELF = "'self'"
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_HEAD_END = b"</head>"


def with_reload(page: bytes, since: str) -> bytes:
    """Return a page that listens for changes after a moment (as `Hub.since` names it).

    Published pages let no script open a connection, and some let none run; the copy served here
    lets ours reach this server. A page without a head is returned as it is.
    """
    script = f'<script src="{PREFIX}reload.js" data-since="{since}" defer></script>'
    opened = _POLICY.sub(lambda m: m[1] + loosened(m[2].decode()).encode() + m[3], page, count=1)
    return opened.replace(_HEAD_END, script.encode("ascii") + _HEAD_END, 1)


def loosened(policy: str) -> str:
    """Return a Content-Security-Policy that also allows what NEEDED lists from this server.

    A source that a policy lists may not be taken away by adding a directive again: of two with
    one name the first counts (CSP 3, 2.2.1).
    """
    directives = [text.split() for text in policy.split(";") if text.strip()]
    names = [words[0] for words in directives]
    for name in NEEDED:
        if name not in names:
            directives.append([name, SELF])
            continue
        words = directives[names.index(name)]
        if SELF not in words:
            words[1:] = [word for word in words[1:] if word != "'none'"] + [SELF]
    return "; ".join(" ".join(words) for words in directives)
