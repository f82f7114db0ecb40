"""The steps of a preview: a step and a moment in, that part of the preview brought up to date out.

The only place that knows how a step is asked of a build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generator.build.build import Options, build
from generator.content.model import Surface
from generator.diagnostics import Diagnostic
from generator.serve.preview import Preview
from generator.serve.troubles import explain, named


class Step(StrEnum):
    """How far a preview is brought up to date."""

    PAGES = "pages"
    PICTURES = "pictures"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a step.

    Attributes:
        findings: all that the run said.
        next_change: when the preview changes by itself, or None.
        made: number of files made; seconds: what it took.
    """

    step: Step
    findings: tuple[Diagnostic, ...]
    next_change: datetime | None = None
    made: int = 0
    seconds: float = 0.0


Builder = Callable[[Step, datetime], Built]


def options(step: Step, wards: frozenset[str], jobs: int) -> Options:
    """Return what a build is asked for.

    No record is ever kept of a preview, and drafts stand in place in it.
    """
    common = {"wards": wards, "jobs": jobs, "rehearsal": True, "in_place": True}
    match step:
        case Step.PAGES:
            return Options(pages=True, **common)  # type: ignore[arg-type] # one mapping for all
        case Step.PICTURES:
            return Options(only=frozenset({Surface.WEB}), **common)  # type: ignore[arg-type]
        case Step.ALL:
            return Options(drafts=True, **common)  # type: ignore[arg-type]


def bring(preview: Preview, step: Step, now: datetime, wards: frozenset[str], jobs: int) -> Built:
    """Bring a step of a preview up to date; whatever stops it becomes a finding."""
    try:
        outcome = build(preview, now, options(step, wards, jobs), _Quiet())
    except Exception as problem:  # noqa: BLE001 - the preview goes on, whatever happens to a build
        return Built(step, explain(problem, preview))
    findings = named(outcome.report, preview)
    return Built(step, findings, outcome.next_change, len(outcome.made), outcome.seconds)


class _Quiet:
    """Shows no progress."""

    def start(self, title: str, weight: float) -> None:
        """Begin a phase."""

    def advance(self, path: str, weight: float) -> None:
        """Note that a file is done."""

    def stop(self) -> None:
        """End the phase."""
