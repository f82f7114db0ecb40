"""The page "Đăng ngay": which messages are offered, with which pictures, and the HTML of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from generator.content.model import Campaign, Surface
from generator.site.render import file_size, glue
from generator.site.sharenow import SharePost, share_posts
from generator.world import HANOI, MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

NOW = datetime(2026, 11, 22, 12, tzinfo=HANOI)
CAMPAIGN = Campaign("Tin Tốt", "Ban biên tập thử")
SIZES = ("1200x630", "1080x1080", "1080x1350", "1080x1920")


def assets(*ids: str, sizes: tuple[str, ...] = SIZES) -> dict[str, int]:
    """Files of a ward's folder, in no helpful order, others among them."""
    pictures = {f"media/{i}/social-{size}.png": 90_000 for i in ids for size in reversed(sizes)}
    return {"assets/style.css": 1, **pictures, **{f"media/{i}/image.jpg": 1 for i in ids}}


@pytest.fixture
def every(sample: SimpleNamespace) -> dict[str, int]:
    return assets(*(m.id for m in sample.messages))


def test_only_what_is_current_is_offered_and_emergencies_come_first(
    sample: SimpleNamespace, every: dict[str, int]
) -> None:
    ids = [post.id for post in share_posts(sample.messages, CAMPAIGN, every, NOW)]
    assert ids[0] == "khan-cuoc-goi-gia-danh"
    assert "moi-ngay-mot-tin-tot" in ids
    assert not {"thong-bao-da-het", "tin-da-rut", "sap-dang"} & set(ids)


def test_what_is_not_for_social_networks_or_has_no_picture_is_left_out(
    sample: SimpleNamespace,
) -> None:
    first, second, third = sample.messages[:3]
    second = replace(second, surfaces=frozenset({Surface.WEB, Surface.BOARD}))
    posts = share_posts((first, second, third), CAMPAIGN, assets(first.id, second.id), NOW)
    assert [post.id for post in posts] == [first.id]


def test_pictures_stand_from_wide_to_tall_with_their_size(sample: SimpleNamespace) -> None:
    message = sample.messages[0]
    (post,) = share_posts((message,), CAMPAIGN, assets(message.id), NOW)
    assert [(p.shape, p.width, p.height) for p in post.pictures] == [
        ("Ngang", 1200, 630),
        ("Vuông", 1080, 1080),
        ("Dọc", 1080, 1350),
        ("Tin 24 giờ", 1080, 1920),
    ]
    assert post.shown == post.pictures[0]
    assert post.pictures[0].bytes == 90_000


def test_the_captions_link_needs_the_wards_address(sample: SimpleNamespace) -> None:
    message = sample.messages[0]
    files = assets(message.id)
    (without,) = share_posts((message,), CAMPAIGN, files, NOW)
    (post,) = share_posts(
        (message,), CAMPAIGN, files, NOW, site_url="https://phuong.example/x/", place="Phường A"
    )
    address = f"https://phuong.example/x/tin/{message.id}.html"
    assert (without.url, post.url) == ("", address)
    assert f"Xem đầy đủ: {address}" in post.caption
    assert "https://" not in without.caption
    assert "Phường A" in post.alt
    assert "Chân ảnh" not in without.alt


def test_a_message_without_a_page_has_no_link(sample: SimpleNamespace) -> None:
    message = replace(sample.messages[0], surfaces=frozenset({Surface.SOCIAL}))
    (post,) = share_posts((message,), CAMPAIGN, assets(message.id), NOW, site_url="https://a.vn/")
    assert (post.href, post.url) == ("", "")
    html = rendered(template(), (post,))
    assert "Sao chép đường dẫn" not in html
    assert "data-link" not in html


def template() -> str:
    folder = Path(__file__).parent.parent.parent / "layouts/web"
    return (folder / "_share_now.html").read_text(encoding="utf-8")


def rendered(source: str, posts: tuple[SharePost, ...]) -> str:
    page = (
        '{% from "_share_now.html" import share_posts with context %}{{ share_posts(posts, root) }}'
    )
    environment = Environment(
        loader=DictLoader({"_share_now.html": source, "page.html": page}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = lambda text, **values: text.format(**values)
    environment.filters.update(filesize=file_size, glue=glue)
    return environment.get_template("page.html").render(posts=posts, root="", language="vi")


class Reader(HTMLParser):
    """Elements by tag with their attributes, and the text of each field."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[dict[str, str | None]]] = {}
        self.field: list[str] = []
        self.within = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.setdefault(tag, []).append(dict(attrs))
        self.within = tag

    def handle_endtag(self, tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within == "textarea":
            self.field.append(data)


def test_the_html_carries_picture_caption_and_hidden_buttons(sample: SimpleNamespace) -> None:
    message = sample.messages[0]
    (post,) = share_posts((message,), CAMPAIGN, assets(message.id), NOW)
    page = Reader(rendered(template(), (post,)))
    (image,) = page.found["img"]
    assert (image["width"], image["height"], image["loading"]) == ("1200", "630", "lazy")
    assert image["alt"] == post.alt
    assert page.field == [post.caption]
    (field,) = page.found["textarea"]
    assert "readonly" in field
    assert page.found["label"][0]["for"] == field["id"]
    assert all("hidden" in b and b["type"] == "button" for b in page.found["button"])
    ids = {a["id"] for attrs in page.found.values() for a in attrs if "id" in a}
    wanted = ("data-copy", "data-share", "data-link", "data-picture", "aria-describedby")
    named = {b[key] for b in page.found["button"] for key in wanted if key in b}
    assert len(named) >= 5
    assert named <= ids
    links = [a["href"] for a in page.found["a"]]
    assert links == [f"tin/{message.id}.html", *(p.href for p in post.pictures)]


def test_hostile_words_stay_words(sample: SimpleNamespace) -> None:
    bad = '</textarea><script>alert(1)</script>"onclick="x'
    message = replace(sample.messages[0], title=bad, slogan=bad, image_alt=bad, source=bad)
    (post,) = share_posts((message,), CAMPAIGN, assets(message.id), NOW)
    page = Reader(rendered(template(), (post,)))
    assert "script" not in page.found
    assert not any("onclick" in a for attrs in page.found.values() for a in attrs)
    assert page.field == [post.caption]
