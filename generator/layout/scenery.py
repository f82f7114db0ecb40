"""What stands behind and beside the words: a page and an arrangement in; named groups out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from generator.content.model import Kind
from generator.layout.blocks import PAPER, Palette, Setter
from generator.layout.display import (
    Color,
    Fill,
    Gradient,
    Group,
    Item,
    Picture,
    QrCode,
    Shape,
    TextRun,
)
from generator.layout.formats import Format
from generator.layout.motifs import motif
from generator.layout.outlines import arc
from generator.layout.qr import modules
from generator.layout.surfaces import Area, Field, Surface
from generator.layout.type import set_line, shaped
from generator.layout.wording import Wording

MOTIFS = {
    Kind.STORY: "lotus",
    Kind.RULE: "pavilion",
    Kind.GUIDE: "pavilion",
    Kind.NOTICE: "pavilion",
    Kind.EVENT: "waves",
    Kind.CONTEST: "waves",
}
# Motifs that are not round: share of the radius, and how far below the centre they stand.
FITTED = {"pavilion": (0.72, 0.3), "lotus": (0.95, 0.1)}
FINE_PX = 200  # radius from which a motif is drawn with all its detail
UNDER_TEXT = 0.06  # opacity of a motif where words lie over it
_FADE = 0.09
_SEAM = 0.0025  # half of a strip over the edge of a picture, share of its long side
_BACKED = frozenset({"chip", "mark", "qr", "ward", "publisher", "source", "scan", "maker", "city"})
OWN_MARK = "sample"  # the tag as a page of its own; motion keeps "mark" on all pages
TAG_WIDE, TAG_HIGH = 0.9, 1.66  # em: a tag is so much wider than its words, and so high
LEAST_MODULE_PX = 3
LEAST_MODULE_MM = 0.6  # half of what a telephone reads at arm's length
_BLACK = Color(0, 0, 0)
_DOWN = 90.0  # angle of a gradient from the top to the bottom
_STEPS = 16  # places on a page where a veil may end
_WHITE = Color(255, 255, 255)
_SHADOWS = {"left": 0.0, "right": 180.0, "top": 90.0, "bottom": 270.0}


def page_area(fmt: Format, area: Area, *, bleed: bool = False) -> Area:
    """Return x, y, w, h of a share of the page; whole px on screens, over the trim with bleed."""
    x0, y0, x1, y1 = (s * d for s, d in zip(area, (fmt.width, fmt.height) * 2, strict=True))
    if fmt.unit == "px":
        x0, y0, x1, y1 = round(x0), round(y0), round(x1), round(y1)
    over = fmt.bleed_mm if bleed else 0.0
    x0, x1 = x0 - over * (area[0] <= 0), x1 + over * (area[2] >= 1)
    y0, y1 = y0 - over * (area[1] <= 0), y1 + over * (area[3] >= 1)
    return (x0, y0, x1 - x0, y1 - y0)


def ground(fmt: Format, surface: Surface, palette: Palette, *, flat: bool) -> Group:
    """Return the ground: the theme's gradient, deeper towards its far end.

    It is flat beside a picture, whose edge melts into it and would show on a gradient.
    """
    theme = palette.theme
    if flat:
        return Group(
            "ground", (Fill(*page_area(fmt, (0, 0, 1, 1), bleed=True), theme.ground_from),)
        )
    far = theme.ground_from.mix(_BLACK, surface.deep)
    x, y, w, h = page_area(fmt, (0, 0, 1, 1), bleed=True)
    return Group("ground", (Fill(x, y, w, h, Gradient(theme.ground_to, far, surface.ground)),))


def field_group(name: str, field: Field, fmt: Format, palette: Palette) -> Group:
    """Return a coloured part of the ground."""
    x, y, w, h = page_area(fmt, field.area, bleed=True)
    theme = palette.theme
    paint = {
        "muted": theme.muted,
        "fact": palette.fact.ground_to,
        "deep": theme.ground_from.mix(_BLACK, 0.42),
        "paper": PAPER,
        "accent": theme.accent,
    }[field.paint]
    radius = field.radius * min(fmt.width, fmt.height)
    return Group(name, (Fill(x, y, w, h, Color(*paint.rgb, a=field.alpha), radius),))


def scenery(fmt: Format, surface: Surface, palette: Palette, words: Wording) -> list[Item]:
    """Return the motif, or the message's own picture."""
    found: list[Item] = []
    if words.image is not None and surface.picture is not None:
        found.append(_picture(fmt, surface, palette, words))
    elif surface.motif is not None:
        place = surface.motif
        cx, cy = place.at[0] * fmt.width, place.at[1] * fmt.height
        name = place.name or MOTIFS.get(words.kind, "drum")
        scale, down = FITTED.get(name, (1.0, 0.0))
        radius = place.radius * min(fmt.width, fmt.height) * scale
        cy += down * radius
        theme = palette.theme
        fine = fmt.unit == "mm" or radius >= FINE_PX
        shapes = motif(name, cx, cy, radius, theme.accent, theme.ground_to, fine=fine)
        found.append(Group("motif", shapes, opacity=place.opacity))
    return found


