"""Videos: a timeline in, an H.264 MP4 out, each second of it encoded once."""

from generator.paint.video.video import (
    Stretch,
    Video,
    encode_stretch,
    make_video,
    missing,
    poster_frame,
    poster_image,
)

__all__ = [
    "Stretch",
    "Video",
    "encode_stretch",
    "make_video",
    "missing",
    "poster_frame",
    "poster_image",
]
