"""content/contacts.toml in; the hotlines and addresses that may still be printed out."""

from __future__ import annotations

import re
from datetime import timedelta

from generator.content.fields import identifier, many, text
from generator.content.model import Contact
from generator.content.reader import Key, Reader, Table, read_map
from generator.content.tables import read_toml
from generator.content.times import day
from generator.content.tree import Node, Scalar
from generator.diagnostics import Report
from generator.i18n import _
from generator.world import World

CONTACTS = "content/contacts.toml"
# Numbers move without notice: half a year is how long a check is trusted.
TRUSTED_FOR = timedelta(days=180)
_LINK = re.compile(r"(?:https?://\S+|tel:[+\d]+|sms:[+\d]+|mailto:\S+@\S+)")


def _link(reader: Reader, node: Node) -> str | None:
    value = node.value.strip() if isinstance(node, Scalar) else ""
    if _LINK.fullmatch(value):
        return value
    message = _("“{value}” không phải liên kết", value=value)
    reader.error(node, "bad-url", message, _("viết tel:111, sms:5656, mailto:… hoặc https://…"))
    return None


_CONTACT: Table = {
    "value": Key(text(100, painted=True), required=True),
    "what_for": Key(text(400, painted=True), required=True),
    "source": Key(text(400), required=True),
    "checked_on": Key(day, required=True),
    "url": Key(_link),
    "valid_until": Key(day),
    "topics": Key(many(identifier, what="topics")),
}


def read_contacts(world: World, report: Report) -> tuple[Contact, ...]:
    """Return every contact that is right and still valid, in the order of the file."""
    if not world.exists(CONTACTS):
        return ()
    source, root, findings = read_toml(world, CONTACTS)
    reader = Reader(world, source, findings=findings)
    found = []
    for key, node in root.pairs if root is not None else ():
        before = len(reader.errors)
        values = read_map(reader, node, _CONTACT, key.value)
        if values is None or len(reader.errors) > before:
            continue
        contact = Contact(id=key.value, **values)  # type: ignore[arg-type] # checked above
        if _usable(reader, key, contact):
            found.append(contact)
    report.extend(reader.findings)
    return tuple(found)


def _usable(reader: Reader, key: Scalar, contact: Contact) -> bool:
    """Return whether a contact may be shown today; warn when it is over or was not checked."""
    today = reader.world.now.date()
    if contact.valid_until is not None and contact.valid_until < today:
        message = _("liên hệ “{value}” đã hết hiệu lực nên không được in", value=contact.value)
        hint = _("kiểm tra rồi sửa valid_until, hoặc xóa mục này")
        reader.warning(key, "contact-ended", message, hint)
        return False
    if today - contact.checked_on > TRUSTED_FOR:
        days = (today - contact.checked_on).days
        message = _(
            "liên hệ “{value}” kiểm tra lần cuối cách đây {days} ngày",
            value=contact.value,
            days=days,
        )
        reader.warning(key, "contact-unchecked", message, _("gọi thử, mở thử rồi sửa checked_on"))
    return True
