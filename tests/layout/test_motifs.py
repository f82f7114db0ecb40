"""Motifs are shapes: whole, inside their radius, the same every time."""

import pytest

from generator.layout.display import Color
from generator.layout.motifs import MOTIFS, motif
from generator.layout.outlines import RAYS, star

INK, GROUND = Color(255, 200, 61), Color(11, 86, 69)


@pytest.mark.parametrize("fine", [True, False])
@pytest.mark.parametrize("name", sorted(MOTIFS))
def test_motifs_scale_with_their_radius(name: str, fine: bool) -> None:
    small = motif(name, 0.0, 0.0, 100.0, INK, GROUND, fine=fine)
    large = motif(name, 0.0, 0.0, 200.0, INK, GROUND, fine=fine)
    assert [s.width * 2 for s in small] == pytest.approx([s.width for s in large])
    assert len(small) == len(large)


def test_the_drum_is_round_and_its_star_has_fourteen_rays() -> None:
    for fine in (True, False):
        drum = motif("drum", 0.0, 0.0, 100.0, INK, GROUND, fine=fine)
        points = [p for s in drum for q in s.polygons for p in q]
        assert max(x * x + y * y for x, y in points) <= 100.0**2
    assert len(star(0, 0, 1, 0.3)) == 2 * RAYS


@pytest.mark.parametrize("name", sorted(MOTIFS))
def test_for_few_pixels_a_motif_has_fewer_and_wider_strokes(name: str) -> None:
    fine, plain = (motif(name, 0.0, 0.0, 100.0, INK, GROUND, fine=f) for f in (True, False))
    assert sum(len(s.polygons) for s in plain) < sum(len(s.polygons) for s in fine)
    assert min(s.width for s in plain if s.stroke) > min(s.width for s in fine if s.stroke)
