"""Blocks: words, a slot and a width in; items that know their height and fit anywhere out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf, sqrt

from generator.layout.display import Color, Fill, Item, Shape
from generator.layout.formats import Theme
from generator.layout.logo import Logo
from generator.layout.outlines import circle, star
from generator.layout.surfaces import Slot
from generator.layout.type import CLEAR_PX, clear, set_line, shaped
from generator.text.breaks import Break, wrap
from generator.text.sentences import leading_sentences
from generator.world import World

_SMALLER = (1.0, 0.92, 0.85)  # how far a supporting text may shrink before it is cut
_LARGER = (1.5, 1.35, 1.22, 1.1)  # how far it may grow where a slot lets it
PAPER = Color(255, 250, 238)
# Area of the strokes of one em of a line (em²) over the weight: measured on painted slogans.
_INK = 0.00043


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours a slot may name."""

    theme: Theme
    fact: Theme

    @classmethod
    def shaded(cls, theme: Theme, fact: Theme, share: float) -> Palette:
        """Return the colours with a share of black (0.0-1.0) in their grounds."""
        return cls(_shaded(theme, share), _shaded(fact, share))

    def color(self, name: str) -> Color:
        """Return the colour of a name.

        Raises:
            KeyError: there is no such colour.
        """
        theme = self.theme
        match name:
            case "soft":
                return theme.text.mix(theme.ground_to, 0.18)
            case "inksoft":
                return theme.chip_text.mix(PAPER, 0.22)
        return {
            "text": theme.text,
            "accent": theme.accent,
            "chip": theme.chip_text,
            "ink": theme.chip_text,
            "ground": theme.ground_to,
        }[name]


