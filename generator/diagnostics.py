"""Findings for the user: severity, place, words and hint in; one readable report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from unicodedata import category, east_asian_width

from generator.i18n import _

_LONGEST_LINE = 100
_MOST_ALIKE = 3  # warnings about pictures for one reason, before they are only counted


class Severity(StrEnum):
    """How much a finding weighs: an error makes the run exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """Return the word printed before a finding."""
        return {"error": _("lỗi"), "warning": _("cảnh báo"), "note": _("ghi chú")}[self.value]


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file the user wrote.

    Attributes:
        file: path as the user sees it, with forward slashes, e.g. "content/messages/a.md".
        line: 1-based line, counted from the first line of the file; 0 means the whole file.
        column: 1-based column in characters.
        length: characters to underline, at least 1.
        text: the source line itself, without its line end.
    """

    file: str
    line: int = 0
    column: int = 1
    length: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        severity: error, warning or note.
        code: stable English slug of the rule, e.g. "unknown-key"; tests and filters use it.
        message: what is wrong, in the user's language.
        hint: what to do about it, or "".
        span: where, or None when no file is to blame.
        message_id: id of the message concerned, or "".
        artifact: output path held back by this finding, or "".
    """

    severity: Severity
    code: str
    message: str
    hint: str = ""
    span: Span | None = None
    message_id: str = ""
    artifact: str = ""

    @property
    def pictured(self) -> bool:
        """Return whether it is a warning about one picture among many."""
        return bool(self.artifact) and self.severity is Severity.WARNING

    def render(self) -> str:
        """Return the finding as lines of text: heading, place or file, source line, caret, hint."""
        lines = [f"{self.severity.label}: {self.message}"]
        hint = _("gợi ý: {hint}", hint=self.hint) if self.hint else ""
        if self.span is None:
            return "\n".join([*lines, *(f"  {line}" for line in (self.artifact, hint) if line)])
        lines.append(f"  {self.span}")
        if self.span.line and self.span.text:
            number = str(self.span.line)
            text, at = _excerpt(self.span)
            pad = " " * _cells(text[:at])
            caret = "^" * max(1, _cells(text[at:][: self.span.length]))
            lines.append(f"{number} | {text}")
            lines.append(f"{' ' * len(number)} | {pad}{caret} {hint}".rstrip())
        elif hint:
            lines.append(f"  {hint}")
        return "\n".join(lines)


def error(code: str, message: str, span: Span | None = None, hint: str = "") -> Diagnostic:
    """Return an error about the user's input."""
    return Diagnostic(Severity.ERROR, code, message, hint, span)


def warning(code: str, message: str, span: Span | None = None, hint: str = "") -> Diagnostic:
    """Return a warning: something was repaired or deserves a look."""
    return Diagnostic(Severity.WARNING, code, message, hint, span)


@dataclass(slots=True)
class Report:
    """Gathers the findings of one run in the order in which they were met."""

    findings: list[Diagnostic] = field(default_factory=list)
    _known: set[Diagnostic] = field(init=False)

    def __post_init__(self) -> None:
        self._known = set(self.findings)

    def add(self, finding: Diagnostic) -> None:
        """Take one finding; one that was already taken is not repeated."""
        if finding not in self._known:
            self._known.add(finding)
            self.findings.append(finding)

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Take several findings."""
        for finding in findings:
            self.add(finding)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the findings that make the run fail."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return the findings that only ask for a look."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    def render(self) -> str:
        """Return all findings, errors last so that they stay in view on a terminal.

        Warnings about many pictures for one and the same reason are counted after the first few.
        """
        order = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
        findings = sorted(self.findings, key=lambda f: order[f.severity])
        seen: Counter[str] = Counter()
        lines = []
        for finding in findings:
            if not finding.pictured:
                lines.append(finding.render())
                continue
            seen[finding.code] += 1
            if seen[finding.code] <= _MOST_ALIKE:
                lines.append(finding.render())
            elif seen[finding.code] == _MOST_ALIKE + 1:
                more = self._alike(finding) - _MOST_ALIKE
                lines.append(
                    _("… và {count} cảnh báo cùng loại nữa; trang xem thử nêu đủ.", count=more)
                )
        return "\n\n".join(lines)

    def _alike(self, finding: Diagnostic) -> int:
        """Return how many warnings about pictures have the reason of one of them."""
        return sum(f.pictured and f.code == finding.code for f in self.findings)


def _excerpt(span: Span) -> tuple[str, int]:
    """Return what to show of a source line and the index of the span in it.

    Characters that are invisible or would steer the terminal show as a replacement character, and
    a line too long for a terminal is cut around the span.
    """
    text = "".join(_visible(c) for c in span.text)
    at = span.column - 1
    if len(text) <= _LONGEST_LINE:
        return text, at
    start = max(0, min(at - _LONGEST_LINE // 3, len(text) - _LONGEST_LINE))
    head = "…" if start else ""
    tail = "…" if start + _LONGEST_LINE < len(text) else ""
    return f"{head}{text[start : start + _LONGEST_LINE]}{tail}", at - start + len(head)


def _visible(character: str) -> str:
    if character in "\t\xa0":
        return " "
    return "\ufffd" if category(character) in {"Cc", "Cf"} else character


def _cells(text: str) -> int:
    """Return how many terminal cells a text takes; combining marks take none."""
    return sum(
        0 if category(c) in {"Mn", "Me"} else 2 if east_asian_width(c) in "WF" else 1 for c in text
    )
