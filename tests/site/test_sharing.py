"""Captions, alt text and hashtags: short messages in, the words of a post out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from generator.content.model import Body, Campaign, Contest, Event, Kind, Media, Message, Priority
from generator.site.sharing import alt_text, caption, hashtag, hashtags
from generator.world import HANOI, midnight

CAMPAIGN = Campaign("Tin Tốt", "Ban biên tập thử")
END = date(2031, 12, 31)


def message(**values: Any) -> Message:
    base = Message(
        id="cuoc-goi-la",
        file="content/messages/cuoc-goi-la.md",
        title="Cuộc gọi lừa đảo: dập máy rồi báo 156",
        slogan="Đòi mã OTP – Dập máy, báo 156",
        kind=Kind.GUIDE,
        source="Kế hoạch 287/KH-UBND",
        publish=datetime(2026, 11, 20, tzinfo=HANOI),
        expire=END,
        until=midnight(END + timedelta(days=1)),
        body=Body("", "", "Gọi lại cho người thân trước khi chuyển tiền."),
        hash="",
    )
    return replace(base, **values)


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Mỗi ngày một tin tốt", "#MoiNgayMotTinTot"),
        ("Đường Điện Biên Phủ", "#DuongDienBienPhu"),
        ("phong-chay", "#PhongChay"),
        ("gọi 111", "#Goi111"),
        ("111", ""),
        ("–", ""),
    ],
)
def test_a_tag_has_a_capital_for_each_syllable_and_no_diacritics(words: str, tag: str) -> None:
    assert hashtag(words) == tag


def test_a_decomposed_name_gives_the_same_tag() -> None:
    assert hashtag("Tin To\u0302\u0301t") == hashtag("Tin Tốt") == "#TinTot"


def test_tags_name_movement_kind_topics_and_campaign_in_this_order() -> None:
    story = message(kind=Kind.STORY, topics=("conduct",))
    assert hashtags(story, CAMPAIGN) == (
        "#MoiNgayMotTinTot",
        "#MoiTuanMotCauChuyenDep",
        "#VanHoaUngXu",
        "#TinTot",
    )


def test_topics_of_one_meaning_are_one_tag_and_those_of_no_subject_none() -> None:
    scams = message(topics=("scam-call", "scam-site", "easy-words", "phong-chay"))
    assert hashtags(scams, CAMPAIGN)[1:] == ("#ChongLuaDao", "#PhongChay", "#TinTot")


def test_there_are_at_most_five_tags_and_the_campaigns_own_is_among_them() -> None:
    many = message(kind=Kind.WARNING, topics=("law", "child", "privacy", "account"))
    tags = hashtags(many, CAMPAIGN)
    assert len(tags) == 5
    assert tags[-1] == "#TinTot"


def test_a_campaign_named_like_the_movement_has_one_tag() -> None:
    named = Campaign("Mỗi ngày một tin tốt", "Ban biên tập thử")
    assert hashtags(message(), named) == ("#MoiNgayMotTinTot",)


def test_a_caption_says_slogan_title_lead_source_link_and_tags() -> None:
    text = caption(message(), CAMPAIGN, "https://phuong.example/x/tin/cuoc-goi-la.html")
    assert text == (
        "Đòi mã OTP – Dập máy, báo 156\n"
        "Cuộc gọi lừa đảo: dập máy rồi báo 156\n"
        "\n"
        "Gọi lại cho người thân trước khi chuyển tiền.\n"
        "\n"
        "Nguồn: Kế hoạch 287/KH-UBND\n"
        "Xem đầy đủ: https://phuong.example/x/tin/cuoc-goi-la.html\n"
        "\n"
        "#MoiNgayMotTinTot #TinTot"
    )


def test_a_caption_without_an_address_has_no_link() -> None:
    assert "Xem đầy đủ" not in caption(message(), CAMPAIGN)


def test_a_title_that_the_slogan_repeats_is_said_once() -> None:
    text = caption(message(title="Dập máy, báo 156"), CAMPAIGN)
    assert text.split("\n\n")[0] == "Đòi mã OTP – Dập máy, báo 156"


@pytest.mark.parametrize(
    ("values", "start"),
    [
        ({"kind": Kind.WARNING}, "CẢNH BÁO: Đòi mã OTP"),
        ({"priority": Priority.EMERGENCY}, "KHẨN CẤP: Đòi mã OTP"),
        ({"kind": Kind.WARNING, "priority": Priority.EMERGENCY}, "KHẨN CẤP: Đòi mã OTP"),
        ({"kind": Kind.NEWS}, "Đòi mã OTP"),
    ],
)
def test_a_warning_says_so_first(values: dict[str, Any], start: str) -> None:
    assert caption(message(**values), CAMPAIGN).startswith(start)


def test_a_sample_and_a_draft_are_marked_like_their_pictures() -> None:
    sample = replace(CAMPAIGN, sample=True)
    assert caption(message(), sample).startswith("[BẢN MẪU]\n\nĐòi mã OTP")
    assert caption(message(draft=True), sample).startswith("[BẢN NHÁP]\n\n")
    assert "BẢN" not in caption(message(), CAMPAIGN)
    assert alt_text(message(), sample).endswith("Ảnh mang dấu BẢN MẪU.")


CHECK: dict[str, Any] = {
    "kind": Kind.FACT_CHECK,
    "claim": "Chỉ chia sẻ lại thì không bị phạt.",
    "verdict": "Sai",
    "fact": "Chia sẻ lại cũng bị phạt.",
}


def test_a_fact_check_tells_the_fact_before_the_claim() -> None:
    text = caption(message(**CHECK), CAMPAIGN)
    assert (
        "Sự thật: Chia sẻ lại cũng bị phạt.\n"
        "Tin đang lan truyền: “Chỉ chia sẻ lại thì không bị phạt.” – Sai" in text
    )


def test_a_fact_checks_alt_text_says_that_the_claim_is_struck_and_what_is_true() -> None:
    text = alt_text(message(**CHECK), CAMPAIGN)
    assert text == (
        "Ảnh chữ, mục Kiểm chứng tin."
        " Tin đang lan truyền, bị gạch ngang: “Chỉ chia sẻ lại thì không bị phạt.”"
        " Kết luận: Sai. Sự thật: “Chia sẻ lại cũng bị phạt.”"
    )


def test_an_event_says_when_and_where() -> None:
    start = datetime(2026, 12, 5, 8, tzinfo=HANOI)
    event = message(kind=Kind.EVENT, event=Event(start, None, "Nhà văn hóa số 3"))
    assert "Thời gian: 8 giờ, ngày 05 tháng 12 năm 2026\nĐịa điểm: Nhà văn hóa số 3\n" in caption(
        event, CAMPAIGN
    )


def test_a_contest_says_when_and_where_to_take_part() -> None:
    start, end = (datetime(2026, 12, day, tzinfo=HANOI) for day in (1, 31))
    contest = Contest(start, end, "Thể lệ", "https://thi.example/")
    text = caption(message(kind=Kind.CONTEST, contest=contest), CAMPAIGN)
    assert "Thời gian: Từ ngày 01 đến ngày 31 tháng 12 năm 2026" in text
    assert "Dự thi tại: https://thi.example/" in text


def test_a_correction_is_told_beside_the_source() -> None:
    text = caption(message(corrected=date(2026, 11, 22)), CAMPAIGN)
    assert "Nguồn: Kế hoạch 287/KH-UBND\nĐã đính chính ngày 22/11/2026" in text


def test_alt_text_tells_the_picture_of_a_message_and_the_place_at_its_foot() -> None:
    picture = Media("content/media/xx.jpg", "0" * 64, 800, 600)
    own = message(image=picture, image_alt="Bà cụ cầm điện thoại")
    assert alt_text(own, CAMPAIGN, "Phường Ngọc Hà, Thành phố Hà Nội") == (
        "Ảnh chữ, mục Hướng dẫn. “Đòi mã OTP – Dập máy, báo 156”."
        " Gọi lại cho người thân trước khi chuyển tiền. Kèm hình: Bà cụ cầm điện thoại."
        " Chân ảnh ghi Phường Ngọc Hà, Thành phố Hà Nội."
    )
