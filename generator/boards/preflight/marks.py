"""Marks (row T2): the accented letters of a still in; those that lose a mark at their size out.

A font is surveyed once for each size: every Vietnamese letter is drawn alone by the painter. A
letter is *fused* when it has fewer connected parts than the same letter drawn large, and *alike*
when it differs from another letter of its base by fewer pixels than the limit. In shades, parts are
what is at least half lit, and differences add up to pixels of full light.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby
from unicodedata import normalize

from PIL import Image, ImageChops

from generator.boards.preflight.fonts import Source, version_of
from generator.boards.preflight.parts import parts
from generator.boards.preflight.subject import Subject, quoted
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.layout.display import Cluster, Color, DisplayList, TextRun
from generator.layout.glyphs import VIETNAMESE, load_face
from generator.paint.masks import mask
from generator.paint.mono import paint_mono
from generator.world import World

_LETTERS = frozenset(VIETNAMESE)
_LARGE = 80.0  # px at which no mark of any weight is lost
_LARGE_WEIGHT = 500  # whose letters tell how many parts those of a bitmap font should have
_WHITE = Color(255, 255, 255)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a font at a size makes of the Vietnamese letters.

    Attributes:
        fused: letters with fewer parts than they should have.
        alike: pairs of letters that cannot be told apart.
    """

    fused: frozenset[str]
    alike: tuple[str, ...]


_CLEAR = Survey(frozenset(), ())
_Key = tuple[str, int, float]


def check_marks(subject: Subject) -> Iterator[Diagnostic]:
    """Yield one finding about letters whose marks are lost at the size at which they are set.

    Letters of the message that look like others are an error; elsewhere, a warning.
    """
    surveys = _surveys(subject)
    found = [
        (alike[0], run in subject.main, alike[1], run)
        for run in subject.named
        for alike in [_alike(run, surveys)]
        if alike
    ]
    for one, in_message, other, run in sorted(found, key=lambda f: not f[1])[:1]:
        message = _(
            "Ở cỡ chữ này “{one}” trông như “{other}” (câu “{text}”).",
            one=one,
            other=other,
            text=quoted(run.text),
        )
        report = subject.error if in_message else subject.warning
        yield report("letters-alike", message, subject.rewrite(run))
        return
    for run in subject.said:
        lost = _of(run, surveys).fused.intersection(run.text)
        if lost:
            message = _(
                "Dấu của “{letters}” dính vào chữ (câu “{text}”).",
                letters=" ".join(c for c in dict.fromkeys(run.text) if c in lost),
                text=quoted(run.text),
            )
            yield subject.warning("marks-fused", message, subject.rewrite(run))
            return


def _alike(run: TextRun, surveys: Mapping[_Key, Survey]) -> tuple[str, str] | None:
    """Return a letter of a line and the one that it cannot be told from, or None."""
    for pair in _of(run, surveys).alike:
        one, other = pair[0], pair[1]
        if one in run.text:
            return one, other
        if other in run.text:
            return other, one
    return None


def _of(run: TextRun, surveys: Mapping[_Key, Survey]) -> Survey:
    return surveys.get((run.face, run.weight, run.size), _CLEAR)


def _surveys(subject: Subject) -> dict[_Key, Survey]:
    """Return the survey of each font and size that is small enough to need one."""
    limits = subject.limits
    found: dict[_Key, Survey] = {}
    for run in subject.named:
        key = (run.face, run.weight, run.size)
        shaded = not subject.one_bit and not run.face
        large = shaded and run.size >= limits.clear_from_px
        if key not in found and not large and not _LETTERS.isdisjoint(run.text):
            found[key] = survey(subject.world, run, limits.distinct_px, one_bit=subject.one_bit)
    return found


def survey(world: World, run: TextRun, distinct: float, *, one_bit: bool) -> Survey:
    """Return what the font of a line makes of the Vietnamese letters at its size."""
    font = _Font(Source(world), run.face, run.weight, version_of(world, run))
    return _survey(font, int(run.size), distinct, one_bit)


@dataclass(frozen=True, slots=True)
class _Font:
    source: Source
    face: str
    weight: int
    version: str


@lru_cache(maxsize=256)
def _survey(font: _Font, size: int, distinct: float, one_bit: bool) -> Survey:  # noqa: FBT001 - part of the key
    key = ["survey", font.version, size, distinct, one_bit]
    found = font.source.world.recall(
        __name__, key, lambda: _surveyed(font, size, distinct, one_bit=one_bit)
    )
    return Survey(frozenset(found["fused"]), tuple(found["alike"]))


def _surveyed(font: _Font, size: int, distinct: float, *, one_bit: bool) -> dict[str, list[str]]:
    images = {c: letter_image(font, c, size, one_bit=one_bit) for c in sorted(_LETTERS | _bases())}
    inks = {c: sum(image.tobytes()) for c, image in images.items()}
    whole = _whole(font)
    fused = [c for c in sorted(_LETTERS) if parts(images[c]) < whole[c]]
    alike = [
        one + other
        for _base_letter, kin in groupby(sorted(images, key=_base), _base)
        for one, other in combinations(sorted(kin), 2)
        # Letters that hold different amounts of light differ by that much at least.
        if abs(inks[one] - inks[other]) < distinct * 255
        and _differ(images[one], images[other]) < distinct
    ]
    return {"fused": fused, "alike": alike}


def _base(letter: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(letter, normalize("NFD", letter)[0])


def _bases() -> frozenset[str]:
    return frozenset(_base(letter) for letter in _LETTERS)


def _differ(one: Image.Image, other: Image.Image) -> float:
    """Return by how many pixels of full light two letters differ."""
    return sum(ImageChops.difference(one, other).tobytes()) / 255


def _whole(font: _Font) -> dict[str, int]:
    """Return how many parts each letter has when it is drawn large."""
    world = font.source.world
    weight = _LARGE_WEIGHT if font.face else font.weight
    version = world.font(weight).version
    plain = _Font(font.source, "", weight, version)

    def count() -> dict[str, int]:
        return {c: parts(letter_image(plain, c, _LARGE, one_bit=False)) for c in sorted(_LETTERS)}

    found: dict[str, int] = world.recall(__name__, ["parts", version], count)
    return found


def letter_image(font: _Font, letter: str, size: float, *, one_bit: bool) -> Image.Image:
    """Return a letter as its painter draws it: "L", all letters of a font on one size of canvas."""
    em = round(size)
    w, h, x, y = round(1.7 * size), 2 * em, em // 4, round(1.5 * size)
    canvas = Image.new("L", (w, h))
    if font.face:
        for column, row in load_face(font.source.world, font.face).glyphs[letter].cells:
            canvas.putpixel((x + column, y + row), 255)
        return canvas
    box = (-x, -y, w - x, h - y)
    run = TextRun(x, y, size, font.weight, _WHITE, (Cluster(letter, 0),), em, box)
    if one_bit:
        return paint_mono(DisplayList(w, h, "px", (run,)), font.source.world).convert("L")
    cover = mask(run, font.source.world)
    canvas.paste(cover.image, (cover.x0, cover.y0))
    return canvas
