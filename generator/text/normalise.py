"""Raw text in; the one Unicode form that every later phase works on out.

Detect legacy encodings (`generator.text.legacy`) before `nfc`: the soft hyphen that `nfc` drops is
the letter ư of TCVN3 and a part of many letters read in the wrong encoding.
"""

from __future__ import annotations

import re
from unicodedata import normalize

# The Icelandic eth looks like the Vietnamese đ and comes out of old keyboards and PDF copies.
_LOOKALIKES = str.maketrans({"\u00d0": "\u0110", "\u00f0": "\u0111"})
# Zero-width space, word joiner, byte order mark and soft hyphen: they split words for a search
# and show as boxes on boards.
_NOTHING = str.maketrans(dict.fromkeys("\u200b\u2060\ufeff\u00ad"))
_FOREIGN = re.compile("[\u00d0\u00f0\u200b\u2060\ufeff\u00ad]")
# Marks that turn the direction of writing; a slogan holding one can read otherwise than approved.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# C0 and C1 controls other than tab and line ends.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def nfc(text: str) -> str:
    """Return the text composed (NFC), with Ð as Đ and without invisible joiners."""
    # Nearly no text holds one of these, and translating takes ten times as long as searching.
    if _FOREIGN.search(text):
        text = text.translate(_LOOKALIKES).translate(_NOTHING)
    return normalize("NFC", text)


def lines(text: str) -> str:
    """Return the text with every line end (CRLF, CR) as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def invisible_marks(text: str) -> tuple[int, ...]:
    """Return the positions of marks and controls of writing direction."""
    return tuple(found.start() for found in _DIRECTION.finditer(text))


def without_invisible_marks(text: str) -> str:
    """Return the text without marks and controls of writing direction."""
    return _DIRECTION.sub("", text)


def control_characters(text: str) -> tuple[int, ...]:
    """Return the positions of control characters other than tab and line ends."""
    return tuple(found.start() for found in _CONTROL.finditer(text))
