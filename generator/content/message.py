"""The file of one message in; the message, its hash and all findings about it out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from generator.canonical import digest_bytes
from generator.content.body import Markdown, read_body
from generator.content.frontmatter import Parts, read_parts
from generator.content.model import Body, Media, Message, Surface
from generator.content.reader import Known, Reader, is_empty, read_map
from generator.content.schema import HASH_DIGITS, MESSAGE, OUTSIDE_APPROVAL
from generator.content.source import Source, read_source
from generator.content.tree import Mapping as MapNode
from generator.content.tree import Plain, plain
from generator.diagnostics import Diagnostic, Severity, Span, error
from generator.i18n import _
from generator.text.slug import slug, valid_id
from generator.world import World, midnight

MESSAGES = "content/messages"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file.

    Attributes:
        message: the message, or None when anything is wrong with the file.
        values: checked values by key, also of a faulty file.
        media: relative path → media that the file names.
        parts: head and body, or None when not even the text could be read.
    """

    id: str
    file: str
    message: Message | None
    findings: tuple[Diagnostic, ...]
    values: Mapping[str, object]
    media: Mapping[str, Media]
    source: Source | None = None
    parts: Parts | None = None

    @property
    def failing(self) -> bool:
        """Return whether the file has an error."""
        return any(f.severity is Severity.ERROR for f in self.findings)

    def span_of(self, key: str) -> Span:
        """Return the place of a key of the head, else of the file."""
        if self.source is None or self.parts is None or self.parts.head is None:
            return Span(self.file)
        for name, _value in self.parts.head.pairs:
            if name.value == key:
                return self.source.span(name.line, name.column, len(key))
        return Span(self.file)


def message_id(file: str) -> str:
    """Return the id that a file's name gives to its message."""
    name = file.rpartition("/")[2]
    return name[: -len(".md")] if name.lower().endswith(".md") else name


def read_message(
    world: World,
    file: str,
    known: Known,
    *,
    name: str = "",
    base: str = "content",
    approving: bool = False,
) -> Reading:
    """Return a message file with everything that is wrong with it; never raises for content.

    Args:
        world: holds the file.
        file: virtual path.
        known: names that other files define.
        name: id of the message; its file name when empty.
        base: folder that relative media paths start from.
        approving: whether `approved` is about to be replaced and need not be right.
    """
    try:
        data = world.read(file)
    except OSError as problem:
        message = _("không mở được tệp: {problem}", problem=problem.strerror or str(problem))
        lost = error("unreadable-file", message, Span(file))
        return _failed(name or message_id(file), file, [lost])
    return parse_message(world, file, data, known, name=name, base=base, approving=approving)


def parse_message(
    world: World,
    file: str,
    data: bytes,
    known: Known,
    *,
    name: str = "",
    base: str = "content",
    approving: bool = False,
) -> Reading:
    """Return what the bytes of a message file say; arguments as for `read_message`."""
    name = name or message_id(file)
    source, findings = read_source(world, file, data)
    findings = [*_id_findings(name, file), *findings]
    if source is None:
        return _failed(name, file, findings)
    parts, more = read_parts(source)
    reader = Reader(world, source, base, known, approving, [*findings, *more])
    values = read_map(reader, parts.head, MESSAGE, _("phần đầu tin")) if parts.head else None
    values = values or {}
    body = read_body(reader, Markdown(parts.body, parts.body_line))
    if parts.head is not None:
        _check_together(reader, parts.head, values)
    message = None
    if not reader.failed and parts.head is not None and body is not None:
        sum_of_all = message_hash(parts.head, parts.body, reader.media)
        message = _build(name, file, values, body, sum_of_all)
    named = tuple(replace(f, message_id=name) for f in reader.findings)
    return Reading(name, file, message, named, values, reader.media, source, parts)


