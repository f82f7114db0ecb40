"""Checks of written videos: the bytes of an MP4 in; what keeps it from its board out."""
