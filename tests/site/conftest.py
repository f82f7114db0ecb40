"""A small library written by hand: ten messages in every state, two wards, contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from generator.content.model import (
    Approval,
    Body,
    Campaign,
    Contact,
    Contest,
    Entry,
    Event,
    Kind,
    Library,
    Media,
    Message,
    Priority,
    Question,
    Unit,
    Ward,
    Withdrawal,
)
from generator.site.assets import asset_bytes, site_assets, ward_assets
from generator.site.pages import plan_pages
from generator.site.render import render_page
from generator.world import HANOI, World, midnight

CHECKED = date(2026, 11, 22)
END = date(2031, 12, 31)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def message(name: str, kind: Kind, title: str, html: str, **values: Any) -> Message:
    """A message with sensible values for what a test does not care about."""
    expire = values.pop("expire", END)
    lead = values.pop("lead", "")
    publish = at(values.pop("publish", "2026-11-20"))
    base = Message(
        id=name,
        file=f"content/messages/{name}.md",
        title=title,
        slogan=values.pop("slogan", title),
        kind=kind,
        source=values.pop("source", "Kế hoạch 287/KH-UBND ngày 14/12/2021"),
        publish=publish,
        expire=expire,
        until=expire if isinstance(expire, datetime) else midnight(expire + timedelta(days=1)),
        body=Body(source="", html=html, lead=lead),
        hash="0" * 64,
        approved=Approval("Người duyệt mẫu", date(2026, 11, 19), "0" * 64),
    )
    return replace(base, **values)


MESSAGES = (
    message(
        "moi-ngay-mot-tin-tot",
        Kind.NEWS,
        "Cụ bà 72 tuổi dạy cả ngõ cách nhận ra tin giả",
        "<p>Mỗi tối thứ Ba, nhà văn hóa tổ dân phố sáng đèn. Cô giáo về hưu mở lớp học nhỏ: cầm"
        " điện thoại lên, đọc hết bài, tìm nguồn, rồi mới bấm chia sẻ.</p>"
        "<h2>Ba câu hỏi trước khi chia sẻ</h2><ol><li>Ai viết tin này?</li>"
        "<li>Tin có ở trang chính thức nào không?</li><li>Chia sẻ thì có ích cho ai?</li></ol>"
        "<blockquote><p>“Chậm một phút để không phải xin lỗi cả ngõ.”</p></blockquote>"
        "<p>Lớp học đã có hơn ba mươi người, và ai cũng được phát một tờ giấy ghi sẵn các bước."
        ' Xem thêm <a href="canh-bao-duong-dan-la.md">cảnh báo về đường dẫn lạ</a>.</p>',
        slogan="Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp",
        lead="Mỗi tối thứ Ba, nhà văn hóa tổ dân phố sáng đèn cho một lớp học nhỏ về tin giả.",
        publish="2026-11-22T06:00",
        topics=("false-news",),
        image=Media("content/media/lop-hoc.jpg", "a" * 64, 1600, 1000, "Ban biên tập mẫu", "CC0"),
        image_alt="Một nhóm người lớn tuổi ngồi quanh bàn, nhìn vào điện thoại.",
        easy="Có tin lạ thì đừng chia sẻ ngay.\n\nHỏi con cháu hoặc cán bộ phường trước.",
        help=True,
        corrected=date(2026, 11, 22),
    ),
    message(
        "cau-chuyen-chiec-vi",
        Kind.STORY,
        "Chiếc ví trên ghế đá và tin nhắn lúc nửa đêm",
        "<p>Em học sinh lớp 9 nhặt được chiếc ví, không đăng ảnh giấy tờ lên mạng mà nhắn riêng"
        " cho người quen của chủ ví.</p>",
        slogan="Việc nhỏ, lòng không nhỏ",
        lead="Em học sinh lớp 9 nhặt được ví và chọn cách trả lại mà không làm lộ giấy tờ của ai.",
    ),
    message(
        "canh-bao-duong-dan-la",
        Kind.WARNING,
        "Không bấm vào đường dẫn lạ trong Messenger, Zalo",
        "<p>Kẻ xấu chiếm tài khoản rồi nhắn cho bạn bè.</p><h3>Việc cần làm</h3>"
        "<ul><li>Gọi lại cho người gửi.</li><li>Không nhập mật khẩu, mã OTP.</li></ul>"
        "<table><thead><tr><th>Dấu hiệu</th><th>Nên làm</th></tr></thead>"
        "<tbody><tr><td>Giục chuyển tiền</td><td>Gọi điện kiểm tra</td></tr></tbody></table>",
        lead="Gọi lại cho người gửi trước khi mở. Không nhập mật khẩu, mã OTP vào trang lạ.",
        topics=("scam-site",),
        help=True,
    ),
    message(
        "khan-cuoc-goi-gia-danh",
        Kind.NOTICE,
        "Xuất hiện cuộc gọi giả danh cán bộ phường",
        "<p>Cán bộ không yêu cầu chuyển tiền qua điện thoại.</p>",
        lead="Cán bộ phường không bao giờ yêu cầu chuyển tiền qua điện thoại.",
        priority=Priority.EMERGENCY,
        publish="2026-11-21T17:30",
        expire=at("2026-12-01T17:30"),
    ),
    message(
        "quy-tac-tren-moi-truong-so",
        Kind.RULE,
        "Nghĩ kỹ trước khi đăng, tôn trọng khi bình luận",
        "<p>Bộ Quy tắc ứng xử văn hóa trên môi trường số đề nghị mỗi người dùng tên thật.</p>",
        lead="Bộ Quy tắc ứng xử văn hóa trên môi trường số: năm nhóm người, một thái độ văn minh.",
        source="Quyết định 423/QĐ-BVHTTDL ngày 5/3/2026",
    ),
    message(
        "kiem-chung-cat-nuoc",
        Kind.FACT_CHECK,
        "Tin “cắt nước mười ngày” là không đúng",
        "<p>Lịch cấp nước có trên trang của đơn vị cấp nước.</p>",
        lead="Một tin nhắn lan trong các nhóm dân cư nói sai về lịch cấp nước.",
        claim="Toàn thành phố cắt nước mười ngày kể từ tuần sau.",
        verdict="Tin giả",
        fact="Không có thông báo nào như vậy. Lịch cấp nước vẫn bình thường.",
        topics=("false-news",),
        help=True,
    ),
    message(
        "huong-dan-goi-111",
        Kind.GUIDE,
        "Khi nào gọi 111 để bảo vệ trẻ em?",
        "<p>Tổng đài 111 miễn phí, nhận cuộc gọi của cả trẻ em và người lớn.</p>",
        lead="Tổng đài 111 miễn phí, nhận cuộc gọi của cả trẻ em và người lớn.",
        topics=("child",),
        help=True,
    ),
    message(
        "toa-dam-vung-xanh",
        Kind.EVENT,
        "Tọa đàm Vùng xanh trên không gian mạng",
        "<p>Mời bà con đến nghe và hỏi.</p>",
        lead="Buổi trò chuyện về cách giữ cho nhóm chat của khu phố luôn lành mạnh.",
        event=Event(at("2026-12-05T08:30"), at("2026-12-05T11:00"), "Nhà văn hóa phường (mẫu)"),
    ),
    message(
        "cuoc-thi-tim-hieu-phap-luat",
        Kind.CONTEST,
        "Tìm hiểu pháp luật về an ninh mạng",
        "<p>Ba câu hỏi ngắn, ai cũng tham gia được.</p>",
        lead="Ba câu hỏi ngắn, ai cũng tham gia được.",
        contest=Contest(
            start=at("2026-11-25"),
            end=at("2026-12-31T23:59"),
            rules="Mỗi người trả lời một lần.\n\nKết quả đăng trên trang này.",
            questions=(
                Question(
                    "Nhận được tin lạ, việc đầu tiên nên làm là gì?",
                    ("Chia sẻ ngay", "Kiểm tra nguồn", "Xóa điện thoại"),
                    2,
                    "Nguồn rõ ràng là điều kiện đầu tiên của một tin đáng tin.",
                ),
            ),
        ),
    ),
    message(
        "thong-bao-da-het",
        Kind.NOTICE,
        "Lịch tiếp dân tháng 10",
        "<p>Lịch tiếp dân.</p>",
        lead="Lịch tiếp dân tháng 10 năm 2026.",
        publish="2026-10-01",
        expire=date(2026, 10, 31),
    ),
    message(
        "tin-da-rut",
        Kind.NEWS,
        "Tin đăng nhầm tên người được khen",
        "<p>Nội dung sai không được còn trên trang.</p>",
        lead="Câu mở đầu sai không được còn trên trang.",
        publish="2026-11-10",
        withdrawn=Withdrawal(date(2026, 11, 12), "Sai tên người được khen."),
    ),
    message(
        "sap-dang",
        Kind.NEWS,
        "Tin của ngày mai",
        "<p>Chưa đến ngày.</p>",
        publish="2026-11-23",
    ),
)

CONTACTS = (
    Contact(
        "tong-dai-111",
        "111",
        "Tổng đài quốc gia bảo vệ trẻ em. Trẻ em và người lớn đều gọi được, miễn phí.",
        "thieunien.vn",
        CHECKED,
        "tel:111",
        topics=("child",),
    ),
    Contact(
        "tin-gia",
        "tingia.gov.vn",
        "Gửi tin nghi là giả cho Trung tâm Xử lý tin giả Việt Nam.",
        "tingia.gov.vn",
        CHECKED,
        "https://tingia.gov.vn",
        topics=("false-news",),
    ),
    Contact(
        "nhan-tin-5656",
        "156 hoặc 5656",
        "Nhắn tin miễn phí để báo tin nhắn rác, cuộc gọi lừa đảo.",
        "ictvietnam.vn",
        CHECKED,
        "sms:5656",
        topics=("scam-call",),
    ),
    Contact("da-het-han", "0000", "Số đã thôi dùng.", "–", CHECKED, "tel:0", date(2026, 11, 1)),
)

NGOC_HA = Ward(Unit("00008", "phường", "Ngọc Hà", "ngoc-ha"))
BA_DINH = Ward(
    Unit("00004", "phường", "Ba Đình", "ba-dinh"),
    site_url="https://phuong.example/x/",
    phone="024 3000 0000",
    accent="#7a3b00",
)

ASSETS: Mapping[str, int] = {
    "media/moi-ngay-mot-tin-tot/image.jpg": 180_000,
    "media/moi-ngay-mot-tin-tot/social-1200x630.png": 85_300,
    "media/moi-ngay-mot-tin-tot/poster-a3.pdf": 240_000,
    "media/moi-ngay-mot-tin-tot/poster.jpg": 60_000,
    "media/moi-ngay-mot-tin-tot/video-16x9.mp4": 1_240_000,
    "media/moi-ngay-mot-tin-tot/video-16x9.vtt": 1_300,
    "media/moi-ngay-mot-tin-tot/video-9x16.mp4": 1_100_000,
}
CAPTIONS: Mapping[str, str] = {
    "media/moi-ngay-mot-tin-tot/video-16x9.vtt": (
        "WEBVTT\n\n00:00:01.000 --> 00:00:05.000\nMỗi ngày một tin tốt –\n"
        "Mỗi tuần một câu chuyện đẹp\n"
    ),
}


def sample_library(*messages: Message, **values: Any) -> Library:
    """A library over the sample's messages, or over those given."""
    found = sorted(messages or MESSAGES, key=lambda m: m.id)
    base = Library(
        campaign=Campaign("Tin Tốt", "Bộ nội dung mẫu Tin Tốt", theme="tin-tot", sample=True),
        units={w.slug: w.unit for w in (BA_DINH, NGOC_HA)},
        wards=(BA_DINH, NGOC_HA),
        places=(),
        contacts=CONTACTS,
        entries=tuple(Entry(m.id, m) for m in found),
        aliases={"ten-cu": "ten-giua", "ten-giua": "moi-ngay-mot-tin-tot", "mat": "khong-co"},
    )
    return replace(base, **values)


def build_site(library: Library, ward: Ward, world: World) -> dict[str, bytes]:
    """Every file of a ward's folder, as a build would write it; media are empty files."""
    assets = (*site_assets(world), *ward_assets(ward))
    styles = {a.path: asset_bytes(a, world) for a in assets}
    sizes = {**ASSETS, **{path: len(data) for path, data in styles.items()}}
    pages = plan_pages(library, ward, world.now, sizes, CAPTIONS)
    media = dict.fromkeys(ASSETS, b"")
    return {**styles, **media, **{p.path: render_page(p, world) for p in pages}}


@pytest.fixture(scope="session")
def sample() -> SimpleNamespace:
    """What the tests of this folder share."""
    return SimpleNamespace(
        messages=MESSAGES,
        assets=ASSETS,
        captions=CAPTIONS,
        ngoc_ha=NGOC_HA,
        ba_dinh=BA_DINH,
        library=sample_library,
        build=build_site,
    )
