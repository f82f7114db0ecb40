"""Messages and formats of which videos are made in tests, and what their scenes hold."""

from __future__ import annotations

from dataclasses import replace

from generator.content.model import Kind, Media
from generator.layout.formats import Format
from generator.layout.timeline import Scene, Track
from generator.layout.wording import Wording

NEWS = Wording(
    id="tin",
    kind=Kind.NEWS,
    theme="tin-tot",
    chip="Tin tốt mỗi ngày",
    slogan="Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp",
    short="Mỗi ngày một tin tốt",
    support="Cùng lan tỏa điều tử tế trên không gian mạng.",
    points=(),
    claim="",
    verdict="",
    fact="",
    when="",
    where="",
    source="Kế hoạch 287/KH-UBND ngày 14/12/2021",
    publisher="Đoàn Thanh niên",
    ward="Phường Ngọc Hà",
    city="Thành phố Hà Nội",
    url="",
    image=None,
    alt="",
    logo=None,
    maker="",
    mark="BẢN MẪU",
    language="vi",
)
CHECK = replace(
    NEWS,
    kind=Kind.FACT_CHECK,
    theme="quy-tac",
    claim="Uống nước lá này ba ngày là khỏi bệnh",
    verdict="Sai sự thật",
    fact="Không có loại lá nào chữa khỏi bệnh hiểm nghèo",
)
WARNING = replace(
    NEWS,
    kind=Kind.WARNING,
    theme="canh-bao",
    slogan="Không bấm vào đường dẫn lạ trong Messenger, Zalo",
    points=("Gọi lại cho người gửi", "Không nhập mã OTP", "Báo công an phường"),
)
LONG = replace(
    NEWS,
    slogan=(
        "Trước khi chia sẻ một tin lạ, hãy dừng lại, đọc cả bài, xem ai viết, viết ngày nào, "
        "tìm nguồn chính thức, hỏi người hiểu chuyện, rồi mới quyết định có gửi đi"
    ),
)
EVENT = replace(
    NEWS,
    kind=Kind.EVENT,
    theme="su-kien",
    when="Từ ngày 22 tháng 11 năm 2026 đến ngày 31 tháng 12 năm 2026",
    where="Nhà văn hóa phường, 1 phố Ngọc Hà",
)
PICTURED = replace(
    NEWS, kind=Kind.STORY, image=Media("content/media/a.jpg", "0", 1200, 800), alt="Một lớp học"
)
TINY = Format("video-tiny", "video", 128, 64, file="mp4", fps=30)
FORMATS = (
    "video-16x9", "video-9x16", "video-1x1", "video-lintel-rgb", "video-apartment-p5",
    "video-column-rgb", "video-wide-rgb",
)  # fmt: skip
MESSAGES = [NEWS, CHECK, WARNING, LONG, PICTURED, EVENT]


def texts(scene: Scene) -> list[str]:
    return [line.text for line in scene.display.texts()]


def tracks(scene: Scene, group: str, prop: str = "") -> list[Track]:
    return [t for t in scene.tracks if t.group == group and prop in {"", t.prop}]
