"""Legacy encodings: real lines converted by tables of their own, found and repaired."""

from pathlib import Path
from unicodedata import normalize

import pytest

from generator.text.legacy import Guess, detect

CONTENT = Path(__file__).parents[2] / "content" / "messages"

# The byte of every letter in TCVN3, as printed by `iconv -t TCVN5712-1`. Capitals without a byte
# take that of the small letter, as in the .VnTimeH fonts.
TCVN3_BYTES = """
àb5 ảb6 ãb7 áb8 ạb9
ăa8 ằbb ẳbc ẵbd ắbe ặc6
âa9 ầc7 ẩc8 ẫc9 ấca ậcb
ècc ẻce ẽcf éd0 ẹd1
êaa ềd2 ểd3 ễd4 ếd5 ệd6
ìd7 ỉd8 ĩdc ídd ịde
òdf ỏe1 õe2 óe3 ọe4
ôab ồe5 ổe6 ỗe7 ốe8 ộe9
ơac ờea ởeb ỡec ớed ợee
ùef ủf1 ũf2 úf3 ụf4
ưad ừf5 ửf6 ữf7 ứf8 ựf9
ỳfa ỷfb ỹfc ýfd ỵfe
đae
Ăa1 Âa2 Êa3 Ôa4 Ơa5 Ưa6 Đa7
"""
# Every letter of VNI-Windows as two characters of cp1252, letter by letter from its code chart.
VNI_PAIRS = """
à=aø á=aù ả=aû ã=aõ ạ=aï ă=aê ằ=aè ắ=aé ẳ=aú ẵ=aü ặ=aë â=aâ ầ=aà ấ=aá ẩ=aå ẫ=aã ậ=aä
è=eø é=eù ẻ=eû ẽ=eõ ẹ=eï ê=eâ ề=eà ế=eá ể=eå ễ=eã ệ=eä ì=ì í=í ỉ=æ ĩ=ó ị=ò
ò=oø ó=où ỏ=oû õ=oõ ọ=oï ô=oâ ồ=oà ố=oá ổ=oå ỗ=oã ộ=oä ơ=ô ờ=ôø ớ=ôù ở=ôû ỡ=ôõ ợ=ôï
ù=uø ú=uù ủ=uû ũ=uõ ụ=uï ư=ö ừ=öø ứ=öù ử=öû ữ=öõ ự=öï ỳ=yø ý=yù ỷ=yû ỹ=yõ ỵ=î đ=ñ
"""
LINES = [
    "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp",
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Xây dựng văn hóa ứng xử trên không gian mạng",
    "Đừng vội bấm vào đường dẫn lạ trong Messenger và Zalo",
    "Trẻ em cần giúp đỡ: gọi 111, miễn phí, cả ngày lẫn đêm",
    "Ủy ban nhân dân phường Ngọc Hà thông báo lịch tiếp dân",
    "Nghĩ kỹ trước khi đăng, hỏi người lớn trước khi gửi ảnh",
    "Câu chuyện đẹp: bác tổ trưởng giữ sổ tay việc tốt của ngõ nhỏ",
    "Chỉ chia sẻ tin có nguồn rõ ràng, đáng tin và có ích",
    "Kẻ lừa đảo thường giục chuyển tiền ngay và bắt giữ bí mật",
    "Vùng xanh trên không gian mạng",
    "Ảnh của con người khác: xin phép cha mẹ rồi hãy đăng",
    "Thưởng thức trưng bày ảnh tại nhà văn hóa khu dân cư",
    "Hủy kết bạn với tài khoản giả mạo, báo cho công an khu vực",
]


def tcvn3(text: str) -> str:
    table: dict[str, str] = {}
    for entry in TCVN3_BYTES.split():
        table[entry[0]] = bytes.fromhex(entry[1:]).decode("latin-1")
    for letter in tuple(table):
        table.setdefault(letter.upper(), table[letter])
    return "".join(table.get(letter, letter) for letter in text)


def vni(text: str) -> str:
    table = dict(entry.split("=") for entry in VNI_PAIRS.split())
    for letter, pair in tuple(table.items()):
        table[letter.upper()] = pair.upper()
    return "".join(table.get(letter, letter) for letter in text)


