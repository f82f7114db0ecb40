"""Measures of a still: its layout and pixels in; letter height, reach, light, power, time out."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

from PIL import Image

from generator.boards.preflight.limits import Limits
from generator.boards.preflight.said import capital, lines, message_of, text_of
from generator.layout.display import Color, DisplayList
from generator.layout.formats import Depth, Format
from generator.text.reading import reading_time

_MM_IN_CM, _MM_IN_M = 10.0, 1000.0
# With more pixels than this, light is measured on every n-th one: off by under 1 % of itself.
_ENOUGH = 40_000
_LINEAR = tuple(Color(v, v, v).luminance for v in range(256))
_WEIGHTS = (Color(255, 0, 0).luminance, Color(0, 255, 0).luminance, Color(0, 0, 255).luminance)


@dataclass(frozen=True, slots=True)
class Measures:
    """A still as it will be on its board.

    Attributes:
        letter_cm: height of the smallest capitals of the message on the board; None where the
            board's pitch is unknown.
        farthest_m: distance beyond which they are not read; None where the pitch is unknown.
        light: mean linear light, share of full white (of all LEDs lit on one-bit boards), 0.0-1.0.
        watts: draw of the board while it shows the still, at most; None where nobody knows.
        reading_s: time the message takes to read.
    """

    letter_cm: float | None
    farthest_m: float | None
    light: float
    watts: float | None
    reading_s: float


@dataclass(frozen=True, slots=True)
class Light:
    """How much light a picture gives.

    Attributes:
        mean: linear luminance over that of full white, 0.0-1.0.
        drive: mean of all LEDs' currents over their highest, 0.0-1.0; power follows it.
    """

    mean: float
    drive: float


def measures(display: DisplayList, image: Image.Image, fmt: Format, limits: Limits) -> Measures:
    """Return what people want to know of a still before it hangs.

    Args:
        display: its layout.
        image: its painted pixels, those of the board alone.
        fmt: its format.
        limits: of layouts/preflight.toml.
    """
    said = message_of(lines(display), limits)
    mm = min((letter_mm(capital(run, limits), fmt) for _, run in said), default=0.0)
    light = light_of(sampled(image), fmt.depth)
    return Measures(
        letter_cm=mm / _MM_IN_CM if mm else None,
        farthest_m=mm * limits.far_ratio / _MM_IN_M if mm else None,
        light=light.mean,
        watts=estimated_watts(fmt, light.drive, limits),
        reading_s=reading_time(text_of(said)),
    )


def letter_mm(height: float, fmt: Format) -> float:
    """Return a height in the format's unit as mm on board or wall; 0 where the pitch is unknown."""
    return height / fmt.scale if fmt.unit == "mm" else height * fmt.pitch_mm


def sampled(image: Image.Image) -> Image.Image:
    """Return a picture as RGB, of a large one only every n-th pixel each way."""
    step = isqrt(image.width * image.height // _ENOUGH)
    if step > 1:
        size = (image.width // step, image.height // step)
        image = image.resize(size, Image.Resampling.NEAREST)
    return image if image.mode == "RGB" else image.convert("RGB")


def light_of(image: Image.Image, depth: Depth) -> Light:
    """Return the light of RGB pixels; on one-bit boards a pixel is lit or not."""
    counts = image.histogram()
    total = image.width * image.height
    bands = [counts[start : start + 256] for start in (0, 256, 512)]
    if depth != "rgb":
        lit = [1 - band[0] / total for band in bands]
        share = max(lit) if depth == "mono" else (lit[0] + lit[1]) / 2
        return Light(share, share)
    linear = [
        sum(_LINEAR[level] * count for level, count in enumerate(band) if count) / total
        for band in bands
    ]
    mean = sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))
    return Light(mean, sum(linear) / len(linear))


def estimated_watts(fmt: Format, drive: float, limits: Limits) -> float | None:
    """Return the most a board draws (W): m² × W/m² at full white × mean current of its LEDs.

    None for what is no full-colour LED board or has no known pitch: no figure was found for those.
    """
    if fmt.medium != "board" or fmt.depth != "rgb" or not fmt.pitch_mm:
        return None
    side = fmt.pitch_mm / _MM_IN_M
    return fmt.width * side * fmt.height * side * limits.watts_m2 * drive
