"""One- and two-colour boards: largest type, few pages, nothing cut, the right lights."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from generator.content.model import Kind
from generator.layout.compose import Surfaces, compose, compose_closing, load_surfaces, surface_for
from generator.layout.display import DisplayList, TextRun
from generator.layout.formats import Format, load_formats, load_themes
from generator.layout.onecolor import FREE, one_color_strip
from generator.layout.wording import Wording
from generator.paint.raster import paint_still
from generator.world import HANOI, MemoryWorld

ROOT = Path(__file__).parent.parent.parent
MakeWords = Callable[..., Wording]
BOARDS = ("strip16-mono", "strip32-mono", "gate64-mono", "lobby-dual")
SAYINGS = {
    "Khoan bấm, khoan chuyển tiền – Gọi con cháu hỏi trước đã": "Chưa chắc, gọi con cháu",
    "Bình luận tử tế, Hà Nội thêm đẹp": "Bình luận tử tế nhé!",
    "Chia sẻ lại tin giả cũng phải chịu trách nhiệm": "Chia sẻ tin giả cũng bị phạt",
    "Giục chuyển tiền, đòi mã OTP – Dập máy, báo 156": "Đòi mã OTP, dập máy ngay",
    "Đường dẫn lạ qua Messenger, Zalo – Đừng bấm, gọi hỏi lại": "Đường dẫn lạ, đừng bấm",
    "Ảnh con nhà người khác – Hỏi trước, đăng sau": "Ảnh trẻ em, hỏi rồi mới đăng",
    "Luật An ninh mạng mới – Ưu tiên trẻ em, người cao tuổi": "Đã có Luật An ninh mạng mới",
    "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp": "Mỗi ngày một tin tốt",
    "Gửi một lời cảm ơn, giữ một câu chuyện đẹp": "Tuần này, bạn cảm ơn ai?",
    "Nửa giờ Chủ nhật – Cả nhà dọn điện thoại": "Chủ nhật, dọn điện thoại",
    "Nghĩ kỹ trước khi đăng, tôn trọng khi bình luận": "Nghĩ kỹ trước khi đăng",
    "Xác thực tài khoản rồi mới đăng bài, bình luận": "Hãy xác thực tài khoản",
    "Năm câu hỏi, ba phút – Thử tài ứng xử trên mạng": "Thử tài ứng xử trên mạng",
    "Chưa rõ đúng sai, đừng vội chia sẻ": "Chưa rõ, chưa chia sẻ",
    "Con gặp chuyện trên mạng – Bình tĩnh lắng nghe, cần giúp gọi 111": "Trẻ em cần giúp, gọi 111",
    "Nhóm cư dân luôn xanh – Tin thật, lời hay, việc tốt": "Tin thật, lời hay, việc tốt",
}
HARDEST = (
    "NÂNG CAO Ý THỨC CỘNG ĐỒNG – GIỮ ẤM NGHĨA XÓM",
    "Ẳm Ễnh Ậm Ỗi Ựa Ẵng Ỷ Ỵ Ộ Ệ ỹ ỵ ặ ệ ộ ợ",
    "Nghiêng nghiêng NGHIỄNG khuỷu khuỵu – “giặc, gỡ”, (Ậ) [Ộ] Q;",
)
SIZES = ((64, 32), (192, 16), (128, 32), (192, 64), (512, 32), (96, 48), (64, 64), (1024, 16))
BLACK, RED, GREEN, YELLOW = (0, 0, 0), (255, 0, 0), (0, 255, 0), (255, 255, 0)


class Boards:
    """Everything that shows the words of a message on a board."""

    def __init__(self, world: MemoryWorld) -> None:
        self.world = world
        self.formats = load_formats(world)
        self.surfaces: Surfaces = load_surfaces(world)
        self.themes = load_themes(world)

    def pages(self, words: Wording, fmt: Format | str) -> tuple[DisplayList, ...]:
        board = self.formats[fmt] if isinstance(fmt, str) else fmt
        return compose(words, board, self.themes[words.theme], self.surfaces, self.world)

    def closing(self, words: Wording, fmt: Format | str) -> DisplayList:
        board = self.formats[fmt] if isinstance(fmt, str) else fmt
        return compose_closing(words, board, self.themes[words.theme], self.surfaces, self.world)

    def colors(self, page: DisplayList, fmt: str) -> set[tuple[int, int, int]]:
        image = Image.open(BytesIO(paint_still(page, self.formats[fmt], self.world)))
        found = image.convert("RGB").getcolors()
        assert found is not None
        return {color for _, color in found}


@pytest.fixture(scope="module")
def boards(cache: Path) -> Boards:
    paths = [path for path in sorted((ROOT / "layouts").rglob("*")) if path.is_file()]
    tree: dict[str, str | bytes] = {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in paths}
    return Boards(MemoryWorld(tree, datetime(2026, 11, 22, tzinfo=HANOI), cache))


def said(page: DisplayList, role: str = "slogan") -> list[str]:
    group = page.group(role)
    runs = group.items if group is not None else ()
    return [run.text for run in runs if isinstance(run, TextRun)]


def messages(words: MakeWords, **changes: object) -> Iterator[Wording]:
    for slogan, short in SAYINGS.items():
        yield words(slogan=slogan, short=short, **changes)
    for slogan in HARDEST:
        yield words(slogan=slogan, short="", **changes)


def every_page(boards: Boards, words: MakeWords, fmt: Format) -> Iterator[DisplayList]:
    for mark in ("", "BẢN MẪU"):
        for told in messages(words, mark=mark):
            yield from boards.pages(told, fmt)
    yield boards.closing(words(), fmt)


@pytest.mark.parametrize("name", BOARDS)
def test_nothing_is_cut_and_one_pixel_stays_free_at_the_sides(
    name: str, boards: Boards, words: MakeWords
) -> None:
    fmt = boards.formats[name]
    for page in every_page(boards, words, fmt):
        for run in page.texts():
            left, top, right, bottom = run.box
            assert left >= FREE, run.text
            assert top >= 0, run.text
            assert right <= fmt.width - FREE, run.text
            assert bottom <= fmt.height, run.text


@pytest.mark.parametrize("name", BOARDS)
def test_pixels_stay_inside_the_ink_boxes(name: str, boards: Boards, words: MakeWords) -> None:
    fmt = boards.formats[name]
    for told in messages(words, mark="BẢN NHÁP"):
        for page in boards.pages(told, fmt):
            data = paint_still(page, fmt, boards.world)
            image = Image.open(BytesIO(data)).convert("RGB").convert("L")
            for run in page.texts():
                left, top, right, bottom = (round(v) for v in run.box)
                image.paste(0, (left, top, right + 1, bottom + 1))
            assert image.getbbox() is None, page.title


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("depth", ["mono", "dual"])
def test_other_sizes_work_too(
    width: int, height: int, depth: str, boards: Boards, words: MakeWords
) -> None:
    fmt = Format("board", "board", width, height, depth=depth, file="bmp")  # type: ignore[arg-type]
    for slogan, short in list(SAYINGS.items())[:6]:
        for page in boards.pages(words(slogan=slogan, short=short, mark="BẢN MẪU"), fmt):
            assert page.texts()
            for run in page.texts():
                assert run.box[0] >= FREE
                assert run.box[2] <= width - FREE
                assert run.box[1] >= 0
                assert run.box[3] <= height


def test_lines_of_a_page_stay_apart(boards: Boards, words: MakeWords) -> None:
    for name in BOARDS:
        for page in every_page(boards, words, boards.formats[name]):
            group = page.group("slogan")
            runs = [r for r in group.items if isinstance(r, TextRun)] if group else []
            for one, two in pairwise(runs):
                assert two.box[1] - one.box[3] >= 1, page.title


@pytest.mark.parametrize("slogan", SAYINGS)
@pytest.mark.parametrize("name", ["strip32-mono", "gate64-mono", "lobby-dual"])
def test_the_whole_slogan_stands_on_one_page(
    name: str, slogan: str, boards: Boards, words: MakeWords
) -> None:
    (page,) = boards.pages(words(slogan=slogan, short=SAYINGS[slogan]), name)
    assert " ".join(said(page)) == slogan


def test_two_lines_stand_on_32_rows(boards: Boards, words: MakeWords) -> None:
    slogan = "Khoan bấm, khoan chuyển tiền – Gọi con cháu hỏi trước đã"
    (page,) = boards.pages(words(slogan=slogan), "strip32-mono")
    assert said(page) == ["Khoan bấm, khoan chuyển tiền –", "Gọi con cháu hỏi trước đã"]
    assert {run.face for run in page.texts()} == {"led-15"}


def test_sixteen_rows_show_the_slogan_else_the_short_form_else_its_parts(
    boards: Boards, words: MakeWords
) -> None:
    slogan = "Khoan bấm, khoan chuyển tiền – Gọi con cháu hỏi trước đã"
    (page,) = boards.pages(words(slogan="Bình luận tử tế, Hà Nội thêm đẹp"), "strip16-mono")
    assert said(page) == ["Bình luận tử tế, Hà Nội thêm đẹp"]
    (page,) = boards.pages(words(slogan=slogan, short="Chưa chắc, gọi con cháu"), "strip16-mono")
    assert said(page) == ["Chưa chắc, gọi con cháu"]
    pages = boards.pages(words(slogan=slogan, short=""), "strip16-mono")
    assert [said(page) for page in pages] == [
        ["Khoan bấm, khoan chuyển tiền –"],
        ["Gọi con cháu hỏi trước đã"],
    ]
    assert len({run.y for page in pages for run in page.texts()}) == 1


@pytest.mark.parametrize("name", BOARDS)
def test_text_covers_a_fifth_of_the_board(name: str, boards: Boards, words: MakeWords) -> None:
    fmt = boards.formats[name]
    for mark in ("", "BẢN MẪU"):
        for slogan, short in SAYINGS.items():
            told = words(slogan=slogan, short=short, mark=mark)
            for page in boards.pages(told, name):
                if len("".join(said(page)).replace(" ", "")) >= 16:
                    boxes = [run.box for run in page.texts()]
                    area = sum((r - left) * (b - t) for left, t, r, b in boxes)
                    assert area >= 0.2 * fmt.width * fmt.height, page.title


@pytest.mark.parametrize("name", BOARDS)
def test_a_short_slogan_is_as_large_as_it_can_be(
    name: str, boards: Boards, words: MakeWords
) -> None:
    fmt = boards.formats[name]
    (page,) = boards.pages(words(slogan="Gọi 111", short="", ward=""), name)
    runs = page.texts()
    wide = max(run.box[2] - run.box[0] for run in runs)
    high = max(run.box[3] for run in runs) - min(run.box[1] for run in runs)
    assert wide >= 0.75 * fmt.width or high >= 0.75 * fmt.height


def test_larger_boards_have_larger_letters(boards: Boards, words: MakeWords) -> None:
    told = words(slogan="Chia sẻ lại tin giả cũng phải chịu trách nhiệm", ward="")
    caps = []
    for name in ("strip16-mono", "strip32-mono", "gate64-mono"):
        (page,) = boards.pages(told, name)
        caps.append(page.texts()[0].size)
    assert caps == sorted(set(caps))


def test_no_line_ends_in_a_lone_short_word(boards: Boards, words: MakeWords) -> None:
    for name in BOARDS:
        for slogan, short in SAYINGS.items():
            for page in boards.pages(words(slogan=slogan, short=short), name):
                lines = said(page)
                last = lines[-1].split()
                assert len(lines) == 1 or len(last) > 1 or len(last[0]) > 7, lines


@pytest.mark.parametrize("name", ["gate64-mono", "lobby-dual"])
def test_the_ward_stands_below_where_there_is_room(
    name: str, boards: Boards, words: MakeWords
) -> None:
    told = words(slogan="Đường dẫn lạ qua Messenger, Zalo – Đừng bấm, gọi hỏi lại")
    (page,) = boards.pages(told, name)
    assert said(page, "ward") == ["Phường Ngọc Hà"]
    ward, slogan = page.group("ward"), page.group("slogan")
    assert ward is not None
    assert slogan is not None
    low = max(run.box[3] for run in slogan.items if isinstance(run, TextRun))
    assert all(run.box[1] > low for run in ward.items if isinstance(run, TextRun))
    (page,) = boards.pages(replace(told, ward=""), name)
    assert page.group("ward") is None


def test_a_mark_stands_on_every_page_of_a_high_board(boards: Boards, words: MakeWords) -> None:
    for mark in ("BẢN MẪU", "BẢN NHÁP"):
        for slogan, short in SAYINGS.items():
            pages = boards.pages(words(slogan=slogan, short=short, mark=mark), "gate64-mono")
            assert [said(page, "mark") for page in pages] == [[mark]]


@pytest.mark.parametrize("name", ["strip16-mono", "strip32-mono"])
def test_on_a_low_board_the_mark_is_the_last_page_and_no_louder(
    name: str, boards: Boards, words: MakeWords
) -> None:
    for slogan, short in SAYINGS.items():
        *pages, last = boards.pages(words(slogan=slogan, short=short, mark="BẢN MẪU"), name)
        assert said(last, "mark") == ["BẢN MẪU"]
        assert said(last) == []
        assert all(page.group("mark") is None for page in pages)
        assert len(pages) == 1


def test_a_mark_that_takes_the_slogans_room_is_a_page_of_its_own(
    boards: Boards, words: MakeWords
) -> None:
    slogan = "Khoan bấm, khoan chuyển tiền – Gọi con cháu hỏi trước đã"
    page, last = boards.pages(words(slogan=slogan, mark="BẢN MẪU"), "lobby-dual")
    assert " ".join(said(page)) == slogan
    assert said(last, "mark") == ["BẢN MẪU"]


def test_a_mono_board_shows_its_own_colour(boards: Boards, words: MakeWords) -> None:
    for told in messages(words, mark="BẢN MẪU"):
        for page in boards.pages(told, "gate64-mono"):
            assert boards.colors(page, "gate64-mono") == {BLACK, RED}


def test_two_colours_make_three(boards: Boards, words: MakeWords) -> None:
    slogan = "Chia sẻ lại tin giả cũng phải chịu trách nhiệm"
    (news,) = boards.pages(words(slogan=slogan), "lobby-dual")
    assert boards.colors(news, "lobby-dual") == {BLACK, YELLOW, GREEN}
    (warning,) = boards.pages(words(Kind.WARNING, slogan=slogan), "lobby-dual")
    assert boards.colors(warning, "lobby-dual") == {BLACK, RED, GREEN}
    (sample,) = boards.pages(words(slogan=slogan, mark="BẢN MẪU"), "lobby-dual")
    assert boards.colors(sample, "lobby-dual") == {BLACK, YELLOW, RED}
    assert boards.colors(boards.closing(words(), "lobby-dual"), "lobby-dual") == {BLACK, GREEN}


def test_the_closing_page_names_ward_and_city_or_the_publisher(
    boards: Boards, words: MakeWords
) -> None:
    for name in BOARDS:
        card = boards.closing(words(), name)
        lines = said(card, "ward")
        assert lines[0].startswith("Phường Ngọc Hà")
        assert lines[-1].endswith("Hà Nội")
        assert len(lines) == 1 or not any(line.endswith("·") for line in lines)
        alone = words(ward="", publisher="Đoàn Thanh niên")
        assert said(boards.closing(alone, name), "ward")[0].startswith("Đoàn Thanh niên")


def test_decomposed_words_are_the_same(boards: Boards, words: MakeWords) -> None:
    slogan = "Chưa rõ đúng sai, đừng vội chia sẻ"
    apart = unicodedata.normalize("NFD", slogan)
    for name in BOARDS:
        (one,) = boards.pages(words(slogan=slogan), name)
        (two,) = boards.pages(words(slogan=apart), name)
        assert one.texts() == two.texts()


def test_words_that_no_bitmap_font_has_are_not_dropped(boards: Boards, words: MakeWords) -> None:
    told = words(slogan="Tin tốt € mỗi ngày", short="")
    (page,) = boards.pages(told, "strip32-mono")
    assert " ".join(said(page)) == told.slogan
    assert {run.face for run in page.texts()} == {""}


def test_a_word_wider_than_the_board_is_left_for_preflight_to_find(
    boards: Boards, words: MakeWords
) -> None:
    fmt = Format("tiny", "board", 32, 16, depth="mono", file="bmp")
    pages = boards.pages(words(slogan="Nghiêng nghiêng", short=""), fmt)
    assert "Nghiêng" in " ".join(line for page in pages for line in said(page))
    assert any(run.box[2] > fmt.width for page in pages for run in page.texts())


def test_a_strip_holds_the_slogan_in_one_line(boards: Boards, words: MakeWords) -> None:
    told = words(slogan="Con gặp chuyện trên mạng – Bình tĩnh lắng nghe, cần giúp gọi 111")
    for name in BOARDS[:3]:
        fmt = boards.formats[name]
        surface = surface_for(fmt, told, boards.surfaces)
        strip = one_color_strip(told, fmt, surface, boards.world)
        (run,) = strip.texts()
        assert run.text == told.slogan
        assert strip.height == fmt.height
        assert strip.width % fmt.multiple == 0
        assert run.box[0] >= fmt.width
        assert strip.width - run.box[2] >= fmt.width
        assert run.box[1] >= 0
        assert run.box[3] <= fmt.height
