"""Findings as the user sees them: place, source line, caret and hint."""

from unicodedata import normalize

import pytest

from generator import i18n
from generator.diagnostics import Diagnostic, Report, Severity, Span, error, warning


def test_a_finding_with_a_place() -> None:
    span = Span("content/messages/a.md", 2, 1, 6, 'tieude: "Phòng cháy"')
    finding = error("unknown-key", "không có khóa “tieude”", span, "có phải là “title”?")
    assert finding.render().splitlines() == [
        "lỗi: không có khóa “tieude”",
        "  content/messages/a.md:2:1",
        '2 | tieude: "Phòng cháy"',
        "  | ^^^^^^ gợi ý: có phải là “title”?",
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_caret_stands_under_its_letters_in_any_form(form: str) -> None:
    line = normalize(form, "title: Ngõ nhỏ, việc tốt lớn")
    column = line.index(normalize(form, "việc")) + 1
    span = Span("a.md", 12, column, len(normalize(form, "việc tốt")), line)
    source, caret = error("x", "m", span).render().splitlines()[2:]
    assert normalize("NFC", source) == "12 | title: Ngõ nhỏ, việc tốt lớn"
    assert caret == "   |                 ^^^^^^^^"
    assert caret.index("^") == normalize("NFC", source).index("việc")


def test_wide_letters_take_two_cells() -> None:
    span = Span("a.md", 1, 3, 1, "日本x")
    assert error("x", "m", span).render().splitlines()[-1] == "  |     ^"


def test_a_tab_takes_one_cell_and_a_caret_may_stand_behind_the_line() -> None:
    assert error("x", "m", Span("a.md", 1, 2, 1, "\tx")).render().splitlines()[2:] == [
        "1 |  x",
        "  |  ^",
    ]
    assert error("x", "m", Span("a.md", 1, 3, 1, "ab")).render().splitlines()[-1] == "  |   ^"


def test_controls_cannot_reach_the_terminal() -> None:
    text = "a\x1b[31m\u202eb\x07"
    shown = error("x", "m", Span("a.md", 1, 2, 1, text)).render()
    assert not set("\x1b\x07\u202e") & set(shown)
    assert shown.splitlines()[2:] == ["1 | a\ufffd[31m\ufffdb\ufffd", "  |  ^"]


def test_long_lines_are_cut_around_the_place() -> None:
    text = "x" * 300 + "SAI" + "y" * 300
    source, caret = error("x", "m", Span("a.md", 1, 301, 3, text)).render().splitlines()[2:]
    assert len(source) < 110
    assert source[caret.index("^") :][:3] == "SAI"
    assert caret.count("^") == 3
    assert source.startswith("1 | …x")
    assert source.endswith("y…")


def test_a_finding_without_a_line_or_place() -> None:
    assert error("x", "tệp trống", Span("a.md"), "viết gì đó").render().splitlines() == [
        "lỗi: tệp trống",
        "  a.md",
        "  gợi ý: viết gì đó",
    ]
    assert warning("x", "m", hint="h").render() == "cảnh báo: m\n  gợi ý: h"
    assert warning("x", "m").render() == "cảnh báo: m"


def test_a_report_keeps_order_drops_repeats_and_shows_errors_last() -> None:
    report = Report()
    report.extend([error("e", "một"), warning("w", "hai"), error("e", "một")])
    report.add(warning("w", "ba"))
    assert [f.message for f in report] == ["một", "hai", "ba"]
    assert len(report) == 3
    assert [f.severity for f in report.errors] == [Severity.ERROR]
    assert [f.message for f in report.warnings] == ["hai", "ba"]
    assert report.render() == "cảnh báo: hai\n\ncảnh báo: ba\n\nlỗi: một"


def test_labels_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", "en")
    assert error("x", "m", hint="h").render() == "error: m\n  hint: h"


def test_warnings_about_many_pictures_for_one_reason_are_counted() -> None:
    report = Report()
    for number in range(7):
        finding = Diagnostic(Severity.WARNING, "dim", f"Ảnh {number} mờ", artifact=f"{number}.png")
        report.add(finding)
    report.add(Diagnostic(Severity.ERROR, "cut", "Chữ bị cắt", artifact="9.png"))
    assert report.render().split("\n\n") == [
        "cảnh báo: Ảnh 0 mờ\n  0.png",
        "cảnh báo: Ảnh 1 mờ\n  1.png",
        "cảnh báo: Ảnh 2 mờ\n  2.png",
        "… và 4 cảnh báo cùng loại nữa; trang xem thử nêu đủ.",
        "lỗi: Chữ bị cắt\n  9.png",
    ]
