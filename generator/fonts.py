"""Prepared fonts: a weight of Be Vietnam Pro in, the path of its hint-free TrueType file out.

The package's fonts carry ttfautohint programs that cost 9-10 ms a line in FreeType and flatten
the tilde into the circumflex at small sizes; without them a line takes 0.8-1.7 ms and keeps its
marks. Advances do not change. The OFL allows the change; the family reserves no font name.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

FAMILY = "Be Vietnam Pro"
WEIGHTS = tuple(range(100, 1000, 100))
# A program that only switches hinting off: without a prep table FreeType would autohint.
_QUIET_PREP = bytes([0xB8, 0x01, 0xFF, 0x85, 0xB0, 0x04, 0x8D])
_PREPARATION = "1"


@dataclass(frozen=True, slots=True)
class Font:
    """One prepared font file.

    Attributes:
        weight: 100 to 900.
        path: the hint-free TrueType file.
        version: names the font's bytes in fingerprints; equal on every machine.
    """

    weight: int
    path: Path
    version: str

    @property
    def data(self) -> bytes:
        """Return the bytes of the file."""
        return _read(self.path)


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()


@cache
def font_version(weight: int, *, italic: bool = False) -> str:
    """Return what identifies a prepared font without reading or preparing it."""
    face = f"{weight}{'i' if italic else ''}"
    name = f"{FAMILY}/{face}/{version('fontpkg-be-vietnam-pro')}/{_PREPARATION}"
    return hashlib.blake2b(name.encode("utf-8"), digest_size=16).hexdigest()


@cache
def load_font(weight: int, folder: Path, *, italic: bool = False) -> Font:
    """Return a weight of Be Vietnam Pro, upright or italic, prepared once below `folder`.

    Raises:
        ValueError: the family has no such weight.
    """
    if weight not in WEIGHTS:
        raise ValueError(f"{FAMILY} has no weight {weight}")
    name = font_version(weight, italic=italic)
    face = f"{weight}{'-italic' if italic else ''}"
    path = folder / "fonts" / f"be-vietnam-pro-{face}-{name[:12]}.ttf"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        _prepare(weight, path, "italic" if italic else "normal")
    return Font(weight, path, name)


def _prepare(weight: int, target: Path, style: str) -> None:
    """Write the family's file without hinting; a half-written file is never seen."""
    import fontpkg  # noqa: PLC0415 - only a first build prepares fonts
    from fontTools.ttLib import TTFont, newTable  # noqa: PLC0415 - takes 0.2 s to import
    from fontTools.ttLib.tables import ttProgram  # noqa: PLC0415

    font = TTFont(fontpkg.path(FAMILY, weight, style), recalcTimestamp=False)
    for table in ("fpgm", "cvt ", "hdmx", "VDMX", "LTSH", "gasp"):
        if table in font:
            del font[table]
    glyphs = font["glyf"]
    for glyph_name in glyphs.keys():  # noqa: SIM118 - the table is not a dict
        glyphs[glyph_name].removeHinting()
    font["prep"] = newTable("prep")
    font["prep"].program = ttProgram.Program()
    font["prep"].program.fromBytecode(_QUIET_PREP)
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as stream:
        font.save(stream)
    keep_first(Path(temporary), target)


def keep_first(temporary: Path, target: Path) -> None:
    """Move a finished cache file into its place.

    Windows refuses while another process reads the target; since both hold the same, the first
    one stays.

    Raises:
        PermissionError: the target cannot be written and is not there either.
    """
    try:
        temporary.replace(target)
    except PermissionError:
        temporary.unlink()
        if not target.is_file():
            raise
