"""The plan of the share kits: a Library and what stands in output/ in, artifacts out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from generator.build.artifact import Artifact
from generator.build.recipes.kit import Kit, KitPicture
from generator.build.studio import Studio
from generator.content.model import Library, Message, Status, Surface, Ward
from generator.layout.formats import Format
from generator.layout.wording import page_url
from generator.site.sharing import alt_text, caption


class Standing(Protocol):
    """A file of the output as its ledger or manifest knows it."""

    @property
    def sha256(self) -> str:
        """Return the hash of its bytes."""


def kit_path(ward: str, message: str) -> str:
    """Return the output path of the kit of a message for a ward."""
    return f"kits/{ward}/{message}.zip"


def plan_kits(
    library: Library, standing: Mapping[str, Standing], studio: Studio
) -> dict[str, Artifact]:
    """Return the kits of all current messages for social networks, by output path.

    They are planned when the pictures are done: a kit holds their very bytes, and holds those
    alone that stand. A message of which no picture stands has no kit.

    Args:
        library: checked content.
        standing: output path → hash of what is published and is as planned; a picture whose newest
            form is held back must be left out, as its old words do not fit the new caption.
        studio: formats, project and moment.
    """
    formats = [fmt for fmt in studio.formats.values() if fmt.medium == "social"]
    formats.sort(key=lambda fmt: (fmt.height / fmt.width, fmt.id))
    found: dict[str, Artifact] = {}
    for message in library.live():
        current = message.status(studio.now) is Status.CURRENT
        if not current or Surface.SOCIAL not in message.surfaces:
            continue
        for ward in library.reached(message):
            pictures = _pictures(message, ward, formats, standing)
            if pictures:
                kit = _kit(message, ward, library, pictures)
                found[kit.path] = kit
    return found


def _pictures(
    message: Message, ward: Ward, formats: list[Format], standing: Mapping[str, Standing]
) -> tuple[KitPicture, ...]:
    folder = f"social/{ward.slug}/{message.id}"
    paths = (f"{folder}/{fmt.id}.{fmt.suffix}" for fmt in formats)
    return tuple(KitPicture(path, standing[path].sha256) for path in paths if path in standing)


def _kit(
    message: Message, ward: Ward, library: Library, pictures: tuple[KitPicture, ...]
) -> Artifact:
    campaign = library.campaign
    url = page_url(ward, message.id) if Surface.WEB in message.surfaces else ""
    kit = Kit(
        caption(message, campaign, url),
        alt_text(message, campaign, f"{ward.name}, {campaign.city}"),
        pictures,
    )
    path, batch = kit_path(ward.slug, message.id), f"kit/{ward.slug}"
    return Artifact(path, kit, kit.inputs(), batch, Surface.SOCIAL, message.id, ward.slug)
