"""Limits: layouts/preflight.toml in; the thresholds of all rows of the preflight out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from generator.layout.formats import LayoutFileError
from generator.layout.glyphs import load_face
from generator.world import World

LIMITS = "layouts/preflight.toml"


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """Thresholds of written videos.

    Attributes:
        profiles: of H.264 that players take, the usual one first; level: the highest.
        gop_s: most time between two key frames (s).
        mbps: Mbit of any second from which weak players stutter; ceiling_mbps: most of all.
        longest_s: length (s), largest_gb: size of the file that is too much.
        flashes: most flashes a second; flash_light: least change of relative luminance;
            flash_dark: what the darker state must stay below; flash_area: share of the board that
            may flash; flash_red: least change of saturated red.
        seam_levels: most mean change of luma from the last frame to the first, 0-219.
        chroma_kept: least share of its contrast that a coloured stroke keeps.
        read_share: least share of its reading time for which a part is in view.
    """

    profiles: tuple[str, ...]
    level: float
    gop_s: float
    mbps: float
    ceiling_mbps: float
    longest_s: float
    largest_gb: float
    flashes: int
    flash_light: float
    flash_dark: float
    flash_area: float
    flash_red: float
    seam_levels: float
    chroma_kept: float
    read_share: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds; the file names the source of each.

    Attributes:
        main: roles that say the message itself; framing: roles that name who speaks; tags: those of
            samples and drafts.
        near_ratio, far_ratio: most distance over height of capitals.
        capital_em: height of the capitals of Be Vietnam Pro (em).
        capitals: id of a bitmap font → the same of its letters (px).
        distinct_px: least difference of two letters of one base (px of full light).
        clear_from_px: size from which antialiased letters need no look (px).
        stroke_bitmap_px, stroke_px: thinnest stem (px), with one bit and antialiased.
        contrast_outdoor, contrast_indoor: least contrast ratio.
        ground_share: percentile of a word's ground that is compared, 0.0-1.0.
        units_roadside, units_elsewhere: most units of information on a still.
        units_a_line: most of them on a line.
        lines_roadside, letters_roadside: most lines and letters of a message at the road.
        roadside_s: least time a still stands at the road (s).
        light_day, light_night: most mean light, share of full white.
        white_area: largest share of nearly white pixels; white_from: their least channel, 0-255.
        watts_m2: draw at full white (W/m²).
        power_share: share of that draw beyond which it is mentioned.
        video: thresholds of written videos.
    """

    main: tuple[str, ...]
    framing: tuple[str, ...]
    tags: tuple[str, ...]
    near_ratio: float
    far_ratio: float
    capital_em: float
    distinct_px: float
    clear_from_px: float
    stroke_bitmap_px: float
    stroke_px: float
    contrast_outdoor: float
    contrast_indoor: float
    ground_share: float
    units_roadside: int
    units_elsewhere: int
    units_a_line: int
    lines_roadside: int
    letters_roadside: int
    roadside_s: float
    light_day: float
    light_night: float
    white_area: float
    white_from: int
    watts_m2: float
    power_share: float
    video: VideoLimits
    capitals: Callable[[str], int] = field(compare=False)


def load_limits(world: World) -> Limits:
    """Return the thresholds.

    Raises:
        LayoutFileError: the file breaks TOML or misses a key.
    """
    # A bitmap font takes 50 ms to read: only the stills that use one wait for it.
    return replace(_parsed(world.read(LIMITS)), capitals=partial(_capital, world))


def _capital(world: World, face: str) -> int:
    return -load_face(world, face).glyphs["H"].top


@lru_cache(maxsize=4)
def _parsed(data: bytes) -> Limits:
    try:
        raw = tomllib.loads(data.decode("utf-8"))
        video = VideoLimits(**_values(raw.pop("video")))
        return Limits(**_values(raw), video=video, capitals=len)
    except KeyError as problem:
        raise LayoutFileError(f"{LIMITS}: no [{problem.args[0]}]") from None
    except (TypeError, ValueError) as problem:
        raise LayoutFileError(f"{LIMITS}: {problem}") from None


def _values(table: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
