"""Markdown to HTML: headings, anchors, tables, the first paragraph."""

from __future__ import annotations

import pytest

from generator.content.markup import render


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# Đầu đề", '<h2 id="dau-de">Đầu đề</h2>'),
        ("### Sâu\n\n###### Sâu", '<h2 id="sau">Sâu</h2>\n<h3 id="sau-2">Sâu</h3>'),
        ("## 😀", '<h2 id="muc">😀</h2>'),
        ("## Gọi `111` *ngay*", '<h2 id="goi-111-ngay">Gọi <code>111</code> <em>ngay</em></h2>'),
        ("- một\n- hai", "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
        ("3. ba", '<ol start="3">\n<li>ba</li>\n</ol>'),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>"),
        ("[a](tin.html)", '<p><a href="tin.html" rel="noopener noreferrer">a</a></p>'),
    ],
)
def test_html(markdown: str, html: str) -> None:
    made = render(markdown)
    assert made["html"] == html
    assert made["removed"] == []


def test_a_table_keeps_its_columns_aligned() -> None:
    made = render("| a | b |\n|---|--:|\n| 1 | 2 |\n")
    assert '<td align="right">2</td>' in made["html"]
    assert made["removed"] == []


@pytest.mark.parametrize(
    ("markdown", "lead"),
    [
        ("# Đầu\n\nĐoạn **đầu** có\nhai dòng.\n\nĐoạn hai.", "Đoạn đầu có hai dòng."),
        ("- chỉ có\n- danh sách", ""),
        ("Phở &amp; bún <b>ngon</b>", "Phở & bún ngon"),
        ("", ""),
    ],
)
def test_the_first_paragraph(markdown: str, lead: str) -> None:
    assert render(markdown)["lead"] == lead


@pytest.mark.parametrize(
    "attack",
    [
        "<svg onload=alert(1)>",
        "<a href='java&#9;script:alert(1)'>x</a>",
        "<a href='&#1; javascript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<img src=x onerror=alert(1) alt=x>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<base href='https://x.example/'>",
        "<form action='https://x.example'><button>x</button></form>",
        "<style>@import 'https://x.example'</style>",
        "<p style='background:url(https://x.example)'>x</p>",
        "[x]: javascript:alert(1)\n\n[a][x]",
        "<vbscript:x>",
    ],
)
def test_nothing_active_gets_through_and_it_is_said(attack: str) -> None:
    made = render(f"Chữ.\n\n{attack}\n")
    html = made["html"].lower()
    assert not any(
        word in html
        for word in ("script:", "onload", "onerror=", "<base", "<form", "<style", "style=", "<svg")
    )
    assert made["removed"] or "vbscript" in attack


def test_the_converter_is_used_again_without_memory() -> None:
    first = render("[a]: https://x.example\n\n## Một\n\n[a]")
    second = render("## Một\n\n[a]")
    assert "x.example" in first["html"]
    assert second["html"] == '<h2 id="mot">Một</h2>\n<p>[a]</p>'
