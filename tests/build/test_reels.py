"""Reels and captions of a small campaign: two boards in motion, one of them for a single file."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from conftest_build import NOON, run
from sample import make_sample, tree

from generator.build.desk import write_approval
from generator.build.project import Project
from generator.build.usb import hand_over

FIRST = "content/messages/mot-tin-tot.md"
SECOND = "content/messages/duong-dan-la.md"

PLACES = """\
[san]
name = "Sân chung cư"
ward = "ngoc-ha"
format = "small"
player = "usb-mot-video"
outdoor = true

[sanh]
name = "Sảnh chung cư"
ward = "ngoc-ha"
format = "small"
player = "usb-anh"

[cong]
name = "Cổng bên đường"
ward = "ngoc-ha"
format = "small"
player = "usb-anh"
outdoor = true
roadside = true
"""

FORMATS = """\
[small]
medium = "board"
width = 128
height = 64
pitch_mm = 5.0
video = "video-16x9"

[video-16x9]
medium = "video"
width = 128
height = 64
file = "mp4"
fps = 30
sound = true
"""

Change = Callable[[str, str, str], None]


def project(folder: Path) -> Project:
    return Project.at(folder / "content", folder / "layouts", folder / "output")


def approve(folder: Path, name: str) -> None:
    approved, report = write_approval(project(folder), folder / name, "Người duyệt mẫu", NOON)
    assert approved, report.render()


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phim ghép")
    make_sample(folder)
    (folder / "content/places.toml").write_text(PLACES, encoding="utf-8")
    (folder / "layouts/formats.toml").write_text(FORMATS, encoding="utf-8")
    outcome = run(folder)
    assert not outcome.report.errors, outcome.report.render()
    return folder


@pytest.fixture
def moving(finished: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "của tôi"
    shutil.copytree(finished, folder, copy_function=shutil.copy2)
    return folder


@pytest.fixture
def change(moving: Path) -> Change:
    def edit(name: str, old: str, new: str) -> None:
        path = moving / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        if name in (FIRST, SECOND):
            approve(moving, name)

    return edit


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def reels(files: dict[str, str]) -> list[str]:
    return [
        n for n in files if n.startswith("boards/") and n.endswith(".mp4") and n.count("/") == 1
    ]


def test_every_place_that_may_move_has_its_loop_in_one_file(finished: Path) -> None:
    files = tree(finished / "output")
    assert reels(files) == ["boards/san-night.mp4", "boards/san.mp4", "boards/sanh.mp4"]
    output = finished / "output"
    order = ("duong-dan-la", "mot-tin-tot")
    parts = [packets(output / f"video/ngoc-ha/{name}/video-16x9.mp4") for name in order]
    assert packets(output / "boards/san.mp4") == [*parts[0], *parts[1]]
    dark = [packets(path) for path in sorted((output / "boards/san-night").iterdir())]
    assert packets(output / "boards/san-night.mp4") == [*dark[0], *dark[1]]
    assert dark != parts
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"]["boards/san.mp4"]["sha256"] == files["boards/san.mp4"]


def test_the_proof_shows_them_with_what_they_hold(finished: Path) -> None:
    html = (finished / "output/proof/index.html").read_text(encoding="utf-8")
    _before, _heading, shown = html.partition("Cả vòng chiếu trong một tệp")
    for words in ("Sân chung cư – ban đêm", "../boards/san-night.mp4", "../boards/sanh.mp4"):
        assert words in shown
    assert shown.count("<li>Mỗi ngày một tin tốt</li>") == 3
    assert "Cổng bên đường" not in shown


def test_a_changed_message_joins_only_its_reels_again_and_says_why(
    moving: Path, change: Change
) -> None:
    change(SECOND, "[web, board, video]", "[web, board, video]\nplaces: [san]")
    outcome = run(moving)
    assert outcome.made["boards/sanh.mp4"] == "đã đổi: thứ tự các tin, video duong-dan-la"
    assert "boards/san.mp4" not in outcome.made
    before = tree(moving / "output")
    change(SECOND, "slogan: Không bấm vào đường dẫn lạ", "slogan: Đừng bấm vào đường dẫn lạ")
    outcome = run(moving)
    assert outcome.made["boards/san.mp4"] == "đã đổi: video duong-dan-la"
    assert "boards/sanh.mp4" not in outcome.made
    after = tree(moving / "output")
    assert after["boards/san.mp4"] != before["boards/san.mp4"]
    assert after["boards/sanh.mp4"] == before["boards/sanh.mp4"]
    assert run(moving).made == {}


def test_a_message_without_a_video_is_named_and_a_reel_without_any_goes(
    moving: Path, change: Change
) -> None:
    change(SECOND, "[web, board, video]", "[web, board]")
    run(moving)
    output = moving / "output"
    assert packets(output / "boards/sanh.mp4") == packets(
        output / "video/ngoc-ha/mot-tin-tot/video-16x9.mp4"
    )
    html = (output / "proof/index.html").read_text(encoding="utf-8")
    assert "Không có video nên không vào tệp này: Không bấm vào đường dẫn lạ" in html
    change(FIRST, "[web, board, video]", "[web, board]")
    run(moving)
    assert reels(tree(output)) == []


def test_a_reel_edited_by_hand_is_joined_again(moving: Path) -> None:
    path = moving / "output/boards/san.mp4"
    before = path.read_bytes()
    path.write_bytes(b"x")
    assert "sửa" in run(moving).made["boards/san.mp4"]
    assert path.read_bytes() == before


def test_a_player_of_one_file_gets_the_reel_alone(moving: Path, tmp_path: Path) -> None:
    stick = tmp_path / "USB"
    lines, report = hand_over(project(moving), "san", stick, NOON)
    assert not report.errors, report.render()
    assert "1 tệp" in lines[0]
    assert [path.name for path in stick.glob("*.mp4")] == ["01_san.mp4"]
    data = (stick / "01_san.mp4").read_bytes()
    assert data == (moving / "output/boards/san.mp4").read_bytes()
    sheet = (stick / "HUONG-DAN.html").read_text(encoding="utf-8")
    assert "USB có một tệp video, chiếu 2 tin theo thứ tự này" in sheet
    assert "mở tệp video duy nhất" in sheet
    assert sheet.count("01_san.mp4") == 1
    text = (moving / "records/handover.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["file"], row["message"]) for row in rows] == [
        ("01_san.mp4", "duong-dan-la"),
        ("01_san.mp4", "mot-tin-tot"),
    ]
    assert len({row["sha256"] for row in rows}) == 1


def test_other_players_get_no_reel(moving: Path, tmp_path: Path) -> None:
    _lines, report = hand_over(project(moving), "sanh", tmp_path / "USB", NOON)
    assert not report.errors, report.render()
    assert not list((tmp_path / "USB").glob("*.mp4"))


def test_a_stick_is_refused_while_the_reel_is_older_than_content(
    moving: Path, change: Change, tmp_path: Path
) -> None:
    change(FIRST, "publish: 2026-11-01", "publish: 2026-11-03")
    _lines, report = hand_over(project(moving), "san", tmp_path / "USB", NOON)
    assert [f.code for f in report.errors] == ["output-old"]
    run(moving)
    _lines, report = hand_over(project(moving), "san", tmp_path / "USB", NOON)
    assert not report.errors, report.render()


def test_a_long_loop_is_told_and_holds_nothing_back(moving: Path, change: Change) -> None:
    change("layouts/preflight.toml", "longest_s = 600.0", "longest_s = 40.0")
    outcome = run(moving)
    told = [f for f in outcome.report if f.code == "video-long"]
    # Two boards of one kind share their reel, so it is told once.
    assert sorted(f.artifact for f in told) == ["boards/san-night.mp4", "boards/san.mp4"]
    assert not outcome.report.errors
    assert outcome.complete


def test_a_video_that_fails_its_checks_keeps_its_last_form(moving: Path, change: Change) -> None:
    name = "video/ngoc-ha/mot-tin-tot/video-16x9.mp4"
    before = tree(moving / "output")
    change("layouts/preflight.toml", "longest_s = 600.0", "longest_s = 10.0")
    outcome = run(moving)
    assert {f.code for f in outcome.report.errors} == {"video-long"}
    assert outcome.held
    assert not outcome.complete
    after = tree(moving / "output")
    assert after[name] == before[name] == after[f"proof/held/{name}"]
    assert after["boards/san.mp4"] == before["boards/san.mp4"]
    html = (moving / "output/proof/index.html").read_text(encoding="utf-8")
    assert "Giữ bản cũ: Video dài" in html


def test_captions_stand_beside_every_public_video_and_its_page(finished: Path) -> None:
    output = finished / "output"
    videos = [p for p in output.rglob("*.mp4") if "boards" not in p.relative_to(output).parts]
    assert len(videos) == 2 * 3
    for path in videos:
        text = path.with_suffix(".vtt").read_text(encoding="utf-8")
        assert text.startswith("WEBVTT\n\n"), path
        assert " --> " in text, path
    assert not list((output / "boards").rglob("*.vtt"))
    told = (output / "video/ngoc-ha/mot-tin-tot/video-16x9.vtt").read_text(encoding="utf-8")
    assert "Mỗi ngày một tin tốt" in told
    page = (output / "web/ngoc-ha/tin/mot-tin-tot.html").read_text(encoding="utf-8")
    assert '<track kind="captions" srclang="vi" label="Tiếng Việt" src="data:text/vtt;' in page
    assert 'href="../media/mot-tin-tot/video-16x9.vtt" download>Phụ đề</a>' in page
