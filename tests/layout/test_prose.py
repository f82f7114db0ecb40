"""Flowing text: from cleaned HTML to a tree that no template can misread."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from generator.content.markup import render
from generator.layout.prose import Node, plain, prose

ROOT = Path(__file__).parent.parent.parent


def tree(markdown: str) -> list[Node]:
    return prose(render(markdown)["html"])


def text(words: str) -> Node:
    return {"type": "text", "text": words}


def test_paragraphs_hold_parts() -> None:
    assert tree("Một *hai* **ba**\nbốn") == [
        {
            "type": "p",
            "parts": [
                text("Một "),
                {"type": "em", "parts": [text("hai")]},
                text(" "),
                {"type": "strong", "parts": [text("ba")]},
                text(" bốn"),
            ],
        }
    ]


def test_links_say_their_address_on_paper() -> None:
    for markdown, said in (
        ("[Trang](https://www.tingia.gov.vn/)", "Trang (tingia.gov.vn)"),
        ("[tingia.gov.vn](https://tingia.gov.vn)", "tingia.gov.vn"),
        ("[tin khác](khac.md)", "tin khác"),
        ("[156](tel:156)", "156"),
        (f"[xa](https://a.vn/{'x' * 70})", "xa"),
    ):
        assert plain(tree(markdown)) == said
    (paragraph,) = tree("[tin khác](khac.md)")
    assert paragraph["parts"][0]["type"] == "span"


def test_headings_begin_at_two_and_skip_no_level() -> None:
    found = tree("### Ba\n\n# Một\n\n### Ba nữa\n\n## Hai")
    assert [(b["level"], plain(b)) for b in found] == [
        (2, "Ba"),
        (2, "Một"),
        (3, "Ba nữa"),
        (3, "Hai"),
    ]


def test_lists_nest_and_keep_their_start() -> None:
    (found,) = prose(
        '<ol start="3"><li>ba<ul><li>x</li></ul></li><li><p>bốn</p><p>thêm</p></li></ol>'
    )
    assert (found["ordered"], found["start"], len(found["items"])) == (True, 3, 2)
    first, second = found["items"]
    assert [block["type"] for block in first] == ["p", "list"]
    assert plain(first) == "ba x"
    assert [plain(block) for block in second] == ["bốn", "thêm"]


def test_tables_are_rows_of_cells_of_one_width() -> None:
    (found,) = prose(
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tbody><tr><td><em>x</em></td></tr><tr><td>y</td><td>z</td></tr></tbody></table>"
    )
    assert found["head"] == [[text("A")], [text("B")]]
    assert found["rows"] == [
        [[{"type": "em", "parts": [text("x")]}], []],
        [[text("y")], [text("z")]],
    ]


def test_quotes_listings_lines_and_pictures() -> None:
    found = tree("> Trích\n\n```\na  *b*\n```\n\n---\n\n![Mô tả](media/a.png)")
    assert [block["type"] for block in found] == ["quote", "code", "line", "image"]
    assert plain(found[0]) == "Trích"
    assert found[1]["text"] == "a  *b*"
    assert (found[3]["src"], found[3]["alt"]) == ("media/a.png", "Mô tả")


@pytest.mark.parametrize(
    "file", sorted((ROOT / "content/messages").glob("*.md")), ids=lambda f: f.stem
)
def test_no_word_of_the_sample_is_lost(file: Path) -> None:
    html = render(file.read_text(encoding="utf-8").split("---\n", 2)[2])["html"]
    blocks = prose(html)
    letters = [c for c in plain(blocks) if c.isalnum()]

    assert letters == [c for c in unescape(re.sub(r"<[^>]*>", "", html)) if c.isalnum()]
    assert json.loads(json.dumps(blocks)) == blocks
