"""Plates: a group of lines in; the same lines on a dark field, so that they stand on film, out."""

from __future__ import annotations

from dataclasses import replace

from generator.layout.display import Color, DisplayList, Fill, Group

_PAD = 0.45  # em around the words
_BACK = Color(0, 0, 0, 0.78)


def plated(group: Group) -> Group:
    """Return a group of lines on a plate; a group without lines as it is."""
    lines = DisplayList(0, 0, "px", (group,)).texts()
    if not lines:
        return group
    pad = _PAD * lines[0].size
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    x, y = min(lefts) - pad, min(tops) - pad
    plate = Fill(x, y, max(rights) + pad - x, max(bottoms) + pad - y, _BACK, pad / 2)
    return replace(group, items=(plate, *lines))
