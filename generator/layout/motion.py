"""Motion: the words of a message and a format in; its video as scenes of moving groups out.

The message builds itself word by word, stands as long as it takes to read, dissolves to the bare
ground; a closing card settles, stands, and fades. The first frame is the last one: the bare ground
with its motif and, on samples, the mark. Only the closing card names the ward, and scenes are whole
seconds, so all wards share every encoded second but those of the card.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from generator.layout.compose import compose, compose_closing, surface_for
from generator.layout.display import DisplayList, Group, Item
from generator.layout.formats import Format, Theme
from generator.layout.motion_entrance import BY_WORD, Cues, Entrance
from generator.layout.motion_stage import Stage, cross_fade, fade_out, set_stage
from generator.layout.motion_words import entries
from generator.layout.motion_words import words as by_word
from generator.layout.script import Script
from generator.layout.surfaces import Surfaces
from generator.layout.timeline import Scene, Timeline
from generator.layout.wording import Wording
from generator.text.reading import reading_time
from generator.world import World

FPS = 30
GOP = 30
# What frames the message need not be read in full: the closing card says it again, on its own.
_FRAMING = frozenset(
    {"chip", "foot", "ward", "publisher", "issuer", "source", "city", "scan", "maker"}
)
# A video lasts 8-30 s: 8 s is advised for signs at the road, beyond half a minute nobody stays.
_LEAST_S, _MOST_S = 8, 30
_LEAST_HOLD_S = 2
_CARD_HOLD_S = (2, 4)


def timeline(
    script: Script, fmt: Format, theme: Theme, surfaces: Surfaces, world: World
) -> Timeline:
    """Return the video of a message for one ward, or for the version without a ward.

    Args:
        script: what it says; the ward appears in the closing card alone.
        fmt: a format of medium "video", px.
        theme: colours.
        surfaces: arrangements.
        world: for fonts.

    Raises:
        LookupError: no arrangement serves the format.
        ValueError: an arrangement gives a cue that does not exist.
    """
    words = script.words
    common = replace(words, ward="", url="", logo=None)
    pages = compose(common, fmt, theme, surfaces, world)
    # A card without what its message has said already is the same for all messages of a theme.
    said = any(page.group("source") for page in pages)
    left = replace(words, source="") if said else words
    stage = set_stage(pages[0], compose_closing(left, fmt, theme, surfaces, world))
    cues = Cues.of(surface_for(fmt, common, surfaces))
    openings = [_enter(page, stage, cues, world, n) for n, page in enumerate(pages, 1)]
    ending = tuple(_closing(stage, Cues.of(surface_for(fmt, words, surfaces, "closing")), words))
    holds = _holds(pages, openings, ending)
    scenes: list[Scene] = []
    for page, opening, hold in zip(pages, openings, holds, strict=True):
        name = opening.name
        leave = _leave(page, stage, cues, f"{name}-leave", last=page is pages[-1])
        scenes.extend((opening, Scene(f"{name}-hold", page, (), hold), leave))
    size = (round(fmt.width), round(fmt.height))
    return Timeline(*size, FPS, GOP, (*scenes, *ending), poster=openings[0].frames)


def _enter(page: DisplayList, stage: Stage, cues: Cues, world: World, number: int) -> Scene:
    """Return the scene in which a page builds itself on the bare ground."""

    def apart(item: Item) -> Item:
        if isinstance(item, Group) and item.name in BY_WORD and cues.entrance == "words":
            return by_word(item, world)
        if isinstance(item, Group) and item.name == "points":
            return entries(item)
        return item

    display = replace(page, items=tuple(apart(item) for item in page.items))
    entrance = Entrance(cues)
    tracks = tuple(entrance.tracks(stage.words(display)))
    return Scene(f"message-{number}", display, tracks, _whole(entrance.end + 1))


def _leave(page: DisplayList, stage: Stage, cues: Cues, name: str, *, last: bool) -> Scene:
    """Return the scene in which a page gives way to the bare ground, the last one to the card's."""
    words = stage.words(page)
    tracks = tuple(fade_out(words, cues.leave))
    if not (last and stage.turns):
        return Scene(name, page, tracks, GOP)
    tracks += tuple(cross_fade(stage.here, stage.there, cues.leave))
    return Scene(name, stage.shows((stage.here, stage.there), words), tracks, GOP)


def _closing(stage: Stage, cues: Cues, words: Wording) -> Iterator[Scene]:
    """Yield the scenes of the closing card: it settles, stands, and leaves the bare ground.

    It settles within one second: every second of the card is encoded for each ward again.
    """
    card = stage.shows((stage.there,), stage.card)
    entrance = Entrance(cues.within(GOP, len(stage.card)))
    tracks = tuple(entrance.tracks(stage.card))
    yield Scene("closing", card, tracks, _whole(entrance.end + 1))
    yield Scene("closing-hold", card, (), _stands(words) * GOP)
    yield Scene("closing-leave", card, tuple(fade_out(stage.card, cues.leave)), GOP)
    if stage.turns:
        # A second of its own: it names neither ward nor message, so all videos share it.
        back = tuple(cross_fade(stage.there, stage.here, cues.leave))
        yield Scene("return", stage.shows((stage.here, stage.there), ()), back, GOP)


def _whole(frames: int) -> int:
    """Return the next whole number of groups of pictures."""
    return ceil(frames / GOP) * GOP


def _holds(
    pages: tuple[DisplayList, ...], openings: list[Scene], ending: tuple[Scene, ...]
) -> list[int]:
    """Return how many frames each page stands when it is built.

    People read along while words come, so a page is in view for its reading time from its first
    word on. Together with all else the video lasts 8-30 s; where that is too short for all
    pages, the longest gives up a second first. No page stands less than two seconds, so a long
    text in many pages on a small board takes longer.
    """
    holds = [
        max(_LEAST_HOLD_S, ceil(_reading(page) - opening.frames / FPS))
        for page, opening in zip(pages, openings, strict=True)
    ]
    fixed = sum(scene.frames for scene in (*openings, *ending)) // GOP + len(pages)
    holds[-1] += max(0, _LEAST_S - fixed - sum(holds))
    while fixed + sum(holds) > _MOST_S and max(holds) > _LEAST_HOLD_S:
        holds[holds.index(max(holds))] -= 1
    return [hold * GOP for hold in holds]


def _reading(page: DisplayList) -> float:
    """Return how long a page's message takes to read (s)."""
    told = tuple(i for i in page.items if not (isinstance(i, Group) and i.name in _FRAMING))
    lines = replace(page, items=told).texts()
    return reading_time(" ".join(line.text for line in lines), passer_by=True)


def _stands(words: Wording) -> int:
    """Return how long the card stands (s): the same for every ward."""
    least, most = _CARD_HOLD_S
    return min(most, max(least, ceil(reading_time(words.source) / 2)))
