"""Segments as bytes, and the stores that keep them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.paint.video.segments import DiskStore, MemoryStore, Segment

SEGMENT = Segment(b"header", (b"key frame", b"", b"third"))


def test_a_segment_comes_back_as_it_was() -> None:
    assert Segment.unpack(SEGMENT.pack()) == SEGMENT


@pytest.mark.parametrize("damage", [b"", b"x", SEGMENT.pack()[:-1], b"!" + SEGMENT.pack()[1:]])
def test_damaged_bytes_are_no_segment(damage: bytes) -> None:
    assert Segment.unpack(damage) is None


def test_one_flipped_bit_is_noticed() -> None:
    data = bytearray(SEGMENT.pack())
    data[-20] ^= 1
    assert Segment.unpack(bytes(data)) is None


def test_stores_give_back_what_was_put(tmp_path: Path) -> None:
    for store in (MemoryStore(), DiskStore(tmp_path / "segments")):
        assert store.get("abc") is None
        store.put("abc", b"data")
        store.put("abc", b"data")
        assert store.get("abc") == b"data"
        assert store.get("abd") is None


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    store.put("abc", b"data")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["abc.seg"]
    (tmp_path / "ab" / "left-by-a-killed-build.tmp").write_bytes(b"da")
    assert store.trim() == 0
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["abc.seg"]


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    for age, key in enumerate(("aa1", "bb2", "cc3")):
        store.put(key, b"x" * 100)
        os.utime(tmp_path / key[:2] / f"{key}.seg", (1000 + age, 1000 + age))
    assert store.get("aa1") is not None
    assert store.trim(250) == 100
    assert [store.get(key) is not None for key in ("aa1", "bb2", "cc3")] == [True, False, True]
    assert store.trim(0) == 200


def test_a_file_that_another_process_reads_may_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DiskStore(tmp_path)
    store.put("abc", b"data")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    store.put("abc", b"data")
    with pytest.raises(PermissionError):
        store.put("new", b"data")
    assert not list(tmp_path.rglob("*.tmp"))
