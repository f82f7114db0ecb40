"""The plan of a ward's site: what stands where, in which state."""

from __future__ import annotations

import pickle
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from generator.content.model import (
    Body,
    Entry,
    Kind,
    Library,
    Media,
    Priority,
    Surface,
    Ward,
    Withdrawal,
)
from generator.site.article import Video, article
from generator.site.edition import PER_PAGE
from generator.site.pages import Page, Sites, plan_pages
from generator.site.render import render_page
from generator.site.views import Card
from generator.world import HANOI, MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
Plan = Callable[..., dict[str, Page]]

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)


@pytest.fixture
def plan(sample: SimpleNamespace) -> Plan:
    def make(
        library: Library | None = None,
        now: datetime = NOW,
        ward: Ward | None = None,
        assets: Mapping[str, int] | None = None,
    ) -> dict[str, Page]:
        found = plan_pages(
            library or sample.library(),
            ward or sample.ngoc_ha,
            now,
            assets or sample.assets,
            sample.captions,
        )
        return {p.path: p for p in found}

    return make


def ids(cards: Iterable[Card]) -> list[str]:
    return [c.id for c in cards]


def test_files_of_a_ward(plan: Plan) -> None:
    found = [p for p in plan() if not p.startswith(("tin/", "chu-de/", "doi-tuong/"))]
    assert found == [
        "404.html",
        "assets/search-data.js",
        "bao-tin-xau.html",
        "dang-ngay.html",
        "embed/index.html",
        "feed.json",
        "feed.xml",
        "gioi-thieu.html",
        "index.html",
        "luu-tru/2026-10.html",
        "luu-tru/2026-11.html",
        "luu-tru/index.html",
        "muc/contest.html",
        "muc/event.html",
        "muc/fact-check.html",
        "muc/guide.html",
        "muc/news.html",
        "muc/notice.html",
        "muc/rule.html",
        "muc/story.html",
        "muc/warning.html",
        "robots.txt",
        "tim-kiem.html",
    ]


def test_home_shows_emergencies_then_warnings_then_todays_news_and_the_story(plan: Plan) -> None:
    home = plan()["index.html"].context
    assert ids(home["warnings"]) == ["khan-cuoc-goi-gia-danh", "canh-bao-duong-dan-la"]
    assert home["news"].card.id == "moi-ngay-mot-tin-tot"
    assert home["news"].image.src == "media/moi-ngay-mot-tin-tot/image.jpg"
    assert home["story"].card.id == "cau-chuyen-chiec-vi"
    assert [g.id for g in home["groups"]] == ["rule", "fact-check", "guide", "event", "contest"]


def test_nothing_stands_twice_on_the_home(plan: Plan) -> None:
    home = plan()["index.html"].context
    shown = [*ids(home["warnings"]), home["news"].card.id, home["story"].card.id]
    shown += [c.id for g in home["groups"] for c in g.cards]
    assert sorted(set(shown)) == sorted(shown)


def test_an_emergency_wears_the_colours_of_a_warning(plan: Plan) -> None:
    card = plan()["tin/khan-cuoc-goi-gia-danh.html"].context["card"]
    assert (card.kind, card.theme, card.urgent) == ("notice", "canh-bao", True)


def test_contacts_past_their_date_are_not_shown(plan: Plan) -> None:
    shown = plan()["index.html"].context["contacts"]
    assert [c.value for c in shown] == ["111", "tingia.gov.vn", "156 hoặc 5656"]


def test_help_block_takes_contacts_of_the_topic_else_all(plan: Plan) -> None:
    pages = plan()
    guide = pages["tin/huong-dan-goi-111.html"].context["article"]
    warning = pages["tin/canh-bao-duong-dan-la.html"].context["article"]
    assert [c.value for c in guide.help] == ["111"]
    assert len(warning.help) == 3
    assert pages["tin/cau-chuyen-chiec-vi.html"].context["article"].help == ()


def test_a_message_is_not_public_before_its_time(plan: Plan) -> None:
    assert "tin/sap-dang.html" not in plan()
    assert "tin/sap-dang.html" in plan(now=NOW + timedelta(days=1))


def test_a_message_kept_off_the_web_has_no_page(plan: Plan, sample: SimpleNamespace) -> None:
    quiet = replace(sample.messages[0], surfaces=frozenset({Surface.BOARD}))
    assert "tin/moi-ngay-mot-tin-tot.html" not in plan(sample.library(quiet))


