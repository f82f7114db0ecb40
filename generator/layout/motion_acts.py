"""Acts: the shots of a video in; how each comes after the one before it, as scenes, out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from generator.layout.display import DisplayList, Group
from generator.layout.motion_cues import Cue
from generator.layout.motion_entrance import Entrance
from generator.layout.motion_marquee import MARQUEE, run
from generator.layout.motion_parts import split
from generator.layout.motion_shots import CLOSING, Shot
from generator.layout.motion_stage import (
    CURTAIN,
    GROUND,
    OUT,
    Change,
    bare,
    change,
    fade_in,
    fade_out,
    groups,
    track,
)
from generator.layout.timeline import Scene, Track
from generator.world import World

FPS = 30
GOP = 30
# The first frame shows the bare ground, as the last one of the loop does.
_START = 1
# What names the ward: it comes when the rest of the card, equal for all wards, stands.
_WARD = frozenset({"ward", "rule", "publisher", "qr", "scan"})
_PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Act:
    """One shot on the stage.

    Attributes:
        shot: what it shows.
        enters: scenes in which it builds itself; for film and running lines all there is.
        stands: its groups when it is built, bottom first.
        begins: frame of `enters` at which its words begin to come.
        held: whether it stands still when it is built.
    """

    shot: Shot
    enters: tuple[Scene, ...]
    stands: tuple[Group, ...]
    begins: int
    held: bool = True

    @property
    def frames(self) -> int:
        """Return how long it takes to build itself."""
        return sum(scene.frames for scene in self.enters)

    @property
    def pushes(self) -> bool:
        """Return whether its picture slowly comes nearer."""
        return self.shot.cues.groups.get(_PICTURE) == "push"


def acts(shots: tuple[Shot, ...], world: World) -> tuple[Act, ...]:
    """Return the acts of a video; each begins as the one before it stands.

    Args:
        shots: in order, the closing card last.
        world: for fonts.
    """
    before = at_rest(shots[0])
    found: list[Act] = []
    for shot in shots:
        act = _act(shot, before, world)
        found.append(act)
        before = act.stands
    return tuple(found)


def at_rest(shot: Shot) -> tuple[Group, ...]:
    """Return what is there before a video's first shot comes, and after its last has gone."""
    return bare(shot.display, [name for name, cue in shot.cues.groups.items() if cue == "hold"])


def push_tracks(act: Act, start: int, frames: int, prefix: str = "") -> tuple[Track, ...]:
    """Return how an act's picture grows while a scene lasts.

    Args:
        act: its picture begins at its true size and grows evenly.
        start: frames of the act that have passed.
        frames: length of the scene.
        prefix: before the name of the group, when the act leaves.
    """
    if not act.pushes:
        return ()
    each = act.shot.cues.push / FPS
    first, last = 1 + start * each, 1 + (start + frames) * each
    name = f"{prefix}{_PICTURE}/image"
    return (track(name, "scale", (0, first, "linear"), (frames, last, "hold")),)


def whole(frames: int) -> int:
    """Return the next whole number of groups of pictures."""
    return ceil(frames / GOP) * GOP


def _act(shot: Shot, before: tuple[Group, ...], world: World) -> Act:
    if shot.footage is not None:
        return _film(shot, before, world)
    if shot.runs:
        return _running(shot, before)
    stands = _stands(shot, world)
    if shot.name != CLOSING:
        scene, begins = _enter(shot, change(before, stands), world)
        return Act(shot, (scene,), stands, begins)
    shared = tuple(group for group in stands if group.name not in _WARD)
    first, begins = _enter(replace(shot, says=""), change(before, shared), world)
    second, _ = _enter(replace(shot, name="closing-ward"), change(shared, stands), world)
    return Act(shot, (first, second), stands, begins)


