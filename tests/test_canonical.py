"""Fingerprints of values: equal everywhere, different where the value differs."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from generator.canonical import digest, digest_bytes

SNIPPET = """
from datetime import date
from generator.canonical import digest
from generator.content.model import Approval, Kind, Surface
print(digest({
    "surfaces": frozenset(Surface), "kind": Kind.NEWS, "ward": "Phường Ngọc Hà",
    "approved": Approval("Người duyệt mẫu", date(2026, 11, 19), "3f"), "size": 1.5, "raw": b"x",
}))
"""


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Box:
    width: float
    name: str


@dataclass(frozen=True)
class Case:
    width: float
    name: str


def test_the_same_under_any_hash_seed_locale_and_time_zone() -> None:
    settings = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "99", "TZ": "America/Los_Angeles", "PYTHONUTF8": "0"},
    ]
    printed = {
        subprocess.run(
            [sys.executable, "-c", SNIPPET],
            env={**os.environ, **setting},
            capture_output=True,
            check=True,
        ).stdout.strip()
        for setting in settings
    }
    assert len(printed) == 1
    assert len(printed.pop()) == 32


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Box(1.0, "a"), Case(1.0, "a")),
        (Box(1.0, "a"), Box(2.0, "a")),
        (Colour.RED, "red"),
        (1, True),
        (1.0, 1),
        (1.0, "1.0"),
        ("1", 1),
        (date(2026, 11, 19), "2026-11-19"),
        (date(2026, 11, 19), datetime(2026, 11, 19, tzinfo=UTC)),
        (b"a", "a"),
        (None, "None"),
        (("ab", "c"), ("a", "bc")),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        ([1, [2, 3]], [1, 2, 3]),
        ("hòa", "hoà"),
    ],
)
def test_different_values_differ(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_order_counts_in_lists_and_not_in_sets_and_maps() -> None:
    assert digest([1, 2]) != digest([2, 1])
    assert digest({"a", "b", "c"}) == digest(frozenset(["c", "b", "a"]))
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest((1, 2)) == digest([1, 2])


def test_values_without_a_form_are_refused() -> None:
    with pytest.raises(TypeError, match="function has no canonical form"):
        digest({"make": digest.__class__(digest.__code__, {})})
    with pytest.raises(TypeError):
        digest(object())


def test_bytes() -> None:
    assert digest_bytes(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
