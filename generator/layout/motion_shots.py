"""Shots: a script and a format in; the pages of its video in order, before they move, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

from generator.layout.compose import Part, compose_closing, compose_part, surface_for, tagged
from generator.layout.display import DisplayList
from generator.layout.formats import Format, Theme
from generator.layout.motion_cues import Cues
from generator.layout.motion_marquee import one_line
from generator.layout.motion_plate import plated
from generator.layout.motion_stage import groups, largest_size
from generator.layout.scenery import OWN_MARK
from generator.layout.script import Script
from generator.layout.surfaces import Surfaces
from generator.layout.timeline import Footage
from generator.layout.wording import Wording
from generator.text.sentences import first_sentence
from generator.world import World

_GOING_ROUND, _FACT = "Tin đang lan truyền", "Sự thật"
_SHORT_SOURCE = 60  # letters
# Share of the height that captions take.
FOOT = 0.17
CLOSING, SAMPLE, SUPPORT, POINT = "closing", "sample", "support", "point-"


@dataclass(frozen=True, slots=True)
class Shot:
    """One page of a video.

    Attributes:
        name: "opening", "clip", "slogan", "fact", "when", "point-1", "support", "sample",
            "closing"; pages of one long text are numbered.
        display: the page, fully built.
        cues: how it comes and goes.
        says: what it tells, for captions.
        reads: what has to be read while it is in view.
        footage: film behind it, or None.
        runs: whether a long line runs through it; then it is never fully built.
    """

    name: str
    display: DisplayList
    cues: Cues
    says: str
    reads: str
    footage: Footage | None = None
    runs: bool = False


@dataclass(frozen=True, slots=True)
class Casting:
    """What all shots of one video share."""

    script: Script
    fmt: Format
    theme: Theme
    surfaces: Surfaces
    world: World

    @property
    def common(self) -> Wording:
        """Return the words without ward, logo and address, which the closing card alone shows."""
        return self.script.for_all_wards().words

    @property
    def spoken(self) -> bool:
        """Return whether words are written at the foot while a voice speaks."""
        voice = self.script.voice
        return self.fmt.sound and voice is not None and bool(voice.captions)

    def shots(self) -> tuple[Shot, ...]:
        """Return all shots, the closing card last, with the tag of samples where it is free on all.

        Raises:
            LookupError: no arrangement serves the format.
            ValueError: an arrangement gives a cue that does not exist.
        """
        told = (*self._message(), self._closing())
        pages = tuple(shot.display for shot in told)
        marked = tagged(pages, self.common, self.fmt, self.theme, self.surfaces, self.world)
        shots = [
            replace(shot, display=page)
            for shot, page in zip(told, marked[: len(told)], strict=True)
        ]
        for own in marked[len(told) :]:
            cues = replace(told[0].cues, groups={**told[0].cues.groups, OWN_MARK: "fade"})
            page = Shot(SAMPLE, own, cues, "", self.common.mark)
            shots.insert(-1, page)
        return tuple(shots)

    def _message(self) -> Iterator[Shot]:
        words = self.common
        named = {"campaign": self.script.campaign, "publisher": words.publisher}
        yield from self._part("opening", "opening", named, self.script.campaign)
        yield from self._clip()
        if words.claim and words.fact and self._serves("claim"):
            verdict = f" {words.verdict}." if words.verdict else ""
            yield from self._part("claim", "claim", {}, f"{_GOING_ROUND}: {words.claim}{verdict}")
            yield from self._part("fact", "fact", {}, f"{_FACT}: {words.fact}")
        else:
            yield from self._part("slogan", "slogan", {}, words.slogan)
        if words.when:
            dated = {"statement": words.when, "where": words.where}
            yield from self._part("when", "statement", dated, f"{words.when}. {words.where}")
        yield from self._points()
        support = first_sentence(words.support)
        if support and not words.points and support != words.slogan:
            yield from self._part(
                SUPPORT, "statement", {"statement": support, "where": ""}, support
            )

    def _points(self) -> Iterator[Shot]:
        """Yield the points, all in the size in which the longest of them fits."""
        sizes: list[float] = []
        for final in (False, True):
            most = min(sizes, default=inf)
            for number, point in enumerate(self.common.points, 1):
                said = {"number": str(number), "point": point}
                shots = tuple(self._part(f"{POINT}{number}", "point", said, point, most))
                if final:
                    yield from shots
                sizes += [_size(shot.display, "point") for shot in shots if not shot.runs]

    def _part(
        self, name: str, role: str, said: Mapping[str, str], says: str, most: float = inf
    ) -> Iterator[Shot]:
        """Yield the pages of one part of the message, or the one through which its text runs."""
        words, fmt = self.common, self.fmt
        foot = FOOT if self.spoken and role != "opening" else 0.0
        part = Part(role, said, most, foot)
        pages = compose_part(words, fmt, self.theme, self.surfaces, self.world, part)
        surface = surface_for(fmt, words, self.surfaces, role)
        cues = Cues.of(surface)
        if len(pages) == 1:
            yield Shot(name, pages[0], cues, says, says)
        elif cues.runs:
            line = one_line(pages[0], surface, says, self.theme, self.world)
            yield Shot(name, line, cues, says, "", runs=True)
        else:
            for number, page in enumerate(pages, 1):
                told = _words(page, role)
                yield Shot(f"{name}-{number}", page, cues, told, told)

    def _clip(self) -> Iterator[Shot]:
        clip, fmt = self.script.clip, self.fmt
        if clip is None or not self.surfaces.candidates(fmt, self.common, "clip"):
            return
        whole = (0, 0, round(fmt.width), round(fmt.height))
        film = Footage(clip.media, clip.start, clip.end - clip.start, whole)
        for shot in self._part("clip", "clip", {"title": clip.title}, clip.title):
            items = (plated(g) if g.name == "title" else g for g in groups(shot.display))
            page = replace(shot.display, items=tuple(items))
            yield replace(shot, display=page, reads="", footage=film)

    def _closing(self) -> Shot:
        words = self.script.words
        card = compose_closing(words, self.fmt, self.theme, self.surfaces, self.world)
        cues = Cues.of(surface_for(self.fmt, words, self.surfaces, "closing"))
        # Captions tell a source only where it can be read while the card stands.
        source = f"Nguồn: {words.source}" if 0 < len(words.source) <= _SHORT_SOURCE else ""
        says = ". ".join(filter(None, (words.ward or words.publisher, source)))
        return Shot(CLOSING, card, cues, says, words.source)

    def _serves(self, role: str) -> bool:
        return bool(self.surfaces.candidates(self.fmt, self.common, role))


def _size(page: DisplayList, role: str) -> float:
    """Return the em size of the words of a role (px)."""
    group = page.group(role)
    return largest_size(group) if group else inf


def _words(page: DisplayList, role: str) -> str:
    """Return what the words of a role say on a page."""
    group = page.group(role)
    lines = replace(page, items=(group,)).texts() if group else ()
    return " ".join(line.text for line in lines)
