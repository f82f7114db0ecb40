"""Fonts as keys of caches: a world in; what makes caches forget which world asked out."""

from __future__ import annotations

from dataclasses import dataclass

from generator.layout.display import TextRun
from generator.layout.glyphs import FOLDER
from generator.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A world that any other equals: what is asked of it is named by a version in the same key."""

    world: World

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source)

    def __hash__(self) -> int:
        return 0


def version_of(world: World, run: TextRun) -> str:
    """Return what names the bytes of a line's font, on every machine."""
    if run.face:
        return world.digest(f"{FOLDER}/{run.face}.txt")
    return world.font(run.weight).version
