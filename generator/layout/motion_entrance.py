"""Entrances: groups and an arrangement's cues in; the tracks by which they come in turn out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.layout.display import Group
from generator.layout.motion_cues import Cue, Cues
from generator.layout.motion_parts import parts_of
from generator.layout.motion_stage import fade_in, is_field, largest_size, track
from generator.layout.timeline import Track

# What grows begins at this share of its size.
_SMALL = 0.8


@dataclass(slots=True)
class Entrance:
    """Gathers tracks.

    Attributes:
        cues: of the arrangement.
        at: frame at which the next group may begin.
        end: frame of the last change so far.
    """

    cues: Cues
    at: int
    end: int = 0

    def tracks(self, groups: tuple[Group, ...]) -> Iterator[Track]:
        """Yield how all groups come in.

        Args:
            groups: split into the parts that their cues move.
        """
        order = list(self.cues.groups)
        named = sorted((g for g in groups if g.name in order), key=lambda g: order.index(g.name))
        others = [g for g in groups if g.name not in order]
        start = self.at
        # Scenery and fields cross with what goes; words wait until the words before are gone.
        for group in (g for g in others if not largest_size(g)):
            yield from self._fades(group.name, 0, self.cues.leave)
        for group in named:
            yield from self._comes(group, self.cues.groups[group.name])
        self.at = max(start, self.at - self.cues.beat)
        for group in (g for g in others if largest_size(g)):
            yield from self._rises(group.name, self.at, largest_size(group))

    def _comes(self, group: Group, cue: Cue) -> Iterator[Track]:
        word = self.cues.word
        match cue:
            case "words":
                yield from self._several(group)
                return
            case "open":
                yield from self._opens(group)
            case "push":
                yield from self._fades(group.name, 0, self.cues.leave)
                return
            case "hold":
                return
            case "fade":
                early = is_field(group)
                yield from self._fades(group.name, 0 if early else self.at, word)
            case "wipe":
                yield self._draws(group.name)
            case "grow":
                yield from self._grows(group.name)
            case _:
                yield from self._rises(group.name, self.at, largest_size(group))
        self.at += self.cues.beat

    def _opens(self, group: Group) -> Iterator[Track]:
        """Yield how the rings of a motif appear from the middle outwards.

        They do not grow: a ring of half the picture, drawn anew in every frame, costs more than
        all words together and is seen no better.
        """
        for number, ring in enumerate(parts_of(group)):
            yield from self._fades(ring.name, self.at + number * self.cues.beat, 2 * self.cues.word)

    def _several(self, group: Group) -> Iterator[Track]:
        parts = parts_of(group)
        step = min(self.cues.stagger, max(2, self.cues.spread // max(1, len(parts) - 1)))
        size = largest_size(group)
        for part in parts:
            if largest_size(part):
                yield from self._rises(part.name, self.at, size)
                self.at += step
            else:
                # The stroke through a claim falls once it has been read.
                self.at += self.cues.word
                yield self._draws(part.name)
                self.at += self.cues.rule
        self.at += self.cues.beat - step

    def _draws(self, name: str) -> Track:
        """Return the track by which a line draws itself from the left."""
        end = self._until(self.at + self.cues.rule)
        return track(name, "clip_x", (self.at, 0.0, "ease-in-out"), (end, 1.0, "hold"))

    def _grows(self, name: str) -> Iterator[Track]:
        end = self.at + self.cues.word
        yield from self._fades(name, self.at, self.cues.word)
        yield track(name, "scale", (self.at, _SMALL, "ease-out"), (end, 1.0, "hold"))

    def _rises(self, name: str, start: int, size: float) -> Iterator[Track]:
        yield from self._fades(name, start, self.cues.word)
        if size:
            end = start + self.cues.word
            by = size * self.cues.rise
            yield track(name, "dy", (start, by, "ease-out"), (end, 0.0, "hold"))

    def _fades(self, name: str, start: int, length: int) -> Iterator[Track]:
        self._until(start + length)
        yield fade_in(name, start, length)

    def _until(self, end: int) -> int:
        self.end = max(self.end, end)
        return end