def _enter(shot: Shot, step: Change, world: World) -> tuple[Scene, int]:
    """Return the scene in which a page builds itself, and the frame at which its words begin."""
    cues = shot.cues
    comes = tuple(split(group, _cue(shot, group), world) for group in step.comes)
    entrance = Entrance(cues, cues.leave if step.waits else _START)
    begins = entrance.at
    tracks = (*fade_out(step.leaves, cues.leave), *entrance.tracks(comes))
    end = max(entrance.end, cues.leave if step.leaves else 0)
    scene = Scene(shot.name, step.shows(shot.display, comes), tracks, whole(end + 1), shot.says)
    return scene, begins


def _cue(shot: Shot, group: Group) -> Cue:
    return shot.cues.groups.get(group.name, "rise")


def _stands(shot: Shot, world: World) -> tuple[Group, ...]:
    """Return the groups of a page that is built; a picture that grows is split from its edges."""
    return tuple(
        split(group, "push", world) if _cue(shot, group) == "push" else group
        for group in groups(shot.display)
    )


def _running(shot: Shot, before: tuple[Group, ...]) -> Act:
    """Return a line that runs through when the page before it is gone."""
    after = groups(shot.display)
    stands = tuple(group for group in after if group.name != MARQUEE)
    step = change(before, after)
    fades = tuple(
        fade_in(group.name, 0, shot.cues.leave) for group in step.comes if group.name != MARQUEE
    )
    begins = shot.cues.leave if step.leaves else _START
    runs, end = run(shot.display, begins, FPS)
    tracks = (*fade_out(step.leaves, shot.cues.leave), *fades, runs)
    scene = Scene(shot.name, step.shows(shot.display), tracks, whole(end + 1), shot.says)
    return Act(shot, (scene,), stands, begins, held=False)


def _film(shot: Shot, before: tuple[Group, ...], world: World) -> Act:
    """Return staff's film with its title: the ground gives way to it and comes back.

    The title stands for as long as the film does; film ends in the bare ground.
    """
    film = shot.footage
    assert film is not None
    cues = shot.cues
    frames = whole(round(film.seconds * FPS) + 2 * cues.leave)
    stays = at_rest(shot)
    words = tuple(g for g in groups(shot.display) if g not in stays)
    step = change(before, (*stays, *words))
    comes = tuple(split(group, _cue(shot, group), world) for group in step.comes)
    entrance = Entrance(cues, cues.leave)
    ground = next(group for group in stays if group.name == GROUND)
    curtain = Group(CURTAIN, ground.items)
    last = frames - cues.leave - 1
    drawn = track(
        CURTAIN,
        "opacity",
        (0, 1.0, "hold"),
        (cues.leave // 2, 1.0, "ease-in-out"),
        (2 * cues.leave, 0.0, "hold"),
        (last, 0.0, "ease-in-out"),
        (frames - 1, 1.0, "hold"),
    )
    tracks = (*fade_out(step.leaves, cues.leave), *entrance.tracks(comes), drawn)
    away = {g.name for g in words}
    tracks = tuple(_and_out(one, last, cues.leave) if _top(one) in away else one for one in tracks)
    display = step.shows(shot.display, (curtain, *comes))
    scene = Scene(shot.name, display, tracks, frames, shot.says, film)
    return Act(shot, (scene,), stays, entrance.at, held=False)


def _top(one: Track) -> str:
    return one.group.partition("/")[0]


def _and_out(one: Track, start: int, length: int) -> Track:
    """Return a track that also takes its group away at the end of the film."""
    if one.prop != "opacity" or one.group.startswith(OUT):
        return one
    ends = track(one.group, "opacity", (start, 1.0, "ease-in-out"), (start + length, 0.0, "hold"))
    return replace(one, keys=(*one.keys[:-1], replace(one.keys[-1], easing="hold"), *ends.keys))


def settled(display: DisplayList, stands: tuple[Group, ...]) -> DisplayList:
    """Return the page of an act that is built."""
    return Change(stands, (), ()).shows(display)
