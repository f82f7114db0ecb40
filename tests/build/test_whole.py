import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from conftest_build import NOON, Edit, run
from PIL import Image, ImageStat
from sample import make_sample, tree

from generator.build.desk import write_approval
from generator.build.lock import BusyError, only_one
from generator.build.project import Project
from generator.build.usb import hand_over
from generator.content.model import Surface
from generator.world import HANOI

LATER = datetime(2026, 11, 25, 9, tzinfo=HANOI)
FIRST = "content/messages/mot-tin-tot.md"
SECOND = "content/messages/duong-dan-la.md"


def project(folder: Path) -> Project:
    return Project.at(folder / "content", folder / "layouts", folder / "output")


def approve(folder: Path, name: str = FIRST) -> None:
    approved, report = write_approval(project(folder), folder / name, "Người duyệt mẫu", NOON)
    assert approved, report.render()


def page(folder: Path, name: str) -> str:
    return (folder / "output/web/ngoc-ha" / name).read_text(encoding="utf-8")


def test_every_surface_of_every_message_is_there(campaign: Path) -> None:
    files = tree(campaign / "output")
    for name in (
        "manifest.json",
        "proof/index.html",
        "web/ngoc-ha/index.html",
        "web/ngoc-ha/404.html",
        "web/ngoc-ha/feed.xml",
        "web/ngoc-ha/luu-tru/index.html",
        "web/ngoc-ha/muc/news.html",
        "web/ngoc-ha/tin/mot-tin-tot.html",
        "web/ngoc-ha/tin/duong-dan-la.html",
        "video/ngoc-ha/mot-tin-tot/video-16x9.mp4",
        "video/chung/duong-dan-la/video-16x9.mp4",
        "boards/cong-phuong/01_duong-dan-la.png",
        "boards/cong-phuong/02_mot-tin-tot.png",
    ):
        assert name in files
    assert not [name for name in files if "tintot-tmp" in name]


def test_the_manifest_tells_every_file(campaign: Path) -> None:
    manifest = json.loads((campaign / "output/manifest.json").read_text(encoding="utf-8"))
    found = tree(campaign / "output")
    del found["manifest.json"]
    assert {name: item["sha256"] for name, item in manifest["files"].items()} == found
    assert manifest["complete"] is True
    assert manifest["next_change"] == "2032-01-01T00:00+07:00"
    assert "web/ngoc-ha/index.html" in manifest["changes"]["ngoc-ha"]["added"]


def test_building_again_at_once_makes_nothing(campaign: Path) -> None:
    before = tree(campaign / "output")
    outcome = run(campaign)
    assert outcome.made == {}
    assert outcome.removed == 0
    assert tree(campaign / "output") == before


def test_a_changed_slogan_is_a_draft_until_it_is_approved(campaign: Path, edit: Edit) -> None:
    before = tree(campaign / "output")
    edit(FIRST, "slogan: Mỗi ngày một tin tốt", "slogan: Mỗi ngày thêm một tin tốt")
    outcome = run(campaign)
    assert [f.code for f in outcome.report].count("changed-after-approval") == 1
    public = {n for n in outcome.made if not n.startswith("proof/")}
    assert public == set()
    assert "thêm một tin tốt" in (campaign / "output/proof/index.html").read_text(encoding="utf-8")
    assert any(name.startswith("proof/drafts/mot-tin-tot/") for name in tree(campaign / "output"))

    approve(campaign)
    outcome = run(campaign)
    made = {n for n in outcome.made if n != "proof/index.html"}
    assert "web/ngoc-ha/tin/mot-tin-tot.html" in made
    assert "boards/cong-phuong/02_mot-tin-tot.png" in made
    assert not [n for n in made if "duong-dan-la" in n and "/tin/" not in n]
    assert outcome.made["boards/cong-phuong/02_mot-tin-tot.png"] == "đã đổi: nội dung"
    after = tree(campaign / "output")
    assert not [name for name in after if name.startswith("proof/drafts/")]
    assert (
        before["boards/cong-phuong/01_duong-dan-la.png"]
        == after["boards/cong-phuong/01_duong-dan-la.png"]
    )


def test_a_wards_phone_number_touches_pages_alone(campaign: Path, edit: Edit) -> None:
    edit("content/wards/ngoc-ha.toml", '"111"', '"156"')
    made = run(campaign).made
    assert made
    assert all(name.endswith((".html", ".xml")) for name in made)
    assert "156" in page(campaign, "index.html")


