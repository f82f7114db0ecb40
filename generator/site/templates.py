"""The web layout's files: a world in, one hash of them all out."""

from __future__ import annotations

from generator.canonical import digest
from generator.world import World

FOLDER = "layouts/web"


def templates_digest(world: World) -> str:
    """Return what identifies all templates, styles and pictures of the web layout."""
    return digest({path: world.digest(path) for path in world.files(FOLDER)})
