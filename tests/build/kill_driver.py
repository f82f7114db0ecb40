"""Run one build of a project and die by SIGKILL at a chosen point: POINT NUMBER CONTENT_FOLDER.

POINT is render, encode, publish, page, ledger, manifest or none; NUMBER counts how often it is
reached first.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from generator.build import build as build_module
from generator.build import ledger as ledger_module
from generator.build import publish, sites
from generator.build.build import Options
from generator.build.project import Project
from generator.paint import raster
from generator.paint.video import video
from generator.world import HANOI


class Silent:
    def start(self, title: str, weight: float) -> None: ...
    def advance(self, path: str, weight: float) -> None: ...
    def stop(self) -> None: ...


def dying(function: Callable[..., Any], number: int, *, half: bool = False) -> Callable[..., Any]:
    """Return a function that kills this process at its n-th call, before or halfway through."""
    left = number

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and not half:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


def kill_pages(number: int) -> None:
    """Die while pages are staged, or after they were noted and while they are moved."""
    if number % 2:
        sites.stage_quickly = dying(sites.stage_quickly, number)
    else:
        sites.os = SimpleNamespace(**{**vars(os), "replace": dying(os.replace, number)})


def main() -> None:
    point, number, content = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if point == "render":
        raster.paint_still = dying(raster.paint_still, number, half=True)
    elif point == "encode":
        video.encode = dying(video.encode, number)
    elif point == "publish":
        publish.replace = dying(publish.replace, number, half=number % 2 == 0)
    elif point == "ledger":
        if number == 1:  # halfway through a line of the journal
            real = ledger_module.Ledger.announce

            def announce(self: Any, records: Any) -> None:
                real(self, records)
                if len(self.records) >= 6:
                    with self.journal_path.open("ab") as stream:
                        stream.truncate(stream.tell() - 30)
                    os.kill(os.getpid(), signal.SIGKILL)

            ledger_module.Ledger.announce = announce
        else:  # after the ledger is staged, before it takes its place; or right after that
            ledger_module.write = dying(ledger_module.write, 1, half=number == 3)
    elif point == "page":
        kill_pages(number)
    elif point == "manifest":
        build_module.write_manifest = dying(build_module.write_manifest, 1, half=number == 2)
    project = Project.at(content, content.parent / "layouts", content.parent / "output")
    now = datetime(2026, 11, 22, 12, tzinfo=HANOI)
    outcome = build_module.build(project, now, Options(jobs=1), Silent())
    print(outcome.report.render(), file=sys.stderr)
    print(len(outcome.made), outcome.reused, outcome.removed)


if __name__ == "__main__":
    main()
