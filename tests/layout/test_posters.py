"""Posters of every size: all that must be said, large enough, in its place, and on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest

from generator.content.kinds import Kind
from generator.content.model import Media
from generator.layout.compose import compose, load_surfaces
from generator.layout.display import DisplayList, Group, QrCode, TextRun
from generator.layout.formats import load_formats, load_themes
from generator.layout.wording import Wording
from generator.world import HANOI, MemoryWorld

ROOT = Path(__file__).parent.parent.parent
MakeWords = Callable[..., Wording]

A_SIZES = ("poster-a5", "poster-a3", "poster-a0")  # those between have the same proportions
LYING = ("banner", "pano")
POSTERS = (*A_SIZES, "standee", *LYING)
# Least em size (mm in the file): a sheet in the hand, a stand at arm's length, a street, a road.
FLOORS = {**dict.fromkeys(A_SIZES, 2.8), "standee": 11.0, "banner": 16.0, "pano": 5.0}

SHORT = "Tin tốt!"
LONG = (
    "Hãy dừng lại một phút để kiểm tra nguồn tin, ngày đăng và hình ảnh "
    "trước khi chia sẻ cho người thân và bạn bè của mình"
)
SOURCE = (
    "Điều 35 Luật An ninh mạng năm 2025 (hiệu lực từ 1/7/2026): ưu tiên trẻ em, người cao tuổi, "
    "người khó khăn về nhận thức; Kế hoạch số 287/KH-UBND ngày 14/12/2021"
)
POINTS = ("Lạ thì không bấm", "Giục thì không làm", "Đòi tiền thì dập máy", "Chưa chắc thì gọi 111")
PICTURE = Media("content/media/a.png", "0" * 64, 1600, 900)
FACT = {
    "claim": "Chỉ chia sẻ lại tin giả thì không bị xử phạt.",
    "verdict": "Sai",
    "fact": "Chia sẻ thông tin sai sự thật trên mạng xã hội là hành vi bị xử phạt, dù bạn không "
    "phải người viết đầu tiên.",
}


@pytest.fixture(scope="module")
def posters(cache: Path) -> Callable[[Wording, str], tuple[DisplayList, ...]]:
    files = {p: (ROOT / p).read_bytes() for p in map(str, (ROOT / "layouts").rglob("*.toml"))}
    named = {Path(p).relative_to(ROOT).as_posix(): data for p, data in files.items()}
    world = MemoryWorld(dict(named), datetime(2026, 11, 22, tzinfo=HANOI), cache)
    formats, themes, surfaces = load_formats(world), load_themes(world), load_surfaces(world)

    def make(words: Wording, name: str) -> tuple[DisplayList, ...]:
        return compose(words, formats[name], themes[words.theme], surfaces, world)

    return make


def said(display: DisplayList, role: str) -> str:
    group = display.group(role)
    runs = group.items if group else ()
    return " ".join(run.text for run in runs if isinstance(run, TextRun))


def boxes(display: DisplayList) -> list[tuple[str, tuple[float, float, float, float]]]:
    found = [(run.text, run.box) for run in display.texts()]
    group = display.group("qr")
    for code in group.items if group else ():
        assert isinstance(code, QrCode)
        found.append(("QR", (code.x, code.y, code.x + code.side, code.y + code.side)))
    return found


def meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


CASES = {
    "short": {"slogan": SHORT},
    "short, few words": {"slogan": SHORT, "points": ()},
    "long": {"slogan": LONG, "source": SOURCE},
    "long, few words": {"slogan": LONG, "points": (), "source": SOURCE},
    "short on a picture": {"slogan": SHORT, "image": PICTURE, "alt": "Ảnh"},
    "long on a picture": {"slogan": LONG, "image": PICTURE, "alt": "Ảnh", "source": SOURCE},
    "without a site": {"url": ""},
    "a sample": {"mark": "BẢN MẪU"},
    "its maker": {"maker": "Công ty In Văn hóa phẩm Hà Nội, 83 Hào Nam – in 500 bản"},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", POSTERS)
def test_everything_is_said_large_enough_on_one_sheet(
    name: str, case: str, posters: Callable[..., tuple[DisplayList, ...]], words: MakeWords
) -> None:
    wording = words(Kind.GUIDE, **{"points": POINTS, **CASES[case]})
    (display,) = posters(wording, name)

    assert said(display, "slogan") == wording.slogan
    assert said(display, "source") == f"Nguồn: {wording.source}"
    assert said(display, "ward") == "Phường Ngọc Hà"
    assert said(display, "publisher") == wording.publisher
    assert (display.group("qr") is not None) == bool(wording.url)
    assert said(display, "maker") == wording.maker
    assert said(display, "mark") == wording.mark
    if name not in LYING:
        assert said(display, "support") == wording.support
        assert all(point in said(display, "points") for point in wording.points)

    edge = 0.025 * min(display.width, display.height)

    assert min(run.size for run in display.texts()) >= FLOORS[name]
    found = boxes(display)
    for text, (left, top, right, bottom) in found:
        assert left >= edge, text
        assert top >= edge, text
        assert right <= display.width - edge, text
        assert bottom <= display.height - edge, text
    assert not [(a, b) for (a, p), (b, q) in combinations(found, 2) if meet(p, q)]


@pytest.mark.parametrize("name", POSTERS)
@pytest.mark.parametrize("kind", list(Kind))
def test_all_kinds_have_a_poster(
    kind: Kind, name: str, posters: Callable[..., tuple[DisplayList, ...]], words: MakeWords
) -> None:
    dates = {
        "when": "Từ ngày 22 tháng 11 năm 2026 đến ngày 31 tháng 12 năm 2031",
        "where": "Tại gia đình bạn, Chủ nhật",
    }
    more: dict[str, object] = {Kind.EVENT: dates, Kind.CONTEST: dates, Kind.FACT_CHECK: FACT}.get(
        kind, {}
    )
    wording = words(kind, points=POINTS[:3], source=SOURCE, **more)
    (display,) = posters(wording, name)
    found = boxes(display)

    main = ("claim", "verdict", "fact") if kind is Kind.FACT_CHECK else ("slogan",)
    for role in main:
        assert said(display, role) == getattr(wording, role)
    assert said(display, "source") == f"Nguồn: {SOURCE}"
    assert display.group("qr") is not None
    assert min(run.size for run in display.texts()) >= FLOORS[name]
    assert not [(a, b) for (a, p), (b, q) in combinations(found, 2) if meet(p, q)]
    if kind in {Kind.EVENT, Kind.CONTEST}:
        assert said(display, "when") == wording.when


@pytest.mark.parametrize("name", POSTERS)
@pytest.mark.parametrize("slogan", [SHORT, LONG, "Chưa rõ đúng sai, đừng vội chia sẻ"])
def test_slogans_rule_the_sheet(
    slogan: str, name: str, posters: Callable[..., tuple[DisplayList, ...]], words: MakeWords
) -> None:
    (display,) = posters(words(Kind.GUIDE, slogan=slogan, points=POINTS), name)
    group = display.group("slogan")
    assert group is not None
    runs = [run for run in group.items if isinstance(run, TextRun)]
    others = [r.size for r in display.texts() if r.text not in {run.text for run in runs}]

    assert runs[0].size > max(others)
    for role in ("support", "points"):
        told = display.group(role)
        sizes = [r.size for r in (told.items if told else ()) if isinstance(r, TextRun)]
        assert runs[0].size >= 1.5 * max(sizes, default=0)
    width = max(run.box[2] for run in runs) - min(run.box[0] for run in runs)
    assert (
        width >= 0.5 * display.width
        if slogan != SHORT
        else runs[0].size >= 0.15 * min(display.width, display.height)
    )


@pytest.mark.parametrize("name", POSTERS)
def test_no_line_ends_in_a_lone_short_word(
    name: str, posters: Callable[..., tuple[DisplayList, ...]], words: MakeWords
) -> None:
    for slogan in (LONG, "Mỗi ngày một tin tốt – Mỗi tuần một câu chuyện đẹp"):
        for source in (SOURCE, "Kế hoạch 287/KH-UBND ngày 14/12/2021"):
            (display,) = posters(words(slogan=slogan, source=source, points=POINTS), name)
            for role in ("slogan", "support", "source"):
                group = display.group(role)
                lines = [run.text for run in (group.items if group else ())]  # type: ignore[union-attr]
                assert "Nguồn:" not in lines
                assert len(lines) < 2 or len(lines[-1].split()) > 1 or len(lines[-1]) > 7


def test_codes_can_be_scanned(
    posters: Callable[..., tuple[DisplayList, ...]], words: MakeWords
) -> None:
    for name in POSTERS:
        (display,) = posters(words(points=POINTS), name)
        group = display.group("qr")
        assert isinstance(group, Group)
        code = group.items[0]
        assert isinstance(code, QrCode)
        assert code.side / 37 >= 0.6  # mm a module


def test_shapes_of_sheet_have_arrangements_of_their_own(
    posters: Callable[..., tuple[DisplayList, ...]], words: MakeWords
) -> None:
    wording = words(points=POINTS)
    places = set()
    for name in ("poster-a3", "standee", "banner", "pano"):
        (display,) = posters(wording, name)
        code = display.group("qr")
        assert isinstance(code, Group)
        ward = next(run for run in display.texts() if run.text == "Phường Ngọc Hà")
        places.add((round(ward.y / display.height, 2), round(code.items[0].y / display.height, 2)))  # type: ignore[union-attr]
    assert len(places) == 4


def test_few_words_get_a_taller_slogan(
    posters: Callable[..., tuple[DisplayList, ...]], words: MakeWords
) -> None:
    for name in ("poster-a3", "standee"):
        wording = words(slogan=LONG, points=POINTS)
        (many,), (few,) = posters(wording, name), posters(replace(wording, points=()), name)
        tops = [g.items[0].y for d in (many, few) if (g := d.group("paper"))]  # type: ignore[union-attr]
        assert tops[0] < tops[1]
