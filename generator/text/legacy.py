"""A line of text in; whether it was written in a legacy Vietnamese encoding, and its repair, out.

Old documents hold TCVN3 (.VnTime fonts) or VNI-Windows (VNI-Times fonts); pasted into a UTF-8 file
they become Latin letters and signs. UTF-8 that some program read as cp1252 looks alike. The line is
converted from each encoding in turn, and the one that makes most Vietnamese syllables wins, if it
makes clearly more than the line has as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from generator.text.syllables import is_syllable

# Letters of TCVN 5712:1993 VN3 as cp1252 shows their bytes. Capitals with a tone are written with
# the small letters in a font of capitals (.VnTimeH), so their case is lost.
_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
# VNI writes a vowel and a sign behind it; the sign carries the tone, the shape, or both.
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VNI_SIGNS = (
    # Vowels that take the signs, shape added to them, signs in the order of the tones.
    ("aeouyôö", "", " øûõùï"),
    ("aeo", "\u0302", "âàåãáä"),
    ("a", "\u0306", "êèúüéë"),
)
_VNI_SINGLE = dict(zip("ñæóòôöî", "đỉĩịơưỵ", strict=True))

# Every character that a byte from 0x80 turns into when read as cp1252 or as Latin-1.
_BYTES = {
    **{chr(byte): chr(byte) for byte in range(0x80, 0x100)},
    **{bytes([b]).decode("cp1252", "ignore"): chr(b) for b in range(0x80, 0xA0)},
}
_BYTES.pop("", None)
_TO_BYTES = str.maketrans(_BYTES)
_UTF8 = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

# Parts of a line that say nothing about its encoding: addresses, words with digits, units.
_NO_WORDS = re.compile(r"\S*(?:://|@|www\.)\S*|\S*\d\S*|\bµ[A-Za-z]{1,2}\b")
# A no-break space parts words, but not after Ã, where it is the second byte of "à".
_BETWEEN_WORDS = re.compile(r"[ \t\r\n!-/:-@\[-`{-~]+|(?<!Ã)\xa0+")
_EDGES = "“”‘’«»–—…·•"
# Đ among capital consonants, as in QĐ and HĐND.
_ABBREVIATION = re.compile("[BCDĐGHKLMNPQRSTVX]+")
_ENOUGH_SYLLABLES = 2


@dataclass(frozen=True, slots=True)
class Guess:
    """What a line seems to have been written in.

    Attributes:
        encoding: "TCVN3", "VNI-Windows" or "UTF-8/Windows-1252".
        text: the line as it was probably meant, NFC.
    """

    encoding: str
    text: str


def is_clean(text: str) -> bool:
    """Return whether `detect` finds nothing in any line of a text; ten times as fast as asking."""
    # Words that say nothing can only add strangers, and finding them takes long.
    return text.isascii() or not (_has_stranger(text) and _has_stranger(_NO_WORDS.sub(" ", text)))


def _has_stranger(text: str) -> bool:
    """Return whether a word has letters beyond ASCII and is no syllable, as `_Count` has it."""
    for found in set(_BETWEEN_WORDS.split(text)) - _FAMILIAR:
        word = found.strip(_EDGES)
        if not (word.isascii() or is_syllable(word) or _ABBREVIATION.fullmatch(word)):
            return True
        if len(_FAMILIAR) < _MOST_FAMILIAR:
            _FAMILIAR.add(found)
    return False


# Words met before that are no strangers; a language has few, and texts are read by the thousand.
_FAMILIAR: set[str] = set()
_MOST_FAMILIAR = 20_000


def detect(line: str) -> Guess | None:
    """Return the legacy encoding of a line, or None for text that needs no repair.

    Args:
        line: as read from the file, before `nfc`, which drops a letter of TCVN3.
    """
    if line.isascii():
        return None
    words = _NO_WORDS.sub(" ", line)
    before = _Count.of(words)
    # A reading must clear a stranger away (`gain_over`); nearly every line has none.
    if not before.strangers:
        return None
    gains = {e: _Count.of(convert(words)).gain_over(before) for e, convert in _CONVERTERS.items()}
    best = max(gains, key=lambda encoding: gains[encoding])
    if not gains[best]:
        return None
    return Guess(best, normalize("NFC", _CONVERTERS[best](line)))


@dataclass(frozen=True, slots=True)
class _Count:
    """Words of a line: syllables and strangers with letters beyond ASCII, and plain strangers."""

    syllables: int
    strangers: int
    plain_strangers: int

    @classmethod
    def of(cls, line: str) -> _Count:
        words = [word.strip(_EDGES) for word in _BETWEEN_WORDS.split(line)]
        marked = [word for word in words if not (word.isascii() or _ABBREVIATION.fullmatch(word))]
        # A single letter says little: "Où" in VNI would be "ó".
        syllables = sum(len(word) > 1 and is_syllable(word) for word in marked)
        strangers = sum(not is_syllable(word) for word in marked)
        plain = sum(word.isascii() and word.isalpha() and not is_syllable(word) for word in words)
        return cls(syllables, strangers, plain)

    def gain_over(self, before: _Count) -> int:
        """Return by how much this reading of a line is better; 0 if that is not certain.

        One new syllable could be chance, as when "på" reads as "pồ"; it counts when nothing of the
        line stays strange and foreign words without marks do not outnumber the syllables.
        """
        new, cleared = self.syllables - before.syllables, before.strangers - self.strangers
        clean = not self.strangers and self.plain_strangers <= self.syllables
        if new <= 0 or cleared <= 0 or self.strangers > self.syllables:
            return 0
        return new + cleared if clean or new >= _ENOUGH_SYLLABLES else 0


def from_tcvn3(text: str) -> str:
    """Return TCVN3 shown as cp1252 as Unicode; words typed in capitals become capitals."""
    words = re.split(r"(\s+)", text)
    return "".join(_tcvn3_word(word) for word in words)


def _tcvn3_word(word: str) -> str:
    plain = [c for c in word if c.isascii() and c.isalpha()]
    converted = word.translate(_TCVN3_TABLE)
    return converted.upper() if len(plain) > 1 and "".join(plain).isupper() else converted


def from_vni(text: str) -> str:
    """Return VNI-Windows shown as cp1252 as Unicode."""
    table, pattern = _vni()
    return pattern.sub(lambda found: table[found[0]], text)


@cache
def _vni() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return each letter of VNI with what it means, and a pattern that finds the longest first."""
    table = dict(_VNI_SINGLE)
    for vowels, shape, signs in _VNI_SIGNS:
        for vowel in vowels:
            base = _VNI_SINGLE.get(vowel, vowel)
            for sign, tone in zip(signs, _TONES, strict=True):
                table[vowel + sign] = normalize("NFC", base + shape + tone)
    table = {key: letter for key, letter in table.items() if not key.endswith(" ")}
    for key, letter in tuple(table.items()):
        table[key.upper()] = letter.upper()
        table[key[0].upper() + key[1:]] = letter.upper()
    keys = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, keys)))


def from_cp1252(text: str) -> str:
    """Return UTF-8 that was read as cp1252 or Latin-1 as it was meant, sequence by sequence."""
    # The second byte of "à" is a no-break space there, which editors turn into a space.
    bytewise = text.translate(_TO_BYTES).replace("\xc3  ", "\xc3\xa0 ").replace("\xc3 ", "\xc3\xa0")
    return _UTF8.sub(_decode, bytewise)


def _decode(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("utf-8", "replace")


_TCVN3_TABLE = str.maketrans(_TCVN3)
_CONVERTERS: Mapping[str, Callable[[str], str]] = {
    "UTF-8/Windows-1252": from_cp1252,
    "TCVN3": from_tcvn3,
    "VNI-Windows": from_vni,
}
