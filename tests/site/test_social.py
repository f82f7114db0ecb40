"""Tags for previews: complete with an address, honest without one."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import Environment

from generator.site.social import Picture, Preview, page_tags, site_tags, social_tags

SITE = "https://phuong.example/x/"
PICTURE = Picture("media/a/social-1200x630.png", 1200, 630, "Nghĩ kỹ trước khi chia sẻ")
MESSAGE = Preview(
    title="Không bấm vào đường dẫn lạ",
    description="Gọi lại cho người gửi trước khi mở.",
    path="tin/a.html",
    published="2026-11-20T00:00:00+07:00",
    modified="2026-11-22T00:00:00+07:00",
    section="Cảnh báo",
    picture=PICTURE,
)
HOME = Preview("Tin Tốt", "Tin tốt, câu chuyện đẹp và cảnh báo", "")


def test_a_message_of_a_ward_with_an_address() -> None:
    assert social_tags(MESSAGE, "Tin Tốt – Phường Ba Đình", SITE) == (
        ("og:type", "article"),
        ("og:title", "Không bấm vào đường dẫn lạ"),
        ("og:description", "Gọi lại cho người gửi trước khi mở."),
        ("og:locale", "vi_VN"),
        ("article:published_time", "2026-11-20T00:00:00+07:00"),
        ("article:modified_time", "2026-11-22T00:00:00+07:00"),
        ("article:section", "Cảnh báo"),
        ("og:site_name", "Tin Tốt – Phường Ba Đình"),
        ("og:url", "https://phuong.example/x/tin/a.html"),
        ("og:image", "https://phuong.example/x/media/a/social-1200x630.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Nghĩ kỹ trước khi chia sẻ"),
        ("twitter:card", "summary_large_image"),
    )


def test_without_an_address_nothing_relative_is_told() -> None:
    found = dict(social_tags(MESSAGE, "Tin Tốt – Phường Ngọc Hà", ""))
    assert {"og:title", "og:description", "og:type", "og:locale", "og:site_name"} <= set(found)
    assert not {"og:url", "og:image", "og:image:alt"} & set(found)
    assert found["twitter:card"] == "summary"


def test_a_home_is_a_website_and_no_article() -> None:
    found = dict(social_tags(HOME, "Tin Tốt – Phường Ba Đình", SITE))
    assert found["og:type"] == "website"
    assert found["og:url"] == SITE
    assert not [name for name in found if name.startswith("article:")]
    assert found["twitter:card"] == "summary"


def test_what_wards_share_does_not_name_one() -> None:
    assert page_tags(MESSAGE) + site_tags(MESSAGE, "W", SITE) == social_tags(MESSAGE, "W", SITE)
    shared = dict(page_tags(MESSAGE))
    assert "og:site_name" not in shared
    assert not [value for value in shared.values() if "http" in value]


def test_what_was_never_corrected_changed_when_it_was_published() -> None:
    found = dict(page_tags(replace(MESSAGE, modified="")))
    assert found["article:modified_time"] == found["article:published_time"]


def test_hostile_words_are_one_line_and_escaped_by_a_template() -> None:
    bad = '"><script>alert(1)</script>\r\n&\u2028 x'
    found = dict(social_tags(replace(MESSAGE, title=bad, picture=None), bad, SITE))
    assert found["og:title"] == '"><script>alert(1)</script> & x'
    template = Environment(autoescape=True).from_string('<meta content="{{ value }}">')
    assert template.render(value=found["og:title"]) == (
        '<meta content="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; x">'
    )


def test_empty_words_make_no_tag() -> None:
    assert "og:description" not in dict(page_tags(replace(MESSAGE, description=" ")))
