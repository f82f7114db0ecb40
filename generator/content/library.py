"""The content and records of a world in; one Library and every finding of the run out.

A message with an error never stops another: its last approved form stands in for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.content import records
from generator.content.campaign import read_campaign
from generator.content.contacts import read_contacts
from generator.content.message import MESSAGES, Reading, read_message
from generator.content.model import Campaign, Entry, Library, Message
from generator.content.nearest import did_you_mean
from generator.content.places import read_places
from generator.content.reader import Known
from generator.content.wards import read_units, read_wards, unknown_off
from generator.diagnostics import Diagnostic, Report, Severity, Span, error, warning
from generator.i18n import _
from generator.world import World

# Files that operating systems and office programs leave behind.
_LITTER = ("thumbs.db", "desktop.ini")


# Reads message files; a build hands many of them to its workers.
Read = Callable[[Sequence[str], Known], Iterable[Reading]]


def load_library(world: World, read: Read | None = None) -> tuple[Library, Report]:
    """Return all content with all findings; only a broken disk can raise.

    Args:
        world: holds the files.
        read: returns what `read_message` returns for some files, in their order.
    """
    report = Report()
    campaign = read_campaign(world, report)
    units = read_units(world, report)
    wards = read_wards(world, units, report)
    places, place_ids = read_places(world, units or None, report)
    contacts = read_contacts(world, report)
    known = Known(frozenset(units) or None, place_ids, frozenset(world.files("content")))
    files = message_files(world, report)
    readings = list(read(files, known) if read else (read_message(world, f, known) for f in files))
    entries = _entries(world, readings, report)
    entries.update(_vanished(world, entries, report))
    ids = frozenset(entries)
    unknown_off(wards, ids, report)
    report.extend(_unnamed_topics(campaign, entries.values()))
    ordered = tuple(entries[name] for name in sorted(entries))
    aliases = {
        old: entry.id
        for entry in ordered
        if entry.live is not None
        for old in entry.live.aliases
        if old not in ids
    }
    return Library(campaign, units, wards, places, contacts, ordered, aliases), report


def _unnamed_topics(campaign: Campaign, entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Yield a warning for each topic without a name, where a campaign names its topics."""
    for entry in sorted(entries, key=lambda e: e.id) if campaign.topics else ():
        message = entry.draft or entry.live
        for topic in message.topics if message is not None else ():
            if topic not in campaign.topics:
                words = _("chủ đề “{topic}” chưa có tên cho người đọc", topic=topic)
                hint = did_you_mean(topic, campaign.topics) or _(
                    "thêm dòng {topic} = “…” dưới [topics] trong content/campaign.toml", topic=topic
                )
                found = warning("unnamed-topic", words, Span(f"{MESSAGES}/{entry.id}.md"), hint)
                yield replace(found, message_id=entry.id)


def read_known(world: World, report: Report) -> tuple[Campaign, Known]:
    """Return the campaign and the wards and places that messages may name."""
    campaign = read_campaign(world, report)
    units = read_units(world, report)
    _places, place_ids = read_places(world, units or None, report)
    return campaign, Known(frozenset(units) or None, place_ids)


def message_files(world: World, report: Report) -> tuple[str, ...]:
    """Return the files of messages; warn about files there that would be passed over in silence."""
    found = []
    for file in world.files(MESSAGES):
        name = file.rpartition("/")[2].lower()
        if name.endswith(".md"):
            found.append(file)
        elif not name.startswith((".", "~")) and name not in _LITTER:
            message = _("tệp không có đuôi .md nên không phải là tin")
            hint = _("đổi đuôi thành .md, hoặc chuyển sang thư mục khác (ảnh vào content/media)")
            report.add(warning("not-a-message", message, Span(file), hint))
    return tuple(found)


def _entries(world: World, readings: list[Reading], report: Report) -> dict[str, Entry]:
    """Return an entry for every id that has a file."""
    clashes = _clashes(readings)
    entries: dict[str, Entry] = {}
    for reading in readings:
        report.extend(reading.findings)
        extra = clashes.get(reading.file, [])
        report.extend(extra)
        if reading.id.lower() in entries:
            # Reported by both files; one entry keeps the last approved form.
            continue
        entries[reading.id.lower()] = _entry(world, reading, report, failing=bool(extra))
    return {entry.id: entry for entry in entries.values()}


