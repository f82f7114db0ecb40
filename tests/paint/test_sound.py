"""The sound of a video, measured on the packets that are played."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from recording_kit import RATE, film, sound, tone

from generator.content.model import Media
from generator.layout.display import DisplayList
from generator.layout.timeline import Scene, SoundCue, Timeline
from generator.paint.sound import silence, soundtrack
from generator.paint.sound.loudness import TARGET_LUFS, measure
from generator.paint.video.segments import MemoryStore
from generator.paint.video.track import Sound
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
Samples = NDArray[np.float64]


def speech(seconds: float, level: float = 0.2, seed: int = 1) -> Samples:
    """Noise with the spectrum and the syllables of speech."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(0, 1, count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    spectrum *= ((hertz > 100) & (hertz < 8000)) / np.sqrt(np.maximum(hertz, 1))
    noise = np.fft.irfft(spectrum, count)
    syllables = 0.55 + 0.45 * np.sin(2 * np.pi * 4 * np.arange(count) / RATE)
    return level * noise * syllables / np.abs(noise).max()


def media(name: str, seconds: float) -> Media:
    return Media(f"content/media/{name}", name, seconds=seconds, audible=True)


def timeline(seconds: int, *cues: SoundCue) -> Timeline:
    bare = Scene("a", DisplayList(16, 16, "px", ()), (), seconds * 30)
    return Timeline(16, 16, 30, 30, (bare,), sound=cues)


def heard(track: Sound | None) -> Samples:
    """What a player gives out: every packet decoded, nothing skipped."""
    assert track is not None
    decoder = av.CodecContext.create("aac", "r")
    decoder.extradata = track.header
    decoder.sample_rate, decoder.layout = track.rate, "stereo"
    frames = [f for packet in track.packets for f in decoder.decode(av.Packet(packet))]
    return np.concatenate([f.to_ndarray() for f in frames], axis=1).T.astype(np.float64)


def level(samples: Samples, start: float, end: float) -> float:
    """Level of a stretch (dB)."""
    part = samples[round(start * RATE) : round(end * RATE)]
    return float(10 * np.log10(np.mean(part**2) + 1e-12))


@cache
def recordings() -> dict[str, bytes]:
    clicks = np.zeros(6 * RATE)
    for second in range(1, 6):
        clicks[second * RATE : second * RATE + 48] = 0.9
    files: dict[str, bytes] = {
        "quiet": sound(speech(4.0, 0.02)),
        "loud": sound(speech(4.0, 0.9)),
        "peaky": sound(speech(6.0, 0.05) + clicks),
        "clicks": sound(clicks),
        "music": sound(tone(20.0, 0.3, 220)),
        "hiss": sound(tone(6.0, 5e-4, 1000)),
        "film": film(4.0, samples=np.concatenate([np.zeros(RATE), tone(3.0)])),
    }
    return {f"content/media/{name}": data for name, data in files.items()}


@pytest.fixture
def world(make_world: MakeWorld) -> MemoryWorld:
    return make_world(recordings(), layouts=False)


@pytest.mark.parametrize("name", ["quiet", "loud"])
def test_every_voice_comes_out_equally_loud(world: MemoryWorld, name: str) -> None:
    cue = SoundCue(media(name, 4.0), "voice", 0.0, 1.0, 4.0)
    found = measure(heard(soundtrack(timeline(6, cue), world, MemoryStore())))
    assert found.lufs == pytest.approx(TARGET_LUFS, abs=1.0)
    assert found.peak_dbtp <= -1.0


def test_peaks_are_held_and_loudness_kept(world: MemoryWorld) -> None:
    cue = SoundCue(media("peaky", 6.0), "voice", 0.0, 1.0, 6.0)
    found = measure(heard(soundtrack(timeline(9, cue), world, MemoryStore())))
    assert found.peak_dbtp <= -1.0
    assert found.lufs == pytest.approx(TARGET_LUFS, abs=1.0)


def test_what_is_hardly_there_is_lifted_by_forty_decibels_at_most(world: MemoryWorld) -> None:
    cue = SoundCue(media("hiss", 6.0), "footage", 0.0, 0.0, 6.0)
    played = heard(soundtrack(timeline(6, cue), world, MemoryStore()))
    # One channel comes to each of two 3 dB lower.
    assert level(played, 1, 5) == pytest.approx(-72 + 40, abs=1.0)


def test_music_alone_fades_in_and_out(world: MemoryWorld) -> None:
    cue = SoundCue(media("music", 20.0), "music", 0.0, 0.0, 60.0)
    played = heard(soundtrack(timeline(10, cue), world, MemoryStore()))
    full = level(played, 3, 7)
    assert measure(played).lufs == pytest.approx(TARGET_LUFS, abs=1.0)
    assert level(played, 0, 0.02) < full - 30
    assert level(played, 0.2, 0.3) == pytest.approx(full - 6, abs=1.5)
    assert level(played, 0.6, 0.8) == pytest.approx(full, abs=0.5)
    assert level(played, 8.2, 8.4) == pytest.approx(full, abs=0.5)
    assert level(played, 9.2, 9.3) == pytest.approx(full - 6, abs=1.5)
    assert level(played, 9.97, 10) < full - 30


