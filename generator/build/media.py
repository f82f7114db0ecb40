"""Everything of a build that is painted: content and a studio in, its files and the proof out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.boards.night import check_night, loop_folder
from generator.build.artifact import Artifact
from generator.build.ledger import Ledger, Record
from generator.build.plan import Plan, plan_media
from generator.build.plan_kit import plan_kits
from generator.build.plan_reel import plan_reels
from generator.build.plan_web import plan_proof
from generator.build.proof import plan_proof_page
from generator.build.studio import Studio
from generator.content.model import Library
from generator.diagnostics import Diagnostic, Report
from generator.i18n import _

Bring = Callable[[str, dict[str, Artifact]], None]


class Media:
    """The pictures, posters, videos, reels and kits of one build.

    Args:
        library: all content.
        studio: project and moment.
        ledger: what stands in output/.
        bring: makes what is stale among some artifacts, under a title for people.
        planned: every artifact of the build by output path; grows.
        preview_videos: whether the proof also gets the videos of what is not public yet.
    """

    def __init__(
        self,
        library: Library,
        studio: Studio,
        ledger: Ledger,
        bring: Bring,
        planned: Mapping[str, Artifact],
        *,
        preview_videos: bool,
    ) -> None:
        self.library, self.studio, self.ledger = library, studio, ledger
        self.bring, self.planned = bring, planned
        self.preview_videos = preview_videos
        self.plan = Plan()

    def make(self) -> list[Diagnostic]:
        """Make all that is stale, stage by stage; return what is wrong with the plan."""
        self.plan = plan_media(self.library, self.studio, preview_videos=self.preview_videos)
        self.bring(_("Ảnh, áp phích và video"), self.plan.artifacts)
        reels = plan_reels(self.plan, self._videos(), self.studio)
        self.bring(_("Video ghép của từng nơi"), reels)
        self.bring(_("Bộ chia sẻ"), plan_kits(self.library, self._standing(), self.studio))
        return self.plan.findings

    def _videos(self) -> dict[str, Record]:
        """Return what is known of the videos for reels that stand in output/ as published."""
        records, output = self.ledger.records, self.studio.project.output
        names = {file.path for files in self.plan.reels.values() for file in files}
        there = (name for name in names if name in records)
        return {name: records[name] for name in there if not self.ledger.touched(name, output)}

    def _standing(self) -> dict[str, Record]:
        """Return what is known of every planned file that stands in output/ as planned."""
        records = self.ledger.records
        return {
            name: records[name]
            for name, artifact in self.planned.items()
            if name in records and records[name].fingerprint == artifact.fingerprint
        }

    def nights(self) -> Iterator[Diagnostic]:
        """Yield what stands in output/ for the day and lacks its form for the dark."""

        def shown(folder: str) -> set[str]:
            files = self.plan.loops.get(folder, ())
            return {f.item.message.id for f in files if f.path in self.ledger.records}

        for place in self.library.places:
            if place.id in self.plan.loops:
                fmt = self.studio.formats[place.format]
                folders = (loop_folder(place.id, night=dark) for dark in (False, True))
                yield from check_night(place, fmt, *(shown(folder) for folder in folders))

    def proof(self, pages: Iterable[str], report: Report, *, complete: bool) -> Artifact:
        """Return the artifact of the proof page.

        Args:
            pages: output path of every page.
            report: all findings of the run.
            complete: whether output/ holds all that is planned.
        """
        page = plan_proof_page(
            self.library,
            self.plan,
            self.planned,
            pages,
            self.studio,
            self.ledger,
            report,
            complete=complete,
        )
        return plan_proof(page, self.studio)
