"""Web fonts: a weight of Be Vietnam Pro in, a small WOFF2 with Vietnamese and Latin letters out."""

from __future__ import annotations

import io
from functools import cache

from generator.fonts import FAMILY, WEIGHTS

WEB_WEIGHTS = (400, 600, 800)

# Everything a Vietnamese page may hold: ASCII, Latin-1, the letters with breve, bar, tilde, horn
# and their tones, combining marks (for text pasted in decomposed form), dashes, quotes, đồng.
_RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x00FF),
    (0x0102, 0x0103),
    (0x0110, 0x0111),
    (0x0128, 0x0129),
    (0x0168, 0x0169),
    (0x01A0, 0x01A1),
    (0x01AF, 0x01B0),
    (0x0300, 0x0301),
    (0x0302, 0x0303),
    (0x0306, 0x0306),
    (0x0309, 0x0309),
    (0x031B, 0x031B),
    (0x0323, 0x0323),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x20AB, 0x20AC),
    (0x2122, 0x2122),
    (0x2212, 0x2212),
)


@cache
def webfont(weight: int) -> bytes:
    """Return the WOFF2 of one weight, about 20 kB; the same bytes at every call and machine.

    Raises:
        ValueError: the family has no such weight.
    """
    if weight not in WEIGHTS:
        raise ValueError(f"{FAMILY} has no weight {weight}")
    import fontpkg  # noqa: PLC0415 - with what follows 0.3 s, and only a first build makes fonts
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["ccmp", "kern", "locl", "mark", "mkmk"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = TTFont(fontpkg.path(FAMILY, weight), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for first, last in _RANGES for c in range(first, last + 1)])
    cutter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()
