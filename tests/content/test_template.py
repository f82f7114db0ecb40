"""The file that `tintot new` writes: a valid draft that cannot be approved as it is."""

from __future__ import annotations

import pytest
from content_kit import NOW, Load

from generator.content.approval import approve
from generator.content.library import read_known
from generator.content.template import new_message
from generator.diagnostics import Report


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Phòng cháy: chữa cháy", "phong-chay-chua-chay"),
        ('Ông nói "được" \\ #vui', "ong-noi-duoc-vui"),
        ("con", "tin-con"),
        ("", "tin-moi"),
        ("Tin\x07 \u202eđảo", "tin-dao"),
        ("a" * 300, "a" * 60),
    ],
)
def test_the_new_file_is_a_draft_without_findings(load: Load, title: str, name: str) -> None:
    made, text = new_message(title, frozenset(), NOW.date())
    assert made == name
    found = load({f"content/messages/{made}.md": text})
    assert found.report.findings == []
    assert found.draft(made).title


def test_an_id_in_use_gets_a_number() -> None:
    assert new_message("Tin tốt", {"tin-tot", "tin-tot-2"}, NOW.date())[0] == "tin-tot-3"


def test_without_a_source_it_cannot_be_approved(load: Load) -> None:
    made, text = new_message("Tin tốt", frozenset(), NOW.date())
    file = f"content/messages/{made}.md"
    found = load({file: text})
    refused = approve(found.world, file, "A", *read_known(found.world, Report()))
    assert [f.code for f in refused.findings] == ["placeholder"]
    good = load({file: text.replace("[ghi nguồn tại đây]", "Kế hoạch 287")})
    assert approve(good.world, file, "A", *read_known(good.world, Report())).message is not None


def test_every_optional_line_is_valid_once_its_hash_sign_is_gone(load: Load) -> None:
    made, text = new_message("Tin tốt", frozenset(), NOW.date())
    keys = ("short", "summary", "points", "topics", "priority", "windows", "claim", "verdict",
            "fact", "event", "help", "easy", "aliases", "withdrawn")  # fmt: skip
    for key in keys:
        assert f"# {key}: " in text, key
        text = text.replace(f"# {key}: ", f"{key}: ")
    found = load({f"content/messages/{made}.md": text})
    assert found.report.findings == []
