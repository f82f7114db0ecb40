"""Surfaces: layouts/surfaces/*.toml in; frozen arrangements, and the one for a format, out.

Areas are shares of the page (left, top, right, bottom); sizes are shares of the page's short
side, so that one arrangement serves every board of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.layout.formats import (
    Format,
    LayoutFileError,
    Theme,
    load_themes,
    read_table,
)
from generator.layout.wording import Wording
from generator.world import World

FOLDER = "layouts/surfaces"
FACT_THEME = "tin-tot"

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Slot:
    """How the words of one role are set.

    Attributes:
        size: em size; for the slogan its largest size. least: its smallest size, below which the
            text is split over stills (slogan) or left out (all others).
        weight, leading: of the type; leading in em.
        color: "text", "soft", "accent", "chip", "ink" (dark on a light field).
        gap: room above (below, for what stands at the foot).
        lines: most lines.
        align: "left", "center" or "right".
        grow: how much larger it may be on a message without points.
        faces: bitmap fonts that one- and two-colour boards may use below `least`, largest first.
    """

    size: float
    least: float = 0.0
    weight: int = 500
    leading: float = 1.35
    color: str = "text"
    gap: float = 0.0
    lines: int = 1
    align: str = "left"
    grow: float = 1.0
    faces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Words that stand below each other.

    Attributes:
        area: share of the page; pictured, marked, scanned: the same on a page with a picture, with
            the tag of samples, with a QR code; the first of these that is given and true counts.
        pad: margins inside the area in shares of the short side: left, top, right, bottom.
        top: roles from the top downwards; main: the role that takes what room is left; below: roles
            that follow it; bottom: roles from the foot upwards.
        anchor: where main and below stand in their room, 0.0 top to 1.0 bottom.
        drops: roles given up, in this order, while main has too little room.
        half: least share of the page's height that main has before something is given up.
        want: size of main below which something is given up.
    """

    area: Area
    pictured: Area | None = None
    marked: Area | None = None
    scanned: Area | None = None
    pad: Area = (0.075, 0.075, 0.075, 0.075)
    top: tuple[str, ...] = ()
    main: str = ""
    below: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()
    anchor: float = 0.0
    drops: tuple[str, ...] = ()
    half: float = 0.0
    want: float = 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """A coloured part of the ground: "muted", "fact", "deep", "paper" or "accent"."""

    area: Area
    paint: str
    alpha: float = 1.0
    radius: float = 0.0
    bleed: bool = False


@dataclass(frozen=True, slots=True)
class MotifPlace:
    """Where the motif stands: centre in shares of the page, radius in shares of the short side."""

    at: tuple[float, float]
    radius: float
    opacity: float = 0.14
    name: str = ""


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """Where a picture stands.

    `fade` is the share over which one edge melts into the ground, `dim` the share of black over it.
    """

    area: Area
    fade: float = 0.0
    edge: str = "left"
    radius: float = 0.0
    dim: float = 0.0


