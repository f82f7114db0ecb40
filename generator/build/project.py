"""Where a project keeps its folders: command-line choices in, absolute paths out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.world import DiskWorld

SOURCE_LAYOUTS = Path(__file__).resolve().parents[2] / "layouts"


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project; picklable, so that workers can open the same world.

    Attributes:
        content, layouts, output: as chosen, absolute.
        scratch: folder for the cache in place of `.tintot/cache`, or None.
    """

    content: Path
    layouts: Path
    output: Path
    scratch: Path | None = None

    @classmethod
    def at(
        cls,
        content: Path = Path("content"),
        layouts: Path | None = None,
        output: Path = Path("output"),
    ) -> Project:
        """Return the project of a content folder; layouts default to the program's own."""
        local = content.parent / "layouts"
        chosen = layouts or (local if local.is_dir() else SOURCE_LAYOUTS)
        return cls(*(p.absolute() for p in (content, chosen, output)))

    @property
    def home(self) -> Path:
        """Return the folder that holds content/."""
        return self.content.parent

    @property
    def private(self) -> Path:
        """Return the folder of cache, ledger and lock."""
        return self.home / ".tintot"

    @property
    def cache(self) -> Path:
        """Return the folder of prepared fonts, remembered results and video segments."""
        return self.scratch or self.private / "cache"

    @property
    def records(self) -> Path:
        """Return the folder of approvals, publications and hand-overs."""
        return self.home / "records"

    @property
    def ledger(self) -> Path:
        """Return the ledger of this output folder; it survives a move of the whole project."""
        inside = self.output.is_relative_to(self.home)
        name = self.output.relative_to(self.home) if inside else self.output
        key = hashlib.blake2b(name.as_posix().encode("utf-8"), digest_size=4).hexdigest()
        return self.private / f"ledger-{key}.json"

    def world(self, now: datetime) -> DiskWorld:
        """Return the world of this project for a moment."""
        roots = {"content": self.content, "layouts": self.layouts, "records": self.records}
        return DiskWorld(roots, self.cache, now)
