"""One- and two-colour boards: words and an arrangement in; pages of lines on whole pixels out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor, inf

from generator.layout.display import Color, DisplayList, Fill, Group, TextRun
from generator.layout.formats import Format
from generator.layout.ledpage import Block, block
from generator.layout.ledtype import Outline, Type, types
from generator.layout.surfaces import Slot, Surface
from generator.layout.wording import Wording
from generator.text.breaks import breaks
from generator.world import World

FREE = 1  # px kept dark at the left and right edge
RED, GREEN, YELLOW = Color(255, 0, 0), Color(0, 255, 0), Color(255, 255, 0)
_OFF = Color(0, 0, 0)
_MOST_PAGES = 12
_JARRING = 0.2  # loss of one page's end at which another page is better
_APART = 2  # rows between the slogan and the foot
_ASIDE = 8  # px between ward and mark at the foot
_WARNING = "canh-bao"
_DOT = " ·"  # between ward and city; at the end of a line it parts nothing


def one_color(
    words: Wording, fmt: Format, surface: Surface, world: World
) -> tuple[DisplayList, ...]:
    """Return the pages of a message: slogan, else short form, else its parts.

    Each page has the largest type with which its text fits. Ward and mark stand at the foot where
    the arrangement has one; else the mark is a page of its own at the end.
    """
    board = _Board(words, fmt, surface, world)
    foot = board.foot(words.ward, words.mark) if words.mark else _Foot()
    feet = (foot, _Foot()) if foot.rows else (_Foot(),)
    for text in (words.slogan, words.short):
        for below in feet if text else ():
            found = board.block(text, "slogan", below.rows)
            if found is not None:
                return board.finished((found,), below)
    for below in feet:
        parts = board.parts(words.slogan, below.rows)
        if parts:
            return board.finished(parts, below)
    return board.finished((board.forced(words.slogan, "slogan"),), _Foot())


def one_color_closing(words: Wording, fmt: Format, surface: Surface, world: World) -> DisplayList:
    """Return the page that names the ward, or the publisher where no ward is meant."""
    board = _Board(words, fmt, surface, world)
    place = words.ward or words.publisher
    choices = [t for t in (f"{place}{_DOT} {words.city}", place, words.city) if t]
    ways = [(text, loose) for loose in (False, True) for text in choices]
    fitting = (board.block(text, "ward", loose=loose) for text, loose in ways)
    found = next((b for b in fitting if b is not None), None)
    found = found or board.forced(choices[0], "ward")
    lines = (found.type.line(r.text.removesuffix(_DOT), r.color) for r in found.lines)
    return board.page("ward", replace(found, lines=tuple(lines)), _Foot())


def one_color_strip(words: Wording, fmt: Format, surface: Surface, world: World) -> DisplayList:
    """Return the slogan as one line on a picture as high as the board and as wide as needed.

    For cards that scroll a picture by themselves. The line starts and ends with a board's width
    of darkness, so that it enters an empty board and leaves it empty; the width (px) is a
    multiple of what the card takes. A sample or draft says first that it is one.
    """
    board = _Board(words, fmt, surface, world)
    slot = surface.slots["slogan"]
    said = f"{words.mark} · {words.slogan}" if words.mark else words.slogan
    line = board.block(said, "slogan", slot=replace(slot, lines=1), wide=True)
    line = line or board.forced(said, "slogan")
    step = max(1, fmt.multiple)
    width = ceil((line.width + 2 * fmt.width) / step) * step
    return _Board(words, replace(fmt, width=width), surface, world).page("slogan", line, _Foot())


@dataclass(frozen=True, slots=True)
class _Foot:
    """What stands below the slogan: a group for each role, and the rows it takes."""

    groups: tuple[Group, ...] = ()
    rows: int = 0


class _Board:
    """One message on one board."""

    def __init__(self, words: Wording, fmt: Format, surface: Surface, world: World) -> None:
        self.words, self.fmt, self.surface, self.world = words, fmt, surface, world
        self.width, self.height = round(fmt.width), round(fmt.height)
        self._types: dict[Slot, tuple[Type, ...]] = {}
        warning = words.theme == _WARNING
        self.colors = {
            "slogan": RED if warning else YELLOW,
            "ward": GREEN,
            "mark": YELLOW if warning else RED,
        }
        if fmt.depth != "dual":
            self.colors = dict.fromkeys(self.colors, fmt.mono_color)

    def slot(self, name: str) -> Slot:
        """Return the slot of a role; one without its own is set as the slogan."""
        return self.surface.slots.get(name) or self.surface.slots["slogan"]

    def types(self, slot: Slot) -> tuple[Type, ...]:
        """Return the type that a slot allows, largest first."""
        if slot not in self._types:
            self._types[slot] = tuple(types(slot, self.world))
        return self._types[slot]

    def block(
        self,
        text: str,
        name: str,
        below: int = 0,
        *,
        cap: float = 0.0,
        slot: Slot | None = None,
        wide: bool = False,
        loose: bool = False,
    ) -> Block | None:
        """Return a text at the best type that fits the board, or None.

        Args:
            text: words.
            name: their role.
            below: rows kept free at the foot.
            cap: most px of a capital; 0 for no limit.
            slot: how they are set, if not as their role is.
            wide: whether the board is as wide as the text needs.
            loose: whether set phrases may be broken, too.
        """
        slot = slot or self.slot(name)
        size = (10**6 if wide else self.width - 2 * FREE, self.height - below)
        kinds = tuple(kind for kind in self.types(slot) if not cap or kind.cap <= cap)
        font = self.world.font(slot.weight)
        return block(text, size, kinds, slot.lines, font, self.colors[name], loose=loose)

    def forced(self, text: str, name: str) -> Block:
        """Return a text that does not fit, small: preflight names the page and holds it back."""
        slot = self.slot(name)
        able = [kind for kind in self.types(slot) if kind.has(text)]
        kind = able[-1] if able else Outline(self.world.font(slot.weight), ceil(slot.least))
        return Block(kind, (kind.line(text, self.colors[name]),))

    def parts(self, text: str, below: int) -> tuple[Block, ...]:
        """Return a text on as few pages as its letters need, all in one type."""
        font = self.world.font(self.slot("slogan").weight)
        counts = range(2, _MOST_PAGES + 1)
        for loose, most in ((False, _JARRING), (False, inf), (True, inf)):
            for count in counts:
                ways = breaks(font, text, count, loose=loose)
                able = (w for w in ways if len(w.lines) == count and w.loss <= most * (count - 1))
                for way in sorted(able, key=lambda way: way.loss):
                    found = self._alike(way.lines, below, loose=loose)
                    if found:
                        return found
        return ()

    def _alike(self, texts: tuple[str, ...], below: int, *, loose: bool) -> tuple[Block, ...]:
        """Return texts as pages in the largest type that fits all, or nothing."""
        cap = 0.0
        for _ in texts:
            blocks = [self.block(t, "slogan", below, cap=cap, loose=loose) for t in texts]
            fitting = [b for b in blocks if b is not None]
            if len(fitting) < len(texts):
                return ()
            least = min(b.type.cap for b in fitting)
            if all(b.type.cap == least for b in fitting):
                return tuple(fitting)
            cap = least
        return tuple(fitting)

    def finished(self, blocks: tuple[Block, ...], foot: _Foot) -> tuple[DisplayList, ...]:
        """Return the pages of blocks; a mark without a foot gets a page of its own."""
        mark = self.words.mark
        if not mark:
            ward = self.foot(self.words.ward, "")
            if all(b.height(b.least_pitch) + ward.rows <= self.height for b in blocks):
                foot = ward
        found = tuple(self.page("slogan", b, foot) for b in blocks)
        if mark and not foot.rows:
            own = self.block(mark, "mark") or self.block(mark, "mark", loose=True)
            own = own or self.forced(mark, "mark")
            found = (*found, self.page("mark", own, _Foot()))
        return found

    def foot(self, ward: str, mark: str) -> _Foot:
        """Return ward and mark on one line, at its two ends; the mark alone where both are wide.

        An arrangement without a slot for it has no foot.
        """
        slot = self.surface.slots.get("foot")
        if slot is None:
            return _Foot()
        kind = self.types(slot)[-1]
        said = [(n, t) for n, t in (("ward", ward), ("mark", mark)) if t and kind.has(t)]
        runs = [(name, kind.line(text, self.colors[name])) for name, text in said]
        while runs and sum(_wide(r) + _ASIDE for _, r in runs) - _ASIDE > self.width - 2 * FREE:
            runs = runs[1:]
        if not runs or (mark and runs[-1][0] != "mark"):
            return _Foot()
        rise = max(-floor(r.ink[1]) for _, r in runs)
        fall = max(ceil(r.ink[3]) for _, r in runs)
        starts = [FREE, self.width - FREE - _wide(runs[-1][1])]
        if len(runs) == 1:
            starts = [(self.width - _wide(runs[0][1])) // 2]
        groups = tuple(
            Group(name, (replace(run, x=x - floor(run.ink[0]), y=self.height - fall),))
            for (name, run), x in zip(runs, starts, strict=True)
        )
        return _Foot(groups, rise + fall + _APART)

    def page(self, name: str, found: Block, foot: _Foot) -> DisplayList:
        """Return a page: a block above its foot."""
        ground = Group("ground", (Fill(0, 0, self.width, self.height, _OFF),))
        box = (FREE, 0, self.width - FREE, self.height - foot.rows)
        lines = found.placed(box)
        text = " ".join(run.text for run in lines)
        items = (ground, Group(name, lines), *foot.groups)
        return DisplayList(
            self.width, self.height, self.fmt.unit, items, 0.0, self.words.language, text
        )


def _wide(run: TextRun) -> int:
    """Return the px that the ink of a line takes."""
    return ceil(run.ink[2]) - floor(run.ink[0])
