"""Colours, fonts, icon and the filters of templates."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from generator.layout.formats import load_themes
from generator.site.assets import asset_bytes, asset_inputs, proof_assets, site_assets
from generator.site.fonts import WEB_WEIGHTS, webfont
from generator.site.palette import SURFACE, strong_tokens, tokens
from generator.site.render import file_size, glue
from generator.site.templates import templates_digest
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

TONES = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


@pytest.mark.parametrize("dark", [False, True])
def test_every_pair_of_text_and_ground_is_readable(make_world: MakeWorld, dark: bool) -> None:
    text = [("ink", "paper"), ("ink", "card"), ("ink", "tint"), ("soft", "paper"), ("soft", "card")]
    text += [("soft", "tint"), ("head", "paper"), ("head", "card"), ("head", "tint")]
    text += [("on", "ground-from"), ("on", "ground-to"), ("accent", "ground-from")]
    text += [("accent", "ground-to"), ("chip-on", "accent")]
    for theme in load_themes(make_world()).values():
        colors = tokens(theme)[dark]
        for front, back in text:
            ratio = colors[front].contrast(colors[back])
            assert ratio >= 4.5, (theme.id, dark, front, back, ratio)
        # Borders that carry meaning need 3:1 (WCAG 2.2, 1.4.11).
        assert colors["edge"].contrast(colors["card"]) >= 3, (theme.id, dark)


@pytest.mark.parametrize("dark", [False, True])
def test_more_contrast_is_at_least_seven_to_one(make_world: MakeWorld, dark: bool) -> None:
    grounds = ("paper", "card", "tint")
    text = [(front, back) for front in ("ink", "soft", "head") for back in grounds]
    text += [("on", "ground-from"), ("on", "ground-to"), ("chip-on", "accent")]
    text += [("accent", "ground-from"), ("accent", "ground-to")]
    for theme in load_themes(make_world()).values():
        colors = strong_tokens(theme)[dark]
        for front, back in text:
            ratio = colors[front].contrast(colors[back])
            assert ratio >= 7, (theme.id, dark, front, back, ratio)
        assert colors["line"].contrast(colors["card"]) >= 4.5, (theme.id, dark)
        # A struck claim is white.
        assert colors["muted"].contrast(SURFACE) >= 7, (theme.id, dark)


@pytest.mark.parametrize("weight", WEB_WEIGHTS)
def test_a_web_font_is_small_and_has_every_vietnamese_letter(weight: int) -> None:
    data = webfont(weight)
    assert len(data) < 20_000
    letters = set(TTFont(io.BytesIO(data)).getBestCmap())
    wanted = set(map(ord, TONES + TONES.upper() + "–—“”‘’…·×₫%0123456789"))
    assert wanted <= letters


def test_a_web_font_has_the_same_bytes_each_time() -> None:
    first = webfont(400)
    webfont.cache_clear()
    assert webfont(400) == first


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="450"):
        webfont(450)


def test_every_asset_can_be_made_from_its_inputs(make_world: MakeWorld) -> None:
    world = make_world()
    for asset in (*site_assets(world), *proof_assets(world)):
        assert asset_bytes(asset, world)
        assert all(world.exists(path) for path in asset_inputs(asset))


def test_missing_style_is_named(make_world: MakeWorld) -> None:
    with pytest.raises(FileNotFoundError, match=r"style\.css"):
        site_assets(make_world(layouts=False))


def test_stylesheet_carries_both_schemes_of_every_theme(make_world: MakeWorld) -> None:
    world = make_world()
    css = asset_bytes(site_assets(world)[0], world).decode("utf-8")
    for theme in load_themes(world):
        assert css.count(f".theme-{theme} {{") == 4
        assert css.count(f":root[data-contrast=more] .theme-{theme} {{") == 2
    # Never on paper: ink is dear, and the ground does not print.
    assert css.count("prefers-color-scheme: dark") == css.count("@media screen and (prefers-")
    assert "size: A4" in css
    assert css.count("{") == css.count("}")


def test_icon_is_a_picture_without_scripts(make_world: MakeWorld) -> None:
    icon = ET.fromstring(make_world().read("layouts/web/favicon.svg"))  # noqa: S314 - our own
    assert icon.tag == "{http://www.w3.org/2000/svg}svg"


def test_templates_digest_changes_with_any_file_of_the_layout(make_world: MakeWorld) -> None:
    world = make_world()
    before = templates_digest(world)
    world.tree["layouts/web/home.html"] = "x"
    assert templates_digest(world) != before


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 kB"), (1499, "1 kB"), (85_300, "85 kB"), (999_999, "1000 kB"), (1_240_000, "1,2 MB")],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert file_size(size) == words


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Vùng xanh trên không gian mạng", "Vùng_xanh trên không_gian_mạng"),
        ("Tin Tốt phường Ngọc Hà", "Tin_Tốt phường_Ngọc_Hà"),
        ("Nghĩ", "Nghĩ"),
        ("", ""),
    ],
)
def test_titles_are_not_broken_within_set_phrases(title: str, lines: str) -> None:
    assert glue(title).replace("\u00a0", "_") == lines
