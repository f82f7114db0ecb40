"""A whole build: a project and the user's choices in, an output folder brought up to date out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build.artifact import HELD, Artifact
from generator.build.changes import clear_changes
from generator.build.crew import Crew
from generator.build.ledger import Changes, Ledger
from generator.build.lock import only_one
from generator.build.make import Maker, Progress
from generator.build.manifest import NAME as MANIFEST
from generator.build.manifest import (
    complete_build,
    manifest_known,
    next_change,
    read_manifest,
    write_manifest,
)
from generator.build.plan_web import plan_assets
from generator.build.project import Project
from generator.build.publish import leftovers, remove
from generator.build.records import publish_records
from generator.build.sites import SiteMaker, page_inputs
from generator.build.studio import Studio
from generator.content.drafted import as_drafted
from generator.content.library import load_library
from generator.content.model import Library, Surface
from generator.content.nearest import did_you_mean
from generator.diagnostics import Diagnostic, Report, error
from generator.i18n import _
from generator.site.pages import Sites

if TYPE_CHECKING:
    from generator.build.media import Media

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
        in_place: drafts stand, marked, where the public forms would; never for output/.
        pages: whether pages alone are made; they link to what stands beside them.
    """

    only: frozenset[Surface] = frozenset()
    wards: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    drafts: bool = False
    jobs: int = 1
    rehearsal: bool = False
    in_place: bool = False
    pages: bool = False

    @property
    def partial(self) -> bool:
        """Return whether some of the output is not looked at."""
        return bool(self.only or self.wards or self.messages or self.pages)

    def wants(self, artifact: Artifact) -> bool:
        """Return whether an artifact is among what was asked for."""
        if artifact.surface is not None and self.only and artifact.surface not in self.only:
            return False
        return self.wants_of(artifact.ward, artifact.message)

    def wants_of(self, ward: str, message: str) -> bool:
        """Return whether what is of a ward and a message is among what was asked for."""
        if self.messages and message not in self.messages:
            return False
        return not self.wards or ward in self.wards

    def wants_page(self, ward: str, message: str) -> bool:
        """Return the same for a page."""
        web = not self.only or Surface.WEB in self.only
        return web and self.wants_of(ward, message)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did.

    Attributes:
        made: path → why it was made; reused, removed, held: counts.
        seconds: wall time.
        next_change: next moment at which the output changes by itself, or None.
        report: all findings.
        complete: whether output/ holds everything that is planned, as planned.
        phases: name of a phase → its seconds, in the order in which they ran.
        changes: ward → web files that the last build to change any added, changed and removed.
        wards: slug → name of the wards that are built.
    """

    made: dict[str, str]
    reused: int
    removed: int
    held: int
    seconds: float
    next_change: datetime | None
    report: Report
    complete: bool
    phases: dict[str, float]
    changes: Changes
    wards: dict[str, str]


def build(project: Project, now: datetime, options: Options, progress: Progress) -> Outcome:
    """Load, plan, make, publish and record.

    Raises:
        BusyError: another build works in this folder.
        OSError: the disk is full or a folder cannot be written.
    """
    with only_one(project.private / "lock"):
        work = _Build(project, now, options, progress)
        with work.crew:
            return work.run()


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
        self.crew = Crew(self.studio, options.jobs, cold=not self.ledger.records)
        self.planned: dict[str, Artifact] = {}
        self.pages: dict[str, str] = {}
        self.begun = False
        self.phases: dict[str, float] = {}

    @property
    def running(self) -> Path:
        """Return the file that stands while a build changes output/."""
        return self.project.private / "running"

    def run(self) -> Outcome:
        self._sweep()
        if self.options.pages and self.crew.cold:
            self.crew.start()
        library, report = load_library(self.studio.world, self.crew.read)
        if self.options.in_place:
            library = as_drafted(library)
        report.extend(_unknown(self.options, library))
        self._timed("load")
        media = None if self.options.pages else self._media(library)
        if media is not None:
            report.extend(media.make())
        self._timed("media")
        assets = plan_assets(library, self.studio)
        sizes = self._sizes()
        captions = self._captions(sizes)
        sizes |= {path.removeprefix("web/"): 0 for path in assets if path.startswith("web/")}
        sites = Sites(library, self.studio.now, sizes, captions)
        pages = SiteMaker(self.maker, self.crew, sites, page_inputs(self.studio))
        self.pages = pages.plan(self.options.wants_page)
        with pages.rendering(self._begin):
            # Made while workers render.
            self._bring("", assets)
        self._timed("pages")
        removed = self._prune()
        # In an order that does not tell which worker was quicker.
        found = self.maker.tally.findings
        report.extend(sorted(found, key=lambda f: (f.message_id, f.artifact, f.code, f.message)))
        if media is not None:
            report.extend(media.nights())
        complete = self._complete()
        self._finish(library, media, report, complete=complete)
        self._timed("record")
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
            phases=self.phases,
            changes=self.ledger.changes,
            wards={ward.slug: ward.name for ward in library.wards},
        )

    def _timed(self, phase: str) -> None:
        """Note how long a phase took that ends now."""
        spent = sum(self.phases.values())
        self.phases[phase] = time.monotonic() - self.started - spent

    def _sweep(self) -> None:
        """Remove what a killed run left; only a run that did not end leaves anything."""
        if self.running.exists() or not self.project.ledger.exists():
            for path in leftovers(self.project.output):
                path.unlink(missing_ok=True)

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
            self.running.parent.mkdir(parents=True, exist_ok=True)
            self.running.touch()
            clear_changes(self.project.output)
            for name in (MANIFEST, PROOF):
                (self.project.output / name).unlink(missing_ok=True)

    def _sizes(self) -> dict[str, int]:
        """Return path below web/ → bytes of every file there that is planned and is no page."""
        records, output = self.ledger.records, self.project.output
        # Without a plan of the media, those count that an earlier build put there.
        names = [n for n, r in records.items() if _beside(n)] if self.options.pages else []
        names += [name for name in self.planned if name.startswith("web/") and name in records]
        return {
            name.removeprefix("web/"): records[name].size
            for name in names
            if (output / name).is_file()
        }

    def _captions(self, names: Iterable[str]) -> dict[str, str]:
        """Return path below web/ → text of the captions beside pages."""
        web = self.project.output / "web"
        beside = (name for name in names if name.endswith(".vtt"))
        return {name: (web / name).read_text(encoding="utf-8") for name in beside}

    def _prune(self) -> int:
        """Remove what is no longer planned; return how many files went."""
        output = self.project.output
        known = set(self.ledger.records)
        if not manifest_known(output, self.ledger):
            known |= _listed(output)
        known -= {PROOF}
        if self.options.pages:
            known = {n for n in known if n.startswith("web/") and not _beside(n)}
        held = {HELD + name for name in self.ledger.held if name in self.planned}
        gone = sorted(known - self.planned.keys() - self.pages.keys() - held)
        for name in gone:
            self._begin()
            remove(output / name, output)
            self.ledger.forget(name)
        if not self.options.pages:
            for name in [name for name in self.ledger.held if name not in self.planned]:
                del self.ledger.held[name]
        return len(gone)

    def _complete(self) -> bool:
        """Return whether every planned file stands in output/ as planned."""
        if self.options.pages:
            return False
        if not self.options.partial:
            return not self.maker.tally.held and not self.maker.tally.failures
        records, output = self.ledger.records, self.project.output
        pages = all(
            path in records
            and records[path].fingerprint == fingerprint
            and not self.ledger.touched(path, output)
            for path, fingerprint in self.pages.items()
        )
        return pages and all(not self.ledger.stale(a, output) for a in self.planned.values())

    def _media(self, library: Library) -> Media:
        from generator.build.media import Media  # noqa: PLC0415 - a build of pages needs none of it

        drafts = self.options.drafts
        return Media(
            library, self.studio, self.ledger, self._bring, self.planned, preview_videos=drafts
        )

    def _finish(
        self, library: Library, media: Media | None, report: Report, *, complete: bool
    ) -> None:
        """Write proof, records, manifest and ledger, in this order."""
        if media is not None:
            proof = media.proof(self.pages, report, complete=complete)
            self.planned[proof.path] = proof
            stale = self.maker.stale([proof])
            if stale:
                self._begin()
                self.maker.make("", stale)
        if not self.options.rehearsal:
            publish_records(library, self.pages, self.ledger, self.project, self.studio.now)
        complete_build(self.ledger, tuple(ward.slug for ward in library.wards))
        upcoming = next_change(library, self.studio.now)
        write_manifest(
            self.project.output, self.ledger, upcoming, complete=complete, begun=self.begun
        )
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
        if self.begun and not self.options.pages:
            from generator.paint.video.segments import DiskStore  # noqa: PLC0415 - only after work

            DiskStore(self.project.cache / "segments").trim(CACHE_LIMIT_BYTES)
        self.running.unlink(missing_ok=True)


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


def _beside(name: str) -> bool:
    """Return whether a file of a ward's folder stands beside its pages, web/<ward>/media/…."""
    parts = name.split("/", 3)
    return len(parts) == 4 and (parts[0], parts[2]) == ("web", "media")  # noqa: PLR2004 - as above


def _listed(output: Path) -> set[str]:
    """Return the files that the manifest in output/ speaks of."""
    return set((read_manifest(output) or {}).get("files", ()))
