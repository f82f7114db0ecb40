"""Approval: what is written, what the hash covers, and what is shown after a change."""

from __future__ import annotations

from datetime import datetime, timedelta
from unicodedata import normalize

import pytest
from content_kit import FILE, HEAD, NOW, Load, Loaded, message, png, with_key

from generator.content.approval import Approved, approve
from generator.content.library import read_known
from generator.diagnostics import Report, Severity
from generator.world import MemoryWorld

BY = "Người duyệt mẫu"
PICTURE = f"{HEAD}image: media/a.png\nimage_alt: Ảnh\n"
FACTS = 'author = "A"\nlicence = "B"\n'


def _approve(found: Loaded, by: str = BY, file: str = FILE) -> Approved:
    return approve(found.world, file, by, *read_known(found.world, Report()))


def _written(found: Loaded, by: str = BY) -> dict[str, str | bytes]:
    """Return the tree of a world after an approval."""
    done = _approve(found, by)
    assert done.message is not None, [f.message for f in done.findings]
    return {**found.world.tree, **dict(done.writes)}


def _hash(load: Load, text: str | bytes, **files: bytes) -> str:
    extra = {f"content/media/{name}.png": data for name, data in files.items()}
    extra.update({f"{path}.toml": FACTS.encode() for path in tuple(extra)})
    found = load({FILE: text, **extra}).entry()
    form = found.draft or found.live
    assert form is not None
    return form.hash


def test_a_round_trip_makes_a_draft_live(load: Load) -> None:
    before = load({FILE: message()})
    assert before.entry().live is None
    after = load(_written(before))
    assert after.report.findings == []
    entry = after.entry()
    assert (entry.draft, entry.failing) == (None, False)
    assert after.live().approved is not None
    assert after.live().approved.by == BY
    assert after.live().approved.on == NOW.date()
    assert after.live().approved.hash == after.live().hash == before.draft().hash


def test_what_is_written_and_in_which_order(load: Load) -> None:
    files = {"content/media/a.png": png(), "content/media/a.png.toml": FACTS}
    found = load({FILE: message(PICTURE), **files})
    done = _approve(found)
    sum_of_all = found.draft().hash
    base = f"records/approved/tin/{sum_of_all}"
    assert [path for path, _data in done.writes] == [
        f"{base}/media/a.png",
        f"{base}/media/a.png.toml",
        f"{base}/message.md",
        "records/approved/tin/log.csv",
        FILE,
    ]
    written = dict(done.writes)
    assert written[f"{base}/message.md"] == written[FILE]
    assert written["records/approved/tin/log.csv"].decode() == (
        f"time,hash,by\n2026-11-22T08:00:00+07:00,{sum_of_all},{BY}\n"
    )
    assert len(sum_of_all) == 16


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\n{head}---\nA\n", "---\n{head}{line}\n---\nA\n"),
        ("---\r\n{head}---\r\nA", "---\r\n{head}{line}\r\n---\r\nA"),
        ("\ufeff---\n{head}---\nA", "\ufeff---\n{head}{line}\n---\nA"),
        ("---\n# đầu\n{head}# cuối\n\n---\nA", "---\n# đầu\n{head}# cuối\n\n{line}\n---\nA"),
        (
            "---\n{head}approved: {{by: X, on: 2026-11-01, hash: 1}} # cũ\nhelp: true\n---\n",
            "---\n{head}{line} # cũ\nhelp: true\n---\n",
        ),
        (
            "---\n{head}approved:\n  by: X\n  on: 2026-11-01\n  hash: xyz\nhelp: true\n---\n",
            "---\n{head}{line}\nhelp: true\n---\n",
        ),
        ("---\n{head}approved: rồi\n---\n", "---\n{head}{line}\n---\n"),
        ("---\n{head}approved:\n---\n", "---\n{head}{line}\n---\n"),
    ],
)  # fmt: skip
def test_only_the_line_of_the_approval_changes(load: Load, before: str, after: str) -> None:
    head = HEAD.replace("\n", "\r\n") if "\r" in before else HEAD
    found = load({FILE: before.format(head=head)})
    done = _approve(found)
    assert done.message is not None
    line = f'approved: {{by: "{BY}", on: 2026-11-22, hash: {done.message.hash}}}'
    assert dict(done.writes)[FILE].decode() == after.format(head=head, line=line)


