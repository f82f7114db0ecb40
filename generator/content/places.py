"""content/places.toml in; the places where boards stand out."""

from __future__ import annotations

import tomllib
from collections.abc import Collection

from generator.content.fields import flag, text, whole, word
from generator.content.model import Place
from generator.content.reader import Key, Known, Reader, Table, read_map
from generator.content.tables import read_toml
from generator.content.times import day, window
from generator.content.tree import Node, Sequence
from generator.diagnostics import Report
from generator.i18n import _
from generator.text.slug import valid_id
from generator.world import World

PLACES = "content/places.toml"
_KEPT = ("-night", "-strip")  # folders of loops for the dark, and of strips


def _days(reader: Reader, node: Node) -> tuple[object, ...] | None:
    items = node.items if isinstance(node, Sequence) else (node,)
    found = [day(reader, item) for item in items]
    return None if None in found else tuple(sorted(d for d in found if d is not None))


def _table(formats: Collection[str] | None, players: Collection[str] | None) -> Table:
    return {
        "name": Key(text(120), required=True),
        "ward": Key(word(lambda r: r.known.wards, "unknown-ward"), required=True),
        "format": Key(word(lambda _r: formats, "unknown-format"), required=True),
        "player": Key(word(lambda _r: players, "unknown-player"), required=True),
        "outdoor": Key(flag),
        "roadside": Key(flag),
        "clock": Key(flag),
        "open": Key(window),
        "next_visits": Key(_days),
        "max_wait_s": Key(whole(1, 86_400)),
        "dwell_s": Key(whole(1, 3600)),
        "contact": Key(text(200)),
    }


def read_places(
    world: World, wards: Collection[str] | None, report: Report
) -> tuple[tuple[Place, ...], frozenset[str] | None]:
    """Return every place that is right, in the order of the file, and all ids, right or wrong.

    The ids are None when the file cannot be read, so that messages naming a place are not blamed.
    """
    if not world.exists(PLACES):
        return (), frozenset()
    source, root, findings = read_toml(world, PLACES)
    reader = Reader(world, source, known=Known(wards), findings=findings)
    table = _table(_names(world, "layouts/formats.toml"), _names(world, "layouts/players.toml"))
    found = []
    for key, node in root.pairs if root is not None else ():
        before = len(reader.errors)
        if not valid_id(key.value):
            message = _("“{value}” không dùng làm mã được", value=key.value)
            hint = _("chỉ dùng chữ thường không dấu, số và gạch nối")
            reader.error(key, "bad-id", message, hint)
        elif key.value.endswith(_KEPT):
            end = next(end for end in _KEPT if key.value.endswith(end))
            message = _("mã “{value}” không được kết thúc bằng {end}", value=key.value, end=end)
            hint = _("đuôi này dành cho thư mục của bản ban đêm và dải chữ; chọn mã khác")
            reader.error(key, "bad-id", message, hint)
        values = read_map(reader, node, table, key.value)
        if values is not None and len(reader.errors) == before:
            found.append(Place(id=key.value, **values))  # type: ignore[arg-type] # checked above
    report.extend(reader.findings)
    ids = frozenset(key.value for key, _node in root.pairs) if root is not None else None
    return tuple(found), ids


def _names(world: World, file: str) -> frozenset[str] | None:
    """Return the tables of one of the program's own files; None when it is not there."""
    try:
        return frozenset(tomllib.loads(world.read(file).decode("utf-8")))
    except (OSError, KeyError, ValueError):
        return None  # whoever loads that file says what is wrong with it
