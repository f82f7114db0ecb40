"""Stills as data: which arrangement, what stands where, and what is never done."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from generator.content.model import Kind, Media
from generator.layout.compose import Surfaces, compose, compose_closing, load_surfaces, surface_for
from generator.layout.display import DisplayList, Group, Picture, QrCode, Shape, TextRun
from generator.layout.formats import Format, Theme, load_formats, load_themes
from generator.layout.motifs import MOTIFS
from generator.layout.wording import Wording
from generator.text.phrases import TERMS
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
MakeWords = Callable[..., Wording]
LONG = (
    "Không đăng ảnh con người khác khi chưa được cha mẹ các em đồng ý, vì mỗi bức ảnh trên mạng "
    "xã hội có thể đi xa hơn ta nghĩ và ở lại rất lâu"
)
STILLS = (
    "strip32-mono", "lintel-rgb", "apartment-p5", "hall-p3", "tv-landscape", "tv-portrait",
    "poster-a3", "social-1200x630",
)  # fmt: skip


class Studio:
    """Everything a still needs besides its words."""

    def __init__(self, world: MemoryWorld) -> None:
        self.world = world
        self.formats: dict[str, Format] = load_formats(world)
        self.themes: dict[str, Theme] = load_themes(world)
        self.surfaces: Surfaces = load_surfaces(world)

    def stills(self, words: Wording, fmt: str) -> tuple[DisplayList, ...]:
        theme = self.themes[words.theme]
        return compose(words, self.formats[fmt], theme, self.surfaces, self.world)

    def still(self, words: Wording, fmt: str) -> DisplayList:
        return self.stills(words, fmt)[0]


@pytest.fixture
def studio(make_world: MakeWorld) -> Studio:
    return Studio(make_world())


def _names(display: DisplayList) -> list[str]:
    return [item.name for item in display.items if isinstance(item, Group)]


def _said(display: DisplayList, role: str) -> str:
    group = display.group(role)
    assert group is not None
    return " ".join(run.text for run in group.items if isinstance(run, TextRun))


def test_six_surfaces_are_arranged_in_six_ways(studio: Studio, words: MakeWords) -> None:
    formats = ("strip32-mono", "lintel-rgb", "apartment-p5", "tv-portrait", "tv-landscape",
               "poster-a3", "social-1200x630")  # fmt: skip
    used = [surface_for(studio.formats[f], words(), studio.surfaces).id for f in formats]
    assert used == [
        "strip-mono", "strip", "panel", "portrait", "wide", "poster-plain", "social",
    ]  # fmt: skip
    places = set()
    for name in formats[1:]:
        display = studio.still(words(), name)
        slogan = display.group("slogan")
        assert slogan is not None
        run = slogan.items[0]
        assert isinstance(run, TextRun)
        places.add((tuple(_names(display)), round(run.y / display.height, 2)))
    assert len(places) == 6


@pytest.mark.parametrize("name", STILLS)
def test_every_top_level_item_is_a_group_with_its_own_name(
    name: str, studio: Studio, words: MakeWords
) -> None:
    for display in studio.stills(words(mark="BẢN MẪU"), name):
        assert all(isinstance(item, Group) for item in display.items)
        assert len(set(_names(display))) == len(display.items)


@pytest.mark.parametrize("name", STILLS)
@pytest.mark.parametrize("slogan", ["Gọi 111", LONG])
def test_ink_stays_on_the_page_and_no_word_is_lost(
    name: str, slogan: str, studio: Studio, words: MakeWords
) -> None:
    stills = studio.stills(words(slogan=slogan, short="", mark="BẢN NHÁP"), name)
    said = " ".join(_said(d, "slogan") for d in stills if d.group("slogan"))
    assert said == slogan
    for display in stills:
        for run in display.texts():
            left, top, right, bottom = run.box
            assert left >= 0
            assert top >= -0.5
            assert right <= display.width
            assert bottom <= display.height + 0.5


def test_long_text_is_spread_over_stills_and_not_shrunk(studio: Studio, words: MakeWords) -> None:
    stills = studio.stills(words(slogan=LONG), "lintel-rgb")
    assert len(stills) > 1
    sizes = [r.size for d in stills for r in _runs(d, "slogan")]
    assert min(sizes) >= 64 * 0.328 - 1e-6


def _runs(display: DisplayList, role: str) -> list[TextRun]:
    group = display.group(role)
    assert group is not None
    return [item for item in group.items if isinstance(item, TextRun)]


def test_on_a_board_the_slogan_has_at_least_half_the_height(
    studio: Studio, words: MakeWords
) -> None:
    slogan = "Không bấm vào đường dẫn lạ trong Messenger, Zalo"
    display = studio.still(words(slogan=slogan), "apartment-p5")
    runs = _runs(display, "slogan")
    # Half the height, or nearly all the light that a board may shed.
    light = studio.surfaces.candidates(studio.formats["apartment-p5"], words(), "message")[0].ink
    strokes = sum(run.width * run.size * run.weight * 0.00043 for run in runs)
    high = runs[-1].box[3] - runs[0].box[1]
    assert high >= display.height / 2 or strokes >= 0.8 * light * display.width * display.height
    assert high >= display.height / 3


@pytest.mark.parametrize("name", ["apartment-p5", "hall-p3", "tv-landscape", "social-1200x630"])
def test_lines_are_flush_left_by_their_ink(name: str, studio: Studio, words: MakeWords) -> None:
    display = studio.still(words(slogan=LONG), name)
    for run in _runs(display, "slogan"):
        assert run.box[0] == pytest.approx(0.075 * display.height)


def test_support_is_cut_at_the_end_of_a_sentence(studio: Studio, words: MakeWords) -> None:
    support = "Gọi lại cho người gửi trước khi mở. " + "Kẻ xấu giả làm người quen. " * 6
    display = studio.still(words(support=support.strip()), "tv-landscape")
    said = _said(display, "support")
    assert support.startswith(said)
    assert said.endswith(".")
    assert said != support.strip()


def test_set_phrases_are_never_broken(studio: Studio, words: MakeWords) -> None:
    for name in STILLS:
        lines = [r.text for d in studio.stills(words(slogan=LONG), name) for r in d.texts()]
        joined = " ".join(lines).lower()
        for term in TERMS:
            whole = sum(line.lower().count(term) for line in lines)
            assert whole == joined.count(term)


def test_qr_stands_only_where_it_can_be_scanned(studio: Studio, words: MakeWords) -> None:
    for name in ("tv-landscape", "tv-portrait", "poster-a3"):
        group = studio.still(words(), name).group("qr")
        assert group is not None
        code = group.items[0]
        assert isinstance(code, QrCode)
        assert code.data == words().url
        assert studio.still(words(url=""), name).group("qr") is None
    # Boards hang too far away, and a social picture is on the telephone that would scan it.
    for name in ("lintel-rgb", "apartment-p5", "hall-p3", "social-1200x630"):
        assert studio.still(words(), name).group("qr") is None


def test_a_fact_check_sets_the_struck_claim_against_the_fact(
    studio: Studio, words: MakeWords
) -> None:
    told = words(
        Kind.FACT_CHECK,
        slogan="Chưa có lệnh cấm bán hàng rong",
        claim="Từ ngày 1/12 cấm bán hàng rong",
        fact="Phường chưa ban hành quy định nào như vậy",
        verdict="Sai sự thật",
    )
    for name in ("apartment-p5", "hall-p3", "tv-landscape", "tv-portrait", "poster-a3"):
        display = studio.still(told, name)
        assert _said(display, "claim") == told.claim
        assert _said(display, "fact") == told.fact
        claim = display.group("claim")
        assert claim is not None
        strikes = [i for i in claim.items if isinstance(i, Shape)]
        assert len(strikes) == len(_runs(display, "claim"))
        assert display.group("claimfield") is not None
    assert studio.still(told, "lintel-rgb").group("claim") is None


def test_a_picture_takes_the_place_of_the_motif(make_world: MakeWorld, words: MakeWords) -> None:
    stream = BytesIO()
    Image.new("RGB", (400, 300), (200, 120, 40)).save(stream, "PNG")
    path = "content/media/a.png"
    studio = Studio(make_world({path: stream.getvalue()}))
    told = words(Kind.STORY, image=Media(path, "0", 400, 300), alt="Ngõ xanh")
    for name in ("apartment-p5", "tv-landscape", "tv-portrait", "poster-a3", "social-1200x630"):
        display = studio.still(told, name)
        group = display.group("picture")
        assert group is not None
        assert isinstance(group.items[0], Picture)
        assert group.items[0].alt == "Ngõ xanh"
        assert display.group("motif") is None


def test_the_kind_chooses_the_motif_and_text_stands_on_no_more_than_six_percent(
    studio: Studio, words: MakeWords
) -> None:
    seen = set()
    for kind in (Kind.NEWS, Kind.STORY, Kind.RULE, Kind.EVENT):
        display = studio.still(words(kind), "tv-landscape")
        motif, veil = display.group("motif"), display.group("veil")
        assert motif is not None
        assert veil is not None
        assert 0.08 <= motif.opacity <= 0.16
        solid = veil.items[0]
        assert motif.opacity * (1 - solid.paint.start.a) <= 0.06 + 1e-9  # type: ignore[union-attr]
        seen.add(motif.items)
    assert len(seen) == len(MOTIFS)


@pytest.mark.parametrize("name", STILLS)
def test_samples_and_drafts_are_marked_everywhere(
    name: str, studio: Studio, words: MakeWords
) -> None:
    for mark in ("BẢN MẪU", "BẢN NHÁP"):
        stills = studio.stills(words(mark=mark), name)
        marked = [d for d in stills if d.group("mark") is not None]
        assert _said(marked[-1], "mark") == mark
        assert marked if name == "strip32-mono" else marked == list(stills)
    assert all(d.group("mark") is None for d in studio.stills(words(), name))


def test_closing_cards_name_ward_publisher_source_and_city(
    studio: Studio, words: MakeWords
) -> None:
    for name in ("video-16x9", "video-9x16", "video-apartment-p5"):
        told = words()
        fmt, theme = studio.formats[name], studio.themes[told.theme]
        display = compose_closing(told, fmt, theme, studio.surfaces, studio.world)
        said = " ".join(run.text for run in display.texts())
        for text in (told.ward, told.publisher, told.source, told.city):
            assert text in said
        assert display.group("motif") is not None


def test_themes_keep_their_contrast(studio: Studio) -> None:
    for theme in studio.themes.values():
        assert theme.text.contrast(theme.ground_to) >= 7
        assert theme.accent.contrast(theme.ground_to) >= 4.5
        assert theme.chip_text.contrast(theme.accent) >= 4.5
        assert theme.text.contrast(theme.muted) >= 4.5


def test_a_small_board_still_gets_readable_words(studio: Studio, words: MakeWords) -> None:
    fmt = Format("tiny", "board", 128, 64, pitch_mm=5)
    told = words(mark="BẢN MẪU")
    stills = compose(told, fmt, studio.themes[told.theme], studio.surfaces, studio.world)
    assert min(r.size for d in stills[:-1] for r in _runs(d, "slogan")) >= 11
    assert _said(stills[-1], "sample") == "BẢN MẪU"


def test_an_unknown_key_in_an_arrangement_names_its_file(make_world: MakeWorld) -> None:
    world = make_world({"layouts/surfaces/odd.toml": 'role = "message"\ncolour = 1\n'})
    with pytest.raises(ValueError, match=r"odd\.toml"):
        load_surfaces(world)