def test_a_failing_message_keeps_its_last_approved_form_until_its_date_passes(
    campaign: Path, edit: Edit
) -> None:
    before = tree(campaign / "output/boards")
    edit(FIRST, "kind: news", "kind: nwes")
    outcome = run(campaign)
    assert [f.code for f in outcome.report.errors] == ["unknown-kind"]
    assert tree(campaign / "output/boards") == before
    assert "Mỗi ngày một tin tốt" in page(campaign, "index.html")
    late = run(campaign, datetime(2032, 1, 1, 12, tzinfo=HANOI), rehearsal=True)
    assert late.removed > 0
    assert not list((campaign / "output/boards").rglob("*.png"))
    assert "Đã hết hiệu lực" in page(campaign, "tin/mot-tin-tot.html")


def test_a_picture_with_cut_text_is_held_back_and_the_proof_shows_old_and_new(
    campaign: Path, edit: Edit
) -> None:
    name = "boards/cong-phuong/02_mot-tin-tot.png"
    before = tree(campaign / "output")[name]
    edit(FIRST, "slogan: Mỗi ngày một tin tốt", f"slogan: {'Nghiêng' * 12}")
    approve(campaign)
    outcome = run(campaign)
    assert {f.code for f in outcome.report.errors} == {"cut-text", "too-short-to-read"}
    assert outcome.held >= 1
    assert not outcome.complete
    after = tree(campaign / "output")
    assert after[name] == before
    assert after[f"proof/held/{name}"] != before
    proof = (campaign / "output/proof/index.html").read_text(encoding="utf-8")
    assert "bản mới, chưa đưa ra" in proof
    assert f"held/{name}" in proof
    again = run(campaign)
    assert again.held == outcome.held
    assert not [n for n in again.made if n != "proof/index.html"]
    edit(FIRST, "Nghiêng" * 12, "Mỗi ngày một tin tốt")
    approve(campaign)
    assert run(campaign).complete
    assert tree(campaign / "output")[name] == before
    assert not (campaign / "output/proof/held").exists()


def test_files_edited_or_deleted_by_hand_are_restored(campaign: Path) -> None:
    before = tree(campaign / "output")
    (campaign / "output/web/ngoc-ha/index.html").write_text("hỏng", encoding="utf-8")
    (campaign / "output/boards/cong-phuong/01_duong-dan-la.png").unlink()
    outcome = run(campaign)
    assert tree(campaign / "output") == before
    assert "sửa" in outcome.made["web/ngoc-ha/index.html"]
    assert "xóa" in outcome.made["boards/cong-phuong/01_duong-dan-la.png"]


def test_what_is_no_longer_planned_is_removed(campaign: Path, edit: Edit) -> None:
    edit(SECOND, "surfaces: [web, board, video]", "surfaces: [web]")
    approve(campaign, SECOND)
    run(campaign)
    left = tree(campaign / "output")
    assert "boards/cong-phuong/01_mot-tin-tot.png" in left
    assert not [n for n in left if n.startswith(("video/", "boards/")) and "duong-dan-la" in n]


def test_only_web_leaves_the_rest_alone_and_says_that_it_is_not_complete(tmp_path: Path) -> None:
    make_sample(tmp_path)
    outcome = run(tmp_path, only=frozenset({Surface.WEB}))
    files = tree(tmp_path / "output")
    assert "web/ngoc-ha/index.html" in files
    assert not [name for name in files if name.endswith(".mp4")]
    assert "video-16x9.mp4" not in page(tmp_path, "tin/mot-tin-tot.html")
    assert not outcome.complete
    _lines, report = hand_over(project(tmp_path), "cong-phuong", tmp_path / "usb", NOON)
    assert [f.code for f in report.errors] == ["output-old"]
    run(tmp_path)
    assert "video-16x9.mp4" in page(tmp_path, "tin/mot-tin-tot.html")


def test_a_second_build_in_the_same_folder_stops(campaign: Path) -> None:
    with only_one(campaign / ".tintot/lock"), pytest.raises(BusyError):
        run(campaign)


def test_published_addresses_are_recorded_once(campaign: Path) -> None:
    path = campaign / "records/published.csv"
    before = path.read_text(encoding="utf-8")
    assert before.splitlines()[0] == "id,ward,url,first_published"
    assert "mot-tin-tot,ngoc-ha,tin/mot-tin-tot.html,2026-11-22" in before
    run(campaign, LATER)
    assert path.read_text(encoding="utf-8") == before


def test_a_published_message_whose_file_is_gone_is_an_error_and_its_page_stays(
    campaign: Path,
) -> None:
    (campaign / FIRST).unlink()
    outcome = run(campaign)
    assert [f.code for f in outcome.report.errors] == ["published-id-gone"]
    assert "Mỗi ngày một tin tốt" in page(campaign, "tin/mot-tin-tot.html")


