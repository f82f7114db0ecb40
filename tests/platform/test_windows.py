"""Habits of Windows, held on every system: names, consoles, processes, busy files and paths."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.publish import BusyFileError, replace
from generator.text.slug import make_id, valid_id
from generator.text.syllables import is_syllable

ROOT = Path(__file__).parents[2]
CONSOLE = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1258", "TINTOT_LANG": "vi"}
MESSAGE = """---
title: Tin tốt ở ngõ nhỏ
slogan: Mỗi ngày một tin tốt
kind: tintuc
---
Nội dung.
"""


def tintot(*words: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "generator.cli", *words],
        cwd=folder,
        env={**os.environ, **CONSOLE, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A campaign with one faulty message, below a path as staff name their folders."""
    folder = tmp_path / "Chiến dịch Tin Tốt (bản 2)"
    (folder / "content" / "messages").mkdir(parents=True)
    for name in ("campaign.toml", "wards.csv", "contacts.toml"):
        (folder / "content" / name).write_bytes((ROOT / "content" / name).read_bytes())
    (folder / "content" / "messages" / "tin-ngo-nho.md").write_text(MESSAGE, encoding="utf-8")
    return folder


def test_help_is_utf8_on_a_console_of_another_code_page(tmp_path: Path) -> None:
    done = tintot("--help", folder=tmp_path)
    assert done.returncode == 0
    assert "áp phích và" in done.stdout.decode("utf-8")


def test_findings_are_utf8_on_a_console_of_another_code_page(campaign: Path) -> None:
    done = tintot("check", folder=campaign)
    shown = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert "Traceback" not in shown
    assert "content/messages/tin-ngo-nho.md:4:7" in shown
    assert "kind: tintuc" in shown
    assert "\\" not in shown
    assert "1 bản tin" in done.stdout.decode("utf-8")


def test_a_folder_with_spaces_and_accents(campaign: Path, tmp_path: Path) -> None:
    done = tintot("new", "Ngõ nhỏ, việc tốt", folder=campaign)
    assert done.returncode == 0, done.stderr.decode("utf-8")
    made = campaign / "content" / "messages" / "ngo-nho-viec-tot.md"
    assert "Ngõ nhỏ, việc tốt" in made.read_text(encoding="utf-8")
    elsewhere = tintot("check", "--content", str(campaign / "content"), folder=tmp_path)
    assert "bản tin" in elsewhere.stdout.decode("utf-8")


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"])
def test_device_names_are_refused_and_never_made(name: str) -> None:
    assert not valid_id(name)
    assert valid_id(make_id(name))
    assert valid_id(make_id(name.upper()))


@pytest.mark.parametrize("name", ["con", "aux"])
def test_a_message_named_like_a_device_is_an_error(campaign: Path, name: str) -> None:
    (campaign / "content" / "messages" / f"{name}.md").write_text(MESSAGE, encoding="utf-8")
    done = tintot("check", folder=campaign)
    assert done.returncode == 1
    shown = done.stderr.decode("utf-8")
    assert "Traceback" not in shown
    assert f"content/messages/{name}.md" in shown
    assert f"“{name}”" in shown


def test_names_of_the_tree_are_unique_in_any_case_and_hold_no_device_or_forbidden_letter() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout of git")
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    paths = [path for path in found.stdout.decode("utf-8").split("\0") if path]
    assert len(paths) > 50
    assert len({path.casefold() for path in paths}) == len(paths)
    assert [path for path in paths if not path.isascii() or set(path) & set('<>:"\\|?*')] == []
    stems = {part.partition(".")[0] for path in paths for part in path.split("/")}
    assert stems & {"con", "prn", "aux", "nul"} == set()
    assert [path for path in paths if path.endswith((" ", "."))] == []


def test_two_ids_that_differ_in_case_cannot_both_be_valid() -> None:
    assert valid_id("tin-tot")
    assert not valid_id("Tin-Tot")


def test_text_modules_work_in_spawned_processes() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(is_syllable, ["nghiêng", "zalo"]) == [True, False]


def busy(monkeypatch: pytest.MonkeyPatch, times: int) -> list[Path]:
    """Let the first `times` moves fail as Windows does while a reader has the target open."""
    tried: list[Path] = []
    move = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        tried.append(self)
        if len(tried) <= times:
            raise PermissionError(13, "Access is denied", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    return tried


def test_a_file_that_is_busy_for_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, target = tmp_path / "new.tmp", tmp_path / "trang chủ.html"
    temporary.write_bytes(b"new")
    target.write_bytes(b"old")
    tried = busy(monkeypatch, times=3)
    replace(temporary, target, patience=5.0)
    assert target.read_bytes() == b"new"
    assert not temporary.exists()
    assert len(tried) == 4


def test_a_file_that_stays_busy_keeps_its_old_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, target = tmp_path / "new.tmp", tmp_path / "a.png"
    temporary.write_bytes(b"new")
    target.write_bytes(b"old")
    busy(monkeypatch, times=10_000)
    with pytest.raises(BusyFileError) as refused:
        replace(temporary, target, patience=0.1)
    assert refused.value.path == target
    assert target.read_bytes() == b"old"
