"""Vietnamese phrases that stay on one line: data for glue.py.

Add a term where a picture broke badly. Terms are parted by "/" and compared without case.
"""

from __future__ import annotations


def _list(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace("\n", "/").split("/") if part.strip())


# Never broken: names, set phrases, and what loses its meaning in two lines.
TERMS = _list("""
    không gian mạng/an ninh mạng/mạng xã hội/ủy ban nhân dân/hội đồng nhân dân/câu chuyện/tin giả
    tin tốt/trẻ em/hà nội/việt nam/thủ đô/công an/công an phường/văn hóa/mã qr/vùng xanh/người tốt
    việc tốt/môi trường số/dữ liệu cá nhân/thành phố hà nội/chuyển đổi số/tổ dân phố/bán hàng rong
    mặt trận tổ quốc/đoàn thanh niên/mật khẩu/tài khoản/cảm ơn/cư dân/trẻ nhỏ/gọi điện
    thông tin/giả mạo/sai sự thật/con cháu/trả lời/câu hỏi/kể lại/chuyển tiền/ứng xử/quy tắc ứng xử
    đúng sai/bất kỳ ai/bất cứ ai/bình tĩnh/lắng nghe/tử tế/chia sẻ/bình luận/tôn trọng/khu phố
    điện thoại/đường dẫn
""")

# Never broken either: patterns of numbers, dates, addresses and units.
PATTERNS = (
    (
        r"(?:phường|xã|quận|điều|khoản|điểm|chương|nghị định|quyết định|thông tư|kế hoạch|số|tổ"
        r"|lớp|ngõ|ngách|số nhà|trang|bước|tầng|phòng|năm|tháng|quý) \d[\w/.\-]*"
    ),
    r"(?:từ |đến |hết )?(?:ngày|mùng) \d[\d/.\-]*(?: tháng \d+)?(?: năm \d{4})?",
    r"(?:từ |đến |lúc )?\d+ ?(?:giờ|h)(?: ?\d+(?: phút)?)?",
    r"\d[\d.,]* (?:%|đồng|triệu|tỷ|nghìn|người|trẻ|lần|phút|giây|giờ|ngày|tuổi|m|km|kg|cm)\b",
    r"\+?\d{2,4}(?:[ .]\d{2,4}){1,3}",  # telephone numbers
    (
        r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một) (?:mươi|trăm|nghìn|triệu)"
        r"(?: (?:mốt|hai|ba|tư|lăm|sáu|bảy|tám|chín))?(?: (?:năm|ngày|tháng|tuổi|người|nhà))?"
    ),
    r"nguồn: \S+",  # a label does not stand alone
    r"(?:gọi|tổng đài|đường dây nóng) \d[\d ./]*\d",
)

# The name after "phường" or "phố" is one to three capitalised syllables: "phường Ngọc Hà".
_CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
NAMED = rf"(?i:phường|xã|quận|huyện|thành phố|đường|phố) {_CAPITAL}\w*(?: {_CAPITAL}\w*){{0,2}}"

# A line does not end with these: the reader would wait for what follows.
LEADING = _list("""
    khi/để/của/và/trên/một/các/những/cho/với/trong/từ/đến/về/vì/là/do/bởi/tại/ở/mỗi/mọi/nếu/hãy
    khoan/hoặc/hay/mà/đừng/chớ/đang/sẽ/bị/như/nhưng/theo/thì/rất/nên/chưa/bằng/giữa/dưới
""")
# These would rather not stand at the end, but may: "Nghĩ kỹ trước / khi đăng".
SOFT = _list("không/được/vào/ra/lên/xuống/trước/sau/ngoài/tôi/bạn/cùng/qua/đã/cần")

# Two-syllable words of our subject: a break inside costs, but may be taken.
COMPOUNDS = _list("""
    tôn trọng/bình luận/chia sẻ/đường dẫn/pháp luật/tìm hiểu/lan tỏa/tử tế/điều tốt/người gửi
    chính thống/chính thức/kiểm chứng/cảnh báo/cảnh giác/lừa đảo/tin nhắn/cuộc gọi/người lạ
    gia đình/phụ huynh/học sinh/giáo viên/nhà trường/thanh niên/phụ nữ/cao tuổi/hàng xóm
    tổ dân phố/dân phố/khu phố/chung cư/ngân hàng/cung cấp/mã otp/xác minh/xác thực
    đăng nhập/ứng dụng/trách nhiệm/quy tắc/lịch sự/văn minh/thân thiện/tích cực/lành mạnh
    an toàn/bảo vệ/bảo mật/riêng tư/hình ảnh/quyền riêng/con cái/cha mẹ/ông bà/trường học
    cuộc thi/tham gia/chuyện đẹp/việc làm/giúp đỡ/câu chuyện/cộng đồng/người dân/cán bộ
    chính quyền/địa phương/sự thật/tin đồn/tin xấu/tin sai/sai sự/mê tín/bịa đặt/xúc phạm
    vu khống/danh dự/nhân phẩm/báo cáo/phản ánh/hỗ trợ/liên hệ/đường dây/tổng đài/công bố
    thông báo/hướng dẫn/sự kiện/ngày hội/điện thoại/máy tính/thiết bị/mạng lưới/kỹ năng/kiến thức
    công nghệ/chuyển đổi/dịch vụ/hành chính/nhà nước/cơ quan/chức năng/công dân/nghĩ kỹ/mỗi ngày
    mỗi tuần/tin cậy/nguồn tin/kẻ xấu/tết nguyên/trung thu/mùa hè/cuối tuần/buổi sáng
    buổi tối/chủ nhật/thứ bảy/điều tử/người khác/bắt nạt/trực tuyến/lạm dụng/xâm hại/nhắc nhở
    đồng ý/cho phép/thanh toán/giao dịch/nghe máy/đeo khẩu/phòng cháy/chữa cháy/giao thông
    môi trường/đô thị/vỉa hè/rác thải/cây xanh/hồ tây/bán hàng/hàng rong/bức ảnh/giữ ngõ/ngõ xanh
    bấm vào/gọi lại/dừng lại/suy nghĩ/cân nhắc/im lặng/lên tiếng/yêu thương/đoàn kết
""")
