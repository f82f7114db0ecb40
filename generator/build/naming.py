"""What files are called before people: a format and measures in, names and facts in words out."""

from __future__ import annotations

from collections.abc import Mapping

from generator.i18n import _
from generator.layout.formats import Format
from generator.site.boardfacts import BoardFacts, decimal

_MM_IN_M = 1000
# From this length (mm on the wall) a print is measured in metres.
_LONG_MM = 1500


def short_name(fmt: Format) -> str:
    """Return the name of a format within its kind: "A3", "Băng rôn", "1080 × 1920", "16:9"."""
    if fmt.medium == "poster":
        named = {"standee": _("Standee"), "banner": _("Băng rôn"), "pano": _("Pa nô")}
        return named.get(fmt.id, fmt.id.removeprefix("poster-").upper())
    if fmt.medium == "video" and "x" in fmt.id and fmt.id[6:7].isdigit():
        return fmt.id.removeprefix("video-").replace("x", ":")
    return f"{fmt.width:g} × {fmt.height:g}"


def long_name(fmt: Format) -> str:
    """Return the name of a format with its size; prints have that which they take on the wall."""
    size = f"{fmt.width:g} × {fmt.height:g}"
    if fmt.unit == "px":
        name = short_name(fmt)
        return size if name == size else f"{name} · {size}"
    w, h = fmt.width / fmt.scale, fmt.height / fmt.scale
    if max(w, h) > _LONG_MM:
        size = f"{decimal(w / _MM_IN_M)} × {decimal(h / _MM_IN_M)} m"
    else:
        size = f"{w:g} × {h:g} mm"
    scale = "" if fmt.scale == 1 else f" (1:{round(1 / fmt.scale)})"
    return f"{short_name(fmt)} · {size}{scale}"


def leaflet_name() -> str:
    """Return the name of the leaflet."""
    return _("Tờ rơi A5")


def board_facts(fmt: Format, measured: Mapping[str, float | None]) -> BoardFacts:
    """Return a board still's measures as the proof shows them.

    Args:
        fmt: the board; what its format leaves out stays unknown.
        measured: the fields of the preflight's `Measures` by name.
    """
    pitch = fmt.pitch_mm or None
    return BoardFacts(
        letter_cm=measured["letter_cm"],
        farthest_m=measured["farthest_m"],
        reading_s=measured["reading_s"] or 0.0,
        light=measured["light"] or 0.0,
        watts=measured["watts"],
        near_m=fmt.near_m or None,
        far_m=fmt.far_m or None,
        width_m=pitch and fmt.width * pitch / _MM_IN_M,
        height_m=pitch and fmt.height * pitch / _MM_IN_M,
        pitch_mm=pitch,
    )
