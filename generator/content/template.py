"""A title in; the id and the commented text of a new message, which loads as a draft, out."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from generator.content.model import Audience, Kind, Surface
from generator.content.schema import LONGEST_SHORT, LONGEST_SLOGAN, MOST_POINTS
from generator.text.normalise import nfc
from generator.text.slug import make_id

# A message that still holds this cannot be approved: no source is better than an invented one.
PLACEHOLDER = "[ghi nguồn tại đây]"
_SHOWN_FOR = timedelta(days=30)

# Vietnamese in every language of the program's messages: the file is content.
_TEXT = """\
---
# Dòng bắt đầu bằng dấu # là lời giải thích, máy không đọc; xóa đi cũng được.
# Chữ có dấu hai chấm, dấu # hoặc dấu ngoặc thì đặt trong ngoặc kép thẳng "…".

# Tiêu đề của trang.
title: {title}

# Câu to nhất trên bảng và áp phích, nhiều nhất {slogan_most} ký tự (tính cả dấu cách).
slogan: {slogan}

# Câu rút gọn cho bảng hẹp, nhiều nhất {short_most} ký tự. Không có thì slogan sẽ chạy ngang.
# short: "…"

# Loại tin: {kinds}
kind: news

# Dành cho ai: {audiences}
audience: [everyone]

# Ngày đăng và ngày cuối cùng còn đăng (năm-tháng-ngày, có thể thêm giờ: 2026-11-20 08:30).
publish: {publish}
expire: {expire}

# Đăng ở phường, xã nào: all là tất cả, hoặc ghi mã, ví dụ [ba-dinh, ngoc-ha].
wards: all

# Làm những gì: all là tất cả, hoặc chọn trong {surfaces}
surfaces: all

# Văn bản hoặc người cho tin này. Chưa điền thì chưa duyệt được.
source: "{source}"

# Các dòng dưới đây không bắt buộc. Cần dòng nào thì bỏ dấu # ở đầu dòng đó.
# Tóm tắt một câu; không có thì lấy đoạn đầu của nội dung.
# summary: "…"
# Tối đa {points_most} ý chính, hiện lần lượt trong video.
# points: ["…", "…"]
# Ảnh trong content/media và lời tả ảnh cho người không nhìn thấy.
# image: media/ten-anh.jpg
# image_alt: "…"
# Chủ đề, viết không dấu: [an-toan-mang]
# topics: []
# Mức ưu tiên: normal, high, emergency.
# priority: normal
# Chỉ chiếu trên bảng trong những giờ này.
# windows: [{{days: [mon, tue, wed, thu, fri, sat, sun], from: "06:30", to: "22:00"}}]
# Tin kiểm chứng (kind: fact-check): lời đồn, kết luận, sự thật.
# claim: "…"
# verdict: "…"
# fact: "…"
# Sự kiện (kind: event).
# event: {{start: {publish} 08:30, end: {publish} 11:00, where: "…"}}
# Thêm khung số điện thoại nhờ giúp đỡ.
# help: true
# Viết lại bằng lời dễ hiểu cho người lớn tuổi.
# easy: "…"
# Địa chỉ cũ của tin này, để mã QR đã in không hỏng.
# aliases: []
# Rút tin: trang sẽ được thay bằng lời thông báo.
# withdrawn: {{on: {publish}, reason: "…"}}
---

Viết nội dung ở đây. Để một dòng trống giữa hai đoạn.

## Đề mục nhỏ

- Ý thứ nhất
- Ý thứ hai
"""


def new_message(title: str, taken: AbstractSet[str], today: date) -> tuple[str, str]:
    """Return an id that is not taken and the text of a message file.

    Args:
        title: as the user gave it; it is the first slogan, too, cut to the longest one allowed.
        taken: ids and aliases in use.
        today: day of publication; the message is shown for 30 days.
    """
    printable = "".join(c if c.isprintable() else " " for c in title)
    words = nfc(" ".join(printable.split())) or "Tin mới"
    text = _TEXT.format(
        title=_quoted(words[:200]),
        slogan=_quoted(words[:LONGEST_SLOGAN]),
        slogan_most=LONGEST_SLOGAN,
        short_most=LONGEST_SHORT,
        points_most=MOST_POINTS,
        kinds=" ".join(Kind),
        audiences=" ".join(Audience),
        surfaces=" ".join(Surface),
        publish=today.isoformat(),
        expire=(today + _SHOWN_FOR).isoformat(),
        source=PLACEHOLDER,
    )
    return make_id(words, taken), text


def _quoted(words: str) -> str:
    """Return a text in YAML's double quotes, which take JSON's escapes."""
    return json.dumps(words, ensure_ascii=False)
