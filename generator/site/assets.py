"""Files every site needs beside its pages: the world's web layout in, style, fonts and icon out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.content.model import Kind
from generator.layout.formats import load_themes
from generator.layout.wording import THEMES
from generator.site.fonts import WEB_WEIGHTS, webfont
from generator.site.palette import stylesheet
from generator.world import World

STYLE = "layouts/web/style.css"
ICON = "layouts/web/favicon.svg"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that does not depend on any message.

    Attributes:
        path: below the site's folder.
        recipe: "style" is colours and rules joined, "font" a subset of a weight, "copy" as it is.
        source: virtual path of the file it is made of, or the weight of the font.
    """

    path: str
    recipe: Literal["style", "font", "copy"]
    source: str


def site_assets(world: World) -> tuple[Asset, ...]:
    """Return what lies in assets/ of every ward's site."""
    return style_assets(world, Asset("assets/style.css", "style", STYLE))


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
    if asset.recipe == "font":
        return ()
    return (asset.source, "layouts/themes.toml") if asset.recipe == "style" else (asset.source,)


def asset_bytes(asset: Asset, world: World) -> bytes:
    """Return the bytes of an asset.

    Raises:
        FileNotFoundError: the layouts lack its source.
    """
    if asset.recipe == "font":
        return webfont(int(asset.source))
    data = world.read(asset.source)
    if asset.recipe == "copy":
        return data
    return (stylesheet(load_themes(world), THEMES[Kind.NEWS]) + data.decode("utf-8")).encode()
