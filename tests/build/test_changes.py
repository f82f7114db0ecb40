"""The web admin's ZIP: a small output and its changes in, archives and lines out."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.build.changes import clear_changes, summary_lines, zip_changes
from generator.build.publish import leftovers

NAMES = {"ba-dinh": "Phường Ba Đình", "ngoc-ha": "Phường Ngọc Hà"}

CHANGES: Mapping[str, Mapping[str, list[str]]] = {
    "ngoc-ha": {
        "added": ["web/ngoc-ha/media/mot-tin/social-1200x630.png", "web/ngoc-ha/tin/mot-tin.html"],
        "changed": ["web/ngoc-ha/index.html"],
        "removed": ["web/ngoc-ha/tin/tin-cu.html", "web/ngoc-ha/media/tin-cu/image.jpg"],
    },
    "ba-dinh": {"added": [], "changed": [], "removed": []},
}

PAGE = "<p>Một tin tốt, chia sẻ đi xa.</p>\n" * 40


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output in a folder with spaces and accents."""
    folder = tmp_path / "kết quả"
    files = {
        "web/ngoc-ha/media/mot-tin/social-1200x630.png": bytes(range(256)) * 40,
        "web/ngoc-ha/tin/mot-tin.html": PAGE.encode(),
        "web/ngoc-ha/index.html": b"<h1>Trang</h1>\n",
        "web/ngoc-ha/khong-doi.html": b"as it was\n",
        "web/ba-dinh/index.html": b"as it was\n",
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_the_zip_holds_what_is_new_in_its_place_and_a_note_outside(output: Path) -> None:
    written, findings = zip_changes(output, CHANGES, NAMES)
    assert findings == []
    assert written == [output / "changes/ngoc-ha.zip"]
    with zipfile.ZipFile(written[0]) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "GO-BO.txt",
            "ngoc-ha/index.html",
            "ngoc-ha/media/mot-tin/social-1200x630.png",
            "ngoc-ha/tin/mot-tin.html",
        ]
        assert archive.read("ngoc-ha/tin/mot-tin.html") == PAGE.encode()


def test_text_is_compressed_and_media_are_not(output: Path) -> None:
    (path,), _findings = zip_changes(output, CHANGES, NAMES)
    with zipfile.ZipFile(path) as archive:
        kinds = {info.filename: info for info in archive.infolist()}
    picture = kinds["ngoc-ha/media/mot-tin/social-1200x630.png"]
    assert picture.compress_type == zipfile.ZIP_STORED
    page = kinds["ngoc-ha/tin/mot-tin.html"]
    assert page.compress_type == zipfile.ZIP_DEFLATED
    assert page.compress_size < page.file_size / 4


def test_the_note_lists_what_to_delete_as_seen_from_the_folder(output: Path) -> None:
    (path,), _findings = zip_changes(output, CHANGES, NAMES)
    with zipfile.ZipFile(path) as archive:
        data = archive.read("GO-BO.txt")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Cập nhật trang của Phường Ngọc Hà"
    assert lines[-3:] == ["media/tin-cu/image.jpg", "tin/tin-cu.html", ""]
    assert any("xóa 2 tệp" in line for line in lines)


def test_where_nothing_is_removed_the_note_says_so(output: Path) -> None:
    only = {"ngoc-ha": {"added": [], "changed": ["web/ngoc-ha/index.html"], "removed": []}}
    (path,), _findings = zip_changes(output, only, NAMES)
    with zipfile.ZipFile(path) as archive:
        text = archive.read("GO-BO.txt").decode("utf-8-sig")
    assert "không có tệp nào phải xóa" in text


def test_removals_alone_make_a_zip_too(output: Path) -> None:
    gone = {"ngoc-ha": {"added": [], "changed": [], "removed": ["web/ngoc-ha/tin/tin-cu.html"]}}
    (path,), _findings = zip_changes(output, gone, NAMES)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["GO-BO.txt"]
        assert "tin/tin-cu.html" in archive.read("GO-BO.txt").decode("utf-8-sig")


def test_the_same_changes_have_the_same_bytes_whenever_files_were_written(output: Path) -> None:
    (path,), _findings = zip_changes(output, CHANGES, NAMES)
    first = path.read_bytes()
    for file in (output / "web").rglob("*.*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
        file.chmod(0o600)
    (path,), _findings = zip_changes(output, CHANGES, NAMES)
    assert path.read_bytes() == first


def test_a_file_that_is_gone_is_told_and_its_ward_has_no_zip(output: Path) -> None:
    (output / "web/ngoc-ha/index.html").unlink()
    written, findings = zip_changes(output, CHANGES, NAMES)
    assert written == []
    assert [finding.code for finding in findings] == ["changes-missing"]
    assert "web/ngoc-ha/index.html" in findings[0].message
    assert list((output / "changes").glob("*")) == []


def test_a_zip_of_an_earlier_build_is_removed(output: Path) -> None:
    (old,), _findings = zip_changes(output, CHANGES, NAMES)
    later = {"ngoc-ha": {"added": [], "changed": [], "removed": []}}
    written, _findings = zip_changes(output, later, NAMES)
    assert written == []
    assert not old.exists()
    clear_changes(output / "nowhere")


def test_a_failure_leaves_no_half_zip(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_values: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.build.zips.shutil.copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        zip_changes(output, CHANGES, NAMES)
    assert list(leftovers(output)) == []
    assert not (output / "changes/ngoc-ha.zip").exists()


def test_unzip_unpacks_it_over_a_copy_of_the_folder(output: Path, tmp_path: Path) -> None:
    unzip = shutil.which("unzip")
    if unzip is None:
        pytest.skip("no unzip here; zipfile has tested the same archive")
    (path,), _findings = zip_changes(output, CHANGES, NAMES)
    server = tmp_path / "máy chủ"
    (server / "ngoc-ha").mkdir(parents=True)
    (server / "ngoc-ha/index.html").write_text("old", encoding="utf-8")
    tested = subprocess.run([unzip, "-t", path], capture_output=True, text=True, check=False)
    assert "No errors detected" in tested.stdout, tested.stdout + tested.stderr
    subprocess.run([unzip, "-qo", path, "-d", server], check=True)
    assert (server / "ngoc-ha/index.html").read_bytes() == b"<h1>Trang</h1>\n"
    assert (server / "ngoc-ha/tin/mot-tin.html").is_file()
    assert not (server / "ngoc-ha/GO-BO.txt").exists()


def test_every_ward_has_its_line() -> None:
    assert summary_lines(CHANGES, NAMES) == [
        "Phường Ba Đình: không có gì thay đổi",
        "Phường Ngọc Hà: thêm 2, sửa 1, gỡ 2 tệp",
    ]
    assert summary_lines({}, {"ba-dinh": "Phường Ba Đình"}) == [
        "Phường Ba Đình: không có gì thay đổi"
    ]
