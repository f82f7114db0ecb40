"""The block for portals: what it shows, that it stands alone, and the line that is pasted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace

from generator.content.model import Library, Ward
from generator.site.embed import HEIGHT, MOST, PATH, embed_cards, embed_code
from generator.site.pages import plan_pages
from generator.site.render import render_page
from generator.site.views import card
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
Tag = tuple[str, dict[str, str]]
BAD = "\"><script>alert('x')</script>\r\n{{ 1234 * 8 }}"


class Reader(HTMLParser):
    """All tags of a page or of a pasted line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


def shown(library: Library, ward: Ward, world: MemoryWorld) -> str:
    pages = {p.path: p for p in plan_pages(library, ward, world.now, {}, {})}
    return render_page(pages[PATH], world).decode("utf-8")


def test_five_current_messages_warnings_first(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    found = Reader(shown(sample.library(), sample.ngoc_ha, make_world())).all("a")
    messages = [a["href"] for a in found if a["href"].startswith("../tin/")]
    assert messages == [
        "../tin/khan-cuoc-goi-gia-danh.html",
        "../tin/canh-bao-duong-dan-la.html",
        "../tin/moi-ngay-mot-tin-tot.html",
        "../tin/toa-dam-vung-xanh.html",
        "../tin/quy-tac-tren-moi-truong-so.html",
    ]


def test_the_newest_come_first_within_their_rank(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    now = make_world().now
    story = sample.messages[1]
    cards = [card(replace(story, id=f"t{n}"), now) for n in range(MOST + 3)]
    assert [c.id for c in embed_cards(cards)] == ["t0", "t1", "t2", "t3", "t4"]
    warning, urgent = card(sample.messages[2], now), card(sample.messages[3], now)
    found = embed_cards([*cards, warning, urgent])
    assert [c.id for c in found] == [urgent.id, warning.id, "t0", "t1", "t2"]


def test_every_link_leaves_the_frame_and_stays_in_the_ward_s_folder(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    links = Reader(shown(sample.library(), sample.ba_dinh, make_world())).all("a")
    assert len(links) == MOST + 2
    for link in links:
        assert link["target"] == "_top"
        assert link["href"].startswith("../")


def test_it_stands_alone(sample: SimpleNamespace, make_world: MakeWorld) -> None:
    text = shown(sample.library(), sample.ba_dinh, make_world())
    page = Reader(text)
    policy = page.all("meta")[1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith("default-src 'none'")
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert not page.all("script")
    assert not page.all("style")
    assert not [attrs for _, attrs in page.tags if "style" in attrs]
    sheets = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    assert sheets == ["../assets/style.css", "../assets/embed.css", "../assets/ward.css"]
    assert len(page.all("h1")) == 1
    assert "BẢN MẪU" in text
    assert "https://" not in text


def test_nothing_to_show_is_said(sample: SimpleNamespace, make_world: MakeWorld) -> None:
    world = make_world(now=make_world().now + timedelta(days=365 * 9))
    assert "Hiện chưa có tin nào." in shown(sample.library(), sample.ngoc_ha, world)


def test_hostile_words_stay_words(sample: SimpleNamespace, make_world: MakeWorld) -> None:
    library = sample.library(replace(sample.messages[0], title=BAD))
    campaign = replace(library.campaign, name=BAD)
    text = shown(replace(library, campaign=campaign), sample.ba_dinh, make_world())
    assert not Reader(text).all("script")
    assert "9872" not in text


def test_the_line_that_a_portal_pastes() -> None:
    line = embed_code("https://phuong.example/x/", "Tin Tốt – Phường Ba Đình")
    assert line == (
        '<iframe src="https://phuong.example/x/embed/index.html"'
        ' title="Tin Tốt – Phường Ba Đình" loading="lazy" width="360" height="720"'
        ' style="width:100%;border:0"></iframe>'
    )
    assert "\n" not in line


def test_a_ward_without_an_address_has_no_line() -> None:
    assert embed_code("", "Tin Tốt") == ""


def test_a_name_cannot_break_out_of_the_line() -> None:
    (frame,) = Reader(embed_code("https://a.example/?b=1&c=/", BAD)).tags
    assert frame[0] == "iframe"
    assert frame[1]["src"] == f"https://a.example/?b=1&c=/{PATH}"
    assert frame[1]["title"] == "\"><script>alert('x')</script> {{ 1234 * 8 }}"
    assert frame[1]["height"] == str(HEIGHT)
