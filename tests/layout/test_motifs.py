"""Motifs are shapes: whole, inside their radius, the same every time."""

import pytest

from generator.layout.display import Color
from generator.layout.motifs import MOTIFS, RAYS, motif, star

INK, GROUND = Color(255, 200, 61), Color(11, 86, 69)


@pytest.mark.parametrize("name", sorted(MOTIFS))
def test_motifs_scale_with_their_radius(name: str) -> None:
    small = motif(name, 0.0, 0.0, 100.0, INK, GROUND)
    large = motif(name, 0.0, 0.0, 200.0, INK, GROUND)
    assert [s.width * 2 for s in small] == pytest.approx([s.width for s in large])
    assert len(small) == len(large)


def test_the_drum_is_round_and_its_star_has_fourteen_rays() -> None:
    points = [p for s in motif("drum", 0.0, 0.0, 100.0, INK, GROUND) for q in s.polygons for p in q]
    assert max(x * x + y * y for x, y in points) <= 100.0**2
    assert len(star(0, 0, 1, 0.3)) == 2 * RAYS
