"""Sound cues in; what is spoken in a video and when out."""

from __future__ import annotations

from dataclasses import replace

from generator.content.model import Caption
from generator.layout.timeline import SoundCue

# What is left of a caption when its recording is cut can be too short to be seen (s).
_LEAST_S = 0.3
_DIGITS = 3  # WebVTT knows milliseconds


def spoken(cues: tuple[SoundCue, ...]) -> tuple[Caption, ...]:
    """Return the captions of voice and footage at their times in the video (s).

    They are ascending, and one ends at the latest when the next begins. Left out are words outside
    the stretch that is heard, what footage says under the voice, which nobody understands, and
    scraps under 0.3 s.
    """
    voices = [cue for cue in cues if cue.role == "voice"]
    told = [caption for cue in voices for caption in _heard(cue)]
    for cue in cues:
        if cue.role == "footage":
            told += [c for c in _heard(cue) if not any(_during(c, voice) for voice in voices)]
    found = sorted(told, key=lambda caption: (caption.start, caption.end))
    ends = [*(caption.start for caption in found[1:]), float("inf")]
    cut = [
        replace(caption, end=min(caption.end, end))
        for caption, end in zip(found, ends, strict=False)
    ]
    return tuple(caption for caption in cut if caption.end - caption.start >= _LEAST_S)


def _during(caption: Caption, cue: SoundCue) -> bool:
    return caption.start < cue.at + cue.seconds and caption.end > cue.at


def _heard(cue: SoundCue) -> list[Caption]:
    """Return the captions of one cue, moved and cut to what is heard of it."""
    shift, end = cue.at - cue.start, cue.at + cue.seconds
    return [
        Caption(
            round(max(cue.at, caption.start + shift), _DIGITS),
            round(min(end, caption.end + shift), _DIGITS),
            caption.text,
        )
        for caption in cue.media.captions
        if caption.start + shift < end and caption.end + shift > cue.at
    ]
