"""What is an error: its place and hint are named, and every other message still loads."""

from __future__ import annotations

import zlib
from unicodedata import normalize

import pytest
from content_kit import FILE, HEAD, Load, Loaded, message, png, with_key

from generator.diagnostics import Severity


def _without(key: str) -> str:
    return message("".join(r for r in HEAD.splitlines(keepends=True) if not r.startswith(key)))


def _fails(found: Loaded, code: str, place: str) -> str:
    """Assert one error at a place, the other message unharmed; return the hint."""
    finding = found.find(code)
    assert finding.severity is Severity.ERROR
    assert str(finding.span) == place
    assert found.entry("tin-khac").draft is not None
    entry = found.entry()
    assert entry.failing
    assert entry.live is None
    assert entry.draft is None
    found.report.render()
    return finding.hint


BOMB = "\n".join(
    [
        "a: &a [x, x]",
        *(f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
    ]
)


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        (with_key("tieude: Phòng cháy"), "unknown-key", "8:1", "“title”"),
        (with_key("tiêu đề: Phòng cháy"), "unknown-key", "8:1", "“title”"),
        (with_key("khẩu hiệu: Phòng cháy"), "unknown-key", "8:1", "“slogan”"),
        (with_key("slogam: Phòng cháy"), "unknown-key", "8:1", "“slogan”"),
        (with_key("kind: newz"), "unknown-kind", "4:7", "“news”"),
        (with_key("kind: cảnh báo"), "unknown-kind", "4:7", "“warning”"),
        (with_key("wards: [ba-dinh, ba-din]"), "unknown-ward", "8:18", "“ba-dinh”"),
        (with_key("wards: Ngọc Hà"), "unknown-ward", "8:8", "“ngoc-ha”"),
        (with_key("wards: []"), "empty-list", "8:8", "all"),
        (with_key("surfaces: [web, bord]"), "unknown-surface", "8:17", "“board”"),
        (with_key("surfaces: áp phích"), "unknown-surface", "8:11", "“poster”"),
        (with_key("audience: [trẻ em]"), "unknown-audience", "8:12", "“children”"),
        (with_key("priority: khẩn cấp"), "unknown-priority", "8:11", "“emergency”"),
        (with_key("places: [cong]"), "unknown-place", "8:10", ""),
        (with_key("windows:\n\t- {from: 6}"), "tab", "9:1", "dấu cách"),
        (message(HEAD + "title: Lần hai\n"), "duplicate-key", "8:1", "dòng 2"),
        (message("- một\n- hai\n"), "head-not-map", "2:1", "khóa: giá trị"),
        (message("chỉ có chữ\n"), "head-not-map", "2:1", "khóa: giá trị"),
        (message(""), "head-not-map", "1:1", "khóa: giá trị"),
        (f"---\n{HEAD}Nội dung.\n", "head-not-closed", "1:1", "---"),
        ("Chỉ có nội dung.\n", "no-head", "1:1", "---"),
        (message(f"{HEAD}{BOMB}\n"), "alias", "9:8", "viết đủ"),
        (message(f"{HEAD}x: &x [*x]\n"), "alias", "8:8", "viết đủ"),
        (with_key("summary: !!python/object/apply:os.system [ls]"), "tag", "8:10", "ngoặc kép"),
        (with_key("summary: !vui Chào"), "tag", "8:10", "ngoặc kép"),
        (with_key(f"points: {'[' * 5000}"), "too-deep", "8:21", ""),
        (with_key('title: "Chưa đóng'), "bad-yaml", "2:8", 'dấu "'),
        (with_key("points: [một, hai"), "bad-yaml", "8:9", "]"),
        (with_key("title: @vui"), "bad-yaml", "2:8", "ngoặc kép"),
        (_without("title"), "missing-key", "2:1", "title"),
        (_without("slogan"), "missing-key", "2:1", "slogan"),
        (_without("source"), "missing-key", "2:1", "source"),
        (_without("kind"), "missing-key", "2:1", "kind"),
        (_without("expire"), "missing-key", "2:1", "expire"),
        (with_key("title:"), "missing-key", "2:1", "title"),
        (with_key('source: "  "'), "missing-key", "7:1", "source"),
        (with_key("expire: 2026-11-19"), "expire-before-publish", "6:9", "2026-11-20"),
        (with_key("expire: 2026-02-30"), "bad-date", "6:9", ""),
        (with_key("expire: 31/04/2027"), "bad-date", "6:9", ""),
        (with_key("publish: 2026-11-20 25:00"), "bad-date", "5:10", ""),
        (with_key("publish: hôm nay"), "bad-date", "5:10", "2026-11-20"),
        (with_key("publish: 0026-11-20"), "bad-date", "5:10", ""),
        (with_key("corrected: 2026-11-20 08:00"), "bad-date", "8:12", ""),
        (
            with_key("approved: {by: A, on: 2026-11-23, hash: 0123456789abcdef}"),
            "approval-in-future",
            "8:23",
            "máy tính",
        ),
        (with_key("approved: rồi"), "not-a-map", "8:11", "by, on, hash"),
        (with_key("approved: {by: A, on: 2026-11-20}"), "missing-key", "8:11", "hash"),
        (
            with_key("approved: {by: A, on: 2026-11-20, hash: xyz}"),
            "bad-approval",
            "8:41",
            "tintot approve",
        ),
        (with_key(f"slogan: {'a' * 161}"), "too-long", "3:9", "1 ký tự"),
        (with_key(f"short: {'a' * 29}"), "too-long", "8:8", "1 ký tự"),
        (with_key("points: [a, b, c, d, e]"), "too-many", "8:22", ""),
        (with_key("share: 1.5"), "bad-number", "8:8", ""),
        (with_key("help: có lẽ"), "not-a-flag", "8:7", ""),
        (with_key("title: {a: 1, b: 2}"), "not-text", "2:8", ""),
        (with_key("topics: [An toàn]"), "bad-id", "8:10", "an-toan"),
        (with_key("aliases: [con]"), "bad-id", "8:11", ""),
        (with_key("slogan: Chúc mừng 🎉 năm mới"), "missing-letter", "3:19", ""),
        (with_key("title: 新聞 tốt"), "missing-letter", "2:8", ""),
        (with_key("title: Tin\x07tốt"), "control-character", "2:11", "gõ lại"),
        (with_key(r'title: "Tin\x07tốt"'), "control-character", "2:8", ""),
        (message(body="Nội\x00 dung.\n"), "control-character", "9:4", "gõ lại"),
        (
            with_key("windows: [{days: [mon], from: 25:00, to: 6:00}]"),
            "bad-hour",
            "8:31",
            "06:30",
        ),
        (
            with_key("event: {start: 2026-12-02, end: 2026-12-01, where: A}"),
            "ends-before-start",
            "8:8",
            "",
        ),
        (
            with_key(
                "contest: {start: 2026-12-01, end: 2026-12-02, rules: R,"
                " questions: [{q: Q, answers: [a, b], correct: 3}]}"
            ),
            "bad-answer",
            "8:69",
            "1",
        ),
        (with_key("clip: {file: media/a.exe, end: 3}"), "wrong-media-type", "8:14", ".mp4"),
    ],
)  # fmt: skip
def test_in_the_head(load: Load, text: str, code: str, place: str, hint: str) -> None:
    assert hint in _fails(load({FILE: text}), code, f"{FILE}:{place}")


