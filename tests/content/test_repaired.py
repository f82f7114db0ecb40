"""What is repaired with a warning: the message loads, and the finding names the place."""

from __future__ import annotations

import pytest
from content_kit import FILE, Load, message, png, with_key

from generator.diagnostics import Severity


@pytest.mark.parametrize(
    ("line", "code", "column", "title"),
    [
        ("title: Cảnh báo: đường dẫn lạ", "unquoted-colon", 8, "Cảnh báo: đường dẫn lạ"),
        ("title: Hỏi và đáp:", "unquoted-colon", 8, "Hỏi và đáp:"),
        ("title: It's: a # ghi chú", "unquoted-colon", 8, "It's: a"),
        ("title: “Vùng xanh: trên mạng”", "curly-quotes", 8, "Vùng xanh: trên mạng"),
        ('title: "Vùng xanh”', "curly-quotes", 8, "Vùng xanh"),
        ("title: ‘Vùng xanh’", "curly-quotes", 8, "Vùng xanh"),
        ("title: Vùng\u200e xanh", "invisible-mark", 12, "Vùng xanh"),
        ("title: Vùng\u2028xanh", "invisible-mark", 12, "Vùng xanh"),
    ],
)
def test_in_a_text(load: Load, line: str, code: str, column: int, title: str) -> None:
    found = load({FILE: with_key(line)})
    finding = found.find(code)
    assert finding.severity is Severity.WARNING
    assert str(finding.span) == f"{FILE}:2:{column}"
    assert found.draft().title == title
    assert len(found.report) == 1


def test_curly_quotes_in_a_list(load: Load) -> None:
    found = load({FILE: with_key("points: [“Một, hai”, “Ba”]")})
    assert found.draft().points == ("Một, hai", "Ba")
    assert found.codes() == ["curly-quotes", "curly-quotes"]


def test_a_colon_in_a_list(load: Load) -> None:
    found = load({FILE: with_key("points:\n  - Nhớ: không bấm\n  - Hai")})
    finding = found.find("unquoted-colon")
    assert str(finding.span) == f"{FILE}:9:5"
    assert found.draft().points == ("Nhớ: không bấm", "Hai")


@pytest.mark.parametrize(
    ("written", "read", "hint"),
    [
        ("20/11/2026", "2026-11-20T00:00:00+07:00", "2026-11-20"),
        ("5/9/2026", "2026-09-05T00:00:00+07:00", "2026-09-05"),
        ("20/11/2026 08:30", "2026-11-20T08:30:00+07:00", "2026-11-20 08:30"),
        ("20/11/2026 8h30", "2026-11-20T08:30:00+07:00", "2026-11-20 08:30"),
    ],
)
def test_dates_in_vietnamese_order(load: Load, written: str, read: str, hint: str) -> None:
    found = load({FILE: with_key(f"publish: {written}")})
    finding = found.find("local-date")
    assert finding.severity is Severity.WARNING
    assert str(finding.span) == f"{FILE}:5:10"
    assert hint in finding.hint
    assert found.draft().publish.isoformat() == read


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("Một.\n\n<script>alert(1)</script>\n", 11, 1),
        ('Một <b onclick="x()">hai</b>.\n', 9, 8),
        ("[bấm](javascript:alert(1))\n", 9, 7),
        ('<a href="JavaScript:x()">a</a>\n', 9, 10),
        ('<img src="media/a.png" onerror="x()" alt="a">\n', 9, 24),
        ("Một.\n\n<iframe src='https://x.example'></iframe>\n", 11, 1),
        ("[bấm](data:text/html,x)\n", 9, 7),
    ],
)
def test_active_html_is_removed(load: Load, body: str, line: int, column: int) -> None:
    facts = 'author = "A"\nlicence = "B"\n'
    files = {"content/media/a.png": png(), "content/media/a.png.toml": facts}
    found = load({FILE: message(body=body), **files})
    finding = found.find("active-html")
    assert finding.severity is Severity.WARNING
    assert str(finding.span) == f"{FILE}:{line}:{column}"
    html = found.draft().body.html.lower()
    assert not any(word in html for word in ("script", "onclick", "onerror", "iframe", "data:"))


def test_an_invisible_mark_in_the_body(load: Load) -> None:
    found = load({FILE: message(body="Một\u202e hai.\n")})
    assert str(found.find("invisible-mark").span) == f"{FILE}:9:4"
    assert found.draft().body.source == "Một hai."


def test_a_hashtag_is_not_dropped_in_silence(load: Load) -> None:
    found = load({FILE: with_key("title: Cùng nhau #tintot")})
    assert str(found.find("hashtag-dropped").span) == f"{FILE}:2:18"


def test_a_real_comment_is_dropped_in_silence(load: Load) -> None:
    found = load({FILE: with_key("title: Cùng nhau # ghi chú")})
    assert found.report.findings == []
    assert found.draft().title == "Cùng nhau"
