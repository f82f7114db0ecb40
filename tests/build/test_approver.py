"""The approver's PDF: one small file with every surface, every finding and the approval line."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample import make_sample, tree

from generator.build.approver import write_proof
from generator.build.project import Project
from generator.cli import tintot
from generator.world import HANOI

ROOT = Path(__file__).parent.parent.parent
NOON = datetime(2026, 11, 22, 12, tzinfo=HANOI)
MM = 72 / 25.4

PLACES = """\
[dai]
name = "Dải chữ cổng"
ward = "ngoc-ha"
format = "strip32-mono"
player = "usb-anh"
outdoor = true

[san]
name = "Sân chung cư"
ward = "ngoc-ha"
format = "apartment-p5"
player = "usb-anh"
outdoor = true

[thang-may]
name = "Thang máy"
ward = "ngoc-ha"
format = "tv-portrait"
player = "usb-anh"
"""

DRAFT = """\
---
title: Hẹn nhau đọc sách
slogan: Hẹn nhau đọc sách
kind: notice
publish: 2026-12-01
expire: 2031-12-31
source: Kế hoạch 287/KH-UBND ngày 14/12/2021
---
Sáng thứ Bảy, mang theo **một cuốn** sách.

- Đọc cùng nhau
- Kể lại cho nhau
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small campaign with three places, every format and a draft; nothing is built."""
    home = tmp_path_factory.mktemp("bản duyệt")
    make_sample(home)
    shutil.copy(ROOT / "layouts/formats.toml", home / "layouts/formats.toml")
    (home / "content/places.toml").write_text(PLACES, encoding="utf-8")
    (home / "content/messages/doc-sach.md").write_text(DRAFT, encoding="utf-8")
    return home


def project(folder: Path) -> Project:
    return Project.at(folder / "content", folder / "layouts", folder / "output")


@pytest.fixture(scope="module")
def draft(folder: Path) -> Path:
    path, report = write_proof(project(folder), "doc-sach", NOON)
    assert path is not None, report.render()
    return path


@pytest.fixture(scope="module")
def approved(folder: Path) -> Path:
    path, report = write_proof(project(folder), "mot-tin-tot.md", NOON)
    assert path is not None, report.render()
    return path


def text(pdf: Path) -> str:
    made = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return " ".join(made.stdout.split())


def info(pdf: Path) -> dict[str, str]:
    made = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True, encoding="utf-8")
    rows = (line.partition(":") for line in made.stdout.splitlines())
    return {name.strip(): value.strip() for name, _colon, value in rows}


def test_a_draft_shows_every_surface_and_says_that_it_is_one(draft: Path) -> None:
    words = text(draft)
    assert "BẢN NHÁP" in words
    assert "Chưa được duyệt: chưa hiện ở đâu." in words
    assert "Hẹn nhau đọc sách" in words
    for surface in (
        *("Dải chữ cổng", "256 × 32"),
        *("Sân chung cư", "512 × 256 · Ban ngày", "512 × 256 · Ban đêm"),
        *("Thang máy", "1080 × 1920"),
        *("A5", "A4", "A3", "A2", "A1", "A0", "Standee", "Băng rôn", "Pa nô", "6 × 3 m (1:10)"),
        *("Tờ rơi A5", "Mặt trước", "Mặt sau"),
        *("1200 × 630", "1080 × 1080", "1080 × 1350"),
        *("16:9 · 1920 × 1080", "9:16 · 1080 × 1920", "1:1 · 1080 × 1080"),
        "web/ngoc-ha/tin/doc-sach.html",
    ):
        assert surface in words, surface


def test_a_draft_ends_with_a_line_to_sign_and_the_hash_that_is_signed(draft: Path) -> None:
    end = text(draft)[-400:]
    for line in ("Duyệt:", "Ngày:", "Chữ ký:", "Mã nội dung"):
        assert line in end


def test_the_whole_text_stands_in_it(draft: Path) -> None:
    words = text(draft)
    assert "Sáng thứ Bảy, mang theo một cuốn sách." in words
    assert "• Kể lại cho nhau" in words


def test_boards_tell_how_high_their_letters_are_and_how_far_they_are_read(draft: Path) -> None:
    words = text(draft)
    boards = words.count("256 × 32") + words.count("512 × 256")
    assert boards >= 3
    # A page that carries nothing but the mark has nothing to read.
    assert 3 <= words.count("Chữ cao") == words.count("Đọc hết trong") <= boards


def test_it_fits_a_phone(draft: Path) -> None:
    facts = info(draft)
    width, height = (float(v) / MM for v in facts["Page size"].split()[:3:2])
    assert 90 <= width <= 100.01
    assert height > width
    assert draft.stat().st_size <= 5_000_000
    assert facts["Tagged"] == "yes"
    assert facts["Title"] == "Hẹn nhau đọc sách"
    assert b"/Lang (vi)" in draft.read_bytes() or b"/Lang(vi)" in draft.read_bytes()


def test_an_approved_message_names_who_when_and_what(folder: Path, approved: Path) -> None:
    words = text(approved)
    assert "Đã duyệt, đang hiện." in words
    assert "Người duyệt Người duyệt mẫu" in words
    assert "Ngày 20/11/2026" in words
    source = (folder / "content/messages/mot-tin-tot.md").read_text(encoding="utf-8")
    mark = source.partition("hash: ")[2].split("}")[0].strip()
    assert mark
    assert mark in words
    assert "Chữ ký" not in words


def test_surfaces_that_the_message_does_not_use_are_left_out(approved: Path) -> None:
    words = text(approved)
    assert "Áp phích" not in words
    assert "Tờ rơi" not in words
    assert "Ảnh chia sẻ" not in words


def test_findings_stand_in_it_with_their_hints(folder: Path) -> None:
    path = folder / "content/messages/doc-sach.md"
    old = path.read_text(encoding="utf-8")
    try:
        path.write_text(old.replace("publish: 2026-12-01", "publish: 01/12/2026"), encoding="utf-8")
        pdf, report = write_proof(project(folder), "doc-sach", NOON)
        assert pdf is not None
        words = text(pdf)
    finally:
        path.write_text(old, encoding="utf-8")
    repaired = next(f for f in report if f.span)
    assert repaired.message_id == "doc-sach"
    assert repaired.message.replace(" ", "") in words.replace(" ", "")
    assert "content/messages/doc-sach.md:5:" in words


def test_the_same_content_gives_the_same_bytes(folder: Path, approved: Path) -> None:
    before = tree(approved.parent)
    write_proof(project(folder), "mot-tin-tot", NOON)
    assert tree(approved.parent) == before


@pytest.mark.parametrize(
    ("expire", "line"),
    [("2031-12-31", "Đến hết ngày 31/12/2031"), ("2031-12-31 17:00", "Đến 17 giờ, 31/12/2031")],
)
def test_the_last_day_and_the_last_hour_are_told_apart(
    folder: Path, expire: str, line: str
) -> None:
    path = folder / "content/messages/doc-sach.md"
    changed = DRAFT.replace("2031-12-31", f"{expire}\nsurfaces: [web]")
    try:
        path.write_text(changed, encoding="utf-8")
        pdf, _report = write_proof(project(folder), "doc-sach", NOON)
        assert pdf is not None
        assert line in text(pdf)
    finally:
        path.write_text(DRAFT, encoding="utf-8")


def test_a_small_limit_makes_small_pictures(
    folder: Path, approved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = approved.stat().st_size
    monkeypatch.setattr("generator.paint.proofsheet._BESIDE", 60_000)
    monkeypatch.setattr("generator.paint.proofsheet.paint_proof.__defaults__", (size * 2 // 3,))
    path, _report = write_proof(project(folder), "mot-tin-tot", NOON)
    assert path is not None
    assert path.stat().st_size <= size * 2 // 3


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)

    def call(*words: str) -> Result:
        return CliRunner().invoke(tintot, words, catch_exceptions=False)

    return call


def test_an_unknown_message_is_named_with_the_nearest(run) -> None:
    result = run("proof", "mot-tin-to")
    assert result.exit_code == 1
    assert "Không có bản tin “mot-tin-to”" in result.output
    assert "có phải bạn muốn viết “mot-tin-tot”?" in result.output


def test_the_command_says_where_the_file_is(run, folder: Path) -> None:
    result = run("proof", "duong-dan-la", "--date", "2026-11-22")
    assert result.exit_code == 0, result.output
    assert "duong-dan-la.pdf" in result.output
    assert (folder / "output/proof/duong-dan-la.pdf").is_file()
