"""The hand-over writer: order, checksums, other people's files, and every way a stick can fail."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, NamedTuple

import pytest

from generator.boards import disk, stick
from generator.boards.handover import (
    COLUMNS,
    StickFile,
    append_csv,
    handover_rows,
    last_whole_day,
)
from generator.boards.names import SHEET, SUMS, faults, is_plain
from generator.boards.stick import verify_stick, write_stick
from generator.diagnostics import Diagnostic
from generator.world import HANOI

BASE = datetime(2026, 11, 22, 8, 0, 1, tzinfo=HANOI)
UNTIL = datetime(2026, 12, 6, tzinfo=HANOI)
PAGE = "<!doctype html>Hướng dẫn".encode()
Make = Callable[..., list[StickFile]]


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "USB của tòa nhà"
    folder.mkdir()
    return folder


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a maker of files to hand over: name=content."""

    def made(**contents: str) -> list[StickFile]:
        files = []
        for key, content in contents.items():
            name = f"{key[1:]}.png"
            source = tmp_path / "output" / f"{key}-{content}.png"
            source.parent.mkdir(exist_ok=True)
            source.write_text(content, encoding="utf-8")
            digest = hashlib.sha256(content.encode()).hexdigest()
            files.append(StickFile(name, source, digest, key[4:], "a1b2", BASE, UNTIL))
        return files

    return made


def tree(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.iterdir())}


def codes(findings: Iterable[Diagnostic]) -> list[str]:
    return [f.code for f in findings]


def test_stick_holds_files_sheet_and_sums_in_play_order(usb: Path, make: Make) -> None:
    result = write_stick(usb, make(_01_a="mot", _02_b="hai", _03_c="ba"), PAGE, BASE)

    assert result.ready
    assert result.findings == ()
    assert result.written == ("01_a.png", "02_b.png", "03_c.png", SHEET, SUMS)
    assert set(tree(usb)) == set(result.written)
    assert (usb / "02_b.png").read_text() == "hai"
    assert verify_stick(usb) == ()


def test_times_ascend_by_two_seconds_from_an_even_one(usb: Path, make: Make) -> None:
    result = write_stick(usb, make(_01_a="mot", _02_b="hai", _03_c="ba"), PAGE, BASE)
    times = [(usb / name).stat().st_mtime for name in result.written]

    assert times[0] == int(BASE.timestamp()) - 1
    assert [b - a for a, b in pairwise(times)] == [2.0] * 4


def test_sums_are_read_by_sha256sum(usb: Path, make: Make) -> None:
    write_stick(usb, make(_01_a="mot", _02_b="hai"), PAGE, BASE)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", SUMS],
        cwd=usb,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["01_a.png: OK", "02_b.png: OK", f"{SHEET}: OK"]


def test_second_hand_over_replaces_only_its_own(usb: Path, make: Make) -> None:
    (usb / "anh-cuoi.jpg").write_text("của ban quản lý", encoding="utf-8")
    (usb / "Hop dong.docx").write_text("x")
    write_stick(usb, make(_01_a="mot", _02_b="hai"), PAGE, BASE)

    result = write_stick(usb, make(_01_c="ba", _02_b="bon"), PAGE + b"!", BASE)

    assert result.ready
    assert result.removed == ("01_a.png",)
    assert codes(result.findings) == ["stick-stranger"]
    assert "anh-cuoi.jpg" in result.findings[0].message
    kept = tree(usb)
    assert kept["anh-cuoi.jpg"] == "của ban quản lý"
    assert kept["Hop dong.docx"] == "x"
    assert kept["02_b.png"] == "bon"
    assert "01_a.png" not in kept
    assert codes(verify_stick(usb)) == ["stick-stranger"]


