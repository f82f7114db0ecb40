"""A whole build: a project and the user's choices in, an output folder brought up to date out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.boards.night import check_night, loop_folder
from generator.build.artifact import HELD, Artifact
from generator.build.ledger import Ledger, Record
from generator.build.lock import only_one
from generator.build.make import Maker, Progress
from generator.build.manifest import NAME as MANIFEST
from generator.build.manifest import complete_build, next_change, read_manifest, write_manifest
from generator.build.plan import Plan, plan_media
from generator.build.plan_reel import plan_reels
from generator.build.plan_web import plan_proof, plan_site
from generator.build.project import Project
from generator.build.proof import plan_proof_page
from generator.build.publish import leftovers, remove
from generator.build.records import publish_records
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.content.model import Library, Surface
from generator.content.nearest import did_you_mean
from generator.diagnostics import Diagnostic, Report, error
from generator.i18n import _

CACHE_LIMIT_BYTES = 5_000_000_000
PROOF = "proof/index.html"


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for.

    Attributes:
        only: surfaces to make, or empty for all; wards, messages: the same by slug and id.
        drafts: whether the proof also gets the videos of drafts.
        jobs: worker processes.
        rehearsal: built for another day than today, so no records are kept.
    """

    only: frozenset[Surface] = frozenset()
    wards: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    drafts: bool = False
    jobs: int = 1
    rehearsal: bool = False

    @property
    def partial(self) -> bool:
        """Return whether some of the output is not looked at."""
        return bool(self.only or self.wards or self.messages)

    def wants(self, artifact: Artifact) -> bool:
        """Return whether an artifact is among what was asked for."""
        if artifact.surface is not None and self.only and artifact.surface not in self.only:
            return False
        if self.messages and artifact.message not in self.messages:
            return False
        return not self.wards or artifact.ward in self.wards


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did.

    Attributes:
        made: path → why it was made; reused, removed, held: counts.
        seconds: wall time.
        next_change: next moment at which the output changes by itself, or None.
        report: all findings.
        complete: whether output/ holds everything that is planned, as planned.
    """

    made: dict[str, str]
    reused: int
    removed: int
    held: int
    seconds: float
    next_change: datetime | None
    report: Report
    complete: bool


def build(project: Project, now: datetime, options: Options, progress: Progress) -> Outcome:
    """Load, plan, make, publish and record.

    Raises:
        BusyError: another build works in this folder.
        OSError: the disk is full or a folder cannot be written.
    """
    with only_one(project.private / "lock"):
        return _Build(project, now, options, progress).run()


class _Build:
    """The phases of one build, in order."""

    def __init__(
        self, project: Project, now: datetime, options: Options, progress: Progress
    ) -> None:
        self.started = time.monotonic()
        self.project = project
        self.options = options
        self.studio = Studio(project, now)
        self.ledger = Ledger.open(project.ledger)
        self.studio.world.stats.update(self.ledger.stats)
        self.maker = Maker(self.studio, self.ledger, progress, options.jobs)
        self.planned: dict[str, Artifact] = {}
        self.begun = False

    def run(self) -> Outcome:
        for path in leftovers(self.project.output):
            path.unlink(missing_ok=True)
        library, report = load_library(self.studio.world)
        report.extend(_unknown(self.options, library))
        plan = plan_media(library, self.studio, preview_videos=self.options.drafts)
        report.extend(plan.findings)
        self._bring(_("Ảnh, áp phích và video"), plan.artifacts)
        self._bring(_("Video ghép của từng nơi"), plan_reels(plan, self._videos(plan), self.studio))
        sizes = self._sizes()
        site = plan_site(library, self.studio, sizes, self._captions(sizes))
        self._bring(_("Trang web"), site)
        removed = self._prune()
        # In an order that does not tell which worker was quicker.
        found = self.maker.tally.findings
        report.extend(sorted(found, key=lambda f: (f.message_id, f.artifact, f.code, f.message)))
        report.extend(self._nights(library, plan))
        complete = self._complete()
        self._finish(library, plan, report, complete=complete)
        tally = self.maker.tally
        return Outcome(
            made=tally.made,
            reused=len(tally.reused),
            removed=removed,
            held=len(tally.held),
            seconds=time.monotonic() - self.started,
            next_change=next_change(library, self.studio.now),
            report=report,
            complete=complete,
        )

    def _nights(self, library: Library, plan: Plan) -> Iterator[Diagnostic]:
        """Yield what stands in output/ for the day and lacks its form for the dark."""

        def shown(folder: str) -> set[str]:
            files = plan.loops.get(folder, ())
            return {f.item.message.id for f in files if f.path in self.ledger.records}

        for place in library.places:
            if place.id in plan.loops:
                fmt = self.studio.formats[place.format]
                yield from check_night(
                    place,
                    fmt,
                    *(shown(loop_folder(place.id, night=dark)) for dark in (False, True)),
                )

    def _bring(self, title: str, artifacts: dict[str, Artifact]) -> None:
        """Make what is stale among some artifacts and was asked for."""
        self.planned.update(artifacts)
        stale = self.maker.stale(a for a in artifacts.values() if self.options.wants(a))
        if stale:
            self._begin()
            self.maker.make(title, stale)

    def _begin(self) -> None:
        """Take away what says that output/ is complete, before the first file changes."""
        if not self.begun:
            self.begun = True
            for name in (MANIFEST, PROOF):
                (self.project.output / name).unlink(missing_ok=True)

    def _videos(self, plan: Plan) -> dict[str, Record]:
        """Return what is known of the videos for reels that stand in output/ as published."""
        records, output = self.ledger.records, self.project.output
        names = {file.path for files in plan.reels.values() for file in files}
        there = (name for name in names if name in records)
        return {name: records[name] for name in there if not self.ledger.touched(name, output)}

    def _sizes(self) -> dict[str, int]:
        """Return path → bytes of every planned file that stands in output/."""
        records = self.ledger.records
        return {
            name: records[name].size
            for name in self.planned
            if name in records and (self.project.output / name).is_file()
        }

    def _captions(self, names: Iterable[str]) -> dict[str, str]:
        """Return path → text of the captions beside pages."""
        output = self.project.output
        beside = (name for name in names if name.startswith("web/") and name.endswith(".vtt"))
        return {name: (output / name).read_text(encoding="utf-8") for name in beside}

    def _prune(self) -> int:
        """Remove what is no longer planned; return how many files went."""
        output = self.project.output
        known = {*self.ledger.records, *_listed(output)} - {PROOF}
        held = {HELD + name for name in self.ledger.held if name in self.planned}
        gone = sorted(known - self.planned.keys() - held)
        for name in gone:
            self._begin()
            remove(output / name, output)
            self.ledger.records.pop(name, None)
        for name in [name for name in self.ledger.held if name not in self.planned]:
            del self.ledger.held[name]
        return len(gone)

    def _complete(self) -> bool:
        """Return whether every planned file stands in output/ as planned."""
        if not self.options.partial:
            return not self.maker.tally.held and not self.maker.tally.failures
        return all(not self.ledger.stale(a, self.project.output) for a in self.planned.values())

    def _finish(self, library: Library, plan: Plan, report: Report, *, complete: bool) -> None:
        """Write proof, records, manifest and ledger, in this order."""
        page = plan_proof_page(
            library, plan, self.planned, self.studio, self.ledger, report, complete=complete
        )
        proof = plan_proof(page, self.studio)
        self.planned[proof.path] = proof
        stale = self.maker.stale([proof])
        if stale:
            self._begin()
            self.maker.make("", stale)
        if not self.options.rehearsal:
            publish_records(library, self.planned, self.ledger, self.project, self.studio.now)
        complete_build(self.ledger, tuple(ward.slug for ward in library.wards))
        upcoming = next_change(library, self.studio.now)
        write_manifest(self.project.output, self.ledger, upcoming, complete=complete)
        self._save()

    def _save(self) -> None:
        """Keep the ledger, trim the cache and write down unexpected errors."""
        self.ledger.stats = self.studio.world.stats
        if self.begun or not self.ledger.settled:
            self.ledger.save()
        failures = self.maker.tally.failures
        if any(failures.values()):
            text = "\n".join(f"{path}\n{trace}" for path, trace in failures.items())
            (self.project.private / "errors.log").write_text(text, encoding="utf-8")
        if self.begun:
            from generator.paint.video.segments import DiskStore  # noqa: PLC0415 - only after work

            DiskStore(self.project.cache / "segments").trim(CACHE_LIMIT_BYTES)


def _unknown(options: Options, library: Library) -> Iterator[Diagnostic]:
    """Yield an error for every ward and message that was asked for and does not exist."""
    wards = [ward.slug for ward in library.wards]
    messages = [entry.id for entry in library.entries]
    for name in sorted(options.wards - set(wards)):
        message = _("Không có phường, xã “{name}” trong content/wards.", name=name)
        yield error("unknown-ward", message, hint=did_you_mean(name, wards))
    for name in sorted(options.messages - set(messages)):
        message = _("Không có bản tin “{name}”.", name=name)
        yield error("unknown-message", message, hint=did_you_mean(name, messages))


def _listed(output: Path) -> set[str]:
    """Return the files that the manifest in output/ speaks of."""
    return set((read_manifest(output) or {}).get("files", ()))
