"""What staff wrote: files in, one checked Library of frozen values out."""