@pytest.mark.parametrize(
    ("line", "encoding", "repaired"),
    [
        ("slogan: Céng hßa x· héi chñ nghÜa ViÖt Nam", "TCVN3", "Cộng hòa xã hội chủ nghĩa"),
        ("slogan: Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI", "Cộng hòa xã hội"),
        ("slogan: " + "Mỗi ngày một tin tốt".encode().decode("latin-1"), "UTF-8", "Mỗi ngày một"),
    ],
)  # fmt: skip
def test_legacy_encodings_in_the_head(load: Load, line: str, encoding: str, repaired: str) -> None:
    found = load({FILE: with_key(line)})
    finding = found.find("legacy-encoding")
    assert encoding in finding.message
    assert repaired in finding.hint
    assert str(finding.span) == f"{FILE}:3:9"
    assert found.entry().failing


def test_legacy_encodings_in_the_body(load: Load) -> None:
    text = message(body="Dòng đúng.\n\nTrung t©m v¨n hãa th«ng tin\n")
    found = load({FILE: text})
    finding = found.find("legacy-encoding")
    assert "Trung tâm văn hóa thông tin" in finding.hint
    assert str(finding.span) == f"{FILE}:11:1"


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "empty-file", FILE),
        (b"\xef\xbb\xbf \r\n\t", "empty-file", FILE),
        (message().encode("utf-16"), "not-utf8", f"{FILE}:1:1"),
        (b"---\ntitle: T\xe9t\n---\n", "not-utf8", f"{FILE}:2:9"),
        ("---\ntitle: Một ".encode() + b"\xff", "not-utf8", f"{FILE}:2:12"),
    ],
)
def test_bytes(load: Load, data: bytes, code: str, place: str) -> None:
    _fails(load({FILE: data}), code, place)


