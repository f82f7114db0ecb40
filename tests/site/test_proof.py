"""The proof page: everything made, everything found, in the order of the loop."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from generator.canonical import digest
from generator.content.model import Kind, Status
from generator.diagnostics import Span, error, warning
from generator.site.proof import (
    ProofItem,
    ProofMessage,
    ProofModel,
    proof_assets,
    proof_finding,
    proof_page,
)
from generator.site.render import render_page
from generator.world import HANOI, MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

ITEMS = (
    ProofItem("../web/ngoc-ha/tin/a.html", "page", "Phường Ngọc Hà"),
    ProofItem("../video/chung/a/video-16x9.mp4", "video", "16:9", "chung", 1920, 1080, 900_000),
    ProofItem("../boards/san/02_a.png", "board", "512 × 256", "Sân", 512, 256, 9_000, order=2),
    ProofItem("../boards/san/01_a.png", "board", "512 × 256", "Sân", 512, 256, 9_000, order=1),
    ProofItem(
        "../posters/chung/a/poster-a3.pdf",
        "poster",
        "A3",
        "chung",
        297,
        420,
        240_000,
        preview="a/poster-a3.png",
        held="chữ bị cắt",
    ),
)

LIVE = ProofMessage(
    id="a",
    title="Tin <b>thứ</b> nhất",
    slogan="Khẩu hiệu",
    kind=Kind.NEWS,
    status=Status.CURRENT,
    publish=datetime(2026, 11, 20, tzinfo=HANOI),
    expire=date(2031, 12, 31),
    approved_by="Người duyệt mẫu",
    approved_on=date(2026, 11, 19),
    items=ITEMS,
)
MODEL = ProofModel(
    campaign="Tin Tốt",
    language="vi",
    sample=True,
    day=date(2026, 11, 22),
    complete=True,
    next_change=datetime(2026, 12, 1, 17, 30, tzinfo=HANOI),
    messages=(LIVE,),
)


@pytest.fixture
def show(make_world: MakeWorld) -> Callable[[ProofModel], str]:
    def render(model: ProofModel) -> str:
        text = render_page(proof_page(model), make_world()).decode("utf-8")
        return re.sub(r"\s+", " ", text)

    return render


Show = Callable[[ProofModel], str]


def test_run_summary_says_whether_it_can_be_handed_over(show: Show) -> None:
    html = show(MODEL)
    assert "<h1>Sẵn sàng bàn giao</h1>" in html
    assert "Lần tự thay đổi kế tiếp: 17 giờ 30, 01/12/2026." in html
    assert "BẢN MẪU" in html
    bad = replace(MODEL, complete=False, next_change=None)
    assert "<h1>Chưa sẵn sàng bàn giao</h1>" in show(bad)
    assert "Từ nay không còn gì tự thay đổi." in show(bad)


def test_items_stand_by_kind_and_place_in_play_order() -> None:
    (entry,) = proof_page(MODEL).context["entries"]
    assert [(g.kind, g.title) for g in entry.groups] == [
        ("board", "Sân"),
        ("poster", "chung"),
        ("video", "chung"),
        ("page", ""),
    ]
    assert [i.order for i in entry.groups[0].items] == [1, 2]


def test_every_item_is_shown_or_linked(show: Show) -> None:
    html = show(MODEL)
    for item in ITEMS:
        assert f'"{item.path}"' in html
    assert 'src="a/poster-a3.png"' in html
    assert "Giữ bản cũ: chữ bị cắt" in html
    assert html.count('loading="lazy"') == 3
    assert 'preload="none"' in html


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (LIVE, "Đã duyệt bởi Người duyệt mẫu ngày 19/11/2026. Hiện từ 20/11/2026"),
        (replace(LIVE, status=Status.UPCOMING), "Sắp đăng: 20/11/2026."),
        (replace(LIVE, status=Status.EXPIRED), "Hết hiệu lực; ngày cuối: 31/12/2031."),
        (replace(LIVE, status=Status.WITHDRAWN, withdrawn="Sai tên"), "Đã rút: Sai tên"),
        (replace(LIVE, draft=True), "BẢN NHÁP"),
        (replace(LIVE, failing=True), "đang dùng bản đã duyệt gần nhất"),
        (replace(LIVE, items=()), "Chưa có sản phẩm nào của tin này."),
    ],
)
def test_status_line(show: Show, message: ProofMessage, words: str) -> None:
    assert words in show(replace(MODEL, messages=(message,)))


def test_a_draft_stands_beside_its_live_form_under_its_own_anchor() -> None:
    entries = proof_page(replace(MODEL, messages=(replace(LIVE, draft=True), LIVE))).context
    assert [(e.anchor, e.state) for e in entries["entries"]] == [
        ("tin-a", "current"),
        ("tin-a-nhap", "draft"),
    ]


def test_findings_carry_place_line_and_hint(show: Show) -> None:
    span = Span("content/messages/a.md", 2, 1, 6, 'tieude: "<x>"')
    found = proof_finding(error("unknown-key", "không có khóa “tieude”", span, "viết “title”"))
    common = proof_finding(warning("old", "số chưa kiểm tra lại"))
    html = show(replace(MODEL, messages=(replace(LIVE, findings=(found,)),), findings=(common,)))
    assert "content/messages/a.md:2:1" in html
    assert "<code>tieude: &#34;&lt;x&gt;&#34;</code>" in html
    assert "Gợi ý: viết “title”" in html
    assert "1 lỗi cần sửa. 1 cảnh báo cần xem." in html
    assert 'class="entry message is-current troubled' in html


class _Targets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name == "id":
                assert value not in self.ids
                self.ids.add(value or "")
            elif name in {"href", "src", "poster"}:
                self.links.append(value or "")


def test_links_stay_within_the_outputs_and_anchors_exist(make_world: MakeWorld, show: Show) -> None:
    page = _Targets()
    page.feed(show(replace(MODEL, messages=(LIVE, replace(LIVE, draft=True)))))
    known = {i.path for i in ITEMS} | {"a/poster-a3.png"}
    known |= {a.path for a in proof_assets(make_world())}
    for link in page.links:
        url = urlsplit(link)
        assert not url.scheme
        assert not url.path.startswith("/")
        assert not url.path or posixpath.normpath(url.path) in known
        assert not url.fragment or url.fragment in page.ids


def test_a_board_that_plays_video_shows_its_video(show: Show) -> None:
    item = ProofItem("../boards/san/01_a.mp4", "board", "512 × 256", "Sân", preview="../v/f.jpg")
    html = show(replace(MODEL, messages=(replace(LIVE, items=(item,)),)))
    assert 'src="../boards/san/01_a.mp4" poster="../v/f.jpg"' in html
    assert "<img" not in html


def test_a_strip_shows_its_picture_since_controls_would_cover_its_video(show: Show) -> None:
    path, frame = "../boards/diem/01_a.mp4", "../v/f.jpg"
    item = ProofItem(path, "board", "640 × 64", "Diềm", 640, 64, preview=frame)
    html = show(replace(MODEL, messages=(replace(LIVE, items=(item,)),)))
    assert "<video" not in html
    assert f'src="{frame}"' in html
    assert html.count(f'href="{path}"') == 2


def test_words_of_messages_are_escaped(show: Show) -> None:
    assert "Tin &lt;b&gt;thứ&lt;/b&gt; nhất" in show(MODEL).replace("\u00a0", " ")


def test_an_empty_campaign_has_a_proof_page(show: Show) -> None:
    assert "Chưa có tin nào." in show(replace(MODEL, messages=()))


def test_the_page_has_a_digest() -> None:
    assert digest(proof_page(MODEL)) == digest(proof_page(MODEL))
