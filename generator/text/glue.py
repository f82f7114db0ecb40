"""What stays on one line: a text in; its pieces and the cost of a break after each out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.text.phrases import COMPOUNDS, LEADING, NAMED, PATTERNS, SOFT, TERMS

# What a break costs: the gain in size that would excuse it.
AFTER_DASH = 0.0
AFTER_COMMA = 0.005
PLAIN = 0.02
AFTER_SOFT = 0.1
IN_COMPOUND = 0.15
AFTER_LEADING = 0.7
# What going on in the same line costs: the halves of a slogan stand in lines of their own.
AFTER_STOP = 0.6

# A lookahead finds phrases that overlap, too: "tin giả" and "giả mạo" in "tin giả mạo". That each
# begins a word is said once in front: most letters are then passed over without trying any.
_GLUE = re.compile(r"\b(?=(" + "|".join([NAMED, *(rf"(?i:\b(?:{p}))" for p in PATTERNS)]) + "))")
_WORD = re.compile(r"\w+")
_DASHES = ("–", "—", "-", "·", "|", "/", "&")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay together.

    Attributes:
        text: the words with their inner spaces.
        loss: cost of ending a line after them, as the gain in size that would excuse it.
        inner: cost of going on in the same line although a dash or comma ends the piece.
    """

    text: str
    loss: float
    inner: float


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces between which a text may be broken; a dash stays with the word before."""
    words = text.split()
    flat = " ".join(words)
    bound = _bound(flat)
    parts: list[str] = []
    position = 0
    for word in words:
        if parts and (word in _DASHES or position - 1 in bound):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
        position += len(word) + 1
    following = [*(p.split()[0] for p in parts[1:]), ""]
    return tuple(Piece(p, _loss(p, f), _inner(p)) for p, f in zip(parts, following, strict=True))


def _bound(flat: str) -> set[int]:
    """Return the places of the spaces that no line ends at."""
    spans = {match.start(): match.end(1) for match in _GLUE.finditer(flat)}
    for match in _WORD.finditer(flat):
        at = match.start()
        for term in _TERMS.get(match[0].lower(), ()) if at not in spans else ():
            end = at + len(term)
            if flat[at:end].lower() == term and not _WORD.match(flat, end):
                spans[at] = end
                break
    found: set[int] = set()
    for start, end in spans.items():
        place = flat.find(" ", start, end - 1)
        while place >= 0:
            found.add(place)
            place = flat.find(" ", place + 1, end - 1)
    return found


def _by_first_word() -> dict[str, list[str]]:
    """Return the terms by their first word, the longest first."""
    found: dict[str, list[str]] = {}
    for term in sorted(TERMS, key=lambda term: (-len(term), term)):
        found.setdefault(term.split()[0], []).append(term)
    return found


_TERMS = _by_first_word()


@lru_cache(maxsize=256)
def single_words(text: str) -> tuple[Piece, ...]:
    """Return the words of a text as pieces: where set phrases are wider than the room."""
    words = text.split()
    following = [*words[1:], ""]
    return tuple(Piece(w, _loss(w, f), _inner(w)) for w, f in zip(words, following, strict=True))


def _loss(part: str, following: str) -> float:
    last = part.rsplit(maxsplit=1)[-1].lower()
    if last in _DASHES or last[-1] in ".;:!?…":
        return AFTER_DASH
    if last[-1] in ",)”":
        return AFTER_COMMA
    if f"{last} {following.lower().rstrip(',.;:!?…”')}" in COMPOUNDS:
        return IN_COMPOUND
    if last in LEADING:
        return AFTER_LEADING
    return AFTER_SOFT if last in SOFT else PLAIN


def _inner(part: str) -> float:
    last = part.rsplit(maxsplit=1)[-1]
    if last in _DASHES or last[-1] in ".;:!?…":
        return AFTER_STOP
    return 0.03 if last[-1] == "," else 0.0
