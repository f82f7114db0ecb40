"""Making what is stale: planned artifacts in, published files and a kept ledger out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Protocol

from generator.build import publish
from generator.build.artifact import HELD, Artifact
from generator.build.ledger import Held, Ledger, Record
from generator.build.pool import Result, Task, executor
from generator.build.publish import BusyFileError, stage_twin
from generator.build.schedule import run
from generator.build.studio import Studio
from generator.diagnostics import Diagnostic, error
from generator.i18n import _


class Progress(Protocol):
    """Shows how far the work is."""

    def start(self, title: str, weight: float) -> None:
        """Begin a phase that will take about `weight` core-seconds."""

    def advance(self, path: str, weight: float) -> None:
        """Note that a file is done."""

    def stop(self) -> None:
        """End the phase."""


@dataclass(slots=True)
class Tally:
    """What a run did.

    Attributes:
        made: path → why, of every file whose bytes are new in its place.
        reused: paths left as they were.
        held: paths whose newest form is not published.
        failures: path → traceback of an unexpected error.
        findings: of all artifacts looked at, reused ones included.
    """

    made: dict[str, str] = field(default_factory=dict)
    reused: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)


class Maker:
    """Brings one output folder up to date, artifact by artifact."""

    def __init__(self, studio: Studio, ledger: Ledger, progress: Progress, jobs: int) -> None:
        self.studio = studio
        self.output = studio.project.output
        self.ledger = ledger
        self.progress = progress
        self.jobs = jobs
        self.tally = Tally()

    def stale(self, artifacts: Iterable[Artifact]) -> dict[str, tuple[Artifact, str]]:
        """Return path → artifact and reason of all that must be made; note the rest as reused."""
        found: dict[str, tuple[Artifact, str]] = {}
        for artifact in artifacts:
            held = self.ledger.held.get(artifact.path)
            shown = HELD + artifact.path
            known = shown in self.ledger.records and not self.ledger.touched(shown, self.output)
            if held is not None and known and held.fingerprint == artifact.fingerprint:
                self.tally.held.append(artifact.path)
                self.tally.findings.extend(held.findings)
                continue
            reason = self.ledger.stale(artifact, self.output)
            if reason:
                found[artifact.path] = (artifact, reason)
            else:
                self.ledger.held.pop(artifact.path, None)
                self.tally.reused.append(artifact.path)
                self.tally.findings.extend(self.ledger.records[artifact.path].findings)
        return found

    def make(self, title: str, stale: dict[str, tuple[Artifact, str]]) -> None:
        """Make and publish what is stale; files of equal fingerprint are made once."""
        left = self._twin_known(stale)
        groups: dict[str, list[Artifact]] = {}
        for artifact, _reason in left.values():
            groups.setdefault(artifact.fingerprint, []).append(artifact)
        if not groups:
            return
        twins = {group[0].path: group for group in groups.values()}
        weight = sum(group[0].recipe.weight for group in groups.values())
        batches = _batches([group[0] for group in groups.values()])
        weights = {path: group[0].recipe.weight for path, group in twins.items()}
        left_over = dict(weights)

        def note(path: str, share: float) -> None:
            done = share * weights[path]
            left_over[path] -= done
            self.progress.advance(path, done)

        self.progress.start(title, weight)
        try:
            with executor(self.studio, weight, self.jobs) as pool:
                for results in run(pool, batches, note):
                    for result in results:
                        self.progress.advance(result.path, left_over[result.path])
                        self._take(result, twins[result.path], left)
        finally:
            self.progress.stop()

    def _twin_known(
        self, stale: dict[str, tuple[Artifact, str]]
    ) -> dict[str, tuple[Artifact, str]]:
        """Publish under a new name what stands whole under another; return what is left."""
        wanted = {artifact.fingerprint for artifact, _reason in stale.values()}
        known: dict[str, str] = {}
        for name, record in self.ledger.records.items():
            if record.fingerprint in wanted and not self.ledger.touched(name, self.output):
                known.setdefault(record.fingerprint, name)
        staged: list[tuple[Artifact, Path, Record]] = []
        left: dict[str, tuple[Artifact, str]] = {}
        for path, (artifact, reason) in stale.items():
            source = known.get(artifact.fingerprint)
            if source is None:
                left[path] = (artifact, reason)
                continue
            # All names are staged before the first is moved: a renumbered loop swaps names.
            temporary = stage_twin(self.output / path, self.output / source)
            staged.append((artifact, temporary, self.ledger.records[source]))
        self._publish(
            [(a, t, self._record(a, t, r.size, r.sha256, r.findings)) for a, t, r in staged]
        )
        for artifact, _temporary, _record in staged:
            self.tally.made[artifact.path] = stale[artifact.path][1]
        return left

    def _take(
        self, result: Result, group: Sequence[Artifact], stale: dict[str, tuple[Artifact, str]]
    ) -> None:
        """Publish a result under all its names, or note why it is not."""
        if result.failure:
            for artifact in group:
                self.tally.failures[artifact.path] = result.failure
            self._note(
                group[0],
                error(
                    "not-made",
                    _("Không tạo được tệp {path}.", path=result.path),
                    hint=_(
                        "Chi tiết nằm trong .tintot/errors.log; xin gửi tệp này cho người hỗ trợ."
                    ),
                ),
            )
            return
        assert result.temporary is not None, "only a failure leaves nothing"
        self.tally.findings.extend(result.findings)
        if result.held:
            for artifact in group:
                self.ledger.held[artifact.path] = Held(artifact.fingerprint, result.findings)
                self.tally.held.append(artifact.path)
            group = [replace(artifact, path=HELD + artifact.path) for artifact in group]
        first, *others = group

        def record(artifact: Artifact, temporary: Path) -> tuple[Artifact, Path, Record]:
            noted = self._record(artifact, temporary, result.size, result.sha256, result.findings)
            return artifact, temporary, noted

        self._publish([record(first, result.temporary)])
        twins = [(a, stage_twin(self.output / a.path, self.output / first.path)) for a in others]
        self._publish([record(artifact, temporary) for artifact, temporary in twins])
        for artifact in group:
            if artifact.path not in self.tally.failures and not result.held:
                self.tally.made[artifact.path] = stale[artifact.path][1]

    def _note(self, artifact: Artifact, finding: Diagnostic) -> None:
        """Keep a finding about an artifact that was not published."""
        named = replace(finding, message_id=artifact.message, artifact=artifact.path)
        self.tally.findings.append(named)

    def _record(
        self,
        artifact: Artifact,
        temporary: Path,
        size: int,
        sha256: str,
        findings: tuple[Diagnostic, ...],
    ) -> Record:
        return Record(
            artifact.fingerprint,
            artifact.inputs,
            size,
            temporary.stat().st_mtime_ns,
            sha256,
            artifact.message,
            artifact.ward,
            findings,
        )

    def _publish(self, staged: Sequence[tuple[Artifact, Path, Record]]) -> None:
        """Move finished files to their places."""
        # Noted first: a run killed between the two knows that the files may be there.
        self.ledger.announce({artifact.path: record for artifact, _temporary, record in staged})
        for artifact, temporary, _record in staged:
            try:
                publish.replace(temporary, self.output / artifact.path)
            except BusyFileError:
                temporary.unlink(missing_ok=True)
                self.busy(artifact.path, artifact.message)

    def busy(self, path: str, message: str) -> None:
        """Note a file that could not be replaced."""
        self.tally.failures[path] = ""
        finding = error(
            "busy-file",
            _("Tệp {path} đang mở trong chương trình khác.", path=path),
            hint=_("Đóng chương trình đang mở tệp này rồi chạy lại."),
        )
        self.tally.findings.append(replace(finding, message_id=message, artifact=path))


def _batches(artifacts: Sequence[Artifact]) -> list[list[Task]]:
    """Return the work in batches, the longest first so that no worker ends late."""
    ordered = sorted(artifacts, key=lambda a: (a.batch, a.path))
    groups = [list(group) for _name, group in groupby(ordered, key=lambda a: a.batch)]
    groups.sort(key=lambda group: -sum(a.recipe.weight for a in group))
    return [[Task(a.path, a.recipe) for a in group] for group in groups]
