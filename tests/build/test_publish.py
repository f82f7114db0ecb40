import os
import threading
import time
from pathlib import Path

import pytest

from generator.build import publish
from generator.build.publish import BusyFileError, leftovers, remove, replace, stage, stage_twin


def test_a_file_is_whole_at_every_moment(tmp_path: Path) -> None:
    target = tmp_path / "a" / "tin.html"
    publish.write(target, b"cu")
    temporary = stage(target, b"moi")
    assert target.read_bytes() == b"cu"
    replace(temporary, target)
    assert target.read_bytes() == b"moi"
    assert list(leftovers(tmp_path)) == []


def test_a_busy_file_is_tried_again_until_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ảnh đẹp.png"
    target.write_bytes(b"cu")
    temporary = stage(target, b"moi")
    free_at = time.monotonic() + 0.3
    real = Path.replace

    def refuse(self: Path, other: Path) -> Path:
        if time.monotonic() < free_at:
            raise PermissionError(13, "The process cannot access the file", str(other))
        return real(self, other)

    monkeypatch.setattr(Path, "replace", refuse)
    replace(temporary, target)
    assert target.read_bytes() == b"moi"


def test_a_file_that_stays_busy_is_named_and_keeps_its_old_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ảnh.png"
    target.write_bytes(b"cu")
    temporary = stage(target, b"moi")

    def refuse(self: Path, other: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file", str(other))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BusyFileError) as caught:
        replace(temporary, target, patience=0.1)
    assert caught.value.path == target
    assert target.read_bytes() == b"cu"


def test_twins_share_their_bytes_and_leave_no_temporary_name(tmp_path: Path) -> None:
    first, second = tmp_path / "a.mp4", tmp_path / "b" / "b.mp4"
    publish.write(first, b"phim")
    replace(stage_twin(second, first), second)
    assert second.read_bytes() == b"phim"
    # The same link again: POSIX rename between two names of one file would leave both.
    replace(stage_twin(second, first), second)
    assert list(leftovers(tmp_path)) == []
    publish.write(first, b"khac")
    assert second.read_bytes() == b"phim"


def test_twins_are_copied_where_links_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.mp4", tmp_path / "b.mp4"
    publish.write(first, b"phim")

    def refuse(*_args: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    replace(stage_twin(second, first), second)
    assert second.read_bytes() == b"phim"
    assert second.stat().st_mtime_ns == first.stat().st_mtime_ns
    assert first.stat().st_ino != second.stat().st_ino


def test_removing_a_file_removes_the_folders_it_leaves_empty(tmp_path: Path) -> None:
    publish.write(tmp_path / "web" / "a" / "tin" / "x.html", b"1")
    publish.write(tmp_path / "web" / "b.html", b"1")
    remove(tmp_path / "web" / "a" / "tin" / "x.html", tmp_path)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["b.html", "web"]


def test_readers_never_see_half_a_file(tmp_path: Path) -> None:
    target = tmp_path / "x.bin"
    publish.write(target, b"a" * 100_000)
    seen: set[bytes] = set()
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            data = target.read_bytes()
            seen.add(data[:1] + str(len(data)).encode())

    thread = threading.Thread(target=watch)
    thread.start()
    for n in range(60):
        publish.write(target, (b"b" if n % 2 else b"a") * 100_000)
    stop.set()
    thread.join()
    assert seen <= {b"a100000", b"b100000"}
