"""Contrast (row T5): a painted still in; the word that stands out least from its ground out.

The strokes of a line have the mean colour of the pixels they fill best. The ground of a word is the
pixels of its ink box that no stroke touches; of these counts the one at a set percentile on the way
from the far side of the ground's brightness to that of the strokes, so that a bright cloud behind
one word is seen and a hairline is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from PIL import Image, ImageChops

from generator.boards.preflight.inks import Ink
from generator.boards.preflight.subject import Subject, number, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.display import Color

_FRINGE = 32  # of 255: what is covered less says nothing of a stroke
_BEST = 0.25
_LUMA = (0.299, 0.587, 0.114)  # Pillow's grey: it orders pixels, contrast is by luminance
_LEAST_GROUND = 4  # px; fewer say nothing
_LEAST_BARE = 0.5  # of the mean share of bare pixels: crowded letters leave no less
_BARE = b"\xff" + bytes(255)

Box = tuple[int, int, int, int]


def check_contrast(
    subject: Subject, image: Image.Image, inks: tuple[Ink, ...]
) -> Iterator[Diagnostic]:
    """Yield a warning for the word with the least contrast, when it is too low."""
    outdoor = subject.viewing is not None and subject.viewing.outdoor
    limits = subject.limits
    need = limits.contrast_outdoor if outdoor else limits.contrast_indoor
    worst, where = need, ""
    for ink in inks:
        if ink.role in limits.tags:
            continue
        patch = _patch(ink, image)
        if patch is not None and patch.suspect(limits.ground_share, worst):
            worst, where = min((worst, where), patch.worst(limits.ground_share))
    if where:
        message = _(
            "Chữ “{word}” khó đọc trên nền: tương phản {ratio}:1, cần {need}:1.",
            word=quoted(where),
            ratio=number(worst, 1),
            need=number(need, 0 if need == int(need) else 1),
        )
        hint = (
            _("chọn ảnh tối và ít chi tiết hơn ở chỗ có chữ, hoặc bỏ ảnh của tin")
            if subject.pictured
            else _(
                "báo người phụ trách mẫu: cần đổi màu chữ hoặc màu nền trong layouts/themes.toml"
            )
        )
        yield subject.warning("low-contrast", message, hint)


@dataclass(frozen=True, slots=True)
class _Patch:
    """The painted pixels around a line.

    Attributes:
        pixels, grey: the same pixels in colour and in shades.
        bare: those that no stroke touches, "L", 0 or 255.
        stroke: colour of the strokes; own: the same as a shade.
        words: each with its first and last column (exclusive).
    """

    pixels: Image.Image
    grey: Image.Image
    bare: Image.Image
    stroke: Color
    words: tuple[tuple[str, int, int], ...]

    def suspect(self, share: float, need: float) -> bool:
        """Return whether a word may have less contrast than needed, by a look at the whole line.

        What is no ground in any word is, in the whole line, the tail of its smallest word.
        """
        widths = [last - first for _word, first, last in self.words]
        tail = (1 - share) * _LEAST_BARE * min(widths, default=0) / max(sum(widths), 1)
        level = self.level(self.whole, 1 - tail)
        return level is not None and self.contrast(self.whole, level) < need

    def worst(self, share: float) -> tuple[float, str]:
        """Return the contrast of the strokes with the worst ground of a word, and the word.

        `share` of a word's ground lies farther from the brightness of the strokes.
        """
        found: list[tuple[float, int, int]] = []
        for index, _word in enumerate(self.words):
            level = self.level(self.box(index), share)
            if level is not None:
                found.append((abs(self.own - level), level, index))
        if not found:
            return inf, ""
        _gap, level, index = min(found)
        return self.contrast(self.box(index), level), self.words[index][0]

    @property
    def whole(self) -> Box:
        return (0, 0, *self.grey.size)

    def box(self, index: int) -> Box:
        """Return the box of a word, at least one column wide."""
        _word, first, last = self.words[index]
        left = min(max(first, 0), self.grey.width - 1)
        return (left, 0, max(min(last, self.grey.width), left + 1), self.grey.height)

    @property
    def own(self) -> float:
        return sum(w * c for w, c in zip(_LUMA, self.stroke.rgb, strict=True))

    def level(self, box: Box, share: float) -> int | None:
        """Return the shade of a ground at a share of its pixels, None without a ground."""
        counts = self.grey.crop(box).histogram(self.bare.crop(box))
        total = sum(counts)
        if total < _LEAST_GROUND:
            return None
        rising = self.own * total >= _weighed(counts)
        levels = counts if rising else counts[::-1]
        wanted = share * total
        level = next((n for n, seen in enumerate(accumulate(levels)) if seen >= wanted), 255)
        return level if rising else 255 - level

    def contrast(self, box: Box, level: int) -> float:
        """Return the contrast of the strokes with the ground's pixels of a shade."""
        at_level = self.grey.crop(box).point(bytes(level) + b"\xff" + bytes(255 - level))
        where = ImageChops.darker(at_level, self.bare.crop(box))
        return self.stroke.contrast(_mean(self.pixels.crop(box), where))


