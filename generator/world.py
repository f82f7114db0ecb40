"""Everything outside the program: virtual paths in, bytes, fonts and today's date out.

Virtual paths use forward slashes and begin with the name of a root: "content/", "layouts/" or
"records/". Nothing else reads disk or clock while a message is loaded, laid out or painted, so
a build is a pure function of its world, and tests use a world in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol, TypeVar

from generator.canonical import digest, digest_bytes
from generator.code import code_version
from generator.fonts import Font, keep_first, load_font

# Viet Nam keeps one offset all year and has since 1975; a fixed offset needs no zone database.
HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

Plain = TypeVar("Plain")


class World(Protocol):
    """What a build may ask of the outside."""

    @property
    def now(self) -> datetime:
        """Return the moment the build works for, aware, in Hà Nội's time."""

    @property
    def cache(self) -> Path:
        """Return the folder for what is derived from other files; it may be deleted at any time."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            FileNotFoundError: no such file.
            PermissionError: the path leads outside its root.
        """

    def exists(self, path: str) -> bool:
        """Return whether a file is there, without reading it."""

    def files(self, folder: str) -> tuple[str, ...]:
        """Return the virtual paths of all files below a folder, sorted by code point."""

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a file; a file whose size and time are known is not read again."""

    def locate(self, path: str) -> Path:
        """Return a real path for tools that read files themselves (MoviePy, Typst)."""

    def font(self, weight: int, *, italic: bool = False) -> Font:
        """Return Be Vietnam Pro in a weight of 100 to 900, upright or italic, without hinting."""

    def recall(self, module: str, key: object, make: Callable[[], Plain]) -> Plain:
        """Return what `make` returns for `key`, remembered from earlier runs.

        Args:
            module: name of the module whose code makes the value; new code forgets old values.
            key: everything the value depends on, as plain data or frozen dataclasses.
            make: returns JSON data (strings, numbers, lists, dicts with string keys).
        """


@dataclass(slots=True)
class DiskWorld:
    """The world of a real build.

    Attributes:
        roots: name of a root → its folder.
        cache: folder for prepared fonts (".tintot/cache").
        now: moment the build works for.
        stats: virtual path → (size in bytes, mtime in ns, SHA-256) of files hashed before; grows.
    """

    roots: Mapping[str, Path]
    cache: Path
    now: datetime
    stats: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def locate(self, path: str) -> Path:
        root, _, rest = path.partition("/")
        base = os.path.realpath(self.roots[root])
        # Links are followed, so none can lead outside either.
        real = os.path.realpath(os.path.join(base, rest))  # noqa: PTH118 - Paths take four times as long
        if real != base and not real.startswith(os.path.join(base, "")):  # noqa: PTH118
            raise PermissionError(f"{path} leads outside {root}/")
        return Path(real)

    def read(self, path: str) -> bytes:
        return self.locate(path).read_bytes()

    def exists(self, path: str) -> bool:
        try:
            return self.locate(path).is_file()
        except (PermissionError, OSError, ValueError):
            return False

    def files(self, folder: str) -> tuple[str, ...]:
        root, _, _ = folder.partition("/")
        base = self.roots[root].resolve()
        top = self.locate(folder)
        found = (p.relative_to(base).as_posix() for p in top.rglob("*") if p.is_file())
        return tuple(sorted(f"{root}/{name}" for name in found))

    def digest(self, path: str) -> str:
        stat = self.locate(path).stat()
        known = self.stats.get(path)
        if known is not None and known[:2] == (stat.st_size, stat.st_mtime_ns):
            return known[2]
        # A film is too large to be held in memory as a whole.
        with self.locate(path).open("rb") as stream:
            value = hashlib.file_digest(stream, "sha256").hexdigest()
        self.stats[path] = (stat.st_size, stat.st_mtime_ns, value)
        return value

    def font(self, weight: int, *, italic: bool = False) -> Font:
        return load_font(weight, self.cache, italic=italic)

    def recall(self, module: str, key: object, make: Callable[[], Plain]) -> Plain:
        name = digest([module, code_version(module), key])
        path = self.cache / "memo" / name[:2] / f"{name}.json"
        try:
            known: Plain = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = make()
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(known, stream, ensure_ascii=False)
            keep_first(Path(temporary), path)
        return known


@dataclass(slots=True)
class MemoryWorld:
    """A world for tests: virtual path → text or bytes."""

    tree: dict[str, str | bytes]
    now: datetime
    cache: Path

    def read(self, path: str) -> bytes:
        try:
            data = self.tree[path]
        except KeyError:
            raise FileNotFoundError(path) from None
        return data.encode("utf-8") if isinstance(data, str) else data

    def exists(self, path: str) -> bool:
        return path in self.tree

    def files(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted(p for p in self.tree if p.startswith(f"{folder.rstrip('/')}/")))

    def digest(self, path: str) -> str:
        return digest_bytes(self.read(path))

    def locate(self, path: str) -> Path:
        # Worlds of several processes may share a cache: equal names need not mean equal files.
        data = self.read(path)
        real = self.cache / "files" / digest_bytes(data)[:16] / path
        if not real.is_file():
            real.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=real.parent)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).replace(real)
        return real

    def font(self, weight: int, *, italic: bool = False) -> Font:
        return load_font(weight, self.cache, italic=italic)

    def recall(self, module: str, key: object, make: Callable[[], Plain]) -> Plain:
        del module, key
        return make()


def midnight(day: date) -> datetime:
    """Return the first moment of a day in Hà Nội."""
    return datetime(day.year, day.month, day.day, tzinfo=HANOI)
