"""The hand-over sheet: everything a building manager needs, in one file, on one printed page."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from generator.boards.players import Player, load_players
from generator.boards.sheet import SheetItem, handover_sheet, thumbnail
from generator.content.model import Campaign, Place, Unit, Ward
from generator.layout.formats import load_formats
from generator.world import HANOI, World

MakeWorld = Callable[..., World]
UNTIL = datetime(2026, 12, 6, tzinfo=HANOI)
WARD = Ward(Unit("1", "phường", "Ngọc Hà", "ngoc-ha"), phone="024 1111 2222")


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def item(number: int, title: str = "Tin", until: datetime = UNTIL, **changes: str) -> SheetItem:
    name = changes.get("file", f"{number:02}_tin-{number}.png")
    media = "video" if name.endswith("mp4") else "still"
    return SheetItem(name, title, media, picture(512, 256), f"{number:08x}" + "f" * 56, until)


def sheet(
    world: World,
    items: Sequence[SheetItem],
    *,
    contact: str = "",
    sample: bool = False,
    name: str = "Sân chung cư",
    dwell: int | None = None,
    player: Player | None = None,
) -> str:
    place = Place("san", name, "ngoc-ha", "apartment-p5", "usb-anh", contact=contact, dwell_s=dwell)
    board, player = load_formats(world)[place.format], player or load_players(world)[place.player]
    campaign = Campaign("Tin Tốt", "UBND", sample=sample)
    return handover_sheet(items, place, WARD, board, player, campaign, world).decode("utf-8")


def words(html: str) -> str:
    """Return what the page says, with single spaces."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_sheet_says_where_how_and_until_when(make_world: MakeWorld) -> None:
    world = make_world()
    said = words(sheet(world, [item(1, "Mỗi ngày một tin tốt")], contact="Bà Mẫu, 024"))

    assert "Hướng dẫn cắm USB Sân chung cư Phường Ngọc Hà" in said
    assert "Rút USB sau thứ Bảy, 05/12/2026" in said
    assert "512 × 256 điểm ảnh" in said
    assert "Liên hệ Bà Mẫu, 024" in said
    assert "Ghi USB lúc 8 giờ, Chủ nhật, 22/11/2026" in said
    for step in load_players(world)["usb-anh"].steps:
        assert step.replace("{seconds}", "10") in said
    assert "BẢN MẪU" not in said


def test_sample_is_marked_and_missing_contact_falls_back(make_world: MakeWorld) -> None:
    said = words(sheet(make_world(), [item(1)], sample=True))

    assert "BẢN MẪU" in said
    assert "Liên hệ 024 1111 2222" in said


def test_files_stand_in_play_order_with_their_ends_and_sums(make_world: MakeWorld) -> None:
    items = [
        item(1, "Tin một"),
        item(2, "Tin hai", UNTIL + timedelta(days=3)),
        item(3, "Tin ba", UNTIL + timedelta(days=9, hours=15), file="03_tin-3.mp4"),
    ]
    said = words(sheet(make_world(), items))

    assert "USB có 3 tệp" in said
    assert re.findall(
        r"(\d) (Tin \w+(?: \(video\))?) Chiếu đến (.+?) Mã kiểm tra (\w+) (\S+)", said
    ) == [
        ("1", "Tin một", "hết 05/12/2026", "00000001", "01_tin-1.png"),
        ("2", "Tin hai", "hết 08/12/2026", "00000002", "02_tin-2.png"),
        ("3", "Tin ba (video)", "15 giờ, 15/12/2026", "00000003", "03_tin-3.mp4"),
    ]
    assert "Rút USB sau thứ Bảy, 05/12/2026" in said
    assert "Sau đó có tin hết hạn" in said


def test_an_end_within_a_day_names_its_hour(make_world: MakeWorld) -> None:
    said = words(sheet(make_world(), [item(1, until=UNTIL.replace(hour=15, minute=30))]))

    assert "Rút USB trước 15 giờ 30 Chủ nhật, 06/12/2026" in said


@pytest.mark.parametrize(
    ("own", "dwell", "step"),
    [(10.0, None, "hiện 10 giây."), (10.0, 8, "hiện 8 giây."), (7.5, None, "hiện 7,5 giây.")],
)
def test_the_time_of_each_still_is_asked_for(
    make_world: MakeWorld, own: float, dwell: int | None, step: str
) -> None:
    world = make_world()
    player = replace(load_players(world)["usb-anh"], dwell_s=own)
    html = sheet(world, [item(1), item(2, file="02_tin-2.mp4")], dwell=dwell, player=player)

    assert re.findall(r"<li>(Trên bộ điều khiển, .*)</li>", html) == [
        f"Trên bộ điều khiển, đặt mỗi ảnh {step}"
    ]


