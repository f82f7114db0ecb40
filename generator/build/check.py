"""Checking without building: a project in, every finding about content and layout out."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from generator.build.plan import plan_media
from generator.build.project import Project
from generator.build.recipes.poster import Poster
from generator.build.recipes.still import Still
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.content.model import Library
from generator.diagnostics import Report


def check_project(project: Project, now: datetime) -> tuple[Library, Report]:
    """Return the library and all findings that a build would print; nothing is written.

    Pictures and posters are laid out but not painted; prepared fonts go to a temporary folder.
    """
    with tempfile.TemporaryDirectory(prefix="tintot-") as folder:
        private = Path(folder)
        studio = Studio(replace(project, scratch=private), now)
        library, report = load_library(studio.world)
        plan = plan_media(library, studio)
        report.extend(plan.findings)
        seen: set[str] = set()
        for artifact in plan.artifacts.values():
            recipe = artifact.recipe
            if isinstance(recipe, Still | Poster) and artifact.fingerprint not in seen:
                seen.add(artifact.fingerprint)
                report.extend(recipe.check(studio, artifact.path))
    return library, report
