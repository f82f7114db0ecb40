"""Web colours: the themes of the pictures in, custom properties for a light and a dark page out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.layout.display import Color
from generator.layout.formats import Theme

PAPER = Color.parse("#FFFCF5")
SURFACE = Color.parse("#FFFFFF")
INK = Color.parse("#1D2623")
NIGHT = Color.parse("#0B0F0E")
# WCAG 2.2, 1.4.6, contrast (enhanced).
_STRONG = 7
# As set by layouts/web/site.js.
_MORE = ":root[data-contrast=more]"


def tokens(theme: Theme) -> tuple[dict[str, Color], dict[str, Color]]:
    """Return the colours of one theme by property name, for a light page and for a dark one.

    Both carry the pictures' own ground, text and accent; "paper" is the page, "card" what lies on
    it, "ink" and "soft" running and lesser text, "head" headings and links, "line" borders,
    "tint" quiet blocks.
    """
    fixed = {
        "ground-from": theme.ground_from,
        "ground-to": theme.ground_to,
        "on": theme.text,
        "accent": theme.accent,
        "chip-on": theme.chip_text,
        "muted": theme.muted,
    }
    light = {
        "paper": PAPER,
        "card": SURFACE,
        "ink": INK,
        "soft": INK.mix(PAPER, 0.28),
        "head": theme.ground_from,
        "line": PAPER.mix(theme.ground_to, 0.2),
        "edge": PAPER.mix(theme.ground_to, 0.62),
        "tint": PAPER.mix(theme.ground_to, 0.06),
    }
    paper = theme.ground_from.mix(NIGHT, 0.72)
    dark = {
        "paper": paper,
        "card": theme.ground_from.mix(NIGHT, 0.5),
        "ink": theme.text.mix(paper, 0.06),
        "soft": theme.text.mix(paper, 0.28),
        "head": theme.accent,
        "line": paper.mix(theme.text, 0.2),
        "edge": paper.mix(theme.text, 0.5),
        "tint": theme.ground_from.mix(NIGHT, 0.38),
    }
    return {**fixed, **light}, {**fixed, **dark}


def strong_tokens(theme: Theme) -> tuple[dict[str, Color], dict[str, Color]]:
    """Return the colours of readers who ask for more contrast, for a light page and a dark one.

    The names are those of `tokens`; whatever is read stands at 7:1 or more (WCAG 2.2, 1.4.6).
    """
    light, dark = (dict(colors) for colors in tokens(theme))
    for colors, far in ((light, INK), (dark, theme.text)):
        # A ground without gradient, and what lies on it in the colour of the text where it must.
        colors["ground-to"] = colors["ground-from"]
        colors["accent"] = _until(colors["accent"], theme.text, (colors["ground-from"],))
        pages = (colors["paper"], colors["card"], colors["tint"])
        colors["head"] = _until(colors["head"], far, pages)
        colors["soft"] = colors["ink"]
        colors["muted"] = _until(colors["muted"], NIGHT, (SURFACE,))
        colors["line"] = colors["edge"] = _until(colors["edge"], far, pages)
    return light, dark


def _until(color: Color, far: Color, grounds: tuple[Color, ...]) -> Color:
    """Return a colour moved towards another until it stands at 7:1 on every ground."""
    steps = (color.mix(far, n / 20) for n in range(21))
    return next((c for c in steps if min(c.contrast(g) for g in grounds) >= _STRONG), far)


def stylesheet(themes: Mapping[str, Theme], first: str) -> str:
    """Return the custom properties of every theme as CSS.

    Args:
        themes: by id.
        first: id of the theme of pages that belong to no kind.
    """
    # Dark is for screens: paper is light whatever the screen is.
    lines = [
        *_rules(themes, first, dark=False),
        "@media screen and (prefers-color-scheme: dark) {",
        *_rules(themes, first, dark=True),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _rules(themes: Mapping[str, Theme], first: str, *, dark: bool) -> Iterator[str]:
    """Yield the properties of every theme, then what differs where contrast is asked for."""
    for name in sorted(themes):
        usual, strong = tokens(themes[name])[dark], strong_tokens(themes[name])[dark]
        own = f".theme-{name}"
        yield _rule(f":root, {own}" if name == first else own, usual)
        more = {key: color for key, color in strong.items() if color != usual[key]}
        own = f"{_MORE} {own}"
        yield _rule(f"{_MORE}, {own}" if name == first else own, more)


def _rule(selector: str, colors: Mapping[str, Color]) -> str:
    text = " ".join(f"--{key}: {color.hex};" for key, color in colors.items())
    return f"{selector} {{ {text} }}"
