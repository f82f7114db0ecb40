"""Words for the terminal: a build's progress and outcome in, a bar or plain lines out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from generator.build.build import Outcome
from generator.build.changes import summary_lines
from generator.build.make import Progress
from generator.build.project import Project
from generator.i18n import _
from generator.text.dates import moment

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PLAIN_STEP_S = 10.0
# Wards whose changes are told line by line.
MOST_WARDS = 8


def progress(stream: TextIO) -> Progress:
    """Return what shows progress on a stream: a bar with time left on a terminal, else lines."""
    return _BarProgress(stream) if stream.isatty() else _PlainProgress(stream)


class _PlainProgress:
    """A line at the start of a phase and every ten seconds, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.title, self.total, self.done, self.shown = "", 0.0, 0.0, 0.0

    def start(self, title: str, weight: float) -> None:
        self.title, self.total, self.done, self.shown = title, weight, 0.0, time.monotonic()
        if title:
            print(f"{title} …", file=self.stream, flush=True)

    def advance(self, path: str, weight: float) -> None:
        del path
        self.done += weight
        now = time.monotonic()
        if self.title and now - self.shown >= PLAIN_STEP_S:
            self.shown = now
            share = round(100 * self.done / self.total) if self.total else 100
            print(f"{self.title} … {share} %", file=self.stream, flush=True)

    def stop(self) -> None:
        self.stream.flush()


class _BarProgress:
    """A bar with the time left."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.bar: Bar | None = None
        self.task: TaskID | None = None

    def start(self, title: str, weight: float) -> None:
        from rich.console import Console  # noqa: PLC0415 - only on a terminal
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[path]}", style="dim"),
        )
        console = Console(file=self.stream)
        self.bar = Progress(*columns, console=console, transient=True)
        self.bar.start()
        self.task = self.bar.add_task(title, total=weight, path="")

    def advance(self, path: str, weight: float) -> None:
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, advance=weight, path=path[-48:])

    def stop(self) -> None:
        if self.bar is not None:
            self.bar.stop()
            self.bar = None


def summary(outcome: Outcome, project: Project, *, explain: bool) -> Iterator[str]:
    """Yield the closing lines of a build, with the reason for each file when asked."""
    if explain:
        for path, reason in sorted(outcome.made.items()):
            yield f"{path}: {reason}"
    yield _(
        "Làm mới {made} tệp, giữ nguyên {reused}, gỡ bỏ {removed}, chưa đưa ra {held} "
        "({seconds} giây).",
        made=len(outcome.made),
        reused=outcome.reused,
        removed=outcome.removed,
        held=outcome.held,
        seconds=f"{outcome.seconds:.1f}".replace(".", ","),
    )
    if outcome.made or outcome.removed:
        lines = summary_lines(outcome.changes, _with_news(outcome))
        yield from lines[:MOST_WARDS]
        if len(lines) > MOST_WARDS:
            more = len(lines) - MOST_WARDS
            yield _("… và {count} phường, xã khác, xem manifest.json", count=more)
    if outcome.next_change is not None:
        yield _(
            "Nội dung tự thay đổi lần tới: {moment}. Hãy chạy lại vào lúc đó.",
            moment=moment(outcome.next_change),
        )
    errors, warnings = len(outcome.report.errors), len(outcome.report.warnings)
    if errors or warnings:
        yield _("Có {errors} lỗi và {warnings} cảnh báo.", errors=errors, warnings=warnings)
    proof = project.output / "proof" / "index.html"
    if proof.is_file():
        yield _("Xem trước tại: {path}", path=proof)


def _with_news(outcome: Outcome) -> dict[str, str]:
    """Return slug → name of the wards in whose folders anything changed."""
    changes = outcome.changes
    return {w: name for w, name in outcome.wards.items() if any(changes.get(w, {}).values())}
