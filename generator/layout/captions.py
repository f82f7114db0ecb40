"""Captions: a timeline in; what is said in it, as WebVTT cues with their times, out.

Cues keep to the customs of subtitling: at most two lines of 42 characters (as Netflix's style guide
for Vietnamese has it), broken where the sense allows it; a text that needs more becomes several
cues, each shown for its share of the letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from generator.layout.timeline import Timeline
from generator.text.glue import Piece, pieces, single_words

LINE_LETTERS = 42
# What breaks cost beyond those of text/glue.py: a cue of so few letters beside others, two lines
# of unequal width, and a colon that is parted from what it announces.
_SHORT = 21
_STUB = 0.3
_UNEVEN = 0.2
_AFTER_COLON = 0.3


@dataclass(frozen=True, slots=True)
class Cue:
    """One or two lines, shown from `start` to `end` (ms of the video)."""

    start: int
    end: int
    lines: tuple[str, ...]


def web_vtt(timeline: Timeline) -> str:
    """Return the captions of a video as WebVTT (W3C), lines ended by LF.

    They follow the speech; where nobody speaks, they tell what each scene shows. A video that says
    nothing has a valid file without cues.
    """
    language = next((scene.display.language for scene in timeline.scenes), "vi")
    blocks = ["WEBVTT", f"NOTE Language: {language}"]
    for cue in cues(timeline):
        text = "\n".join(map(_escaped, cue.lines))
        blocks.append(f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{text}")
    return "\n\n".join(blocks) + "\n"


def cues(timeline: Timeline) -> tuple[Cue, ...]:
    """Return the cues of a video in the order of their times."""
    found = [cue for told in _told(timeline) for cue in _shared(told)]
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))


def cue_texts(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a text that has words as cues of at most two lines of 42 letters.

    Words longer than a line stand in a line of their own. As few cues as possible; among those,
    the breaks that disturb the sense least and leave no stub.
    """
    return _blocks(" ".join(text.split()))


@dataclass(frozen=True, slots=True)
class _Told:
    """Words and the time in which they are told (ms)."""

    start: int
    end: int
    text: str


def _told(timeline: Timeline) -> Iterator[_Told]:
    whole = _ms(timeline.frames, timeline.fps)
    spoken = []
    for caption in timeline.speech:
        start, end = round(caption.start * 1000), min(round(caption.end * 1000), whole)
        if start < end and caption.text.strip():
            spoken.append(_Told(start, end, caption.text))
    yield from spoken
    for shown in _shown(timeline):
        start, end = _silence(shown, spoken)
        # Half told by a voice, it is told.
        if 2 * (end - start) >= shown.end - shown.start:
            yield _Told(start, end, shown.text)


def _shown(timeline: Timeline) -> list[_Told]:
    """Return what the scenes tell; scenes in a row that tell the same are one."""
    found: list[_Told] = []
    frame = 0
    for scene in timeline.scenes:
        start, end = (_ms(f, timeline.fps) for f in (frame, frame + scene.frames))
        frame += scene.frames
        if found and (found[-1].text, found[-1].end) == (scene.says, start):
            found[-1] = _Told(found[-1].start, end, scene.says)
        elif scene.says.strip():
            found.append(_Told(start, end, scene.says))
    return found


def _silence(shown: _Told, spoken: list[_Told]) -> tuple[int, int]:
    """Return the longest stretch of some time in which nobody speaks (ms)."""
    quiet, longest = shown.start, (shown.start, shown.start)
    for voice in (*spoken, _Told(shown.end, shown.end, "")):
        until = min(voice.start, shown.end)
        if until - quiet > longest[1] - longest[0]:
            longest = quiet, until
        quiet = max(quiet, voice.end)
    return longest


def _shared(told: _Told) -> Iterator[Cue]:
    """Yield the cues of some words, each with its share of the time by its letters."""
    texts = cue_texts(told.text)
    letters = [sum(map(len, lines)) for lines in texts]
    total, length = sum(letters), told.end - told.start
    turns = [told.start + length * done // total for done in accumulate(letters, initial=0)]
    for lines, (start, end) in zip(texts, pairwise(turns), strict=True):
        if start < end:
            yield Cue(start, end, lines)


@lru_cache(maxsize=256)
def _blocks(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the best break into cues, found from the front: fewest first, then the cheapest."""
    parts = tuple(_fitting(text))
    best: list[tuple[int, float, tuple[tuple[str, ...], ...]]] = [(0, 0.0, ())]
    for end in range(1, len(parts) + 1):
        ways = []
        for start in range(end - 1, -1, -1):
            block = _lines(parts[start:end])
            if block is None:
                break
            lines, cost = block
            if end < len(parts):
                cost += parts[end - 1].loss
            if sum(map(len, lines)) < _SHORT and len(parts) > end - start:
                cost += _STUB
            count, before, cues_before = best[start]
            ways.append((count + 1, before + cost, (*cues_before, lines)))
        best.append(min(ways))
    return best[-1][2]


def _fitting(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text; those wider than a line fall into their words."""
    for piece in pieces(text):
        if piece.text.endswith(":"):
            piece = replace(piece, loss=_AFTER_COLON, inner=0.0)  # noqa: PLW2901 - the same, weighed
        if len(piece.text) <= LINE_LETTERS:
            yield piece
        else:
            *words, last = single_words(piece.text)
            yield from (*words, replace(piece, text=last.text))


def _lines(parts: tuple[Piece, ...]) -> tuple[tuple[str, ...], float] | None:
    """Return some pieces as one line, or as the two that read best, and what they cost.

    None: they need more than two lines. A single piece always fits.
    """
    whole = " ".join(part.text for part in parts)
    if len(whole) <= LINE_LETTERS or len(parts) == 1:
        return (whole,), sum(part.inner for part in parts[:-1])
    ways = []
    for turn in range(1, len(parts)):
        lines = tuple(" ".join(p.text for p in half) for half in (parts[:turn], parts[turn:]))
        if max(map(len, lines)) <= LINE_LETTERS:
            uneven = abs(len(lines[0]) - len(lines[1])) / LINE_LETTERS
            ran_on = sum(p.inner for p in parts[:-1]) - parts[turn - 1].inner
            ways.append((_UNEVEN * uneven + parts[turn - 1].loss + ran_on, lines))
    if not ways:
        return None
    cost, lines = min(ways)
    return lines, cost


def _ms(frame: int, fps: int) -> int:
    """Return the moment of a frame in whole ms, the nearest one."""
    return (2000 * frame + fps) // (2 * fps)


def _stamp(ms: int) -> str:
    """Return a WebVTT timestamp."""
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(line: str) -> str:
    """Return cue text in which nothing is read as a tag, a reference or an arrow."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
