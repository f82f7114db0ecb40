"""What recipes of one film share: a script and a format in, its timeline and its inputs out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from generator.build.recipes.base import Here, common, digest_once
from generator.build.recipes.still import drawn
from generator.build.studio import Studio
from generator.layout.formats import Format
from generator.layout.script import Script

if TYPE_CHECKING:
    from generator.layout.timeline import Timeline

PACKAGES = ("av", "moviepy", "pillow", "uharfbuzz", "segno")


class Filmed(Protocol):
    """A recipe that makes something of the film of a message in a format."""

    @property
    def script(self) -> Script:
        """Return what the film says, shows and lets hear."""

    @property
    def format(self) -> str:
        """Return the id of its format."""

    @property
    def night(self) -> bool:
        """Return whether it is the form for the dark."""


def script_for(script: Script, fmt: Format) -> Script:
    """Return what a format lets see and hear of a script: most boards are silent.

    A new recording then touches no video that does not let it hear.
    """
    return script if fmt.sound else replace(script, voice=None, music=None)


def film_inputs(recipe: Filmed, layout: str, studio: Studio) -> Mapping[str, str]:
    """Return the hashes of all a film depends on; `layout` hashes the surfaces.

    Recordings count by the hash of their bytes and by what is spoken in them. The settings of the
    encoder are part of the code.
    """
    script = recipe.script
    return {
        **common(recipe, *PACKAGES),
        **drawn(script.words, recipe.format, layout, studio, night=recipe.night),
        "campaign": digest_once(script.campaign),
        "recordings": digest_once((script.clip, script.voice, script.music)),
    }


def film(recipe: Filmed, studio: Studio) -> Timeline:
    """Return the timeline of a recipe's film; its seconds, frame and captions ask in turn."""
    return _film(Here(studio), recipe.script, recipe.format, recipe.night)


@lru_cache(maxsize=16)
def _film(here: Here, script: Script, fmt: str, night: bool) -> Timeline:  # noqa: FBT001 - a key
    from generator.layout.motion import timeline  # noqa: PLC0415 - only to make a film

    studio = here.studio
    theme = studio.theme(script.words.theme, night=night)
    return timeline(script, studio.formats[fmt], theme, studio.surfaces, studio.world)
