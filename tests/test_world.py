"""The outside world: roots that nothing leaves, hashes that are not made twice, memory."""

import json
import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from generator import fonts, world
from generator.canonical import digest_bytes
from generator.world import HANOI, DiskWorld, MemoryWorld, World, midnight

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)


@pytest.fixture
def disk(tmp_path: Path) -> DiskWorld:
    content = tmp_path / "phường Ngọc Hà" / "content"
    (content / "messages").mkdir(parents=True)
    (content / "messages" / "b.md").write_text("bê", encoding="utf-8")
    (content / "messages" / "a.md").write_text("a", encoding="utf-8")
    (content / "wards.csv").write_text("code", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return DiskWorld({"content": content}, tmp_path / "cache", NOW)


@pytest.fixture(params=["disk", "memory"])
def either(
    request: pytest.FixtureRequest, disk: DiskWorld, make_world: Callable[..., MemoryWorld]
) -> World:
    """The same files on disk and in memory."""
    if request.param == "disk":
        return disk
    files = {path: disk.read(path) for path in disk.files("content")}
    return make_world(files, layouts=False)


def test_files_are_listed_by_code_point_with_forward_slashes(either: World) -> None:
    assert either.files("content") == (
        "content/messages/a.md",
        "content/messages/b.md",
        "content/wards.csv",
    )
    assert either.files("content/messages") == ("content/messages/a.md", "content/messages/b.md")
    assert either.files("content/none") == ()


def test_files_are_read_hashed_and_located(either: World) -> None:
    assert either.read("content/messages/b.md") == "bê".encode()
    assert either.exists("content/wards.csv")
    assert not either.exists("content/messages")
    assert either.digest("content/wards.csv") == digest_bytes(b"code")
    assert either.locate("content/wards.csv").read_bytes() == b"code"
    with pytest.raises(FileNotFoundError):
        either.read("content/none.md")


@pytest.mark.parametrize(
    "path",
    ["content/../../secret.txt", "content//etc/passwd", "content/messages/../../../secret.txt"],
)
def test_nothing_outside_a_root_is_read(disk: DiskWorld, path: str) -> None:
    with pytest.raises(PermissionError, match="leads outside content/"):
        disk.read(path)
    with pytest.raises(PermissionError):
        disk.digest(path)
    assert not disk.exists(path)


def test_a_link_that_leads_outside_is_refused(disk: DiskWorld, tmp_path: Path) -> None:
    link = disk.roots["content"] / "link.txt"
    try:
        link.symlink_to(tmp_path / "secret.txt")
    except OSError:
        pytest.skip("this account may not make links")
    with pytest.raises(PermissionError):
        disk.read("content/link.txt")


def test_a_file_of_known_size_and_time_is_not_read_again(
    disk: DiskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "content/wards.csv"
    first = disk.digest(path)
    again = DiskWorld(disk.roots, disk.cache, NOW, dict(disk.stats))
    monkeypatch.setattr(world, "digest_bytes", lambda _: pytest.fail("read again"))
    assert again.digest(path) == first


def test_a_file_with_a_new_time_or_size_is_read_again(disk: DiskWorld) -> None:
    path = "content/wards.csv"
    real = disk.locate(path)
    before = real.stat()
    disk.digest(path)
    real.write_bytes(b"eodc")
    os.utime(real, ns=(before.st_atime_ns, before.st_mtime_ns + 100))
    assert disk.digest(path) == digest_bytes(b"eodc")
    real.write_bytes(b"longer")
    os.utime(real, ns=(before.st_atime_ns, before.st_mtime_ns + 100))
    assert disk.digest(path) == digest_bytes(b"longer")


def test_memory_of_a_value_outlives_the_world(disk: DiskWorld) -> None:
    made: list[str] = []

    def make() -> dict[str, list[str]]:
        made.append("x")
        return {"lines": ["Tin", "tốt"]}

    key = ("title", 22.5, date(2026, 11, 22))
    first = disk.recall("generator.text.slug", key, make)
    again = DiskWorld(disk.roots, disk.cache, NOW).recall("generator.text.slug", key, make)
    assert first == again == {"lines": ["Tin", "tốt"]}
    assert made == ["x"]


def test_another_key_or_other_code_is_made_anew(
    disk: DiskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert disk.recall("generator.text.slug", 1, lambda: "old") == "old"
    assert disk.recall("generator.text.slug", 2, lambda: "other") == "other"
    assert disk.recall("generator.text.dates", 1, lambda: "dates") == "dates"
    monkeypatch.setattr(world, "code_version", lambda module: f"new {module}")
    assert disk.recall("generator.text.slug", 1, lambda: "new") == "new"


def test_a_damaged_memory_is_made_anew(disk: DiskWorld) -> None:
    disk.recall("generator.text.slug", 1, lambda: ["whole"])
    (memo,) = (disk.cache / "memo").rglob("*.json")
    assert json.loads(memo.read_text(encoding="utf-8")) == ["whole"]
    memo.write_bytes(b'["who')
    assert disk.recall("generator.text.slug", 1, lambda: ["made"]) == ["made"]
    assert list((disk.cache / "memo").rglob("*.tmp")) == []


def test_a_cache_file_that_is_being_read_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, temporary = tmp_path / "font.ttf", tmp_path / "x.tmp"
    target.write_bytes(b"first")
    temporary.write_bytes(b"second")

    def refuse(_: Path, __: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    fonts.keep_first(temporary, target)
    assert target.read_bytes() == b"first"
    assert not temporary.exists()
    temporary.write_bytes(b"second")
    with pytest.raises(PermissionError):
        fonts.keep_first(temporary, tmp_path / "nowhere.ttf")


def test_hanoi_keeps_one_offset_and_begins_days_at_midnight() -> None:
    assert midnight(date(2026, 6, 1)).isoformat() == "2026-06-01T00:00:00+07:00"
    assert HANOI.utcoffset(None) == timedelta(hours=7)
