"""The order of work: batches in, their results as they come out.

Files that are joined from pieces, as videos are from seconds, are asked for those that no store
has. Pieces are made by all workers, each once for all files; a batch follows when all it needs
lies there. Everything else is made meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace
from typing import Any

from generator.build.artifact import Piecewise
from generator.build.pool import Asked, Inline, Result, Task, ask, prepare, work

# Of a file's work, what is done when all its pieces are there.
PIECES_SHARE = 0.8

Note = Callable[[str, float], None]


def run(pool: Executor, batches: Sequence[Sequence[Task]], note: Note) -> Iterator[list[Result]]:
    """Yield the results of each batch as it is finished.

    Args:
        pool: does the work.
        batches: each is made by one worker, in order.
        note: is told the path of a file and the share of its work (0.0-1.0) that a piece was.
    """
    schedule = _Schedule(pool, batches, note)
    try:
        yield from schedule.results()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


class _Schedule:
    """What runs, and what waits for it."""

    def __init__(self, pool: Executor, batches: Sequence[Sequence[Task]], note: Note) -> None:
        self.pool, self.note = pool, note
        self.asking: dict[Future[list[Asked]], Sequence[Task]] = {}
        self.piece: dict[Future[None], tuple[str, float]] = {}
        self.owner: dict[str, Future[None]] = {}
        self.waiting: list[tuple[Sequence[Task], set[Future[None]]]] = []
        self.running: set[Future[list[Result]]] = set()
        whole = []
        for batch in batches:
            # One process alone makes a file's pieces when it makes the file.
            if isinstance(pool, Inline) or not any(isinstance(t.recipe, Piecewise) for t in batch):
                whole.append(batch)
            else:
                self.asking[pool.submit(ask, tuple(batch))] = batch
        for batch in whole:
            self._start(batch)

    def results(self) -> Iterator[list[Result]]:
        """Yield what is done until nothing is left."""
        while self.asking or self.piece or self.running:
            pending: tuple[Future[Any], ...] = (*self.asking, *self.piece, *self.running)
            done, _pending = wait(pending, return_when=FIRST_COMPLETED)
            for asked in self.asking.keys() & done:
                self._hand_out(self.asking.pop(asked), asked.result())
            for piece in self.piece.keys() & done:
                self._laid_by(piece)
            for made in self.running & done:
                self.running.remove(made)
                yield made.result()

    def _start(self, batch: Sequence[Task]) -> None:
        self.running.add(self.pool.submit(work, tuple(batch)))

    def _hand_out(self, batch: Sequence[Task], asked: list[Asked]) -> None:
        """Have the pieces made that nobody makes yet; the batch waits for all it needs."""
        needed: set[Future[None]] = set()
        for path, recipe, pieces in asked:
            for piece in pieces:
                new = tuple(key for key in piece.keys if key not in self.owner)
                if new:
                    future = self.pool.submit(prepare, recipe, replace(piece, keys=new))
                    self.piece[future] = (path, PIECES_SHARE / len(pieces))
                    self.owner |= dict.fromkeys(new, future)
                needed |= {self.owner[key] for key in piece.keys}
        needed &= self.piece.keys()
        if needed:
            self.waiting.append((batch, needed))
        else:
            self._start(batch)

    def _laid_by(self, future: Future[None]) -> None:
        """Note that a piece is there, and start the batches that waited for nothing else."""
        path, share = self.piece.pop(future)
        future.result()
        self.note(path, share)
        for entry in list(self.waiting):
            batch, needed = entry
            needed.discard(future)
            if not needed:
                self.waiting.remove(entry)
                self._start(batch)
