"""Words of messages for layouts, visible in the tests that change them, and their videos."""

from collections.abc import Callable

import pytest
from motion_kit import NEWS, TINY

from generator.content.model import Kind
from generator.layout.formats import load_formats, load_themes
from generator.layout.motion import timeline
from generator.layout.script import Script
from generator.layout.surfaces import load_surfaces
from generator.layout.timeline import Timeline
from generator.layout.wording import CHIPS, THEMES, Wording
from generator.world import MemoryWorld

MakeWords = Callable[..., Wording]
MakeWorld = Callable[..., MemoryWorld]


@pytest.fixture
def words() -> MakeWords:
    """Return a maker of wordings: a kind and whatever differs from a plain message of a ward."""

    def make(kind: Kind = Kind.NEWS, **changes: object) -> Wording:
        values: dict[str, object] = {
            "id": "tin-tot", "kind": kind, "theme": THEMES[kind], "chip": CHIPS[kind],
            "slogan": "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp",
            "short": "Mỗi ngày một tin tốt",
            "support": "Cùng lan tỏa điều tử tế trên không gian mạng", "points": (), "claim": "",
            "verdict": "", "fact": "", "when": "", "where": "",
            "source": "Kế hoạch 287/KH-UBND ngày 14/12/2021",
            "publisher": "Ủy ban nhân dân phường Ngọc Hà", "ward": "Phường Ngọc Hà",
            "city": "Thành phố Hà Nội", "url": "https://phuong.example/x/tin/tin-tot.html",
            "image": None, "alt": "", "logo": None, "maker": "", "mark": "", "language": "vi",
        }  # fmt: skip
        return Wording(**{**values, **changes})  # type: ignore[arg-type]

    return make


_made: dict[tuple[Script, str], Timeline] = {}


@pytest.fixture
def make_film(make_world: MakeWorld) -> Callable[..., Timeline]:
    """Return a maker of videos; what one test has made the others need not make again."""
    world = make_world()
    formats = {**load_formats(world), TINY.id: TINY}
    themes, surfaces = load_themes(world), load_surfaces(world)

    def made(words: Wording = NEWS, fmt: str = "video-16x9", **extra: object) -> Timeline:
        script = Script(words, "Tin Tốt", **extra)  # type: ignore[arg-type] # clip, voice, music
        if (script, fmt) not in _made:
            theme = themes[words.theme]
            _made[script, fmt] = timeline(script, formats[fmt], theme, surfaces, world)
        return _made[script, fmt]

    return made
