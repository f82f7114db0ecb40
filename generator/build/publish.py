"""Safe writing: bytes or an existing file in, a whole file at its final path out."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".tintot-tmp"
PATIENCE_S = 2.0
_STEP_S = 0.05


class BusyFileError(OSError):
    """A file stays open in another program, so it cannot be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is open in another program")
        self.path = path


def replace(temporary: Path, target: Path, *, patience: float = PATIENCE_S) -> None:
    """Move a finished file over its target in one step.

    Windows refuses while a reader has the target open, often only for a moment (a virus scanner,
    a thumbnail), so the move is tried again for `patience` seconds.

    Raises:
        BusyFileError: the target stayed busy.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            temporary.replace(target)
        except PermissionError:
            if time.monotonic() >= deadline:
                raise BusyFileError(target) from None
            time.sleep(_STEP_S)
        else:
            # Renaming one hard link over another of the same file leaves both (POSIX rename).
            temporary.unlink(missing_ok=True)
            return


def temporary_for(target: Path) -> Path:
    """Return the path beside `target` under which this process writes it first."""
    return target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")


def stage(target: Path, data: bytes) -> Path:
    """Write bytes beside the target and return the temporary file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = temporary_for(target)
    temporary.write_bytes(data)
    return temporary


def stage_quickly(folder: str, name: str, data: bytes) -> tuple[str, int]:
    """Write bytes beside `name` in a folder that is there; return the file and its mtime (ns).

    The same as `stage` for thousands of small files, in a quarter of its time.
    """
    temporary = f"{folder}/.{name}.{os.getpid()}{TEMPORARY}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
        return temporary, os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)


def stage_twin(target: Path, source: Path) -> Path:
    """Put a second name of `source` beside the target: a hard link where possible, else a copy."""
    temporary = temporary_for(target)
    try:
        _link(source, temporary)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(source, temporary)
    return temporary


def _link(source: Path, temporary: Path) -> None:
    try:
        os.link(source, temporary)
    except FileNotFoundError:
        raise
    except OSError:
        # A killed run left a file there, or the file system knows no hard links.
        temporary.unlink(missing_ok=True)
        try:
            os.link(source, temporary)
        except OSError:
            shutil.copy2(source, temporary)


def write(target: Path, data: bytes) -> None:
    """Write a whole file in one step.

    Raises:
        BusyFileError: the target stayed open in another program.
    """
    replace(stage(target, data), target)


def leftovers(folder: Path) -> Iterator[Path]:
    """Yield temporary files that a killed run left below a folder."""
    for base, _folders, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(TEMPORARY):
                yield Path(base, name)


def remove(path: Path, root: Path) -> None:
    """Delete a file and the folders that it leaves empty, up to `root`."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_relative_to(root):
            break
        with suppress(OSError):
            folder.rmdir()