@dataclass(frozen=True, slots=True)
class QrPlace:
    """A QR code: `at` is its lower right corner, `side` the longest side of code and quiet zone.

    `plain`: it lies on paper and needs no card of its own.
    """

    at: tuple[float, float]
    side: float
    plain: bool = False


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """The tag of samples and drafts: its upper right corner and the size of its letters.

    `pictured`: its corner on a page with a picture.
    """

    at: tuple[float, float]
    size: float
    pictured: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Surface:
    """One arrangement.

    Attributes:
        id: name of its file.
        role: "message" or "closing".
        media, depths, kinds: what it is for; no kinds means all.
        points: only for messages with points (true) or without (false); unset for both.
        pictured: the same for messages with a picture.
        aspect, height: ranges, the lower bound included, the upper one not.
        legible: smallest text on screens (px); legible_mm: in print (mm).
        ground: angle of its gradient; deep: share of black at the far end; shade: share of black
            all over, with which accents keep 7:1 in daylight and boards draw less power.
        ink: share of the page that the strokes of the slogan cover at most; a board of larger
            letters would dazzle at night.
        mono: whether it is set by onecolor.py; factual: whether it wears the colours of a fact.
        veil: side from which the motif is veiled as far as text lies over it: "left", "bottom".
        veiled: share of the page at which the veil ends; 0 where the words do. Pages of one video
            share their veil, so that it need not change with the words.
        fields, columns, slots: by name, in painting order.
        motion: cues for timelines, opaque here.
    """

    id: str
    role: str
    media: tuple[str, ...]
    aspect: tuple[float, float]
    height: tuple[float, float] = (0.0, 1e9)
    depths: tuple[str, ...] = ("rgb",)
    kinds: tuple[str, ...] = ()
    points: bool | None = None
    pictured: bool | None = None
    legible: float = 11.0
    legible_mm: float = 3.2
    ground: float = 35.0
    deep: float = 0.28
    shade: float = 0.0
    ink: float = 1.0
    veil: str = ""
    veiled: float = 0.0
    mono: bool = False
    factual: bool = False
    motif: MotifPlace | None = None
    picture: PicturePlace | None = None
    qr: QrPlace | None = None
    mark: MarkPlace | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    motion: Mapping[str, Any] = field(default_factory=dict)

    def limited(self, slot: str, most: float) -> Surface:
        """Return the arrangement with a slot whose text is at most so large (short sides)."""
        found = self.slots.get(slot)
        if found is None or most >= found.size:
            return self
        return replace(self, slots={**self.slots, slot: replace(found, size=most)})

    def raised(self, foot: float) -> Surface:
        """Return the arrangement with a share of the page's height kept free at its foot."""
        if not foot:
            return self

        def up(area: Area) -> Area:
            return (area[0], area[1] * (1 - foot), area[2], area[3] * (1 - foot))

        def column(old: Column) -> Column:
            return replace(
                old,
                area=up(old.area),
                pictured=old.pictured and up(old.pictured),
                marked=old.marked and up(old.marked),
                scanned=old.scanned and up(old.scanned),
            )

        picture = self.picture and replace(self.picture, area=up(self.picture.area))
        columns = {name: column(old) for name, old in self.columns.items()}
        return replace(self, columns=columns, picture=picture)

    def serves(self, fmt: Format, kind: str, role: str) -> bool:
        """Return whether this arrangement is made for a format and a kind of message."""
        return (
            self.role == role
            and fmt.medium in self.media
            and fmt.depth in self.depths
            and self.aspect[0] <= fmt.aspect < self.aspect[1]
            and self.height[0] <= fmt.height < self.height[1]
            and (not self.kinds or kind in self.kinds)
        )


@dataclass(frozen=True, slots=True)
class Surfaces:
    """All arrangements, the particular ones first, and the theme of a fact.

    Particular are those for some kinds alone, then those for the narrowest range of aspects, then
    those for messages with a picture.
    """

    all: tuple[Surface, ...]
    fact: Theme

    def candidates(self, fmt: Format, words: Wording, role: str) -> tuple[Surface, ...]:
        """Return the arrangements for a format; those made for the message's kind come first."""
        kind = words.kind.value
        told = bool(words.claim and words.fact)
        return tuple(
            s
            for s in self.all
            if s.serves(fmt, kind, role)
            and (told or "fact-check" not in s.kinds)
            and s.points in {None, bool(words.points)}
            and s.pictured in {None, words.image is not None}
        )


def load_surfaces(world: World) -> Surfaces:
    """Return every arrangement of layouts/surfaces/.

    Raises:
        LayoutFileError: a file breaks TOML or the types above.
    """
    found = []
    for path in world.files(FOLDER):
        if path.endswith(".toml"):
            table = read_table(world, path)
            name = path.rsplit("/", 1)[-1].removesuffix(".toml")
            try:
                found.append(_surface(name, table))
            except (TypeError, KeyError, ValueError) as problem:
                raise LayoutFileError(f"{path}: {problem}") from problem
    found.sort(key=lambda s: (not s.kinds, s.aspect[1] - s.aspect[0], s.pictured is None, s.id))
    return Surfaces(tuple(found), load_themes(world)[FACT_THEME])


def _surface(name: str, table: dict[str, Any]) -> Surface:
    values = {key: _frozen(value) for key, value in table.items() if not isinstance(value, dict)}
    single = {"motif": MotifPlace, "picture": PicturePlace, "qr": QrPlace, "mark": MarkPlace}
    many = {"fields": Field, "columns": Column, "slots": Slot}
    for key, made in single.items():
        if key in table:
            values[key] = _build(made, table[key])
    for key, made in many.items():
        values[key] = {n: _build(made, raw) for n, raw in table.get(key, {}).items()}
    unknown = [
        k for k, v in table.items() if isinstance(v, dict) and k not in {*single, *many, "motion"}
    ]
    if unknown:
        raise ValueError(f"unknown table {unknown[0]!r}")
    return Surface(id=name, motion=table.get("motion", {}), **values)


def _build(made: type[Any], raw: dict[str, Any]) -> Any:  # noqa: ANN401 - one builder for six types
    return made(**{key: _frozen(value) for key, value in raw.items()})


def _frozen(value: object) -> Any:  # noqa: ANN401 - TOML values
    return tuple(value) if isinstance(value, list) else value
