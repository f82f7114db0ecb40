"""Sentences: a text in; its beginnings that end where a sentence ends out."""

from __future__ import annotations

import re

# A sentence ends with . ! ? or …, perhaps a closing quote, before a space and a capital or digit.
_END = re.compile(r"[.!?…][”\")]?(?= +[“\"(]?[^\W_a-z])")
_ABBREVIATED = ("TP.", "P.", "Q.", "ThS.", "TS.", "GS.", "BS.", "Tr.", "tr.", "vd.", "v.v.")


def leading_sentences(text: str) -> tuple[str, ...]:
    """Return the beginnings of a text that are whole sentences, longest first, not the whole."""
    found = []
    for match in _END.finditer(text):
        start = text[: match.end()]
        following = text[match.end() :].lstrip(' “"(')[:1]
        if not start.endswith(_ABBREVIATED) and not following.islower():
            found.append(start)
    return tuple(reversed(found))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, or all of it."""
    return (text, *leading_sentences(text))[-1]
