"""The still under examination: what every row of the preflight looks at, and how it reports."""

from __future__ import annotations

from dataclasses import dataclass

from generator.boards.preflight.limits import Limits
from generator.boards.preflight.said import Line, lines, message_of
from generator.boards.viewing import Viewing
from generator.diagnostics import Diagnostic, Severity
from generator.i18n import _
from generator.layout.display import DisplayList, Group, Item, Picture, TextRun
from generator.layout.formats import Format
from generator.world import World

_LONGEST = 48
# Roles whose words a message states, and the key under which it does.
_KEYS = {
    "claim": "claim",
    "fact": "fact",
    "verdict": "verdict",
    "support": "summary",
    "points": "points",
    "when": "event",
    "where": "event",
    "source": "source",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A finished layout with all that judges it.

    Attributes:
        viewing: where it is seen, or None where nobody can know.
        path: output path of its file.
        message_id: of the message it shows.
        lines: its lines of text with their roles; message: those of the message itself.
    """

    display: DisplayList
    fmt: Format
    viewing: Viewing | None
    path: str
    message_id: str
    limits: Limits
    world: World
    lines: tuple[Line, ...]
    message: tuple[Line, ...]

    @classmethod
    def of(
        cls,
        display: DisplayList,
        fmt: Format,
        viewing: Viewing | None,
        path: str,
        message_id: str,
        limits: Limits,
        world: World,
    ) -> Subject:
        """Return the subject of a layout."""
        every = lines(display)
        message = message_of(every, limits)
        return cls(display, fmt, viewing, path, message_id, limits, world, every, message)

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """Return every line of text."""
        return tuple(run for _role, run in self.lines)

    @property
    def main(self) -> tuple[TextRun, ...]:
        """Return the lines of the message itself."""
        return tuple(run for _role, run in self.message)

    @property
    def named(self) -> tuple[TextRun, ...]:
        """Return the lines that say something or name who says it, without tags."""
        return tuple(run for role, run in self.lines if role not in self.limits.tags)

    @property
    def said(self) -> tuple[TextRun, ...]:
        """Return the lines that say something: the message and what supports it."""
        left_out = {*self.limits.tags, *self.limits.framing}
        return tuple(run for role, run in self.lines if role not in left_out)

    @property
    def pictured(self) -> bool:
        """Return whether it shows a picture of the message."""
        return _holds_picture(self.display.items)

    @property
    def one_bit(self) -> bool:
        """Return whether a pixel of the board is lit or not, without shades."""
        return self.fmt.depth != "rgb"

    @property
    def on_device(self) -> bool:
        """Return whether a board or TV shows it, of which size and place are known."""
        return self.fmt.medium in {"board", "tv"}

    def error(self, code: str, message: str, hint: str) -> Diagnostic:
        """Return a finding that holds the file back."""
        return self._finding(Severity.ERROR, code, message, hint)

    def warning(self, code: str, message: str, hint: str) -> Diagnostic:
        """Return a finding that asks for a look."""
        return self._finding(Severity.WARNING, code, message, hint)

    def _finding(self, severity: Severity, code: str, message: str, hint: str) -> Diagnostic:
        return Diagnostic(
            severity, code, message, hint, message_id=self.message_id, artifact=self.path
        )

    def rewrite(self, run: TextRun) -> str:
        """Return what to write otherwise, so that a line is set larger."""
        role = next((role for role, line in self.lines if line is run), "")
        if role == "slogan":
            return _("rút gọn slogan, hoặc thêm dòng short (nhiều nhất 28 ký tự) vào đầu tin")
        if role in _KEYS:
            return _("rút gọn {key} ở đầu tin để chữ to lên", key=_KEYS[role])
        return _(
            "báo người phụ trách mẫu: dòng này luôn nhỏ trên khổ “{id}” (layouts/surfaces)",
            id=self.fmt.id,
        )


def _holds_picture(items: tuple[Item, ...]) -> bool:
    return any(
        isinstance(item, Picture) or (isinstance(item, Group) and _holds_picture(item.items))
        for item in items
    )


def quoted(text: str) -> str:
    """Return the words of a line for a finding, cut at a word when they are many."""
    plain = " ".join(text.split())
    if len(plain) <= _LONGEST:
        return plain
    return f"{plain[:_LONGEST].rpartition(' ')[0] or plain[:_LONGEST]}…"


def number(value: float, digits: int = 0) -> str:
    """Return a number as Vietnamese writes it, such as 2,5."""
    return f"{value:.{digits}f}".replace(".", ",")