@pytest.mark.parametrize("role", ["music", "footage"])
def test_music_and_footage_give_way_to_a_voice_and_return(
    world: MemoryWorld, role: Literal["music", "footage"]
) -> None:
    music = SoundCue(media("music", 20.0), role, 0.0, 0.0, 9.0)
    silent = SoundCue(media("clicks", 6.0), "voice", 0.1, 4.0, 0.8)
    played = heard(soundtrack(timeline(9, music, silent), world, MemoryStore()))
    full = level(played, 1, 3)
    assert level(played, 4.1, 4.7) == pytest.approx(full - 20, abs=1.0)
    assert level(played, 3.4, 3.55) == pytest.approx(full, abs=0.5)
    assert level(played, 3.78, 3.82) == pytest.approx(full - 10, abs=2.0)
    assert level(played, 6, 7) == pytest.approx(full, abs=0.5)


def test_a_voice_leads_by_twenty_decibels(world: MemoryWorld) -> None:
    music = SoundCue(media("music", 20.0), "music", 0.0, 0.0, 8.0)
    voice = SoundCue(media("loud", 4.0), "voice", 0.0, 2.0, 4.0)
    both = heard(soundtrack(timeline(8, music, voice), world, MemoryStore()))
    assert measure(both).lufs == pytest.approx(TARGET_LUFS, abs=1.0)
    spectrum = np.abs(np.fft.rfft(both[2 * RATE : 6 * RATE, 0]))
    hertz = np.fft.rfftfreq(4 * RATE, 1 / RATE)
    tone_power = float(np.sum(spectrum[(hertz > 215) & (hertz < 225)] ** 2))
    assert tone_power < 0.05 * float(np.sum(spectrum**2))


@pytest.mark.parametrize("start", [0.0, 0.5])
def test_sound_is_in_step_with_the_picture(world: MemoryWorld, start: float) -> None:
    cue = SoundCue(media("clicks", 6.0), "voice", start, 2.0, 4.8)
    played = np.abs(heard(soundtrack(timeline(8, cue), world, MemoryStore()))).max(axis=1)
    loud = np.flatnonzero(played > 0.5 * played.max()) / RATE
    first = float(loud[0])
    assert first == pytest.approx(2.0 + 1.0 - start, abs=0.002)


def test_the_sound_of_footage_is_heard_at_its_time(world: MemoryWorld) -> None:
    cue = SoundCue(media("film", 4.0), "footage", 0.5, 2.0, 3.0)
    played = heard(soundtrack(timeline(6, cue), world, MemoryStore()))
    loud = np.flatnonzero(np.abs(played).max(axis=1) > 0.05) / RATE
    assert loud[0] == pytest.approx(2.5, abs=0.025)
    assert loud[-1] == pytest.approx(5.0, abs=0.05)


@pytest.mark.parametrize("seconds", [6, 7])
def test_the_track_is_as_long_as_the_video(world: MemoryWorld, seconds: int) -> None:
    cue = SoundCue(media("loud", 4.0), "voice", 0.0, 1.0, 60.0)
    track = soundtrack(timeline(seconds, cue), world, MemoryStore())
    assert track is not None
    assert len(track.packets) == -(-seconds * RATE // track.samples)
    played = heard(track)
    assert len(played) == len(track.packets) * 1024
    assert level(played, 5.2, seconds) < -70


def test_what_ends_after_the_video_is_cut(world: MemoryWorld) -> None:
    cue = SoundCue(media("loud", 4.0), "voice", 0.0, 2.0, 6.0)
    late = SoundCue(media("loud", 4.0), "voice", 0.0, 9.0, 6.0)
    past = SoundCue(media("loud", 4.0), "voice", 4.5, 1.0, 2.0)
    track = soundtrack(timeline(4, cue, late, past), world, MemoryStore())
    assert track is not None
    assert len(track.packets) == 188


def test_nothing_to_hear_is_no_track(world: MemoryWorld) -> None:
    mute = SoundCue(Media("content/media/x", "x", seconds=4.0), "footage", 0.0, 0.0, 4.0)
    assert soundtrack(timeline(8), world, MemoryStore()) is None
    assert soundtrack(timeline(8, mute), world, MemoryStore()) is None


def test_same_bytes_twice_and_the_second_time_from_the_store(world: MemoryWorld) -> None:
    cues = (
        SoundCue(media("music", 20.0), "music", 0.0, 0.0, 4.0),
        SoundCue(media("quiet", 4.0), "voice", 0.0, 1.0, 3.0),
    )
    store = MemoryStore()
    first = soundtrack(timeline(4, *cues), world, store)
    assert soundtrack(timeline(4, *cues), world, MemoryStore()) == first
    assert len(store.known) == 1
    empty = MemoryWorld({}, world.now, world.cache)
    assert soundtrack(timeline(4, *cues), empty, store) == first
    with pytest.raises(OSError, match="content/media"):
        soundtrack(timeline(5, *cues), empty, store)


def test_silence_is_silent_and_fits_any_length() -> None:
    track = silence(7.5)
    assert len(track.packets) == -(-round(7.5 * RATE) // 1024)
    assert np.abs(heard(track)).max() == 0
    assert silence(7.5) == track
    assert sum(map(len, track.packets)) < 3000
