"""Nodes of one file and a table of keys in; checked values and findings out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from generator.content.model import Media
from generator.content.nearest import did_you_mean, nearest
from generator.content.source import Source
from generator.content.tree import Mapping as MapNode
from generator.content.tree import Node, Scalar
from generator.diagnostics import Diagnostic, Severity, Span, error, warning
from generator.i18n import _
from generator.world import World

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Known:
    """Names that other files define; None where a file could not be read and nothing is checked.

    Attributes:
        wards: slugs of the city's units.
        places: ids of places.
        files: every file below content/, listed once for all messages; None to list when asked.
    """

    wards: Collection[str] | None = None
    places: Collection[str] | None = None
    files: frozenset[str] | None = None


@dataclass(slots=True)
class Reader:
    """Reads the values of one file and gathers what is wrong with them.

    Attributes:
        base: folder that relative media paths start from, "content" or a record's folder.
        approving: whether the file is read to be approved, so that its old approval is passed over.
        media: relative path → media that the file names, in the order of reading.
    """

    world: World
    source: Source
    base: str = "content"
    known: Known = field(default_factory=Known)
    approving: bool = False
    findings: list[Diagnostic] = field(default_factory=list)
    media: dict[str, Media] = field(default_factory=dict)

    def span(self, node: Node) -> Span:
        """Return the place of a value: all of it when it stands on one line."""
        length = 1
        if isinstance(node, Scalar) and node.end_line == node.line:
            length = len(node.value) + (0 if node.plain else 2)
        return self.source.span(node.line, node.column, length)

    def locate(self, node: Node, fragment: str) -> Span:
        """Return the place of a fragment within a value, else the place of the value."""
        for line in range(node.line, node.end_line + 1):
            start = node.column - 1 if line == node.line else 0
            found = self.source.lines[line - 1].find(fragment, start)
            if found >= 0:
                return self.source.span(line, found + 1, len(fragment))
        return self.span(node)

    def error(self, where: Node | Span, code: str, message: str, hint: str = "") -> None:
        """Take an error about a value."""
        span = where if isinstance(where, Span) else self.span(where)
        self.findings.append(error(code, message, span, hint))

    def warning(self, where: Node | Span, code: str, message: str, hint: str = "") -> None:
        """Take a warning about a value."""
        span = where if isinstance(where, Span) else self.span(where)
        self.findings.append(warning(code, message, span, hint))

    @property
    def stored(self) -> bool:
        """Return whether the file is a record: what was approved is not judged again by today."""
        return self.base.startswith("records/")

    @property
    def errors(self) -> list[Diagnostic]:
        """Return the findings that make the file wrong."""
        return [f for f in self.findings if f.severity is Severity.ERROR]

    @property
    def failed(self) -> bool:
        """Return whether any finding is an error."""
        return bool(self.errors)


Check = Callable[[Reader, Node], Value_co | None]


@dataclass(frozen=True, slots=True)
class Key(Generic[Value_co]):
    """How a key is read.

    Attributes:
        check: returns the value, or None when it is wrong and that is reported.
        required: whether the key must be there and not empty.
    """

    check: Check[Value_co]
    required: bool = False


Table = Mapping[str, Key[object]]


def read_map(reader: Reader, node: Node, table: Table, what: str) -> dict[str, object] | None:
    """Return the checked values of a map by key; keys that are absent or wrong are left out.

    Args:
        reader: takes the findings.
        node: the map.
        table: every key that may stand there.
        what: names the map in findings, e.g. "phần đầu tin".
    """
    if not isinstance(node, MapNode):
        hint = _("các khóa: {names}", names=", ".join(table))
        reader.error(node, "not-a-map", _("“{what}” phải gồm các khóa và giá trị", what=what), hint)
        return None
    values: dict[str, object] = {}
    seen: dict[str, Scalar] = {}
    meant: set[str] = set()
    for key, value in node.pairs:
        name = key.value
        known = table.get(name)
        if name in seen:
            _twice(reader, key, seen[name])
        elif known is None:
            meant.add(nearest(name, table))
            message = _("không có khóa “{key}”", key=name)
            reader.error(key, "unknown-key", message, did_you_mean(name, table))
        elif not is_empty(value):
            checked = known.check(reader, value)
            if checked is not None:
                values[name] = checked
        seen.setdefault(name, key)
    for name, known in table.items():
        # A key under a wrong name is one mistake, and its own finding names the right one.
        if known.required and name not in values and name not in meant:
            given = node.get(name)
            if given is None or is_empty(given):
                _missing(reader, seen.get(name, node), name, what)
    return values


def _twice(reader: Reader, key: Scalar, first: Scalar) -> None:
    message = _("khóa “{key}” viết hai lần", key=key.value)
    hint = _("đã có ở dòng {line}; chỉ giữ một", line=first.line)
    reader.error(key, "duplicate-key", message, hint)


def is_empty(node: Node | None) -> bool:
    """Return whether a key was left without a value."""
    return isinstance(node, Scalar) and node.value.strip() == ""


def _missing(reader: Reader, where: Node, name: str, what: str) -> None:
    message = _("“{what}” thiếu “{key}”", what=what, key=name)
    hint = _("thêm dòng “{key}: …”", key=name)
    span = reader.source.span(where.line, where.column)
    reader.error(span, "missing-key", message, hint)
