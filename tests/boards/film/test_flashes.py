"""Rows F1 and F2: flashes of light and of red, over the whole file, its seam and its joins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import cos, pi

import pytest
from PIL import Image, ImageDraw

from generator.boards.film.check import check_joins
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.limits import VideoLimits
from generator.content.model import Media
from generator.diagnostics import Diagnostic, Severity
from generator.layout.display import DisplayList
from generator.layout.formats import Format
from generator.layout.timeline import Footage, Scene, Timeline
from generator.paint.video.segments import MemoryStore

Check = Callable[..., tuple[Diagnostic, ...]]
Write = Callable[..., bytes]
Box = tuple[int, int, int, int]

W, H = 128, 72
WHOLE = (0, 0, W, H)
BLACK, WHITE, GREY = (0, 0, 0), (255, 255, 255), (90, 90, 90)


def codes(found: Iterable[Diagnostic]) -> list[str]:
    return [finding.code for finding in found]


def level(share: float) -> tuple[int, int, int]:
    """Return the grey of a relative luminance."""
    value = round(255 * (1.055 * share ** (1 / 2.4) - 0.055)) if share > 0.0031308 else 0
    return (value, value, value)


def shown(color: tuple[int, int, int], box: Box = WHOLE, ground=BLACK) -> Image.Image:
    picture = Image.new("RGB", (W, H), ground)
    picture.paste(color, box)
    return picture


def strobe(
    times: int, dark=BLACK, light=WHITE, box: Box = WHOLE, ground=BLACK
) -> list[Image.Image]:
    """Two seconds of rest, one with so many flashes, two of rest."""
    rest = shown(dark, box, ground)
    lit = shown(light, box, ground)
    second = [lit if n * 2 * times // 30 % 2 else rest for n in range(30)]
    return [rest] * 60 + second + [rest] * 60


def test_four_flashes_a_second_are_an_error(check: Check) -> None:
    (found,) = check(strobe(4))
    assert (found.code, found.severity) == ("flash", Severity.ERROR)
    assert "nhấp nháy 3,5 lần mỗi giây ở giây 2," in found.message, "the seventh change is told"
    assert "báo người phụ trách" not in found.hint, "a reel has no timeline to blame"


def test_three_flashes_a_second_pass(check: Check) -> None:
    assert check(strobe(3)) == ()


def test_three_flashes_a_second_for_five_seconds_are_an_error(check: Check) -> None:
    lit, rest = shown(WHITE), shown(BLACK)
    (found,) = check([lit if n // 5 % 2 else rest for n in range(185)])
    assert found.code == "flash"
    assert "nhấp nháy 3 lần mỗi giây" in found.message
    assert "kéo dài" in found.message
    assert check([lit if n // 15 % 2 else rest for n in range(195)]) == ()


@pytest.mark.parametrize(
    ("dark", "light", "wrong"),
    [
        (0.30, 0.42, ["flash"]),
        (0.30, 0.38, []),
        (0.75, 0.90, ["flash"]),
        (0.83, 0.97, []),
    ],
)
def test_a_flash_is_a_tenth_of_light_with_a_dark_state(
    dark: float, light: float, wrong: list[str], check: Check
) -> None:
    assert codes(check(strobe(5, level(dark), level(light)))) == wrong


@pytest.mark.parametrize(
    ("box", "wrong"),
    [((0, 0, 56, 36), []), ((0, 0, 64, 36), []), ((0, 0, 76, 40), ["flash"])],
)
def test_a_quarter_of_the_board_may_blink(box: Box, wrong: list[str], check: Check) -> None:
    assert codes(check(strobe(5, box=box))) == wrong


def test_halves_that_flash_against_each_other_are_an_error(check: Check) -> None:
    left, right = shown(WHITE, (0, 0, 64, H)), shown(WHITE, (64, 0, W, H))
    frames = [right if 60 <= n < 90 and n // 3 % 2 else left for n in range(150)]
    assert codes(check(frames)) == ["flash"]


def test_soft_flashes_count_as_well(check: Check) -> None:
    def swing(frame: int, hertz: float) -> Image.Image:
        return shown(level(0.3 - 0.3 * cos(2 * pi * hertz * frame / 30)))

    assert codes(check([swing(n, 5) for n in range(61)])) == ["flash"]
    assert check([swing(n, 1) for n in range(61)]) == ()


def test_red_flashes_are_an_error(check: Check) -> None:
    # As light as each other, so that only the red tells them apart.
    found = check(strobe(4, (114, 114, 114), (235, 20, 20)))
    assert codes(found) == ["red-flash"]
    assert found[0].severity is Severity.ERROR
    assert check(strobe(3, (114, 114, 114), (235, 20, 20))) == ()
    assert check(strobe(4, (114, 114, 114), (140, 100, 100))) == (), "a red that is not pure"


def test_a_slow_cross_fade_passes(check: Check) -> None:
    dark, light = shown((10, 77, 63)), shown((245, 236, 220), (20, 10, 108, 62), (40, 90, 140))
    steps = [*range(21), *[20] * 39, *range(20, -1, -1), *[0] * 39]
    assert check([Image.blend(dark, light, step / 20) for step in steps]) == ()


def test_letters_that_scroll_are_no_flash(check: Check) -> None:
    strip = Image.new("RGB", (W * 3, H), BLACK)
    pen = ImageDraw.Draw(strip)
    for number, x in enumerate(range(W, 2 * W, 11)):
        pen.rectangle((x, 4, x + 4 + number % 3, H - 4), WHITE)
    frames = [strip.crop((n * 4 % 256, 0, n * 4 % 256 + W, H)) for n in range(64)]
    assert check([*frames, *[frames[0]] * 26]) == ()


def loop(seconds: int) -> Timeline:
    """Return the plan of a loop of our own."""
    scene = Scene("message", DisplayList(W, H, "px", ()), (), 30 * seconds)
    return Timeline(W, H, 30, 30, (scene,))


def test_a_hard_seam_is_a_warning(check: Check) -> None:
    dark, light = shown((10, 77, 63)), shown((200, 200, 190))
    fade = [Image.blend(dark, light, n / 29) for n in range(30)]
    (found,) = check([*[dark] * 30, *fade], timeline=loop(2))
    assert (found.code, found.severity) == ("hard-seam", Severity.WARNING)
    assert "báo người phụ trách mẫu" in found.hint
    assert check([*[dark] * 30, *fade, *fade[::-1]], timeline=loop(3)) == ()


def test_staff_are_told_what_to_change_in_their_footage(check: Check) -> None:
    media = Media("content/media/mit-tinh.mp4", "0", W, H)
    plan = loop(5)
    filmed = replace(plan.scenes[0], footage=Footage(media, 0.0, 5.0, WHOLE))
    (found,) = check(strobe(4), timeline=replace(plan, scenes=(filmed,)))
    assert "sửa start và end của clip" in found.hint
    (found,) = check(strobe(4), timeline=plan)
    assert "báo người phụ trách mẫu" in found.hint


def test_a_reel_may_begin_with_another_picture_than_it_ends_with(check: Check) -> None:
    assert check([*[shown((10, 77, 63))] * 30, *[shown((200, 200, 190))] * 30]) == ()


def test_a_seam_between_dark_grounds_is_seen(check: Check) -> None:
    first, last = shown((10, 30, 26)), shown((14, 60, 52))
    fade = [Image.blend(first, last, n / 29) for n in range(30)]
    assert codes(check(fade, timeline=loop(1))) == ["hard-seam"]


def test_flashes_over_the_seam_are_counted(check: Check) -> None:
    rest, lit = shown(BLACK), shown(WHITE)
    some = [rest if n // 3 % 2 else lit for n in range(18)]
    assert codes(check([*some, *[rest] * 54, *some[::-1]])) == ["flash"]
    assert check([*[rest] * 6, *some, *[rest] * 66]) == ()


def joined(parts: list[bytes], limits: VideoLimits, store: MemoryStore) -> list[str]:
    fmt = Format("video-panel", "video", W, H, file="mp4", fps=30)
    subject = FilmSubject(fmt, "boards/cong.mp4", "", limits)
    return [f.message for f in check_joins(parts, subject, store)]


def test_flashes_where_files_meet_are_counted(
    write: Write, limits: VideoLimits, store: MemoryStore
) -> None:
    rest, lit = shown(BLACK), shown(WHITE)
    some = [lit if n // 4 % 2 else rest for n in range(16)]
    calm, start, end = (
        write(frames) for frames in ([rest] * 60, some + [rest] * 44, [rest] * 44 + some)
    )
    (found,) = joined([calm, end, start], limits, store)
    assert "từ tệp thứ 2 sang tệp thứ 3" in found
    (around,) = joined([start, calm, end], limits, store)
    assert "từ tệp thứ 3 sang tệp thứ 1" in around
    assert joined([end, calm, start, calm], limits, store) == []


def test_flashes_inside_one_file_are_left_to_its_own_check(
    write: Write, limits: VideoLimits, store: MemoryStore
) -> None:
    assert joined([write(strobe(6)[60:]), write([shown(BLACK)] * 60)], limits, store) == []
