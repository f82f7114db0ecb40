"""The compositor: what each frame shows in, frames of YUV pixels for the encoder out.

What stands still through a whole segment is drawn once, as its ground. In each frame only the
boxes that something moved in, out of or through are drawn again, and only their rows are copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import av
from PIL import Image

from generator.paint.video.boxes import Box, disjoint, even, halved
from generator.paint.video.inks import Ink, ink
from generator.paint.video.poses import FULL, OPAQUE, Film, Layer, Pose, State
from generator.paint.video.sprites import Sprite, pose
from generator.paint.video.yuv import Planes, blank, convert_film
from generator.world import World

Placed = tuple[Layer, Pose]

# A scene's segments have one or two grounds, and the next scene's builds on them; each is 3 MB at
# 1920x1080.
_GROUNDS = 6


@dataclass(slots=True)
class Compositor:
    """Draws segments of one video one after another.

    Attributes:
        width, height: px, even.
        world: for fonts and pictures.
        inks: of every layer drawn so far, by key and whether it grows.
    """

    width: int
    height: int
    world: World
    inks: dict[tuple[str, bool], tuple[Ink, ...]] = field(default_factory=dict)
    _solid: dict[str, tuple[Pose, Sprite | None]] = field(default_factory=dict)
    _grounds: dict[tuple[tuple[str, Pose], ...], Planes] = field(default_factory=dict)

    def frames(self, states: Sequence[State]) -> Iterator[av.VideoFrame]:
        """Yield a frame for each state; the same object each time, with other pixels."""
        still = _still(states)
        ground = self._ground(states[0][:still])
        target = _Target(ground.copy(), self.width, self.height)
        before: dict[Placed, Sprite] | None = None
        for state in states:
            moving = state[still:]
            now = self._sprites(moving, before or {})
            areas = [(0, 0, self.width, self.height)] if before is None else _touched(before, now)
            for area in areas:
                target.restore(ground, area)
                for sprite in now.values():
                    sprite.lay(target.planes, area)
            target.send(areas)
            before = now
            yield target.frame

    def planes(self, state: State) -> Planes:
        """Return the pixels of one frame."""
        return self._over(blank(self.width, self.height), state)

    def _over(self, planes: Planes, state: Sequence[Placed]) -> Planes:
        """Return planes with layers laid on them."""
        for placed in state:
            sprite = self._sprite(*placed)
            if sprite is not None:
                sprite.lay(planes, (0, 0, self.width, self.height))
        return planes

    def _sprites(
        self, state: Sequence[Placed], known: dict[Placed, Sprite]
    ) -> dict[Placed, Sprite]:
        found = {}
        for placed in state:
            sprite = known.get(placed) or self._sprite(*placed)
            if sprite is not None:
                found[placed] = sprite
        return found

    def _sprite(self, layer: Layer, how: Pose) -> Sprite | None:
        """Return a layer in a pose; the last one of each layer is kept, as most only fade."""
        if layer.film is not None:
            return self._film(layer.film, how.moment)
        solid = replace(how, opacity=OPAQUE)
        known = self._solid.get(layer.key)
        if known is None or known[0] != solid:
            known = (solid, pose(self._inks(layer, how), solid, (self.width, self.height)))
            self._solid[layer.key] = known
        sprite = known[1]
        return None if sprite is None else sprite.faded(how.opacity)

    def _inks(self, layer: Layer, how: Pose) -> tuple[Ink, ...]:
        """Return the inks of a layer, finer ones where it grows."""
        name = (layer.key, how.scale != FULL)
        if name not in self.inks:
            size = (self.width, self.height)
            self.inks[name] = ink(layer, self.world, size, grows=how.scale != FULL)
        return self.inks[name]

    def _film(self, film: Film, moment: int) -> Sprite:
        """Return one picture of staff's own footage."""
        from generator.paint.footage import frames  # noqa: PLC0415 - only where a film is shown

        footage = film.footage
        x, y, w, h = footage.area
        (image,) = frames(footage, 1, film.fps, self.world, moment)
        return Sprite.of((x, y, x + w, y + h), Image.new("L", (w, h), OPAQUE), convert_film(image))

    def _ground(self, state: Sequence[Placed]) -> Planes:
        """Return the planes of what stands still; the last few are remembered and built upon."""
        names = tuple((layer.key, how) for layer, how in state)
        known = next((n for n in range(len(names), 0, -1) if names[:n] in self._grounds), 0)
        if known < len(names) or not names:
            below = self._grounds[names[:known]].copy() if known else blank(self.width, self.height)
            self._grounds[names] = self._over(below, state[known:])
            if len(self._grounds) > _GROUNDS:
                del self._grounds[next(iter(self._grounds))]
        return self._grounds[names]


def _still(states: Sequence[State]) -> int:
    """Return how many layers, from the bottom, stand the same in all frames."""
    count = min(len(state) for state in states)
    for number in range(count):
        if any(state[number] != states[0][number] for state in states):
            return number
    return count


def _touched(before: dict[Placed, Sprite], now: dict[Placed, Sprite]) -> list[Box]:
    """Return the boxes in which two frames differ."""
    gone = [before[placed].box for placed in before if placed not in now]
    come = [now[placed].box for placed in now if placed not in before]
    return disjoint(even(box) for box in (*gone, *come))


class _Target:
    """A frame of the encoder with the planes that are drawn on."""

    def __init__(self, planes: Planes, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self.planes = planes
        self._rows = [memoryview(plane) for plane in self.frame.planes]
        self._steps = [plane.line_size for plane in self.frame.planes]

    def restore(self, ground: Planes, area: Box) -> None:
        """Put back what stands still."""
        places = (area, halved(area), halved(area))
        for plane, source, place in zip(self.planes, ground, places, strict=True):
            plane.paste(source.crop(place), place[:2])

    def send(self, areas: Sequence[Box]) -> None:
        """Copy the rows of the areas into the frame."""
        ranges = disjoint((0, area[1], 1, area[3]) for area in areas)
        for _, top, _, bottom in ranges:
            rows = ((top, bottom), (top // 2, bottom // 2), (top // 2, bottom // 2))
            for plane, memory, step, (first, last) in zip(
                self.planes, self._rows, self._steps, rows, strict=True
            ):
                # Cut as wide as the frame's rows in memory, padding included: one copy for all.
                part = plane.crop((0, first, step, last))
                memory[first * step : last * step] = part.tobytes()