def _clashes(readings: Iterable[Reading]) -> dict[str, list[Diagnostic]]:
    """Return by file the errors about ids and aliases that two files claim."""
    found: dict[str, list[Diagnostic]] = {}
    owners: dict[str, Reading] = {}
    readings = list(readings)
    for reading in readings:
        other = owners.setdefault(reading.id.lower(), reading)
        if other is not reading:
            for one, two in ((reading, other), (other, reading)):
                message = _("hai tin trùng mã “{name}”", name=one.id)
                hint = _("đổi tên một trong hai tệp; tệp kia: {file}", file=two.file)
                clash = error("duplicate-id", message, Span(one.file), hint)
                found.setdefault(one.file, []).append(replace(clash, message_id=one.id))
    claimed: dict[str, Reading] = {}
    for reading in readings:
        for alias in _aliases(reading.values):
            other = owners.get(alias) or claimed.setdefault(alias, reading)
            if other is not reading or alias == reading.id:
                message = _("tên cũ “{alias}” trùng với một tin khác", alias=alias)
                hint = _("xem tệp {file}", file=other.file)
                clash = error("alias-clash", message, reading.span_of("aliases"), hint)
                found.setdefault(reading.file, []).append(replace(clash, message_id=reading.id))
    return found


def _aliases(values: Mapping[str, object]) -> tuple[str, ...]:
    found = values.get("aliases", ())
    return found if isinstance(found, tuple) else ()


def _entry(world: World, reading: Reading, report: Report, *, failing: bool) -> Entry:
    """Return what may be shown of one file."""
    message = reading.message
    if failing or message is None:
        live = _last(world, reading, report)
        if live is not None:
            report.add(_note("keeps-approved", _("trang và bảng vẫn dùng bản đã duyệt"), reading))
        return Entry(reading.id, live, None, failing=True)
    approved = message.approved
    if approved is not None and approved.hash == message.hash:
        if not world.exists(f"{records.folder(message.id, message.hash)}/message.md"):
            lost = _("bản đã duyệt chưa được lưu trong records")
            hint = _("chạy lại: tintot approve {file} --by …", file=reading.file)
            span = reading.span_of("approved")
            found = warning("approval-not-recorded", lost, span, hint)
            report.add(replace(found, message_id=message.id))
        return Entry(message.id, message)
    live = _last(world, reading, report)
    if approved is not None or live is not None:
        changed = warning(
            "changed-after-approval",
            _("nội dung đã đổi sau khi duyệt"),
            reading.span_of("approved"),
            _("xem lại rồi duyệt: tintot approve {file} --by …", file=reading.file),
        )
        report.add(replace(changed, message_id=message.id))
    return Entry(message.id, live, message)


def _last(world: World, reading: Reading, report: Report) -> Message | None:
    """Return the last approved form with what may change without approval as the file says now."""
    form, findings = records.last_form(world, reading.id)
    report.extend(findings)
    if form is None or form.message is None:
        return None
    head = reading.parts.head if reading.parts is not None else None
    now: dict[str, object] = {}
    for key, absent in (("withdrawn", None), ("aliases", ()), ("corrected", None)):
        if key in reading.values:
            now[key] = reading.values[key]
        elif head is not None and head.get(key) is None:
            now[key] = absent
    return replace(form.message, **now)  # type: ignore[arg-type] # values checked by the schema


def _vanished(world: World, entries: Mapping[str, Entry], report: Report) -> dict[str, Entry]:
    """Return an entry for every published id that has neither a file nor a message replacing it."""
    addresses, findings = records.published(world)
    report.extend(findings)
    replaced = {a for e in entries.values() if e.live for a in e.live.aliases}
    waiting = {a for e in entries.values() if e.draft for a in e.draft.aliases} - replaced
    found: dict[str, Entry] = {}
    for name, span in addresses.items():
        if name in entries or name in replaced:
            continue
        form, faults = records.last_form(world, name)
        report.extend(faults)
        live = form.message if form is not None else None
        if name in waiting:
            message = _(
                "tin thay cho “{name}” chưa được duyệt, nên trang cũ vẫn được giữ", name=name
            )
            report.add(replace(warning("alias-waits", message, span), message_id=name))
        else:
            report.add(_gone(name, span))
        found[name] = Entry(name, live, None, failing=name not in waiting)
    return found


def _gone(name: str, span: Span) -> Diagnostic:
    message = _(
        "tin “{name}” đã đăng nhưng tệp không còn;"
        " mã QR của tin có thể vẫn còn trên áp phích đang treo",
        name=name,
    )
    hint = _(
        "thêm aliases: [{name}] vào tin thay thế, hoặc lấy lại tệp và ghi withdrawn:", name=name
    )
    return replace(error("published-id-gone", message, span, hint), message_id=name)


def _note(code: str, message: str, reading: Reading) -> Diagnostic:
    return Diagnostic(Severity.NOTE, code, message, span=Span(reading.file), message_id=reading.id)
