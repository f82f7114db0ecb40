"""Row C4: every packet decodes and the frames fill the time; each group of pictures once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import av
import pytest
from PIL import Image

from generator.boards.film import decoding
from generator.boards.film.check import check_film
from generator.boards.film.film import read_film
from generator.boards.film.measures import Measures, measure
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.limits import VideoLimits
from generator.diagnostics import Diagnostic
from generator.layout.display import DisplayList
from generator.layout.formats import Format
from generator.layout.timeline import Scene, Timeline
from generator.paint.video.encoder import Encoding, encode
from generator.paint.video.mux import mux
from generator.paint.video.segments import MemoryStore, Segment
from generator.paint.video.yuv import convert

Check = Callable[..., tuple[Diagnostic, ...]]
Write = Callable[..., bytes]

PANEL = Format("video-panel", "video", 128, 72, file="mp4", fps=30)
ENCODING = Encoding(128, 72, 30, 30)


def codes(found: Iterable[Diagnostic]) -> list[str]:
    return [finding.code for finding in found]


@pytest.fixture
def film(write: Write) -> bytes:
    """Three seconds of three greens, one after another."""
    return write([Image.new("RGB", (128, 72), (10, 60 + 20 * (n // 30), 50)) for n in range(90)])


def packets(data: bytes) -> list[bytes]:
    return [packet.data for packet in read_film(data).picture.packets]


def test_a_file_that_ends_early_is_cut_short(film: bytes, check: Check) -> None:
    (found,) = check(film[:-60])
    assert found.code == "video-cut-short"
    assert "thiếu" in found.message


def test_one_broken_packet_is_noticed(film: bytes, check: Check) -> None:
    key = packets(film)[30]
    at = film.index(key)
    broken = (
        film[:at]
        + bytes(255 - b if n > 5 else b for n, b in enumerate(key))
        + film[at + len(key) :]
    )
    assert len(broken) == len(film)
    assert codes(check(broken)) == ["video-damaged"]


def test_broken_sound_is_noticed(write: Write, check: Check) -> None:
    data = write([Image.new("RGB", (128, 72))] * 30, sound=("aac", 48000, "stereo"))
    heard = read_film(data).sounds[0].packets[20].data
    at = data.rindex(heard)
    assert codes(check(data[:at] + b"\xff" * len(heard) + data[at + len(heard) :])) == [
        "video-sound-damaged"
    ]


def test_frames_are_counted_against_the_timeline(film: bytes, check: Check) -> None:
    display = DisplayList(128, 72, "px", ())
    planned = Timeline(128, 72, 30, 30, (Scene("message", display, (), 90),))
    assert codes(check(film, timeline=planned)) == ["hard-seam"]
    longer = replace(planned, scenes=(Scene("message", display, (), 120),))
    assert codes(check(film, timeline=longer)) == ["video-count"]


def second(color: tuple[int, int, int]) -> Segment:
    """Return a second of one colour, as the program itself encodes it."""
    planes = convert(Image.new("RGB", (128, 72), color))
    frame = av.VideoFrame(128, 72, "yuv420p")
    for target, source in zip(frame.planes, planes, strict=True):
        wide = source.crop((0, 0, target.line_size, source.height))
        target.update(wide.tobytes().ljust(target.buffer_size, b"\0"))
    return encode([frame] * 30, ENCODING)


def test_each_group_of_pictures_is_decoded_once(
    limits: VideoLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[int] = []

    def counted(codec: str, header: bytes, group: tuple[bytes, ...]) -> Measures:
        decoded.append(len(group))
        return measure(codec, header, group)

    monkeypatch.setattr(decoding, "measure", counted)
    store = MemoryStore()
    subject = FilmSubject(PANEL, "a.mp4", "tin", limits)
    ground, card, other = second((9, 60, 50)), second((9, 64, 50)), second((12, 64, 50))
    one = mux([ground, ground, card, ground], ENCODING)
    assert check_film(one, subject, store) == ()
    assert decoded == [30, 30]
    assert check_film(one, subject, store) == ()
    assert decoded == [30, 30]
    assert check_film(mux([ground, other, ground], ENCODING), subject, store) == ()
    assert decoded == [30, 30, 30]


def test_measures_come_back_as_they_were(film: bytes) -> None:
    picture = read_film(film).picture
    made = measure(picture.codec, picture.header, packets(film)[:30])
    back = Measures.unpack(made.pack())
    assert back is not None
    assert (back.shown, back.faults, back.rises, back.falls) == (
        made.shown,
        made.faults,
        made.rises,
        made.falls,
    )
    assert [i.tobytes() for i in back.looks()] == [i.tobytes() for i in made.looks()]
    for name in ("first", "last", "low", "high"):
        assert getattr(back, name).tobytes() == getattr(made, name).tobytes()
    assert back.frames == 30


def test_damaged_measures_are_made_again(film: bytes) -> None:
    picture = read_film(film).picture
    data = measure(picture.codec, picture.header, packets(film)[:30]).pack()
    for damage in (b"", b"x", data[:-1], data[:60] + b"?" + data[61:]):
        assert Measures.unpack(damage) is None


def test_frames_that_repeat_are_looked_at_once(film: bytes) -> None:
    picture = read_film(film).picture
    made = measure(picture.codec, picture.header, packets(film)[:30])
    looks = made.looks()
    assert len(looks) == 30
    assert looks[29] is looks[10]
