"""Reels: short videos joined without encoding, checked by decoding them and with ffprobe."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from generator.paint.sound import aac
from generator.paint.video.encoder import Encoding, encode
from generator.paint.video.mux import mux
from generator.paint.video.reel import join

SETTINGS = Encoding(128, 64, 30, 30)
RATE = 48_000


def frames(level: int) -> Iterator[av.VideoFrame]:
    """A second of a grey that rises by one level a frame."""
    for number in range(30):
        frame = av.VideoFrame(128, 64, "yuv420p")
        for plane, value in zip(frame.planes, (level + number, 128, 128), strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        yield frame


def film(level: int, seconds: int, settings: Encoding = SETTINGS) -> bytes:
    segment = encode(frames(level), settings)
    return mux([segment] * seconds, settings)


def with_sound(level: int, seconds: int, bleep: float) -> bytes:
    """Such a video with silence and, from `bleep` on (s), a tone of a tenth of a second."""
    time = np.arange(seconds * RATE) / RATE
    tone = np.where((time >= bleep) & (time < bleep + 0.1), np.sin(time * 6283), 0.0)
    segment = encode(frames(level), SETTINGS)
    return mux([segment] * seconds, SETTINGS, aac.encode(np.stack([tone, tone], axis=1)))


def shown(data: bytes) -> list[float]:
    """The mean level of every decoded frame."""
    with av.open(io.BytesIO(data)) as container:
        return [float(f.to_ndarray()[:64].mean()) for f in container.decode(video=0)]


def bleeps(data: bytes) -> list[float]:
    """The moments at which a tone begins (s)."""
    with av.open(io.BytesIO(data)) as container:
        parts = [(f.pts, f.to_ndarray()[0]) for f in container.decode(audio=0)]
    sound = np.zeros(max(pts + len(p) for pts, p in parts))
    for pts, part in parts:
        start = max(pts, 0)
        sound[start : pts + len(part)] = part[start - pts :]
    loud = np.abs(sound) > 0.3
    starts = [n for n in np.flatnonzero(loud) if not loud[max(0, n - RATE // 20) : n].any()]
    return [n / RATE for n in starts]


def probe(data: bytes, path: Path) -> dict[str, dict[str, str]]:
    path.write_bytes(data)
    done = subprocess.run(
        ["ffprobe", "-v", "warning", "-show_streams", "-of", "json", str(path)],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    return {stream["codec_type"]: stream for stream in json.loads(done.stdout)["streams"]}


def decoded_without_a_word(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    done = subprocess.run(
        ["ffmpeg", "-v", "warning", "-i", str(path), "-f", "null", "-"],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""


def test_all_frames_follow_each_other_in_order_at_even_times(tmp_path: Path) -> None:
    data = join([film(40, 1), film(120, 2), film(80, 1)])
    levels = shown(data)
    assert len(levels) == 120
    for start, level in ((0, 40), (30, 120), (60, 120), (90, 80)):
        for number in range(30):
            assert levels[start + number] == pytest.approx(level + number, abs=2)
    with av.open(io.BytesIO(data)) as container:
        packets = [p for p in container.demux(video=0) if p.size]
        times = [p.pts * p.time_base for p in packets]
        assert times == [Fraction(n, 30) for n in range(120)]
        assert [n for n, p in enumerate(packets) if p.is_keyframe] == [0, 30, 60, 90]
    stream = probe(data, tmp_path / "reel.mp4")["video"]
    decoded_without_a_word(data, tmp_path / "reel.mp4")
    assert (stream["r_frame_rate"], stream["avg_frame_rate"]) == ("30/1", "30/1")
    assert stream["nb_frames"] == "120"
    assert (stream["profile"], stream["pix_fmt"]) == ("Main", "yuv420p")
    assert (stream["has_b_frames"], stream["sample_aspect_ratio"]) == (0, "1:1")
    assert (stream["color_space"], stream["color_range"]) == ("bt709", "tv")


def test_no_picture_is_encoded_again_and_the_index_stands_in_front() -> None:
    files = [film(40, 1), film(120, 1)]
    data = join(files)

    def packets(one: bytes) -> list[bytes]:
        with av.open(io.BytesIO(one)) as container:
            return [bytes(p) for p in container.demux(video=0) if p.size]

    assert packets(data) == [p for one in files for p in packets(one)]
    assert data.index(b"moov") < data.index(b"mdat")
    assert join(files) == data


def test_silent_videos_make_a_silent_reel(tmp_path: Path) -> None:
    assert list(probe(join([film(40, 1)] * 3), tmp_path / "a.mp4")) == ["video"]


def test_sound_stays_with_its_pictures(tmp_path: Path) -> None:
    files = [film(40, 1), with_sound(60, 3, 0.5), film(80, 2), with_sound(90, 1, 0.25)]
    data = join([*files, *files])
    assert len(shown(data)) == 2 * 7 * 30
    found = bleeps(data)
    assert found == pytest.approx([1.5, 6.25, 8.5, 13.25], abs=0.012)
    streams = probe(data, tmp_path / "reel.mp4")
    decoded_without_a_word(data, tmp_path / "reel.mp4")
    assert float(streams["audio"]["duration"]) == 14
    assert float(streams["video"]["start_time"]) == 0
    assert float(streams["audio"]["start_time"]) == 0
    assert streams["audio"]["tags"]["language"] == "vie"
    with av.open(io.BytesIO(data)) as container:
        times = [p.pts for p in container.demux(audio=0) if p.size]
    assert times[0] == 0
    assert {b - a for a, b in pairwise(times)} == {1024}


def test_a_long_reel_does_not_drift() -> None:
    one = with_sound(60, 1, 0.5)
    assert bleeps(join([one] * 24))[-1] == pytest.approx(23.5, abs=0.012)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "at least one"),
        ([film(40, 1), film(40, 1, Encoding(64, 64, 30, 30))], "different settings"),
        ([film(40, 1), film(40, 1, Encoding(128, 64, 25, 30))], "different settings"),
    ],
)
def test_what_no_player_could_show_from_one_file_is_refused(files: list[bytes], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        join(files)


def test_sound_of_other_settings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(with_sound(40, 1, 0))
    subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "a.mp4", "-c:v", "copy", "-ar", "44100", "b.mp4"],
        cwd=tmp_path, check=True,
    )  # fmt: skip
    with pytest.raises(ValueError, match="other settings"):
        join([film(40, 1), (tmp_path / "b.mp4").read_bytes()])
