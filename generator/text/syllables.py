"""A word in; whether it is a possible Vietnamese syllable out.

A syllable is an initial, a rhyme and a tone. The tables hold what the spelling allows, so names
of foreign origin and abbreviations are no syllables, and neither is text in a wrong encoding.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import normalize

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# Rhymes that end in p, t, c or ch (and k in place names such as Đắk Lắk) take two tones only.
_STOPPED_TONES = ("\u0301", "\u0323")
_STOPS = ("c", "ch", "k", "p", "t")

_PLAIN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
o oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_ROUNDED = """
oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
uâc uân uâng uât uây uê uêch uênh uêt uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
"""
_FRONT = """
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y
"""
_BARE = "yêm yên yêng yêt yêu"
# After qu the glide belongs to the initial; after gi the letter i stands for both.
_AFTER_QU = """
a ac ach ai am an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et
ê ên êch ênh êt êu i it ich inh ôc ơ y ych yên yêt ynh yt yp yn yêu
"""
_AFTER_GI = "êc êng ên êt êm êp êu e eo em en ep"

_BEFORE_ALL = "b ch d đ h kh l m n nh p ph r s t th tr v x"
_BEFORE_BACK = "c g ng"
_BEFORE_FRONT = "k gh ngh"
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Return whether a word is a Vietnamese syllable, its tone set the old or the new way.

    Capitals and decomposed letters are understood; "hòa" and "hoà" are both right.
    """
    return normalize("NFC", word).lower() in _syllables()


def share_of_syllables(text: str) -> float:
    """Return how many of a text's words are Vietnamese syllables, from 0 to 1; 0 without words."""
    words = words_of(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def words_of(text: str) -> list[str]:
    """Return the words of a text: its runs of letters, composed."""
    return _WORD.findall(normalize("NFC", text))


@cache
def _syllables() -> frozenset[str]:
    """Return every possible syllable: 17,477 strings, made in 55 ms once a process."""
    found = _toned("", _PLAIN + _ROUNDED + _FRONT + _BARE)
    for initial in _BEFORE_ALL.split():
        found |= _toned(initial, _PLAIN + _ROUNDED + _FRONT)
    for initial in _BEFORE_BACK.split():
        found |= _toned(initial, _PLAIN + _ROUNDED)
    for initial in _BEFORE_FRONT.split():
        found |= _toned(initial, _FRONT)
    # Words from French alone: boong, goòng, moóc, xoong.
    for initial in "bcgmrsvx":
        found |= _toned(initial, "ooc oong")
    # Here g stands before i itself: gì, gìn.
    found |= _toned("g", "i im in ip")
    return frozenset(found | _toned("gi", _PLAIN + _AFTER_GI) | _toned("qu", _AFTER_QU))


def _toned(initial: str, rhymes: str) -> set[str]:
    found: set[str] = set()
    for rhyme in rhymes.split():
        tones = _STOPPED_TONES if rhyme.endswith(_STOPS) else _TONES
        for place in _tone_places(rhyme):
            head, tail = rhyme[: place + 1], rhyme[place + 1 :]
            found.update(normalize("NFC", f"{initial}{head}{tone}{tail}") for tone in tones)
    return found


def _tone_places(rhyme: str) -> tuple[int, ...]:
    """Return where a rhyme may carry its tone: two places where old and new style differ."""
    if rhyme in {"oa", "oe", "uy"}:
        return 0, 1
    shaped = [at for at, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if shaped:
        return (shaped[-1],)
    vowels = [at for at, letter in enumerate(rhyme) if letter in "aeiouy"]
    glide_first = rhyme.startswith(("oa", "oe", "oo", "uy"))
    return (vowels[1] if glide_first else vowels[0],)
