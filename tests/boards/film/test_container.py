"""Row C1: each fact of the written file that a board's player may refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import av
import pytest
from PIL import Image

from generator.boards.film.container import peak
from generator.boards.film.film import read_film
from generator.boards.preflight.limits import VideoLimits
from generator.diagnostics import Diagnostic, Severity
from generator.layout.formats import Format

Check = Callable[..., tuple[Diagnostic, ...]]
Write = Callable[..., bytes]

GREEN = (10, 77, 63)
STILL = [Image.new("RGB", (128, 72), GREEN)] * 60


FORMAT = Format("video-panel", "video", 128, 72, file="mp4", fps=30)


def codes(found: Iterable[Diagnostic]) -> list[str]:
    return [finding.code for finding in found]


def test_a_file_as_boards_take_it_passes(check: Check) -> None:
    assert check(STILL) == ()


@pytest.mark.parametrize("profile", ["main", "baseline"])
def test_both_profiles_that_players_take_pass(profile: str, check: Check) -> None:
    assert check(STILL, profile=profile) == ()


@pytest.mark.parametrize(
    ("how", "wrong"),
    [
        ({"pixels": "yuv444p", "profile": "high444"}, ["video-profile", "video-pixels"]),
        (
            {"profile": "high", "level": "5.0", "x264": {"8x8dct": "1"}},
            ["video-profile", "video-level"],
        ),
        ({"x264": {"bframes": "2", "b-adapt": "0"}}, ["video-b-frames"]),
        ({"late": 31}, ["video-uneven", "video-count"]),
        ({"fps": 25}, ["video-rate", "video-count"]),
        ({"flags": ""}, ["video-container"]),
        ({"flags": "+frag_keyframe+empty_moov"}, ["video-container"]),
        ({"form": "matroska", "flags": ""}, ["video-container", "video-uneven"]),
        ({"aspect": Fraction(4, 3)}, ["video-aspect"]),
        ({"x264": {"interlaced": "1"}}, ["video-interlaced"]),
        (
            {"x264": {"colorprim": "", "transfer": "", "colormatrix": ""}, "tagged": False},
            ["video-colours"],
        ),
        ({"x264": {"keyint": "60"}}, ["video-gop"]),
        ({"sound": ("mp3", 44100, "mono")}, ["video-sound"]),
        ({"sound": ("aac", 44100, "stereo")}, ["video-sound"]),
    ],
)
def test_each_wrong_fact_is_an_error(how: dict[str, Any], wrong: list[str], check: Check) -> None:
    found = check(STILL, **how)
    assert codes(found) == wrong
    assert {f.severity for f in found} == {Severity.ERROR}
    assert all(f.hint and f.artifact == "video/chung/tin/panel.mp4" for f in found)
    assert {f.message_id for f in found} == {"tin"}


def test_a_format_may_have_fewer_key_frames(check: Check) -> None:
    two = replace(FORMAT, gop_s=2)
    assert check(STILL, fmt=two, x264={"keyint": "60"}) == ()
    assert codes(check(STILL[:1] * 90, fmt=two, x264={"keyint": "90"})) == ["video-gop"]


def test_stereo_of_the_usual_kind_passes(check: Check) -> None:
    assert check(STILL, sound=("aac", 48000, "stereo")) == ()


@pytest.mark.skipif("libx265" not in av.codecs_available, reason="this build of FFmpeg lacks x265")
def test_hevc_is_an_error(check: Check) -> None:
    found = check(STILL[:30], codec="libx265")
    assert codes(found)[0] == "video-codec"
    assert "hevc" in found[0].message


def test_another_size_is_an_error(check: Check) -> None:
    (found,) = check([Image.new("RGB", (144, 72), GREEN)] * 30)
    assert found.code == "video-size"
    assert "144 × 72 px" in found.message
    assert "128 × 72 px" in found.message


def test_a_text_file_is_no_video(check: Check) -> None:
    assert codes(check("đây không phải là video\n".encode() * 50)) == ["video-unreadable"]
    assert codes(check(b"")) == ["video-unreadable"]


def test_a_second_of_too_many_bits_is_told(check: Check, write: Write, limits: VideoLimits) -> None:
    noise = [Image.effect_noise((128, 72), 90).convert("RGB") for _ in range(45)]
    heavy = write(noise, x264={"qp": "4"})
    film = read_film(heavy)
    sizes = [len(packet.data) for packet in film.picture.packets]
    bits = 8 * max(sum(sizes[start : start + 30]) for start in range(16))
    assert peak(film, 30) == bits
    for most, severity in ((1.1, Severity.WARNING), (0.9, Severity.ERROR)):
        rate = bits / 1_000_000
        strict = replace(limits, mbps=0.5 * rate, ceiling_mbps=most * rate)
        (found,) = [f for f in check(heavy, limits=strict) if f.code == "video-bitrate"]
        assert found.severity is severity


def test_a_long_or_heavy_file_is_an_error(check: Check, limits: VideoLimits) -> None:
    strict = replace(limits, longest_s=2.0, largest_gb=0.000001)
    assert codes(check(STILL, limits=strict)) == ["video-long", "video-heavy"]
