"""The workers of one build: batches of messages or pages in, what became of each out.

This process works too: it takes from the end of the queue what no worker has begun. A worker costs
a second of processor time to start, which on two cores is better spent on pages.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import suppress
from types import TracebackType
from typing import Generic, Self, TypeVar

from generator.build.pool import studio_here, workers
from generator.build.studio import Studio
from generator.content.message import Reading, read_message
from generator.content.reader import Known
from generator.i18n import SOURCE_LANGUAGE

# So many messages are read by all workers: where nothing is known of them, 8 ms each, and where
# their texts were converted before, 2 ms each.
MANY_MESSAGES = 100
MANY_KNOWN = 500
_BATCH = 32

Item = TypeVar("Item")
Result = TypeVar("Result")
Files = tuple[Sequence[str], Known]
Readings = tuple[list[Reading], dict[str, tuple[int, int, str]]]


class Crew:
    """This process and worker processes, started when first needed and kept until the build ends.

    Attributes:
        jobs: how many processes work at once; with one, the build works alone.
        cold: whether nothing is known from earlier builds.
    """

    def __init__(self, studio: Studio, jobs: int, *, cold: bool) -> None:
        self.studio, self.jobs, self.cold = studio, jobs, cold
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=problem is None, cancel_futures=True)

    @property
    def pool(self) -> ProcessPoolExecutor:
        """Return the processes."""
        if self._pool is None:
            self._pool = workers(self.studio, self.jobs - 1)
        return self._pool

    def start(self) -> None:
        """Start the processes now, so that they are ready when the work comes."""
        for _number in range(self.jobs - 1):
            self.pool.submit(warm)

    def share(
        self,
        batches: Sequence[Item],
        there: Callable[[Item], Result],
        here: Callable[[Item], Result],
    ) -> Share[Item, Result]:
        """Hand batches to the workers, who begin at once; the results come by iterating.

        Args:
            batches: picklable.
            there: what a worker does with one, a function of a module.
            here: what this process does with one.
        """
        return Share([self.pool.submit(there, batch) for batch in batches], batches, here)

    def read(self, files: Sequence[str], known: Known) -> Iterable[Reading]:
        """Yield the messages of some files in their order, read by all workers if they are many."""
        if self.jobs == 1 or len(files) < (MANY_MESSAGES if self.cold else MANY_KNOWN):
            for file in files:
                yield read_message(self.studio.world, file, known)
            return
        parts = [(files[n : n + _BATCH], known) for n in range(0, len(files), _BATCH)]
        done = dict(self.share(parts, read_batch, lambda part: _read(part, self.studio)))
        for number in range(len(parts)):
            found, stats = done[number]
            self.studio.world.stats.update(stats)
            yield from found


class Share(Generic[Item, Result]):
    """Batches that workers and this process share; iterating yields (number of a batch, result)."""

    def __init__(
        self,
        futures: Sequence[Future[Result]],
        batches: Sequence[Item],
        here: Callable[[Item], Result],
    ) -> None:
        self.futures, self.batches, self.here = futures, batches, here

    def __iter__(self) -> Iterator[tuple[int, Result]]:
        left = {future: number for number, future in enumerate(self.futures)}
        for future, number in reversed(list(left.items())):
            # What a worker has begun, or is about to, can no longer be taken back.
            if future.cancel():
                del left[future]
                yield number, self.here(self.batches[number])
        for future in as_completed(left):
            yield left[future], future.result()


def warm() -> None:
    """Import what reads messages and renders pages, and compile templates; runs in a worker."""
    import generator.build.sites  # noqa: PLC0415 - this is all it does
    import generator.content.markup  # noqa: F401, PLC0415
    from generator.site.render import compile_templates  # noqa: PLC0415

    # What was imported stays; a collector that never looks at it is a tenth quicker.
    gc.freeze()
    # A template that is wrong fails again where a page needs it, and is told there.
    with suppress(Exception):
        compile_templates(studio_here().world, SOURCE_LANGUAGE)


def read_batch(part: Files) -> Readings:
    """Return what some files say and what is known of files now; runs in a worker."""
    return _read(part, studio_here())


def _read(part: Files, studio: Studio) -> Readings:
    (files, known), world = part, studio.world
    return [read_message(world, file, known) for file in files], world.stats
