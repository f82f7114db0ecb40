"""A word that is not known in; the known word that was probably meant, or "", out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from generator.i18n import _
from generator.text.slug import slug

# What Vietnamese staff write for the keys and values of the files, without marks and spaces.
VIETNAMESE: Mapping[str, str] = {
    "tieude": "title",
    "tentin": "title",
    "khauhieu": "slogan",
    "thongdiep": "slogan",
    "ngan": "short",
    "rutgon": "short",
    "chungan": "short",
    "loai": "kind",
    "loaitin": "kind",
    "theloai": "kind",
    "doituong": "audience",
    "nguoixem": "audience",
    "ngaydang": "publish",
    "dang": "publish",
    "tungay": "publish",
    "hethan": "expire",
    "ngayhethan": "expire",
    "denngay": "expire",
    "phuong": "wards",
    "xaphuong": "wards",
    "phuongxa": "wards",
    "kenh": "surfaces",
    "nguon": "source",
    "pheduyet": "approved",
    "duyet": "approved",
    "nguoiduyet": "approved",
    "anh": "image",
    "hinh": "image",
    "hinhanh": "image",
    "motaanh": "image_alt",
    "tomtat": "summary",
    "ychinh": "points",
    "chude": "topics",
    "uutien": "priority",
    "khunggio": "windows",
    "tyle": "share",
    "noidat": "places",
    "diadiem": "places",
    "tindon": "claim",
    "ketluan": "verdict",
    "suthat": "fact",
    "sukien": "event",
    "cuocthi": "contest",
    "dehieu": "easy",
    "trogiup": "help",
    "doanphim": "clip",
    "giongdoc": "voice",
    "nhac": "music",
    "tencu": "aliases",
    "dinhchinh": "corrected",
    "ruttin": "withdrawn",
    "thuhoi": "withdrawn",
    "tintuc": "news",
    "tin": "news",
    "cauchuyen": "story",
    "quytac": "rule",
    "canhbao": "warning",
    "kiemchung": "fact-check",
    "tingia": "fact-check",
    "huongdan": "guide",
    "thongbao": "notice",
    "bang": "board",
    "bangdien": "board",
    "bangled": "board",
    "apphich": "poster",
    "phim": "video",
    "mangxahoi": "social",
    "trangweb": "web",
    "tatca": "all",
    "moinguoi": "everyone",
    "tremem": "children",
    "treem": "children",
    "nguoicaotuoi": "older-people",
    "phuhuynh": "parents",
    "chame": "parents",
    "hocsinh": "students",
    "sinhvien": "students",
    "giaovien": "teachers",
    "thanhnien": "youth",
    "thanhthieunien": "youth",
    "canbo": "officials",
    "doanvien": "union-members",
    "doanhnghiep": "businesses",
    "baochi": "press",
    "nguoiyeuthe": "vulnerable",
    "khancap": "emergency",
    "cao": "high",
    "thuong": "normal",
    "dienthoai": "phone",
    "sodienthoai": "phone",
    "diachi": "address",
    "bieutrung": "logo",
    "mau": "accent",
    "gio": "hours",
    "ten": "name",
    "donvi": "publisher",
    "giatri": "value",
    "khinao": "what_for",
    "ngaykiemtra": "checked_on",
    "tacgia": "author",
    "giayphep": "licence",
    "license": "licence",
    "dongy": "consent",
    "thuhai": "mon",
    "thuba": "tue",
    "thutu": "wed",
    "thunam": "thu",
    "thusau": "fri",
    "thubay": "sat",
    "chunhat": "sun",
    "tu": "from",
    "den": "to",
    "batdau": "start",
    "ketthuc": "end",
    "odau": "where",
    "cauhoi": "q",
    "traloi": "answers",
    "dapan": "correct",
    "lydo": "reason",
    "ngay": "on",
    "boi": "by",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that a writer probably meant, compared without marks; "" if unsure."""
    bare = {_bare(name): name for name in sorted(known, reverse=True)}
    wanted = _bare(word)
    meant = VIETNAMESE.get(wanted)
    if meant is not None and meant in bare.values():
        return meant
    close = get_close_matches(wanted, bare, n=1, cutoff=0.6)
    return bare[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known word, or with all of them when they are few, or ""."""
    names = sorted(known)
    close = nearest(word, names)
    if close:
        return _("có phải bạn muốn viết “{word}”?", word=close)
    if names and sum(map(len, names)) <= 120:  # noqa: PLR2004 - letters that fit on two lines
        return _("chọn trong: {names}", names=", ".join(names))
    return ""


def _bare(word: str) -> str:
    return slug(word).replace("-", "")
