"""The library as a whole: identity, published addresses, aliases, order and speed of findings."""

from __future__ import annotations

from content_kit import BASE, FILE, OTHER, Load, message, with_key

from generator.content.approval import approve
from generator.content.library import load_library, read_known
from generator.diagnostics import Report, Severity

PUBLISHED = (
    "id,ward,url,first_published\ntin,ba-dinh,https://phuong.example/x/tin/tin.html,2026-11-20\n"
)


def _approved(load: Load, files: dict[str, str | bytes], file: str) -> dict[str, str | bytes]:
    found = load(files)
    done = approve(found.world, file, "Người duyệt", *read_known(found.world, Report()))
    assert done.message is not None
    return {**found.world.tree, **dict(done.writes)}


def test_a_published_message_that_is_gone(load: Load) -> None:
    tree = _approved(load, {FILE: message()}, FILE)
    del tree[FILE]
    found = load({**tree, "records/published.csv": PUBLISHED})
    finding = found.find("published-id-gone")
    assert finding.severity is Severity.ERROR
    assert str(finding.span) == "records/published.csv:2:1"
    assert "aliases: [tin]" in finding.hint
    assert "withdrawn" in finding.hint
    assert found.entry().failing
    assert found.live().title == "Mỗi ngày một tin tốt"


def test_a_published_message_that_was_renamed(load: Load) -> None:
    new = "content/messages/tin-moi.md"
    tree = _approved(load, {FILE: message()}, FILE)
    del tree[FILE]
    tree = _approved(load, {**tree, new: with_key("aliases: [tin]")}, new)
    found = load({**tree, "records/published.csv": PUBLISHED})
    assert found.report.findings == []
    assert found.library.aliases == {"tin": "tin-moi"}
    assert [e.id for e in found.library.entries] == ["tin-khac", "tin-moi"]


def test_the_old_page_stays_until_its_successor_is_approved(load: Load) -> None:
    tree = _approved(load, {FILE: message()}, FILE)
    del tree[FILE]
    new = {"content/messages/tin-moi.md": with_key("aliases: [tin]")}
    found = load({**tree, **new, "records/published.csv": PUBLISHED})
    assert found.find("alias-waits").severity is Severity.WARNING
    assert found.live("tin").title == "Mỗi ngày một tin tốt"
    assert not found.entry("tin").failing
    assert found.library.aliases == {}


def test_an_id_in_a_subfolder_is_its_file_name(load: Load) -> None:
    found = load({"content/messages/2026/thang-11/tin.md": message()})
    assert found.draft().id == "tin"


def test_files_that_are_no_messages(load: Load) -> None:
    found = load(
        {
            "content/messages/tin.md.txt": message(),
            "content/messages/.DS_Store": b"\x00",
            "content/messages/Thumbs.db": b"\x00",
            "content/messages/~$tin.docx": b"\x00",
        }
    )
    assert str(found.find("not-a-message").span) == "content/messages/tin.md.txt"
    assert len(found.report) == 1


def test_findings_carry_the_id_of_their_message(load: Load) -> None:
    found = load({FILE: with_key("kind: newz"), OTHER: ""})
    assert {(f.code, f.message_id) for f in found.report} == {
        ("unknown-kind", "tin"),
        ("empty-file", "tin-khac"),
    }


def test_a_message_that_a_ward_switches_off(load: Load) -> None:
    off = f'{BASE["content/wards/ba-dinh.toml"]}off = ["tin-khac", "tin-kac"]\n'
    found = load({"content/wards/ba-dinh.toml": off})
    assert found.library.wards[0].off == ("tin-khac", "tin-kac")
    assert "“tin-khac”" in found.find("unknown-off").hint


def test_a_folder_without_anything_is_findings_not_a_crash(load: Load) -> None:
    found = load()
    for path in BASE:
        del found.world.tree[path]
    library, report = load_library(found.world)
    assert [f.code for f in report] == ["missing-file", "missing-file"]
    assert library.entries == ()
    assert library.campaign.sample


def test_one_broken_file_of_each_kind_stops_nothing(load: Load) -> None:
    found = load(
        {
            "content/campaign.toml": "name = ",
            "content/wards/ba-dinh.toml": "phone = [",
            "content/places.toml": "[x",
            "content/contacts.toml": b"\xff",
            FILE: "x",
        }
    )
    assert sorted(found.codes()) == ["bad-toml", "bad-toml", "bad-toml", "no-head", "not-utf8"]
    assert found.draft("tin-khac").title == "Mỗi ngày một tin tốt"
