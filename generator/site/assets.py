"""Files every site needs beside its pages: the world's web layout in, style, fonts and icon out."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from generator.content.model import Kind, Ward
from generator.layout.wording import THEMES
from generator.site.fonts import WEB_WEIGHTS, webfont
from generator.world import World

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

STYLE = "layouts/web/style.css"
ICON = "layouts/web/favicon.svg"
SCRIPTS = ("site.js", "search.js", "embed.css")
# Ornament → theme whose accent it wears.
MOTIF_THEMES = {
    "drum": THEMES[Kind.NEWS],
    "lotus": THEMES[Kind.STORY],
    "window": THEMES[Kind.RULE],
    "waves": THEMES[Kind.EVENT],
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that does not depend on any message.

    Attributes:
        path: below the site's folder.
        recipe: "style" is colours and rules joined, "font" a subset of a weight, "motif" an
            ornament in the accent of a theme, "accent" a ward's own colour, "copy" as it is.
        source: virtual path of the file it is made of, the weight of the font, or the colour.
        theme: whose accent an ornament wears.
    """

    path: str
    recipe: Literal["style", "font", "motif", "accent", "copy"]
    source: str
    theme: str = ""


def site_assets(world: World) -> tuple[Asset, ...]:
    """Return what lies in assets/ of every ward's site."""
    motifs = (
        Asset(f"assets/motif-{name}.svg", "motif", f"layouts/web/motif-{name}.svg", theme)
        for name, theme in MOTIF_THEMES.items()
    )
    scripts = (
        Asset(f"assets/{name}", "copy", f"layouts/web/{name}")
        for name in SCRIPTS
        if world.exists(f"layouts/web/{name}")
    )
    style = Asset("assets/style.css", "style", STYLE)
    return (*style_assets(world, style), *motifs, *scripts)


def ward_assets(ward: Ward) -> tuple[Asset, ...]:
    """Return what lies in assets/ of this ward alone: its own colour, where it has one."""
    return (Asset("assets/ward.css", "accent", ward.accent),) if ward.accent else ()


def proof_assets(world: World) -> tuple[Asset, ...]:
    """Return what lies in output/proof/assets/."""
    return style_assets(world, Asset("assets/proof.css", "style", "layouts/web/proof.css"))


def style_assets(world: World, style: Asset) -> tuple[Asset, ...]:
    """Return a stylesheet with the fonts and the icon that go with it.

    Raises:
        FileNotFoundError: the layouts lack the stylesheet or the icon.
    """
    icon = Asset("assets/favicon.svg", "copy", ICON)
    for asset in (style, icon):
        if not world.exists(asset.source):
            raise FileNotFoundError(asset.source)
    fonts = (Asset(f"assets/be-vietnam-pro-{w}.woff2", "font", str(w)) for w in WEB_WEIGHTS)
    return (style, *fonts, icon)


def asset_inputs(asset: Asset) -> tuple[str, ...]:
    """Return the virtual paths an asset is made of; fonts come from a package instead."""
    if asset.recipe in {"font", "accent"}:
        return ()
    colours = ("layouts/themes.toml",) if asset.recipe in {"style", "motif"} else ()
    return (asset.source, *colours)


def asset_bytes(asset: Asset, world: World) -> bytes:
    """Return the bytes of an asset.

    Raises:
        FileNotFoundError: the layouts lack its source.
    """
    if asset.recipe == "font":
        return kept_font(int(asset.source), world)
    if asset.recipe == "accent":
        return f":root {{ --ward: {asset.source}; }}\n".encode()
    data = world.read(asset.source)
    if asset.recipe == "copy":
        return data
    from generator.layout.formats import load_themes  # noqa: PLC0415 - only where colours change
    from generator.site.palette import stylesheet  # noqa: PLC0415

    if asset.recipe == "motif":
        accent = load_themes(world)[asset.theme].accent
        return data.replace(b"currentColor", accent.hex.encode())
    rules = stylesheet(load_themes(world), THEMES[Kind.NEWS]) + data.decode("utf-8")
    return compact(rules).encode()


def compact(css: str) -> str:
    """Return a style sheet without comments, indents and line ends: a fifth less to load."""
    out = ""
    for row in _COMMENT.sub("", css).split("\n"):
        # What goes on in the next line, a selector say, is parted by its line end.
        blank = "" if not out or out[-1] in "{};," else " "
        out += blank + row.strip() if row.strip() else ""
    return out + "\n"


def kept_font(weight: int, world: World) -> bytes:
    """Return a web font; cutting one takes 0.7 s, so the project's cache keeps it."""

    def make() -> str:
        return b64encode(webfont(weight)).decode("ascii")

    versions = [version(name) for name in ("fontpkg-be-vietnam-pro", "fonttools", "brotli")]
    return b64decode(world.recall("generator.site.fonts", [weight, *versions], make))
