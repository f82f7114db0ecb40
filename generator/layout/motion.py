"""Motion: a script and a format in; its video as scenes of moving groups out.

A video opens with the campaign's mark, shows the message part by part, each as long as it takes
to read, and closes with a card that names ward and source. Parts give way to each other by fades;
what two of them have in common stays where it is. The first frame is the last one: the bare ground
and, on samples, the tag. Only the second half of the closing card names the ward, and scenes are
whole seconds, so all wards share every encoded second but those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from generator.layout.formats import Format, Theme
from generator.layout.motion_acts import FPS, GOP, Act, acts, at_rest, push_tracks, settled
from generator.layout.motion_captions import burned
from generator.layout.motion_shots import POINT, SUPPORT, Casting, Shot
from generator.layout.motion_stage import OUT, change, fade_in, fade_out
from generator.layout.motion_time import MOST_S, holds
from generator.layout.script import Script
from generator.layout.speech import spoken
from generator.layout.surfaces import Surfaces
from generator.layout.timeline import Scene, SoundCue, Timeline
from generator.world import World

_NOT_YET = ("opening", "claim")


def timeline(
    script: Script, fmt: Format, theme: Theme, surfaces: Surfaces, world: World
) -> Timeline:
    """Return the video of a message for one ward, or for the version without a ward.

    Args:
        script: what it says; the ward appears in the closing card alone.
        fmt: a format of medium "video", px.
        theme: colours.
        surfaces: arrangements.
        world: for fonts.

    Raises:
        LookupError: no arrangement serves the format.
        ValueError: an arrangement gives a cue that does not exist.
    """
    casting = Casting(script, fmt, theme, surfaces, world)
    shots = casting.shots()
    voice = script.voice if fmt.sound else None
    told, stands = _cut(shots, voice.seconds if voice else 0.0, world)
    scenes = tuple(_scenes(told, stands))
    size = (round(fmt.width), round(fmt.height))
    longest = fmt.gop_s * GOP
    film = Timeline(*size, FPS, GOP, scenes, poster=_poster(scenes), longest=longest)
    return burned(_heard(film, script), casting) if fmt.sound else film


def _cut(
    shots: tuple[Shot, ...], voice_s: float, world: World
) -> tuple[tuple[Act, ...], tuple[int, ...]]:
    """Return the acts of a video and how long each stands, within half a minute where possible.

    What supports the slogan is left out where it would take longer. Beside staff's film so are the
    last points; they stand on the message's page.
    """
    while True:
        told = acts(shots, world)
        stands = holds(told, voice_s)
        spare = [s for s in shots if s.name == SUPPORT]
        if any(shot.footage is not None for shot in shots):
            spare = spare or [s for s in shots if s.name.startswith(POINT)][-1:]
        if not spare or _seconds(told, stands) <= MOST_S:
            return told, stands
        shots = tuple(shot for shot in shots if shot not in spare)


def _scenes(told: Sequence[Act], stands: Sequence[int]) -> Iterator[Scene]:
    """Yield all scenes; each picture that comes nearer does so until it is gone."""
    before: Act | None = None
    age = 0
    for act, seconds in zip(told, stands, strict=True):
        passed = 0
        for number, scene in enumerate(act.enters):
            grows = push_tracks(act, passed, scene.frames)
            if before is not None and number == 0:
                grows += push_tracks(before, age, scene.frames, OUT)
            # All messages share the opening, all wards what comes before their name.
            apart = before is told[0] or number > 0
            yield replace(scene, tracks=(*scene.tracks, *grows), apart=apart)
            passed += scene.frames
        if act.held:
            frames = seconds * GOP
            page = settled(act.shot.display, act.stands)
            still = push_tracks(act, passed, frames)
            yield Scene(f"{act.shot.name}-hold", page, still, frames, act.shot.says)
            passed += frames
        before, age = act, passed
    yield _return(told)


def _return(told: Sequence[Act]) -> Scene:
    """Return the scene in which the card gives way to the bare ground of the first frame."""
    last = told[-1]
    step = change(last.stands, at_rest(told[0].shot))
    length = last.shot.cues.leave
    tracks = [*fade_out(step.leaves, length)]
    tracks += [fade_in(group.name, 0, length, "ease-in-out") for group in step.comes]
    return Scene("return", step.shows(last.shot.display), tuple(tracks), GOP)


def _seconds(told: Sequence[Act], stands: Sequence[int]) -> int:
    return sum(act.frames for act in told) // GOP + sum(stands) + 1


def _poster(scenes: Sequence[Scene]) -> int:
    """Return the first frame on which the message is fully built.

    Neither its opening nor a claim stands for it: a struck claim alone would spread.
    """
    starts = accumulate((scene.frames for scene in scenes), initial=0)
    held = (
        start
        for start, scene in zip(starts, scenes, strict=False)
        if scene.name.endswith("-hold") and not scene.name.startswith(_NOT_YET)
    )
    return next(held, 0)


def _heard(film: Timeline, script: Script) -> Timeline:
    """Return a video with the sound of its script: voice from the first words on, music below."""
    starts = dict(
        zip(
            (scene.name for scene in film.scenes),
            accumulate((scene.frames / film.fps for scene in film.scenes), initial=0.0),
            strict=False,
        )
    )
    told = film.scenes[0].frames + film.scenes[1].frames
    cues = []
    if script.voice is not None:
        voice = script.voice
        cues.append(SoundCue(voice, "voice", 0.0, told / film.fps, voice.seconds))
    if script.clip is not None and "clip" in starts and script.clip.media.audible:
        clip = script.clip
        length = clip.end - clip.start
        cues.append(SoundCue(clip.media, "footage", clip.start, starts["clip"], length))
    if script.music is not None:
        cues.append(SoundCue(script.music, "music", 0.0, 0.0, film.seconds))
    return replace(film, sound=tuple(cues), speech=spoken(tuple(cues)))
