"""The text of a message file in; its head as nodes with places, and where its body begins, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from generator.content.source import Source
from generator.content.tree import Mapping, Node
from generator.content.yamltree import RefusedError, YamlText, explain, problem_row
from generator.diagnostics import Diagnostic, Span, error, warning
from generator.i18n import _

_FENCE = re.compile(r"---\s*$")
_LONGEST_HEAD = 200_000

_TAB = re.compile(r"[ ]*\t[ \t]*(?=\S)")
# A value with quotes out of a word processor: the quotes stand where YAML's would.
_CURLY = re.compile(
    r"(?P<lead>^\s*(?:- +)?[\w-]+:\s+|^\s*- +|[\[,{]\s*|[\[,{]\s*\w+:\s+)"
    r"(?:[“”„\"](?P<double>[^“”„\"]*)[”“\"]|[‘’](?P<single>[^‘’'\"]*)[’‘])"
    r"(?=\s*(?:$|[,\]}]|\s#))"
)
_KEY_AND_TEXT = re.compile(
    r"^(?P<lead>\s*(?:- +)?[\w-]+:[ \t]+)(?P<text>[^\s\"'\[\]{}|>&*!%@`#].*)$"
)
_COLON_WITHIN = re.compile(r":(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A message file in two.

    Attributes:
        head: the front matter, or None when it cannot be read.
        body: Markdown, NFC, LF.
        body_line: line of the file on which the body begins.
        head_end: line of the closing "---".
    """

    head: Mapping | None
    body: str
    body_line: int
    head_end: int


def read_parts(source: Source) -> tuple[Parts, list[Diagnostic]]:
    """Return head and body of a message file with all findings about the head's form."""
    rows = source.lines
    first = next((n for n, row in enumerate(rows) if row.strip()), 0)
    if not _FENCE.match(rows[first]):
        hint = _("dòng đầu tiên phải là ba dấu gạch “---”, rồi đến title, slogan …")
        finding = error("no-head", _("thiếu phần đầu tin"), source.span(first + 1), hint)
        return Parts(None, source.text, 1, 0), [finding]
    end = next((n for n in range(first + 1, len(rows)) if _FENCE.match(rows[n])), None)
    if end is None:
        hint = _("thêm một dòng “---” giữa phần đầu và nội dung")
        finding = error(
            "head-not-closed", _("phần đầu tin chưa đóng"), source.span(first + 1, 1, 3), hint
        )
        return Parts(None, "", len(rows) + 1, 0), [finding]
    head, findings = _read_head(source, first + 1, list(rows[first + 1 : end]))
    body = "\n".join(rows[end + 1 :]).strip("\n")
    blank = next((n for n in range(end + 1, len(rows)) if rows[n]), end + 1)
    return Parts(head, body, blank + 1, end + 1), findings


def _read_head(
    source: Source, offset: int, rows: list[str]
) -> tuple[Mapping | None, list[Diagnostic]]:
    """Return the head, which begins after line `offset` of the file."""
    if sum(map(len, rows)) > _LONGEST_HEAD:
        return None, [error("head-too-long", _("phần đầu tin quá dài"), source.span(offset))]
    findings = []
    for number, row in enumerate(rows):
        line = offset + number + 1
        tab = _TAB.match(row)
        if tab:
            findings.append(_tab(source.span(line, 1, tab.end())))
            # One blank for one tab keeps every column, so the rest is still checked.
            row = tab[0].replace("\t", " ") + row[tab.end() :]  # noqa: PLW2901 - repaired
        rows[number] = _straighten(row, source, line, findings)
    # After a tab the structure is unsure; its own finding says enough.
    unsure = any(f.code == "tab" for f in findings)
    root, problem = _repaired_tree(source, offset, rows, findings)
    if problem is not None:
        return None, findings if unsure else [*findings, problem]
    if isinstance(root, Mapping):
        return root, findings
    hint = _("mỗi dòng viết theo mẫu “khóa: giá trị”, ví dụ “title: Tin tốt”")
    span = source.span(root.line if root else offset)
    message = _("phần đầu tin không phải các dòng “khóa: giá trị”")
    return None, [*findings, error("head-not-map", message, span, hint)]


def _repaired_tree(
    source: Source, offset: int, rows: list[str], findings: list[Diagnostic]
) -> tuple[Node | None, Diagnostic | None]:
    """Return the root, with unquoted colons repaired line by line, or why there is none."""
    for _attempt in range(len(rows) + 1):
        text = YamlText("\n".join(rows) + "\n", source, offset)
        try:
            return text.tree(), None
        except RefusedError as refusal:
            return None, refusal.finding
        except yaml.YAMLError as problem:
            row = problem_row(problem)
            repaired = _quote(rows[row]) if row < len(rows) else None
            if repaired is None or "mapping values" not in str(problem):
                return None, explain(text, problem)
            rows[row] = repaired
            findings.append(_colon(source, offset + row + 1))
    return None, error("bad-yaml", _("không đọc được phần đầu tin"), source.span(offset))


def _straighten(row: str, source: Source, line: int, findings: list[Diagnostic]) -> str:
    """Return a line with curly quotes around values made straight; columns stay."""

    def replace(found: re.Match[str]) -> str:
        inner = found["double"] if found["double"] is not None else found["single"]
        ends = found[0][len(found["lead"])], found[0][-1]
        if ends == ('"', '"'):
            return found[0]
        quote = "'" if "'" not in inner and "\\" in inner else '"'
        findings.append(
            warning(
                "curly-quotes",
                _("đã đọc dấu ngoặc kép cong như dấu ngoặc kép thẳng"),
                source.span(line, found.end("lead") + 1, len(inner) + 2),
                _('đổi thành "{text}"', text=inner),
            )
        )
        return f"{found['lead']}{quote}{inner}{quote}"

    return row if row.isascii() else _CURLY.sub(replace, row)


def _quote(row: str) -> str | None:
    """Return a line "key: text: more" with its text in quotes, or None for other lines."""
    found = _KEY_AND_TEXT.match(row)
    if found is None or not _COLON_WITHIN.search(found["text"]):
        return None
    text, hash_sign, comment = found["text"].partition(" #")
    return f"{found['lead']}'{text.rstrip().replace(chr(39), chr(39) * 2)}'{hash_sign}{comment}"


def _tab(span: Span) -> Diagnostic:
    return error("tab", _("dòng thụt vào bằng phím Tab"), span, _("thay bằng dấu cách"))


def _colon(source: Source, line: int) -> Diagnostic:
    found = _KEY_AND_TEXT.match(source.lines[line - 1])
    text = found["text"] if found else ""
    column = found.start("text") + 1 if found else 1
    return warning(
        "unquoted-colon",
        _("giá trị có dấu hai chấm, đã đọc như chữ trong ngoặc kép"),
        source.span(line, column, len(text)),
        _('đặt trong ngoặc kép: "{text}"', text=text),
    )
