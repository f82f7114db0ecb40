"""Checkers of single values: a node in, a text, choice, list or number out, or a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeVar

from generator.content.nearest import did_you_mean
from generator.content.reader import Check, Reader
from generator.content.tree import Mapping, Node, Scalar, Sequence
from generator.i18n import _
from generator.text.coverage import letters, missing
from generator.text.normalise import control_characters, nfc, without_invisible_marks
from generator.text.slug import LONGEST_ID, slug, valid_id
from generator.world import World

Choice = TypeVar("Choice", bound=Enum)
Item = TypeVar("Item")

_URL = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:[/?#][^\s\"'<>]*)?", re.IGNORECASE)
_HASHTAG = re.compile(r"\s(#\w+)")
_TRUE = frozenset({"true", "yes", "on", "có"})
_FALSE = frozenset({"false", "no", "off", "không"})
# Every weight of the family has the same letters; the regular one stands for all.
_TEXT_WEIGHT = 400


def text(longest: int = 4000, *, painted: bool = False) -> Check[str]:
    """Return a checker of text.

    Args:
        longest: most NFC characters, spaces included.
        painted: whether the text is drawn in pictures, so that the font must have its letters.
    """

    def check(reader: Reader, node: Node) -> str | None:
        value = _words(reader, node)
        if value is None:
            return None
        if control_characters(value):
            reader.error(node, "control-character", _("có ký tự điều khiển trong chữ"))
            return None
        if len(value) > longest:
            reader.error(
                node,
                "too-long",
                _("dài {length} ký tự, nhiều nhất {longest}", length=len(value), longest=longest),
                _("bớt ít nhất {count} ký tự (tính cả dấu cách)", count=len(value) - longest),
            )
            return None
        if painted and not _drawable(reader, node, value):
            return None
        return value

    return check


def _words(reader: Reader, node: Node) -> str | None:
    """Return a value as one text; a list item "Nhớ: …" that YAML takes for a map is text too."""
    if isinstance(node, Scalar):
        _hashtag(reader, node)
        if node.plain:
            return node.value.strip()
        # Escapes in quotes can bring back what reading the file has cleaned.
        return without_invisible_marks(nfc(node.value)).strip()
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        key, value = node.pairs[0]
        if isinstance(value, Scalar) and key.line == value.line == value.end_line and value.plain:
            words = f"{key.value}: {value.value}"
            span = reader.source.span(node.line, node.column, len(words))
            reader.warning(
                span,
                "unquoted-colon",
                _("giá trị có dấu hai chấm, đã đọc như chữ trong ngoặc kép"),
                _('đặt trong ngoặc kép: "{text}"', text=words),
            )
            return words
    reader.error(node, "not-text", _("chỗ này phải là một đoạn chữ"), _("viết chữ trong ngoặc kép"))
    return None


def _hashtag(reader: Reader, node: Scalar) -> None:
    """Warn when YAML took a hashtag at the end of a text for a comment."""
    if not node.plain or node.line != node.end_line or node.line > len(reader.source.lines):
        return
    row = reader.source.lines[node.line - 1]
    found = _HASHTAG.match(row, node.column - 1 + len(node.value))
    if found:
        reader.warning(
            reader.source.span(node.line, found.start(1) + 1, len(found[1])),
            "hashtag-dropped",
            _("chữ từ dấu # trở đi bị hiểu là ghi chú nên đã bỏ"),
            _("nếu đó là nội dung, đặt cả giá trị trong ngoặc kép"),
        )


def drawn_letters(world: World) -> frozenset[str]:
    """Return the letters that pictures can show; the font is read once for all runs."""
    font = world.font(_TEXT_WEIGHT)
    if font.version not in _letters:
        found = world.recall("generator.text.coverage", font.version, lambda: letters(font.data))
        _letters[font.version] = frozenset(found)
    return _letters[font.version]


# Version of a font → what it can show; asked for each value of each message.
_letters: dict[str, frozenset[str]] = {}


def _drawable(reader: Reader, node: Node, value: str) -> bool:
    if value.isascii() and value.isprintable():
        return True
    lacking = missing(value, drawn_letters(reader.world))
    if lacking:
        reader.error(
            reader.locate(node, lacking[0]),
            "missing-letter",
            _("phông chữ không có: {letters}", letters=" ".join(lacking)),
            _("bỏ hoặc thay bằng chữ; biểu tượng cảm xúc không hiện được trên bảng"),
        )
    return not lacking


def word(names: Callable[[Reader], Iterable[str] | None], code: str) -> Check[str]:
    """Return a checker of one name out of a set that is known when the file is read.

    Args:
        names: returns the names, or None when they are not known and anything goes.
        code: of the finding; it says what kind of name is meant.
    """

    def check(reader: Reader, node: Node) -> str | None:
        value = node.value.strip() if isinstance(node, Scalar) else None
        known = names(reader)
        if value is not None and (known is None or value in known):
            return value
        shown = value if value is not None else "…"
        reader.error(node, code, _unknown(code, shown), did_you_mean(shown, known or ()))
        return None

    return check


def _unknown(code: str, value: str) -> str:
    """Return in words that a name is not known; whole sentences, so that each can be translated."""
    return {
        "unknown-audience": _("không có đối tượng “{value}”", value=value),
        "unknown-day": _("không có ngày trong tuần “{value}”", value=value),
        "unknown-format": _("không có cỡ bảng “{value}”", value=value),
        "unknown-kind": _("không có loại tin “{value}”", value=value),
        "unknown-language": _("không có ngôn ngữ “{value}”", value=value),
        "unknown-place": _("không có nơi đặt “{value}”", value=value),
        "unknown-player": _("không có đầu phát “{value}”", value=value),
        "unknown-priority": _("không có mức ưu tiên “{value}”", value=value),
        "unknown-speech": _("không có cách ghi lời “{value}”", value=value),
        "unknown-surface": _("không có kênh “{value}”", value=value),
        "unknown-theme": _("không có bảng màu “{value}”", value=value),
        "unknown-ward": _("không có phường, xã “{value}”", value=value),
    }[code]


def choice(kinds: type[Choice], code: str) -> Check[Choice]:
    """Return a checker of a closed list of values."""
    names = tuple(str(kind.value) for kind in kinds)
    one = word(lambda _reader: names, code)

    def check(reader: Reader, node: Node) -> Choice | None:
        value = one(reader, node)
        return kinds(value) if value is not None else None

    return check


def many(
    item: Check[Item], *, most: int = 1000, what: str = "", all_word: bool = False
) -> Check[tuple[Item, ...]]:
    """Return a checker of a list; a single value stands for a list of one.

    Args:
        item: checker of each value.
        most: longest list allowed.
        what: names the list in findings.
        all_word: whether the word "all" may stand for every value; it gives an empty list.
    """

    def check(reader: Reader, node: Node) -> tuple[Item, ...] | None:
        if all_word and isinstance(node, Scalar) and node.value.strip() == "all":
            return ()
        nodes = node.items if isinstance(node, Sequence) else (node,)
        if len(nodes) > most:
            message = _(
                "“{what}” có {count} mục, nhiều nhất {most}", what=what, count=len(nodes), most=most
            )
            reader.error(nodes[most], "too-many", message)
            return None
        if all_word and not nodes:
            message = _("danh sách “{what}” trống", what=what)
            reader.error(node, "empty-list", message, _("viết all nếu muốn dùng tất cả"))
            return None
        found = [item(reader, one) for one in nodes]
        # Equal values are kept once; a wrong one makes the whole list wrong.
        return None if None in found else tuple(dict.fromkeys(f for f in found if f is not None))

    return check


def names(most: int) -> Check[dict[str, str]]:
    """Return a checker of a table of ids, each with its name of at most `most` letters."""
    name = text(most)

    def check(reader: Reader, node: Node) -> dict[str, str] | None:
        if not isinstance(node, Mapping):
            reader.error(node, "not-a-map", _("chỗ này gồm các dòng: mã = “tên”"))
            return None
        found: dict[str, str] = {}
        for key, value in node.pairs:
            words = name(reader, value)
            if identifier(reader, key) is not None and words is not None:
                found[key.value] = words
        return found

    return check


def flag(reader: Reader, node: Node) -> bool | None:
    """Check a yes or no."""
    value = node.value.strip().lower() if isinstance(node, Scalar) else ""
    if value in _TRUE | _FALSE:
        return value in _TRUE
    reader.error(node, "not-a-flag", _("chỗ này chỉ nhận true hoặc false"))
    return None


def number(least: float, most: float) -> Check[float]:
    """Return a checker of a number; a decimal comma is accepted."""

    def check(reader: Reader, node: Node) -> float | None:
        raw = node.value.strip().replace(",", ".") if isinstance(node, Scalar) else ""
        if re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", raw) and least <= float(raw) <= most:
            return float(raw)
        message = _(
            "chỗ này phải là số từ {least} đến {most}", least=f"{least:g}", most=f"{most:g}"
        )
        reader.error(node, "bad-number", message)
        return None

    return check


def whole(least: int, most: int) -> Check[int]:
    """Return a checker of a whole number."""

    def check(reader: Reader, node: Node) -> int | None:
        raw = node.value.strip() if isinstance(node, Scalar) else ""
        if re.fullmatch(r"\d{1,9}", raw) and least <= int(raw) <= most:
            return int(raw)
        message = _("chỗ này phải là số nguyên từ {least} đến {most}", least=least, most=most)
        reader.error(node, "bad-number", message)
        return None

    return check


def identifier(reader: Reader, node: Node) -> str | None:
    """Check a name that may be a file name and part of an address."""
    value = node.value.strip() if isinstance(node, Scalar) else ""
    if valid_id(value):
        return value
    message = _("“{value}” không dùng làm mã được", value=value)
    hint = _(
        "chỉ dùng chữ a–z không dấu, số và dấu gạch nối, nhiều nhất {most} ký tự: {name}",
        most=LONGEST_ID,
        name=slug(value)[:LONGEST_ID].strip("-") or "tin-moi",
    )
    reader.error(node, "bad-id", message, hint)
    return None


def web_address(reader: Reader, node: Node) -> str | None:
    """Check an absolute http or https address."""
    value = node.value.strip() if isinstance(node, Scalar) else ""
    if _URL.fullmatch(value):
        return value
    message = _("“{value}” không phải địa chỉ trang web đầy đủ", value=value)
    reader.error(node, "bad-url", message, _("địa chỉ bắt đầu bằng https://"))
    return None
