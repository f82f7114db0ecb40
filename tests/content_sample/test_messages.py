from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.content.model import Kind, Library, Message, Status
from generator.diagnostics import Report
from generator.world import HANOI

ROOT = Path(__file__).parent.parent.parent
START = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
FIVE_YEARS = [START + timedelta(days=d) for d in (0, 40, 181, 400, 1000, 1825)]
CONTACTS = {
    "tin-gia-bao-o-dau": ("tingia.gov.vn", "18008108"),
    "duong-dan-la-messenger-zalo": ("canhbao.khonggianmang.vn", "tinnhiemmang.vn"),
    "tre-em-an-toan-goi-111": ("111", "vn-cop.vn"),
    "cuoc-goi-lua-dao-156-5656": ("156", "5656"),
}

Load = Callable[[datetime], tuple[Library, Report]]
Messages = dict[str, Message]


@pytest.mark.parametrize("now", FIVE_YEARS, ids=lambda now: now.strftime("%Y-%m-%d"))
def test_all_messages_load_and_are_current_on_any_day_of_five_years(
    load: Load, now: datetime
) -> None:
    library, report = load(now)
    assert [f.render() for f in report.errors] == []
    shown = [entry.live or entry.draft for entry in library.entries]
    assert len(shown) >= 15
    for entry, message in zip(library.entries, shown, strict=True):
        assert not entry.failing, entry.id
        assert message is not None
        assert message.status(now) is Status.CURRENT, entry.id


def test_the_only_warnings_of_the_first_day_are_about_facts_no_ward_gave(load: Load) -> None:
    _library, report = load(START)
    assert {f.code for f in report.warnings} == {"ward-contact", "ward-site"}


def test_contacts_ask_to_be_checked_after_half_a_year_and_stay_printed(load: Load) -> None:
    (first, _early), (last, late) = load(START), load(FIVE_YEARS[2])
    assert last.contacts == first.contacts
    asked = [f for f in late.warnings if f.code == "contact-unchecked"]
    assert len(asked) == len(first.contacts) == 8


def test_every_kind_is_covered(messages: Messages) -> None:
    assert {m.kind for m in messages.values()} == set(Kind)


def test_every_message_suits_a_narrow_board_and_names_its_source(messages: Messages) -> None:
    for name, message in messages.items():
        assert 0 < len(message.short) <= 28, name
        assert len(message.slogan) <= 70, name
        assert message.summary.endswith((".", "?", "!")), name
        assert 2 <= len(message.points) <= 4, name
        assert max(map(len, message.points)) <= 60, name
        assert message.source, name
        assert 120 <= len(message.body.source.split()) <= 300, name
        assert "## " in message.body.source, name


def test_messages_that_need_a_number_give_it_and_choose_contacts(
    messages: Messages, table: Callable[[str], dict[str, Any]]
) -> None:
    for name, values in CONTACTS.items():
        for value in values:
            assert value in messages[name].body.source
    known = {t for c in table("content/contacts.toml").values() for t in c["topics"]}
    for name, message in messages.items():
        if message.help:
            assert known.intersection(message.topics), f"{name}: help without a contact"
    assert all(messages[name].help for name in CONTACTS)


def test_no_number_is_printed_that_contacts_do_not_state(
    table: Callable[[str], dict[str, Any]],
) -> None:
    stated = " ".join(c["value"] for c in table("content/contacts.toml").values())
    for path in sorted((ROOT / "content").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for number in re.findall(r"\b(?:0\d{8,10}|1[89]00\d{4,6}|11[0-9]|15[0-9]|5656)\b", text):
            assert number in stated, f"{path.name}: {number}"
        for host in re.findall(r"\b[\w.-]+\.vn\b", text):
            if host not in {"viettimes.vn", "ictvietnam.vn"}:  # sources, not addresses to use
                assert host in stated, f"{path.name}: {host}"


def test_quiz_questions_have_three_answers_and_say_why(messages: Messages) -> None:
    contests = [m.contest for m in messages.values() if m.contest]
    assert contests
    for contest in contests:
        assert len(contest.questions) >= 5
        assert len({q.correct for q in contest.questions}) > 1
        for question in contest.questions:
            assert len(question.answers) == 3
            assert question.why


def test_sample_event_and_contest_say_that_they_are_samples(messages: Messages) -> None:
    for message in messages.values():
        if message.kind in {Kind.EVENT, Kind.CONTEST}:
            assert message.title.endswith("(mẫu)")
            assert "mẫu" in message.source


def test_dates_of_validity_stand_beside_rules_that_ended(messages: Messages) -> None:
    fines = messages["chia-se-lai-tin-gia-co-bi-phat"]
    assert "30/6/2026" in fines.source
    assert "30/6/2026" in fines.body.source
    # The amounts in force since 1/7/2026 could not be confirmed, so only the old ones are printed.
    amounts = set(re.findall(r"(\d+) (?:đến (\d+) )?triệu", fines.body.source))
    assert amounts == {("10", "20"), ("5", "10")}


def test_pictures_have_their_facts_and_their_size(messages: Messages) -> None:
    pictured = {name: m for name, m in messages.items() if m.image}
    assert len(pictured) >= 2
    for name, message in pictured.items():
        assert message.image
        assert message.image.width >= 1600, name
        assert message.image.author, name
        assert message.image.licence, name
        assert message.image.consent, name
        assert 40 <= len(message.image_alt) <= 200, name
        file = ROOT / "content" / "media" / Path(message.image.path).name
        assert file.stat().st_size <= 300_000, name


def test_publish_and_expire_leave_five_years(messages: Messages) -> None:
    for name, message in messages.items():
        assert message.publish < START, name
        assert message.expire == date(2031, 12, 31), name
