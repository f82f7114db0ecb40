"""The sound track of a video: packets of AAC with their header, ready to be muxed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sound:
    """Encoded sound, AAC-LC, stereo.

    Attributes:
        header: AudioSpecificConfig (extradata).
        packets: in order, without gaps; the first one begins with the video.
        rate: samples a second.
        samples: of each packet. The last one may reach past the end of the video by less than
            that; it is silent there.
    """

    header: bytes
    packets: tuple[bytes, ...]
    rate: int = 48_000
    samples: int = 1024
