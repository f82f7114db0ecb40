"""The finished file beside the frames as composed, and beside one encoded straight through."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import pytest
from measure import decoded, luma, mean_change, psnr
from PIL import Image

from generator.layout.display import Color, DisplayList, Fill, Gradient, Group
from generator.layout.timeline import Keyframe, Scene, Timeline, Track
from generator.layout.type import set_line
from generator.paint.sound import silence
from generator.paint.video import encode_stretch, make_video, missing
from generator.paint.video.compositor import Compositor
from generator.paint.video.encoder import encode
from generator.paint.video.mux import mux
from generator.paint.video.repeats import places
from generator.paint.video.segments import MemoryStore
from generator.paint.video.track import Sound
from generator.paint.video.video import encoding_of, parts
from generator.world import MemoryWorld

WHITE = Color(255, 255, 255)
BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def world(make_world: Callable[[], MemoryWorld]) -> MemoryWorld:
    return make_world()


def panel(world: MemoryWorld, width: int, height: int, longest: int = 30) -> Timeline:
    """Words that come one by one, stand, and give way to others: 9 s."""
    size = height / 6
    base = Group(
        "ground",
        (Fill(0, 0, width, height, Gradient(Color(10, 77, 63), Color(11, 86, 69), 30)),),
    )
    said = ("Mỗi ngày", "một tin", "tốt lành")
    first = [
        Group(f"first/{n}", (set_line(world, text, size, size * (2 + 1.4 * n), size, 800, WHITE),))
        for n, text in enumerate(said)
    ]
    second = Group("second", (set_line(world, "Phường Ngọc Hà", size, 3 * size, size, 600, WHITE),))
    come = [
        Track(g.name, p, (Keyframe(9 * n, v), Keyframe(9 * n + 14, end)))
        for n, g in enumerate(first)
        for p, v, end in (("opacity", 0.0, 1.0), ("dy", size / 3, 0.0))
    ]
    go = [Track(g.name, "opacity", (Keyframe(0, 1.0), Keyframe(20, 0.0))) for g in first]
    rise = Track("second", "opacity", (Keyframe(24, 0.0), Keyframe(40, 1.0)))
    one = DisplayList(width, height, "px", (base, *first))
    both = DisplayList(width, height, "px", (base, *first, second))
    last = DisplayList(width, height, "px", (base, second))
    scenes = (
        Scene("in", one, tuple(come), 60),
        Scene("in-hold", one, (), 90),
        Scene("over", both, (*go, rise), 60),
        Scene("over-hold", last, (), 60),
    )
    return Timeline(width, height, 30, 30, scenes, poster=90, longest=longest)


def composed(film: Timeline, world: MemoryWorld) -> Iterator[Image.Image]:
    compositor = Compositor(film.width, film.height, world)
    for part in parts(film, encoding_of(film)):
        yield from map(luma, compositor.frames(part.states))


def straight(film: Timeline, world: MemoryWorld) -> Iterator[Image.Image]:
    """Every frame encoded, none repeated."""
    encoding = encoding_of(film)
    compositor = Compositor(film.width, film.height, world)
    for part in parts(film, encoding):
        segment = encode(compositor.frames(part.states), encoding, count=len(part.states))
        yield from decoded(segment.header, segment.packets)


def joined(film: Timeline, world: MemoryWorld) -> list[Image.Image]:
    data = make_video(film, world, MemoryStore()).data
    with av.open(io.BytesIO(data)) as container:
        return [luma(frame) for frame in container.decode(video=0)]


@pytest.mark.parametrize(
    ("size", "longest"), [((512, 256), 30), ((256, 512), 30), ((192, 96), 30), ((704, 352), 180)]
)
def test_no_frame_is_worse_than_encoded_straight_through(
    world: MemoryWorld, size: tuple[int, int], longest: int
) -> None:
    film = panel(world, *size, longest)
    seen = joined(film, world)
    wanted = list(composed(film, world))
    assert len(seen) == len(wanted) == film.frames
    ours = [psnr(a, b) for a, b in zip(seen, wanted, strict=True)]
    direct = [psnr(a, b) for a, b in zip(straight(film, world), wanted, strict=True)]
    assert min(ours) >= 40
    assert min(a - b for a, b in zip(ours, direct, strict=True)) >= -3


@pytest.mark.parametrize(
    ("size", "longest"), [((512, 256), 30), ((1280, 720), 30), ((320, 180), 180)]
)
def test_a_hold_does_not_breathe(world: MemoryWorld, size: tuple[int, int], longest: int) -> None:
    film = panel(world, *size, longest)
    seen = joined(film, world)
    # The last change of a scene is long past at its last frame: only the encoding changes then.
    seams = [mean_change(seen[n - 1], seen[n]) for n in (60, 90, 120, 210, 240)]
    assert max(seams) <= 0.5, seams
    still = [mean_change(a, b) for a, b in pairwise(seen[60:150])]
    assert max(still) <= 0.5


def test_most_of_a_hold_is_not_encoded(world: MemoryWorld) -> None:
    film = panel(world, 128, 64)
    shown = [len(places(part.states)) for part in parts(film, encoding_of(film))]
    assert [shown[n] for n in (2, 3, 4, 7, 8)] == [3] * 5
    assert max(shown[1], shown[6]) < 18 < min(shown[0], shown[5]) <= 30


def test_a_page_that_builds_itself_and_stands_is_one_group(world: MemoryWorld) -> None:
    film = panel(world, 128, 64, longest=180)
    groups = list(parts(film, encoding_of(film)))
    assert [len(part.states) for part in groups] == [150, 120]
    assert sum(len(places(part.states)) for part in groups) < 85
    data = make_video(film, world, MemoryStore()).data
    with av.open(io.BytesIO(data)) as container:
        packets = [p for p in container.demux(video=0) if p.size]
    assert [n for n, packet in enumerate(packets) if packet.is_keyframe] == [0, 150]
    parted = replace(film, longest=30)
    assert len(data) < 0.8 * len(make_video(parted, world, MemoryStore()).data)


def test_a_group_ends_where_others_share_what_was_before(world: MemoryWorld) -> None:
    film = panel(world, 128, 64, longest=300)
    scenes = [replace(s, apart=s.name == "over") for s in film.scenes]
    cut = replace(film, scenes=tuple(scenes))
    lengths = [[len(p.states) for p in parts(f, encoding_of(f))] for f in (film, cut)]
    assert lengths == [[270], [150, 120]]
    store = MemoryStore()
    make_video(cut, world, store)
    other = replace(cut, scenes=(*cut.scenes, cut.scenes[-1]))
    made = make_video(other, world, store)
    assert (made.segments_total, made.segments_made) == (2, 1)


def test_a_scene_longer_than_a_group_takes_several(world: MemoryWorld) -> None:
    film = panel(world, 128, 64, longest=60)
    groups = list(parts(film, encoding_of(film)))
    assert [len(part.states) for part in groups] == [60, 60, 30, 60, 60]
    assert groups[1].key != groups[2].key


def test_pieces_encoded_apart_join_to_the_same_bytes(world: MemoryWorld) -> None:
    film = panel(world, 128, 64, longest=180)
    store = MemoryStore()
    pieces = missing(film, store)
    assert [(piece.run, len(piece.keys)) for piece in pieces] == [(0, 1), (1, 1)]
    for piece in reversed(pieces):
        encode_stretch(film, piece, world, store)
    assert missing(film, store) == ()
    made = make_video(film, world, store)
    assert made.segments_made == 0
    assert made.data == make_video(film, world, MemoryStore()).data


def test_sound_lies_beside_its_pictures(world: MemoryWorld, tmp_path: Path) -> None:
    film = panel(world, 128, 64)
    encoding = encoding_of(film)
    compositor = Compositor(film.width, film.height, world)
    segments = [part.encoded(compositor, encoding) for part in parts(film, encoding)]
    data = mux(segments, encoding, silence(film.seconds))
    assert mux(segments, encoding, silence(film.seconds)) == data
    assert data.index(b"moov") < data.index(b"mdat")
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    with av.open(str(path)) as container:
        video, audio = container.streams
        assert [video.codec_context.name, audio.codec_context.name] == ["h264", "aac"]
        assert (audio.rate, audio.channels, audio.language) == (48000, 2, "vie")
        assert [s.start_time for s in (video, audio)] == [0, 0]
        assert {s.duration * s.time_base for s in (video, audio)} == {film.seconds}
        packets = [p for p in container.demux() if p.size]
    times = [float(p.dts * p.time_base) for p in packets]
    late = [b - a for a, b in pairwise(times)]
    assert min(late) > -0.6, "sound and picture of a moment lie within a chunk of each other"


def test_sound_of_other_settings_is_refused(world: MemoryWorld) -> None:
    film = panel(world, 128, 64)
    encoding = encoding_of(film)
    compositor = Compositor(film.width, film.height, world)
    segment = next(parts(film, encoding)).encoded(compositor, encoding)
    with pytest.raises(ValueError, match="sound was encoded with other settings"):
        mux([segment], encoding, Sound(b"\x11\x88", (b"x",)))


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
PLAYS = """(async () => {
  const video = document.querySelector("video"), canvas = document.createElement("canvas");
  await new Promise((done, fail) => { video.onloadeddata = done; video.onerror = fail;
    video.src = "a.mp4"; });
  canvas.width = video.videoWidth; canvas.height = video.videoHeight;
  const light = [];
  for (const moment of SEEKS) {
    video.currentTime = moment;
    await new Promise(done => { video.onseeked = done; });
    const pen = canvas.getContext("2d");
    pen.drawImage(video, 0, 0);
    const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum += data[i];
    light.push(sum / (data.length / 4));
  }
  video.currentTime = 0; video.playbackRate = 4; video.muted = true;
  const ended = new Promise(done => { video.onended = done; });
  await video.play(); await ended;
  const error = video.error ? video.error.message : "";
  return { length: video.duration, at: video.currentTime, light, error };
})()"""


@pytest.mark.skipif(CHROMIUM is None, reason="plays in Chromium")
def test_chromium_plays_and_seeks(
    world: MemoryWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCH)
    from browser import Chromium  # noqa: PLC0415 - drives it over a pipe, on POSIX alone

    film = panel(world, 256, 128, longest=180)
    data = make_video(film, world, MemoryStore()).data
    (tmp_path / "a.mp4").write_bytes(data)
    (tmp_path / "a.html").write_text("<!doctype html><video></video>", encoding="utf-8")
    moments = [2.9, 0.05, 6.9, 3.98]
    with Chromium(str(CHROMIUM)) as chromium:
        chromium.call("Page.navigate", url=(tmp_path / "a.html").as_uri())
        there = "document.querySelector('video') !== null"
        while not chromium.call("Runtime.evaluate", expression=there)["result"]["value"]:
            time.sleep(0.05)
        answer = chromium.call(
            "Runtime.evaluate",
            expression=PLAYS.replace("SEEKS", str(moments)),
            awaitPromise=True,
            returnByValue=True,
        )
    assert "exceptionDetails" not in answer, answer
    seen = answer["result"]["value"]
    assert seen["error"] == ""
    assert seen["length"] == pytest.approx(film.seconds)
    assert seen["at"] == pytest.approx(film.seconds, abs=0.1)
    with av.open(io.BytesIO(data)) as container:
        red = [frame.to_image().getchannel("R") for frame in container.decode(video=0)]
    wanted = [sum(n * i for i, n in enumerate(red[int(t * 30)].histogram())) for t in moments]
    pixels = film.width * film.height
    assert seen["light"] == pytest.approx([w / pixels for w in wanted], abs=2.5)
