"""QR codes as pixels: a QrCode in; an image whose modules are whole pixels out."""

from __future__ import annotations

from math import floor

from PIL import Image, ImageDraw

from generator.layout.display import QrCode
from generator.layout.qr import QUIET, matrix


def qr_image(code: QrCode, scale: float = 1.0) -> Image.Image:
    """Return the code as RGB, `side` × `scale` px rounded; modules are equal whole pixels.

    What the whole pixels leave over widens the quiet zone evenly.

    Raises:
        ValueError: a module would be smaller than one pixel.
    """
    rows = matrix(code.data)
    side = round(code.side * scale)
    module = floor(side / (len(rows) + 2 * QUIET))
    if module < 1:
        raise ValueError(f"{side} px are too few for a QR code of {len(rows)} modules")
    image = Image.new("RGB", (side, side), code.light.rgb)
    draw = ImageDraw.Draw(image)
    start = (side - module * len(rows)) // 2
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                corner = (start + x * module, start + y * module)
                far = (corner[0] + module - 1, corner[1] + module - 1)
                draw.rectangle((corner, far), fill=code.dark.rgb)
    return image
