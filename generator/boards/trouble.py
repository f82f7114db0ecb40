"""What may go wrong with a stick: a name, a size or a system error in; a finding to read out."""

from __future__ import annotations

import errno
from pathlib import Path

from generator.boards.names import SUMS
from generator.diagnostics import Diagnostic, error, warning
from generator.i18n import _

_MIB = 1024 * 1024
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC})


class RefusedError(Exception):
    """A hand-over that was given up before anything on the stick changed."""

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__(*(finding.code for finding in findings))
        self.findings = findings


def bad_name(name: str) -> Diagnostic:
    """A name that a player may refuse, or out of order."""
    return error(
        "stick-name",
        _("Tên tệp “{name}” không dùng được trên USB, hoặc trùng tên, hoặc sai thứ tự", name=name),
        hint=_("chỉ dùng chữ thường không dấu, số, “-” và “_”, tối đa 32 ký tự"),
    )


def no_folder(target: Path) -> Diagnostic:
    """The folder to write to is not there."""
    return error(
        "stick-missing",
        _("Không thấy thư mục “{folder}”", folder=target),
        hint=_("cắm USB, xem lại tên ổ đĩa rồi chạy lại"),
    )


def no_manifest(target: Path) -> Diagnostic:
    """Nothing was handed over here."""
    return error(
        "stick-without-list",
        _("“{folder}” không có danh sách {sums} của Tin Tốt", folder=target, sums=SUMS),
        hint=_("bàn giao lại bằng lệnh tintot usb"),
    )


def no_source(name: str) -> Diagnostic:
    """A file to copy is gone from the output."""
    return error(
        "stick-source",
        _("Không đọc được tệp nguồn của “{name}”", name=name),
        hint=_("chạy tintot build rồi bàn giao lại"),
    )


def changed_source(name: str) -> Diagnostic:
    """A file to copy is not what was built."""
    return error(
        "stick-source-changed",
        _("Tệp nguồn của “{name}” đã bị thay đổi sau khi dựng", name=name),
        hint=_("chạy tintot build rồi bàn giao lại; nội dung cũ trên USB vẫn còn nguyên"),
    )


def taken(name: str) -> Diagnostic:
    """Somebody else's file has a name we need."""
    return error(
        "stick-name-taken",
        _("Trên USB đã có tệp “{name}” không phải do Tin Tốt ghi", name=name),
        hint=_("chép tệp ấy sang nơi khác, xóa trên USB rồi chạy lại"),
    )


def full(needed: int, free: int) -> Diagnostic:
    """The new files do not fit beside the old ones (sizes in bytes)."""
    return error(
        "stick-full",
        _(
            "USB không đủ chỗ: cần {needed} MB, còn trống {free} MB",
            needed=-(-needed // _MIB),
            free=free // _MIB,
        ),
        hint=_("xóa bớt tệp trên USB hoặc dùng USB lớn hơn; nội dung cũ vẫn còn nguyên"),
    )


def bad_stick(name: str) -> Diagnostic:
    """What was read back is not what was written."""
    return error(
        "stick-faulty",
        _("USB hỏng: đọc lại tệp “{name}” thấy khác tệp đã ghi", name=name),
        hint=_("dùng USB khác; nội dung cũ trên USB này vẫn còn nguyên"),
    )


def damaged(name: str) -> Diagnostic:
    """A file on the stick is not what its list says."""
    return error(
        "stick-damaged",
        _("Tệp “{name}” trên USB khác với danh sách {sums}", name=name, sums=SUMS),
        hint=_("bàn giao lại; nếu vẫn vậy thì dùng USB khác"),
    )


def lost(name: str) -> Diagnostic:
    """A file of the list is gone from the stick."""
    return error(
        "stick-lost",
        _("Tệp “{name}” có trong danh sách {sums} nhưng không còn trên USB", name=name, sums=SUMS),
        hint=_("bàn giao lại bằng lệnh tintot usb"),
    )


def stranger(name: str) -> Diagnostic:
    """Somebody else's media would play between ours."""
    return warning(
        "stick-stranger",
        _("Trên USB có tệp lạ “{name}”; bảng có thể chiếu xen tệp này", name=name),
        hint=_("nếu không cần, chép sang nơi khác rồi xóa trên USB"),
    )


def from_os(problem: OSError, target: Path) -> Diagnostic:
    """Return what a system error means for somebody with a stick in hand."""
    if problem.errno in _FULL:
        return error(
            "stick-full",
            _("USB đã đầy trong khi ghi"),
            hint=_("xóa bớt tệp trên USB hoặc dùng USB lớn hơn"),
        )
    if not _is_there(target):
        return error(
            "stick-unplugged",
            _("USB đã bị rút ra trong khi ghi: “{folder}” không còn", folder=target),
            hint=_("cắm lại rồi bàn giao lại từ đầu"),
        )
    if problem.errno in _READ_ONLY:
        return error(
            "stick-read-only",
            _("Không ghi được vào “{folder}”: USB đang khóa ghi hoặc tệp đang mở", folder=target),
            hint=_("gạt nút khóa trên USB, đóng các cửa sổ đang mở tệp rồi chạy lại"),
        )
    return error(
        "stick-failed",
        _("Lỗi khi ghi USB: {reason}", reason=problem.strerror or str(problem)),
        hint=_("rút ra, cắm lại rồi chạy lại; nếu vẫn vậy thì dùng USB khác"),
    )


def _is_there(target: Path) -> bool:
    try:
        return target.is_dir()
    except OSError:
        return False
