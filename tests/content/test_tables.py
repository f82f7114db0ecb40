"""Wards, places, contacts and the campaign: their files, findings and defaults."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from content_kit import BASE, NOW, Load, png

from generator.diagnostics import Severity

WARD = "content/wards/ba-dinh.toml"
PLACES = "content/places.toml"
CONTACTS = "content/contacts.toml"
PLACE = '[cong]\nname = "Cổng"\nward = "ba-dinh"\nformat = "strip32-mono"\nplayer = "usb-anh"\n'
CONTACT = '[goi-111]\nvalue = "111"\nwhat_for = "Bảo vệ trẻ em"\nsource = "nguồn"\n'


def test_a_ward_with_all_it_may_say(load: Load) -> None:
    text = (
        'site_url = "https://phuong.example/a/b"\nphone = "024 1"\nemail = "a@b.example"\n'
        'hours = "8 giờ"\naddress = "Số 1"\nlogo = "media/l.png"\naccent = "#0A4D3F"\n'
        'off = ["tin-khac"]\n'
    )
    facts = 'author = "A"\nlicence = "B"\n'
    media = {"content/media/l.png": png(), "content/media/l.png.toml": facts}
    found = load({WARD: text, **media})
    assert found.report.findings == []
    ward = found.library.wards[0]
    assert ward.name == "Phường Ba Đình"
    assert ward.site_url == "https://phuong.example/a/b/"
    assert (ward.accent, ward.off) == ("#0a4d3f", ("tin-khac",))
    assert ward.logo is not None
    assert ward.logo.width == 40


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ('site_url = "phuong.example"', "bad-url", "2:12"),
        ('site_url = "ftp://phuong.example/"', "bad-url", "2:12"),
        ('site_url = "https://phuong.example/?a=1"', "bad-url", "2:12"),
        ('accent = "#999999"', "low-contrast", "2:10"),
        ('accent = "đỏ"', "bad-color", "2:10"),
        ('dienthoai = "1"', "unknown-key", "2:1"),
        ('logo = "media/khong-co.png"', "media-missing", "2:8"),
        ("phone = ", "bad-toml", "2:9"),
        ('address = "1"', "bad-toml", "2:14"),
    ],
)
def test_errors_in_a_ward(load: Load, line: str, code: str, place: str) -> None:
    found = load({WARD: f'address = "Số 1"\n{line}\n'})
    finding = found.find(code)
    assert finding.severity is Severity.ERROR
    assert str(finding.span) == f"{WARD}:{place}"


def test_contrast_just_above_the_limit(load: Load) -> None:
    # #767676 on white is 4.54, #777777 is 4.48.
    good = load({WARD: BASE[WARD] + 'accent = "#767676"\n'})
    bad = load({WARD: BASE[WARD] + 'accent = "#777777"\n'})
    assert good.report.findings == []
    assert bad.codes() == ["low-contrast"]


@pytest.mark.parametrize("text", ["", "# chưa có gì\n", 'phone = ""\nsite_url = ""\n'])
def test_a_ward_that_adds_nothing_is_built_and_warned_about(load: Load, text: str) -> None:
    found = load({WARD: text})
    assert [f.severity for f in found.report] == [Severity.WARNING, Severity.WARNING]
    assert found.codes() == ["ward-contact", "ward-site"]
    assert found.library.wards[0].site_url == ""


def test_a_file_of_no_ward(load: Load) -> None:
    found = load({"content/wards/ba-din.toml": ""})
    assert "“ba-dinh”" in found.find("unknown-ward").hint
    assert [w.slug for w in found.library.wards] == ["ba-dinh"]


def test_wards_follow_the_alphabet(load: Load) -> None:
    units = BASE["content/wards.csv"] + "00010,xã,Đông Anh,dong-anh\n00011,xã,Dương Hòa,duong-hoa\n"
    files = {f"content/wards/{slug}.toml": "" for slug in ("dong-anh", "duong-hoa", "ngoc-ha")}
    found = load({"content/wards.csv": units, **files})
    assert [w.unit.name for w in found.library.wards] == [
        "Ba Đình",
        "Dương Hòa",
        "Đông Anh",
        "Ngọc Hà",
    ]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("1,phường,A,a", "4:1"),
        ("00004,phường,A,a", "4:1"),
        ("00099,quận,A,a", "4:1"),
        ("00099,phường,A,ba-dinh", "4:1"),
        ("00099,phường,A,A", "4:1"),
        ("00099,phường,A", "4:1"),
    ],
)
def test_errors_in_the_list_of_units(load: Load, row: str, place: str) -> None:
    found = load({"content/wards.csv": BASE["content/wards.csv"] + row + "\n"})
    assert str(found.find("bad-csv").span) == f"content/wards.csv:{place}"
    assert len(found.library.units) == 2


def test_a_list_of_units_with_other_columns(load: Load) -> None:
    found = load({"content/wards.csv": "ma,ten\n1,A\n"})
    assert str(found.find("bad-csv").span) == "content/wards.csv:1:1"


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ('ward = "ba-din"', "unknown-ward", "3:8"),
        ('format = "strip32"', "unknown-format", "4:10"),
        ('player = "vlc"', "unknown-player", "5:10"),
        ("colour = 1", "unknown-key", "6:1"),
        ("outdoor = 3", "not-a-flag", "6:11"),
        ("max_wait_s = 0", "bad-number", "6:14"),
        ("next_visits = [2026-12-01, 1]", "bad-date", "6:15"),
        ('open = {from = "7", to = "8:00"}', "bad-hour", "6:8"),
    ],
)
def test_errors_in_a_place(load: Load, line: str, code: str, place: str) -> None:
    key = line.partition(" ")[0]
    rows = [row for row in PLACE.splitlines() if not row.startswith(f"{key} ")]
    rows.insert(int(place.partition(":")[0]) - 1, line)
    whole = "\n".join(rows) + '\n[khac]\nname = "B"\n' + "\n".join(PLACE.splitlines()[2:]) + "\n"
    found = load({PLACES: whole})
    assert str(found.find(code).span) == f"{PLACES}:{place}"
    assert [p.id for p in found.library.places] == ["khac"]


@pytest.mark.parametrize("end", ["-night", "-strip"])
def test_ids_of_places_leave_the_names_of_other_folders_free(load: Load, end: str) -> None:
    found = load({PLACES: PLACE.replace(PLACE.splitlines()[0], f"[cong{end}]")})
    assert found.find("bad-id").severity is Severity.ERROR
    assert end in found.find("bad-id").message


def test_a_place_that_lacks_its_ward(load: Load) -> None:
    found = load({PLACES: PLACE.replace('ward = "ba-dinh"\n', "")})
    assert str(found.find("missing-key").span) == f"{PLACES}:1:1"


@pytest.mark.parametrize(
    ("checked", "until", "code", "kept"),
    [
        (NOW.date(), None, None, True),
        (NOW.date() - timedelta(days=180), None, None, True),
        (NOW.date() - timedelta(days=181), None, "contact-unchecked", True),
        (NOW.date(), NOW.date(), None, True),
        (NOW.date(), NOW.date() - timedelta(days=1), "contact-ended", False),
    ],
)
def test_how_long_a_contact_is_trusted(
    load: Load, checked: date, until: date | None, code: str | None, kept: bool
) -> None:
    text = f"{CONTACT}checked_on = {checked}\n" + (f"valid_until = {until}\n" if until else "")
    found = load({CONTACTS: text})
    assert found.codes() == ([code] if code else [])
    assert all(f.severity is Severity.WARNING for f in found.report)
    assert [c.id for c in found.library.contacts] == (["goi-111"] if kept else [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "missing-key"),
        ("checked_on = 2026-11-20\nurl = 'javascript:x()'", "bad-url"),
        ("checked_on = 2026-11-20\ntopics = ['Trẻ em']", "bad-id"),
    ],
)
def test_errors_in_a_contact(load: Load, line: str, code: str) -> None:
    found = load({CONTACTS: f"{CONTACT}{line}\n"})
    assert found.find(code).severity is Severity.ERROR
    assert found.library.contacts == ()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('name = "T"\n', "missing-key", "1:1"),
        ('name = "T"\npublisher = "P"\ntheme = "tin-tto"\n', "unknown-theme", "3:9"),
        ('name = "T"\npublisher = "P"\nlanguage = "fr"\n', "unknown-language", "3:12"),
        ('name = "T"\nname = "P"\n', "bad-toml", "2:11"),
    ],
)
def test_errors_in_the_campaign(load: Load, text: str, code: str, place: str) -> None:
    found = load({"content/campaign.toml": text})
    assert str(found.find(code).span) == f"content/campaign.toml:{place}"
    assert found.library.campaign.sample


def test_legacy_text_in_a_table(load: Load) -> None:
    found = load({"content/campaign.toml": 'name = "Céng hßa x· héi"\npublisher = "P"\n'})
    assert str(found.find("legacy-encoding").span) == "content/campaign.toml:1:8"
