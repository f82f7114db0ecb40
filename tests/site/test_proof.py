"""The proof page: everything made, everything found, in the order of the loop."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.content.model import Kind, Status
from generator.diagnostics import Span, error, warning
from generator.site.assets import proof_assets
from generator.site.boardfacts import BoardFacts
from generator.site.proof import (
    ProofFinding,
    ProofItem,
    ProofMessage,
    ProofModel,
    ProofReel,
    ProofView,
    gathered,
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


Show = Callable[[ProofModel], str]


@pytest.fixture
def show(make_world: MakeWorld) -> Callable[[ProofModel], str]:
    def render(model: ProofModel) -> str:
        text = render_page(proof_page(model), make_world()).decode("utf-8")
        return re.sub(r"\s+", " ", text)

    return render


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
    assert [(s.kind, [g.title for g in s.groups]) for s in entry.sections] == [
        ("board", ["Sân"]),
        ("poster", ["chung"]),
        ("video", ["chung"]),
        ("page", [""]),
    ]
    assert [[i.order for i in pair] for pair in entry.sections[0].groups[0].shown] == [[1], [2]]


def poster(name: str, group: str, **values: Any) -> ProofItem:
    path = f"../posters/{group}/a/{name}.pdf"
    return ProofItem(path, "poster", name, group, 1, 2, name=name, preview=f"{name}.png", **values)


def test_one_poster_stands_for_all_sizes_and_all_wards(show: Show) -> None:
    names = ("poster-a0", "poster-a3", "poster-a5", "banner")
    items = tuple(poster(name, ward) for ward in ("chung", "phường") for name in names)
    model = replace(MODEL, messages=(replace(LIVE, items=items),))
    (entry,) = proof_page(model).context["entries"]
    common, ward = entry.sections[0].groups
    assert [[i.name for i in one] for one in common.shown] == [["poster-a3"]]
    assert ward.shown == ()
    assert [i.name for i in ward.linked] == list(names)
    html = show(model)
    assert html.count("<img") == 1
    assert html.index("poster-a5.pdf") < html.index("banner.pdf")
    for item in items:
        assert f'href="{item.path}"' in html


def test_a_poster_that_was_held_back_is_shown_beside_the_one_that_stands_for_all() -> None:
    items = (poster("poster-a3", "chung"), poster("poster-a5", "chung", held="chữ bị cắt"))
    model = replace(MODEL, messages=(replace(LIVE, items=items),))
    (entry,) = proof_page(model).context["entries"]
    shown = [one[0].name for one in entry.sections[0].groups[0].shown]
    assert shown == ["poster-a3", "poster-a5"]


FACTS = BoardFacts(13.67, 41.0, 7.0, 0.132, 5.0, 40.0, 2.56, 1.28, 614.6, 5.0)
UNKNOWN = BoardFacts(None, None, 3.0, 0.07)


def on_board(name: str, facts: BoardFacts, *, night: bool = False) -> ProofItem:
    path = f"../boards/san{'-night' if night else ''}/01_a.png"
    views = (ProofView("board", f"sim/{name}-board.png"), ProofView("eye", f"sim/{name}-eye.jpg"))
    return ProofItem(
        path, "board", "512 × 256", "Sân", 512, 256, 9, order=1, night=night, views=views,
        facts=facts,
    )  # fmt: skip


def test_a_board_is_shown_lamp_by_lamp_with_what_the_eye_sees_and_its_measures(show: Show) -> None:
    item = on_board("d", FACTS)
    html = show(replace(MODEL, messages=(replace(LIVE, items=(item,)),)))
    assert f'<a href="{item.path}"><img' in html
    assert 'src="sim/d-board.png"' in html
    assert 'src="sim/d-eye.jpg"' in html
    assert "Chữ cao 14 cm, đọc được đến 41 m" in html
    assert "hình trên nhìn từ 5 m, hình dưới nhìn từ 40 m" in html
    rows = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))
    assert rows == {
        "Chữ hoa cao": "14 cm",
        "Đọc được xa nhất": "41 m",
        "Người xem đứng cách": "5–40 m",
        "Thời gian đọc": "7 giây",
        "Kích thước bảng": "2,56 × 1,28 m",
        "Khoảng cách điểm ảnh": "5 mm",
        "Độ sáng trung bình": "13 %",
        "Công suất tối đa (ước tính)": "610 W",
    }
    assert "Ban ngày" not in html


def test_nothing_is_assumed_of_a_board_whose_pitch_nobody_knows(show: Show) -> None:
    item = replace(on_board("d", UNKNOWN), views=(ProofView("part", "sim/d-part.png"),))
    html = show(replace(MODEL, messages=(replace(LIVE, items=(item,)),)))
    rows = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))
    known = {"Thời gian đọc": "3 giây", "Độ sáng trung bình": "7 %"}
    assert {name: value for name, value in rows.items() if value != "chưa rõ"} == known
    assert "Cỡ chữ trên bảng: chưa rõ" in html
    assert f'src="{item.path}"' in html
    assert 'src="sim/d-part.png"' in html


@pytest.mark.parametrize("lost", ["near_m", "far_m"])
def test_what_the_eye_sees_is_not_shown_from_a_distance_nobody_knows(show: Show, lost: str) -> None:
    item = on_board("d", replace(FACTS, **{lost: None}))
    html = show(replace(MODEL, messages=(replace(LIVE, items=(item,)),)))
    assert "<dt>Người xem đứng cách</dt><dd>chưa rõ</dd>" in html
    assert "Cùng một góc bảng" not in html
    assert "từ chưa rõ" not in html


def test_a_page_without_the_message_has_no_letters_to_measure(show: Show) -> None:
    item = on_board("d", replace(FACTS, letter_cm=None, farthest_m=None, reading_s=0.0))
    html = show(replace(MODEL, messages=(replace(LIVE, items=(item,)),)))
    assert "Chữ hoa cao" not in html
    assert "Cỡ chữ trên bảng" not in html
    assert "Kích thước bảng" in html


def test_day_and_night_stand_side_by_side(show: Show) -> None:
    items = (on_board("n", FACTS, night=True), on_board("d", FACTS))
    model = replace(MODEL, messages=(replace(LIVE, items=items),))
    (entry,) = proof_page(model).context["entries"]
    assert [[i.night for i in p] for p in entry.sections[0].groups[0].shown] == [[False, True]]
    html = show(model)
    assert html.index("Ban ngày") < html.index("d-board.png") < html.index("Ban đêm")


def test_what_is_said_of_several_files_is_said_once() -> None:
    said, bad = ProofFinding("warning", "cảnh báo", "chữ nhỏ"), ProofFinding("error", "lỗi", "cắt")
    assert gathered([said, bad, said]) == (bad, replace(said, times=2))


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
        (LIVE, "Hiện từ 20/11/2026 đến hết 31/12/2031."),
        (
            replace(LIVE, expire=datetime(2026, 12, 31, 17, tzinfo=HANOI)),
            "Hiện từ 20/11/2026 đến 17 giờ, 31/12/2026.",
        ),
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


def test_a_video_has_its_captions_and_one_that_tells_nothing_has_none(show: Show) -> None:
    item = ProofItem("../video/chung/a/video-16x9.mp4", "video", "16:9")
    told = replace(item, captions="data:text/vtt;base64,V0VCVlRU")
    html = show(replace(MODEL, messages=(replace(LIVE, items=(told,)),)))
    assert '<track kind="captions" srclang="vi" label="Tiếng Việt" src="data:text/vtt;base' in html
    assert "<track" not in show(replace(MODEL, messages=(replace(LIVE, items=(item,)),)))


def test_loops_in_one_file_stand_together_with_what_they_hold(show: Show) -> None:
    item = ProofItem("../boards/san.mp4", "board", "Sân", "", 512, 256, 9_000, "../v/f.jpg")
    reel = ProofReel(item, ("Tin một", "Tin hai"), ("Tin <ba>",))
    html = show(replace(MODEL, reels=(reel,)))
    assert 'src="../boards/san.mp4" poster="../v/f.jpg"' in html
    assert "<summary>2 tin</summary> <ol> <li>Tin một</li> <li>Tin hai</li> </ol>" in html
    assert "Không có video nên không vào tệp này: Tin &lt;ba&gt;" in html
    strip = replace(reel, item=replace(item, width=640, height=64))
    html = show(replace(MODEL, messages=(), reels=(strip,)))
    assert "<video" not in html
    assert 'href="../boards/san.mp4"' in html
    assert "Cả vòng chiếu" not in show(MODEL)


def test_words_of_messages_are_escaped(show: Show) -> None:
    assert "Tin &lt;b&gt;thứ&lt;/b&gt; nhất" in show(MODEL).replace("\u00a0", " ")


def test_an_empty_campaign_has_a_proof_page(show: Show) -> None:
    assert "Chưa có tin nào." in show(replace(MODEL, messages=()))


def test_equal_proofs_have_equal_keys() -> None:
    assert proof_page(MODEL).key == proof_page(MODEL).key
    assert proof_page(replace(MODEL, complete=not MODEL.complete)).key != proof_page(MODEL).key
