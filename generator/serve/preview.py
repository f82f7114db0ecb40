"""Where a preview is built: a project in, the same project with folders of the preview's own out.

A preview shows drafts in place, so it must never touch output/: it has an output folder, a ledger
and a lock of its own below .tintot/preview/, and shares the cache alone.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.build.ledger import Ledger
from generator.build.project import Project
from generator.build.publish import replace, stage_twin


@dataclass(frozen=True, slots=True)
class Preview(Project):
    """The folders of a preview; everything a build takes as a project."""

    @classmethod
    def of(cls, project: Project) -> Preview:
        """Return the preview of a project."""
        output = project.private / "preview" / "output"
        return cls(project.content, project.layouts, output, project.cache)

    @property
    def private(self) -> Path:
        """Return the folder of the preview's ledger and lock."""
        return self.home / ".tintot" / "preview"


def adopt(project: Project, preview: Preview) -> int:
    """Let the preview begin with the finished files of output/ as hard links; return how many.

    Making all pictures and videos of a campaign again would take minutes. What the preview already
    has is left alone. Nothing in output/ changes: files there are only ever replaced as a whole.
    """
    theirs, ours = Ledger.open(project.ledger), Ledger.open(preview.ledger)
    known = {
        name: record
        for name, record in sorted(theirs.records.items())
        if name not in ours.records and not theirs.touched(name, project.output)
    }
    if not known:
        return 0
    ours.announce(known)
    for name in known:
        # A file that vanishes or is busy meanwhile will be made by the build.
        with suppress(OSError):
            target = preview.output / name
            replace(stage_twin(target, project.output / name), target)
    ours.stats.update(theirs.stats)
    ours.save()
    return len(known)
