"""Preflight: a finished still and its format in; what keeps it from its board out."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Severity
from generator.i18n import _
from generator.layout.display import DisplayList
from generator.layout.formats import Format

# A glyph may touch the edge of its pixel grid; half a pixel is the coarsest rounding of a painter.
_TOLERANCE = 0.5


def check_still(
    display: DisplayList, fmt: Format, size: tuple[int, int], path: str, message_id: str
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a painted still: its size, and text that its edge cuts.

    Args:
        display: its layout.
        fmt: its format.
        size: px of the file as written.
        path: output path.
        message_id: of the message it shows.
    """
    wanted = (int(fmt.width), int(fmt.height))
    found = list(check_text(display, fmt, path, message_id))
    if size != wanted:
        message = _(
            "Ảnh rộng {width} × {height} px, bảng cần {w} × {h} px.",
            width=size[0],
            height=size[1],
            w=wanted[0],
            h=wanted[1],
        )
        found.append(_error("wrong-size", message, "", path, message_id))
    return tuple(found)


def check_text(
    display: DisplayList, fmt: Format, path: str, message_id: str
) -> tuple[Diagnostic, ...]:
    """Return an error for every line of text whose ink leaves the format.

    On one-bit boards one pixel stays free left and right; the rows may be filled.
    """
    side = 1.0 if fmt.depth == "mono" else 0.0
    found = []
    for run in display.texts():
        left, top, right, bottom = run.box
        inside = (
            left >= side - _TOLERANCE
            and right <= display.width - side + _TOLERANCE
            and top >= -_TOLERANCE
            and bottom <= display.height + _TOLERANCE
        )
        if run.text.strip() and not inside:
            message = _("Chữ “{text}” bị cắt ở mép {path}.", text=run.text, path=path)
            hint = _("viết ngắn lại, hoặc thêm short")
            found.append(_error("cut-text", message, hint, path, message_id))
    return tuple(found)


def _error(code: str, message: str, hint: str, path: str, message_id: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, hint, message_id=message_id, artifact=path)