def veil(fmt: Format, surface: Surface, palette: Palette, groups: Sequence[Group]) -> Group | None:
    """Return ground colour laid over the motif as far as words stand on it, then fading out.

    Under words the motif keeps UNDER_TEXT of its strength, beyond them all of it. Its edge stands
    on one of few places, so that many stills share what lies behind their words.
    """
    boxes = [
        r.box for g in groups if g.name not in _BACKED for r in g.items if isinstance(r, TextRun)
    ]
    if not surface.veil or surface.motif is None or not boxes:
        return None
    theme = palette.theme
    share = 1 - UNDER_TEXT / surface.motif.opacity
    near = Color(*theme.ground_to.rgb, a=share)
    far = Color(*theme.ground_from.mix(_BLACK, surface.deep * 0.5).rgb, a=share)
    clear = Color(*far.rgb, a=0.0)
    if surface.veil == "left":
        edge = surface.veiled or min(
            1.0, ceil((max(box[2] for box in boxes) / fmt.width + 0.01) * _STEPS) / _STEPS
        )
        solid = page_area(fmt, (0, 0, edge, 1), bleed=True)
        fade = page_area(fmt, (edge, 0, min(1.0, edge + _FADE), 1), bleed=True)
        parts = [Fill(*solid, Gradient(near, far, 0.0)), Fill(*fade, Gradient(far, clear, 0.0))]
    else:
        edge = surface.veiled or max(
            0.0, floor((min(box[1] for box in boxes) / fmt.height - 0.01) * _STEPS) / _STEPS
        )
        top, start = max(0.0, edge - _FADE), theme.ground_to.mix(far, 0.35)
        tones = (start, start, far)
        if surface.ground == _DOWN:
            # The ground's own colours: a veil over nothing cannot be seen.
            deep = theme.ground_from.mix(_BLACK, surface.deep)
            tones = (
                theme.ground_to.mix(deep, top),
                theme.ground_to.mix(deep, edge),
                deep,
            )
        clear, near, far = (
            Color(*tone.rgb, a=a) for tone, a in zip(tones, (0.0, share, share), strict=True)
        )
        solid = page_area(fmt, (0, edge, 1, 1), bleed=True)
        fade = page_area(fmt, (0, top, 1, edge), bleed=True)
        parts = [
            Fill(*solid, Gradient(near, far, _DOWN)),
            Fill(*fade, Gradient(clear, near, _DOWN)),
        ]
    return Group("veil", tuple(p for p in parts if p.w > 0 and p.h > 0))


def _picture(fmt: Format, surface: Surface, palette: Palette, words: Wording) -> Group:
    place = surface.picture
    assert place is not None
    assert words.image is not None
    x, y, w, h = page_area(fmt, place.area, bleed=True)
    radius = place.radius * min(fmt.width, fmt.height)
    # People's faces stand in the upper part of most pictures.
    items: list[Item] = [Picture(x, y, w, h, words.image, words.alt, (0.5, 0.4), radius)]
    dim = 1 - (1 - palette.theme.dim) * (1 - place.dim)
    if dim > 0:
        items.append(Fill(x, y, w, h, Color(*_BLACK.rgb, a=dim), radius))
    if place.fade > 0:
        tone = palette.theme.ground_from
        solid, clear = tone, Color(*tone.rgb, a=0.0)
        fade = _edge(x, y, w, h, place.fade, place.edge)
        items.append(Fill(*fade, Gradient(solid, clear, _SHADOWS[place.edge])))
        if fmt.unit == "mm":
            items.append(Fill(*_seam(x, y, w, h, place.edge), solid))
    return Group("picture", tuple(items))


def _seam(x: float, y: float, w: float, h: float, edge: str) -> Area:
    """Return a strip along an edge: in print a picture's last pixels would shine beside it."""
    over = _SEAM * max(w, h)
    return {
        "left": (x - over, y, 2 * over, h),
        "right": (x + w - over, y, 2 * over, h),
        "top": (x, y - over, w, 2 * over),
        "bottom": (x, y + h - over, w, 2 * over),
    }[edge]


