import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest_build import Edit
from sample import tree

from generator.build.lock import only_one
from generator.cli import tintot

FIRST = "content/messages/mot-tin-tot.md"


@pytest.fixture
def run(campaign: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(campaign)

    def call(*words: str) -> Result:
        return CliRunner().invoke(tintot, words, catch_exceptions=False)

    return call


def test_a_build_ends_with_a_summary(run) -> None:
    result = run("build", "--date", "2026-11-22")
    assert result.exit_code == 0
    assert "Làm mới 0 tệp, giữ nguyên" in result.output
    assert "Nội dung tự thay đổi lần tới" in result.output
    assert "proof" in result.output


def test_explain_names_each_file_and_its_reason(run, campaign: Path) -> None:
    (campaign / "output/web/ngoc-ha/index.html").unlink()
    result = run("build", "--date", "2026-11-22", "--explain")
    assert "web/ngoc-ha/index.html: tệp đã bị xóa" in result.output


def test_an_error_gives_status_one_and_a_caret(run, edit: Edit) -> None:
    edit(FIRST, "kind: news", "kind: tin")
    result = run("build", "--date", "2026-11-22")
    assert result.exit_code == 1
    assert f"{FIRST}:4:7" in result.output
    assert "4 | kind: tin" in result.output
    assert "^^^" in result.output


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("formats", "width = 512", "width ="),
        ("formats", "width = 512", "wide = 512"),
        ("themes", 'text = "#FFF8E6"', 'text = "kem"'),
        ("players", "videos = false", "videos ="),
        ("surfaces/panel", 'role = "message"', "role ="),
    ],
)
def test_a_wrong_layout_file_is_named(run, edit: Edit, name: str, old: str, new: str) -> None:
    edit(f"layouts/{name}.toml", old, new)
    result = run("build", "--date", "2026-11-22")
    assert result.exit_code == 1
    assert f"Không dùng được tệp bố cục: layouts/{name}.toml" in result.output


def test_wrong_usage_gives_status_two(run) -> None:
    assert run("build", "--only", "radio").exit_code == 2
    assert run("usb").exit_code == 2
    assert run("xay").exit_code == 2


def test_an_unknown_ward_or_message_is_named_with_the_nearest(run) -> None:
    result = run("build", "--date", "2026-11-22", "--ward", "ngocha", "--message", "mot-tin")
    assert result.exit_code == 1
    assert "Không có phường, xã “ngocha”" in result.output
    assert "có phải bạn muốn viết “ngoc-ha”?" in result.output
    assert "Không có bản tin “mot-tin”" in result.output


def test_checking_writes_nothing(run, campaign: Path, edit: Edit) -> None:
    edit(FIRST, "slogan: Mỗi ngày một tin tốt", f"slogan: {'Rất dài ' * 21}")
    before = tree(campaign)
    result = run("check")
    assert result.exit_code == 1
    assert "Đã soát 2 bản tin: 1 lỗi" in result.output
    assert tree(campaign) == before


def test_a_new_message_is_a_valid_draft(run, campaign: Path) -> None:
    result = run("new", "Cảnh báo: đường dẫn “lạ” của phường")
    assert result.exit_code == 0
    path = campaign / "content/messages/canh-bao-duong-dan-la-cua-phuong.md"
    assert path.is_file()
    assert run("check").exit_code == 0
    again = run("new", "Cảnh báo: đường dẫn “lạ” của phường")
    assert "canh-bao-duong-dan-la-cua-phuong-2.md" in again.output


def test_a_new_message_cannot_be_approved_before_its_source_is_written(run) -> None:
    run("new", "Tin của tổ dân phố")
    name = "content/messages/tin-cua-to-dan-pho.md"
    result = run("approve", name, "--by", "Người duyệt mẫu")
    assert result.exit_code == 1
    assert "chữ mẫu" in result.output


def test_only_messages_can_be_approved(run) -> None:
    for name in ("content/campaign.toml", "khong-co.md"):
        result = run("approve", name, "--by", "Người duyệt mẫu")
        assert result.exit_code == 1
        assert "không phải là tệp bản tin" in result.output


def test_a_stick_tells_what_was_done(run, tmp_path: Path) -> None:
    result = run("usb", "cong-phuong", "--to", str(tmp_path / "usb"))
    assert result.exit_code == 0
    assert "đọc lại đúng từng tệp" in result.output
    assert run("usb", "cong-phuong", "--to", str(tmp_path / "a" / "b")).exit_code == 1


def test_a_second_command_in_the_same_folder_says_so_and_stops(run, campaign: Path) -> None:
    with only_one(campaign / ".tintot/lock"):
        for words in (("build",), ("usb", "cong-phuong", "--to", "usb")):
            result = run(*words)
            assert result.exit_code == 1
            assert "Một lần chạy khác đang làm việc trong thư mục này." in result.output


def test_a_folder_without_content_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", "build"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Không thấy thư mục nội dung content" in done.stderr
    assert "Traceback" not in done.stderr


def test_words_are_english_when_asked(campaign: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", "check"],
        cwd=campaign,
        env={**os.environ, "TINTOT_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "warning: Phường Ngọc Hà: no site_url yet" in done.stderr
    assert "2 messages" in done.stdout
