"""Weigh a ward's web folder with its videos: `python tests/bench/disk.py [--messages 4]`.

Builds the web folder of one ward of the shipped sample for real and prints what each sort of file
takes, and what 150 such messages would take beside the limit of 400 MB. The newest messages alone
have all sizes of their social pictures there, so these are counted for as many as one page offers.
Takes about a minute a message on two cores.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path

from generator.build.artifact import Artifact
from generator.build.build import Options, build
from generator.build.console import progress
from generator.build.project import Project
from generator.site.sharenow import MOST_POSTS
from generator.world import HANOI

ROOT = Path(__file__).parents[2]
WARD, MANY, LIMIT_MB = "ngoc-ha", 150, 400
MB = 1_000_000
# Sizes that only the newest messages have in the folder.
EXTRA = re.compile(r"social-(?!1200x630)")


class OneFolder(Options):
    """Asks for one ward's web folder and nothing else."""

    def wants(self, artifact: Artifact) -> bool:
        """Return whether a file lies in the folder, and is of one of the messages."""
        base = f"web/{WARD}/"
        return artifact.path.startswith(base) and artifact.message in {"", *self.messages}


def main() -> None:
    """Build, weigh and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=4)
    wanted = parser.parse_args().messages
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("content", "records"):
            shutil.copytree(ROOT / part, folder / part)
        ids = sorted(p.stem for p in (folder / "content/messages").glob("*.md"))
        step = max(1, len(ids) // wanted)
        chosen = frozenset(ids[::step][:wanted])
        project = Project.at(folder / "content", None, folder / "output")
        options = OneFolder(messages=chosen, jobs=os.cpu_count() or 1)
        now = datetime(2026, 11, 22, 12, tzinfo=HANOI)
        build(project, now, options, progress(open(os.devnull, "w", encoding="utf-8")))  # noqa: PTH123, SIM115
        report(project.output / "web" / WARD, chosen)


def report(folder: Path, chosen: frozenset[str]) -> None:
    """Print the means of each sort of file and the sum for many messages."""
    kinds: Counter[str] = Counter()
    for path in folder.glob("media/*/*"):
        if path.parent.name in chosen:
            kinds[path.name] += path.stat().st_size
    count = len(chosen)
    print(f"{count} messages: {', '.join(sorted(chosen))}")
    for name, size in kinds.most_common():
        print(f"  {name:24} {size / count / MB:7.3f} MB a message")
    each = sum(size for name, size in kinds.items() if not EXTRA.match(name)) / count
    extra = sum(size for name, size in kinds.items() if EXTRA.match(name)) / count
    pages = sum(
        p.stat().st_size for p in folder.rglob("*") if p.is_file() and "media" not in p.parts
    )
    total = each * MANY + extra * MOST_POSTS + pages / max(1, len(chosen)) * MANY
    print(f"  pages and assets of these  {pages / MB:7.3f} MB")
    print(f"{MANY} messages: {total / MB:.0f} MB (limit {LIMIT_MB})")


if __name__ == "__main__":
    main()
