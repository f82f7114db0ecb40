"""Work by processes: batches of recipes in, staged files and their hashes out."""

from __future__ import annotations

import errno
import multiprocessing
import os
import threading
import traceback
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.build.artifact import HELD, Piecewise, Recipe
from generator.build.project import Project
from generator.build.publish import stage
from generator.build.studio import Studio
from generator.canonical import digest_bytes
from generator.diagnostics import Diagnostic
from generator.i18n import language, set_language

# Starting workers and importing what paints costs about this much; less work stays in the process.
POOL_WORTH_S = 2.0


@dataclass(frozen=True, slots=True)
class Task:
    """One recipe and the output path at which its result is staged."""

    path: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a task.

    Attributes:
        path: as in the task.
        temporary: staged file, or None when there is none.
        size: bytes; sha256: of them.
        findings: what was noticed.
        held: whether an error keeps the file from being published; it is staged for the proof.
        failure: traceback of an unexpected error, or "".
    """

    path: str
    temporary: Path | None = None
    size: int = 0
    sha256: str = ""
    findings: tuple[Diagnostic, ...] = ()
    held: bool = False
    failure: str = ""


# Path of a file, its recipe and the pieces it lacks.
Asked = tuple[str, Piecewise, tuple[Any, ...]]


class Inline(Executor):
    """Runs every call at once in this process."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN201 - as in the base class
        """Run the call and return its finished future."""
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as problem:  # noqa: BLE001 - a future carries whatever was raised
            future.set_exception(problem)
        return future


_studio: Studio | None = None


def open_studio(project: Project, now: datetime, lang: str) -> None:
    """Prepare this process for tasks of one build."""
    global _studio  # noqa: PLW0603 - one build a process
    set_language(lang)
    _studio = Studio(project, now)


def open_worker(project: Project, now: datetime, lang: str) -> None:
    """Prepare a worker process, which ends when the build that started it is killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    open_studio(project, now, lang)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        # Nobody is left to hand results to, and the next build may write the same files.
        os._exit(1)


def executor(studio: Studio, weight: float, jobs: int) -> Executor:
    """Return what runs the tasks: worker processes, or this process when that is quicker.

    Workers are started by spawn on every system, so that all behave as on Windows.
    """
    if jobs == 1 or weight < POOL_WORTH_S:
        open_studio(studio.project, studio.now, language())
        return Inline()
    return workers(studio, jobs)


def workers(studio: Studio, jobs: int) -> ProcessPoolExecutor:
    """Return worker processes, each with a studio of its own (`studio_here`)."""
    return ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=open_worker,
        initargs=(studio.project, studio.now, language()),
    )


def ask(batch: tuple[Task, ...]) -> list[Asked]:
    """Return the pieces that each file of a batch lacks; a file that cannot tell has none."""
    found: list[Asked] = []
    for task in batch:
        # Making the file will fail too, and say why.
        with suppress(Exception):
            if isinstance(task.recipe, Piecewise):
                found.append((task.path, task.recipe, task.recipe.pieces(studio_here())))
    return found


def prepare(recipe: Piecewise, piece: Any) -> None:  # noqa: ANN401 - of the recipe
    """Make a piece of a file; where that fails, making the file will fail too, and say why.

    Raises:
        OSError: the disk is full; nothing more can be written, so the whole run stops.
    """
    try:
        recipe.prepare(studio_here(), piece)
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise
    except Exception:  # noqa: BLE001 - as above
        return


def work(batch: tuple[Task, ...]) -> list[Result]:
    """Make every file of a batch and stage it beside its final path.

    Raises:
        OSError: the disk is full; nothing more can be written, so the whole run stops.
    """
    return [_make(task) for task in batch]


def studio_here() -> Studio:
    """Return the studio of this process."""
    assert _studio is not None, "open_studio runs first in every process"
    return _studio


def _make(task: Task) -> Result:
    studio = studio_here()
    try:
        made = task.recipe.make(studio, task.path)
        name = f"{HELD}{task.path}" if made.held else task.path
        temporary = stage(studio.project.output / name, made.data)
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise
        return Result(task.path, failure=traceback.format_exc())
    except Exception:  # noqa: BLE001 - one broken file must not stop the others
        return Result(task.path, failure=traceback.format_exc())
    size, sha256 = len(made.data), digest_bytes(made.data)
    return Result(task.path, temporary, size, sha256, made.findings, made.held)
