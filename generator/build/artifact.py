"""Artifacts: an output path with the pure call that makes it and a fingerprint of its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, runtime_checkable

from generator.build.studio import Studio
from generator.canonical import digest
from generator.content.model import Surface
from generator.diagnostics import Diagnostic, Severity

# Where the proof keeps the newest form of a file that an error keeps from being published.
HELD = "proof/held/"


@dataclass(frozen=True, slots=True)
class Made:
    """What a recipe returned: the bytes of the file and what was noticed while making it."""

    data: bytes
    findings: tuple[Diagnostic, ...] = ()

    @property
    def held(self) -> bool:
        """Return whether an error keeps this file from being published."""
        return any(f.severity is Severity.ERROR for f in self.findings)


class Recipe(Protocol):
    """A pure, picklable call that makes one file.

    Attributes:
        weight: rough cost in seconds of one core, to order and show the work.
    """

    weight: ClassVar[float]

    def make(self, studio: Studio, path: str) -> Made:
        """Return the file; `path` is where it will stand, for findings."""


@runtime_checkable
class Piecewise(Protocol):
    """A recipe whose file is joined from pieces that a store keeps and other files share.

    A piece is a frozen, picklable dataclass with `keys`: names in the store, equal for all files.
    """

    def pieces(self, studio: Studio) -> tuple[Any, ...]:
        """Return the pieces that the store does not have."""

    def prepare(self, studio: Studio, piece: Any) -> None:  # noqa: ANN401 - what pieces returned
        """Make a piece, or as much of it as its `keys` still name, and put it into the store."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the output.

    Attributes:
        path: below output/, with forward slashes.
        recipe: makes its bytes.
        inputs: name for people → hash, of everything the bytes depend on.
        batch: artifacts of one batch are made one after another by one worker, so that they share
            what the first of them caches.
        surface: for `--only`; None is always made.
        message, ward: for `--message`, `--ward` and the report; "" where it belongs to none.
        fingerprint: hash of the recipe's class and the inputs.
    """

    path: str
    recipe: Recipe
    inputs: Mapping[str, str]
    batch: str
    surface: Surface | None = None
    message: str = ""
    ward: str = ""
    fingerprint: str = field(init=False)

    def at(self, path: str, surface: Surface, ward: str) -> Artifact:
        """Return the same file at another place."""
        twin = copy(self)
        # A fingerprint does not depend on the place; working it out again takes most of the time.
        for name, value in (("path", path), ("surface", surface), ("ward", ward)):
            object.__setattr__(twin, name, value)
        return twin

    def __post_init__(self) -> None:
        value = digest([type(self.recipe).__name__, self.inputs])
        object.__setattr__(self, "fingerprint", value)