def _edge(x: float, y: float, w: float, h: float, share: float, edge: str) -> Area:
    """Return the part of a picture along one of its edges."""
    return {
        "left": (x, y, w * share, h),
        "right": (x + w * (1 - share), y, w * share, h),
        "top": (x, y, w, h * share),
        "bottom": (x, y + h * (1 - share), w, h * share),
    }[edge]


def qr_group(fmt: Format, surface: Surface, setter: Setter, words: Wording) -> Group | None:
    """Return the QR code on its white card, or None when it could not be scanned."""
    place = surface.qr
    far = fmt.medium == "board" or (fmt.medium == "video" and fmt.pitch_mm > 0)
    if place is None or not words.url or far or fmt.medium == "social":
        return None  # boards hang too far away; a social picture is seen on the telephone itself
    count = modules(words.url)
    module = place.side * setter.short / count
    if setter.whole:
        module = floor(module)
    if module < (LEAST_MODULE_PX if setter.whole else LEAST_MODULE_MM):
        return None
    side = module * count
    right, bottom = place.at[0] * fmt.width, place.at[1] * fmt.height
    x, y = right - side, bottom - side
    if setter.whole:
        x, y = round(x), round(y)
    light = PAPER if place.plain else _WHITE
    code = QrCode(x, y, side, words.url, setter.palette.theme.chip_text, light)
    return Group("qr", (code,))


def mark_groups(fmt: Format, surface: Surface, setter: Setter, words: Wording) -> Iterator[Group]:
    """Yield the small outlined tag of a sample or draft at its place, then in other corners."""
    place = surface.mark
    if place is None or not words.mark:
        return
    size = max(place.size * setter.short, setter.legible)
    line = shaped(setter.world, words.mark, 700)
    w = (line.ink[2] - line.ink[0] + TAG_WIDE) * size
    pictured = words.image is not None and surface.picture is not None
    at = (place.pictured if pictured else None) or place.at
    right, top = at[0] * fmt.width - w, at[1] * fmt.height
    edge = fmt.width - place.at[0] * fmt.width
    low = max(fmt.height - max(min(top, fmt.height / 2), edge) - size * TAG_HIGH, 0)
    corners = ((right, top), (right, low), (edge, top), (edge, low))
    for x, y in corners:
        yield _tag(x, y, w, size, setter, words.mark, clear=not pictured)


def own_mark(fmt: Format, setter: Setter, words: Wording) -> Group:
    """Return the tag of a sample or draft as the only words of a page."""
    line = shaped(setter.world, words.mark, 700)
    inner = line.ink[2] - line.ink[0]
    size = max(min(fmt.height / 3.2, fmt.width * 0.86 / (inner + TAG_WIDE)), setter.legible)
    w, h = min((inner + TAG_WIDE) * size, fmt.width), size * TAG_HIGH
    tag = _tag((fmt.width - w) / 2, (fmt.height - h) / 2, w, size, setter, words.mark, clear=True)
    return Group(OWN_MARK, tag.items)


def _tag(
    x: float, y: float, w: float, size: float, setter: Setter, text: str, *, clear: bool
) -> Group:
    h = size * TAG_HIGH
    line = shaped(setter.world, text, 700)
    edge = max(size * 0.085, 1.0 if setter.whole else 0.2)
    if setter.whole:
        x, y, w, h, edge = round(x), round(y), round(w), round(h), round(edge)
    color = setter.palette.color("text")
    back = setter.palette.theme.ground_from.mix(_BLACK, 0.35)
    outline = _rounded(x + edge / 2, y + edge / 2, w - edge, h - edge, h * 0.22)
    return Group(
        "mark",
        (
            Fill(x, y, w, h, Color(*back.rgb, a=0.55 if clear else 0.88), h * 0.25),
            Shape((outline,), None, color, edge),
            set_line(
                setter.world,
                text,
                x + (w - (line.ink[2] - line.ink[0]) * size) / 2,
                round(y + h / 2 + size * 0.37) if setter.whole else y + h / 2 + size * 0.36,
                size,
                700,
                color,
                "ink",
            ),
        ),
    )


def _rounded(x: float, y: float, w: float, h: float, r: float) -> tuple[tuple[float, float], ...]:
    """Return a rectangle with round corners as a polygon."""
    return (
        *arc(x + r, y + r, r, 180, 270, 6),
        *arc(x + w - r, y + r, r, 270, 360, 6),
        *arc(x + w - r, y + h - r, r, 0, 90, 6),
        *arc(x + r, y + h - r, r, 90, 180, 6),
    )