def test_the_stick_holds_the_loop_in_order(campaign: Path, tmp_path: Path) -> None:
    stick = tmp_path / "USB của bác Tư"
    _lines, report = hand_over(project(campaign), "cong-phuong", stick, LATER)
    assert not report.errors, report.render()
    media = sorted(stick.glob("*.png"))
    assert [p.name for p in media] == ["01_duong-dan-la.png", "02_mot-tin-tot.png"]
    times = [p.stat().st_mtime for p in media]
    assert times[1] - times[0] == 2
    sheet = (stick / "HUONG-DAN.html").read_text(encoding="utf-8")
    assert "31/12/2031" in sheet
    rows = (campaign / "records/handover.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "time,place,file,message,hash,from,until,sha256"
    assert len(rows) == 3
    assert "+07:00,cong-phuong,01_duong-dan-la.png,duong-dan-la," in rows[1]


def test_an_outdoor_board_has_a_loop_for_the_dark(
    campaign: Path, edit: Edit, tmp_path: Path
) -> None:
    _lines, report = hand_over(project(campaign), "cong-phuong", tmp_path / "a", LATER, night=True)
    assert [f.code for f in report.errors] == ["no-night"]
    edit("content/places.toml", 'player = "usb-anh"', 'player = "usb-anh"\noutdoor = true')
    run(campaign)
    day = sorted((campaign / "output/boards/cong-phuong").iterdir())
    night = sorted((campaign / "output/boards/cong-phuong-night").iterdir())
    assert [p.name for p in day] == [p.name for p in night]
    for light, dark in zip(day, night, strict=True):
        mean = [ImageStat.Stat(Image.open(p).convert("L")).mean[0] for p in (light, dark)]
        assert mean[1] < mean[0] * 0.85
    _lines, report = hand_over(project(campaign), "cong-phuong", tmp_path / "b", LATER, night=True)
    assert not report.errors, report.render()
    assert (tmp_path / "b" / night[0].name).read_bytes() == night[0].read_bytes()
    assert "ban đêm" in (tmp_path / "b" / "HUONG-DAN.html").read_text(encoding="utf-8")


def test_a_print_shop_gets_files_of_its_own_and_the_proof_names_them(
    campaign: Path, edit: Edit
) -> None:
    poster = '[poster-a5]\nmedium = "poster"\nwidth = 148\nheight = 210\nunit = "mm"\n'
    path = campaign / "layouts/formats.toml"
    more = poster + 'file = "pdf"\nbleed_mm = 3.0\n'
    path.write_text(path.read_text("utf-8") + more, encoding="utf-8")
    edit("content/campaign.toml", "sample = true", "sample = true\ncrop_marks = true")
    edit(FIRST, "[web, board, video]", "[web, board, video, poster]")
    approve(campaign)
    run(campaign)
    folder = campaign / "output/posters/chung/mot-tin-tot"
    assert {p.name for p in folder.iterdir()} == {
        "leaflet-a5-print.pdf", "leaflet-a5.pdf",
        "poster-a5-print.pdf", "poster-a5.pdf", "poster-a5.png",
    }  # fmt: skip
    proof = (campaign / "output/proof/index.html").read_text(encoding="utf-8")
    assert "A5 · 148 × 210 mm: tệp cho nhà in" in proof
    assert "Tờ rơi A5: tệp cho nhà in" in proof


def test_a_stick_is_refused_while_output_is_older_than_content(
    campaign: Path, edit: Edit, tmp_path: Path
) -> None:
    edit(FIRST, "slogan: Mỗi ngày một tin tốt", "slogan: Mỗi ngày thêm một tin tốt")
    approve(campaign)
    _lines, report = hand_over(project(campaign), "cong-phuong", tmp_path / "usb", NOON)
    assert [f.code for f in report.errors] == ["output-old"]
    assert not (tmp_path / "usb").exists()


def test_an_unknown_place_is_named_with_the_nearest_one(campaign: Path, tmp_path: Path) -> None:
    _lines, report = hand_over(project(campaign), "cong-phương", tmp_path / "usb", NOON)
    assert [f.code for f in report.errors] == ["unknown-place"]
    assert "cong-phuong" in report.errors[0].hint


BUILD = """
import sys
from generator.paint.video import encoder
jobs, encoder._X264 = sys.argv[1], encoder._X264 + sys.argv[2]
sys.argv = ["tintot", "build", "--date", "2026-11-22", "--jobs", jobs]
from generator.cli import main
if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize(
    ("variables", "jobs", "x264"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}, "1", ":asm=SSE2"),
        ({"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8"}, "2", ""),
    ],
)
def test_builds_are_equal_byte_for_byte_anywhere(
    campaign: Path, tmp_path: Path, variables: dict[str, str], jobs: str, x264: str
) -> None:
    folder = tmp_path / "nơi khác"
    make_sample(folder)
    script = tmp_path / "run.py"
    script.write_text(BUILD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), jobs, x264],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree(folder / "output") == tree(campaign / "output")
