"""What recipes share: the module of a recipe in, hashes of its code and of its libraries out."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from generator.canonical import digest
from generator.code import code_version
from generator.fonts import WEIGHTS, font_version


@cache
def libraries(*names: str) -> str:
    """Return a hash of the versions of installed packages."""
    return digest({name: version(name) for name in names})


@cache
def fonts() -> str:
    """Return a hash of all weights of the prepared font."""
    return digest([font_version(weight) for weight in WEIGHTS])


def common(recipe: object, *packages: str) -> dict[str, str]:
    """Return the inputs every file of a recipe has: the program's code and its libraries."""
    return {"code": code_version(type(recipe).__module__), "libraries": libraries(*packages)}
