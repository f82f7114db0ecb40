"""The plan of what stands beside pages and belongs to no message: wards in, artifacts out."""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.build.artifact import Artifact
from generator.build.recipes.page import WebAsset, WebPage
from generator.build.recipes.picture import Logo
from generator.build.studio import Studio
from generator.content.model import Library, Surface, Ward
from generator.site.assets import Asset, proof_assets, site_assets, ward_assets
from generator.site.page import Page
from generator.site.templates import templates_digest


def plan_assets(library: Library, studio: Studio) -> dict[str, Artifact]:
    """Return the styles, scripts, fonts, ornaments and logos of all wards and of the proof."""
    found: dict[str, Artifact] = {}
    for asset in proof_assets(studio.world):
        artifact = _asset("proof", asset, None, studio)
        found[artifact.path] = artifact
    assets = site_assets(studio.world)
    alike = [_asset("", asset, None, studio) for asset in assets]
    for ward in library.wards:
        base = f"web/{ward.slug}"
        for artifact in alike:
            path = base + artifact.path
            found[path] = artifact.at(path, Surface.WEB, ward.slug)
        for asset in ward_assets(ward):
            own = _asset(base, asset, ward, studio)
            found[own.path] = own
        found.update({artifact.path: artifact for artifact in _logo(base, ward)})
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
    path = f"{base}/assets/logo{PurePosixPath(ward.logo.path).suffix.lower()}"
    inputs, batch = recipe.inputs(), f"logo/{ward.slug}"
    return [Artifact(path, recipe, inputs, batch, Surface.WEB, ward=ward.slug)]
