"""The hand-over writer: a place's files and sheet in; a stick that only needs plugging in out.

New files are written under temporary names, read back and compared; only then do they take their
names and do the files of an earlier hand-over go. Up to that moment the old content plays on.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.boards import trouble
from generator.boards.disk import hash_of, read_back, set_time, sync_folder, write_through
from generator.boards.handover import StickFile
from generator.boards.manifest import manifest_text, read_manifest
from generator.boards.names import SHEET, SUMS, faults
from generator.diagnostics import Diagnostic, Severity

# FAT keeps modification times in steps of two seconds (Microsoft FAT specification, "Time Format").
_TIME_STEP_S = 2
# The largest cluster that FAT32 sticks commonly have; every file wastes up to one.
_CLUSTER = 32 * 1024
_TEMPORARY = re.compile(r"tintot-\d+\.tmp")
_MEDIA = re.compile(
    r".+\.(jpe?g|png|bmp|gif|webp|heic|tiff?|mp4|m4v|mov|avi|mkv|webm|wmv|mpe?g|ts|vob|flv|3gp"
    r"|mp3|wav|m4a|m3u8?|wma|aac|ogg)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StickResult:
    """What a hand-over did.

    Attributes:
        written: names now on the stick, media in play order, then sheet and checksums.
        removed: names of an earlier hand-over that are gone.
        findings: errors (then the stick is not ready) and warnings.
    """

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def ready(self) -> bool:
        """Return whether the stick may be handed over."""
        return not any(f.severity is Severity.ERROR for f in self.findings)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file to be on the stick; `present` when its bytes lie there already."""

    name: str
    sha256: str
    source: Path | bytes
    size: int
    present: bool


def write_stick(
    target: Path, files: Sequence[StickFile], sheet: bytes | None, base: datetime
) -> StickResult:
    """Put files in play order into a folder of a stick and return what was done and found.

    Never raises for what may happen to a stick: full, read-only, unplugged or faulty.

    Args:
        target: an existing folder, usually the stick's root.
        files: in play order.
        sheet: bytes of HUONG-DAN.html, or None where the player would stumble over it.
        base: modification time of the first file; each later one is 2 s younger.
    """
    wrong = faults([file.name for file in files])
    if wrong:
        return StickResult(findings=tuple(map(trouble.bad_name, wrong)))
    try:
        if not target.is_dir():
            return StickResult(findings=(trouble.no_folder(target),))
        return _write(target, files, sheet, base)
    except trouble.RefusedError as refusal:
        return StickResult(findings=refusal.findings)
    except OSError as problem:
        return StickResult(findings=(trouble.from_os(problem, target),))


def verify_stick(target: Path) -> tuple[Diagnostic, ...]:
    """Read a stick again and return what differs from its own list, and strangers beside it."""
    try:
        if not target.is_dir():
            return (trouble.no_folder(target),)
        sums = read_manifest(target)
        if sums is None:
            return (trouble.no_manifest(target),)
        lost = [trouble.lost(name) for name in sums if not (target / name).is_file()]
        there = [name for name in sums if (target / name).is_file()]
        changed = [trouble.damaged(n) for n in there if read_back(target / n) != sums[n]]
        return (*lost, *changed, *_strangers(target, set(sums)))
    except OSError as problem:
        return (trouble.from_os(problem, target),)


def _write(
    target: Path, files: Sequence[StickFile], sheet: bytes | None, base: datetime
) -> StickResult:
    old = read_manifest(target)
    _remove_temporary(target)
    parts = _parts(target, files, sheet)
    _refuse_taken(target, parts, old)
    sums = {part.name: part.sha256 for part in parts}
    gone = [n for n, digest in (old or {}).items() if n not in sums and _is(target / n, digest)]
    waiting = [part for part in parts if not part.present]
    _refuse_full(target, waiting)
    with _temporary_removed(target):
        for number, part in enumerate(waiting):
            _stage(part, target / f"tintot-{number:03}.tmp")
        # From here on a hand-over cut short is known as ours by the next one.
        _write_manifest(target, {**(old or {}), **sums})
        for number, part in enumerate(waiting):
            (target / f"tintot-{number:03}.tmp").replace(target / part.name)
        for name in gone:
            (target / name).unlink()
        _write_manifest(target, sums)
    written = (*sums, SUMS)
    _set_times(target, written, base)
    sync_folder(target)
    findings = (*_left(target, parts), *_strangers(target, {*sums, SUMS}))
    return StickResult(written, tuple(gone), findings)


