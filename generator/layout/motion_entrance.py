"""Entrances: groups and a surface's cues in; the tracks by which they come in turn out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from generator.layout.display import Group
from generator.layout.motion_stage import fade_in, largest_size, track
from generator.layout.motion_words import parts_of
from generator.layout.surfaces import Surface
from generator.layout.timeline import Track

BY_WORD = frozenset({"slogan", "headline", "claim", "fact"})
# The first frames show the bare ground, as the last ones of the loop do.
_START = 2


@dataclass(frozen=True, slots=True)
class Cues:
    """The table [motion] of a surface; lengths in frames.

    Attributes:
        entrance: "words": the main text comes word by word; "settle": each group comes whole.
        order: groups in the order in which they come; wordless ones come before them.
        word: how long a word takes to rise and fade in.
        stagger: from one word to the next, at most.
        spread: from the first word to the last, at most.
        beat: from one group to the next.
        rise: how far words rise, in em: a third of the height of a letter with its marks.
        rule: how long the rule takes to draw itself.
        leave: how long everything takes to fade out; what is left of that second stays bare, as
            300 ms between two phases of a sign are advised.
    """

    entrance: str = "words"
    order: tuple[str, ...] = ()
    word: int = 16
    stagger: int = 3
    spread: int = 45
    beat: int = 5
    rise: float = 0.32
    rule: int = 18
    leave: int = 21

    @classmethod
    def of(cls, surface: Surface) -> Cues:
        """Return the cues of a surface.

        Raises:
            ValueError: there is no such cue; layouts belong to the program.
        """
        unknown = set(surface.motion) - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"layouts/surfaces/{surface.id}.toml: no cue {min(unknown)!r}")
        lists: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in surface.motion.items()
        }
        return cls(**lists)

    def within(self, frames: int, groups: int) -> Cues:
        """Return cues with which so many whole groups come in within a number of frames."""
        word = min(self.word, frames // 2)
        beat = (frames - 1 - _START - word) // max(1, groups - 1)
        return replace(self, word=word, rule=word, beat=max(1, min(self.beat, beat)))


@dataclass(slots=True)
class Entrance:
    """Gathers tracks.

    Attributes:
        cues: of the surface.
        at: frame at which the next group may begin.
        end: frame of the last change so far.
    """

    cues: Cues
    at: int = _START
    end: int = 0

    def tracks(self, groups: tuple[Group, ...]) -> Iterator[Track]:
        """Yield how all groups come in.

        Fields and pictures first and together, then the surface's order; words that it does not
        name come along with the last ones.
        """
        order = self.cues.order
        named = sorted((g for g in groups if g.name in order), key=lambda g: order.index(g.name))
        others = [g for g in groups if g.name not in order]
        yield from self._together([g for g in others if not largest_size(g)])
        self.at = _START
        for group in named[:-1]:
            yield from self._comes(group)
        yield from self._together([*named[-1:], *(g for g in others if largest_size(g))])

    def _together(self, groups: list[Group]) -> Iterator[Track]:
        start = self.at
        for group in groups:
            self.at = start
            yield from self._comes(group)

    def _comes(self, group: Group) -> Iterator[Track]:
        parts = parts_of(group)
        if parts and group.name in BY_WORD:
            yield from self._several(group, parts, self.cues.stagger)
        elif parts and group.name == "points":
            yield from self._several(group, parts, 2 * self.cues.beat)
        elif group.name == "rule":
            yield self._draws(group.name)
            self.at += self.cues.beat
        elif group.name == "seal":
            end = self.at + self.cues.word
            yield fade_in(group.name, self.at, self.cues.word)
            yield track(group.name, "scale", (self.at, 0.82, "ease-out"), (end, 1.0, "hold"))
            self._passed(end)
        else:
            yield from self._rises(group.name, self.at, largest_size(group))
            self._passed(self.at + self.cues.word)

    def _several(self, group: Group, parts: tuple[Group, ...], stagger: int) -> Iterator[Track]:
        step = min(stagger, max(2, self.cues.spread // max(1, len(parts) - 1)))
        size = largest_size(group)
        for part in parts:
            if largest_size(part):
                yield from self._rises(part.name, self.at, size)
                self.end = max(self.end, self.at + self.cues.word)
                self.at += step
            else:
                # The stroke through a claim falls once it has been read.
                self.at += self.cues.word
                yield self._draws(part.name)
                self.at += self.cues.rule
        self.at += self.cues.beat - step

    def _draws(self, name: str) -> Track:
        """Return the track by which a line draws itself from the left."""
        end = self.at + self.cues.rule
        self.end = max(self.end, end)
        return track(name, "clip_x", (self.at, 0.0, "ease-in-out"), (end, 1.0, "hold"))

    def _rises(self, name: str, start: int, size: float) -> Iterator[Track]:
        yield fade_in(name, start, self.cues.word)
        if size:
            end = start + self.cues.word
            by = size * self.cues.rise
            yield track(name, "dy", (start, by, "ease-out"), (end, 0.0, "hold"))

    def _passed(self, end: int) -> None:
        self.end = max(self.end, end)
        self.at += self.cues.beat
