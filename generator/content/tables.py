"""A TOML file in; its nodes with places, and findings about its form, out.

The standard library's parser gives values without places, so keys are found again in the text:
lines are exact for tables and keys, and for keys of inline tables the line of the outer key.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time

from generator.content.source import Source, read_source
from generator.content.tree import Mapping, Node, Scalar, Sequence
from generator.diagnostics import Diagnostic, error
from generator.i18n import _
from generator.world import World

_TABLE = re.compile(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]+\")\s*=\s*")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")

Places = dict[tuple[str, ...], tuple[int, int, int]]


def read_toml(world: World, file: str) -> tuple[Source, Mapping | None, list[Diagnostic]]:
    """Return a file's text and its root, or None for a file that cannot be read as TOML.

    Raises:
        FileNotFoundError: no such file.
    """
    source, findings = read_source(world, file, world.read(file))
    if source is None:
        # An empty file states nothing, and that may be enough: a ward adds nothing of its own.
        empty = all(f.code == "empty-file" for f in findings)
        return Source(file, ()), Mapping(0, 1, 0, ()) if empty else None, [] if empty else findings
    try:
        values = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        return source, None, [*findings, _broken(source, problem)]
    return source, _map(values, (), _places(source)), findings


def _places(source: Source) -> Places:
    """Return where each key stands: line, column of the key, column of the value."""
    found: Places = {(): (1, 1, 1)}
    table: tuple[str, ...] = ()
    for number, row in enumerate(source.lines, start=1):
        head, key = _TABLE.match(row), _KEY.match(row)
        if head:
            table = tuple(part.strip(" \"'") for part in head[1].split("."))
            column = row.index("[") + 1
            found.setdefault(table, (number, column, column))
        elif key:
            path = (*table, key[1].strip('"'))
            found.setdefault(path, (number, key.start(1) + 1, key.end() + 1))
    return found


def _place(path: tuple[str, ...], places: Places) -> tuple[int, int, int]:
    while path not in places:
        path = path[:-1]
    return places[path]


def _map(values: dict[str, object], path: tuple[str, ...], places: Places) -> Mapping:
    line, _key, column = _place(path, places)
    pairs = []
    for name, value in values.items():
        at = (*path, name)
        row, key_column, _value = _place(at, places)
        pairs.append((Scalar(row, key_column, row, name), _node(value, at, places)))
    return Mapping(line, column, line, tuple(pairs))


def _node(value: object, path: tuple[str, ...], places: Places) -> Node:
    line, _key, column = _place(path, places)
    if isinstance(value, dict):
        return _map(value, path, places)
    if isinstance(value, list):
        items = tuple(_node(item, path, places) for item in value)
        return Sequence(line, column, line, items)
    return Scalar(line, column, line, _written(value), not isinstance(value, str))


def _written(value: object) -> str:
    """Return a value as a message file would have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat()[:10] if isinstance(value, date) else value.strftime("%H:%M")
    return str(value)


def _broken(source: Source, problem: Exception) -> Diagnostic:
    found = _WHERE.search(str(problem))
    at_end = max(1, len(source.lines))
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (at_end, 1)
    words = _WHERE.sub("", str(problem))
    hint = _('mỗi dòng viết theo mẫu: khóa = "giá trị", ngày viết 2026-11-20 không có ngoặc kép')
    if "overwrite" in words or "declare" in words or "twice" in words:
        message = _("có khóa hoặc bảng viết hai lần")
        hint = _("chỉ giữ một")
    else:
        message = _("không đọc được tệp TOML")
    span = source.span(min(line, at_end), column)
    return error("bad-toml", message, span, hint)
