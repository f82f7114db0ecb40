"""Pictures, film and sound as frozen values: what a checked file below content/media/ holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caption:
    """Spoken words, from `start` to `end` (s of their recording or video)."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Media:
    """A file below content/media/.

    Attributes:
        path: virtual path, "content/media/…" or "records/approved/…/media/…".
        sha256: hash of its bytes.
        width, height: px of a picture or film as it is shown, rotated; 0 for sound.
        author, licence, consent: as stated in media/<file>.toml, or "".
        seconds: length of a recording (s), 0 for a picture.
        audible: whether a recording has sound.
        captions: what is spoken in a recording, from media/<file>.vtt.
    """

    path: str
    sha256: str
    width: int = 0
    height: int = 0
    author: str = ""
    licence: str = ""
    consent: str = ""
    seconds: float = 0.0
    audible: bool = False
    captions: tuple[Caption, ...] = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """Staff's own footage, cut from `start` to `end` (s)."""

    media: Media
    start: float
    end: float
    title: str = ""