def _shaded(theme: Theme, share: float) -> Theme:
    if not share:
        return theme
    black = Color(0, 0, 0)
    return replace(
        theme,
        ground_from=theme.ground_from.mix(black, share),
        ground_to=theme.ground_to.mix(black, share),
        muted=theme.muted.mix(black, share),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """Items of one role; `place` puts their upper left corner at (x, y); `size` is of its text."""

    name: str
    height: float
    gap: float
    place: Callable[[float, float], tuple[Item, ...]]
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets words for one page: world for fonts, colours, and px or mm of the short side.

    Attributes:
        legible: smallest size, in the unit of the page.
        whole: whether lines are px that are better whole (screens).
        ink: area the strokes of the slogan cover at most, in the unit of the page squared.
    """

    world: World
    palette: Palette
    short: float
    legible: float
    whole: bool
    ink: float = inf

    def largest(self, text: str, slot: Slot) -> float:
        """Return the em size at which the strokes of a text cover all the ink there is."""
        line = shaped(self.world, text, slot.weight)
        return sqrt(self.ink / (line.advance_em * slot.weight * _INK))

    def size(self, slot: Slot, share: float = 1.0) -> float:
        """Return the em size of a share of a slot."""
        return self.clear(max(slot.size * self.short * share, self.legible), slot)

    def clear(self, size: float, slot: Slot) -> float:
        """Return a size, on screens one at which marks stay clear of their letters."""
        least = max(self.legible, min(slot.least * self.short, size))
        return clear(size, slot.weight, least) if self.whole else size

    def lines(
        self, broken: Break, size: float, slot: Slot, x: float, y: float, w: float
    ) -> tuple[Item, ...]:
        """Return the lines of a break, the ink of the first one touching y."""
        color = self.palette.color(slot.color)
        found: list[Item] = []
        baseline = y + broken.top * size
        sharp = self.whole and size < CLEAR_PX
        for line in broken.lines:
            ink = shaped(self.world, line, slot.weight).ink
            free = w - (ink[2] - ink[0]) * size
            shift = {"left": 0.0, "center": free / 2, "right": free}[slot.align]
            found.append(
                set_line(
                    self.world,
                    line,
                    x + shift,
                    round(baseline) if sharp else baseline,
                    size,
                    slot.weight,
                    color,
                    "ink",
                )
            )
            baseline += slot.leading * size
        return tuple(found)

    def text(
        self, name: str, text: str, slot: Slot, width: float, grow: float = 1.0
    ) -> Block | None:
        """Return a text in at most the slot's lines; cut at a sentence's end, else left out."""
        shares = (*(s for s in _LARGER if s <= grow), *_SMALLER)
        font = self.world.font(slot.weight)
        for candidate in (text, *leading_sentences(text)):
            for share in shares if candidate else ():
                size = self.size(slot, share)
                broken = wrap(font, candidate, width / size, slot.lines)
                if broken is not None:
                    return self.block(name, broken, size, slot, width)
        return None

    def block(self, name: str, broken: Break, size: float, slot: Slot, width: float) -> Block:
        """Return the block of a text that is already broken."""

        def place(x: float, y: float) -> tuple[Item, ...]:
            return self.lines(broken, size, slot, x, y, width)

        return Block(name, broken.height(slot.leading) * size, slot.gap * self.short, place, size)

    def foot(self, text: str, slot: Slot, width: float, logo: Logo | None) -> Block | None:
        """Return the line that names the ward, its logo before it where there is room for one."""
        plain = self.text("foot", text, slot, width)
        placed = logo.beside(plain.size, px=self.whole) if logo and plain else None
        if placed is None:
            return plain
        words = self.text("foot", text, slot, width - placed.takes)
        if words is None:
            return plain
        height = max(words.height, placed.height)

        def place(x: float, y: float) -> tuple[Item, ...]:
            lines = words.place(x + placed.takes, y + (height - words.height) / 2)
            return (placed.at(x, y + height / 2), *lines)

        return Block("foot", height, words.gap, place, words.size)

    def chip(self, text: str, slot: Slot, width: float) -> Block | None:
        """Return a pill in the accent colour with the words of the kind and a small star.

        The star goes where it would make the words smaller; None where they could not be read.
        """
        line = shaped(self.world, text, slot.weight)
        inner = line.ink[2] - line.ink[0]
        starred = width / (inner + 2.6) >= self.size(slot)
        before, after = (1.62, 0.93) if starred else (0.72, 0.72)
        size = min(self.size(slot), width / (inner + before + after))
        if size < self.legible:
            return None
        height = size * 1.84
        accent, ink = self.palette.theme.accent, self.palette.color("chip")

        def place(x: float, y: float) -> tuple[Item, ...]:
            w = (inner + before + after) * size
            left = x if slot.align == "left" else x + (width - w) / 2
            middle = y + height / 2
            mark = Shape((star(left + size * 0.95, middle, size * 0.45, size * 0.16),), ink)
            return (
                Fill(left, y, w, height, accent, height / 2),
                *([mark] if starred else []),
                set_line(
                    self.world,
                    text,
                    left + size * before,
                    round(middle + size * 0.36) if self.whole else middle + size * 0.35,
                    size,
                    slot.weight,
                    ink,
                    "ink",
                ),
            )

        return Block("chip", height, slot.gap * self.short, place)

    def rule(self, slot: Slot, width: float) -> Block:
        """Return a short accent line; the slot's size is its length."""
        length, height = (
            slot.size * self.short,
            max(slot.least * self.short, 2.0 if self.whole else 0.6),
        )
        if self.whole:
            length, height = round(length), round(height)
        accent = self.palette.color(slot.color)

        def place(x: float, y: float) -> tuple[Item, ...]:
            left = x if slot.align == "left" else x + (width - length) / 2
            if self.whole:
                left, y = round(left), round(y)
            return (Fill(left, y, length, height, accent, height / 2),)

        return Block("rule", height, slot.gap * self.short, place)

    def seal(self, slot: Slot, width: float) -> Block:
        """Return a star with two rings in the accent colour; the slot's size is its width."""
        side = slot.size * self.short
        accent = self.palette.color(slot.color)

        def place(x: float, y: float) -> tuple[Item, ...]:
            cx = x + width / 2 if slot.align == "center" else x + side / 2
            cy = y + side / 2
            line = side * 0.025
            rings = tuple(circle(cx, cy, r, 96) for r in (side * 0.485, side * 0.425))
            return (
                Shape((star(cx, cy, side * 0.36, side * 0.10),), accent),
                Shape(rings, None, accent, line),
            )

        return Block("seal", side, slot.gap * self.short, place)

    def points(self, points: tuple[str, ...], slot: Slot, width: float) -> Block | None:
        """Return a numbered list, or None when it needs more lines than the slot has for each.

        A slightly smaller list of single lines reads better than a larger one of broken lines.
        """
        larger = tuple(s for s in _LARGER if s <= slot.grow)
        for share, lines in (
            *((s, 1) for s in (*larger, *_SMALLER)), *((s, slot.lines) for s in _SMALLER)
        ):  # fmt: skip
            size = self.size(slot, share)
            indent = size * 2.1
            font = self.world.font(slot.weight)
            broken = [wrap(font, p, (width - indent) / size, lines) for p in points]
            whole = [b for b in broken if b is not None]
            if len(whole) == len(points):
                return self._list(tuple(whole), size, indent, slot, width)
        return None

    def _list(
        self, parts: tuple[Break, ...], size: float, indent: float, slot: Slot, width: float
    ) -> Block:
        between = size * 0.62
        disc = size * 1.5
        heights = [max(b.height(slot.leading) * size, disc) for b in parts]

        def place(x: float, y: float) -> tuple[Item, ...]:
            found: list[Item] = []
            for number, (broken, height) in enumerate(zip(parts, heights, strict=True), start=1):
                one = len(broken.lines) == 1
                centre = (
                    y + height / 2 if one else y + max(broken.top * size - size * 0.36, disc / 2)
                )
                found.append(
                    Fill(x, centre - disc / 2, disc, disc, self.palette.theme.accent, disc / 2)
                )
                small = max(size * 0.92, self.legible)
                figure = (str(number), x + disc / 2, centre + small * 0.36, small, 800)
                found.append(set_line(self.world, *figure, self.palette.color("chip"), "center"))
                top = centre + size * 0.36 - broken.top * size if one else y
                found.extend(self.lines(broken, size, slot, x + indent, top, width - indent))
                y += height + between
            return tuple(found)

        total = sum(heights) + between * (len(parts) - 1)
        return Block("points", total, slot.gap * self.short, place)
