"""What painters keep: bounded, told apart by all that shapes pixels, never painted over."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from generator.layout.display import Color, DisplayList, Fill, Gradient, Group, QrCode, Shape
from generator.layout.type import set_line
from generator.paint import masks, raster
from generator.paint.kept import Kept
from generator.paint.masks import mask
from generator.paint.raster import paint_image
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
DEEP, GOLD, WHITE = Color(10, 60, 50), Color(255, 200, 60), Color(255, 255, 255)
NOISE = Image.effect_noise((64, 64), 90)


def _page(*, far: Color = GOLD, opacity: float = 0.2, x: float = 40, said: str = "") -> DisplayList:
    ground = Group("ground", (Fill(0, 0, 96, 48, Gradient(DEEP, far, 20)),))
    star = Shape((((x, 4), (x + 30, 20), (x, 40)),), GOLD, GOLD, 2)
    motif = Group("motif", (star,), opacity=opacity)
    words = Group("slogan", (QrCode(4, 4, 40, said or "-", DEEP, WHITE),))
    return DisplayList(96, 48, "px", (ground, motif, *((words,) if said else ())))


def _fresh(monkeypatch: pytest.MonkeyPatch, limit: int = 1 << 20) -> Kept:
    kept = Kept(limit)
    monkeypatch.setattr(raster, "_backdrops", kept)
    return kept


def test_an_image_is_made_once_and_comes_back_unchanged() -> None:
    kept = Kept(1 << 16)
    made = []

    def make() -> Image.Image:
        made.append(1)
        return NOISE.copy()

    kept.get("a", make).paste(0, (0, 0, 64, 64))
    assert kept.get("a", make).tobytes() == NOISE.tobytes()
    assert len(made) == 1


def test_a_large_image_is_packed_and_comes_back_unchanged() -> None:
    kept = Kept(1 << 22)
    bands = [Image.linear_gradient("L").resize((640, 480)).rotate(turn) for turn in (0, 90, 180)]
    large = Image.merge("RGB", bands)
    kept.get("a", large.copy).paste((9, 9, 9), (0, 0, 640, 480))
    assert kept.size < 640 * 480
    found = kept.get("a", Image.Image)
    assert (found.mode, found.tobytes()) == ("RGB", large.tobytes())


def test_what_was_used_longest_ago_makes_room() -> None:
    kept = Kept(10_000)  # 4 kB each
    made: list[str] = []

    def ask(key: str) -> None:
        def make() -> Image.Image:
            made.append(key)
            return NOISE

        kept.get(key, make)
        assert kept.size <= kept.limit

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]
    assert len(kept) == 2


def test_an_image_larger_than_all_room_is_not_kept() -> None:
    kept = Kept(1000)
    assert kept.get("a", lambda: NOISE) is NOISE
    assert (len(kept), kept.size) == (0, 0)


def test_a_backdrop_is_shared_and_never_written_on(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _fresh(monkeypatch)
    world = make_world()
    bare = paint_image(_page(), world)
    with_words = paint_image(_page(said="a"), world)
    assert paint_image(_page(), world).tobytes() == bare.tobytes() != with_words.tobytes()
    assert paint_image(_page(said="a"), world).tobytes() == with_words.tobytes()
    assert len(kept) == 1


def test_what_lies_below_a_veil_is_painted_once_for_all_veils(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _fresh(monkeypatch)
    world = make_world()

    def veiled(edge: float) -> DisplayList:
        page = _page(said="a")
        veil = Group("veil", (Fill(0, 0, edge, 40, Color(0, 0, 0, 0.5)),))
        return replace(page, items=(*page.items[:2], veil, *page.items[2:]))

    narrow, wide = paint_image(veiled(30), world), paint_image(veiled(60), world)
    assert narrow.tobytes() != wide.tobytes()
    assert len(kept) == 3  # below all veils, and each with its veil
    _fresh(monkeypatch)
    assert paint_image(veiled(60), world).tobytes() == wide.tobytes()


@pytest.mark.parametrize(
    "other", [_page(far=WHITE), _page(opacity=0.4), _page(x=41), replace(_page(), width=97)]
)
def test_a_backdrop_serves_nothing_that_looks_different(
    other: DisplayList, make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    _fresh(monkeypatch)
    alone = paint_image(other, world)
    _fresh(monkeypatch)
    paint_image(_page(), world)
    after = paint_image(other, world)
    assert (after.size, after.tobytes()) == (alone.size, alone.tobytes())
    twice = paint_image(_page(), world, 2.0)
    assert twice.size == (192, 96)


def test_letters_kept_are_told_apart_by_font_size_and_part_of_a_pixel(
    make_world: MakeWorld,
) -> None:
    world = make_world()
    lines = [
        set_line(world, "Nộ i ngõ", x, y, size, weight, WHITE)
        for weight in (500, 800)
        for size in (13.0, 13.5, 70.0, 210.0)
        for x in (3.0, 3.25, 3.5)
        for y in (250.0, 250.25)
    ]
    warm = [mask(line, world).image.tobytes() for line in lines]
    for line, known in zip(lines, warm, strict=True):
        for letters in (masks._kept_line, masks._kept_small, masks._kept_large, masks._kept_placed):
            letters.cache_clear()
        assert mask(line, world).image.tobytes() == known


def test_letters_kept_are_few(make_world: MakeWorld) -> None:
    world = make_world()
    for step in range(40):
        mask(set_line(world, "Ngọc Hà", 3.0, 90.0, 65.0 + step / 4, 700, WHITE), world)
    assert masks._kept_large.cache_info().currsize <= masks.KEPT_LARGE
