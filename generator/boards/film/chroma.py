"""Chroma damage (row C2): a composed frame and the same one decoded in; strokes that paled out.

Video keeps colour at half the resolution of light: a stroke of pure red, one pixel wide, comes
back with a third of its light and a dark red halo. White and yellow strokes lose next to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

import av
from PIL import Image, ImageStat

from generator.boards.film.decoding import store_key
from generator.boards.film.film import Film, Group
from generator.boards.film.light import colours, linear, planes
from generator.boards.film.measures import open_decoder
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.subject import number, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.display import Color, DisplayList, Fill, Item, Shape, TextRun
from generator.layout.display import Group as Part
from generator.layout.timeline import Timeline
from generator.paint.video.poses import still
from generator.paint.video.segments import SegmentStore

_MODULE = "generator.boards.film.chroma"
# Colours whose least channel has less than this share of their strongest are looked at.
_PALE = 0.75
# Lines no thicker than this (px) are strokes; areas keep their colour but at their edge.
_THIN = 4.0
_HALF = 128
_FROM_HALF = [255 * (level >= _HALF) for level in range(256)]
# Ground that is looked at around a stroke (px).
_ROOM = 3

Box = tuple[float, float, float, float]


class Stroke(NamedTuple):
    """A coloured line or text: what it says, "" for a line; its colour and its box (px)."""

    text: str
    colour: Color
    box: Box


def check_chroma(
    subject: FilmSubject,
    film: Film,
    timeline: Timeline,
    composed: Callable[[], Image.Image],
    store: SegmentStore,
) -> Iterator[Diagnostic]:
    """Yield a warning about the coloured stroke that lost most of its contrast (C2).

    Args:
        subject: for the finding.
        film: the written file, every packet of which decodes.
        timeline: what it was painted from.
        composed: returns the poster frame before it was encoded; called for unknown pictures only.
        store: remembers what was found.
    """
    group, offset = _group(film, timeline.poster)
    key = store_key(_MODULE, group.key, str(offset))
    kept = store.get(key)
    if kept is None:
        shown = _decoded(film, group, offset)
        found = _kept(strokes(timeline), composed(), shown)
        kept = json.dumps(found, ensure_ascii=False).encode("utf-8")
        store.put(key, kept)
    results = json.loads(kept)
    if not results:
        return
    share, text = min(results)
    if share >= subject.limits.chroma_kept:
        return
    what = _("Chữ màu “{text}”", text=quoted(text)) if text else _("Nét màu mảnh")
    message = _(
        "{what} nhạt đi khi thành video: chỉ còn {share} % độ tương phản.",
        what=what,
        share=number(share * 100),
    )
    hint = _(
        "báo người phụ trách mẫu: trên khổ “{id}” dùng chữ trắng hoặc vàng, nét dày hơn;"
        " hoặc cho bảng này chiếu ảnh tĩnh",
        id=subject.fmt.id,
    )
    yield subject.warning("colour-loss", message, hint)


def strokes(timeline: Timeline) -> tuple[Stroke, ...]:
    """Return the coloured text and thin lines of the poster frame that stand in full."""
    frame = timeline.poster
    for scene in timeline.scenes:
        if frame < scene.frames:
            display = still(scene, frame)
            return tuple(_strokes(display, display.items, 0.0, 0.0))
        frame -= scene.frames
    return ()


def _strokes(
    display: DisplayList, items: tuple[Item, ...], dx: float, dy: float
) -> Iterator[Stroke]:
    for item in items:
        if isinstance(item, Part):
            if item.opacity >= 1:
                yield from _strokes(display, item.items, dx + item.dx, dy + item.dy)
            continue
        found = _stroke(item)
        if found is None or not _coloured(found.colour):
            continue
        left, top, right, bottom = found.box
        box = (left + dx, top + dy, right + dx, bottom + dy)
        if min(box) >= 0 and box[2] <= display.width and box[3] <= display.height:
            yield found._replace(box=box)


def _stroke(item: Item) -> Stroke | None:
    if isinstance(item, TextRun):
        return Stroke(item.text.strip(), item.color, item.box) if item.text.strip() else None
    if isinstance(item, Fill) and isinstance(item.paint, Color) and min(item.w, item.h) < _THIN:
        return Stroke("", item.paint, (item.x, item.y, item.x + item.w, item.y + item.h))
    if isinstance(item, Shape) and item.stroke is not None and item.width < _THIN:
        xs, ys = zip(*(point for line in item.polygons for point in line), strict=True)
        return Stroke("", item.stroke, (min(xs), min(ys), max(xs), max(ys)))
    return None


def _coloured(colour: Color) -> bool:
    strongest = max(colour.rgb)
    return colour.a >= 1 and strongest > 0 and min(colour.rgb) < _PALE * strongest


def _group(film: Film, frame: int) -> tuple[Group, int]:
    """Return the group of pictures that holds a frame, and its place there."""
    for group in film.groups:
        if frame < len(group.packets):
            return group, frame
        frame -= len(group.packets)
    raise ValueError(f"the film ends {frame + 1} frames too early")


def _decoded(film: Film, group: Group, offset: int) -> av.VideoFrame:
    """Return one frame of a group of pictures that decodes."""
    context = open_decoder(film.picture.codec, film.picture.header)
    frames = (
        frame
        for packet in (*group.packets, None)
        for frame in context.decode(None if packet is None else av.Packet(packet))
    )
    return next(frame for number, frame in enumerate(frames) if number == offset)


def _kept(
    every: tuple[Stroke, ...], composed: Image.Image, frame: av.VideoFrame
) -> list[tuple[float, str]]:
    """Return the share of its contrast that each stroke kept, and what it says."""
    found = []
    for stroke in every:
        box = _around(stroke.box, composed.size)
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        share = _share(linear(composed.crop(box)), linear(_shown(frame, box)), stroke.colour)
        if share is not None:
            found.append((round(share, 3), stroke.text))
    return found


def _around(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return whole pairs of px around a box, within a frame."""
    left, top, right, bottom = box
    return (
        max(0, int(left - _ROOM) // 2 * 2),
        max(0, int(top - _ROOM) // 2 * 2),
        min(size[0], -int(-(right + _ROOM) // 2) * 2),
        min(size[1], -int(-(bottom + _ROOM) // 2) * 2),
    )


def _shown(frame: av.VideoFrame, box: tuple[int, int, int, int]) -> Image.Image:
    """Return part of a decoded frame as RGB, colour spread as the plainest players do."""
    y, u, v = planes(frame)
    size = (box[2] - box[0], box[3] - box[1])
    half = (box[0] // 2, box[1] // 2, box[2] // 2, box[3] // 2)
    u, v = (p.crop(half).resize(size, Image.Resampling.NEAREST) for p in (u, v))
    return colours(y.crop(box), u, v)


def _share(before: Image.Image, after: Image.Image, colour: Color) -> float | None:
    """Return how much of the step from the ground to a colour the full pixels of a stroke kept.

    Both pictures are linear in light; None where the stroke cannot be told from its ground.
    """
    ground = _ground(before)
    ink = linear(Image.new("RGB", (1, 1), colour.rgb)).getpixel((0, 0))
    assert isinstance(ink, tuple)
    step = [to - at for to, at in zip(ink, ground, strict=True)]
    length = sum(s * s for s in step)
    if length < _HALF:
        return None
    weights = [255 * s / length for s in step]
    towards = (*weights, -sum(w * g for w, g in zip(weights, ground, strict=True)))
    covered = before.convert("L", towards)
    mask = covered.point(_FROM_HALF)
    if mask.getbbox() is None:
        return None
    lit = after.convert("L", towards)
    return float(ImageStat.Stat(lit, mask).mean[0] / ImageStat.Stat(covered, mask).mean[0])


def _ground(around: Image.Image) -> tuple[float, ...]:
    """Return the middle colour of the outermost pixels."""
    w, h = around.size
    rim = Image.new("L", (w, h), 255)
    rim.paste(0, (1, 1, w - 1, h - 1))
    return tuple(ImageStat.Stat(around, rim).median)
