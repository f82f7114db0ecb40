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
_GLUE = re.compile(
    r"\b(?=("
    + "|".join([NAMED, *(rf"(?i:\b(?:{p}))" for p in PATTERNS)])
    + "|"
    + "|".join(
        rf"(?i:\b{re.escape(term)}\b)"
        for term in sorted(TERMS, key=lambda term: (-len(term), term))
    )
    + "))"
)
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
    bound = {
        place
        for match in _GLUE.finditer(flat)
        for place in range(match.start(1), match.end(1))
        if flat[place] == " " and place + 1 < match.end(1)
    }
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
