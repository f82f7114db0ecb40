"""Bytes of a file that staff wrote in; its text, line by line, and what is wrong with them out.

Columns count what a person sees: composed letters (NFC), without byte order mark and without
invisible marks. Lines are those of the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Span, error, warning
from generator.i18n import _
from generator.text import legacy
from generator.text.normalise import (
    control_characters,
    invisible_marks,
    lines,
    nfc,
    without_invisible_marks,
)
from generator.world import World

# YAML and Markdown would take these for line ends, which no editor shows.
_SEPARATORS = re.compile("[\u2028\u2029]")
_HEAD_KEY = re.compile(r"\s*(?:- )?[\w-]+\s*[:=]\s*")
_LONGEST_SHOWN = 400
# Longer files are refused for their length, and 0.1 ms a line is too much for them.
_LONGEST_CHECKED = 1_050_000


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file.

    Attributes:
        file: virtual path, as shown to people.
        lines: NFC, without line ends.
    """

    file: str
    lines: tuple[str, ...]

    def span(self, line: int, column: int = 1, length: int = 1) -> Span:
        """Return a place in this file; `line` 0 means the whole file."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Span(self.file, line, column, max(1, length), text[:_LONGEST_SHOWN])

    @property
    def text(self) -> str:
        """Return all lines joined by LF."""
        return "\n".join(self.lines)


def read_source(world: World, file: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Return a file's text, or None when it cannot be read, and findings about its letters."""
    if not data.strip(codecs.BOM_UTF8 + b" \t\r\n"):
        return None, [
            error(
                "empty-file",
                _("tệp trống"),
                Span(file),
                _("viết nội dung vào tệp hoặc xóa tệp đi; “tintot new” tạo một tệp mẫu"),
            )
        ]
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [_not_utf8(file, data)]
    text = lines(raw)
    # Nearly every file is clean, and a whole text is cleaned ten times as fast as its lines.
    odd = bool(control_characters(text) or invisible_marks(text) or _SEPARATORS.search(text))
    rows = text.split("\n")
    clean = tuple(_clean(row) for row in rows) if odd else tuple(nfc(text).split("\n"))
    source = Source(file, clean)
    if text.isascii() and not odd:
        return source, []
    old = dict(_legacy(world, source, rows))
    findings = list(old.values())
    for number, row in enumerate(rows, start=1) if odd else ():
        if number not in old:
            findings.extend(_controls(source, number, row))
        findings.extend(_marks(source, number, row))
    return source, findings


def _clean(row: str) -> str:
    """Return a line as everything later sees it; a control character leaves a space."""
    if row.isascii() and row.isprintable():
        return row
    row = without_invisible_marks(_SEPARATORS.sub(" ", row))
    for position in control_characters(row):
        row = f"{row[:position]} {row[position + 1 :]}"
    return nfc(row)


def _controls(source: Source, number: int, row: str) -> Iterator[Diagnostic]:
    for position in control_characters(row)[:1]:
        yield error(
            "control-character",
            _("có ký tự điều khiển U+{code}", code=f"{ord(row[position]):04X}"),
            source.span(number, len(_clean(row[:position])) + 1),
            _("xóa chỗ này rồi gõ lại bằng tay"),
        )


def _marks(source: Source, number: int, row: str) -> Iterator[Diagnostic]:
    found = sorted({*invisible_marks(row), *(m.start() for m in _SEPARATORS.finditer(row))})
    for position in found[:1]:
        yield warning(
            "invisible-mark",
            _("đã bỏ dấu vô hình U+{code}", code=f"{ord(row[position]):04X}"),
            source.span(number, len(_clean(row[:position])) + 1),
            _("dấu này thường đi theo khi chép chữ từ nơi khác; nên gõ lại chỗ này"),
        )


def _legacy(world: World, source: Source, rows: list[str]) -> Iterator[tuple[int, Diagnostic]]:
    """Yield the lines written in an encoding of the past, with their repair as the hint."""
    if sum(map(len, rows)) > _LONGEST_CHECKED or legacy.is_clean("\n".join(rows)):
        return

    def make() -> list[list[object]]:
        found: list[list[object]] = []
        for number, row in enumerate(rows, start=1):
            key = _HEAD_KEY.match(row)
            start = key.end() if key else 0
            guess = legacy.detect(row[start:])
            if guess is not None:
                found.append([number, start, guess.encoding, guess.text])
        return found

    for number, start, encoding, text in world.recall("generator.content.source", rows, make):
        assert isinstance(number, int)
        assert isinstance(start, int)
        yield (
            number,
            error(
                "legacy-encoding",
                _("chữ gõ theo bảng mã cũ {encoding}", encoding=encoding),
                source.span(number, start + 1, len(source.lines[number - 1]) - start),
                _("viết lại bằng Unicode: {text}", text=text),
            ),
        )


def _not_utf8(file: str, data: bytes) -> Diagnostic:
    """Return where and probably why the bytes are not UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return error(
            "not-utf8",
            _("tệp được lưu theo UTF-16"),
            Span(file, 1, 1),
            _("lưu lại tệp với mã UTF-8 (trong Notepad: Lưu thành, Mã hóa: UTF-8)"),
        )
    try:
        data.decode("utf-8")
        bad = 0
    except UnicodeDecodeError as problem:
        bad = problem.start
    before = data[:bad].removeprefix(codecs.BOM_UTF8)
    head = lines(before.decode("utf-8", "replace")).split("\n")
    start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
    row = re.split(rb"[\r\n]", data.removeprefix(codecs.BOM_UTF8)[start:], maxsplit=1)[0]
    shown = row.decode("utf-8", "replace")[:_LONGEST_SHOWN]
    value = row.decode("cp1252", "replace")
    key = _HEAD_KEY.match(value)
    guess = legacy.detect(value[key.end() :] if key else value)
    hint = _("lưu lại tệp với mã UTF-8 (trong Notepad: Lưu thành, Mã hóa: UTF-8)")
    if guess is not None:
        hint += " – " + _(
            "có lẽ là bảng mã {encoding}: {text}", encoding=guess.encoding, text=guess.text
        )
    span = Span(file, len(head), len(nfc(head[-1])) + 1, 1, shown)
    return error("not-utf8", _("tệp không phải UTF-8"), span, hint)
