"""What a board's still measures: numbers in, the words under its picture out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.i18n import _


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """Measures of a still on its board; None is unknown, and then nothing is assumed.

    Attributes:
        letter_cm: height of the smallest capitals of the message.
        farthest_m: distance beyond which they are not read.
        near_m, far_m: from where the board is seen.
        width_m, height_m: of the board.
        reading_s: time the message takes to read; 0 where a still shows nothing of it, such as the
            page with the mark of a sample, which has no letters to be measured.
        light: mean light, share of full white.
        watts: most the board draws.
        pitch_mm: distance of two lamps.
    """

    letter_cm: float | None
    farthest_m: float | None
    reading_s: float
    light: float
    near_m: float | None = None
    far_m: float | None = None
    width_m: float | None = None
    height_m: float | None = None
    watts: float | None = None
    pitch_mm: float | None = None

    @property
    def rows(self) -> tuple[FactRow, ...]:
        """Return every measure in words, in the order in which people ask for them."""
        words = (
            FactRow(_("Chữ hoa cao"), _measure(self.letter_cm, "cm")),
            FactRow(_("Đọc được xa nhất"), _measure(self.farthest_m, "m")),
            FactRow(_("Thời gian đọc"), _measure(self.reading_s, _("giây"))),
        )
        return (
            *(words if self.reading_s else ()),
            FactRow(_("Người xem đứng cách"), self._span()),
            FactRow(_("Kích thước bảng"), self._size()),
            FactRow(_("Khoảng cách điểm ảnh"), _measure(self.pitch_mm, "mm")),
            FactRow(_("Độ sáng trung bình"), f"{decimal(self.light * 100)} %"),
            FactRow(_("Công suất tối đa (ước tính)"), self._power()),
        )

    @property
    def distances(self) -> tuple[str, str] | None:
        """Return the near and far viewing distance (m) as numbers; None unless both are known."""
        if self.near_m is None or self.far_m is None:
            return None
        return decimal(self.near_m), decimal(self.far_m)

    @property
    def summary(self) -> str:
        """Return what counts first, on one line."""
        if not self.reading_s:
            return ""
        if self.letter_cm is None or self.farthest_m is None:
            return _("Cỡ chữ trên bảng: chưa rõ")
        return _(
            "Chữ cao {height} cm, đọc được đến {distance} m",
            height=decimal(self.letter_cm),
            distance=decimal(self.farthest_m),
        )

    @property
    def reading(self) -> str:
        """Return the reading time on one line."""
        if not self.reading_s:
            return ""
        return _("Đọc hết trong {seconds} giây", seconds=decimal(self.reading_s))

    def _size(self) -> str:
        if self.width_m is None or self.height_m is None:
            return _("chưa rõ")
        return f"{decimal(self.width_m, 2)} × {decimal(self.height_m, 2)} m"

    def _span(self) -> str:
        return _("chưa rõ") if self.distances is None else f"{'–'.join(self.distances)} m"

    def _power(self) -> str:
        # An estimate from W/m² is not known to the watt.
        return _measure(None if self.watts is None else round(self.watts, -1), "W")


class FactRow(NamedTuple):
    """A measure as shown."""

    label: str
    value: str


def decimal(value: float, digits: int | None = None) -> str:
    """Return a number with a decimal comma; without `digits`, two figures below ten, else whole."""
    if digits is None:
        digits = 1 if value < 10 else 0  # noqa: PLR2004 - ten has two figures
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _measure(value: float | None, unit: str) -> str:
    return _("chưa rõ") if value is None else f"{decimal(value)} {unit}"
