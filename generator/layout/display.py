"""The display list: a finished layout, items at fixed positions, and nothing left to decide.

Lengths are in the unit of the format: px for boards, TVs, social pictures and video, mm for
print. The origin is the top left corner; y grows downwards. Everything here is frozen: an
effect returns a new value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.content.model import Media

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Color:
    """An sRGB colour; channels 0-255, alpha 0.0-1.0."""

    r: int
    g: int
    b: int
    a: float = 1.0

    @classmethod
    def parse(cls, text: str, alpha: float = 1.0) -> Color:
        """Read "#rrggbb".

        Raises:
            ValueError: not in that form.
        """
        if not _HEX.fullmatch(text):
            raise ValueError(f"{text!r} is not a colour like #0A4D3F")
        return cls(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16), alpha)

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Return the three channels."""
        return (self.r, self.g, self.b)

    @property
    def hex(self) -> str:
        """Return "#rrggbb"."""
        return f"#{self.r:02x}{self.g:02x}{self.b:02x}"

    def mix(self, other: Color, share: float) -> Color:
        """Return this colour with a share (0.0-1.0) of another, in sRGB."""
        r, g, b = (round(p + (q - p) * share) for p, q in zip(self.rgb, other.rgb, strict=True))
        return Color(r, g, b, self.a + (other.a - self.a) * share)

    @property
    def luminance(self) -> float:
        """Return the relative luminance, 0.0-1.0 (WCAG 2.2, "relative luminance")."""
        return sum(w * _linear(c) for w, c in zip((0.2126, 0.7152, 0.0722), self.rgb, strict=True))

    def contrast(self, other: Color) -> float:
        """Return the contrast ratio, 1-21 (WCAG 2.2, "contrast ratio")."""
        high, low = sorted((self.luminance, other.luminance), reverse=True)
        return (high + 0.05) / (low + 0.05)


def _linear(channel: int) -> float:
    c = channel / 255
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


@dataclass(frozen=True, slots=True)
class Gradient:
    """A linear gradient between two colours.

    Attributes:
        start, end: colours.
        angle: direction in degrees, 0 = left to right, 90 = top to bottom.
    """

    start: Color
    end: Color
    angle: float = 0.0


Paint = Color | Gradient


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle of colour or gradient; `radius` rounds its corners."""

    x: float
    y: float
    w: float
    h: float
    paint: Paint
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """The smallest piece of text that is placed by itself: NFC characters and their x offset.

    Attributes:
        text: one or more characters.
        x: offset from the start of the run, in the format's unit.
    """

    text: str
    x: float


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text.

    Attributes:
        x: left end of the run; y: its baseline.
        size: em size in the format's unit.
        weight: weight of Be Vietnam Pro, 100-900.
        clusters: every cluster with its offset from x; spaces included.
        width: advance width.
        ink: ink box relative to (x, y): left, top, right, bottom.
        face: "" for Be Vietnam Pro, else the id of a bitmap font in layouts/glyphs/.
    """

    x: float
    y: float
    size: float
    weight: int
    color: Color
    clusters: tuple[Cluster, ...]
    width: float
    ink: tuple[float, float, float, float]
    face: str = ""

    @property
    def text(self) -> str:
        """Return the words of the line."""
        return "".join(c.text for c in self.clusters)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return the ink box in the format's coordinates."""
        left, top, right, bottom = self.ink
        return (self.x + left, self.y + top, self.x + right, self.y + bottom)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, cropped to its rectangle around a focus point (0.0-1.0 of the picture).

    `clear`: what is transparent in it stays so, as in a logo; else it lies on white.
    """

    x: float
    y: float
    w: float
    h: float
    media: Media
    alt: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    radius: float = 0.0
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """Closed polygons filled by the even-odd rule, or open lines drawn with a stroke.

    Attributes:
        polygons: each a tuple of (x, y); curves are flattened by the layout.
        fill: colour inside, or None.
        stroke: colour of the line, or None; `width` is its width.
        closed: whether each polygon's last point joins its first.
    """

    polygons: tuple[tuple[tuple[float, float], ...], ...]
    fill: Color | None = None
    stroke: Color | None = None
    width: float = 0.0
    closed: bool = True


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: `side` includes the quiet zone of four modules."""

    x: float
    y: float
    side: float
    data: str
    dark: Color
    light: Color


@dataclass(frozen=True, slots=True)
class Group:
    """Items that move, fade or are clipped together.

    Attributes:
        name: role of the group in its layout ("ground", "motif", "chip", "slogan", "rule",
            "support", "foot" …); motion addresses groups by name.
        dx, dy: offset.
        opacity: 0.0-1.0.
        clip: x, y, w, h outside of which nothing shows, before the offset; None for no clip.
    """

    name: str
    items: tuple[Item, ...]
    dx: float = 0.0
    dy: float = 0.0
    opacity: float = 1.0
    clip: tuple[float, float, float, float] | None = None


Item = Fill | TextRun | Picture | Shape | QrCode | Group


@dataclass(frozen=True, slots=True)
class DisplayList:
    """A finished still.

    Attributes:
        width, height: of the trimmed format, in its unit.
        unit: "px" or "mm".
        items: bottom first; at the top level one Group for each role.
        bleed: mm around the trim into which the ground runs; 0 for screens.
        language: BCP 47 code of the text.
        title: for PDF metadata and alternative text.
    """

    width: float
    height: float
    unit: str
    items: tuple[Item, ...]
    bleed: float = 0.0
    language: str = "vi"
    title: str = ""

    def group(self, name: str) -> Group | None:
        """Return the top-level group of a role, or None."""
        return next((i for i in self.items if isinstance(i, Group) and i.name == name), None)

    def texts(self) -> tuple[TextRun, ...]:
        """Return every line of text in reading order, with group offsets applied."""
        return tuple(_texts(self.items, 0.0, 0.0))


def _texts(items: tuple[Item, ...], dx: float, dy: float) -> list[TextRun]:
    found: list[TextRun] = []
    for item in items:
        if isinstance(item, TextRun):
            found.append(replace(item, x=item.x + dx, y=item.y + dy))
        elif isinstance(item, Group):
            found.extend(_texts(item.items, dx + item.dx, dy + item.dy))
    return found
