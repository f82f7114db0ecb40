"""Versions of the program's own code: a module's name in, a hash of it and its imports out."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
_COMMENT = re.compile(r"#[^\n]*|\\\n")
_IMPORT = re.compile(
    r"^\s*(?:from\s+(generator[\w.]*)\s+import\s+(\([^)]*\)|[^\n]+)|import\s+(generator[^\n]*))",
    re.MULTILINE,
)


@cache
def code_version(module: str) -> str:
    """Return a hash of a module's source and of every module of this package it imports."""
    state = hashlib.blake2b(digest_size=16)
    for name in sorted(closure(module)):
        state.update(name.encode("utf-8") + b"\0" + _source(name).encode("utf-8") + b"\0")
    return state.hexdigest()


def closure(module: str) -> frozenset[str]:
    """Return the modules of this package that a module imports, directly or not, with itself."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(direct_imports(name))
    return frozenset(found)


@cache
def direct_imports(module: str) -> frozenset[str]:
    """Return the modules of this package that one module imports itself."""
    found = {module.rpartition(".")[0]}
    for origin, names, plain in _IMPORT.findall(_COMMENT.sub(" ", _source(module))):
        members = [n.partition(" as ")[0].strip() for n in (plain or names.strip("()")).split(",")]
        found.update(members if plain else [origin, *(f"{origin}.{n}" for n in members if n)])
    return frozenset(name for name in found if name and _path(name) is not None)


@cache
def _source(module: str) -> str:
    path = _path(module)
    if path is None:
        raise ModuleNotFoundError(module)
    return path.read_text(encoding="utf-8")


@cache
def _path(module: str) -> Path | None:
    parts = module.split(".")[1:]
    base = PACKAGE.joinpath(*parts)
    if parts and base.with_suffix(".py").is_file():
        return base.with_suffix(".py")
    return base / "__init__.py" if (base / "__init__.py").is_file() else None
