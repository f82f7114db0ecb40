"""A command in; its time, and what it and its children used of processor and memory, out."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Ten looks a second take 1 % of a core; peaks of a run of seconds last longer.
SAMPLED_EVERY_S = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Run:
    """Wall time (s), processor time of all processes (s), most memory they held together (MiB)."""

    seconds: float
    cpu: float
    peak: float
    said: str


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command to its end; the program stops where it fails.

    Memory is the highest sum of resident sets; what processes share counts once for each, so that
    the sum is never too low. It is 0 where there is no /proc.
    """
    # What an earlier run wrote must not be flushed on the time of this one.
    if hasattr(os, "sync"):
        os.sync()
    start, used = time.perf_counter(), _cpu()
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        watch = _Watch(process.pid)
        out, err = process.communicate()
        seconds = time.perf_counter() - start
    peak = watch.end()
    if process.returncode:
        sys.exit(f"{command}\n{out}\n{err}")
    return Run(seconds, _cpu() - used, peak / 2**20, out)


def _cpu() -> float:
    """Return the processor time of all children that have ended, and of theirs (s)."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch:
    """Looks again and again at how much memory a process tree holds."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Return the most bytes seen."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._over.wait(SAMPLED_EVERY_S):
            self._peak = max(self._peak, sum(map(_resident, _tree(self._pid))))


def _tree(pid: int) -> list[int]:
    """Return a process and all below it; those that end meanwhile are left out."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for task in os.listdir(f"/proc/{parent}/task"):  # noqa: PTH208 - ten times a second
                found += map(int, _read(f"/proc/{parent}/task/{task}/children"))
    return found


def _resident(pid: int) -> int:
    with suppress(OSError):
        return int(_read(f"/proc/{pid}/statm")[1]) * _PAGE
    return 0


def _read(name: str) -> list[bytes]:
    with open(name, "rb", buffering=0) as stream:  # noqa: PTH123 - the same
        return stream.read().split()
