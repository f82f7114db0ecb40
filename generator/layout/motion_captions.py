"""Burned-in captions: a video in which somebody speaks in; the same with the words on it out."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from generator.content.model import Caption
from generator.layout.compose import Part, compose_part
from generator.layout.display import Group
from generator.layout.motion_plate import plated
from generator.layout.motion_shots import Casting
from generator.layout.motion_stage import track
from generator.layout.timeline import Scene, Timeline, Track

CAPTION = "caption"


def burned(film: Timeline, casting: Casting) -> Timeline:
    """Return a video with what is spoken written at its foot; one without speech as it is.

    Captions come and go at once, as captions do; where the format has no place for them they
    stay in their file.
    """
    if not film.speech or not casting.surfaces.candidates(casting.fmt, casting.common, CAPTION):
        return film
    plates = tuple(
        (caption, _plate(f"{CAPTION}-{number}", caption.text, casting))
        for number, caption in enumerate(film.speech)
    )
    starts = accumulate((scene.frames for scene in film.scenes), initial=0)
    scenes = tuple(
        _with(scene, start, plates, film.fps)
        for start, scene in zip(starts, film.scenes, strict=False)
    )
    return replace(film, scenes=scenes)


def _plate(name: str, text: str, casting: Casting) -> Group:
    """Return spoken words on a dark plate."""
    page = compose_part(
        casting.common,
        casting.fmt,
        casting.theme,
        casting.surfaces,
        casting.world,
        Part(CAPTION, {CAPTION: text}),
    )[0]
    return plated(replace(page.group(CAPTION) or Group(name, ()), name=name))


def _with(scene: Scene, start: int, plates: tuple[tuple[Caption, Group], ...], fps: int) -> Scene:
    """Return a scene with the captions that are spoken while it lasts."""
    shown: list[Group] = []
    tracks: list[Track] = []
    for caption, plate in plates:
        first = round(caption.start * fps) - start
        last = round(caption.end * fps) - start
        if last <= 0 or first >= scene.frames:
            continue
        shown.append(plate)
        keys = [(first, 1.0), (last, 0.0)] if first >= 0 else [(0, 1.0), (last, 0.0)]
        if first > 0:
            keys.insert(0, (0, 0.0))
        tracks.append(track(plate.name, "opacity", *((f, v, "hold") for f, v in keys)))
    if not shown:
        return scene
    display = replace(scene.display, items=(*scene.display.items, *shown))
    return replace(scene, display=display, tracks=(*scene.tracks, *tracks))
