"""Watching what staff edit: folders in, a call for each burst of changes out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

# A burst ends when nothing changed for this time: an editor's saving takes several steps.
QUIET_MS = 30
# A burst that does not end (a large copy) is told of after this time.
LONGEST_MS = 500
# How often folders that come and go are looked for.
LOOK_MS = 1000

Identity = tuple[int, int] | None


class Watcher:
    """Calls back when anything below some folders changes; folders may come and go.

    Args:
        folders: what is watched.
        changed: called from the watcher's thread, once a burst.
    """

    def __init__(self, folders: tuple[Path, ...], changed: Callable[[], None]) -> None:
        self.folders = folders
        self.changed = changed
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        # What changed before the new folders were watched is told of by the first look at them.
        missed = False
        while not self._stop.is_set():
            known = [_identity(folder) for folder in self.folders]
            there = [f for f, seen in zip(self.folders, known, strict=True) if seen is not None]
            # A folder that goes while it is being looked at ends the watch: look anew.
            with suppress(OSError):
                self._watch(there, known, missed=missed)
            missed = True
            self._stop.wait(0 if there else LOOK_MS / 1000)

    def _watch(self, there: list[Path], known: list[Identity], *, missed: bool) -> None:
        """Watch until the folders are not the same ones any more."""
        if not there:
            self._ready.set()
            return
        changes = watch(
            *there,
            watch_filter=written,
            debounce=LONGEST_MS,
            step=QUIET_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
        )
        self._ready.set()
        for burst in changes:
            moved = [_identity(folder) for folder in self.folders] != known
            if (burst or moved or missed) and not self._stop.is_set():
                self.changed()
            missed = False
            if moved:
                return


_known_litter = DefaultFilter()


def written(change: Change, path: str) -> bool:
    """Return whether a change is one that a person made, and not an editor's own file."""
    name = Path(path).name
    return not name.startswith((".", "~")) and _known_litter(change, path)


def _identity(folder: Path) -> Identity:
    """Return what tells a folder from another one of the same name later, or None."""
    try:
        stat = folder.stat()
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino)
