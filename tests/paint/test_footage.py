"""Pictures of staff's own film: which one, at what size, the right way up, in the right colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PIL import Image
from recording_kit import BT601, BT709, UNSTATED, film, turned

from generator.content.model import Media
from generator.layout.timeline import Footage
from generator.paint.footage import close, frames
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
Rgb = tuple[int, int, int]
PATH = "content/media/c.mp4"
ORANGE: Rgb = (200, 90, 30)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close()


@pytest.fixture
def play(make_world: MakeWorld) -> Callable[..., list[Image.Image]]:
    """Return a player of a stretch of a film that fills an area."""

    def run(
        data: bytes,
        seconds: float,
        numbers: Sequence[int],
        *,
        shown: tuple[int, int] = (64, 48),
        area: tuple[int, int] = (64, 48),
        start: float = 0.0,
        lasts: float = 60.0,
    ) -> list[Image.Image]:
        world = make_world({PATH: data}, layouts=False)
        media = Media(PATH, world.digest(PATH), *shown, seconds=seconds)
        footage = Footage(media, start, lasts, (10, 20, *area))
        return [next(frames(footage, 1, 30, world, first=n)) for n in numbers]

    return run


def middle(image: Image.Image) -> Rgb:
    found = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return found  # type: ignore[return-value]


def greys(images: list[Image.Image]) -> list[int]:
    return [round(middle(image)[0] / 4) for image in images]


@pytest.mark.parametrize("kind", ["mp4", "matroska"])
def test_each_frame_shows_the_picture_of_its_moment(play, kind: str) -> None:
    data = film(2.0, kind=kind)
    assert greys(play(data, 2.0, range(0, 60, 7))) == list(range(0, 60, 7))
    assert greys(play(data, 2.0, [0, 1, 2], start=0.5)) == [15, 16, 17]


@pytest.mark.parametrize(
    ("fps", "expected"),
    [(15, [0, 0, 1, 1, 2, 2]), (60, [0, 2, 4, 6, 8, 10]), (25, [0, 0, 1, 2, 3, 4])],
)
def test_other_rates_are_picked_not_blended(play, fps: int, expected: list[int]) -> None:
    assert greys(play(film(1.0, fps=fps), 1.0, range(6))) == expected


def test_uneven_pictures_stand_until_the_next_comes(play) -> None:
    # A screen recording: nothing happens for seconds, also where a new stretch begins.
    times = [0, 3, 6, 9, 30, 33, 60, 63, 66, 170, 173, 176, 200, 203]
    data = film(times=times)
    wanted = [0, 4, 10, 29, 31, 61, 100, 125, 169, 171, 174, 190, 201, 203]
    latest = [max(n for n, time in enumerate(times) if time <= w + 1) for w in wanted]
    earliest = [max(n for n, time in enumerate(times) if time <= max(0, w - 1)) for w in wanted]
    found = greys(play(data, 6.8, wanted))
    for low, seen, high in zip(earliest, found, latest, strict=True):
        assert low <= seen <= high


def test_after_its_end_the_last_picture_stands(play) -> None:
    assert greys(play(film(1.0), 1.0, [28, 29, 30, 45, 400])) == [28, 29, 29, 29, 29]
    assert greys(play(film(2.0), 2.0, [9, 10, 50], start=0.5, lasts=10 / 30)) == [24, 24, 24]
    # The header may promise more than there is.
    assert greys(play(film(4.0), 9.0, [119, 130, 260])) == [119 % 64, 119 % 64, 119 % 64]


@pytest.mark.parametrize(
    "data",
    [
        film(6.0, x264="bframes=3:keyint=90"),
        film(times=[*range(0, 90, 3), *range(90, 180, 2)]),
        film(6.0, fps=25, kind="webm", codec="libvpx"),
    ],
    ids=["b-frames", "uneven", "webm"],
)
def test_seeking_gives_the_bytes_of_playing_through(make_world: MakeWorld, data: bytes) -> None:
    world = make_world({PATH: data}, layouts=False)
    footage = Footage(Media(PATH, "x", 64, 48, seconds=6.0), 0.2, 60.0, (0, 0, 40, 40))
    through = [image.tobytes() for image in frames(footage, 170, 30, world)]
    close()
    for number in (160, 3, 119, 120, 30, 31, 59, 168, 0):
        (alone,) = frames(footage, 1, 30, world, first=number)
        assert alone.tobytes() == through[number], number


@pytest.mark.parametrize(
    "area", [(64, 48), (192, 108), (108, 192), (128, 128), (320, 40), (32, 24)]
)
def test_pictures_fill_their_area_exactly(play, area: tuple[int, int]) -> None:
    (image,) = play(film(0.5), 0.5, [3], area=area)
    assert image.size == area
    assert image.mode == "RGB"
    corners = [image.getpixel(p) for p in ((0, 0), (area[0] - 1, 0), (0, area[1] - 1))]
    assert len({*corners, middle(image)}) == 1


def test_a_film_is_cropped_around_its_middle_and_never_distorted(play) -> None:
    # A red square in the middle of a wide film stays a square.
    (image,) = play(film(0.5, size=(160, 64), square=32), 0.5, [2], shown=(160, 64), area=(64, 64))
    red = [(x, y) for x in range(64) for y in range(64) if image.getpixel((x, y))[0] > 150]
    xs, ys = [x for x, _ in red], [y for _, y in red]
    assert max(xs) - min(xs) == pytest.approx(31, abs=2)
    assert max(ys) - min(ys) == pytest.approx(31, abs=2)
    assert (max(xs) + min(xs)) / 2 == pytest.approx(31.5, abs=1)


def test_a_film_held_upright_stands_upright(play) -> None:
    lying = film(0.5, size=(64, 48), square=16, at=(0, 16))
    (image,) = play(turned(lying), 0.5, [2], shown=(48, 64), area=(48, 64))
    # What is at the left edge of the lying picture is at the top of the upright one.
    assert image.getpixel((24, 6))[0] > 150
    assert image.getpixel((24, 50))[0] < 100


@pytest.mark.parametrize(
    ("size", "matrix"),
    [
        ((64, 48), BT601),
        ((64, 48), BT709),
        ((1280, 720), BT709),
        ((1280, 720), BT601),
        ((1280, 720), UNSTATED),
    ],
)
def test_colours_are_those_that_were_filmed(play, size: tuple[int, int], matrix: int) -> None:
    data = film(times=range(4), size=size, pictures=[ORANGE] * 4, matrix=matrix)
    (image,) = play(data, 0.13, [1], shown=size, area=(64, 48))
    assert middle(image) == pytest.approx(ORANGE, abs=4)


def test_small_film_without_a_stated_matrix_is_bt601(play) -> None:
    data = film(times=range(4), pictures=[ORANGE] * 4)
    assert middle(play(data, 0.13, [1])[0]) == pytest.approx(ORANGE, abs=4)
