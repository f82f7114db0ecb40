"""The plan of everything made of HTML: a Library and the finished pictures in, artifacts out."""

from __future__ import annotations

from collections.abc import Mapping

from generator.build.artifact import Artifact
from generator.build.recipes.page import WebAsset, WebPage
from generator.build.studio import Studio
from generator.canonical import digest
from generator.content.model import Library, Surface
from generator.site.assets import site_assets
from generator.site.page import Page
from generator.site.pages import plan_pages


def plan_site(library: Library, studio: Studio, sizes: Mapping[str, int]) -> dict[str, Artifact]:
    """Return the pages and assets of all wards, and the assets of the proof, by output path.

    Args:
        library: checked content.
        studio: project and moment.
        sizes: path → bytes of the files that stand in output/; pages link to nothing else.
    """
    templates = templates_digest(studio)
    found: dict[str, Artifact] = {}
    assets = site_assets(studio.world)
    for folder, ward in [*((f"web/{w.slug}", w.slug) for w in library.wards), ("proof", "")]:
        for asset in assets:
            recipe = WebAsset(asset)
            path = f"{folder}/{asset.path}"
            inputs = recipe.inputs(studio)
            batch = f"asset/{asset.path}"
            surface = Surface.WEB if ward else None
            found[path] = Artifact(path, recipe, inputs, batch, surface, ward=ward)
    for ward in library.wards:
        base = f"web/{ward.slug}/"
        own = {p.removeprefix(base): size for p, size in sizes.items() if p.startswith(base)}
        own.update({asset.path: 0 for asset in assets})
        for page in plan_pages(library, ward, studio.now, own):
            found[base + page.path] = _page(base, page, templates, ward.slug)
    return found


def templates_digest(studio: Studio) -> str:
    """Return the hash of every template."""
    world = studio.world
    return digest([[path, world.digest(path)] for path in world.files("layouts/web")])


def _page(base: str, page: Page, templates: str, ward: str) -> Artifact:
    recipe = WebPage(page)
    path = base + page.path
    message = page.path.removeprefix("tin/").removesuffix(".html")
    return Artifact(
        path,
        recipe,
        recipe.inputs(templates),
        f"page/{ward}",
        Surface.WEB,
        message if page.path.startswith("tin/") else "",
        ward,
    )
