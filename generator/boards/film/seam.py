"""The seam of a loop (row F2): measures of a film in; a jump from last to first frame out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.boards.film.grids import LIGHT, LUMA, Bytes, share
from generator.boards.film.measures import Measures
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.limits import VideoLimits
from generator.boards.preflight.subject import number
from generator.diagnostics import Diagnostic
from generator.i18n import _

# Codes of luma from black to white (ITU-R BT.709, narrow range).
_LUMA_STEPS = 219


def check_seam(subject: FilmSubject, first: Measures, last: Measures) -> Iterator[Diagnostic]:
    """Yield a warning when a loop jumps: our own motion ends on the frame it began with."""
    jump, area = jump_between(last.last, first.first, subject.limits)
    if jump <= subject.limits.seam_levels and area <= subject.limits.flash_area:
        return
    message = _(
        "Khi phát lặp lại, hình nhảy đột ngột từ khung cuối về khung đầu:"
        " {area} % mặt bảng đổi sáng tối, trung bình {jump} % độ sáng.",
        area=number(area * 100),
        jump=number(jump / _LUMA_STEPS * 100, 1),
    )
    hint = subject.remedy(
        _("báo người phụ trách mẫu: đoạn quay cần mờ dần trước khi video lặp lại")
    )
    yield subject.warning("hard-seam", message, hint)


def jump_between(before: Bytes, after: Bytes, limits: VideoLimits) -> tuple[float, float]:
    """Return how far two looks lie apart: mean steps of luma, and the share of cells that flash."""
    apart = np.abs(after.astype(np.int16) - before)
    return float(apart[LUMA].mean()), share(apart[LIGHT] >= limits.flash_light * 255)
