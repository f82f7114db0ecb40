"""Slow steps in a process of their own: what to make in, results as they come out.

A process can be ended at any moment, which a build survives (its ledger keeps a journal); so pages
never wait for a video. It ends by itself when the one that started it is gone.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from generator.i18n import language, set_language
from generator.serve.preview import Preview
from generator.serve.steps import Built, Step, bring

# The modules are found where this process found them, whatever lies in the working folder.
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from generator.serve.background import main; main()"
)


@dataclass(frozen=True, slots=True)
class Job:
    """What a process makes: the steps of a preview for a moment, in a language."""

    preview: Preview
    steps: tuple[Step, ...]
    now: datetime
    wards: frozenset[str]
    jobs: int
    language: str


class Background:
    """Runs one job at a time.

    Args:
        started: called with each step when it begins; done: with what came of it. Both are called
            from another thread, and not any more once `stop` has returned.
    """

    def __init__(self, started: Callable[[Step], None], done: Callable[[Built], None]) -> None:
        self.started, self.done = started, done
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None

    def start(self, job: Job) -> None:
        """Begin a job; another one that still runs is ended first."""
        self.stop()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter with this package
            [sys.executable, "-P", "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Warnings about what a killed process left concern nobody: the next run cleans up.
            stderr=subprocess.DEVNULL,
            # Ctrl+C is for this process, which ends the other one.
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdin is not None
        pickle.dump(job, self._process.stdin)
        self._process.stdin.flush()
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()

    def stop(self) -> None:
        """End the job, if one runs."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._reader is not None:
            self._reader.join()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        while process is self._process:
            try:
                value = pickle.load(process.stdout)  # noqa: S301 - written by our own process
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                return
            if process is self._process:
                (self.started if isinstance(value, Step) else self.done)(value)


def main() -> None:
    """Do the job that stands on standard input; write each step and its result to standard output.

    Whatever else a library prints goes nowhere.
    """
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own process
    threading.Thread(target=_end_with_parent, args=(sys.stdin.buffer,), daemon=True).start()
    set_language(job.language)
    for step in job.steps:
        _tell(results, step)
        _tell(results, bring(job.preview, step, job.now, job.wards, job.jobs))


def _tell(results: IO[bytes], value: Step | Built) -> None:
    pickle.dump(value, results)
    results.flush()


def _end_with_parent(stream: IO[bytes]) -> None:
    """Wait until the pipe from the parent breaks, then end at once."""
    stream.read()
    os._exit(1)


def job_for(
    preview: Preview, steps: tuple[Step, ...], now: datetime, wards: frozenset[str], jobs: int
) -> Job:
    """Return a job in this process's language."""
    return Job(preview, steps, now, wards, jobs, language())
