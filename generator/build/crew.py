"""The workers of one build: a studio in, processes that read messages and render pages out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import Self

from generator.build.pool import studio_here, workers
from generator.build.studio import Studio
from generator.content.message import Reading, read_message
from generator.content.reader import Known

# Messages that are new to this project, from which on workers read them: 8 ms each.
MANY_MESSAGES = 100
_BATCH = 32

Stats = dict[str, tuple[int, int, str]]


class Crew:
    """Worker processes that are started when first needed and kept until the build ends.

    Attributes:
        jobs: how many; with one, there are none and the build works alone.
    """

    def __init__(self, studio: Studio, jobs: int) -> None:
        self.studio, self.jobs = studio, jobs
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
            self._pool = workers(self.studio, self.jobs)
        return self._pool

    def read(self, files: Sequence[str], known: Known) -> Iterable[Reading]:
        """Yield the messages of some files in their order, read by all workers if they are many."""
        world = self.studio.world
        if self.jobs == 1 or sum(file not in world.stats for file in files) < MANY_MESSAGES:
            for file in files:
                world.digest(file)
                yield read_message(world, file, known)
            return
        batches = [files[n : n + _BATCH] for n in range(0, len(files), _BATCH)]
        for found, stats in self.pool.map(read_batch, batches, [known] * len(batches)):
            world.stats.update(stats)
            yield from found


def read_batch(files: Sequence[str], known: Known) -> tuple[list[Reading], Stats]:
    """Return what some files say and what is known of files now; runs in a worker."""
    world = studio_here().world
    for file in files:
        world.digest(file)
    return [read_message(world, file, known) for file in files], world.stats
