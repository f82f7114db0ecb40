"""Drafts in the place of public forms: only for previews, and never without their mark."""

from __future__ import annotations

from content_kit import FILE, OTHER, Load, message, with_key

from generator.content.approval import approve
from generator.content.drafted import as_drafted
from generator.content.library import read_known
from generator.diagnostics import Report


def _approved(load: Load, file: str, text: str) -> dict[str, str | bytes]:
    found = load({file: text})
    done = approve(found.world, file, "Người duyệt", *read_known(found.world, Report()))
    assert done.message is not None
    return {**found.world.tree, **dict(done.writes)}


def test_a_draft_stands_in_place_and_is_marked(load: Load) -> None:
    tree = _approved(load, FILE, message(body="Bản đã duyệt.\n"))
    changed = str(tree[FILE], "utf-8").replace("Bản đã duyệt", "Bản mới")  # type: ignore[arg-type] # bytes
    library = load({**tree, FILE: changed}).library
    by_id = {m.id: m for m in as_drafted(library).live()}
    assert by_id["tin"].body.source == "Bản mới."
    assert by_id["tin"].draft
    # What was never approved stands there too.
    assert by_id["tin-khac"].draft
    assert as_drafted(library).drafts() == ()
    # The library itself is as it was.
    assert [(m.body.source, m.draft) for m in library.live()] == [("Bản đã duyệt.", False)]


def test_what_is_approved_or_faulty_stays_as_it_is(load: Load) -> None:
    tree = _approved(load, FILE, message())
    library = load({**tree, OTHER: message("title: hỏng\n")}).library
    drafted = as_drafted(library)
    assert [(m.id, m.draft) for m in drafted.live()] == [("tin", False)]
    assert [e.failing for e in drafted.entries] == [False, True]


def test_the_old_addresses_of_a_draft_lead_to_it(load: Load) -> None:
    library = load({FILE: with_key("aliases: [ten-cu]")}).library
    assert library.aliases == {}
    assert as_drafted(library).aliases == {"ten-cu": "tin"}
