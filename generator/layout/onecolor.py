"""One-colour boards: words and a strip in; pages of one line on whole pixels out."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor

from generator.layout.display import Cluster, Color, DisplayList, Fill, Group, TextRun
from generator.layout.formats import Format
from generator.layout.surfaces import Slot, Surface
from generator.layout.type import set_line
from generator.layout.wording import Wording
from generator.text.breaks import breaks
from generator.world import World

FREE = 1  # px kept dark at the left and right edge
_MOST_PAGES = 12
_LEAST_GAP = 5  # px of darkness between two words
_WORD_GAP = 0.29  # em; the font's own space of 0.23 em closes up on whole pixels
_OFF = Color(0, 0, 0)


def one_color(
    words: Wording, fmt: Format, surface: Surface, world: World
) -> tuple[DisplayList, ...]:
    """Return the pages of a message: slogan, else short form, else its parts; then the mark.

    Every page is one line as large as its letters' ink allows, on whole pixels.
    """
    slot = surface.slots["slogan"]
    lines: tuple[str, ...] = ()
    for text in (words.slogan, words.short):
        if text and not lines and _run(text, fmt, slot, world) is not None:
            lines = (text,)
    if not lines:
        lines = _parts(words.slogan, fmt, slot, world)
    marks = (words.mark,) if words.mark else ()
    return tuple(
        _page(text, name, fmt, slot, world, words)
        for name, texts in (("slogan", lines), ("mark", marks))
        for text in texts
    )


def one_color_closing(words: Wording, fmt: Format, surface: Surface, world: World) -> DisplayList:
    """Return the page that names the ward, or the publisher where no ward is meant."""
    slot = surface.slots["ward"]
    place = words.ward or words.publisher
    choices = [t for t in (f"{place} · {words.city}", place, words.city) if t]
    fitting = [t for t in choices if _run(t, fmt, slot, world) is not None]
    return _page((fitting or choices)[0], "ward", fmt, slot, world, words)


def _parts(text: str, fmt: Format, slot: Slot, world: World) -> tuple[str, ...]:
    """Return a text in as few pages as its letters need, broken where the meaning allows."""
    font = world.font(slot.weight)
    found: tuple[str, ...] = (text,)
    for count in range(2, _MOST_PAGES + 1):
        ways = [b for b in breaks(font, text, count) if len(b.lines) == count]
        fitting = [b for b in ways if all(_run(line, fmt, slot, world) for line in b.lines)]
        if fitting:
            return min(fitting, key=lambda b: b.loss).lines
        found = ways[0].lines if ways else found
    return found


def _run(text: str, fmt: Format, slot: Slot, world: World) -> TextRun | None:
    """Return a line at the largest size at which its ink fits the board, or None."""
    for size in range(floor(slot.size), ceil(slot.least) - 1, -1):
        run = _snapped(text, size, slot.weight, fmt.mono_color, world)
        left, top, right, bottom = run.ink
        if (
            ceil(right) - floor(left) <= fmt.width - 2 * FREE
            and ceil(bottom) - floor(top) <= fmt.height
        ):
            return run
    return None


def _snapped(text: str, size: float, weight: int, color: Color, world: World) -> TextRun:
    """Return a line whose letters stand on whole pixels, its words evenly and clearly apart."""
    gap = round(size * _WORD_GAP)
    clusters: list[Cluster] = []
    inks: list[tuple[float, float, float, float]] = []
    pen = 0
    for word in text.split():
        part = set_line(world, word, 0, 0, size, weight, color)
        pen += gap if clusters else 0
        clusters.extend([Cluster(" ", pen - gap)] if clusters else [])
        clusters.extend(Cluster(c.text, pen + round(c.x)) for c in part.clusters)
        left, top, right, bottom = part.ink
        if inks:  # a horn at the end of a word must not close the gap
            pen = max(pen, ceil(inks[-1][2] + _LEAST_GAP - left))
        inks.append((pen + left - 0.5, top, pen + right + 0.5, bottom))
        pen += round(part.width)
    ink = (inks[0][0], min(i[1] for i in inks), inks[-1][2], max(i[3] for i in inks))
    return TextRun(0, 0, size, weight, color, tuple(clusters), pen, ink)


def _page(
    text: str, name: str, fmt: Format, slot: Slot, world: World, words: Wording
) -> DisplayList:
    run = _run(text, fmt, slot, world)
    if run is None:
        # Not one word fits: preflight names the page and holds it back.
        run = _snapped(text, slot.least, slot.weight, fmt.mono_color, world)
    left, top, right, bottom = run.ink
    wide = ceil(right) - floor(left)
    x = max(FREE, (fmt.width - wide) // 2) - floor(left)
    # The line stands still over pages: the baseline moves only when marks need the room.
    baseline = min(
        max(round(slot.gap * fmt.height), -floor(top)), max(fmt.height - ceil(bottom), -floor(top))
    )
    placed = replace(run, x=x, y=baseline)
    ground = Group("ground", (Fill(0, 0, fmt.width, fmt.height, _OFF),))
    return DisplayList(
        fmt.width, fmt.height, fmt.unit, (ground, Group(name, (placed,))), 0.0, words.language, text
    )
