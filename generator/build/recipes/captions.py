"""Captions: the script of a message and a format in, the WebVTT file beside its video out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.film import film, film_inputs
from generator.build.studio import Studio
from generator.layout.script import Script


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said in a video, and when; by night it is the same."""

    script: Script
    format: str

    weight: ClassVar[float] = 0.1
    night: ClassVar[bool] = False

    def inputs(self, layout: str, studio: Studio) -> Mapping[str, str]:
        """Return the hashes of all the captions depend on."""
        return film_inputs(self, layout, studio)

    def make(self, studio: Studio, path: str) -> Made:
        """Compose the timeline and write down what it says."""
        from generator.layout.captions import web_vtt  # noqa: PLC0415 - only to make them

        del path
        return Made(web_vtt(film(self, studio)).encode("utf-8"))
