"""Repeated frames: packets that copy the frame before exactly, at every size."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import av
import pytest
from av.codec.context import Flags
from measure import decoded, mean_change

from generator.paint.video.encoder import Encoding, encode, open_encoder
from generator.paint.video.repeats import Numbering, places

SIZES = [(128, 64), (192, 32), (130, 66), (512, 256), (1080, 1920), (1920, 1088)]


def noisy(width: int, height: int, seed: int) -> av.VideoFrame:
    """A frame with detail in every block, which nothing but a copy keeps."""
    frame = av.VideoFrame(width, height, "yuv420p")
    source = random.Random(seed)  # noqa: S311 - a picture
    for plane in frame.planes:
        row = source.randbytes(plane.line_size)
        coarse = bytes(64 + value // 2 for value in row)
        plane.update(b"".join(coarse[n % 97 :] + coarse[: n % 97] for n in range(plane.height)))
    return frame


@pytest.mark.parametrize("size", SIZES)
def test_what_is_repeated_equals_what_it_repeats(size: tuple[int, int]) -> None:
    encoding = Encoding(*size, 30, 30)
    where = (0, 1, 2, 12, 13, 14)
    frames = [noisy(*size, seed=1)] * 3 + [noisy(*size, seed=2)] * 3
    segment = encode(iter(frames), encoding, where)
    shown = list(decoded(segment.header, segment.packets))
    assert len(segment.packets) == len(shown) == 30
    changed = [n for n, (a, b) in enumerate(pairwise(shown), 1) if a.tobytes() != b.tobytes()]
    assert set(changed) <= set(where)
    assert mean_change(shown[11], shown[12]) > 10
    # Noise asks for more than the rate allows; what is drawn changes far less as it settles.
    assert mean_change(shown[2], shown[0]) < 3


def test_frame_numbers_go_round_in_a_long_group() -> None:
    # Numbers have four bits: the 17th frame is called 1 again.
    encoding = Encoding(128, 64, 30, 180)
    where = (0, 1, 2, 70, 71, 72, 130)
    frames = [noisy(128, 64, seed=n) for n in (1, 1, 1, 2, 2, 2, 3)]
    segment = encode(iter(frames), encoding, where, 150)
    shown = list(decoded(segment.header, segment.packets))
    assert len(segment.packets) == len(shown) == 150
    changed = [n for n, (a, b) in enumerate(pairwise(shown), 1) if a.tobytes() != b.tobytes()]
    assert {70, 130} <= set(changed) <= set(where)
    straight = encode(iter(frames), encoding, count=7)
    alone = list(decoded(straight.header, straight.packets))
    assert [mean_change(alone[n], shown[at]) < 3 for n, at in enumerate(where)] == [True] * 7


def test_a_repeated_frame_takes_next_to_nothing() -> None:
    encoding = Encoding(1920, 1080, 30, 30)
    segment = encode([noisy(1920, 1080, seed=1)] * 3, encoding, (0, 1, 2))
    assert {len(packet) for packet in segment.packets[3:]} <= set(range(20, 120))


def test_headers_do_not_tell_how_many_frames_were_shown() -> None:
    encoding = Encoding(128, 64, 30, 30)
    headers = {open_encoder(encoding, frames).extradata for frames in (0, 1, 3, 10, 30)}
    assert len(headers) == 1


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("aaaaaa", (0, 1, 2)),
        ("abcdef", (0, 1, 2, 3, 4, 5)),
        ("aaaabbbbbbbcd", (0, 1, 2, 4, 5, 6, 7, 11, 12)),
        ("a", (0,)),
    ],
)
def test_of_equal_frames_the_first_few_are_encoded(shown: str, expected: tuple[int, ...]) -> None:
    assert places(shown) == expected


def test_a_frame_number_is_all_that_changes() -> None:
    encoding = Encoding(128, 64, 30, 30)
    segment = encode([noisy(128, 64, seed=n) for n in range(30)], encoding)
    numbering = Numbering.of(segment.header)
    assert numbering.bits == 4, "x264 counts to 16"
    for frame, packet in enumerate(segment.packets[1:], 1):
        assert numbering.numbered(packet, frame) == packet
        other = numbering.numbered(packet, frame + 5)
        assert other != packet
        assert numbering.numbered(other, frame) == packet


def test_bytes_that_look_like_a_start_are_parted_again() -> None:
    # first_mb 0, slice_type 5, pps 0 and frame_num 0 of 16 bits, then zeros: 1 00110 1 0…
    numbering = Numbering(16)
    packet = bytes.fromhex("00000001 41 9a 00 00 03 00 00 03 00 80".replace(" ", ""))
    moved = numbering.numbered(packet, 0xFFFF)
    assert moved.hex() == "0000000141" + "9bfffe" + "00000300" + "80"
    assert numbering.numbered(moved, 0) == packet


def test_only_one_slice_can_be_numbered() -> None:
    key = encode([noisy(128, 64, seed=1)], Encoding(128, 64, 30, 1)).packets[0]
    with pytest.raises(ValueError, match="one slice"):
        Numbering(4).numbered(key, 1)


def test_frames_that_are_ordered_otherwise_are_refused() -> None:
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = 128, 64, "yuv420p"
    context.time_base = Fraction(1, 30)
    context.options = {"bf": "2", "profile": "main"}
    context.flags |= int(Flags.global_header)
    context.open()
    with pytest.raises(ValueError, match="not ordered by their numbers"):
        Numbering.of(context.extradata)
