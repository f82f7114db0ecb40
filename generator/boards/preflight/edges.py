"""Edges (row G3): lines of text, and their pixels where painted, in; what an edge cuts out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.boards.preflight.inks import Ink
from generator.boards.preflight.subject import Subject, number, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.display import TextRun

# Painters round to whole pixels; half a one is the most they move an edge.
_TOLERANCE = 0.5
_SIDE = 1.0  # px that stay dark left and right on one-bit boards, whose rows may be filled
_NEAR = 2.0  # px from where pixels are looked at, too
_CUT = "cut-text"

Box = tuple[float, float, float, float]


def check_boxes(subject: Subject) -> Iterator[Diagnostic]:
    """Yield an error for the line whose ink box comes nearest to the edge, or leaves the page."""
    yield from _worst(subject, [(run, run.box) for run in subject.runs])


def check_edges(subject: Subject, inks: tuple[Ink, ...]) -> Iterator[Diagnostic]:
    """Yield an error for a line that is cut or too near to the edge, by its box or its pixels."""
    near = [ink for ink in inks if _room(subject, ink.run.box) < _NEAR * ink.step]
    # A pixel of reduced ink is as coarse as its step: only what is finer may judge.
    painted = [(ink.run, ink.box) for ink in near if ink.step == 1 and ink.box is not None]
    found = tuple(_worst(subject, [*((run, run.box) for run in subject.runs), *painted]))
    yield from found
    cut = next((ink for ink in inks if ink.cut), None)
    if cut is not None and not found:
        message = _("Chữ “{text}” bị xén khi vẽ.", text=quoted(cut.run.text))
        hint = _(
            "báo người phụ trách chương trình: chương trình tính sai khung bao nét chữ của dòng này"
        )
        yield subject.error(_CUT, message, hint)


def _worst(subject: Subject, boxes: list[tuple[TextRun, Box]]) -> Iterator[Diagnostic]:
    rooms = [_room(subject, box) for _run, box in boxes]
    room = min(rooms, default=0.0)
    if room >= -_TOLERANCE:
        return
    run, box = boxes[rooms.index(room)]
    side, _above = free(subject)
    text = quoted(run.text)
    if _within(subject, box, 0.0, 0.0) < -_TOLERANCE:
        message = _("Chữ “{text}” bị cắt ở mép.", text=text)
    else:
        message = _(
            "Chữ “{text}” quá sát mép: cần chừa {need} {unit}.",
            text=text,
            need=number(side, 0 if side == int(side) else 1),
            unit=subject.fmt.unit,
        )
    yield subject.error(_CUT, message, subject.rewrite(run))


def free(subject: Subject) -> tuple[float, float]:
    """Return what stays free of text at the sides, and above and below (unit of the format)."""
    fmt = subject.fmt
    if subject.one_bit:
        return (_SIDE, 0.0)
    safe = fmt.safe * min(fmt.width, fmt.height)
    return (safe, safe)


def _room(subject: Subject, box: Box) -> float:
    """Return how far a box stays inside what it may use, below 0 when it does not."""
    return _within(subject, box, *free(subject))


def _within(subject: Subject, box: Box, side: float, above: float) -> float:
    left, top, right, bottom = box
    display = subject.display
    return min(
        left - side, display.width - side - right, top - above, display.height - above - bottom
    )
