"""A column: roles and words in; blocks from top and foot, the main one filling the rest, out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.layout.blocks import Block, Setter
from generator.layout.display import Group, Item, Shape, TextRun
from generator.layout.logo import TALL, Logo, before_ward
from generator.layout.surfaces import Area, Column, Slot, Surface
from generator.layout.wording import Wording
from generator.text.breaks import Fit, breaks, fit
from generator.text.sentences import first_sentence

_STRIKE_AT = 0.27  # em above the baseline: the middle of small letters
_STRIKE = 0.075  # em
MOST_STILLS = 8
_NEARLY = 0.9  # of the largest size: giving something up would gain nothing one sees
_PLAIN = "grow"  # give up that a text may be larger than its slot
_SHORTER = "support-"  # give up all of the support but its first sentence
# What may go for a logo: the page behind the code names the source, too.
_YIELDING = frozenset({"seal", "source", "scan"})
_SAID = frozenset({"slogan", "claim", "fact", "point", "statement"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of every role of one message."""

    texts: dict[str, str]
    points: tuple[str, ...]
    logo: Logo | None = None

    @classmethod
    def of(cls, words: Wording) -> Words:
        """Return what each role of an arrangement says."""
        place = words.ward or words.publisher
        return cls(
            {
                "chip": words.chip,
                "slogan": words.slogan,
                "support": words.support if words.support != words.slogan else "",
                "when": words.when,
                "where": words.where,
                "claim": words.claim,
                "verdict": words.verdict,
                "fact": words.fact,
                "claim-label": "Tin đang lan truyền",
                "fact-label": "Sự thật",
                "source": f"Nguồn: {words.source}" if words.source else "",
                "publisher": words.publisher if words.ward else words.city,
                "ward": place,
                "foot": f"{place} · {words.city}" if words.city else place,
                "city": words.city if words.city != place else "",
                "maker": words.maker,
                "scan": "Quét mã để đọc thêm" if words.url else "",
            },
            words.points,
            Logo(words.logo, f"Biểu trưng {words.ward}") if words.logo and words.ward else None,
        )


@dataclass(frozen=True, slots=True)
class Stacked:
    """A column in place: its groups, and the size and smallest allowed size of its main text.

    `said`: whether the main text is the message itself, which is never set below its floor.
    """

    groups: tuple[Group, ...]
    fit: Fit | None
    least: float
    said: bool

    @property
    def fits(self) -> bool:
        """Return whether the main text is large enough to be read."""
        return self.fit is None or self.fit.size >= self.least - 1e-6


@dataclass(frozen=True, slots=True)
class _Room:
    """A column's blocks, and the room they leave for the main text."""

    top: tuple[Block, ...]
    below: tuple[Block, ...]
    bottom: tuple[Block, ...]
    height: float
    fit: Fit | None


def stack(
    column: Column, box: Area, page: float, surface: Surface, setter: Setter, words: Words
) -> Stacked:
    """Return a column set into a box, the ward's logo beside its name.

    Args:
        column: its roles.
        box: x, y, w, h inside the paddings.
        page: height of the page, which `half` is a share of.
        surface: has the slots.
        setter: sets words.
        words: what the roles say.
    """
    if words.logo is None or column.main != "ward":
        return _stacked(column, box, page, surface, setter, words)
    plain = _stacked(column, box, page, surface, setter, replace(words, logo=None))
    align = surface.slots["ward"].align
    roles = {g.name for g in plain.groups} - _YIELDING
    x, y, w, h = box
    if plain.fit is None:
        return plain
    for tall in TALL:
        placed = words.logo.beside(plain.fit.size, px=setter.whole, tall=tall)
        if placed is None:
            break
        inset = 0.0 if align == "left" else placed.takes
        room = (x, y, w - placed.takes + inset, h)
        narrow = _stacked(column, room, page, surface, setter, words, inset)
        smaller = narrow.fit and words.logo.beside(narrow.fit.size, px=setter.whole, tall=tall)
        if smaller and roles <= {g.name for g in narrow.groups}:
            return replace(
                narrow, groups=before_ward(narrow.groups, box, smaller, placed.takes, align)
            )
    return plain  # the words come first


