"""Share kits: the published social pictures of a message and its words in, one ZIP out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.build.artifact import Made
from generator.build.recipes.base import common, digest_once
from generator.build.studio import Studio
from generator.build.zips import note, stored
from generator.canonical import digest

CAPTION, ALT = "chu-thich.txt", "mo-ta-anh.txt"


@dataclass(frozen=True, slots=True)
class KitPicture:
    """A picture of a kit: where it stands below output/, and its hash."""

    path: str
    sha256: str

    @property
    def name(self) -> str:
        """Return its name in the kit."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Kit:
    """All that a person needs to post a message: pictures, caption, alt text.

    Attributes:
        caption, alt: words as they shall be pasted.
        pictures: in the order in which they stand in the ZIP.
    """

    caption: str
    alt: str
    pictures: tuple[KitPicture, ...]

    weight: ClassVar[float] = 0.01

    def inputs(self) -> Mapping[str, str]:
        """Return the hashes of all it depends on."""
        pictures = {f"picture {picture.name}": picture.sha256 for picture in self.pictures}
        order = digest_once(tuple(picture.name for picture in self.pictures))
        words = {"words": digest([self.caption, self.alt]), "order": order}
        return {**common(self), **words, **pictures}

    def make(self, studio: Studio, path: str) -> Made:
        """Put the words and the pictures as they stand in output/ into one file."""
        del path
        words = [(CAPTION, note(self.caption)), (ALT, note(self.alt))]
        output = studio.project.output
        pictures = [(p.name, (output / p.path).read_bytes()) for p in self.pictures]
        return Made(stored([*words, *pictures]))
