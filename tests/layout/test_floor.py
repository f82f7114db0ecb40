"""On every format and on very small boards: no type below the floor, none cut, none overlapping."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from generator.content.model import Kind, Media
from generator.layout.compose import Surfaces, compose, compose_closing, load_surfaces
from generator.layout.display import DisplayList, Group, QrCode, TextRun
from generator.layout.formats import Format, load_formats, load_themes
from generator.layout.motion import timeline
from generator.layout.script import Script
from generator.layout.wording import Wording
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
MakeWords = Callable[..., Wording]
Box = tuple[float, float, float, float]

SIZES = ((128, 64), (256, 128), (192, 96), (320, 160))
SMALL = [
    *(Format(f"board-{w}x{h}", "board", w, h) for w, h in SIZES),
    *(Format(f"video-{w}x{h}", "video", w, h, file="mp4") for w, h in SIZES),
]
TINY = Format("board-64x32", "board", 64, 32)
ALL = (
    "lintel-rgb", "apartment-p5", "hall-p3", "tv-landscape", "tv-portrait", "poster-a3",
    "social-1200x630", "video-16x9", "video-9x16", "video-lintel-rgb", "video-apartment-p5",
    "video-hall-p3", "strip32-mono",
)  # fmt: skip
LOGO = Media("content/media/logo.png", "1", 480, 360)
PICTURE = Media("content/media/a.jpg", "0", 1920, 1280)
LONG = (
    "Trước khi chia sẻ một tin lạ, hãy dừng lại, đọc cả bài, xem ai viết, tìm nguồn chính thức, "
    "hỏi người hiểu chuyện, rồi mới quyết định có gửi đi hay không"
)
SAYINGS: dict[str, dict[str, object]] = {
    "plain": {},
    "no ward": {"ward": "", "url": "", "publisher": "Ủy ban nhân dân thành phố Hà Nội"},
    "long": {"slogan": LONG, "short": "", "mark": "BẢN NHÁP"},
    "short": {"slogan": "Gọi 111", "mark": "BẢN MẪU", "logo": LOGO},
    "warning": {
        "kind": Kind.WARNING, "slogan": "Không bấm vào đường dẫn lạ trong Messenger, Zalo",
        "points": ("Gọi lại cho người gửi", "Không nhập mã OTP", "Báo công an phường"),
        "mark": "BẢN MẪU",
    },
    "fact-check": {
        "kind": Kind.FACT_CHECK, "claim": "Từ ngày 1/12 cấm bán hàng rong ở mọi ngõ trong phường",
        "fact": "Phường chưa ban hành quy định nào như vậy; mời xem bảng tin của phường.",
        "verdict": "Sai sự thật", "mark": "BẢN MẪU",
    },
    "beside a code": {"slogan": "Khoan bấm, khoan chuyển tiền – Gọi con cháu hỏi trước đã"},
    "event": {
        "kind": Kind.EVENT, "when": "Từ ngày 16 tháng 11 năm 2026 đến ngày 31 tháng 12 năm 2026",
        "where": "Nhà văn hóa phường, 1 phố Ngọc Hà", "mark": "BẢN NHÁP",
    },
    "picture": {"kind": Kind.STORY, "image": PICTURE, "alt": "Ngõ xanh", "logo": LOGO,
                "mark": "BẢN MẪU", "ward": "Phường Văn Miếu – Quốc Tử Giám"},
}  # fmt: skip


class Pages:
    """Everything that shows the words of a message on a format."""

    def __init__(self, world: MemoryWorld) -> None:
        self.world = world
        self.surfaces: Surfaces = load_surfaces(world)
        self.themes = load_themes(world)
        self.formats = load_formats(world)

    def of(self, words: Wording, fmt: Format) -> tuple[DisplayList, ...]:
        if fmt.medium == "video":
            script, theme = Script(words, "Tin Tốt"), self.themes[words.theme]
            film = timeline(script, fmt, theme, self.surfaces, self.world)
            return tuple(s.display for s in film.scenes if s.name.endswith("-hold"))
        return compose(words, fmt, self.themes[words.theme], self.surfaces, self.world)

    def card(self, words: Wording, fmt: Format) -> DisplayList:
        return compose_closing(words, fmt, self.themes[words.theme], self.surfaces, self.world)

    def both(self, words: Wording, fmt: Format) -> tuple[DisplayList, ...]:
        cards = (self.card(words, fmt),) if fmt.medium == "board" else ()
        return (*self.of(words, fmt), *cards)


@pytest.fixture
def pages(make_world: MakeWorld) -> Pages:
    return Pages(make_world())


def floor(fmt: Format, pages: Pages) -> float:
    """The smallest floor of the arrangements that serve a format's medium."""
    mm = fmt.unit == "mm"
    return min(
        s.legible_mm if mm else s.legible for s in pages.surfaces.all if fmt.medium in s.media
    )


