"""Collation: the order of a Vietnamese dictionary."""

from random import Random
from unicodedata import normalize

from generator.text.collation import collation_key

# Each list is in dictionary order; the expected order comes from the alphabet, not from the code.
ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mằ", "mẳ", "mẵ", "mắ", "mặ", "mâ", "mầ"]
NAMES = [
    "Ba Đình",
    "Ba Vì",
    "Bạch Mai",
    "Bát Tràng",
    "Cầu Giấy",
    "Cửa Nam",
    "Dương Nội",
    "Đại Mỗ",
    "Đống Đa",
    "Đông Ngạc",
    "Giảng Võ",
    "Hà Đông",
    "Hai Bà Trưng",
    "Hồng Hà",
    "Láng",
    "Nghĩa Đô",
    "Ngọc Hà",
    "Ô Chợ Dừa",
    "Ô Diên",
    "Tây Hồ",
    "Từ Liêm",
    "Tương Mai",
    "Văn Miếu – Quốc Tử Giám",
    "Yên Hòa",
    "Yên Nghĩa",
]


def shuffled(names: list[str]) -> list[str]:
    mixed = list(names)
    Random(287).shuffle(mixed)  # noqa: S311 - only to have another order
    assert mixed != names
    return mixed


def test_letters_follow_the_alphabet() -> None:
    assert sorted(shuffled(ALPHABET), key=collation_key) == ALPHABET


def test_tones_follow_ngang_huyen_hoi_nga_sac_nang() -> None:
    assert sorted(shuffled(TONES), key=collation_key) == TONES


def test_names_of_communes() -> None:
    # "Đống" and "Đông" differ in the tone of one letter and in the next word: letters decide first.
    expected = [*NAMES]
    at = expected.index("Đống Đa")
    assert sorted(shuffled(NAMES), key=collation_key) == expected
    assert expected[at : at + 2] == ["Đống Đa", "Đông Ngạc"]


def test_a_space_sorts_before_every_letter_and_digits_before_letters() -> None:
    names = ["an an", "an bình", "anh", "ánh", "ba"]
    assert sorted(shuffled(names), key=collation_key) == names
    assert sorted(["Tổ a", "Tổ 2", "Tổ 1"], key=collation_key) == ["Tổ 1", "Tổ 2", "Tổ a"]


def test_case_decides_last_and_form_never() -> None:
    assert sorted(["Ba", "ba", "bà"], key=collation_key) == ["ba", "Ba", "bà"]
    assert collation_key(normalize("NFD", "Đống Đa")) == collation_key("Đống Đa")
