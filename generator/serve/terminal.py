"""Words for the terminal: where a preview stands and what came of a step in, lines out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.i18n import _
from generator.serve.steps import Built, Step


def greeting(url: str, wanted: int, port: int) -> Iterator[str]:
    """Yield where to look, and why the port is another one than was asked for."""
    if port != wanted:
        yield _("Cổng {wanted} đang bận, nên dùng cổng {port}.", wanted=wanted, port=port)
    yield _("Xem thử tại {url} (chỉ mở được trên máy này).", url=url)
    yield _("Cứ sửa và lưu tệp, trang sẽ tự làm mới. Bấm Ctrl+C để dừng.")


def line(built: Built) -> str:
    """Return one line about a step."""
    what = {Step.PAGES: _("Trang"), Step.PICTURES: _("Ảnh"), Step.ALL: _("Áp phích và video")}
    errors = sum(f.severity == "error" for f in built.findings)
    warnings = sum(f.severity == "warning" for f in built.findings)
    seconds = f"{built.seconds:.1f}".replace(".", ",")
    return _(
        "{what}: làm {made} tệp trong {seconds} giây; {errors} lỗi, {warnings} cảnh báo.",
        what=what[built.step],
        made=built.made,
        seconds=seconds,
        errors=errors,
        warnings=warnings,
    )
