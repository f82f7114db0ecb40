"""A Vietnamese name in; a key that sorts names as a Vietnamese dictionary does out."""

from __future__ import annotations

from unicodedata import category, combining, normalize

# Circumflex, breve and horn make letters of their own; the other marks are tones.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SHAPES = "\u0302\u0306\u031b"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_SPACE, _SIGN, _DIGIT, _LETTER, _OTHER = range(5)

Primary = tuple[int, int, str]
CollationKey = tuple[tuple[Primary, ...], tuple[int, ...], tuple[bool, ...], str]


def collation_key(text: str) -> CollationKey:
    """Return the key under which names stand in the order of the Vietnamese alphabet.

    Letters decide first (a ă â b c d đ e ê …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng),
    then small before capital: the order of ICU's locale "vi", where a space sorts before all.
    """
    primaries: list[Primary] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for letter, tone in _letters(normalize("NFD", text)):
        small = letter.lower()
        primaries.append(_primary(small))
        tones.append(tone)
        capitals.append(small != letter)
    return tuple(primaries), tuple(tones), tuple(capitals), normalize("NFC", text)


def _letters(decomposed: str) -> list[tuple[str, int]]:
    """Return each letter with its own shape composed, and the number of its tone from 0."""
    found: list[tuple[str, int]] = []
    for mark in decomposed:
        if not combining(mark) or not found:
            found.append((mark, 0))
            continue
        letter, tone = found[-1]
        if mark in _TONES:
            tone = _TONES.index(mark) + 1
        elif mark in _SHAPES:
            letter = normalize("NFC", letter + mark)
        else:
            # A mark that Vietnamese does not know, such as ü, follows all tones.
            tone = len(_TONES) + 1
        found[-1] = (letter, tone)
    return found


def _primary(letter: str) -> Primary:
    if letter in _RANK:
        return _LETTER, _RANK[letter], ""
    if letter.isspace():
        return _SPACE, 0, ""
    if letter.isdecimal():
        return _DIGIT, int(letter), ""
    return (_OTHER if category(letter[0]).startswith("L") else _SIGN), 0, letter
