"""Videos: a timeline in, an H.264 MP4 out, each second of it encoded once."""

from generator.paint.video.video import Video, make_video, poster_frame

__all__ = ["Video", "make_video", "poster_frame"]
