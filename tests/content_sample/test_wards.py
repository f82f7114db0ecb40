from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

ROOT = Path(__file__).parent.parent.parent
ROWS = list(
    csv.DictReader((ROOT / "content" / "wards.csv").read_text(encoding="utf-8").splitlines())
)
BUILT = ("ba-dinh", "giang-vo", "ngoc-ha")


def slug(name: str) -> str:
    plain = normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(c for c in plain if c.isascii())
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def test_hanoi_has_126_units_51_phuong_and_75_xa() -> None:
    assert Counter(row["kind"] for row in ROWS) == {"phường": 51, "xã": 75}
    assert list(ROWS[0]) == ["code", "kind", "name", "slug"]


def test_codes_and_slugs_are_unique_and_well_formed() -> None:
    assert len({row["code"] for row in ROWS}) == len({row["slug"] for row in ROWS}) == 126
    assert all(re.fullmatch(r"\d{5}", row["code"]) for row in ROWS)
    assert [row["slug"] for row in ROWS] == [slug(row["name"]) for row in ROWS]


def test_names_are_composed_and_keep_the_old_tone_style() -> None:
    for row in ROWS:
        assert row["name"] == normalize("NFC", row["name"])
        assert not re.search(r"o[àáảãạ]\b|o[èéẻẽẹ]\b|u[ỳýỷỹỵ]\b", row["name"]), row["name"]


def test_the_built_wards_are_units_and_state_no_unknown_facts(
    table: Callable[[str], dict[str, Any]],
) -> None:
    units = {row["slug"] for row in ROWS}
    files = sorted(path.stem for path in (ROOT / "content" / "wards").glob("*.toml"))
    assert tuple(files) == BUILT
    assert set(files) <= units
    for name in files:
        ward = table(f"content/wards/{name}.toml")
        assert not any(ward.values()), f"{name}: a fact about a real office needs a source"