def test_an_expired_page_stays_and_is_named_in_the_archive_alone(plan: Plan) -> None:
    pages = plan()
    path = "tin/thong-bao-da-het.html"
    article = pages[path].context["article"]
    assert article.expired.text == "01/11/2026"
    months = pages["luu-tru/index.html"].context["months"]
    assert [(m.title, m.count) for m in months][1] == ("10/2026", 1)
    (old,) = pages["luu-tru/2026-10.html"].context["listing"].cards
    assert (old.id, old.status) == ("thong-bao-da-het", "expired")
    # The address of an emptied section does not vanish.
    assert ids(pages["muc/notice.html"].context["listing"].cards) == ["khan-cuoc-goi-gia-danh"]
    later = plan(now=NOW + timedelta(days=20))
    assert later["muc/notice.html"].context["listing"].cards == ()


def test_expiry_at_an_hour_is_said_with_the_hour(plan: Plan) -> None:
    article = plan(now=NOW + timedelta(days=20))["tin/khan-cuoc-goi-gia-danh.html"].context[
        "article"
    ]
    assert article.expired.text == "17 giờ 30, 01/12/2026"


def test_expired_page_says_so_above_its_text(plan: Plan, make_world: MakeWorld) -> None:
    html = render_page(plan()["tin/thong-bao-da-het.html"], make_world()).decode("utf-8")
    assert 'Đã hết hiệu lực từ <time datetime="2026-11-01">01/11/2026</time>.' in html
    assert html.index("Đã hết hiệu lực") < html.index("<p>Lịch tiếp dân.</p>")


def test_a_withdrawn_page_holds_date_and_reason_and_nothing_of_its_text(
    plan: Plan, make_world: MakeWorld
) -> None:
    page = plan()["tin/tin-da-rut.html"]
    html = render_page(page, make_world()).decode("utf-8")
    assert "12/11/2026" in html
    assert "Sai tên người được khen." in html
    assert "không được còn trên trang" not in html


def test_a_withdrawn_message_is_on_no_list_but_the_archive(
    plan: Plan, make_world: MakeWorld
) -> None:
    pages = plan()
    naming = {
        path
        for path, page in pages.items()
        if "tin-da-rut" in render_page(page, make_world()).decode("utf-8")
    }
    assert naming == {"luu-tru/2026-11.html", "luu-tru/index.html", "feed.xml"}
    assert "tin-da-rut" not in str(pages["index.html"].context)


def test_a_correction_is_dated(plan: Plan, make_world: MakeWorld) -> None:
    html = render_page(plan()["tin/moi-ngay-mot-tin-tot.html"], make_world()).decode("utf-8")
    assert 'đính chính ngày <time datetime="2026-11-22">22/11/2026</time>' in html


def test_previous_and_next_follow_the_current_messages_only(plan: Plan) -> None:
    pages = plan()
    newest = pages["tin/moi-ngay-mot-tin-tot.html"].context
    assert newest["newer"] is None
    assert newest["older"].id == "khan-cuoc-goi-gia-danh"
    expired = pages["tin/thong-bao-da-het.html"].context
    assert (expired["newer"], expired["older"]) == (None, None)


def test_related_messages_share_topics_first_then_the_kind(
    plan: Plan, sample: SimpleNamespace
) -> None:
    news = sample.messages[0]
    same_kind = replace(news, id="cung-loai", topics=())
    same_topic = replace(news, id="cung-chu-de", kind=Kind.GUIDE)
    other = replace(news, id="khac-han", kind=Kind.EVENT, topics=("other",))
    page = plan(sample.library(news, same_kind, same_topic, other))[f"tin/{news.id}.html"]
    assert ids(page.context["related"]) == ["cung-chu-de", "cung-loai"]


def test_only_files_that_are_there_are_linked(plan: Plan) -> None:
    article = plan()["tin/moi-ngay-mot-tin-tot.html"].context["article"]
    assert [(d.text, d.bytes) for d in article.downloads] == [
        ("Áp phích A3 (PDF)", 240_000),
        ("Ảnh chia sẻ 1200 × 630", 85_300),
    ]
    assert [(d.text, d.suffix, d.bytes) for d in article.video.downloads] == [
        ("Video ngang 16:9", "MP4", 1_240_000),
        ("Video dọc 9:16", "MP4", 1_100_000),
        ("Phụ đề", "VTT", 1_300),
    ]
    bare = plan(assets={"assets/style.css": 1})["tin/moi-ngay-mot-tin-tot.html"].context["article"]
    assert (bare.downloads, bare.video, bare.image, bare.social) == ((), None, None, "")


def test_a_page_carries_the_captions_of_its_video(plan: Plan, sample: SimpleNamespace) -> None:
    def video(vtt: str) -> Video | None:
        name = "media/moi-ngay-mot-tin-tot/video-16x9.vtt"
        message = sample.messages[0]
        return article(message, {}, (), sample.assets, {name: vtt}, NOW).video

    page = plan()["tin/moi-ngay-mot-tin-tot.html"]
    kind, _, data = page.context["article"].video.captions.partition(",")
    assert kind == "data:text/vtt;base64"
    assert "Mỗi tuần một câu chuyện đẹp" in b64decode(data).decode("utf-8")
    told = video("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nTin tốt\n")
    assert told is not None
    assert told.captions.startswith(kind)
    empty = video("WEBVTT\n")
    assert empty is not None
    assert empty.captions == ""


