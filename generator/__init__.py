"""Tin Tốt: from one Markdown message to pages, board pictures, posters, videos and a stick."""

__version__ = "0.1.0"
