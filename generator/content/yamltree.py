"""YAML in; nodes with their places in the file out, or one finding about why it cannot be read.

The text is read from YAML's events, not from values: every scalar stays as written and its meaning
is decided by the schema, so "no" or "1.10" in a title stay text, no tag can make an object, and an
alias is refused before it can multiply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from generator.content.source import Source
from generator.content.tree import Mapping, Node, Scalar, Sequence
from generator.diagnostics import Diagnostic, error
from generator.i18n import _

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12


class RefusedError(Exception):
    """Carries the finding about something YAML allows and this program does not."""

    def __init__(self, finding: Diagnostic) -> None:
        self.finding = finding


@dataclass(frozen=True, slots=True)
class YamlText:
    """A piece of YAML within a file.

    Attributes:
        text: the YAML, LF.
        source: the file.
        offset: lines of the file before it.
    """

    text: str
    source: Source
    offset: int

    def tree(self) -> Node | None:
        """Return the root, or None when the text holds comments alone.

        Raises:
            yaml.YAMLError: not YAML.
            RefusedError: YAML, but more than a head may hold.
        """
        events = yaml.parse(self.text, Loader=_LOADER)
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    span = self.source.span(self._start(event)[0])
                    raise RefusedError(error("two-heads", _("phần đầu tin có hai phần"), span))
                root = self._node(next(events), events, 0)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        """Return the node that begins with an event."""
        line, column = self._start(event)
        self._refuse(event, line, column, depth)
        if isinstance(event, yaml.ScalarEvent):
            value = event.value.rstrip("\n")
            # The C parser says "" where the other one says None.
            return Scalar(line, column, self._end(event, line), value, not event.style)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Sequence(line, column, self._end(event, line), tuple(items))
        pairs = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                where = self.source.span(key.line, key.column)
                raise RefusedError(error("odd-key", _("tên khóa phải là một từ"), where))
            pairs.append((key, self._node(next(events), events, depth + 1)))
        return Mapping(line, column, self._end(event, line), tuple(pairs))

    def _refuse(self, event: yaml.Event, line: int, column: int, depth: int) -> None:
        """Stop at what a head may not hold."""
        tag = getattr(event, "tag", None)
        if tag is None and depth <= _DEEPEST and not isinstance(event, yaml.AliasEvent):
            return
        span = self.source.span(line, column)
        if tag is not None:
            message = _("không dùng được thẻ YAML bắt đầu bằng dấu !")
            hint = _("bỏ phần “{tag}”; nếu là chữ, đặt cả giá trị trong ngoặc kép", tag=tag)
            raise RefusedError(error("tag", message, span, hint))
        if depth > _DEEPEST:
            raise RefusedError(error("too-deep", _("phần đầu tin lồng nhau quá sâu"), span))
        message = _("không dùng dấu * để lặp lại giá trị")
        hint = _("viết đủ giá trị ra; nếu là chữ bắt đầu bằng dấu *, đặt trong ngoặc kép")
        raise RefusedError(error("alias", message, span, hint))

    def _start(self, event: yaml.Event) -> tuple[int, int]:
        """Return line and column at which an event begins."""
        assert event.start_mark is not None
        return event.start_mark.line + 1 + self.offset, event.start_mark.column + 1

    def _end(self, event: yaml.Event, first: int) -> int:
        """Return the last line of a node; the end of a block stands at the line behind it."""
        assert event.end_mark is not None
        line = event.end_mark.line + self.offset + (1 if event.end_mark.column else 0)
        return max(first, line)


def problem_row(problem: yaml.YAMLError) -> int:
    """Return the 0-based row of the YAML text at which reading failed."""
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    return mark.line if mark is not None else 0


def explain(yaml_text: YamlText, problem: yaml.YAMLError) -> Diagnostic:
    """Return a finding in plain words about YAML that cannot be read."""
    words = f"{getattr(problem, 'context', '')} {getattr(problem, 'problem', problem)}"
    mark = getattr(problem, "problem_mark", None)
    context = getattr(problem, "context_mark", None) or mark
    message, hint = _("không đọc được phần đầu tin"), _("đặt giá trị trong ngoặc kép")
    if "quoted scalar" in words:
        mark = context
        message, hint = _("dấu ngoặc kép mở mà không đóng"), _('thêm dấu " ở cuối giá trị')
    elif "flow" in words:
        mark = context
        message = _("dấu ngoặc [ hoặc { mở mà không đóng")
        hint = _("thêm dấu ] hoặc } ở cuối; các mục cách nhau bằng dấu phẩy")
    elif "mapping values" in words:
        message = _("dấu hai chấm hoặc thụt đầu dòng không đúng chỗ")
        hint = _("đặt giá trị trong ngoặc kép, và viết các khóa thẳng hàng sát lề trái")
    elif "could not find expected ':'" in words:
        mark = context
        message, hint = _("thiếu dấu hai chấm sau tên khóa"), _("viết theo mẫu “khóa: giá trị”")
    elif "block" in words:
        message = _("thụt đầu dòng không đúng")
        hint = _("viết các khóa thẳng hàng sát lề trái")
    if mark is None:
        return error("bad-yaml", message, yaml_text.source.span(yaml_text.offset), hint)
    line = min(mark.line + 1 + yaml_text.offset, len(yaml_text.source.lines))
    return error("bad-yaml", message, yaml_text.source.span(line, mark.column + 1), hint)