def test_pictures_of_the_text_lie_beside_the_page(plan: Plan, sample: SimpleNamespace) -> None:
    media = Media("records/approved/a/0/media/hoa.jpg", "ab" * 32, 8, 6)
    html = '<p><img width="8" height="6" src="media/hoa.jpg" alt="Hoa sen"></p>'
    story = replace(sample.messages[1], body=Body("", html, "", (media,)))
    path = f"media/{story.id}/abababababababab.jpg"
    library = sample.library(story)
    there = plan(library, assets={path: 1})[f"tin/{story.id}.html"].context["article"]
    assert f'<img src="../{path}" alt="Hoa sen" width="8" height="6"' in there.body
    missing = plan(library, assets={"x": 1})[f"tin/{story.id}.html"].context["article"]
    assert missing.body == "<p>Hoa sen</p>"


def test_former_addresses_lead_to_the_end_of_their_chain(plan: Plan, make_world: MakeWorld) -> None:
    pages = plan()
    for old in ("ten-cu", "ten-giua"):
        html = render_page(pages[f"tin/{old}.html"], make_world()).decode("utf-8")
        assert 'content="0; url=moi-ngay-mot-tin-tot.html"' in html
        assert '<a href="moi-ngay-mot-tin-tot.html">' in html
    assert "tin/mat.html" not in pages


def test_a_ring_of_aliases_ends(plan: Plan, sample: SimpleNamespace) -> None:
    library = sample.library(aliases={"a": "b", "b": "a"})
    assert "tin/a.html" not in plan(library)