def _patch(ink: Ink, image: Image.Image) -> _Patch | None:
    """Return the pixels around a line, None where it lies outside of the picture."""
    step, whole = ink.step, ink.cover
    left, top = max(ink.x0, 0), max(ink.y0, 0)
    right = min(ink.x0 + whole.width, image.width // step)
    bottom = min(ink.y0 + whole.height, image.height // step)
    if right <= left or bottom <= top:
        return None
    cover = whole.crop((left - ink.x0, top - ink.y0, right - ink.x0, bottom - ink.y0))
    # The middle of each block: where a block is bare, so are all neighbours of its middle.
    area = (left * step, top * step, right * step, bottom * step)
    pixels = image.resize(cover.size, Image.Resampling.NEAREST, box=area)
    stroke = _stroke(pixels, cover)
    return _Patch(pixels, pixels.convert("L"), cover.point(_BARE), stroke, _words(ink, left))


def _stroke(pixels: Image.Image, cover: Image.Image) -> Color:
    """Return the mean colour of the quarter of a line's pixels that strokes fill best.

    Thick strokes fill those; of thin ones they tell how faint the painter left them.
    """
    counts = cover.histogram()
    wanted = sum(counts[_FRINGE:]) * _BEST
    least = 255 - next((n for n, c in enumerate(accumulate(counts[::-1])) if c >= wanted), 0)
    return _mean(pixels, cover.point(bytes(least) + b"\xff" * (256 - least)))


def _words(ink: Ink, left: int) -> tuple[tuple[str, int, int], ...]:
    """Return the words of a line with their first and last column in the cropped cover."""
    found: list[tuple[str, float, float]] = []
    run = ink.run
    ends = [c.x for c in run.clusters[1:]] + [run.width]
    for cluster, end in zip(run.clusters, ends, strict=True):
        if cluster.text.isspace():
            found.append(("", end, end))
        elif found:
            text, start, _end = found[-1]
            found[-1] = (text + cluster.text, start, end)
        else:
            found.append((cluster.text, cluster.x, end))
    return tuple(
        (text, int((run.x + a) / ink.step) - left, int((run.x + b) / ink.step) + 1 - left)
        for text, a, b in found
        if text
    )


def _mean(pixels: Image.Image, where: Image.Image) -> Color:
    """Return the mean colour of the pixels under a mask."""
    counts = pixels.histogram(where)
    total = sum(counts[:256]) or 1
    r, g, b = (round(_weighed(counts[n : n + 256]) / total) for n in (0, 256, 512))
    return Color(r, g, b)


def _weighed(counts: list[int]) -> int:
    """Return the sum of all shades, each as often as it is counted."""
    return sum(level * count for level, count in enumerate(counts) if count)
