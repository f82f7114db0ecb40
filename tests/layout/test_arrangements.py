"""Arrangements on every full-colour board and TV: who stands where, how large, how bright."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.content.library import load_library
from generator.content.model import Kind
from generator.layout.compose import Surfaces, compose, load_surfaces, surface_for
from generator.layout.display import DisplayList, Fill, Gradient, Group, Picture, TextRun
from generator.layout.formats import Format, Theme, load_formats, load_themes
from generator.layout.surfaces import Surface
from generator.layout.type import shaped
from generator.layout.wording import Wording, wording
from generator.paint.raster import paint_image
from generator.world import HANOI, MemoryWorld

Box = tuple[float, float, float, float]
ROOT = Path(__file__).parent.parent.parent
BOARDS = (
    "lintel-rgb", "wide-rgb", "column-rgb", "outdoor-p10", "outdoor-p10-large", "outdoor-p6",
    "apartment-p5", "outdoor-p5", "gate-p4", "hall-p3", "hall-p2.5",
)  # fmt: skip
SCREENS = (*BOARDS, "tv-landscape", "tv-portrait")
SHORT = ("Gọi 111!", "Dừng lại đã")
LONG = (
    "Không đăng ảnh con người khác khi chưa được cha mẹ các em đồng ý, vì mỗi bức ảnh trên mạng "
    "xã hội có thể đi xa hơn ta nghĩ"
)
NAMES = ("ward", "foot")
CAPITAL_EM = 0.74
LETTERS = 16  # a shorter slogan cannot cover much


@dataclass(frozen=True)
class Gallery:
    world: MemoryWorld
    surfaces: Surfaces
    themes: dict[str, Theme]
    formats: dict[str, Format]
    said: tuple[Wording, ...]
    seen: dict[str, list[DisplayList]]

    def pages(self, words: Wording, fmt: str, *, night: bool = False) -> tuple[DisplayList, ...]:
        theme = self.themes[words.theme]
        theme = theme.at_night() if night else theme
        return compose(words, self.formats[fmt], theme, self.surfaces, self.world)

    def surface(self, words: Wording, fmt: str) -> Surface:
        return surface_for(self.formats[fmt], words, self.surfaces)

    def all(self, fmt: str) -> list[DisplayList]:
        """Return every still of all sample messages, and of the longest slogan in their forms."""
        if fmt not in self.seen:
            self.seen[fmt] = [
                display
                for words in self.said
                for form in (
                    words,
                    replace(words, mark="", ward="Phường Ngọc Hà"),
                    replace(words, slogan=LONG),
                )
                for display in self.pages(form, fmt)
            ]
        return self.seen[fmt]


@pytest.fixture(scope="module")
def gallery(cache: Path) -> Gallery:
    tree: dict[str, str | bytes] = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for name in ("content", "layouts", "records")
        for path in sorted((ROOT / name).rglob("*"))
        if path.is_file()
    }
    world = MemoryWorld(tree, datetime(2026, 11, 22, 8, 0, tzinfo=HANOI), cache)
    library, _ = load_library(world)
    ward = max(library.wards, key=lambda w: len(w.name))
    said = tuple(wording(m, ward, library.campaign, draft=False) for m in library.live())
    assert len(said) >= 16
    return Gallery(world, load_surfaces(world), load_themes(world), load_formats(world), said, {})


def runs(display: DisplayList, role: str) -> list[TextRun]:
    group = display.group(role)
    return [i for i in group.items if isinstance(i, TextRun)] if group else []


def around(lines: list[TextRun]) -> Box:
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def message(display: DisplayList) -> list[TextRun]:
    return runs(display, "slogan") or [*runs(display, "claim"), *runs(display, "fact")]


def side(a: Box, b: Box) -> str:
    """Return on which side of b the words of a stand."""
    if a[3] <= b[1]:
        return "above"
    if a[1] >= b[3]:
        return "below"
    return "left" if a[2] <= b[0] else "right"


def arrangement(display: DisplayList) -> frozenset[tuple[str, str, str]]:
    """Return how the groups of words stand to each other; ward and foot are one role."""
    groups = [g for g in display.items if isinstance(g, Group) and g.name != "mark"]
    boxes = {
        "name" if g.name in NAMES else g.name: around(runs(display, g.name))
        for g in groups
        if runs(display, g.name)
    }
    return frozenset((a, side(boxes[a], boxes[b]), b) for a, b in combinations(sorted(boxes), 2))


def test_each_kind_of_surface_has_an_arrangement_of_its_own(gallery: Gallery) -> None:
    words = next(w for w in gallery.said if w.kind is Kind.NEWS and w.image is None)
    words = replace(words, mark="", ward="Phường Ngọc Hà")
    formats = ("lintel-rgb", "wide-rgb", "outdoor-p6", "tv-portrait", "poster-a3", "tv-landscape")
    found = {name: arrangement(gallery.pages(words, name)[0]) for name in formats}
    for a, b in combinations(formats, 2):
        assert found[a] != found[b], (a, b)
    assert ("name", "right", "slogan") in found["lintel-rgb"]
    assert ("name", "below", "slogan") in found["outdoor-p6"]
    assert ("chip", "above", "slogan") in found["tv-portrait"]


def test_aspect_height_and_depth_choose_the_arrangement(gallery: Gallery) -> None:
    plain = next(w for w in gallery.said if w.kind is Kind.NEWS and w.image is None)
    used = {
        name: gallery.surface(plain, name).id
        for name in (*SCREENS, "social-1080x1080", "social-1080x1350", "social-1080x1920")
    }
    panels = dict.fromkeys(BOARDS[3:9], "panel")
    assert used == {
        "lintel-rgb": "strip", "wide-rgb": "ribbon", "column-rgb": "column", **panels,
        "hall-p3": "hall", "hall-p2.5": "hall", "tv-landscape": "wide", "tv-portrait": "portrait",
        "social-1080x1080": "square", "social-1080x1350": "square", "social-1080x1920": "portrait",
    }  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
def test_words_cover_a_fifth_of_every_board(name: str, gallery: Gallery) -> None:
    for display in gallery.all(name):
        said = " ".join(line.text for line in message(display))
        if len(said) < LETTERS:
            continue
        boxes = [line.box for line in display.texts()]
        covered = sum((b[2] - b[0]) * (b[3] - b[1]) for b in boxes)
        assert covered >= 0.2 * display.width * display.height, said


@pytest.mark.parametrize("name", SCREENS)
def test_the_slogan_is_the_largest_and_all_is_read_from_nearby(name: str, gallery: Gallery) -> None:
    fmt = gallery.formats[name]
    # 300 : 1 is the most at which anybody reads letters; boards of unknown pitch have no number.
    need = fmt.near_m * 1000 / 300 / fmt.pitch_mm if fmt.pitch_mm else 0.0
    for display in gallery.all(name):
        main = message(display)
        for line in display.texts():
            assert line.size * CAPITAL_EM >= need, line.text
            if main and runs(display, "slogan") and display.group("sample") is None:
                assert line in main or line.size < main[0].size, line.text


@pytest.mark.parametrize("name", BOARDS[3:])
def test_a_slogan_has_about_half_the_height_of_its_board(name: str, gallery: Gallery) -> None:
    for words in gallery.said:
        display = gallery.pages(words, name)[0]
        lines = runs(display, "slogan")
        if lines:
            _, top, _, bottom = around(lines)
            # Two lines as wide as the board are all that two clauses can be.
            wide = max(line.box[2] for line in lines) >= 0.86 * display.width
            assert bottom - top >= (0.26 if wide else 0.34) * display.height, words.slogan


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("slogan", SHORT)
def test_no_larger_size_fits_a_short_slogan(name: str, slogan: str, gallery: Gallery) -> None:
    words = replace(gallery.said[0], slogan=slogan, short="", mark="", image=None)
    display = gallery.pages(words, name)[0]
    surface = gallery.surface(words, name)
    slot = surface.slots["slogan"]
    lines = runs(display, "slogan")
    above, below = _neighbours(display, gallery, words)
    size = lines[0].size + 1
    if size < 28:
        pytest.skip("marks need one of few sizes here")
    strokes = shaped(gallery.world, slogan, slot.weight).advance_em * slot.weight * 0.00043
    if strokes * size**2 > surface.ink * display.width * display.height:
        return  # it would dazzle
    column = next(c for c in surface.columns.values() if c.main == "slogan")
    short = min(display.width, display.height)
    room = (column.area[2] - column.area[0]) * display.width - (
        column.pad[0] + column.pad[2]
    ) * short
    for broken in _breaks(slogan.split()):
        if len(broken) > 1 and " " not in broken[-1]:
            continue  # no line ends in a lone short word
        inks = [shaped(gallery.world, line, slot.weight).ink for line in broken]
        width = max(ink[2] - ink[0] for ink in inks) * size
        height = ((len(broken) - 1) * slot.leading - inks[0][1] + inks[-1][3]) * size
        assert width > room - 1 or height > below - above - 1, broken


def _neighbours(display: DisplayList, gallery: Gallery, words: Wording) -> tuple[float, float]:
    """Return the heights between which a slogan may stand, less what follows it."""
    surface = gallery.surface(words, display_format(gallery, display))
    column = next(c for c in surface.columns.values() if c.main == "slogan")
    short = min(display.width, display.height)
    top = column.area[1] * display.height + column.pad[1] * short
    foot = column.area[3] * display.height - column.pad[3] * short
    for role in column.top:
        if display.group(role) is not None:
            top = extent(display, role)[1] + surface.slots["slogan"].gap * short
    for role in column.bottom:
        if display.group(role) is not None:
            foot = min(foot, extent(display, role)[0] - surface.slots[role].gap * short)
    for role in column.below:
        if display.group(role) is not None:
            high, low = extent(display, role)
            foot -= low - high + surface.slots[role].gap * short
    return top, foot


def display_format(gallery: Gallery, display: DisplayList) -> str:
    size = (display.width, display.height)
    return next(n for n in SCREENS if (gallery.formats[n].width, gallery.formats[n].height) == size)


def extent(display: DisplayList, role: str) -> tuple[float, float]:
    """Return the upper and the lower edge of a group."""
    group = display.group(role)
    assert group is not None
    spans = [(i.y, i.y + i.h) for i in group.items if isinstance(i, Fill)]
    spans += [(i.box[1], i.box[3]) for i in group.items if isinstance(i, TextRun)]
    return min(high for high, _ in spans), max(low for _, low in spans)


def _breaks(words: list[str]) -> Iterator[list[str]]:
    for count in range(len(words)):
        for ends in combinations(range(1, len(words)), count):
            cuts = (0, *ends, len(words))
            yield [" ".join(words[a:b]) for a, b in pairwise(cuts)]


@pytest.mark.parametrize("name", [*SCREENS, "social-1200x630", "social-1080x1080"])
def test_no_slogan_ends_in_a_lone_short_word(name: str, gallery: Gallery) -> None:
    for display in gallery.all(name):
        lines = [line.text for line in runs(display, "slogan")]
        if len(lines) > 1:
            assert " " in lines[-1] or len(lines[-1]) > 7, lines


@pytest.mark.parametrize("name", BOARDS)
def test_samples_of_one_slogan_are_one_still_where_it_can_be_read(
    name: str, gallery: Gallery
) -> None:
    for words in gallery.said:
        assert len(gallery.pages(words, name)) <= (2 if name == "column-rgb" else 1), words.slogan


@pytest.mark.parametrize("name", ["lintel-rgb", "column-rgb", "outdoor-p10", "apartment-p5"])
@pytest.mark.parametrize("night", [False, True])
def test_boards_do_not_dazzle(name: str, night: bool, gallery: Gallery) -> None:
    most = 0.12 if night else 0.25
    for words in gallery.said:
        for display in gallery.pages(words, name, night=night):
            image = paint_image(display, gallery.world).convert("RGB")
            assert _light(image) <= most, words.slogan
            assert _white(image) <= 0.1, words.slogan


def _light(image: Image.Image) -> float:
    """Return the mean light of a picture, 0.0 to 1.0 (sRGB, WCAG 2.2)."""
    linear = [
        c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in range(256)
    ]
    counts = image.histogram()
    weights = (0.2126, 0.7152, 0.0722)
    total = sum(
        weight * sum(v * n for v, n in zip(linear, counts[256 * i : 256 * i + 256], strict=True))
        for i, weight in enumerate(weights)
    )
    return total / (image.width * image.height)


def _white(image: Image.Image) -> float:
    red, green, blue = image.split()
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return sum(least.histogram()[224:]) / (image.width * image.height)


def test_accents_keep_seven_to_one_on_boards(gallery: Gallery) -> None:
    for words in gallery.said:
        for name in ("lintel-rgb", "outdoor-p6"):
            display = gallery.pages(words, name)[0]
            ground = display.group("ground")
            assert ground is not None
            (whole,) = ground.items
            assert isinstance(whole, Fill)
            lightest = whole.paint.start if isinstance(whole.paint, Gradient) else whole.paint
            for role in (*NAMES, "when", "slogan"):
                for line in runs(display, role):
                    assert line.color.contrast(lightest) >= 7, (name, role)


def test_on_small_boards_the_tag_of_samples_leaves_the_picture_free(gallery: Gallery) -> None:
    for words in (replace(w, ward="Phường Ngọc Hà") for w in gallery.said if w.image):
        for name in ("column-rgb", "outdoor-p10", "apartment-p5"):
            display = gallery.pages(words, name)[0]
            picture = display.group("picture")
            if picture is None:
                continue  # the words need all of the board
            shown = next(i for i in picture.items if isinstance(i, Picture))
            left, top, right, bottom = around(runs(display, "mark"))
            assert (
                right <= shown.x or left >= shown.x + shown.w or top >= shown.y + shown.h
                or bottom <= shown.y
            )  # fmt: skip


def test_words_too_long_beside_a_picture_stand_alone(gallery: Gallery) -> None:
    words = next(w for w in gallery.said if w.image)
    assert gallery.pages(words, "apartment-p5")[0].group("picture") is not None
    assert gallery.pages(replace(words, slogan=LONG), "apartment-p5")[0].group("picture") is None
