"""Cues: the table [motion] of an arrangement in; how and in which order its groups move out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

from generator.layout.surfaces import Surface

# rise: up by a third of a letter while fading in; fade; words: one word after another rises;
# wipe: from the left; grow: from four fifths of its size; open: ring by ring from the centre;
# push: a picture slowly comes nearer; hold: it is just there; marquee: words too long for one page
# run through as a single line, from right to left.
Cue = Literal["rise", "fade", "words", "wipe", "grow", "open", "push", "hold", "marquee"]


@dataclass(frozen=True, slots=True)
class Cues:
    """How the groups of an arrangement come, stand and go; lengths in frames.

    Attributes:
        groups: cue of each group, in the order in which they come; pictures and fields that are not
            named fade in first, words that are not named rise with the last ones.
        word: how long one thing takes to come in.
        stagger: from one word to the next, at most; spread: from the first to the last, at most.
        beat: from one group to the next.
        rise: how far words rise, in em: a third of the height of a letter with its marks.
        rule: how long a line takes to draw itself.
        leave: how long what goes takes to fade out; what comes waits for it, as 300 ms between two
            phases of a sign are advised.
        push: how much a picture grows in a second, as a share of its size.
    """

    groups: Mapping[str, Cue] = field(default_factory=dict)
    word: int = 16
    stagger: int = 3
    spread: int = 36
    beat: int = 6
    rise: float = 0.32
    rule: int = 22
    leave: int = 14
    push: float = 0.008

    @classmethod
    def of(cls, surface: Surface) -> Cues:
        """Return the cues of an arrangement.

        Raises:
            ValueError: there is no such cue; layouts belong to the program.
        """
        known = {one.name for one in fields(cls)}
        unknown = sorted(set(surface.motion) - known)
        groups: Mapping[str, Any] = surface.motion.get("groups", {})
        unknown += sorted(str(cue) for cue in groups.values() if cue not in get_args(Cue))
        if unknown:
            raise ValueError(f"layouts/surfaces/{surface.id}.toml: no cue {unknown[0]!r}")
        return cls(**surface.motion)

    @property
    def runs(self) -> bool:
        """Return whether words too long for one page run through as a single line."""
        return "marquee" in self.groups.values()
