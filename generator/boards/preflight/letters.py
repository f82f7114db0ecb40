"""Letters (rows T1, T3, T4): the lines of a still in; those too small, broken or thin out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import floor
from unicodedata import category, is_normalized

from generator.boards.preflight.fonts import Source, version_of
from generator.boards.preflight.measures import letter_mm
from generator.boards.preflight.said import capital
from generator.boards.preflight.subject import Subject, number, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.display import TextRun
from generator.layout.glyphs import load_face
from generator.text.coverage import letters
from generator.text.shaping import shape
from generator.world import World

_MM_IN_M = 1000.0
_MM_IN_CM = 10.0


def check_height(subject: Subject) -> Iterator[Diagnostic]:
    """Yield one finding about letters too small for where they are read from (T1).

    Nothing is said where the board's pitch or its distance is unknown.
    """
    fmt, limits = subject.fmt, subject.limits
    found = _smallest(subject, subject.runs, fmt.near_m, limits.near_ratio)
    if found is not None:
        height, reach, run = found
        message = _(
            "Chữ “{text}” cao {height} cm, chỉ đọc được trong khoảng {reach} m;"
            " người xem gần nhất đứng cách {near} m.",
            text=quoted(run.text),
            height=height,
            reach=reach,
            near=number(fmt.near_m),
        )
        yield subject.error("letter-too-small", message, subject.rewrite(run))
        return
    found = _smallest(subject, subject.main, fmt.far_m, limits.far_ratio)
    if found is not None:
        height, reach, run = found
        message = _(
            "Câu “{text}” cao {height} cm, đọc được đến khoảng {reach} m;"
            " bảng này có người xem từ {far} m.",
            text=quoted(run.text),
            height=height,
            reach=reach,
            far=number(fmt.far_m),
        )
        hint = _("viết câu ngắn hơn để chữ to lên; người ở xa hơn sẽ phải lại gần mới đọc được")
        yield subject.warning("letter-small-far", message, hint)


def _smallest(
    subject: Subject, runs: tuple[TextRun, ...], distance_m: float, ratio: float
) -> tuple[str, str, TextRun] | None:
    """Return height (cm), reach (m) and line of the smallest letters if they are too small."""
    fmt = subject.fmt
    sized = [(letter_mm(capital(run, subject.limits), fmt), n) for n, run in enumerate(runs)]
    mm, index = min(sized, default=(0.0, 0))
    if not mm or not distance_m or distance_m * _MM_IN_M / mm <= ratio:
        return None
    return number(mm / _MM_IN_CM, 1), number(floor(mm * ratio / _MM_IN_M)), runs[index]


def check_glyphs(subject: Subject) -> Iterator[Diagnostic]:
    """Yield one error about a letter that is not drawn as it is written (T3)."""
    for run in subject.runs:
        text = run.text
        lone = next((c.text for c in run.clusters if _lone(c.text)), "")
        if lone or not is_normalized("NFC", text):
            message = _("Chữ “{text}” có dấu rời, bảng sẽ vẽ dấu lệch khỏi chữ.", text=quoted(text))
            hint = _("gõ lại chữ đó bằng bộ gõ Unicode dựng sẵn (Unikey: bảng mã Unicode)")
            yield subject.error("loose-mark", message, hint)
            return
        known = drawable(subject.world, run)
        lacking = [c for c in dict.fromkeys(text) if not c.isspace() and c not in known]
        if lacking:
            message = _(
                "Phông chữ của bảng không có “{letter}” trong câu “{text}”.",
                letter=lacking[0],
                text=quoted(text),
            )
            hint = _("bỏ ký hiệu đó hoặc thay bằng chữ")
            yield subject.error("missing-glyph", message, hint)
            return


def _lone(cluster: str) -> bool:
    """Return whether a cluster starts with a combining mark, or keeps one by itself."""
    return any(category(c) == "Mn" for c in cluster)


def drawable(world: World, run: TextRun) -> frozenset[str]:
    """Return the letters that the font of a line can draw."""
    if run.face:
        return frozenset(load_face(world, run.face).glyphs)
    return _drawable(Source(world), run.weight, version_of(world, run))


@lru_cache(maxsize=16)
def _drawable(source: Source, weight: int, version: str) -> frozenset[str]:
    world = source.world
    known = world.recall(
        "generator.text.coverage", version, lambda: letters(world.font(weight).data)
    )
    return frozenset(known)


def check_stroke(subject: Subject) -> Iterator[Diagnostic]:
    """Yield one warning about strokes too thin to be seen as strokes (T4)."""
    limits = subject.limits
    found = []
    for index, run in enumerate(subject.said):
        need = limits.stroke_bitmap_px if subject.one_bit or run.face else limits.stroke_px
        px = stem(subject.world, run)
        if px < need:
            found.append((px / need, index, px, need))
    if found:
        _share, index, px, need = min(found)
        message = _(
            "Nét chữ “{text}” chỉ dày {px} điểm ảnh, cần {need}.",
            text=quoted(subject.said[index].text),
            px=number(floor(px * 10) / 10, 1),
            need=number(need),
        )
        yield subject.warning("thin-stroke", message, subject.rewrite(subject.said[index]))


def stem(world: World, run: TextRun) -> float:
    """Return the width of a line's upright strokes, in the unit of its format."""
    if run.face:
        rows = load_face(world, run.face).glyphs["l"].rows
        return float(min(row.count("#") for row in rows))
    left, _top, right, _bottom = shape(world.font(run.weight), "l").ink
    # A line may be lettered from outlines of any size: the stem grows with them.
    return (right - left) * run.size
