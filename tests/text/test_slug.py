"""Slugs and ids: ASCII names that every file system and address takes."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.slug import heading_slug, is_device_name, is_slug, make_id, slug, unique
from generator.text.slug import valid_id as valid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mỗi ngày một tin tốt", "moi-ngay-mot-tin-tot"),
        ("Đường Ðại Cồ Việt", "duong-dai-co-viet"),
        ("Văn Miếu – Quốc Tử Giám", "van-mieu-quoc-tu-giam"),
        ("  “Tin giả”?!  ", "tin-gia"),
        ("50.000 ₫, 2,5 %", "50-000-2-5"),
        ("Ứng xử_trên mạng", "ung-xu-tren-mang"),
        ("日本", ""),
        ("", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert slug(normalize("NFD", text)) == expected


@given(st.text())
def test_slugs_are_slugs_and_stay_the_same(text: str) -> None:
    made = slug(text)
    assert made == "" or is_slug(made)
    assert slug(made) == made


@pytest.mark.parametrize("name", ["con", "CON", "aux.md", "nul.tar.gz", "com1", "LPT9.txt", "con "])
def test_device_names(name: str) -> None:
    assert is_device_name(name)


@pytest.mark.parametrize("name", ["cong", "com0", "com10", "a-con", "console", "lpt", "prn-1"])
def test_other_names_are_no_devices(name: str) -> None:
    assert not is_device_name(name)


@pytest.mark.parametrize("name", ["tin", "tin-287", "a" * 60, "2026-11-20"])
def test_valid_ids(name: str) -> None:
    assert valid(name)


@pytest.mark.parametrize(
    "name",
    ["", "con", "lpt1", "a" * 61, "Tin", "tin_tot", "tin--tot", "-tin", "tin-", "tốt", "a.b"],
)
def test_invalid_ids(name: str) -> None:
    assert not valid(name)


@given(st.text(), st.sets(st.sampled_from(["tin", "tin-2", "tin-con", "a"])))
def test_a_made_id_is_valid_and_free(title: str, taken: set[str]) -> None:
    made = make_id(title, taken)
    assert valid(made)
    assert made not in taken


def test_long_titles_are_cut_between_words() -> None:
    made = make_id("Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp ở phường Ngọc Hà")
    assert made == "moi-ngay-mot-tin-tot-moi-tuan-mot-cau-chuyen-dep-o-phuong"


def test_a_number_keeps_a_long_name_within_its_limit() -> None:
    name = "-".join(["muoi-chu-cai"] * 5)[:60].strip("-")
    assert len(unique(name, {name})) <= 60
    assert unique("tin", {"tin", "tin-2"}) == "tin-3"


def test_heading_anchors() -> None:
    assert heading_slug("1. Đọc kỹ điều khoản", "-") == "1-doc-ky-dieu-khoan"
    assert heading_slug("???", "-") == "muc"