def _stacked(
    column: Column,
    box: Area,
    page: float,
    surface: Surface,
    setter: Setter,
    words: Words,
    inset: float = 0.0,
) -> Stacked:
    """Return a column whose main text leaves `inset` of its width free."""
    slot = surface.slots.get(column.main, Slot(0.1))
    least = max(slot.least * setter.short, setter.legible)
    want = max(column.want * setter.short, least)
    blocks = _Blocks(surface, setter, words, box[2])
    barest = _room(column, box, blocks, frozenset(column.drops), inset)
    largest = barest.fit.size if barest.fit else 0.0
    variants = (
        _room(column, box, blocks, frozenset(column.drops[:count]), inset)
        for count in range(len(column.drops))
    )
    room = next(
        (v for v in variants if _enough(v, slot, want, least, column.half * page, largest)),
        barest,
    )
    if not _possible(room, setter):
        room = _barest(column, box, blocks, inset)
    said = column.main in _SAID
    fitted = room.fit
    if fitted is not None and fitted.size < setter.legible:
        # Never below the floor: a name is left out, and what must be said is held back by
        # preflight, since it leaves the page.
        room = replace(room, fit=replace(fitted, size=setter.legible) if said else None)
    elif fitted is not None:
        # Still as large as it must be: only sizes from the floor on count as clear.
        fitted = replace(fitted, size=setter.clear(fitted.size, slot))
        room = replace(room, fit=fitted)
    return Stacked(_placed(column, box, room, slot, setter, inset), fitted, least, said)


def _possible(room: _Room, setter: Setter) -> bool:
    return room.height >= 0 and (room.fit is None or room.fit.size >= setter.legible)


def _barest(column: Column, box: Area, blocks: _Blocks, inset: float = 0.0) -> _Room:
    """Return a column too small for its roles with as many of them as it has room for."""
    others = (*reversed(column.below), *column.top, *column.bottom)
    order = (*column.drops, *(role for role in others if role not in column.drops))
    rooms = (
        _room(column, box, blocks, frozenset(order[:count]), inset)
        for count in range(len(column.drops) + 1, len(order) + 1)
    )
    found = next((room for room in rooms if _possible(room, blocks.setter)), None)
    return found or _room(column, box, blocks, frozenset(order), inset)


def _enough(room: _Room, slot: Slot, want: float, least: float, half: float, most: float) -> bool:
    """Return whether the main text may stay as it is and nothing need be given up for it.

    Args:
        room: what is left for the main text.
        slot: of the main text.
        want: size at which it is large enough.
        least: its floor.
        most: its size when all is given up.
        half: height it should fill at least; 0 for any.
    """
    if room.fit is None:
        return room.height >= 0
    size = room.fit.size
    if room.height <= 0 or size < min(least, most):
        return False
    filled = room.fit.broken.height(slot.leading) * size
    return size >= _NEARLY * most or (size >= want and filled >= half)


def pages(
    column: Column, box: Area, surface: Surface, setter: Setter, words: Words
) -> tuple[str, ...]:
    """Return the main text in parts of which each is large enough when it stands alone."""
    text = words.texts[column.main]
    slot = surface.slots[column.main]
    least = max(slot.least * setter.short, setter.legible)
    font = setter.world.font(slot.weight)
    dropped = frozenset(column.drops)
    room = _room(column, box, _Blocks(surface, setter, words, box[2]), dropped)
    if room.height < least * slot.leading:
        mute = only(words, column.main, "")
        room = _barest(column, box, _Blocks(surface, setter, mute, box[2]))
    found: list[tuple[float, tuple[str, ...]]] = []
    for count in range(2, MOST_STILLS + 1):
        ways = [b for b in breaks(font, text, count) if len(b.lines) == count]
        if not ways:
            break
        parts = min(ways, key=lambda b: b.loss * 4 + b.width / 40).lines
        sizes = [_fitted(setter, part, slot, box[2], room.height) for part in parts]
        found.append((min(s.size for s in sizes), parts))
        if found[-1][0] >= least:
            return parts
    # A word may be too wide for any number of stills: then as few as are nearly as large as can be.
    largest = max((size for size, _ in found), default=0.0)
    return next((parts for size, parts in found if size >= _NEARLY * largest), (text,))


def _fitted(setter: Setter, text: str, slot: Slot, w: float, h: float) -> Fit:
    font = setter.world.font(slot.weight)
    least = max(slot.least * setter.short, setter.legible)
    most = max(min(slot.size * setter.short, setter.largest(text, slot)), least)
    room = (w, max(h, 1e-3), slot.leading, most, slot.lines)
    found = fit(font, text, *room, least)
    if found.size >= setter.legible:
        return found
    loose = fit(font, text, *room, least, loose=True)
    return loose if loose.size >= setter.legible else found


