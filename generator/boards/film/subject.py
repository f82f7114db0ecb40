"""The video under examination: what it should be and where it goes, and how checks report."""

from __future__ import annotations

from dataclasses import dataclass

from generator.boards.preflight.limits import VideoLimits
from generator.diagnostics import Diagnostic, Severity
from generator.i18n import _
from generator.layout.formats import Format
from generator.layout.timeline import Timeline


@dataclass(frozen=True, slots=True)
class FilmSubject:
    """A written video with all that judges it.

    Attributes:
        fmt: size and frames a second that its board or network takes.
        path: output path of the file.
        message_id: of the message it shows, "" for a reel of several.
        limits: of layouts/preflight.toml.
        timeline: what it was painted from; None for a reel.
    """

    fmt: Format
    path: str
    message_id: str
    limits: VideoLimits
    timeline: Timeline | None = None

    def error(self, code: str, message: str, hint: str) -> Diagnostic:
        """Return a finding that holds the file back."""
        return self._finding(Severity.ERROR, code, message, hint)

    def warning(self, code: str, message: str, hint: str) -> Diagnostic:
        """Return a finding that asks for a look."""
        return self._finding(Severity.WARNING, code, message, hint)

    def _finding(self, severity: Severity, code: str, message: str, hint: str) -> Diagnostic:
        return Diagnostic(
            severity, code, message, hint, message_id=self.message_id, artifact=self.path
        )

    @property
    def filmed(self) -> bool:
        """Return whether staff's own footage plays in it."""
        return self.timeline is not None and any(s.footage for s in self.timeline.scenes)

    def remedy(self, footage: str) -> str:
        """Return what to do about moving pictures.

        Args:
            footage: the advice where staff's own footage plays.
        """
        if self.timeline is None:
            return _("xem lại từng video của vòng phát này; bỏ video gây lỗi ra khỏi vòng")
        if self.filmed:
            return footage
        return _(
            "báo người phụ trách mẫu: chuyển động trên khổ “{id}” cần sửa (layouts/surfaces)",
            id=self.fmt.id,
        )
