"""A ward's logo: beside its name, in its own proportions, and never at the cost of the words."""

from collections.abc import Callable

import pytest

from generator.content.model import Kind, Media
from generator.layout.compose import compose, compose_closing, load_surfaces
from generator.layout.display import DisplayList, Group, Picture, TextRun
from generator.layout.formats import Format, load_formats, load_themes
from generator.layout.wording import Wording
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
MakeWords = Callable[..., Wording]
MakeStill = Callable[..., DisplayList]
LOGO = Media("content/media/logo.png", "1", 500, 400)


@pytest.fixture
def still(make_world: MakeWorld) -> MakeStill:
    """Return a maker of the first still, or of the closing card, of words on a format."""
    world = make_world()
    surfaces, themes, formats = load_surfaces(world), load_themes(world), load_formats(world)

    def make(words: Wording, fmt: str | Format, *, card: bool = False) -> DisplayList:
        place = formats[fmt] if isinstance(fmt, str) else fmt
        theme = themes[words.theme]
        if card:
            return compose_closing(words, place, theme, surfaces, world)
        return compose(words, place, theme, surfaces, world)[0]

    return make


def logos(display: DisplayList) -> list[tuple[Group, Picture]]:
    return [
        (group, item)
        for group in display.items
        if isinstance(group, Group)
        for item in group.items
        if isinstance(item, Picture) and item.media == LOGO
    ]


def named(group: Group) -> list[TextRun]:
    return [item for item in group.items if isinstance(item, TextRun)]


PLACES = [
    ("hall-p3", "ward", False), ("outdoor-p5", "foot", False),
    ("tv-landscape", "ward", False), ("tv-portrait", "ward", False),
    ("poster-a3", "ward", False), ("social-1200x630", "foot", False),
    ("video-16x9", "ward", True), ("video-9x16", "ward", True),
    ("video-apartment-p5", "ward", True), ("video-lintel-rgb", "ward", True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "role", "card"), PLACES)
@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.CONTEST])
def test_the_logo_stands_before_the_name_of_its_ward(
    name: str, role: str, card: bool, kind: Kind, still: MakeStill, words: MakeWords
) -> None:
    display = still(words(kind, logo=LOGO), name, card=card)
    ((group, logo),) = logos(display)
    assert group.name == role
    line = named(group)[0]
    assert "Phường Ngọc Hà" in " ".join(run.text for run in named(group))
    assert logo.clear
    assert logo.alt == "Biểu trưng Phường Ngọc Hà"
    assert logo.w / logo.h == pytest.approx(500 / 400)
    assert logo.h <= 1.6 * line.size + 1e-6
    assert logo.h >= (8 if display.unit == "mm" else 24)
    assert logo.x >= 0
    assert logo.x + logo.w < line.box[0]
    assert logo.y >= 0
    assert logo.y + logo.h <= display.height
    assert logo.y < line.y < logo.y + logo.h
    assert all(
        run.box[0] >= logo.x + logo.w or run.box[1] >= logo.y + logo.h or run.box[3] <= logo.y
        for run in display.texts()
    )


@pytest.mark.parametrize(("name", "role", "card"), PLACES)
def test_no_word_goes_for_a_logo(
    name: str, role: str, card: bool, still: MakeStill, words: MakeWords
) -> None:
    bare = still(words(), name, card=card)
    with_logo = still(words(logo=LOGO), name, card=card)
    assert with_logo.group(role) is not None
    for said in {g.name for g in bare.items if isinstance(g, Group)} - {"seal", "source", "scan"}:
        before, after = bare.group(said), with_logo.group(said)
        assert before is not None
        assert after is not None, said
        assert " ".join(r.text for r in named(after)) == " ".join(r.text for r in named(before))


def test_a_logo_too_small_to_be_seen_is_left_out(still: MakeStill, words: MakeWords) -> None:
    told = words(logo=LOGO)
    assert not logos(still(told, "outdoor-p10"))
    assert not logos(still(told, Format("tiny", "board", 128, 64)))
    assert still(told, "video-apartment-p5", card=True).group("seal") is None
    small = still(told, Format("tiny", "video", 256, 128, file="mp4"), card=True)
    assert logos(small) or small.group("seal") is not None


@pytest.mark.parametrize("name", ["hall-p3", "tv-landscape", "tv-portrait", "poster-a3"])
def test_a_fact_check_keeps_its_foot_with_the_logo(
    name: str, still: MakeStill, words: MakeWords
) -> None:
    told = words(
        Kind.FACT_CHECK, claim="Chỉ chia sẻ lại thì không bị phạt", verdict="Sai", logo=LOGO,
        fact="Chia sẻ thông tin giả mạo trên mạng xã hội là hành vi bị xử phạt",
    )  # fmt: skip
    display = still(told, name)
    assert display.group("claimfield") is not None
    assert len(logos(display)) == 1


def test_a_long_logo_is_set_lower(still: MakeStill, words: MakeWords) -> None:
    banner = Media(LOGO.path, LOGO.sha256, 1200, 200)
    display = still(words(logo=banner), "tv-landscape")
    ward = display.group("ward")
    assert ward is not None
    (logo,) = (item for item in ward.items if isinstance(item, Picture))
    assert logo.w / logo.h == pytest.approx(6)
    assert logo.h < 1.6 * named(ward)[0].size * 0.6


def test_without_a_ward_there_is_no_logo(still: MakeStill, words: MakeWords) -> None:
    assert not logos(still(words(logo=LOGO, ward=""), "tv-landscape"))
