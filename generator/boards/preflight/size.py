"""Size and form of a file (rows G1, G2, C3): a still's bytes in; what players will refuse out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.boards.preflight.files import Facts, facts
from generator.boards.preflight.subject import Subject
from generator.diagnostics import Diagnostic
from generator.i18n import _

_NAMES = {"png": "PNG", "jpeg": "JPEG", "bmp": "BMP", "": "?"}


def check_file(subject: Subject, data: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with the written file."""
    found = facts(data)
    yield from _size(subject, found)
    yield from _card(subject)
    yield from _pixels(subject, found)
    yield from _form(subject, found)


def _size(subject: Subject, found: Facts) -> Iterator[Diagnostic]:
    """Yield an error when the file has not exactly the pixels that its board is sent (G1)."""
    w, h = subject.fmt.sent
    if (found.width, found.height) != (w, h):
        message = _(
            "Ảnh rộng {width} × {height} px, bảng cần {w} × {h} px.",
            width=found.width,
            height=found.height,
            w=w,
            h=h,
        )
        hint = _(
            "sửa width và height của khổ “{id}” trong layouts/formats.toml cho đúng với bảng",
            id=subject.fmt.id,
        )
        yield subject.error("wrong-size", message, hint)


def _card(subject: Subject) -> Iterator[Diagnostic]:
    """Yield errors when the board's size is one that its video or its card cannot take (G1)."""
    fmt = subject.fmt
    w, h = round(fmt.width), round(fmt.height)
    if fmt.video and (w % 2 or h % 2):
        message = _("Khổ “{id}” ({w} × {h} px) có số lẻ nên không làm video được.", **_of(subject))
        hint = _('đổi width và height thành số chẵn, hoặc ghi video = "" nếu bảng không chạy video')
        yield subject.error("odd-size", message, hint)
    step = fmt.multiple
    if w % step or h % step:
        message = _(
            "Card của bảng chỉ nhận kích thước chia hết cho {step}, khổ “{id}” là {w} × {h} px.",
            step=step,
            **_of(subject),
        )
        hint = _(
            "hỏi bên lắp bảng số điểm ngang và dọc, rồi sửa khổ này trong layouts/formats.toml"
        )
        yield subject.error("wrong-multiple", message, hint)
    if w > (fmt.card_width or w) or h > (fmt.card_height or h):
        message = _(
            "Khổ “{id}” là {w} × {h} px, card của bảng chỉ nhận đến {most_w} × {most_h} px.",
            most_w=fmt.card_width or w,
            most_h=fmt.card_height or h,
            **_of(subject),
        )
        hint = _(
            "nhờ bên lắp bảng đổi card lớn hơn; nếu ghi sai cỡ thì sửa trong layouts/formats.toml"
        )
        yield subject.error("over-card", message, hint)


def _pixels(subject: Subject, found: Facts) -> Iterator[Diagnostic]:
    """Yield errors when a player would stretch or turn the picture (G2)."""
    rebuild = _("tạo lại ảnh bằng tintot build, không sửa ảnh bằng phần mềm khác")
    if found.density[0] != found.density[1]:
        message = _("Tệp ảnh ghi điểm ảnh không vuông, bảng sẽ kéo méo chữ.")
        yield subject.error("pixel-aspect", message, rebuild)
    if not found.upright:
        message = _("Tệp ảnh ghi lệnh xoay, mỗi đầu phát sẽ hiện một kiểu.")
        yield subject.error("turned-picture", message, rebuild)
    fmt = subject.fmt
    w, h = fmt.sent
    if fmt.canvas is None and (found.width > found.height) != (w > h) and found.kind:
        message = _("Ảnh khổ {one}, còn bảng “{id}” khổ {other}.", **_ways(found), **_of(subject))
        hint = _("kiểm tra width và height của khổ này: có thể hai số bị đổi chỗ")
        yield subject.error("wrong-orientation", message, hint)


def _form(subject: Subject, found: Facts) -> Iterator[Diagnostic]:
    """Yield an error when the file is not of the kind and form that every player takes (C3)."""
    fmt = subject.fmt
    wanted = "png" if fmt.file not in {"jpeg", "bmp"} else fmt.file
    wrong = {
        _("là tệp {kind}", kind=_NAMES[found.kind]): found.kind != wanted,
        _("không phải JPEG baseline 3 kênh màu"): found.kind == "jpeg" and not found.plain,
        _("bị giảm độ nét màu (4:2:0)"): found.kind == "jpeg" and not found.color,
        _("không phải PNG 8 bit RGB không nền trong suốt"): found.kind == "png" and not found.plain,
        _("không phải BMP bảng màu không nén"): found.kind == "bmp" and not found.plain,
    }
    why = [reason for reason, true in wrong.items() if true]
    if why:
        message = _(
            "Bảng cần tệp {kind} đơn giản, tệp này {why}.",
            kind=_NAMES[wanted],
            why=", ".join(why),
        )
        hint = _("tạo lại ảnh bằng tintot build, không lưu lại bằng phần mềm khác")
        yield subject.error("wrong-file-form", message, hint)


def _of(subject: Subject) -> dict[str, object]:
    fmt = subject.fmt
    return {"id": fmt.id, "w": round(fmt.width), "h": round(fmt.height)}


def _ways(found: Facts) -> dict[str, object]:
    one, other = _("ngang"), _("dọc")
    return (
        {"one": one, "other": other} if found.width > found.height else {"one": other, "other": one}
    )
