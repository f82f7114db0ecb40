"""A text in; the seconds a passer-by needs to read it out.

The rule is that of the Transportation Research Board for changeable message signs: the longer of
two seconds for each unit of information and one second for each word of four to eight letters.
Vietnamese writes each syllable as a word, so letters are counted instead, six to a word. TRB leaves
prepositions out; here they count, since leaving them out needs a list that no source gives for
Vietnamese, and counting them errs on the side of the slow reader.
"""

from __future__ import annotations

import re
from math import ceil

SECONDS_PER_UNIT = 2.0
LETTERS_PER_WORD = 6
# Good practice for signs that people walk or ride past: never less than this in view (s).
PASSER_BY_S = 5.0
# A mark ends a unit only before a space, so that 2,5 and tingia.gov.vn stay whole.
_UNIT_END = re.compile(r"(?:[,.;:!?…]|\s[–—-])[\"”’)]*(?=\s|$)|\n")


def units(text: str) -> tuple[str, ...]:
    """Return the units of information: the clauses between dashes, stops, commas and colons."""
    parts = (part.strip(" \t–—-") for part in _UNIT_END.split(text))
    return tuple(part for part in parts if any(c.isalnum() for c in part))


def letter_count(text: str) -> int:
    """Return how many letters and digits of a text are read out; the text must be in NFC."""
    return sum(c.isalnum() for c in text)


def reading_time(text: str, *, passer_by: bool = False) -> float:
    """Return how long a text takes to read (s): 0 without words.

    Args:
        text: what stands in view at one time.
        passer_by: whether readers come upon it on their way; then at least 5 s.
    """
    letters = letter_count(text)
    if not letters:
        return 0.0
    need = max(SECONDS_PER_UNIT * len(units(text)), float(ceil(letters / LETTERS_PER_WORD)))
    return max(need, PASSER_BY_S) if passer_by else need
