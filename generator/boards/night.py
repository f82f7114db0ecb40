"""The dark (row L3): what a place shows by day and at night in; what lacks its darker form out."""

from __future__ import annotations

from collections.abc import Collection

from generator.content.model import Place
from generator.diagnostics import Diagnostic, warning
from generator.i18n import _
from generator.layout.formats import Format

# Its folder and loop are called as the place, with this behind it.
NIGHT = "-night"


def loop_folder(place_id: str, *, night: bool) -> str:
    """Return the name of a loop and of its folder below boards/."""
    return f"{place_id}{NIGHT}" if night else place_id


def has_night(place: Place, fmt: Format) -> bool:
    """Return whether a place needs a loop for the dark: a stick cannot dim its board."""
    return place.outdoor and fmt.depth == "rgb"


def check_night(
    place: Place, fmt: Format, day: Collection[str], night: Collection[str]
) -> tuple[Diagnostic, ...]:
    """Return a warning when what an outdoor full-colour board shows lacks a form for the dark (L3).

    Args:
        place: where the board stands.
        fmt: its format.
        day: ids of the messages in its loop by day.
        night: ids of those in its loop for the dark.
    """
    lacking = sorted(set(day) - set(night))
    if not has_night(place, fmt) or not lacking:
        return ()
    message = _(
        "Bảng ngoài trời “{place}” chưa có bản ban đêm của tin “{id}”;"
        " ảnh ban ngày sẽ gây chói mắt vào ban đêm.",
        place=place.id,
        id=lacking[0],
    )
    if len(lacking) > 1:
        message = _(
            "Bảng ngoài trời “{place}” chưa có bản ban đêm của {count} tin, như “{id}”.",
            place=place.id,
            id=lacking[0],
            count=len(lacking),
        )
    hint = _("chạy tintot build để tạo bản ban đêm, rồi tintot usb {place} --night", place=place.id)
    return (warning("no-night-variant", message, hint=hint),)
