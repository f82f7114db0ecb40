"""Cues in; one stereo mix at 48 kHz, in which the voice leads and nothing clips, out."""

from __future__ import annotations

from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from generator.layout.timeline import SoundCue
from generator.paint.sound.aac import PACKET, RATE
from generator.paint.sound.loudness import PEAK_DBTP, TARGET_LUFS, limit, measure
from generator.world import World

Samples = NDArray[np.float64]

# Who is heard over whom.
_RANK = {"music": 0, "footage": 1, "voice": 2}
# WCAG 2.2, success criterion 1.4.7: what is heard behind speech is at least 20 dB below it.
DUCKED_DB = -20.0
_GIVES_WAY_S, _RETURNS_S = 0.4, 0.8
_MUSIC_IN_S, _MUSIC_OUT_S = 0.5, 1.5
_CLICK_S = 0.03
# More gain would bring the noise of a good microphone, 80 dB below full scale, near to speech.
_MOST_GAIN_DB = 40.0
_LEVEL_ENOUGH_LU = 0.1
_PASSES = 3


def mix(cues: tuple[SoundCue, ...], samples: int, world: World) -> Samples:
    """Return what is heard, one row of left and right for each of `samples` moments.

    Args:
        cues: what is heard when.
        samples: length of the video at 48 kHz; what would be heard later is cut.
        world: holds the recordings.

    Raises:
        OSError: a recording cannot be read.
    """
    whole = np.zeros((samples, 2))
    loudest = -inf
    for cue in cues:
        start, end = _span(cue, samples)
        if end <= start:
            continue
        heard, lufs = _levelled(_read(cue, end - start, world))
        loudest = max(loudest, lufs)
        heard *= _fades(cue, end - start)[:, None]
        above = [_span(c, samples) for c in cues if _RANK[c.role] > _RANK[cue.role]]
        heard *= _giving_way(above, start, end)[:, None]
        whole[start:end] += heard
    return _finished(whole, loudest)


def _span(cue: SoundCue, samples: int) -> tuple[int, int]:
    """Return the first sample of a cue in the video and the one after its last."""
    left = max(0.0, cue.media.seconds - cue.start)
    start = round(cue.at * RATE)
    return min(start, samples), min(start + round(min(cue.seconds, left) * RATE), samples)


def _read(cue: SoundCue, count: int, world: World) -> Samples:
    from moviepy import AudioFileClip  # noqa: PLC0415 - takes 1 s; only for sound

    path = str(world.locate(cue.media.path))
    with AudioFileClip(path, fps=RATE, nbytes=4) as clip:
        # The clip's own to_soundarray mixes up moments of recordings shorter than its buffer.
        clip.reader.initialize(cue.start)
        heard: Samples = clip.reader.read_chunk(count)
    return heard


def _levelled(heard: Samples) -> tuple[Samples, float]:
    """Return samples at the target loudness, or as near to it as their noise allows; and which."""
    found = measure(heard).lufs
    if not isfinite(found):
        return heard, found
    gain = min(TARGET_LUFS - found, _MOST_GAIN_DB)
    return heard * _factor(gain), found + gain


def _factor(decibels: float) -> float:
    """Return a gain as a factor; whole hundredths, so that no processor's rounding shows."""
    return float(10 ** (round(decibels, 2) / 20))


def _fades(cue: SoundCue, count: int) -> NDArray[np.float64]:
    """Return the gain of a cue over its length by its own fades."""
    music = cue.role == "music"
    come = (_MUSIC_IN_S if music else _CLICK_S) * RATE
    go = (_MUSIC_OUT_S if music else _CLICK_S) * RATE
    at = np.arange(count, dtype=np.float64)
    # A cue at the very start keeps the encoder's first packet free.
    first = PACKET if cue.at * RATE < PACKET else 0
    rise = np.clip((at - first) / come, 0.0, 1.0)
    fall = np.clip((count - 1 - at) / go, 0.0, 1.0)
    return rise * fall


def _giving_way(above: list[tuple[int, int]], start: int, end: int) -> NDArray[np.float64]:
    """Return the gain of a cue between two samples of the video: low while others lead."""
    at = np.arange(start, end, dtype=np.float64)
    down = np.zeros(end - start)
    for begin, stop in above:
        sinking = np.clip((at - (begin - _GIVES_WAY_S * RATE)) / (_GIVES_WAY_S * RATE), 0.0, 1.0)
        rising = np.clip((stop + _RETURNS_S * RATE - at) / (_RETURNS_S * RATE), 0.0, 1.0)
        down = np.maximum(down, np.minimum(sinking, rising))
    return 10 ** (down * (DUCKED_DB / 20))


def _finished(whole: Samples, lufs: float) -> Samples:
    """Return the mix at a loudness and within the true peak.

    Limiting a mix of high peaks makes it quieter, so both are done until they agree.
    """
    for _pass in range(_PASSES):
        found = measure(whole)
        if not isfinite(found.lufs):
            return whole
        gain = lufs - found.lufs
        if abs(gain) <= _LEVEL_ENOUGH_LU and found.peak_dbtp <= PEAK_DBTP:
            break
        whole = whole * _factor(gain)
        if found.peak_dbtp + gain > PEAK_DBTP:
            whole = limit(whole)
    return whole
