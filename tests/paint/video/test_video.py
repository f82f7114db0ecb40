"""Whole videos of 128×64 px: what players, the cache and other machines see of them."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from generator.layout.timeline import Timeline
from generator.paint.video import compositor, make_video, poster_frame, video
from generator.paint.video.segments import DiskStore, MemoryStore
from generator.world import MemoryWorld

MakeTimeline = Callable[..., Timeline]


def probe(path: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["ffprobe", "-v", "warning", "-count_frames", "-show_streams", "-of", "json", str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    (stream,) = json.loads(done.stdout)["streams"]
    return dict(stream)


# Decoded once for all tests that look at frames of the same video.
_DECODED: list[Image.Image] = []


@pytest.fixture
def frames(make_timeline: MakeTimeline, world: MemoryWorld) -> list[Image.Image]:
    if not _DECODED:
        made = make_video(make_timeline(), world, MemoryStore())
        with av.open(io.BytesIO(made.data)) as container:
            _DECODED.extend(frame.to_image() for frame in container.decode(video=0))
    return _DECODED


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean difference of two frames, 0-255."""
    return sum(ImageStat.Stat(ImageChops.difference(a, b)).mean) / 3


@pytest.fixture
def world(make_world: Callable[[], MemoryWorld]) -> MemoryWorld:
    return make_world()


def test_a_player_gets_what_it_can_play(
    make_timeline: MakeTimeline, world: MemoryWorld, tmp_path: Path
) -> None:
    timeline: Timeline = make_timeline()
    made = make_video(timeline, world, MemoryStore())
    path = tmp_path / "a.mp4"
    path.write_bytes(made.data)
    stream = probe(path)
    assert stream["codec_name"] == "h264"
    assert stream["profile"] == "Main"
    assert int(stream["level"]) <= 40
    assert stream["pix_fmt"] == "yuv420p"
    assert stream["has_b_frames"] == 0
    assert stream["r_frame_rate"] == stream["avg_frame_rate"] == "30/1"
    assert (stream["width"], stream["height"]) == (128, 64)
    assert stream["sample_aspect_ratio"] == "1:1"
    assert int(stream["nb_read_frames"]) == made.frames == timeline.frames == 180
    assert float(stream["duration"]) == made.seconds == 6.0
    tags = [stream[f"color_{name}"] for name in ("range", "space", "transfer", "primaries")]
    assert tags == ["tv", "bt709", "bt709", "bt709"]