def message_hash(head: MapNode, body: str, media: Mapping[str, Media]) -> str:
    """Return the hash of what an approval stands for, 16 hexadecimal digits.

    It covers the head without what may change later, keys sorted; the body; and the bytes of the
    media by their SHA-256. Comments, order, quotes, line ends and byte order mark do not count.
    """
    stated = {
        key.value: plain(value)
        for key, value in head.pairs
        if key.value not in OUTSIDE_APPROVAL and not is_empty(value)
    }
    lines = [
        "tintot-approval-1",
        *_flat("", stated),
        f"body {digest_bytes(body.encode('utf-8'))}",
        *(f"media {path} {media[path].sha256}" for path in sorted(media)),
    ]
    return digest_bytes("\n".join(lines).encode("utf-8"))[:HASH_DIGITS]


def _flat(path: str, value: Plain) -> list[str]:
    """Return one line for each scalar, in an order that no writer's habit changes."""
    if isinstance(value, str):
        words = unicodedata.normalize("NFC", value.strip())
        return [f"{path} {len(words)} {words}"]
    if isinstance(value, list):
        inner = [line for n, item in enumerate(value) for line in _flat(f"{path}[{n}]", item)]
        return [f"{path} list {len(value)}", *inner]
    return [line for key in sorted(value) for line in _flat(f"{path}/{key}", value[key])]


def _failed(name: str, file: str, findings: list[Diagnostic]) -> Reading:
    named = tuple(replace(f, message_id=name) for f in findings)
    return Reading(name, file, None, named, {}, {})


def _id_findings(name: str, file: str) -> list[Diagnostic]:
    if valid_id(name):
        return []
    better = slug(name)[:60].strip("-") or "tin-moi"
    message = _("tên tệp “{name}” không dùng làm mã tin được", name=name)
    hint = _(
        "đổi thành {name}.md: chữ thường a–z không dấu, số, gạch nối, nhiều nhất 60 ký tự,"
        " không trùng tên thiết bị của Windows (con, aux …)",
        name=better if valid_id(better) else f"tin-{better}"[:60],
    )
    return [error("bad-id", message, Span(file), hint)]


def _check_together(reader: Reader, head: MapNode, values: dict[str, object]) -> None:
    """Check what no key can know alone."""
    publish, expire = values.get("publish"), values.get("expire")
    if isinstance(publish, datetime) and isinstance(expire, date) and _until(expire) <= publish:
        at = head.get("expire") or head
        message = _("hết hạn trước khi đăng")
        hint = _("expire phải sau publish ({date})", date=publish.date().isoformat())
        reader.error(at, "expire-before-publish", message, hint)
    image = head.get("image")
    if image is not None and not is_empty(image) and "image_alt" not in values:
        message = _("ảnh thiếu lời mô tả image_alt")
        hint = _('thêm dòng image_alt: "…" tả ảnh cho người không nhìn thấy')
        reader.error(image, "missing-alt", message, hint)
    kind = values.get("kind")
    for needed in _needs(str(kind) if kind else ""):
        if head.get(needed) is None or is_empty(head.get(needed)):
            at = head.get("kind") or head
            message = _("tin loại {kind} nên có “{key}”", kind=str(kind), key=needed)
            reader.warning(at, "missing-companion", message, _("thêm dòng “{key}: …”", key=needed))


def _needs(kind: str) -> tuple[str, ...]:
    """Return the keys without which a kind of message has nothing to show."""
    return {"fact-check": ("claim", "fact"), "event": ("event",), "contest": ("contest",)}.get(
        kind, ()
    )


def _until(expire: date | datetime) -> datetime:
    """Return the first moment at which a message is no longer shown."""
    return expire if isinstance(expire, datetime) else midnight(expire + timedelta(days=1))


def _build(
    name: str, file: str, values: Mapping[str, object], body: Body, sum_of_all: str
) -> Message:
    given = dict(values)
    given["wards"] = given.get("wards") or None
    given["surfaces"] = frozenset(given.get("surfaces") or Surface)  # type: ignore[call-overload]
    expire = given["expire"]
    assert isinstance(expire, date)
    return Message(
        id=name,
        file=file,
        body=body,
        hash=sum_of_all,
        until=_until(expire),
        **given,  # type: ignore[arg-type]
    )