def test_a_name_with_quotes(load: Load) -> None:
    found = load({FILE: message()})
    after = load(_written(found, 'Bà "Ba": \\ #1'))
    assert after.live().approved is not None
    assert after.live().approved.by == 'Bà "Ba": \\ #1'


def test_the_same_approval_again_writes_nothing(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    again = _approve(load(tree, NOW + timedelta(days=3)))
    assert again.message is not None
    assert again.writes == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (message(), message().replace("\n", "\r\n").encode()),
        (message(), b"\xef\xbb\xbf" + message().encode()),
        (message(), normalize("NFD", message())),
        (message(), message("# ghi chú\n" + "\n".join(reversed(HEAD.splitlines())) + "\n")),
        (message(), with_key('title: "Mỗi ngày một tin tốt"')),
        (message(), with_key("aliases: [ten-cu]")),
        (message(), with_key("corrected: 2026-11-21")),
        (message(), with_key("withdrawn: {on: 2026-11-21, reason: Nhầm}")),
        (message(), with_key("short:")),
    ],
)
def test_what_the_hash_leaves_out(load: Load, one: str, two: str | bytes) -> None:
    assert _hash(load, one) == _hash(load, two)


@pytest.mark.parametrize(
    "text",
    [
        with_key("title: Mỗi ngày một tin tốt."),
        with_key("expire: 2027-01-01"),
        with_key("wards: [ba-dinh]"),
        with_key("points: [a, b]"),
        message(body="Nội dung khác.\n"),
    ],
)
def test_what_the_hash_covers(load: Load, text: str) -> None:
    assert _hash(load, text) != _hash(load, message())


def test_the_hash_covers_the_bytes_of_media(load: Load) -> None:
    one = _hash(load, message(PICTURE), a=png((4, 4)))
    assert one == _hash(load, message(PICTURE), a=png((4, 4)))
    assert one != _hash(load, message(PICTURE), a=png((5, 4)))


def test_the_order_of_a_list_and_its_nesting_count(load: Load) -> None:
    one = _hash(load, with_key("points: [a, b]"))
    assert one != _hash(load, with_key("points: [b, a]"))


def test_a_known_hash_never_changes(load: Load) -> None:
    # Approvals are kept for years: another value here would turn every message into a draft.
    assert _hash(load, message()) == "9c4f263199ccfb35"