@pytest.mark.parametrize(("file", "own"), [("01_tin-1.png", 0.0), ("01_tin-1.mp4", 10.0)])
def test_no_time_is_asked_for_where_it_is_unknown_or_no_still_plays(
    make_world: MakeWorld, file: str, own: float
) -> None:
    world = make_world()
    player = replace(load_players(world)["usb-anh"], dwell_s=own)
    said = words(sheet(world, [item(1, file=file)], player=player))

    assert "Cắm USB này vào cổng USB" in said
    assert "mỗi ảnh hiện" not in said
    assert "{seconds}" not in said


def test_hostile_words_stay_words(make_world: MakeWorld) -> None:
    html = sheet(make_world(), [item(1, '<script>"&{{ 7*7 }}')], name="<b onclick='x'>")

    assert "<script" not in html
    assert "<b onclick" not in html
    assert '<script>"&{{ 7*7 }}' in words(html)


def test_sheet_needs_nothing_but_itself(make_world: MakeWorld) -> None:
    html = sheet(make_world(), [item(n) for n in range(1, 13)])

    assert not re.search(r"https?:|<script|<link|@import|url\(|file:", html)
    assert all(s.startswith("data:image/") for s in re.findall(r'src="([^"]+)"', html))
    assert len(html) < 300_000
    assert sheet(make_world(), [item(n) for n in range(1, 13)]) == html


def test_an_empty_stick_has_no_sheet(make_world: MakeWorld) -> None:
    with pytest.raises(ValueError, match="empty"):
        sheet(make_world(), [])


@pytest.mark.parametrize(
    ("size", "shown", "kind"),
    [
        ((1920, 1080), (480, 270), "JPEG"),
        ((1080, 1920), (169, 300), "JPEG"),
        ((640, 64), (480, 48), "PNG"),
        ((64, 32), (448, 224), "BMP"),
    ],
)
def test_thumbnails_are_small_and_keep_their_shape(
    size: tuple[int, int], shown: tuple[int, int], kind: str
) -> None:
    source, width, height = thumbnail(picture(*size, kind))
    image = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2])))

    assert (width, height) == image.size == shown
    assert len(source) < 30_000


def test_boards_of_one_colour_stay_sharp() -> None:
    image = Image.new("1", (256, 32))
    image.paste(1, (10, 10, 20, 20))
    stream = io.BytesIO()
    image.save(stream, "BMP")
    source, _, _ = thumbnail(stream.getvalue())
    shown = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))).convert("RGB")

    assert source.startswith("data:image/png")
    assert {color for _, color in shown.getcolors() or []} == {(0, 0, 0), (255, 255, 255)}


def test_a_player_of_one_file_is_told_its_messages_and_its_file_once(
    make_world: MakeWorld,
) -> None:
    world = make_world()
    shown = [item(n, f"Tin {n}", file="01_san.mp4") for n in (1, 2)]
    same = [replace(one, sha256="ab" * 32) for one in shown]
    said = words(sheet(world, same, player=load_players(world)["usb-mot-video"]))
    assert "USB có một tệp video, chiếu 2 tin theo thứ tự này" in said
    assert said.count("01_san.mp4") == 1
    assert said.count("abababab") == 1
    assert "1 Tin 1 Chiếu đến hết 05/12/2026 2 Tin 2" in said
    plain = words(sheet(world, same, player=load_players(world)["usb-video"]))
    assert "USB có 2 tệp, chiếu theo thứ tự này" in plain
    assert plain.count("01_san.mp4") == 2


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.mark.skipif(not (CHROMIUM and shutil.which("pdfinfo")), reason="prints with Chromium")
def test_twelve_files_print_on_one_page(make_world: MakeWorld, tmp_path: Path) -> None:
    title = "Cảnh giác cuộc gọi mạo danh công an, kiểm sát, tòa án"
    page, pdf = tmp_path / "HUONG-DAN.html", tmp_path / "sheet.pdf"
    page.write_text(
        sheet(make_world(), [item(n, title) for n in range(1, 13)], sample=True), encoding="utf-8"
    )
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    target = [profile, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run([str(CHROMIUM), *options, *target], check=True, capture_output=True, timeout=60)
    info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout

    assert re.search(r"^Pages: +1$", info, re.MULTILINE)
    assert "(A4)" in info
