"""Web colours: the themes of the pictures in, custom properties for a light and a dark page out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.layout.display import Color
from generator.layout.formats import Theme

PAPER = Color.parse("#FFFCF5")
SURFACE = Color.parse("#FFFFFF")
INK = Color.parse("#1D2623")
NIGHT = Color.parse("#0B0F0E")


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


def stylesheet(themes: Mapping[str, Theme], first: str) -> str:
    """Return the custom properties of every theme as CSS.

    Args:
        themes: by id.
        first: id of the theme of pages that belong to no kind.
    """
    lines = [*_rules(themes, first, dark=False), "@media (prefers-color-scheme: dark) {"]
    lines += [*_rules(themes, first, dark=True), "}"]
    # Paper is light whatever the screen is.
    lines += ["@media print {", *_rules(themes, first, dark=False), "}"]
    return "\n".join(lines) + "\n"


def _rules(themes: Mapping[str, Theme], first: str, *, dark: bool) -> Iterator[str]:
    for name in sorted(themes):
        values = tokens(themes[name])[dark]
        text = " ".join(f"--{key}: {color.hex};" for key, color in values.items())
        selector = f":root, .theme-{name}" if name == first else f".theme-{name}"
        yield f"{selector} {{ {text} }}"