def test_bytes_of_a_legacy_file_are_named(load: Load) -> None:
    data = (
        message()
        .encode()
        .replace("Mỗi ngày một tin tốt".encode(), "Céng hßa x· héi".encode("cp1252"))
    )
    hint = _fails(load({FILE: data}), "not-utf8", f"{FILE}:2:9")
    assert "TCVN3" in hint
    assert "Cộng hòa xã hội" in hint


def test_a_body_over_a_megabyte(load: Load) -> None:
    _fails(load({FILE: message(body="Nội dung.\n" * 130_000)}), "body-too-long", f"{FILE}:9:1")


def test_a_body_of_deep_quotes_is_no_crash(load: Load) -> None:
    found = load({FILE: message(body=f"{'> ' * 3000}sâu\n")})
    assert found.entry("tin-khac").draft is not None


@pytest.mark.parametrize("name", ["con", "Tin Mới", "tin_moi", "a" * 61, "TIN"])
def test_file_names_that_are_no_ids(load: Load, name: str) -> None:
    file = f"content/messages/{name}.md"
    found = load({file: message()})
    finding = found.find("bad-id")
    assert str(finding.span) == file
    assert found.entry(name).failing


PICTURE = "image: media/a.png\nimage_alt: Ảnh"


@pytest.mark.parametrize(
    ("line", "files", "code", "place"),
    [
        (PICTURE, {}, "media-missing", "8:8"),
        (PICTURE, {"content/media/a.png": b"\x89PNG\r\n\x1a\nrubbish"}, "image-unreadable", "8:8"),
        (PICTURE, {"content/media/a.png": b""}, "image-format", "8:8"),
        (PICTURE, {"content/media/a.png": b"GIF89a..."}, "image-format", "8:8"),
        (PICTURE, {"content/media/A.PNG": b"x"}, "media-missing", "8:8"),
        (PICTURE.replace("media/a", "../a"), {}, "media-outside", "8:8"),
        (PICTURE.replace("media/a", "media/../../a"), {}, "media-outside", "8:8"),
        (PICTURE.replace("media/a", "/etc/a"), {}, "media-outside", "8:8"),
        (PICTURE.replace("media/a", "C:/a"), {}, "media-outside", "8:8"),
        (PICTURE.replace("media/a", r"media\a"), {}, "media-outside", "8:8"),
        (PICTURE.replace("media/a", "https://x.example/a"), {}, "media-outside", "8:8"),
        ("image: media/a.png", {"content/media/a.png": png()}, "missing-alt", "8:8"),
    ],
)
def test_images(load: Load, line: str, files: dict[str, bytes], code: str, place: str) -> None:
    facts = {f"{name}.toml": 'author = "A"\nlicence = "B"\n' for name in files}
    found = load({FILE: message(f"{HEAD}{line}\n"), **files, **facts})
    _fails(found, code, f"{FILE}:{place}")


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ("Xem ![](media/a.png)\n", "missing-alt", "9:9"),
        ("Xem ![ảnh](media/b.png)\n", "media-missing", "9:12"),
        ("Xem ![ảnh](https://x.example/a.png)\n", "media-outside", "9:12"),
    ],
)
def test_images_of_the_body(load: Load, body: str, code: str, place: str) -> None:
    facts = 'author = "A"\nlicence = "B"\n'
    files = {"content/media/a.png": png(), "content/media/a.png.toml": facts}
    _fails(load({FILE: message(body=body), **files}), code, f"{FILE}:{place}")