def test_unchanged_files_are_not_written_again_but_keep_the_order(
    usb: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stick(usb, make(_01_a="mot", _02_b="hai"), PAGE, BASE)
    copied: list[str] = []
    real = disk.write_through

    def noted(source: Path | bytes, target: Path) -> str:
        copied.append(str(source))
        return real(source, target)

    monkeypatch.setattr(stick, "write_through", noted)
    result = write_stick(usb, make(_01_a="mot", _02_b="HAI"), PAGE, BASE.replace(year=2027))

    assert result.ready
    assert [Path(s).name for s in copied if s.endswith(".png")] == ["_02_b-HAI.png"]
    times = [(usb / name).stat().st_mtime for name in result.written]
    assert times[0] == int(BASE.replace(year=2027).timestamp()) - 1
    assert times == sorted(times)


def test_a_file_of_ours_that_somebody_changed_is_theirs(usb: Path, make: Make) -> None:
    write_stick(usb, make(_01_a="mot", _02_b="hai"), PAGE, BASE)
    (usb / "02_b.png").write_text("sửa tay", encoding="utf-8")

    result = write_stick(usb, make(_01_a="mot"), PAGE, BASE)

    assert result.removed == ()
    assert tree(usb)["02_b.png"] == "sửa tay"
    assert codes(result.findings) == ["stick-stranger"]


@pytest.mark.parametrize("name", ["01_a.png", "01_A.PNG", SHEET, SUMS])
def test_a_strangers_file_is_never_overwritten(usb: Path, make: Make, name: str) -> None:
    (usb / name).write_text("của người khác", encoding="utf-8")

    result = write_stick(usb, make(_01_a="mot"), PAGE, BASE)

    assert codes(result.findings) == ["stick-name-taken"]
    assert not result.ready
    assert tree(usb) == {name: "của người khác"}


def test_a_strangers_list_gives_no_right_to_remove(usb: Path, make: Make) -> None:
    (usb / "photo.jpg").write_text("x")
    digest = hashlib.sha256(b"x").hexdigest()
    (usb / SUMS).write_text(f"{digest}  photo.jpg\n")

    assert codes(write_stick(usb, make(_01_a="mot"), PAGE, BASE).findings) == ["stick-name-taken"]
    assert "photo.jpg" in tree(usb)


def test_a_list_naming_paths_reaches_nothing_outside(usb: Path, make: Make, tmp_path: Path) -> None:
    (tmp_path / "quan-trong.txt").write_text("x")
    write_stick(usb, make(_01_a="mot"), PAGE, BASE)
    digest = hashlib.sha256(b"x").hexdigest()
    with (usb / SUMS).open("a") as stream:
        stream.write(f"{digest}  ../quan-trong.txt\n")

    result = write_stick(usb, make(_02_b="hai"), PAGE, BASE)

    assert result.removed == ("01_a.png",)
    assert (tmp_path / "quan-trong.txt").exists()


def test_lost_list_is_made_again_over_the_same_files(usb: Path, make: Make) -> None:
    write_stick(usb, make(_01_a="mot"), PAGE, BASE)
    (usb / SUMS).unlink()

    assert codes(verify_stick(usb)) == ["stick-without-list"]
    assert write_stick(usb, make(_01_a="mot"), PAGE, BASE).findings == ()
    assert verify_stick(usb) == ()


def test_too_little_room_leaves_the_old_content(
    usb: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stick(usb, make(_01_a="mot"), PAGE, BASE)
    before = tree(usb)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 9, 1000))

    result = write_stick(usb, make(_01_b="hai"), PAGE, BASE)

    assert codes(result.findings) == ["stick-full"]
    assert result.written == ()
    assert tree(usb) == before


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "stick-full"),
        (errno.EROFS, "stick-read-only"),
        (errno.EACCES, "stick-read-only"),
        (errno.EIO, "stick-failed"),
    ],
)
def test_an_error_while_writing_leaves_the_old_content(
    usb: Path, make: Make, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    write_stick(usb, make(_01_a="mot", _02_b="hai"), PAGE, BASE)
    before = tree(usb)
    calls = 0

    def fails(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    result = write_stick(usb, make(_01_c="ba", _02_d="bon"), PAGE, BASE)

    assert codes(result.findings) == [code]
    assert tree(usb) == before


def test_a_full_device_is_a_finding(usb: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def full(path: Path, *args: Any, **kwargs: Any) -> IO[Any]:
        if path.suffix == ".tmp":
            return real(Path("/dev/full"), "wb")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)

    assert codes(write_stick(usb, make(_01_a="mot"), PAGE, BASE).findings) == ["stick-full"]
    assert tree(usb) == {}


def test_a_stick_that_changes_bytes_is_found_before_the_old_content_goes(
    usb: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stick(usb, make(_01_a="mot"), PAGE, BASE)
    before = tree(usb)
    real = disk.write_through

    def corrupting(source: Path | bytes, target: Path) -> str:
        digest = real(source, target)
        target.write_bytes(b"\0" + target.read_bytes()[1:])
        return digest

    monkeypatch.setattr(stick, "write_through", corrupting)
    result = write_stick(usb, make(_01_b="hai"), PAGE, BASE)

    assert codes(result.findings) == ["stick-faulty"]
    assert tree(usb) == before


def test_a_source_that_is_gone_or_changed_stops_before_writing(usb: Path, make: Make) -> None:
    files = make(_01_a="mot", _02_b="hai")
    files[1].source.write_text("khác", encoding="utf-8")
    assert codes(write_stick(usb, files, PAGE, BASE).findings) == ["stick-source-changed"]
    files[1].source.unlink()
    assert codes(write_stick(usb, files, PAGE, BASE).findings) == ["stick-source"]
    assert tree(usb) == {}


def test_a_stick_pulled_out_is_a_finding(
    usb: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk.write_through

    def pulled(source: Path | bytes, target: Path) -> str:
        digest = real(source, target)
        shutil.rmtree(usb)
        return digest

    monkeypatch.setattr(stick, "write_through", pulled)

    assert codes(write_stick(usb, make(_01_a="mot"), PAGE, BASE).findings) == ["stick-unplugged"]


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path, make: Make) -> None:
    assert codes(write_stick(tmp_path / "E", make(_01_a="x"), PAGE, BASE).findings) == [
        "stick-missing"
    ]
    assert codes(verify_stick(tmp_path / "E")) == ["stick-missing"]
    assert not (tmp_path / "E").exists()


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_a_hand_over_cut_short_is_completed_by_the_next(
    usb: Path, make: Make, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    write_stick(usb, make(_01_a="mot", _02_b="hai"), PAGE, BASE)
    real, calls = Path.replace, 0

    def killed(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls > cut:
            raise KeyboardInterrupt
        return real(path, target)

    new = make(_01_c="ba", _02_b="bon", _03_d="nam")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            write_stick(usb, new, PAGE, BASE)

    assert write_stick(usb, new, PAGE, BASE).findings == ()
    assert set(tree(usb)) == {"01_c.png", "02_b.png", "03_d.png", SHEET, SUMS}
    assert verify_stick(usb) == ()


def test_verifying_names_what_is_lost_or_damaged(usb: Path, make: Make) -> None:
    write_stick(usb, make(_01_a="mot", _02_b="hai"), PAGE, BASE)
    (usb / "01_a.png").unlink()
    (usb / "02_b.png").write_text("hAi")

    found = verify_stick(usb)

    assert codes(found) == ["stick-lost", "stick-damaged"]
    assert "01_a.png" in found[0].message


def test_sheet_may_stay_off_the_stick(usb: Path, make: Make) -> None:
    result = write_stick(usb, make(_01_a="mot"), None, BASE)

    assert result.written == ("01_a.png", SUMS)
    assert set(tree(usb)) == {"01_a.png", SUMS}


@pytest.mark.parametrize(
    "name",
    [
        "con.png",
        "nul.mp4",
        "com1.jpg",
        "01_Tin.png",
        "01_tốt.png",
        "01 a.png",
        "a#.png",
        ".a.png",
        "01_a",
        "a" * 30 + ".png",
        "../a.png",
        "01_a.png\n",
    ],
)
def test_names_no_player_should_meet(usb: Path, make: Make, name: str) -> None:
    assert not is_plain(name)
    file = make(_01_a="x")[0]
    wrong = StickFile(name, file.source, file.sha256, "a", "h", BASE, UNTIL)

    assert codes(write_stick(usb, [wrong], PAGE, BASE).findings) == ["stick-name"]
    assert tree(usb) == {}


def test_names_must_differ_and_ascend() -> None:
    assert faults(["01_a.png", "02_b.png", "10_c.png"]) == ()
    assert faults(["01_a.png", "01_a.png"]) == ("01_a.png",)
    assert faults(["2_a.png", "10_b.png"]) == ("10_b.png",)


def test_record_grows_line_by_line(make: Make) -> None:
    rows = handover_rows(make(_01_a="mot"), "san", datetime(2026, 11, 22, 8, 5, 7, 9, HANOI))
    first = append_csv("", rows)

    assert first.splitlines() == [
        ",".join(COLUMNS),
        "2026-11-22T08:05:07+07:00,san,01_a.png,a,a1b2,2026-11-22T08:00:01+07:00,2026-12-06T00:00:00"
        "+07:00," + hashlib.sha256(b"mot").hexdigest(),
    ]
    assert append_csv(first, rows) == first + first.splitlines()[1] + "\n"
    assert append_csv(first.rstrip("\n"), rows) == append_csv(first, rows)


def test_last_whole_day_is_the_day_before_a_midnight() -> None:
    assert last_whole_day(UNTIL) == datetime(2026, 12, 5, tzinfo=HANOI).date()
    assert last_whole_day(UNTIL.replace(hour=15)) is None
