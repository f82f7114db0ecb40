"""Formats and themes: layouts/formats.toml, modules.toml and themes.toml in, frozen values out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.i18n import _
from generator.layout.display import Color
from generator.world import World

Medium = Literal["board", "tv", "poster", "social", "video"]
Depth = Literal["mono", "dual", "rgb"]
FileType = Literal["png", "jpeg", "bmp", "pdf", "mp4"]


class LayoutFileError(ValueError):
    """A file of layouts/ cannot be used; its words name the file and the table."""


FORMATS, MODULES = "layouts/formats.toml", "layouts/modules.toml"
THEMES = "layouts/themes.toml"
VIDEO_FPS = 30
_BLACK = Color(0, 0, 0)
# A stick cannot dim a board: at night this share of black goes into its grounds and pictures.
NIGHT_DIM = 0.55


@dataclass(frozen=True, slots=True)
class Canvas:
    """The larger picture of which an HDMI-fed board shows a window; all px.

    Attributes:
        width, height: of the picture that is sent.
        x, y: where in it the board's top left pixel lies.
    """

    width: int
    height: int
    x: int = 0
    y: int = 0


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
        gop_s: most time between two key frames of its video (whole s).
        sound: whether its video is heard; boards are silent.
        bleed_mm: for print.
        mono_color: light colour of a mono board.
        video: id of the format whose videos this one shows, e.g. "video-16x9" for a TV; "" when it
            shows none.
        safe: share of the short side kept free of text on every edge.
        card_width, card_height: most px its control card can drive, 0 when unknown.
        multiple: px of which its card takes only multiples.
        canvas: for a board that shows a window of a larger picture.
        scale: size in the file over the size on the wall (print), e.g. 0.1 for 1:10.
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
    gop_s: int = 1
    sound: bool = False
    bleed_mm: float = 0.0
    mono_color: Color = field(default=Color(255, 0, 0))
    video: str = ""
    safe: float = 0.02
    card_width: int = 0
    card_height: int = 0
    multiple: int = 1
    canvas: Canvas | None = None
    scale: float = 1.0

    @property
    def aspect(self) -> float:
        """Return width over height."""
        return self.width / self.height

    @property
    def short(self) -> float:
        """Return the shorter side."""
        return min(self.width, self.height)

    @property
    def suffix(self) -> str:
        """Return the file name extension of its stills, or of the video itself."""
        return {"jpeg": "jpg"}.get(self.file, self.file)

    @property
    def stem(self) -> str:
        """Return the file name without extension; it tells the scale of a print that has one."""
        return self.id if self.scale == 1 else f"{self.id}-1-{round(1 / self.scale)}"

    @property
    def sent(self) -> tuple[int, int]:
        """Return the px of the file: those of the canvas where there is one."""
        if self.canvas is not None:
            return (self.canvas.width, self.canvas.height)
        return (round(self.width), round(self.height))


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one kind of message.

    Attributes:
        ground_from, ground_to: gradient of the ground.
        text: main text; accent: chip, rule and foot; chip_text: on the chip.
        muted: ground of the struck claim in a fact-check.
        dim: share of black laid over pictures, 0.0-1.0.
    """

    id: str
    ground_from: Color
    ground_to: Color
    text: Color
    accent: Color
    chip_text: Color
    muted: Color
    dim: float = 0.0

    def at_night(self) -> Theme:
        """Return the theme for a board in the dark: its ground darker, its letters as they are."""
        grounds = {
            name: getattr(self, name).mix(_BLACK, NIGHT_DIM)
            for name in ("ground_from", "ground_to", "muted")
        }
        return replace(self, **grounds, dim=NIGHT_DIM)


def load_formats(world: World) -> dict[str, Format]:
    """Return every format of layouts/formats.toml by id, and the videos of RGB boards.

    Raises:
        LayoutFileError: the file breaks TOML or the types above.
    """
    table = read_table(world, FORMATS)
    modules = read_table(world, MODULES) if any("modules" in raw for raw in table.values()) else {}
    found = {}
    for name, raw in table.items():
        try:
            found[name] = _format(name, raw, modules)
        except (TypeError, KeyError, ValueError) as problem:
            raise LayoutFileError(f"{FORMATS} [{name}]: {problem}") from None
    return {**found, **{video.id: video for video in _own_videos(found)}}


def read_table(world: World, path: str) -> dict[str, Any]:
    """Return a TOML file of layouts/.

    Raises:
        LayoutFileError: it breaks TOML.
    """
    try:
        return tomllib.loads(world.read(path).decode("utf-8"))
    except ValueError as problem:
        raise LayoutFileError(f"{path}: {problem}") from None


def _format(name: str, raw: Mapping[str, Any], modules: Mapping[str, Any]) -> Format:
    values = dict(raw)
    if "modules" in values:
        values |= _measured(modules, **values.pop("modules"))
    if "mono_color" in values:
        values["mono_color"] = Color.parse(values["mono_color"])
    if "canvas" in values:
        values["canvas"] = _window(Canvas(**values["canvas"]), values)
    rgb = values["medium"] == "board" and values.get("depth", "rgb") == "rgb"
    if rgb and "canvas" not in values:
        values.setdefault("video", f"video-{name}")
    return Format(id=name, **values)


def _measured(modules: Mapping[str, Any], type: str, across: int, down: int) -> dict[str, Any]:  # noqa: A002 - the key's name in the file
    """Return px and pitch (mm) of a board of so many modules."""
    if type not in modules:
        known = ", ".join(modules)
        raise ValueError(_("không có module “{name}”; đã có: {known}", name=type, known=known))
    one = modules[type]
    return {
        "width": one["width"] * across,
        "height": one["height"] * down,
        "pitch_mm": one["width_mm"] / one["width"],
    }


def _window(canvas: Canvas, values: Mapping[str, Any]) -> Canvas:
    """Return a canvas whose window lies inside it."""
    right, bottom = canvas.x + values["width"], canvas.y + values["height"]
    if min(canvas.x, canvas.y) < 0 or right > canvas.width or bottom > canvas.height:
        message = _(
            "phần hiện trên bảng (x từ {left} đến {right}, y từ {top} đến {bottom}) vượt ra ngoài"
            " canvas {width} × {height}",
            left=canvas.x,
            right=right,
            top=canvas.y,
            bottom=bottom,
            width=canvas.width,
            height=canvas.height,
        )
        raise ValueError(message)
    return canvas


def _own_videos(formats: Mapping[str, Format]) -> Iterator[Format]:
    """Yield the formats of videos at the pixels of a board, where the file does not state them."""
    for board in formats.values():
        if board.video and board.video not in formats:
            yield Format(
                board.video,
                "video",
                board.width,
                board.height,
                file="mp4",
                fps=VIDEO_FPS,
                pitch_mm=board.pitch_mm,
            )


def load_themes(world: World) -> dict[str, Theme]:
    """Return every theme of layouts/themes.toml by id.

    Raises:
        LayoutFileError: the file breaks TOML or misses a colour.
    """
    table = read_table(world, THEMES)
    found = {}
    for name, raw in table.items():
        try:
            colors: dict[str, Any] = {key: Color.parse(value) for key, value in raw.items()}
            found[name] = Theme(id=name, **colors)
        except (TypeError, ValueError) as problem:
            raise LayoutFileError(f"{THEMES} [{name}]: {problem}") from None
    return found