@pytest.mark.parametrize("longest", [30, 150])
def test_decoding_warns_of_nothing(
    make_timeline: MakeTimeline, world: MemoryWorld, tmp_path: Path, longest: int
) -> None:
    path = tmp_path / "a.mp4"
    film = replace(make_timeline(), longest=longest)
    path.write_bytes(make_video(film, world, MemoryStore()).data)
    done = subprocess.run(
        ["ffmpeg", "-v", "warning", "-i", str(path), "-f", "null", "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout + done.stderr == ""


def test_the_index_comes_first_and_no_version_is_told(
    make_timeline: MakeTimeline, world: MemoryWorld
) -> None:
    data = make_video(make_timeline(), world, MemoryStore()).data
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"Lav" not in data
    assert b"x264" not in data


def test_every_second_starts_with_a_key_frame_and_no_other_is_one(
    make_timeline: MakeTimeline, world: MemoryWorld, tmp_path: Path
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(make_video(make_timeline(), world, MemoryStore()).data)
    with av.open(str(path)) as container:
        packets = [p for p in container.demux(video=0) if p.size]
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    assert keys == list(range(0, 180, 30))
    assert [p.pts for p in packets] == [p.dts for p in packets]


def test_the_loop_has_no_jump(frames: list[Image.Image]) -> None:
    assert difference(frames[0], frames[-1]) < 1.0
    assert difference(frames[0], frames[60]) > 3.0


def test_words_come_one_after_another(frames: list[Image.Image]) -> None:
    def light(frame: int, left: int) -> int:
        """Brightest pixel where a word stands."""
        cut = frames[frame].convert("L").crop((left, 20, left + 40, 44))
        return cut.getextrema()[1]

    first, second = 8, 64
    assert light(0, first) < 100
    assert light(9, first) > 200
    assert light(7, second) < 100
    assert light(20, second) > 200


def test_a_rising_word_stands_lower_at_first(frames: list[Image.Image]) -> None:
    def bottom(frame: int) -> int:
        box = frames[frame].convert("L").crop((8, 8, 56, 46)).point(lambda v: v > 110 and 255)
        return box.getbbox()[3]

    assert bottom(4) > bottom(12)


def test_a_rule_draws_itself(frames: list[Image.Image]) -> None:
    def length(frame: int) -> int:
        box = frames[frame].convert("L").crop((8, 47, 60, 53)).point(lambda v: v > 120 and 255)
        return box.getbbox()[2] if box.getbbox() else 0

    assert [length(18), length(40)] == [0, 40]
    assert 0 < length(20) < length(22) < 40


def test_colours_survive(frames: list[Image.Image]) -> None:
    gold = frames[60].getpixel((28, 50))
    assert max(abs(a - b) for a, b in zip(gold, (0xFF, 0xC8, 0x3D), strict=True)) <= 8


def test_the_same_bytes_twice_and_from_any_mixture_of_old_and_new(
    make_timeline: MakeTimeline, world: MemoryWorld
) -> None:
    store = MemoryStore()
    first = make_video(make_timeline(), world, store)
    assert first.segments_made == len(store.known) == 5
    assert first.segments_total == 6
    again = make_video(make_timeline(), world, store)
    assert again.segments_made == 0
    assert again.data == first.data
    half = MemoryStore(dict(list(store.known.items())[::2]))
    mixed = make_video(make_timeline(), world, half)
    assert mixed.segments_made == 2
    assert mixed.data == first.data


def test_the_same_bytes_on_a_plainer_processor(
    make_timeline: MakeTimeline, world: MemoryWorld
) -> None:
    usual = make_video(make_timeline(), world, MemoryStore())
    plain = make_video(make_timeline(), world, MemoryStore(), x264_extra="asm=SSE2")
    assert plain.segments_made == usual.segments_made
    assert plain.data == usual.data


def test_another_ward_makes_the_closing_card_alone_again(
    make_timeline: MakeTimeline, world: MemoryWorld
) -> None:
    store = MemoryStore()
    make_video(make_timeline("Ba Đình"), world, store)
    other = make_video(make_timeline("Ngọc Hà"), world, store)
    assert other.segments_total == 6
    assert other.segments_made == 2


def test_nothing_is_drawn_when_all_segments_are_known(
    make_timeline: MakeTimeline, world: MemoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    original = compositor.pose
    monkeypatch.setattr(compositor, "pose", lambda *a: drawn.append(1) or original(*a))
    store = MemoryStore()
    make_video(make_timeline(), world, store)
    assert drawn
    drawn.clear()
    make_video(make_timeline(), world, store)
    assert drawn == []


def test_a_damaged_segment_is_made_again(
    make_timeline: MakeTimeline, world: MemoryWorld, tmp_path: Path
) -> None:
    store = DiskStore(tmp_path)
    first = make_video(make_timeline(), world, store)
    victim = min(tmp_path.glob("*/*.seg"))
    victim.write_bytes(victim.read_bytes()[:-40])
    again = make_video(make_timeline(), world, store)
    assert again.segments_made == 1
    assert again.data == first.data


def test_keys_follow_what_is_shown(make_timeline: MakeTimeline) -> None:
    encoding = video.encoding_of(make_timeline())
    one = [part.key for part in video.parts(make_timeline(), encoding)]
    same = [part.key for part in video.parts(make_timeline(), encoding)]
    other = [part.key for part in video.parts(make_timeline(words=("Tin", "vui")), encoding)]
    assert one == same
    assert one[1] == one[2], "a hold is one segment, written twice"
    assert [a == b for a, b in zip(one, other, strict=True)] == [False] * 4 + [True] * 2
    finer = video.encoding_of(make_timeline(), "crf=12")
    assert one[0] != next(video.parts(make_timeline(), finer)).key


@pytest.mark.parametrize(("width", "height"), [(127, 64), (128, 63), (0, 64), (4096, 2304)])
def test_sizes_that_no_board_plays_are_refused(
    make_timeline: MakeTimeline, world: MemoryWorld, width: int, height: int
) -> None:
    timeline: Timeline = make_timeline()
    wrong = Timeline(width, height, 30, 30, timeline.scenes)
    with pytest.raises(ValueError, match=f"{width}x{height}"):
        make_video(wrong, world, MemoryStore())


def test_scenes_are_whole_groups_of_pictures(make_timeline: MakeTimeline) -> None:
    timeline: Timeline = make_timeline()
    with pytest.raises(ValueError, match="whole number of 40 frames"):
        Timeline(128, 64, 30, 40, timeline.scenes[:1])
    with pytest.raises(ValueError, match="40 frames are no whole number of 30"):
        replace(timeline, longest=40)


def test_the_poster_frame_shows_the_message_built(
    make_timeline: MakeTimeline, world: MemoryWorld, frames: list[Image.Image]
) -> None:
    data = poster_frame(make_timeline(), world)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (128, 64)
        shown = picture.convert("RGB")
    assert difference(shown, frames[60]) < 4 < difference(shown, frames[0])
    assert poster_frame(make_timeline(), world) == data