def test_changed_after_approval(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    assert isinstance(tree[FILE], bytes)
    tree[FILE] = tree[FILE].decode().replace("một tin tốt", "hai tin tốt")
    found = load(tree)
    assert found.find("changed-after-approval").severity is Severity.WARNING
    assert found.live().title == "Mỗi ngày một tin tốt"
    assert found.live().file.startswith("records/approved/tin/")
    assert found.draft().title == "Mỗi ngày hai tin tốt"
    assert not found.entry().failing


def test_what_needs_no_approval_reaches_the_approved_form(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    assert isinstance(tree[FILE], bytes)
    later = "withdrawn: {on: 2026-11-22, reason: Nhầm}\naliases: [ten-cu]\ncorrected: 2026-11-22\n"
    text = tree[FILE].decode().replace("kind:", f"{later}kind:")
    for change, live_title in (("", "Mỗi ngày một tin tốt"), ("một tin", "Mỗi ngày một tin tốt")):
        found = load({**tree, FILE: text.replace(change, "hai tin") if change else text})
        live = found.live()
        assert live.title == live_title
        assert live.withdrawn is not None
        assert live.aliases == ("ten-cu",)
        assert live.corrected == NOW.date()
        assert found.library.aliases == {"ten-cu": "tin"}


def test_a_withdrawal_holds_even_when_the_file_has_an_error(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    assert isinstance(tree[FILE], bytes)
    line = "withdrawn: {on: 2026-11-22, reason: Nhầm}\nkind: newz"
    found = load({**tree, FILE: tree[FILE].decode().replace("kind: news", line)})
    assert found.entry().failing
    assert found.live().withdrawn is not None


def test_an_error_keeps_the_approved_form_until_its_date(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    broken = {**tree, FILE: message().replace("kind: news", "kind: newz")}
    found = load(broken)
    assert found.entry().failing
    assert found.entry().draft is None
    assert found.live().status(NOW) == "current"
    assert found.find("keeps-approved").severity is Severity.NOTE
    later = load(broken, datetime(2027, 1, 1, tzinfo=NOW.tzinfo))
    assert later.live().status(later.world.now) == "expired"


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", b"no head"])
def test_an_unreadable_file_keeps_the_approved_form(load: Load, damage: bytes) -> None:
    found = load({**_written(load({FILE: message()})), FILE: damage})
    assert found.entry().failing
    assert found.live().title == "Mỗi ngày một tin tốt"


def test_the_approved_form_keeps_its_own_picture(load: Load) -> None:
    files = {"content/media/a.png": png((8, 6)), "content/media/a.png.toml": FACTS}
    tree = _written(load({FILE: message(PICTURE), **files}))
    found = load({**tree, "content/media/a.png": png((10, 6))})
    assert found.find("changed-after-approval")
    image = found.live().image
    assert image is not None
    assert (image.width, image.author) == (8, "A")
    assert image.path == f"records/approved/tin/{found.live().hash}/media/a.png"
    assert found.draft().image is not None


def test_never_approved_is_no_finding(load: Load) -> None:
    found = load({FILE: message()})
    assert found.report.findings == []
    assert found.library.live() == ()


def test_approved_without_a_record(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    bare = {k: v for k, v in tree.items() if not k.startswith("records/")}
    found = load(bare)
    assert found.find("approval-not-recorded").severity is Severity.WARNING
    assert found.live().title == "Mỗi ngày một tin tốt"


def test_a_record_changed_by_hand_is_not_shown(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    record = next(k for k in tree if k.endswith("message.md"))
    data = tree[record]
    assert isinstance(data, bytes)
    found = load({**tree, record: data.replace(b"287", b"288"), FILE: b""})
    assert found.entry().live is None
    assert found.find("record-changed").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "by", "code"),
    [
        (with_key("kind: newz"), BY, "unknown-kind"),
        (with_key('source: "[ghi nguồn tại đây]"'), BY, "placeholder"),
        (message(), "  ", "no-approver"),
        (message(), "Người lạ", "not-an-approver"),
        (message("{" + ", ".join(HEAD.strip().splitlines()) + "}\n"), BY, "cannot-edit"),
    ],
)
def test_refusals(load: Load, text: str, by: str, code: str) -> None:
    campaign = f'name = "T"\npublisher = "P"\napprovers = ["{BY}"]\n'
    done = _approve(load({FILE: text, "content/campaign.toml": campaign}), by)
    assert done.message is None
    assert done.writes == ()
    assert code in [f.code for f in done.findings]


def test_two_files_with_one_id_cannot_be_approved(load: Load) -> None:
    done = _approve(load({FILE: message(), "content/messages/a/tin.md": message()}))
    assert done.writes == ()
    assert [f.code for f in done.findings] == ["duplicate-id"]


def test_the_log_grows(load: Load) -> None:
    tree = _written(load({FILE: message()}))
    changed = load({**tree, FILE: with_key("title: Khác")})
    tree = _written(changed)
    log = tree["records/approved/tin/log.csv"]
    assert isinstance(log, bytes)
    assert len(log.decode().splitlines()) == 3
    found = load({**tree, FILE: b""})
    assert found.live().title == "Khác"


def test_a_world_is_not_written(load: Load) -> None:
    found = load({FILE: message()})
    assert isinstance(found.world, MemoryWorld)
    before = dict(found.world.tree)
    _approve(found)
    assert found.world.tree == before
