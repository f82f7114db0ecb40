"""Words of the preview itself; nothing in, what the browser shows in the user's language out."""

from __future__ import annotations

from generator.i18n import _


def words() -> dict[str, str]:
    """Return every phrase that the script in the browser shows, by its name there."""
    return {
        "errors": _("Có {count} lỗi cần sửa", count="{count}"),
        "kept": _("Trang bên dưới là bản tốt gần nhất."),
        "warnings": _("{count} cảnh báo", count="{count}"),
        "warnings_title": _("Cảnh báo"),
        "hint": _("Gợi ý"),
        "close": _("Đóng (Esc)"),
        "more": _("… và {count} điều nữa", count="{count}"),
        "pages": _("Đang làm lại trang…"),
        "pictures": _("Đang làm ảnh…"),
        "all": _("Đang làm áp phích và video…"),
        "region": _("Xem thử Tin Tốt"),
    }