def boxes(display: DisplayList) -> Iterator[tuple[str, Box]]:
    for group in display.items:
        assert isinstance(group, Group)
        runs = DisplayList(display.width, display.height, display.unit, (group,)).texts()
        if runs:
            lefts, tops, rights, bottoms = zip(*(run.box for run in runs), strict=True)
            yield group.name, (min(lefts), min(tops), max(rights), max(bottoms))


def code(display: DisplayList) -> Iterator[tuple[str, Box]]:
    group = display.group("qr")
    for item in group.items if group else ():
        assert isinstance(item, QrCode)
        yield "qr", (item.x, item.y, item.x + item.side, item.y + item.side)


def meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("saying", SAYINGS)
def test_no_type_is_too_small_cut_or_laid_over_other_type(
    saying: str, pages: Pages, words: MakeWords
) -> None:
    told = words(**SAYINGS[saying])
    for fmt in (*(pages.formats[name] for name in ALL), *SMALL):
        for display in pages.both(told, fmt):
            here = (fmt.id, [r.text for r in display.texts()])
            assert display.texts(), here
            for run in display.texts():
                assert run.size >= floor(fmt, pages) - 1e-6, (here, run.text, run.size)
                left, top, right, bottom = run.box
                assert left >= -0.01, here
                assert top >= -0.5, here
                assert right <= display.width + 0.01, here
                assert bottom <= display.height + 0.5, here
            found = [*boxes(display), *code(display)]
            for number, (name, box) in enumerate(found):
                for other, second in found[number + 1 :]:
                    assert not meet(box, second), (here, name, other)


@pytest.mark.parametrize("saying", [s for s in SAYINGS if s != "long"])
def test_on_the_smallest_board_what_is_shown_can_be_read(
    saying: str, pages: Pages, words: MakeWords
) -> None:
    told = words(**{**SAYINGS[saying], "slogan": "Gọi 111"})
    for display in pages.both(told, TINY):
        assert display.texts()
        for run in display.texts():
            assert run.size >= 11
            assert run.box[0] >= 0
            assert run.box[2] <= 64
            assert run.box[1] >= -0.5
            assert run.box[3] <= 32.5


@pytest.mark.parametrize("fmt", SMALL, ids=lambda f: f.id)
def test_a_small_closing_card_names_the_ward_or_the_publisher_first(
    fmt: Format, pages: Pages, words: MakeWords
) -> None:
    for told, name in (
        (words(), "Phường Ngọc Hà"),
        (words(ward="", publisher="Đoàn Thanh niên"), "Đoàn Thanh niên"),
    ):
        card = pages.card(told, fmt)
        first = card.group("ward")
        assert first is not None
        lines = [item for item in first.items if isinstance(item, TextRun)]
        assert " ".join(line.text for line in lines) == name
        assert lines[0].size == max(r.size for r in card.texts())


def test_where_no_name_fits_the_card_names_the_city(pages: Pages, words: MakeWords) -> None:
    card = pages.card(words(ward="", publisher="Bộ nội dung mẫu Tin Tốt"), TINY)
    assert [r.text for r in card.texts()] == ["Thành phố", "Hà Nội"]


def test_a_warning_takes_few_pages_on_a_tiny_board(pages: Pages, words: MakeWords) -> None:
    told = words(Kind.WARNING, slogan="Không bấm vào đường dẫn lạ", mark="BẢN MẪU")
    *message, sample = pages.of(told, SMALL[0])
    assert 1 <= len(message) <= 3
    assert all(run.size >= 11 for d in message for run in d.texts())
    assert [r.text for r in sample.texts()] == ["BẢN MẪU"]
    assert len(pages.of(replace(told, mark=""), SMALL[0])) == len(message)
