"""The approver's PDF: a project and a message's id in; one file with all that will be shown out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.build.fulltext import full_text
from generator.build.lock import only_one
from generator.build.project import Project
from generator.build.publish import write
from generator.build.showing import Showing
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.content.model import Entry, Library, Message, Status, Surface, Ward
from generator.content.nearest import did_you_mean
from generator.diagnostics import Report, error
from generator.i18n import _
from generator.layout.formats import Theme
from generator.layout.wording import CHIPS, DRAFT_MARK, SAMPLE_MARK, page_url, wording
from generator.paint.proofsheet import paint_proof
from generator.site.proof import gathered, proof_finding
from generator.site.views import message_path, moment
from generator.text.dates import short_date

_HASH = 16


def write_proof(project: Project, message_id: str, now: datetime) -> tuple[Path | None, Report]:
    """Write output/proof/<id>.pdf and return its path, or None when there is nothing to show.

    The form that waits for approval is shown; without one, the form that is approved. Everything
    is painted from content, so no build need have run. The report holds what concerns the message.

    Args:
        project: folders.
        message_id: as the user typed it; the name of its file will do.
        now: moment to work for.

    Raises:
        BusyError: a build works in this folder.
        OSError: the file cannot be written.
    """
    name = Path(message_id).name.removesuffix(".md")
    with only_one(project.private / "lock"):
        studio = Studio(project, now)
        library, loaded = load_library(studio.world)
        report = Report([f for f in loaded if f.message_id == name])
        entry = next((e for e in library.entries if e.id == name), None)
        if entry is None:
            message = _("Không có bản tin “{name}”.", name=name)
            hint = did_you_mean(name, [e.id for e in library.entries])
            report.add(error("unknown-message", message, hint=hint))
            return None, report
        shown = entry.draft or entry.live
        if shown is None:
            return None, report
        data = _Sheet(library, studio, entry, shown, report).paint()
        path = project.output / "proof" / f"{name}.pdf"
        write(path, data)
        return path, report


class _Sheet:
    """One PDF in the making."""

    def __init__(
        self, library: Library, studio: Studio, entry: Entry, message: Message, report: Report
    ) -> None:
        self.library = library
        self.studio = studio
        self.entry = entry
        self.message = message
        self.draft = entry.draft is not None
        self.report = report
        self.showing = Showing(library, studio, message, self.draft)

    def paint(self) -> bytes:
        sections = tuple(self.showing.sections())
        self.report.extend(self.showing.findings)
        theme = self.studio.theme(self._theme())
        message, campaign = self.message, self.library.campaign
        sheet: dict[str, object] = {
            "title": message.title,
            "id": message.id,
            "language": campaign.language,
            "campaign": campaign.name,
            "colors": _colors(theme),
            "chip": CHIPS[message.kind],
            "slogan": message.slogan,
            "mark": DRAFT_MARK if self.draft else SAMPLE_MARK if campaign.sample else "",
            "state": self._state(),
            "facts": self._facts(),
            "findings": self._findings(),
            "text": full_text(message),
            "addresses": [[w.name, _address(w, message)] for w in self._web()],
            "approval": self._approval(),
            "words": _words(),
        }
        return paint_proof(sheet, sections, self.studio.world)

    def _theme(self) -> str:
        return wording(self.message, None, self.library.campaign, draft=self.draft).theme

    def _state(self) -> str:
        """Return where the message stands, in one sentence."""
        message = self.message
        if self.draft and self.entry.live is not None:
            return _("Nội dung mới, chưa được duyệt; bản đã duyệt vẫn đang dùng.")
        if self.draft:
            return _("Chưa được duyệt: chưa hiện ở đâu.")
        if self.entry.failing:
            return _("Tệp có lỗi: đây là bản đã duyệt gần nhất.")
        return {
            Status.CURRENT: _("Đã duyệt, đang hiện."),
            Status.UPCOMING: _("Đã duyệt, sắp đăng."),
            Status.EXPIRED: _("Đã duyệt nhưng đã hết hiệu lực: không còn trên bảng và trang đầu."),
            Status.WITHDRAWN: _("Đã rút."),
        }[message.status(self.studio.now)]

    def _facts(self) -> list[list[str]]:
        message = self.message
        wards = self.library.reached(self.message)
        names = ", ".join(w.name for w in wards) or _("chưa có phường, xã nào")
        surfaces = {
            Surface.WEB: _("trang web"),
            Surface.BOARD: _("bảng điện tử"),
            Surface.POSTER: _("áp phích"),
            Surface.VIDEO: _("video"),
            Surface.SOCIAL: _("ảnh chia sẻ"),
        }
        used = ", ".join(text for kind, text in surfaces.items() if kind in message.surfaces)
        hour = isinstance(message.expire, datetime)
        return [
            [_("Từ ngày"), moment(message.publish).text],
            [_("Đến") if hour else _("Đến hết ngày"), moment(message.expire).text],
            [_("Nơi nhận"), names],
            [_("Hiện trên"), used],
            [_("Nguồn"), message.source],
            [_("Mã tin"), message.id],
            [_("Mã nội dung"), message.hash[:_HASH]],
        ]

    def _findings(self) -> list[dict[str, object]]:
        return [
            {
                "severity": f.severity,
                "label": f.label,
                "message": f.message,
                "hint": _("Gợi ý: {hint}", hint=f.hint) if f.hint else "",
                "place": f.place,
                "times": _("{count} nơi", count=f.times) if f.times > 1 else "",
            }
            for f in gathered(proof_finding(f) for f in self.report)
        ]

    def _web(self) -> tuple[Ward, ...]:
        return self.library.reached(self.message) if Surface.WEB in self.message.surfaces else ()

    def _approval(self) -> dict[str, object]:
        approved = None if self.draft else self.message.approved
        if approved is None:
            return {"done": False, "lines": [_("Duyệt"), _("Ngày"), _("Chữ ký")]}
        lines = [
            [_("Người duyệt"), approved.by],
            [_("Ngày"), short_date(approved.on)],
            [_("Mã nội dung"), approved.hash],
        ]
        return {"done": True, "lines": lines}


def _address(ward: Ward, message: Message) -> str:
    """Return the page's address, or its path where the ward has none yet."""
    return page_url(ward, message.id) or f"web/{ward.slug}/{message_path(message.id)}"


def _colors(theme: Theme) -> dict[str, str]:
    return {
        "from": theme.ground_from.hex,
        "to": theme.ground_to.hex,
        "on": theme.text.hex,
        "accent": theme.accent.hex,
        "chip": theme.chip_text.hex,
    }


def _words() -> dict[str, str]:
    """Return what the template says by itself."""
    return {
        "proof": _("Bản để duyệt"),
        "look": _("Cần xem trước khi duyệt"),
        "clean": _("Không có lỗi và không có cảnh báo."),
        "page": _("Trang web"),
        "addresses": _("Địa chỉ"),
        "text": _("Toàn văn"),
        "approval": _("Duyệt"),
        "lamps": _("Bảng ít điểm ảnh được vẽ từng bóng đèn; bảng lớn hiện đúng điểm ảnh."),
        "declare": _("Tôi đã xem mọi bản trình bày ở trên."),
    }