def _parts(target: Path, files: Sequence[StickFile], sheet: bytes | None) -> list[_Part]:
    """Return what is to be on the stick, with its size, in play order."""
    wanted: list[tuple[str, str, Path | bytes]] = [(f.name, f.sha256, f.source) for f in files]
    if sheet is not None:
        wanted.append((SHEET, hash_of(sheet), sheet))
    parts = []
    for name, digest, source in wanted:
        try:
            size = len(source) if isinstance(source, bytes) else source.stat().st_size
        except OSError:
            raise trouble.RefusedError(trouble.no_source(name)) from None
        parts.append(_Part(name, digest, source, size, _is(target / name, digest)))
    return parts


def _is(path: Path, digest: str) -> bool:
    """Return whether a file is there with just these bytes."""
    return path.is_file() and read_back(path) == digest


def _refuse_taken(target: Path, parts: list[_Part], old: dict[str, str] | None) -> None:
    """Stop before somebody else's file would be overwritten."""
    ours = {*(old or {}), *(part.name for part in parts if part.present)}
    if old is not None:
        ours.add(SUMS)
    new = {name.casefold() for name in (*(part.name for part in parts), SUMS)}
    taken = [p.name for p in target.iterdir() if p.name.casefold() in new and p.name not in ours]
    if taken:
        raise trouble.RefusedError(*(trouble.taken(name) for name in sorted(taken)))


def _refuse_full(target: Path, waiting: list[_Part]) -> None:
    """Stop before the old content would have to make room for the new."""
    needed = sum(-(-part.size // _CLUSTER) * _CLUSTER for part in waiting) + 2 * _CLUSTER
    free = shutil.disk_usage(target).free
    if needed > free:
        raise trouble.RefusedError(trouble.full(needed, free))


def _stage(part: _Part, path: Path) -> None:
    """Write a part under its temporary name and make sure that the stick holds it."""
    if write_through(part.source, path) != part.sha256:
        raise trouble.RefusedError(trouble.changed_source(part.name))
    if read_back(path) != part.sha256:
        raise trouble.RefusedError(trouble.bad_stick(part.name))


def _write_manifest(target: Path, sums: dict[str, str]) -> None:
    temporary = target / "tintot-999.tmp"
    write_through(manifest_text(sums).encode("utf-8"), temporary)
    temporary.replace(target / SUMS)


@contextmanager
def _temporary_removed(target: Path) -> Iterator[None]:
    """Leave no temporary file behind, also when the stick fails halfway."""
    try:
        yield
    finally:
        with suppress(OSError):
            _remove_temporary(target)


def _remove_temporary(target: Path) -> None:
    for path in target.iterdir():
        if _TEMPORARY.fullmatch(path.name):
            path.unlink()


def _set_times(target: Path, names: Sequence[str], base: datetime) -> None:
    start = int(base.timestamp()) // _TIME_STEP_S * _TIME_STEP_S
    for number, name in enumerate(names):
        set_time(target / name, start + _TIME_STEP_S * number)


def _left(target: Path, parts: list[_Part]) -> list[Diagnostic]:
    """Return what is missing once all is in place; the bytes were compared before."""
    names = [p.name for p in parts if not _has_size(target / p.name, p.size)]
    return [trouble.lost(name) for name in names]


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _strangers(target: Path, ours: set[str]) -> list[Diagnostic]:
    """Return warnings about media that the player would show between ours."""
    names = sorted(p.name for p in target.iterdir() if p.is_file() and p.name not in ours)
    return [trouble.stranger(n) for n in names if _MEDIA.fullmatch(n)]
