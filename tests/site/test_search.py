"""The index of a site's search: its size, its form, and what it holds of each message."""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import replace
from datetime import datetime
from itertools import accumulate, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.site.search import (
    GLOBAL,
    LONGEST_SUMMARY,
    SearchEntry,
    _gaps,
    _number,
    search_data,
    search_part,
)
from generator.site.searchtext import plain_text, search_entry
from generator.text.slug import slug
from generator.text.syllables import is_syllable
from generator.world import HANOI

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "layouts" / "web"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
HOSTILE = "<img src=x onerror=alert(1)>"


def entry(name: str, title: str, summary: str = "", text: str = "", **values: Any) -> SearchEntry:
    base = SearchEntry(f"tin/{name}.html", title, summary, text, "Tin tốt mỗi ngày", "2026-11-20")
    return replace(base, **values)


def data_of(*entries: SearchEntry) -> Any:
    """What the script assigns."""
    text = search_data([search_part(e) for e in entries])
    assert text.startswith(f"window.{GLOBAL}={{")
    assert text.endswith("};\n")
    return json.loads(text.removeprefix(f"window.{GLOBAL}=").removesuffix(";\n"))


def numbers(signs: str) -> list[int]:
    """Numbers in base 15 and 75, read as the script reads them."""
    alphabet = [chr(c) for c in range(35, 127) if chr(c) not in "<\\"]
    found, high = [], 0
    for sign in signs:
        value = alphabet.index(sign)
        if value < 75:
            found.append(high * 75 + value)
        high = 0 if value < 75 else high * 15 + value - 74
    return found


def rising(gaps: list[int]) -> list[int]:
    return list(accumulate(gaps, lambda last, gap: last + gap + 1, initial=-1))[1:]


def pairs_of(data: Any) -> dict[str, list[int]]:
    words = data["words"].split(" ")
    found, first = {}, -1
    for row in data["pairs"].split("!"):
        head, *cells = row.split(" ")
        first += numbers(head)[0] + 1
        second = -1
        for cell in cells:
            gap, *gaps = numbers(cell)
            second += gap + 1
            found[f"{words[first]} {words[second]}"] = rising(gaps)
    return found


# Size and form


def sentences(
    draw: random.Random, follow: dict[str, list[str]], every: list[str], count: int
) -> str:
    """So many words in sentences, three in four of them as they follow each other in the sample."""
    written = []
    while count > 0:
        row = [draw.choice(every)]
        while len(row) < min(count, draw.randint(6, 18)):
            row.append(draw.choice(follow.get(row[-1], every) if draw.random() < 0.75 else every))
        count -= len(row)
        written.append(" ".join(row).capitalize() + ".")
    return " ".join(written)


@pytest.fixture(scope="module")
def corpus() -> list[SearchEntry]:
    """150 messages of 300 words each, made of the sample's words."""
    every: list[str] = []
    for path in sorted((ROOT / "content" / "messages").glob("*.md")):
        body = path.read_text(encoding="utf-8").split("---", 2)[2]
        every += [w for w in re.findall(r"[^\W_]+", body.lower()) if is_syllable(w)]
    follow: dict[str, list[str]] = {}
    for word, after in pairwise(every):
        follow.setdefault(word, []).append(after)
    draw = random.Random(5)  # noqa: S311 - not for secrets
    made = []
    for number in range(150):
        title, summary, text = (sentences(draw, follow, every, n) for n in (10, 22, 270))
        made.append(
            SearchEntry(
                f"tin/{slug(title)[:50]}-{number}.html",
                title.rstrip("."),
                summary,
                text,
                ("Tin tốt mỗi ngày", "Cảnh báo", "Hướng dẫn")[number % 3],
                f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
                ("current", "expired")[number % 2],
            )
        )
    return made


def test_150_messages_take_less_than_60_kb(corpus: list[SearchEntry]) -> None:
    data = search_data([search_part(e) for e in corpus]).encode("utf-8")
    assert sum(len(e.text.split()) for e in corpus) >= 150 * 270
    assert len(gzip.compress(data, 9, mtime=0)) < 60_000


