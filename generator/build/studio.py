"""What one process loads once: a project and a moment in, surfaces, formats and stores out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from generator.build.project import Project
from generator.canonical import digest
from generator.world import DiskWorld

if TYPE_CHECKING:
    from generator.layout.formats import Format, Theme
    from generator.layout.surfaces import Surfaces
    from generator.paint.video.segments import SegmentStore

PREFLIGHT = "layouts/preflight.toml"


@dataclass(frozen=True)
class Studio:
    """Everything recipes need; each part is loaded when first used.

    Attributes:
        project: folders.
        now: the moment the build works for.
    """

    project: Project
    now: datetime

    @cached_property
    def world(self) -> DiskWorld:
        """Return the world of the project."""
        return self.project.world(self.now)

    @cached_property
    def formats(self) -> dict[str, Format]:
        """Return all formats by id."""
        from generator.layout.formats import load_formats  # noqa: PLC0415 - not for pages

        return load_formats(self.world)

    @cached_property
    def themes(self) -> dict[str, Theme]:
        """Return all themes by id."""
        from generator.layout.formats import load_themes  # noqa: PLC0415 - as above

        return load_themes(self.world)

    def theme(self, name: str, *, night: bool = False) -> Theme:
        """Return a theme, or its form for boards in the dark."""
        return self.themes[name].at_night() if night else self.themes[name]

    @cached_property
    def layout(self) -> str:
        """Return a hash of every file that shapes pictures and print."""
        folders = ("surfaces", "glyphs", "print")
        files = [path for name in folders for path in self.world.files(f"layouts/{name}")]
        return digest([[path, self.world.digest(path)] for path in files])

    @cached_property
    def preflight(self) -> str:
        """Return a hash of the thresholds of the preflight."""
        return self.world.digest(PREFLIGHT)

    @cached_property
    def surfaces(self) -> Surfaces:
        """Return all layouts."""
        from generator.layout.surfaces import load_surfaces  # noqa: PLC0415 - only to compose

        return load_surfaces(self.world)

    @cached_property
    def segments(self) -> SegmentStore:
        """Return the store of encoded video segments."""
        from generator.paint.video.segments import DiskStore  # noqa: PLC0415 - only for video

        return DiskStore(self.project.cache / "segments")
