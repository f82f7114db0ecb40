"""Formats and themes: layouts/formats.toml and layouts/themes.toml in, frozen values out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Literal

from generator.layout.display import Color
from generator.world import World

Medium = Literal["board", "tv", "poster", "social", "video"]
Depth = Literal["mono", "dual", "rgb"]
FileType = Literal["png", "jpeg", "bmp", "pdf", "mp4"]


@dataclass(frozen=True, slots=True)
class Format:
    """A named output size and medium.

    Attributes:
        width, height: px for screens, mm (trimmed) for print.
        unit: "px" or "mm".
        depth: colours of the device: "mono" 1 bit, "dual" red-green-yellow, "rgb".
        file: how stills of it are written.
        pitch_mm: distance of two pixels (mm), 0 when unknown.
        near_m, far_m: viewing distances (m), 0 when unknown.
        fps: frames a second of its video, 0 when it shows none.
        bleed_mm: for print.
        mono_color: light colour of a mono board.
        video: id of the format whose videos this one shows, e.g. "video-16x9" for a TV; "" when it
            shows none.
        safe: share of the short side kept free of text on every edge.
    """

    id: str
    medium: Medium
    width: float
    height: float
    unit: Literal["px", "mm"] = "px"
    depth: Depth = "rgb"
    file: FileType = "png"
    pitch_mm: float = 0.0
    near_m: float = 0.0
    far_m: float = 0.0
    fps: int = 0
    bleed_mm: float = 0.0
    mono_color: Color = field(default=Color(255, 0, 0))
    video: str = ""
    safe: float = 0.02

    @property
    def aspect(self) -> float:
        """Return width over height."""
        return self.width / self.height

    @property
    def suffix(self) -> str:
        """Return the file name extension of its stills, or of the video itself."""
        return {"jpeg": "jpg"}.get(self.file, self.file)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one kind of message.

    Attributes:
        ground_from, ground_to: gradient of the ground.
        text: main text; accent: chip, rule and foot; chip_text: on the chip.
        muted: ground of the struck claim in a fact-check.
    """

    id: str
    ground_from: Color
    ground_to: Color
    text: Color
    accent: Color
    chip_text: Color
    muted: Color


def load_formats(world: World) -> dict[str, Format]:
    """Return every format of layouts/formats.toml by id.

    Raises:
        ValueError: the file breaks TOML or the types above; layouts belong to the program.
    """
    table = tomllib.loads(world.read("layouts/formats.toml").decode("utf-8"))
    found = {}
    for name, raw in table.items():
        values = dict(raw)
        if "mono_color" in values:
            values["mono_color"] = Color.parse(values["mono_color"])
        try:
            found[name] = Format(id=name, **values)
        except TypeError as problem:
            raise ValueError(f"layouts/formats.toml [{name}]: {problem}") from None
    return found


def load_themes(world: World) -> dict[str, Theme]:
    """Return every theme of layouts/themes.toml by id.

    Raises:
        ValueError: the file breaks TOML or misses a colour.
    """
    table = tomllib.loads(world.read("layouts/themes.toml").decode("utf-8"))
    found = {}
    for name, raw in table.items():
        try:
            found[name] = Theme(id=name, **{k: Color.parse(v) for k, v in raw.items()})
        except TypeError as problem:
            raise ValueError(f"layouts/themes.toml [{name}]: {problem}") from None
    return found