def test_a_decompression_bomb_is_not_decoded(load: Load) -> None:
    header = png((1, 1))
    # Width and height of the header alone say 60,000 × 60,000; decoding would take 10 GB.
    bomb = header[:16] + (60_000).to_bytes(4, "big") * 2 + header[24:]
    bomb = bomb[:29] + zlib.crc32(bomb[12:29]).to_bytes(4, "big") + bomb[33:]
    files = {"content/media/a.png": bomb, "content/media/a.png.toml": 'author="A"\nlicence="B"\n'}
    _fails(load({FILE: message(f"{HEAD}{PICTURE}\n"), **files}), "image-bomb", f"{FILE}:8:8")


@pytest.mark.parametrize("second", ["content/messages/2026/tin.md", "content/messages/tin.MD"])
def test_two_messages_with_one_id(load: Load, second: str) -> None:
    found = load({FILE: message(), second: message()})
    findings = [f for f in found.report if f.code == "duplicate-id"]
    assert {f.span.file for f in findings if f.span} == {FILE, second}
    assert [e.id for e in found.library.entries] == ["tin", "tin-khac"]
    assert found.entry().failing


def test_an_alias_that_is_another_message(load: Load) -> None:
    found = load({FILE: with_key("aliases: [tin-khac]")})
    assert "tin-khac.md" in _fails(found, "alias-clash", f"{FILE}:8:1")


def test_all_findings_of_a_run_come_at_once(load: Load) -> None:
    text = message("tieude: A\nslogan: B\nkind: newz\npublish: 2026-13-01\nexpire: x\nsource:\n")
    found = load({FILE: text, "content/messages/ba.md": ""})
    assert sorted(found.codes()) == [
        "bad-date",
        "bad-date",
        "empty-file",
        "missing-key",
        "unknown-key",
        "unknown-kind",
    ]


def test_the_report_shows_the_line_and_a_caret(load: Load) -> None:
    found = load({FILE: with_key("tieude: Phòng cháy")})
    assert found.find("unknown-key").render().splitlines() == [
        "lỗi: không có khóa “tieude”",
        "  content/messages/tin.md:8:1",
        "8 | tieude: Phòng cháy",
        "  | ^^^^^^ gợi ý: có phải bạn muốn viết “title”?",
    ]


def test_columns_count_what_a_person_sees(load: Load) -> None:
    text = "\ufeff" + normalize("NFD", with_key("points: [Điều một, {a: b, c: d}]"))
    finding = load({FILE: text.replace("\n", "\r\n")}).find("not-text")
    assert str(finding.span) == f"{FILE}:8:20"


def test_a_required_key_under_a_wrong_name_is_one_finding(load: Load) -> None:
    found = load({FILE: message(HEAD.replace("title:", "tiêu đề:"))})
    assert found.codes() == ["unknown-key"]


def test_every_kind_of_unknown_name_has_words(load: Load) -> None:
    lines = "audience: [x]\npriority: x\nsurfaces: [x]\nwards: [x]\nplaces: [x]\n"
    text = message(HEAD.replace("kind: news", "kind: x") + lines + "windows: [{days: [x]}]\n")
    messages = [f.message for f in load({FILE: text}).report if f.code.startswith("unknown-")]
    assert len(messages) == 7
    assert all("“x”" in m for m in messages)
