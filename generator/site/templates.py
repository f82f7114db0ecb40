"""The web layout's templates: a world in, their text and one hash of them all out."""

from __future__ import annotations

from generator.canonical import digest
from generator.world import World

FOLDER = "layouts/web"


def templates_digest(world: World) -> str:
    """Return what identifies all templates."""
    return digest({path: world.digest(path) for path in template_files(world)})


def template_files(world: World) -> tuple[str, ...]:
    """Return the templates and what they include; other files of the layout are assets."""
    ends = (".html", ".xml", "lost.css")
    return tuple(path for path in world.files(FOLDER) if path.endswith(ends))
