"""Line breaks: meaning first, the largest size second, and both within the box."""

from pathlib import Path

import pytest

from generator.fonts import load_font
from generator.text.breaks import MOST, breaks, fit, wrap
from generator.text.glue import pieces
from generator.text.phrases import LEADING
from generator.text.sentences import first_sentence, leading_sentences

DAILY = "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp"
SLOGANS = (
    DAILY,
    "Không bấm vào đường dẫn lạ trong Messenger, Zalo",
    "Nghĩ kỹ trước khi đăng, tôn trọng khi bình luận",
    "Tìm hiểu pháp luật về an ninh mạng",
    "Gọi 111 khi thấy trẻ em bị bắt nạt trên không gian mạng",
)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Vùng xanh trên không gian mạng", "không gian mạng"),
        ("Bảo vệ trẻ em trên mạng xã hội", "mạng xã hội"),
        ("Gọi tổng đài 156 khi bị làm phiền", "tổng đài 156"),
        ("Theo Điều 101 của nghị định", "Điều 101"),
        ("Ngày hội từ ngày 14 tháng 12 tại đây", "từ ngày 14 tháng 12"),
        ("Người dân phường Ngọc Hà cùng làm", "phường Ngọc Hà"),
        ("Số máy 024 3845 1234 của phường", "024 3845 1234"),
        ("Hai mươi năm giữ ngõ xanh", "Hai mươi năm"),
        ("Ủy ban nhân dân phường", "Ủy ban nhân dân"),
        ("Nguồn: Quyết định số 423/QĐ-BVHTTDL", "Nguồn: Quyết"),
    ],
)
def test_glued_words_are_one_piece(text: str, piece: str) -> None:
    assert piece in [p.text for p in pieces(text)]


def test_a_dash_stays_with_the_word_before() -> None:
    assert pieces("Tin tốt – Chuyện đẹp")[0].text == "Tin tốt –"


def test_the_daily_slogan_breaks_after_its_dash(cache: Path) -> None:
    found = fit(load_font(800, cache), DAILY, 480, 140, 1.3, 100)
    assert found.broken.lines == ("Mỗi ngày một tin tốt –", "Mỗi tuần một câu chuyện đẹp")


@pytest.mark.parametrize("text", SLOGANS)
@pytest.mark.parametrize("box", [(460, 130), (900, 900), (1000, 420), (240, 600), (600, 60)])
def test_lines_fit_carry_meaning_and_lose_no_word(
    text: str, box: tuple[int, int], cache: Path
) -> None:
    font = load_font(800, cache)
    found = fit(font, text, *box, 1.3, 500)
    lines = found.broken.lines
    assert " ".join(lines) == text
    assert found.broken.width * found.size <= box[0] + 1e-6
    assert found.broken.height(1.3) * found.size <= box[1] + 1e-6
    assert not [line for line in lines[:-1] if line.split()[-1].lower() in LEADING - {"một"}]
    if len(lines) > 1:
        assert len(lines[-1]) > 4


def test_the_halves_of_a_slogan_do_not_share_a_line(cache: Path) -> None:
    text = "Đường dẫn lạ qua Messenger, Zalo – Đừng bấm, gọi hỏi lại"
    for w, h in ((880, 160), (290, 150), (440, 150)):
        lines = fit(load_font(700, cache), text, w, h, 1.27, 200).broken.lines
        assert all(line.endswith("–") or "–" not in line for line in lines), lines


def test_two_words_that_belong_together_may_end_a_text(cache: Path) -> None:
    text = "Chưa rõ đúng sai, đừng vội chia sẻ"
    found = fit(load_font(700, cache), text, 110, 130, 1.25, 40).broken.lines
    assert found == ("Chưa rõ", "đúng sai,", "đừng vội", "chia sẻ")


def test_a_break_is_never_bought_with_more_size_than_stated(cache: Path) -> None:
    font = load_font(800, cache)
    for text in SLOGANS:
        possible = breaks(font, text, 6)
        largest = max(min(900 / b.width, 900 / b.height(1.3)) for b in possible)
        assert fit(font, text, 900, 900, 1.3, 1e9).size >= largest / (1 + MOST)


def test_wrap_takes_as_few_lines_as_the_width_allows(cache: Path) -> None:
    font = load_font(500, cache)
    text = "Cùng lan tỏa điều tử tế trên không gian mạng"
    one = wrap(font, text, 100, 3)
    two = wrap(font, text, 16, 3)
    assert one is not None
    assert one.lines == (text,)
    assert two is not None
    assert two.lines == ("Cùng lan tỏa điều tử tế", "trên không gian mạng")
    assert wrap(font, text, 3, 3) is None


def test_text_is_cut_at_sentence_ends_only() -> None:
    text = "Gọi lại trước khi mở. Kẻ xấu giả làm người quen! Hỏi TP. Hà Nội"
    assert leading_sentences(text) == (
        "Gọi lại trước khi mở. Kẻ xấu giả làm người quen!",
        "Gọi lại trước khi mở.",
    )
    assert first_sentence("Một câu duy nhất") == "Một câu duy nhất"


def test_a_text_without_words_is_refused(cache: Path) -> None:
    with pytest.raises(ValueError, match="without words"):
        breaks(load_font(500, cache), "  ", 3)
