"""Painters: display lists and timelines in, bytes of PNG, JPEG, BMP, PDF and MP4 out."""
