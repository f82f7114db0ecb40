"""Prepared fonts: no hinting, and everything else as the family's own file."""

from pathlib import Path
from unicodedata import normalize

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from generator.fonts import FAMILY, WEIGHTS, Font, font_version, load_font

TONES = ["", *"\u0300\u0301\u0303\u0309\u0323"]
SMALL = {normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in TONES} | {"đ"}
LETTERS = {letter for small in SMALL if not small.isascii() for letter in (small, small.upper())}


@pytest.fixture(scope="module")
def pair(cache: Path) -> tuple[TTFont, TTFont]:
    return TTFont(fontpkg.path(FAMILY, 600)), TTFont(load_font(600, cache).path)


def test_no_programs_are_left(pair: tuple[TTFont, TTFont]) -> None:
    original, prepared = pair
    assert "fpgm" in original
    assert not {"fpgm", "cvt ", "hdmx", "VDMX", "LTSH", "gasp"} & set(prepared.keys())
    glyphs = prepared["glyf"]
    programs = [
        name
        for name in prepared.getGlyphOrder()
        if getattr(glyphs[name], "program", None) and glyphs[name].program.getBytecode()
    ]
    assert programs == []
    # FreeType would hint by itself if no program told it not to.
    assert "prep" in prepared


def test_advances_outlines_and_letters_are_the_original_s(pair: tuple[TTFont, TTFont]) -> None:
    original, prepared = pair
    assert prepared["hmtx"].metrics == original["hmtx"].metrics
    assert prepared.getBestCmap() == original.getBestCmap()
    for name in ("A", "uni1EAC", "uni1ED7"):
        before, after = original["glyf"], prepared["glyf"]
        assert after[name].getCoordinates(after) == before[name].getCoordinates(before)


@pytest.mark.parametrize("weight", [300, 600, 900])
def test_all_134_letters_are_there(cache: Path, weight: int) -> None:
    assert len(LETTERS) == 134
    known = TTFont(load_font(weight, cache).path).getBestCmap()
    assert sorted(LETTERS - {chr(c) for c in known}) == []


def test_a_font_is_prepared_once_and_twice_the_same(tmp_path: Path) -> None:
    load_font.cache_clear()
    first = load_font(400, tmp_path / "one")
    stamp = first.path.stat().st_mtime_ns
    load_font.cache_clear()
    assert load_font(400, tmp_path / "one") == first
    assert first.path.stat().st_mtime_ns == stamp
    other = load_font(400, tmp_path / "two")
    assert other.path != first.path
    assert other.data == first.data
    assert list(tmp_path.rglob("*.tmp")) == []


def test_versions_name_each_weight() -> None:
    assert len({font_version(weight) for weight in WEIGHTS}) == 9
    with pytest.raises(ValueError, match="no weight 450"):
        load_font(450, Path())


def test_italics_are_fonts_of_their_own(cache: Path) -> None:
    upright, italic = load_font(400, cache), load_font(400, cache, italic=True)
    assert upright.version != italic.version
    assert TTFont(italic.path)["post"].italicAngle < 0
    assert TTFont(upright.path)["post"].italicAngle == 0
    assert "fpgm" not in TTFont(italic.path)


def test_data_are_the_file_s_bytes(cache: Path) -> None:
    font = load_font(500, cache)
    assert isinstance(font, Font)
    assert font.data == font.path.read_bytes()
    assert font.data is font.data
