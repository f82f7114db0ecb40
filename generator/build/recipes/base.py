"""What recipes share: a recipe's module in, hashes of its code and libraries, and caches, out."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from importlib.metadata import version

from generator.build.studio import Studio
from generator.canonical import digest
from generator.code import code_version
from generator.fonts import WEIGHTS, font_version


@cache
def libraries(*names: str) -> str:
    """Return a hash of the versions of installed packages."""
    return digest({name: version(name) for name in names})


@cache
def digest_once(value: Hashable) -> str:
    """Return the digest of a frozen value that many files share; it is worked out once."""
    return digest(value)


@cache
def fonts() -> str:
    """Return a hash of all weights of the prepared font."""
    return digest([font_version(weight) for weight in WEIGHTS])


def common(recipe: object, *packages: str) -> dict[str, str]:
    """Return the inputs every file of a recipe has: the program's code and its libraries."""
    return {"code": code_version(type(recipe).__module__), "libraries": libraries(*packages)}


class Here:
    """A studio as the key of a cache: it equals itself alone, as another may find files changed."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Here) and other.studio is self.studio

    def __hash__(self) -> int:
        return id(self.studio)
