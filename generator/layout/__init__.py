"""Where everything stands: words and a format in, display lists and timelines out."""
