"""Vietnamese text: strings in, normalised, checked, shaped and broken strings out."""