def test_the_script_is_small() -> None:
    assert len(gzip.compress((WEB / "search.js").read_bytes(), 9, mtime=0)) < 3_000


def test_the_order_of_the_parts_does_not_matter(corpus: list[SearchEntry]) -> None:
    parts = [search_part(e) for e in corpus[:20]]
    assert search_data(parts) == search_data(reversed(parts))


def test_newer_messages_stand_first() -> None:
    days = {"a": "2026-01-09", "b": "2026-11-01", "c": "2026-11-01", "d": "2025-12-31"}
    data = data_of(*(entry(name, "Tin", published=day) for name, day in days.items()))
    assert [doc[0] for doc in data["docs"]] == [f"tin/{name}.html" for name in "bcad"]


def test_content_cannot_leave_the_script() -> None:
    title = '</script><script>alert("1")\u2028\u2029 \\ ‘’ ' + HOSTILE
    text = search_data([search_part(entry("a", title, text=title))])
    assert not set("<\u2028\u2029") & set(text)
    assert text.count("\n") == 1
    data = data_of(entry("a", title, text=title))
    assert data["docs"][0][4] == " ".join(title.split())


def test_numbers_are_written_in_one_way_only() -> None:
    written = [_number(n) for n in range(3_000)]
    assert len(set(written)) == len(written)
    assert [len(_number(n)) for n in (0, 74, 75, 1_199, 1_200)] == [1, 1, 2, 2, 3]
    assert [numbers(signs) for signs in written] == [[n] for n in range(3_000)]
    assert rising(numbers(_gaps((0, 1, 5, 2_000, 90_000)))) == [0, 1, 5, 2_000, 90_000]
    assert _gaps((0, 1, 5)) == _number(0) + _number(0) + _number(3)
    assert not set(' !"\\<') & set("".join(written))


def test_a_long_summary_is_cut_and_its_words_stay_in_the_index() -> None:
    data = data_of(entry("a", "Tin", "một hai " * 60 + "cuối", "ba"))
    shown = data["docs"][0][5]
    assert len(shown) <= LONGEST_SUMMARY + 1
    assert shown.endswith("hai…")
    assert data["words"].split(" ") == ["ba", "cuối", "hai", "một"]


def test_pairs_that_mean_more_than_their_words_are_kept() -> None:
    texts = ["Gặp tin giả thì dừng lại.", "Có tin giả, giả vờ không. Tin ai?", "Tin, giả"]
    plain = [f"câu {n} khác {n} hẳn {n}" for n in range(20)]
    made = [entry(f"{n:02}", "Nhan đề", text=t) for n, t in enumerate(texts + plain)]
    data = data_of(*made)
    pairs = pairs_of(data)
    # "Tin, giả" are no neighbours.
    assert pairs["tin giả"] == [0, 1]
    assert pairs["giả vờ"] == [1]
    posts = dict(zip(data["words"].split(" "), data["posts"].split(" "), strict=True))
    assert posts["tin"] == posts["giả"] == _gaps((0, 1, 2))


def test_an_empty_site_has_an_index() -> None:
    assert data_of() == {"kinds": [], "docs": [], "words": "", "posts": "", "pairs": ""}


def test_only_messages_that_are_public_are_found(sample: SimpleNamespace) -> None:
    found = {m.id: search_entry(m, NOW) for m in sample.messages}
    assert found["tin-da-rut"] is None
    assert found["sap-dang"] is None
    expired = found["thong-bao-da-het"]
    assert expired is not None
    assert (expired.status, expired.published, expired.kind) == (
        "expired",
        "2026-10-01",
        "Thông báo",
    )
    contest = found["cuoc-thi-tim-hieu-phap-luat"]
    assert contest is not None
    assert "Kiểm tra nguồn" in contest.text


def test_text_of_a_page() -> None:
    html = "<h2>Ba câu</h2><ul><li>A &lt;b&gt;</li><li>C<br>D <em>e</em>f</li></ul>\n<p>g</p>"
    assert plain_text(html) == "Ba câu\nA <b>\nC\nD ef\ng"