def read_as_cp1252(text: str) -> str:
    """Read UTF-8 as browsers and editors read cp1252: bytes without a letter become controls."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


ENCODINGS = {"TCVN3": tcvn3, "VNI-Windows": vni, "UTF-8/Windows-1252": read_as_cp1252}


def corpus() -> list[str]:
    """Return lines of running text: those above and the body of every message."""
    found = list(LINES)
    for path in sorted(CONTENT.glob("*.md")):
        text = normalize("NFC", path.read_text(encoding="utf-8"))
        body = text.split("\n---", 1)[1]
        found.extend(line for line in body.splitlines() if len(line.split()) > 2)
    return found


def bits(words_each: int) -> list[str]:
    """Return the corpus in bits of so many words, those without any Vietnamese letter left out."""
    found = []
    for line in corpus():
        words = line.split()
        parts = (words[i : i + words_each] for i in range(0, len(words), words_each))
        found.extend(" ".join(p) for p in parts if len(p) == words_each)
    return [bit for bit in found if not bit.isascii()]


def test_the_tables_hold_all_letters() -> None:
    letters = [
        normalize("NFC", b + t)
        for b in "aăâeêioôơuưy"
        for t in ["", *"\u0300\u0309\u0303\u0301\u0323"]
    ]
    wanted = {letter for letter in letters if not letter.isascii()} | {"đ"}
    assert {e[0] for e in TCVN3_BYTES.split()} >= wanted
    assert {e[0] for e in VNI_PAIRS.split()} == wanted
    assert len(wanted | {letter.upper() for letter in wanted}) == 134


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line", LINES)
def test_whole_lines_are_found_and_repaired(line: str, encoding: str) -> None:
    guess = detect(ENCODINGS[encoding](line))
    assert guess is not None
    assert guess.encoding == encoding
    # TCVN3 has no capitals with a tone.
    assert guess.text == line if encoding != "TCVN3" else guess.text.lower() == line.lower()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("words_each", "least"), [(3, 0.975), (6, 0.995)])
def test_share_of_bits_found(encoding: str, words_each: int, least: float) -> None:
    sample = bits(words_each)
    found = 0
    for bit in sample:
        guess = detect(ENCODINGS[encoding](bit))
        found += (
            guess is not None and guess.encoding == encoding and guess.text.lower() == bit.lower()
        )
    assert len(sample) > 300
    assert found / len(sample) >= least


@pytest.mark.parametrize("words_each", [1, 3, 6])
def test_unicode_is_left_alone(words_each: int) -> None:
    assert [bit for bit in bits(words_each) if detect(bit) is not None] == []
    assert [line for line in corpus() if detect(line) is not None] == []


@pytest.mark.parametrize(
    "line",
    [
        "Never open strange links",
        "https://vi.wikipedia.org/wiki/Hà_Nội và tingia.gov.vn",
        "111 – 18008108 – 50.000 ₫ – 2,5 % – 1920×1080 – ±5 °C – ½ kg – 10 µm – § 5 – © 2026",
        "São Paulo, Zürich, Köln, Noël, Citroën, Beyoncé, Curaçao, Malmö, El Niño",
        "Où est-il ? Les élèves étudient à l’école française.",
        "¿Cómo estás? Mañana será otro día",
        "Chữ “XÃ” và «Chiếc lá»…",
        "Cà phê Môka ở Đắk Lắk; người Êđê, Xơ Đăng, M’Nông",
        "tìm viêc làm, đuợc việc, gìơ làm việc",
        "hoà, hòa, thuỷ, thủy, khoẻ, khỏe",
        "QĐ, NĐ, HĐND, TP. Hà Nội",
        "không\u00a0gian\u00a0mạng",
        "",
    ],
)
def test_other_text_is_left_alone(line: str) -> None:
    assert detect(line) is None
    assert detect(normalize("NFD", line)) is None


def test_lost_no_break_spaces_of_misread_utf8() -> None:
    damaged = read_as_cp1252("Ngày nào và làm gì").replace("\u00a0", " ")
    assert detect(damaged) == Guess("UTF-8/Windows-1252", "Ngày nào và làm gì")


def test_words_typed_in_a_font_of_capitals() -> None:
    assert detect("CéNG HßA X· HéI CHñ NGHÜA") == Guess("TCVN3", "CỘNG HÒA Xã HỘI CHỦ NGHĨA")


def test_addresses_in_a_legacy_line_do_not_hide_it() -> None:
    guess = detect(f"{tcvn3('Báo tin giả tại')} https://tingia.gov.vn, 18008108")
    assert guess == Guess("TCVN3", "Báo tin giả tại https://tingia.gov.vn, 18008108")
