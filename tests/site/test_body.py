"""Body HTML in a page: headings in order, links resolved, nothing asked from elsewhere."""

from __future__ import annotations

import pytest

from generator.site.body import web_body

LINKS = {"b.md": "b.html"}
PICTURES = {"a.jpg": "../media/a.jpg"}


def shown(html: str) -> str:
    return web_body(html, lambda target: LINKS.get(target, ""), lambda src: PICTURES.get(src, ""))


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([1, 2, 2], [2, 3, 3]),
        ([3, 3, 2], [2, 2, 2]),
        ([2, 4, 3], [2, 3, 3]),
        ([2, 3, 4, 2], [2, 3, 4, 2]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_headings_start_at_two_and_skip_nothing(levels: list[int], expected: list[int]) -> None:
    html = "".join(f"<h{n}>x</h{n}>" for n in levels)
    assert shown(html) == "".join(f"<h{n}>x</h{n}>" for n in expected)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="https://tingia.gov.vn/?a=1&amp;b=2">t</a>',) * 2,
        ('<a href="tel:111">111</a>',) * 2,
        ('<a href="b.md">b</a>', '<a href="b.html">b</a>'),
        ('<a href="b.md#x">b</a>', '<a href="b.html#y-x">b</a>'),
        (
            '<h2 id="lien-he">b</h2><a href="#lien-he">b</a>',
            '<h2 id="y-lien-he">b</h2><a href="#y-lien-he">b</a>',
        ),
        ('<a href="khong-co.md">b</a>', "<span>b</span>"),
        ('<a href="//evil.example/x">b</a>', "<span>b</span>"),
        ("<p>1 &lt; 2 &amp; “<b>đậm</b>”<br>x</p>",) * 2,
        (
            '<img width="8" height="6" title="x" src="a.jpg" alt="&quot;Sen&quot;">',
            '<img src="../media/a.jpg" alt="&quot;Sen&quot;" width="8" height="6" loading="lazy">',
        ),
        ('<p><img src="https://h.example/a.png" alt="ảnh <b>"></p>', "<p>ảnh &lt;b&gt;</p>"),
        ('<td style="color:red" colspan="2">x</td>', '<td colspan="2">x</td>'),
        ("<ul><li>a<li>b</ul></p>", "<ul><li>a<li>b</li></li></ul>"),
    ],
)
def test_what_stands_in_the_page(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize("html", ["<table><tr><td>1</td></tr></table>", "<table><tr><td>1"])
def test_a_wide_table_can_be_moved_by_keyboard(html: str) -> None:
    box = '<div class="table" role="group" aria-label="Bảng" tabindex="0">'
    assert shown(html) == f"{box}<table><tr><td>1</td></tr></table></div>"
