"""Reels: the published videos of a place's loop in, all of them as one MP4 out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common, digest_once
from generator.build.studio import Studio
from generator.canonical import digest
from generator.diagnostics import Diagnostic, Severity
from generator.i18n import _


@dataclass(frozen=True, slots=True)
class ReelPart:
    """One video of a reel: the message it shows, where it stands below output/, and its hash."""

    message: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reel:
    """A place's loop in one file, for players that take a single one.

    Attributes:
        format: id of the format that all its videos have.
        parts: in play order.
    """

    format: str
    parts: tuple[ReelPart, ...]

    weight: ClassVar[float] = 0.3

    def inputs(self, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all it depends on: the videos, their order, how it is checked."""
        videos = {f"video {part.message}": part.sha256 for part in self.parts}
        order = digest([part.message for part in self.parts])
        limits, fmt = studio.preflight, digest_once(studio.formats[self.format])
        own = {"order": order, "format": fmt, "preflight": limits}
        return {**common(self, "av", "pillow"), **own, **videos}

    def make(self, studio: Studio, path: str) -> Made:
        """Read the videos, join them, and check the whole and where they meet."""
        from generator.boards.film.check import check_film, check_joins  # noqa: PLC0415 - to join
        from generator.boards.film.subject import FilmSubject  # noqa: PLC0415
        from generator.boards.preflight import load_limits  # noqa: PLC0415
        from generator.paint.video.reel import join  # noqa: PLC0415

        output, store = studio.project.output, studio.segments
        videos = [(output / part.path).read_bytes() for part in self.parts]
        data = join(videos)
        limits = load_limits(studio.world).video
        subject = FilmSubject(studio.formats[self.format], path, "", limits)
        met = check_joins(videos, subject, store)
        # What flashes where two videos meet is told once, with their places in the loop. That the
        # picture changes there is no fault: one message ends and another begins.
        told = {"hard-seam", *(finding.code for finding in met)}
        rest = (f for f in check_film(data, subject, store) if f.code not in told)
        return Made(data, (*met, *map(_weighed, rest)))


def _weighed(finding: Diagnostic) -> Diagnostic:
    """Return a finding; a long loop is a matter of its player and holds nothing back."""
    if finding.code != "video-long":
        return finding
    hint = _(
        "nếu đầu phát ở đây chỉ nhận một tệp, hãy bớt tin của nơi này (khóa places của tin);"
        " đầu phát nhận nhiều tệp thì bỏ qua"
    )
    return replace(finding, severity=Severity.WARNING, hint=hint)
