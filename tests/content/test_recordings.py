"""Voice, music and clips: what is known of a good one, and the finding for each bad one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from time import perf_counter

import numpy as np
import pytest
from content_kit import FILE, HEAD, Load, Loaded, message
from recording_kit import film, sound, tone, turned

from generator.content import recordings
from generator.content.recordings import examine
from generator.diagnostics import Severity
from generator.world import MemoryWorld

FACTS = 'author = "A"\nlicence = "CC BY 4.0"\nspeech = "none"\n'
CLIP = "clip: {file: media/c.mp4, start: 0.5, end: 1.5}\n"


@cache
def good() -> bytes:
    """Two seconds with a tone."""
    return film(2.0, samples=tone(2.0))


def clip(load: Load, data: bytes, line: str = CLIP, name: str = "c.mp4") -> Loaded:
    files = {f"content/media/{name}": data, f"content/media/{name}.toml": FACTS}
    return load({FILE: message(HEAD + line), **files})


def voice(load: Load, data: bytes, key: str = "voice", name: str = "v.wav") -> Loaded:
    files = {f"content/media/{name}": data, f"content/media/{name}.toml": FACTS}
    return load({FILE: message(f"{HEAD}{key}: media/{name}\n"), **files})


def test_a_good_clip_has_length_size_and_sound(load: Load) -> None:
    found = clip(load, good())
    assert found.report.findings == []
    used = found.draft().clip
    assert used is not None
    assert used.media.seconds == pytest.approx(2.0, abs=0.05)
    assert (used.media.width, used.media.height, used.media.audible) == (64, 48, True)


@pytest.mark.parametrize(
    ("kind", "codec", "name"),
    [
        ("mov", "libx264", "c.mov"),
        ("matroska", "libx264", "c.mkv"),
        ("webm", "libvpx", "c.webm"),
        ("mp4", "mpeg4", "c.m4v"),
    ],
)
def test_other_kinds_of_film(load: Load, kind: str, codec: str, name: str) -> None:
    line = CLIP.replace("c.mp4", name)
    found = clip(load, film(2.0, kind=kind, codec=codec), line, name)
    assert found.codes() == ["clip-silent"]
    assert found.find("clip-silent").severity is Severity.NOTE


@pytest.mark.parametrize(
    ("kind", "codec", "name"),
    [
        ("wav", "pcm_s16le", "v.wav"),
        ("mp3", "libmp3lame", "v.mp3"),
        ("ipod", "aac", "v.m4a"),
        ("adts", "aac", "v.aac"),
        ("ogg", "libopus", "v.ogg"),
        ("flac", "flac", "v.flac"),
    ],
)
@pytest.mark.parametrize("key", ["voice", "music"])
def test_kinds_of_sound(load: Load, kind: str, codec: str, name: str, key: str) -> None:
    found = voice(load, sound(tone(3.0), kind, codec), key, name)
    assert found.report.findings == []
    media = getattr(found.draft(), key)
    assert media.audible
    assert media.seconds == pytest.approx(3.0, abs=0.1)


def test_a_film_held_upright_has_its_seen_size(load: Load) -> None:
    used = clip(load, turned(good())).draft().clip
    assert used is not None
    assert (used.media.width, used.media.height) == (48, 64)


def test_pixels_that_are_not_square_count_as_seen(load: Load) -> None:
    data = film(2.0, size=(72, 48), x264="sar=4/3")
    used = clip(load, data).draft().clip
    assert used is not None
    assert (used.media.width, used.media.height) == (96, 48)


def fast() -> bytes:
    """A film whose index comes first: cut short, it still opens."""
    return film(6.0, samples=tone(6.0), options={"movflags": "+faststart"})


def only_sound() -> bytes:
    return sound(tone(2.0), "mp4", "aac")


FAULTY: list[tuple[Callable[[], bytes], str]] = [
    (lambda: "Xin chào, đây là một tệp chữ.\n".encode() * 40, "recording-text"),
    (lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n", "recording-text"),
    (lambda: b"#EXTM3U\n#EXTINF:10,\nhttp://198.51.100.1/a.ts\n", "recording-text"),
    (lambda: np.random.default_rng(1).bytes(5000), "recording-unreadable"),
    (lambda: b"", "recording-unreadable"),
    (lambda: good()[: len(good()) // 2], "recording-damaged"),
    (lambda: fast()[: len(fast()) * 2 // 3], "recording-damaged"),
    (lambda: scratched(good()), "recording-damaged"),
    (only_sound, "recording-no-picture"),
    (lambda: film(2.0, pix_fmt="yuv420p10le", trc=16), "recording-hdr"),
    (lambda: film(2.0, pix_fmt="yuv420p10le", trc=18), "recording-hdr"),
    (lambda: film(2.0, kind="matroska", options={"live": "1"}), "recording-no-length"),
]


def scratched(data: bytes) -> bytes:
    """A film with a hole in the middle of its pictures, as a bad stick gives it."""
    at = data.index(b"mdat") + 4
    middle = at + (data.index(b"moov") - at) // 2
    return data[: middle - 400] + bytes(800) + data[middle + 400 :]


@pytest.mark.parametrize(("make", "code"), FAULTY)
def test_a_clip_that_cannot_be_used(load: Load, make: Callable[[], bytes], code: str) -> None:
    found = clip(load, make())
    finding = found.find(code)
    assert finding.severity is Severity.ERROR
    assert finding.hint
    assert "c.mp4" in finding.message
    assert finding.span is not None
    assert finding.span.text[finding.span.column - 1 :].startswith("media/c.mp4")
    assert found.entry().draft is None


def test_hdr_is_told_how_to_become_sdr(load: Load) -> None:
    found = clip(load, film(2.0, pix_fmt="yuv420p10le", trc=18))
    assert "SDR" in found.find("recording-hdr").hint


@pytest.mark.parametrize("key", ["voice", "music"])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"Khong phai am thanh", "recording-text"),
        (lambda: film(2.0), "recording-no-sound"),
        (lambda: sound(np.zeros(96_000)), "recording-silent"),
        (lambda: sound(tone(2.0), "ogg", "libopus")[:900], "recording-damaged"),
    ],
)
def test_sound_that_cannot_be_used(
    load: Load, key: str, make: Callable[[], bytes], code: str
) -> None:
    found = voice(load, make(), key, "v.m4a")
    assert found.find(code).severity is Severity.ERROR
    assert found.find(code).hint


@pytest.mark.parametrize(
    ("make", "code", "word"),
    [
        (
            lambda: film(times=[0, 1, 2, 7, 8, 20, 22, 40, 60]),
            "recording-variable-rate",
            "30",
        ),
        (lambda: film(2.0, pix_fmt="yuv444p"), "recording-fine-color", "4:4:4"),
        (lambda: film(2.0, pix_fmt="yuv422p"), "recording-fine-color", "4:2:2"),
        (lambda: film(2.0, pix_fmt="yuv420p10le"), "recording-fine-color", "10 bit"),
        (lambda: film(2.0, x264="interlaced=1"), "recording-interlaced", "c.mp4"),
    ],
)
def test_a_clip_that_is_converted(
    load: Load, make: Callable[[], bytes], code: str, word: str
) -> None:
    found = clip(load, make())
    finding = found.find(code)
    assert finding.severity is Severity.WARNING
    assert word in finding.message
    assert finding.hint
    assert found.draft().clip is not None


@pytest.mark.parametrize("key", ["voice", "music"])
def test_a_recording_that_is_hardly_heard(load: Load, key: str) -> None:
    found = voice(load, sound(tone(2.0, 0.02)), key)
    assert found.find("recording-quiet").severity is Severity.WARNING
    assert found.find("recording-quiet").hint
    assert getattr(found.draft(), key) is not None
    assert clip(load, film(2.0, samples=tone(2.0, 0.02))).codes() == ["recording-quiet"]


def test_25_pictures_a_second_are_even(load: Load) -> None:
    assert clip(load, film(2.0, fps=25, kind="matroska"), name="c.mp4").codes() == ["clip-silent"]


def test_a_clip_without_sound_is_a_note(load: Load) -> None:
    for data in (film(2.0), film(2.0, samples=np.zeros(96_000))):
        found = clip(load, data)
        assert found.find("clip-silent").severity is Severity.NOTE
        used = found.draft().clip
        assert used is not None
        assert not used.media.audible


@pytest.mark.parametrize(
    ("start", "end", "code", "hint"),
    [
        (0.5, 9, "clip-past-end", "end: 2"),
        (0, 2, "", ""),
        (1, 1, "ends-before-start", ""),
    ],
)
def test_where_a_clip_ends(load: Load, start: float, end: float, code: str, hint: str) -> None:
    found = clip(load, good(), f"clip: {{file: media/c.mp4, start: {start}, end: {end}}}\n")
    assert found.codes() == ([code] if code else [])
    if hint:
        assert hint in found.find(code).hint


@cache
def hours() -> bytes:
    """Two hours, a picture every ten seconds."""
    return film(
        fps=10, size=(16, 16), times=range(0, 72_000, 100), samples=tone(1.0), codec="mpeg4"
    )


def test_two_hours_are_opened_quickly_and_cut(load: Load) -> None:
    data = hours()
    start = perf_counter()
    found = clip(load, data, "clip: {file: media/c.mp4, start: 7000, end: 7015}\n")
    assert perf_counter() - start < 2
    assert found.codes() == ["clip-silent"]
    found = clip(load, data, "clip: {file: media/c.mp4, start: 100, end: 7015}\n")
    assert "117" in found.find("clip-too-long").hint


def test_two_hours_of_voice_are_too_long_but_of_music_are_cut(load: Load) -> None:
    data = sound(tone(31.0), "ipod", "aac", last_at=7200)
    finding = voice(load, data, "voice", "v.m4a").find("voice-too-long")
    assert finding.severity is Severity.ERROR
    assert "7200" in finding.message
    assert finding.hint
    assert voice(load, data, "music", "v.m4a").report.findings == []


def test_no_truncation_raises(make_world: Callable[..., MemoryWorld]) -> None:
    whole = {"film": fast(), "sound": sound(tone(2.0), "ogg", "libopus")}
    for kind, data in whole.items():
        for cut in range(0, len(data), max(1, len(data) // 20)):
            world = make_world({"content/media/a": data[:cut]}, layouts=False)
            facts = examine(world, "content/media/a", str(cut), kind)  # type: ignore[arg-type]
            assert facts.problem in {
                "recording-unreadable",
                "recording-text",
                "recording-damaged",
                "recording-no-length",
                "",
            }


def test_a_file_of_gigabytes_is_not_filed(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "MOST_BYTES", len(good()) - 1)
    finding = clip(load, good()).find("recording-too-heavy")
    assert finding.severity is Severity.ERROR
    assert finding.hint


def test_noise_in_a_film_never_raises(load: Load) -> None:
    data = bytearray(good())
    random = np.random.default_rng(7)
    for _ in range(10):
        hurt = bytearray(data)
        for at in random.integers(0, len(data), 40):
            hurt[at] = random.integers(0, 256)
        clip(load, bytes(hurt))


def test_for_a_missing_voice_no_film_is_offered(load: Load) -> None:
    text = message(HEAD + "voice: media/loi.mp3\n")
    film_only = load({FILE: text, "content/media/loi.mp4": b"x"})
    assert "mp4" not in film_only.find("media-missing").hint
    both = load({FILE: text, "content/media/loi.mp4": b"x", "content/media/loi.m4a": b"x"})
    assert "media/loi.m4a" in both.find("media-missing").hint
