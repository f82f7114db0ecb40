"""Time and load (rows R1, R2, R3): what a still says, and where, in; what is too much out."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from generator.boards.preflight.files import facts
from generator.boards.preflight.said import text_of
from generator.boards.preflight.subject import Subject, number, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.text.reading import letter_count, reading_time, units


def check_time(subject: Subject) -> Iterator[Diagnostic]:
    """Yield an error when the player shows a still for less time than its message takes (R1).

    Only the message counts: what frames or supports it is for those who stay for another round.
    """
    seen = subject.viewing
    text = text_of(subject.message)
    need = reading_time(text)
    if seen is None or not seen.dwell_s or need <= seen.dwell_s:
        return
    message = _(
        "Câu “{text}” cần {need} giây để đọc, bảng chỉ chiếu {dwell} giây.",
        text=quoted(text),
        need=number(need),
        dwell=_seconds(seen.dwell_s),
    )
    hint = _(
        "tăng thời gian mỗi ảnh lên {need} giây (đặt trên bảng và ghi dwell_s = {need} cho nơi"
        " “{place}” trong content/places.toml), hoặc viết câu ngắn lại",
        need=ceil(need),
        place=seen.place,
    )
    yield subject.error("too-short-to-read", message, hint)


def check_load(subject: Subject) -> Iterator[Diagnostic]:
    """Yield one warning when a still asks its reader to take in too much at once (R2)."""
    if not subject.on_device:
        return
    limits = subject.limits
    roadside = subject.viewing is not None and subject.viewing.roadside
    text = text_of(subject.message)
    parts = len(units(text))
    most = limits.units_roadside if roadside else limits.units_elsewhere
    crowded = next((r for r in subject.main if len(units(r.text)) > limits.units_a_line), None)
    message = ""
    if parts > most:
        message = _("Ảnh có {count} ý, người xem chỉ kịp nhớ {most} ý.", count=parts, most=most)
    elif crowded is not None:
        message = _(
            "Dòng “{text}” có {count} ý, một dòng chỉ nên có {most}.",
            text=quoted(crowded.text),
            count=len(units(crowded.text)),
            most=limits.units_a_line,
        )
    elif roadside and len(subject.main) > limits.lines_roadside:
        message = _(
            "Câu “{text}” chia thành {count} dòng, người đi đường chỉ kịp đọc {most} dòng.",
            text=quoted(text),
            count=len(subject.main),
            most=limits.lines_roadside,
        )
    elif roadside and letter_count(text) > limits.letters_roadside:
        message = _(
            "Câu “{text}” có {count} chữ cái, người đi đường chỉ kịp đọc {most}.",
            text=quoted(text),
            count=letter_count(text),
            most=limits.letters_roadside,
        )
    if message:
        hint = _("giữ một ý chính cho bảng: rút gọn slogan, hoặc tách thành hai tin")
        yield subject.warning("too-much-to-read", message, hint)


def check_roadside(subject: Subject, data: bytes) -> Iterator[Diagnostic]:
    """Yield errors when a board at a road moves, or changes sooner than is safe (R3)."""
    seen = subject.viewing
    if seen is None or not seen.roadside:
        return
    least = subject.limits.roadside_s
    if seen.dwell_s and seen.dwell_s < least:
        message = _(
            "Bảng cạnh đường đổi ảnh sau {dwell} giây; người lái xe cần ít nhất {least} giây.",
            dwell=_seconds(seen.dwell_s),
            least=number(least),
        )
        hint = _(
            "đặt thời gian mỗi ảnh trên bảng là {least} giây và ghi dwell_s = {least} cho nơi"
            " “{place}” trong content/places.toml",
            least=number(least),
            place=seen.place,
        )
        yield subject.error("roadside-too-fast", message, hint)
    if facts(data).moving:
        message = _("Bảng cạnh đường chỉ được hiện ảnh tĩnh, tệp này có hình chuyển động.")
        hint = _(
            "dùng ảnh tĩnh; nếu bảng không ở cạnh đường thì bỏ roadside trong content/places.toml"
        )
        yield subject.error("roadside-motion", message, hint)


def _seconds(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)
