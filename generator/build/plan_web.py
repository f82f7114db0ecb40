"""The plan of everything made of HTML: a Library and the finished pictures in, artifacts out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.build.artifact import Artifact
from generator.build.recipes.page import WebAsset, WebPage
from generator.build.recipes.picture import Logo
from generator.build.studio import Studio
from generator.content.model import Library, Surface, Ward
from generator.site.assets import Asset, site_assets
from generator.site.page import Page
from generator.site.pages import plan_pages
from generator.site.proof import proof_assets
from generator.site.templates import templates_digest


def plan_site(
    library: Library, studio: Studio, sizes: Mapping[str, int], captions: Mapping[str, str]
) -> dict[str, Artifact]:
    """Return the pages and assets of all wards, and the assets of the proof, by output path.

    Args:
        library: checked content.
        studio: project and moment.
        sizes: path → bytes of the files that stand in output/; pages link to nothing else.
        captions: path → text of those that are WebVTT; pages carry it.
    """
    templates = templates_digest(studio.world)
    found: dict[str, Artifact] = {}
    assets = site_assets(studio.world)
    for asset in proof_assets(studio.world):
        found[f"proof/{asset.path}"] = _asset("proof", asset, None, studio)
    for ward in library.wards:
        base = f"web/{ward.slug}/"
        for asset in assets:
            found[base + asset.path] = _asset(f"web/{ward.slug}", asset, ward, studio)
        logo = _logo(base, ward)
        found.update({artifact.path: artifact for artifact in logo})
        own = {p.removeprefix(base): size for p, size in sizes.items() if p.startswith(base)}
        told = {p.removeprefix(base): vtt for p, vtt in captions.items() if p.startswith(base)}
        own.update({asset.path: 0 for asset in assets})
        own.update({artifact.path.removeprefix(base): 0 for artifact in logo})
        for page in plan_pages(library, ward, studio.now, own, told):
            found[base + page.path] = _page(base, page, templates, ward.slug)
    return found


def plan_proof(page: Page, studio: Studio) -> Artifact:
    """Return the artifact of the proof page."""
    recipe = WebPage(page)
    return Artifact(
        f"proof/{page.path}", recipe, recipe.inputs(templates_digest(studio.world)), "proof"
    )


def _asset(folder: str, asset: Asset, ward: Ward | None, studio: Studio) -> Artifact:
    recipe = WebAsset(asset)
    return Artifact(
        f"{folder}/{asset.path}",
        recipe,
        recipe.inputs(studio),
        f"asset/{asset.path}",
        Surface.WEB if ward else None,
        ward=ward.slug if ward else "",
    )


def _logo(base: str, ward: Ward) -> list[Artifact]:
    """Return the artifact of a ward's logo, if it has one."""
    if ward.logo is None:
        return []
    recipe = Logo(ward.logo)
    path = f"{base}assets/logo{PurePosixPath(ward.logo.path).suffix.lower()}"
    inputs, batch = recipe.inputs(), f"logo/{ward.slug}"
    return [Artifact(path, recipe, inputs, batch, Surface.WEB, ward=ward.slug)]


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
