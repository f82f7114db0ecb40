"""Messages as plain text in; the script that holds a site's search index out.

The browser's half is layouts/web/search.js. Titles and summaries stand in the index as they are, so
that results show them with what matched marked; the script finds the words in them itself. Of the
longer texts it holds an inverted index: each word with the messages it stands in, and each pair of
neighbours that means more than its words. Most Vietnamese words have two syllables ("tin giả"):
without pairs, they would rank no better than a "tin" here and a "giả" there. Whole texts would rank
alike, but those of 150 messages take more than 60 KB, compressed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise

from generator.text.normalise import nfc

GLOBAL = "tintotSearch"

# Letters and digits, as [\p{L}\p{N}]+ is in the script, and the one sign between two neighbours.
_WORD = re.compile(r"([^\W_]+)([ ./-](?=[^\W_]))?")

LONGEST_SUMMARY = 240
# Sites with no more messages than this need no pairs: all that is found stands on one screen.
FEW_TO_RANK = 12
# A pair is kept where its words meet this many times as often as chance would have it, the measure
# of Church and Hanks, "Word association norms, mutual information, and lexicography" (1990).
_ASSOCIATION = 8
# Sites with more messages than this leave out pairs that only one message has.
_FEW = 50

# A number is digits of base 15 and one of base 75, in one alphabet: printable ASCII from "#" on
# without "<" and the backslash. The low digit stands last and ends the number; the bijective
# numeration before it makes every row of characters one number only.
_SIGNS = "".join(chr(c) for c in range(35, 127) if chr(c) not in "<\\")
_ENDS, _LEADS = _SIGNS[:75], _SIGNS[75:]

# Older engines end a line at these two, also within a string; without "<" the script could stand in
# a page as well.
_UNSAFE = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A message as the search knows it.

    Attributes:
        href: address of its page below the site's folder.
        title, summary: shown in the list of results.
        text: everything else its page says, as plain text; paragraphs are parted by line ends.
        kind: label of its kind as shown, in the language of the site.
        published: day, "2026-11-20".
        status: "current" or "expired".
    """

    href: str
    title: str
    summary: str
    text: str
    kind: str
    published: str
    status: str = "current"


@dataclass(frozen=True, slots=True)
class SearchPart:
    """One message ready to be joined with others; it depends on its entry alone.

    Attributes:
        words, pairs: of the text in order, small letters; a pair is two neighbours: "tin giả".
        fresh_words, fresh_pairs: those that neither title nor summary has.
    """

    href: str
    title: str
    summary: str
    kind: str
    published: str
    expired: bool
    words: tuple[str, ...] = field(repr=False)
    pairs: tuple[str, ...] = field(repr=False)
    fresh_words: frozenset[str] = field(repr=False)
    fresh_pairs: frozenset[str] = field(repr=False)


def search_part(entry: SearchEntry, *, paired: bool = True) -> SearchPart:
    """Return what the index needs of a message.

    Args:
        entry: the message.
        paired: whether it also needs pairs of words; see FEW_TO_RANK.
    """
    title, summary = _line(entry.title), _line(entry.summary)
    text = nfc(entry.text).lower()
    if len(summary) > LONGEST_SUMMARY:
        text = f"{summary.lower()}\n{text}"
        summary = f"{summary[:LONGEST_SUMMARY].rpartition(' ')[0] or summary[:LONGEST_SUMMARY]}…"
    words, pairs = _read(text, paired=paired)
    told_words, told_pairs = _read(f"{title}\n{summary}".lower(), paired=paired)
    return SearchPart(
        href=entry.href,
        title=title,
        summary=summary,
        kind=entry.kind,
        published=entry.published,
        expired=entry.status == "expired",
        words=words,
        pairs=pairs,
        fresh_words=frozenset(words) - frozenset(told_words),
        fresh_pairs=frozenset(pairs) - frozenset(told_pairs),
    )


def search_data(parts: Iterable[SearchPart]) -> str:
    """Return the text of assets/search-data.js: one assignment to `window.tintotSearch`.

    The messages stand in it from the newest to the oldest, so their numbers rank them by date.
    The order of `parts` does not matter.
    """
    ordered = sorted(parts, key=lambda part: part.href)
    ordered.sort(key=lambda part: part.published, reverse=True)
    kinds = sorted({part.kind for part in ordered})
    count = Counter(chain.from_iterable(part.words for part in ordered))
    words = sorted(count)
    posts = _places(part.fresh_words for part in ordered)
    data = {
        "kinds": kinds,
        "docs": [
            [p.href, p.published, kinds.index(p.kind), int(p.expired), p.title, p.summary]
            for p in ordered
        ],
        "words": " ".join(words),
        "posts": " ".join(_gaps(posts.get(word, ())) for word in words),
        "pairs": _grouped(_telling_pairs(ordered, count), words),
    }
    script = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _UNSAFE.items():
        script = script.replace(sign, escaped)
    return f"window.{GLOBAL}={script};\n"


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def _read(text: str, *, paired: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text and its pairs of neighbours, in order."""
    found = _WORD.findall(text)
    near = pairwise(found) if paired else ()
    pairs = [f"{a} {b}" for (a, joined), (b, _) in near if joined]
    return tuple(word for word, _ in found), tuple(pairs)


def _places(rows: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Return for each thing the numbers of the rows it stands in."""
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for what in row:
            places.setdefault(what, []).append(number)
    return places


def _telling_pairs(parts: list[SearchPart], count: Counter[str]) -> dict[str, list[int]]:
    """Return the pairs that mean more than their words, with the messages they stand in."""
    total = count.total()
    fewest = 1 if len(parts) <= _FEW else 2
    telling: set[str] = set()
    for pair, times in Counter(chain.from_iterable(part.pairs for part in parts)).items():
        if times >= fewest:
            first, _, second = pair.partition(" ")
            if times * total >= _ASSOCIATION * count[first] * count[second]:
                telling.add(pair)
    places = _places(part.fresh_pairs & telling for part in parts)
    return {pair: found for pair, found in places.items() if len(found) >= fewest}


def _grouped(pairs: Mapping[str, list[int]], words: list[str]) -> str:
    """Return pairs by their first word, "a b… b…!a b…": gaps of word numbers, then of messages."""
    number = {word: n for n, word in enumerate(words)}
    groups: dict[int, list[tuple[int, list[int]]]] = {}
    for pair, places in pairs.items():
        a, _, b = pair.partition(" ")
        groups.setdefault(number[a], []).append((number[b], places))
    rows = []
    last = -1
    for first, followers in sorted(groups.items()):
        row = [_number(first - last - 1)]
        last, before = first, -1
        for second, places in sorted(followers):
            row.append(_number(second - before - 1) + _gaps(places))
            before = second
        rows.append(" ".join(row))
    return "!".join(rows)


def _gaps(numbers: Iterable[int]) -> str:
    """Return rising numbers as the gaps between them; small gaps take one sign."""
    out, last = [], -1
    for number in numbers:
        out.append(_number(number - last - 1))
        last = number
    return "".join(out)


@cache
def _number(value: int) -> str:
    """Return a number from 0 in the fewest signs (see `_SIGNS`)."""
    rest, low = divmod(value, len(_ENDS))
    signs = _ENDS[low]
    while rest:
        rest, lead = divmod(rest - 1, len(_LEADS))
        signs = _LEADS[lead] + signs
    return signs