def test_a_ward_with_an_address_has_canonical_links_sitemap_and_preview_picture(
    plan: Plan, sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    pages = plan(ward=sample.ba_dinh)
    url = "https://phuong.example/x/"
    html = render_page(pages["tin/moi-ngay-mot-tin-tot.html"], make_world()).decode("utf-8")
    assert f'<link rel="canonical" href="{url}tin/moi-ngay-mot-tin-tot.html">' in html
    assert f'content="{url}media/moi-ngay-mot-tin-tot/social-1200x630.png"' in html
    listed = [a.url for a in pages["sitemap.xml"].context["addresses"]]
    assert url in listed
    assert f"{url}tin/thong-bao-da-het.html" in listed
    assert not [a for a in listed if "tin-da-rut" in a or "ten-cu" in a or "404" in a]
    moved = pages["tin/ten-cu.html"].context["canonical"]
    assert moved == f"{url}tin/moi-ngay-mot-tin-tot.html"


def test_a_ward_without_an_address_has_none_of_these(plan: Plan, make_world: MakeWorld) -> None:
    pages = plan()
    html = render_page(pages["tin/moi-ngay-mot-tin-tot.html"], make_world()).decode("utf-8")
    assert "sitemap.xml" not in pages
    assert "canonical" not in html
    assert "og:image" not in html
    assert "og:url" not in html


def test_a_slogan_is_broken_after_its_dash_first(plan: Plan, make_world: MakeWorld) -> None:
    html = render_page(plan()["tin/moi-ngay-mot-tin-tot.html"], make_world()).decode("utf-8")
    line = html.partition('<p class="tagline">')[2].partition("</p>")[0].replace("\u00a0", " ")
    assert line == "<span>Mỗi ngày một tin tốt –</span> <span>Mỗi tuần một câu chuyện đẹp</span>"


def test_sample_mark_and_missing_contact(
    plan: Plan, sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    html = render_page(plan()["index.html"], make_world()).decode("utf-8")
    assert "BẢN MẪU" in html
    assert html.count("chưa cập nhật") == 4
    real = sample.library()
    real = replace(real, campaign=replace(real.campaign, sample=False))
    page = plan(real, ward=sample.ba_dinh)["index.html"]
    html = render_page(page, make_world()).decode("utf-8")
    assert "BẢN MẪU" not in html
    assert '<a href="tel:02430000000">024 3000 0000</a>' in html
    assert html.count("chưa cập nhật") == 3
    assert '<link rel="stylesheet" href="assets/ward.css">' in html


def test_pages_do_not_change_with_the_moment_of_the_build(plan: Plan) -> None:
    morning, noon = plan(), plan(now=NOW + timedelta(hours=4))
    assert {p: v.key for p, v in morning.items()} == {p: v.key for p, v in noon.items()}


def test_sites_survive_the_way_to_another_process(sample: SimpleNamespace) -> None:
    here = Sites(sample.library(), NOW, {"ngoc-ha/media/a/image.jpg": 8}, {})
    there = Sites(*pickle.loads(pickle.dumps(here.parts)))  # noqa: S301 - our own
    keys = {p.path: p.key for p in here.pages(sample.ngoc_ha)}
    assert {p.path: p.key for p in there.pages(sample.ngoc_ha)} == keys


def changed_libraries(library: Library) -> Iterator[Library]:
    """Yield the library with one thing changed at a time."""
    for entry in library.entries:
        message = entry.live
        assert message is not None
        if message.kind is not Kind.EVENT:
            continue
        others = [e for e in library.entries if e is not entry]
        for changes in (
            {"title": "Tên mới"},
            {"body": replace(message.body, html="<p>Chữ mới.</p>", lead="Chữ mới.")},
            {"summary": "Tóm tắt mới"},
            {"slogan": "Khẩu hiệu mới"},
            {"kind": Kind.GUIDE},
            {"priority": Priority.EMERGENCY},
            {"topics": ("moi",)},
            {"corrected": date(2026, 11, 21)},
            {"withdrawn": Withdrawal(date(2026, 11, 21), "Lý do mới")},
        ):
            yield replace(
                library, entries=(*others, Entry(message.id, replace(message, **changes)))
            )
        yield replace(library, entries=tuple(others))
    yield replace(library, contacts=library.contacts[1:])
    yield replace(library, aliases={})
    for changes in ({"name": "Tên khác"}, {"publisher": "Nơi khác"}, {"sample": False}):
        yield replace(library, campaign=replace(library.campaign, **changes))
    yield replace(library, campaign=replace(library.campaign, topics={"child": "Trẻ nhỏ"}))


def test_equal_keys_mean_equal_pages(
    plan: Plan, sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    """No change shows on a page whose key it leaves as it was."""
    world = make_world()
    before = plan()
    shown = {path: render_page(page, world) for path, page in before.items()}
    kept = 0
    for library in changed_libraries(sample.library()):
        for path, page in plan(library).items():
            if path in before and page.key == before[path].key:
                kept += 1
                assert render_page(page, world) == shown[path], path
    assert kept > 300


def test_wards_with_the_same_messages_share_an_edition(sample: SimpleNamespace) -> None:
    sites = Sites(sample.library(), NOW, {}, {})
    assert sites.edition(sample.ngoc_ha) is sites.edition(sample.ba_dinh)
    less = replace(sample.ba_dinh, off=("moi-ngay-mot-tin-tot",))
    assert sites.edition(less) is not sites.edition(sample.ba_dinh)


def test_one_changed_title_changes_only_the_pages_that_name_it(
    plan: Plan, sample: SimpleNamespace
) -> None:
    before = plan()
    rule = next(m for m in sample.messages if m.kind is Kind.RULE)
    others = [m for m in sample.messages if m is not rule]
    after = plan(sample.library(*others, replace(rule, title="Một tên khác")))
    changed = {p for p in before if before[p].key != after[p].key}
    assert changed == {
        "assets/search-data.js",
        "dang-ngay.html",
        "embed/index.html",
        "feed.json",
        "feed.xml",
        "index.html",
        "luu-tru/2026-11.html",
        "luu-tru/index.html",
        "muc/rule.html",
        "tin/kiem-chung-cat-nuoc.html",
        "tin/quy-tac-tren-moi-truong-so.html",
        "tin/toa-dam-vung-xanh.html",
    }


def test_long_lists_are_parted_into_pages(plan: Plan, sample: SimpleNamespace) -> None:
    base = next(m for m in sample.messages if m.kind is Kind.NEWS)
    many = [replace(base, id=f"tin-{n:02}", topics=(), audience=()) for n in range(50)]
    pages = plan(sample.library(*many))
    parts = [pages[f"muc/news{end}.html"].context["listing"] for end in ("", "-2", "-3")]
    assert [len(part.cards) for part in parts] == [PER_PAGE, PER_PAGE, 50 - 2 * PER_PAGE]
    assert [part.number for part in parts] == [1, 2, 3]
    assert "muc/news-4.html" not in pages
    assert ids(card for part in parts for card in part.cards) == sorted(
        (m.id for m in many), reverse=True
    )


def test_a_ward_without_messages_still_has_a_home(
    plan: Plan, sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    library = replace(sample.library(), entries=())
    html = render_page(plan(library)["index.html"], make_world()).decode("utf-8")
    assert "Hiện chưa có tin nào." in html


def test_high_priority_goes_before_normal_in_a_section(plan: Plan, sample: SimpleNamespace) -> None:
    first = replace(sample.messages[2], id="a-thuong")
    second = replace(first, id="b-cao", priority=Priority.HIGH, publish=first.publish)
    page = plan(sample.library(first, second))["muc/warning.html"]
    assert ids(page.context["listing"].cards) == ["b-cao", "a-thuong"]
