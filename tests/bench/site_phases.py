"""A project folder in, as the only argument; the seconds of each phase of a build, as JSON, out."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from generator.build.build import Options, build
from generator.build.project import Project
from generator.cli import MOST_JOBS
from generator.world import HANOI


class Silent:
    """Shows no progress."""

    def start(self, title: str, weight: float) -> None: ...

    def advance(self, path: str, weight: float) -> None: ...

    def stop(self) -> None: ...


def main() -> None:
    home = Path(sys.argv[1])
    project = Project.at(home / "content", None, home / "output")
    options = Options(pages=True, jobs=min(os.cpu_count() or 1, MOST_JOBS))
    outcome = build(project, datetime.now(UTC).astimezone(HANOI), options, Silent())
    print(json.dumps({**outcome.phases, "whole": outcome.seconds}))


if __name__ == "__main__":
    main()