class _Blocks:
    """The blocks of a column's roles; most are the same whatever else the column gives up."""

    def __init__(self, surface: Surface, setter: Setter, words: Words, width: float) -> None:
        self.surface, self.setter, self.words, self.width = surface, setter, words, width
        self._made: dict[tuple[str, bool, bool], Block | None] = {}

    def get(self, role: str, *, grown: bool, shorter: bool) -> Block | None:
        """Return the block of a role, or None where it says nothing or has no room.

        Args:
            role: a slot's name.
            grown: whether its text may be larger than the slot.
            shorter: whether only the first sentence of the support is said.
        """
        key = (role, grown, shorter and role == "support")
        if key not in self._made:
            self._made[key] = self._block(*key)
        return self._made[key]

    def _block(self, role: str, grown: bool, shorter: bool) -> Block | None:  # noqa: FBT001 - a key
        slot, setter, words = self.surface.slots[role], self.setter, self.words
        if not grown:
            slot = replace(slot, grow=1.0)
        if role == "rule":
            return setter.rule(slot, self.width)
        if role == "seal" and not words.logo:  # one emblem is enough
            return setter.seal(slot, self.width)
        text = words.texts.get(role, "")
        if shorter:
            text = first_sentence(text)
        if role == "points" and words.points:
            return setter.points(words.points, slot, self.width)
        return _said(role, text, slot, setter, words, self.width) if text else None


def _room(
    column: Column, box: Area, blocks: _Blocks, dropped: frozenset[str], inset: float = 0.0
) -> _Room:
    surface, setter, words = blocks.surface, blocks.setter, blocks.words
    shorter = _SHORTER in dropped

    def made(roles: tuple[str, ...]) -> tuple[Block, ...]:
        grow = () if _PLAIN in dropped else ("points",) if words.points else roles
        kept = (r for r in roles if r not in dropped)
        found = (blocks.get(r, grown=r in grow, shorter=shorter) for r in kept)
        return tuple(b for b in found if b is not None)

    top, below, bottom = made(column.top), made(column.below), made(column.bottom)
    if below and all(b.name == "rule" for b in below):
        # A rule leads to what follows; with nothing to follow it closes the slogan all the same.
        below = below[:1]
    text = words.texts.get(column.main, "")
    if shorter and column.main == "support":
        text = first_sentence(text)
    used = sum(b.height + b.gap for b in (*top, *below, *bottom))
    if bottom and not (text or top or below):
        used -= bottom[-1].gap  # nothing stands above it
    slot = surface.slots.get(column.main, Slot(0.1))
    height = box[3] - used - (slot.gap * setter.short if top and text else 0.0)
    found = _fitted(setter, text, slot, box[2] - inset, height) if text else None
    return _Room(top, below, bottom, height, found)


def _said(
    role: str, text: str, slot: Slot, setter: Setter, words: Words, width: float
) -> Block | None:
    if role == "chip":
        return setter.chip(text, slot, width)
    if role == "foot":
        names = (text, words.texts["ward"])
        feet = (setter.foot(name, slot, width, words.logo) for name in names)
        return next((foot for foot in feet if foot is not None), None)
    return setter.text(role, text, slot, width, slot.grow)


def _placed(
    column: Column, box: Area, room: _Room, slot: Slot, setter: Setter, inset: float = 0.0
) -> tuple[Group, ...]:
    x, y, w, h = box
    groups: list[Group] = []
    at = y
    for block in room.top:
        at += block.gap if groups else 0.0
        groups.append(Group(block.name, block.place(x, at)))
        at += block.height
    foot = y + h
    for block in room.bottom:
        foot -= block.height
        groups.append(Group(block.name, block.place(x, foot)))
        foot -= block.gap
    main = None
    if room.fit is not None:
        at += slot.gap * setter.short if room.top else 0.0
        main = setter.block(column.main, room.fit.broken, room.fit.size, slot, w - inset)
    used = sum(b.height + b.gap for b in room.below) + (main.height if main else 0.0)
    at += max(0.0, foot - at - used) * column.anchor
    if main is not None:
        items = main.place(x, at)
        struck = _strikes(items, setter) if column.main == "claim" else ()
        groups.append(Group(column.main, (*items, *struck)))
        at += main.height
    for block in room.below:
        at += block.gap
        groups.append(Group(block.name, block.place(x, at)))
        at += block.height
    return tuple(groups)


def _strikes(items: tuple[Item, ...], setter: Setter) -> tuple[Item, ...]:
    """Return a line through every line of a claim."""
    lines = []
    for run in items:
        if isinstance(run, TextRun):
            left, _, right, _ = run.box
            middle = run.y - run.size * _STRIKE_AT
            over = run.size * 0.12
            lines.append(
                Shape(
                    (((left - over, middle), (right + over, middle)),),
                    None,
                    setter.palette.color("accent"),
                    run.size * _STRIKE,
                    closed=False,
                )
            )
    return tuple(lines)


def only(words: Words, role: str, text: str) -> Words:
    """Return the same words with one role's text replaced."""
    return replace(words, texts={**words.texts, role: text})
