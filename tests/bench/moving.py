"""A timeline through MoviePy: what moves as clips of its own, what stands as a still behind them.

This is how MoviePy's guide builds such a video: an ImageClip for each thing, its place, size and
opacity as functions of time, all of them in a CompositeVideoClip, then write_videofile.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

from generator.layout.timeline import Scene, Timeline
from generator.paint.video.compositor import Compositor
from generator.paint.video.poses import FULL, OPAQUE, STEPS, Layer, Pose, State, read
from generator.paint.video.sprites import Sprite
from generator.paint.video.yuv import Planes, picture
from generator.world import World


def through_moviepy(film: Timeline, world: World, path: str) -> None:
    """Write a video (H.264, as fast and as fine as ours)."""
    from moviepy import CompositeVideoClip, concatenate_videoclips  # noqa: PLC0415 - 1 s

    scenes = []
    for scene in film.scenes:
        clips = _clips(scene, film, world)
        whole = CompositeVideoClip(clips, size=(film.width, film.height))
        scenes.append(whole.with_duration(scene.frames / film.fps))
    concatenate_videoclips(scenes).write_videofile(
        path,
        fps=film.fps,
        codec="libx264",
        preset="veryfast",
        audio=False,
        threads=1,
        ffmpeg_params=["-crf", "21", "-g", str(film.gop), "-bf", "0", "-pix_fmt", "yuv420p"],
        logger=None,
    )


def _clips(scene: Scene, film: Timeline, world: World) -> list[Any]:
    """Return the clips of a scene, bottom first."""
    from moviepy import ImageClip  # noqa: PLC0415 - 1 s

    compositor = Compositor(film.width, film.height, world)
    score = read(scene)
    states = [score.state(frame) for frame in range(scene.frames)]
    clips: list[Any] = []
    standing: list[tuple[Layer, Pose]] = []
    for layer in dict.fromkeys(layer for state in states for layer, _pose in state):
        poses = [dict(state).get(layer) for state in states]
        if len(set(poses)) == 1 and not clips and poses[0] is not None:
            standing.append((layer, poses[0]))
            continue
        if not clips:
            clips.append(ImageClip(np.asarray(_rgb(compositor, tuple(standing)))))
        clips.append(_moving(layer, poses, film.fps, compositor))
    if not clips:
        clips.append(ImageClip(np.asarray(_rgb(compositor, tuple(standing)))))
    return [clip.with_duration(scene.frames / film.fps) for clip in clips]


def _rgb(compositor: Compositor, state: State) -> Image.Image:
    return picture(compositor.planes(state))


def _moving(layer: Layer, poses: list[Pose | None], fps: int, compositor: Compositor) -> Any:
    """Return the clip of one layer, with only those functions of time that it needs."""
    from moviepy import ImageClip  # noqa: PLC0415 - 1 s

    seen = [pose for pose in poses if pose is not None]
    sprite = compositor._sprite(layer, Pose(clip=seen[0].clip))
    assert sprite is not None
    left, top, right, bottom = sprite.box
    clip = ImageClip(np.asarray(_rgba(sprite)))

    def how(t: float) -> Pose:
        found = poses[min(len(poses) - 1, round(t * fps))]
        return found or Pose(opacity=0)

    def place(t: float) -> tuple[float, float]:
        pose = how(t)
        grown = pose.scale / FULL - 1
        x = left + pose.dx / STEPS - (right - left) * grown / 2
        return x, top + pose.dy / STEPS - (bottom - top) * grown / 2

    if len({pose.scale for pose in seen}) > 1:
        clip = clip.resized(lambda t: max(0.01, how(t).scale / FULL))
    if len({(pose.opacity, pose.shown) for pose in seen}) > 1 or None in poses:
        clip = clip.with_mask(clip.mask.transform(lambda get, t: _shown(get(t), how(t))))
    if len({(pose.dx, pose.dy, pose.scale) for pose in seen}) > 1:
        return clip.with_position(place)
    return clip.with_position((left, top))


def _shown(mask: Any, pose: Pose) -> Any:
    """Return a mask with a pose's opacity, and only as much of it from the left as shows."""
    found = mask * (pose.opacity / OPAQUE)
    if pose.shown < FULL:
        found[:, round(mask.shape[1] * pose.shown / FULL) :] = 0
    return found


def _rgba(sprite: Sprite) -> Image.Image:
    """Return a sprite as RGBA."""
    if isinstance(sprite.paint, Planes):
        planes = sprite.paint
    else:
        size = sprite.mask.size
        half = (size[0] // 2, size[1] // 2)
        y, u, v = sprite.paint
        planes = Planes(
            *(Image.new("L", s, c) for s, c in zip((size, half, half), (y, u, v), strict=True))
        )
    image = picture(planes).convert("RGBA")
    image.putalpha(sprite.mask)
    return image
