"""content/wards.csv and content/wards/*.toml in; the city's units and the wards to build out."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping

from generator.content.fields import identifier, many, text, web_address
from generator.content.media import picture
from generator.content.model import Unit, Ward
from generator.content.nearest import did_you_mean
from generator.content.reader import Key, Reader, Table, read_map
from generator.content.source import read_source
from generator.content.tables import read_toml
from generator.content.tree import Node, Scalar
from generator.diagnostics import Report, Span, error, warning
from generator.i18n import _
from generator.text.collation import collation_key
from generator.text.slug import slug
from generator.world import World

UNITS = "content/wards.csv"
WARDS = "content/wards"
_COLUMNS = ["code", "kind", "name", "slug"]
_KINDS = frozenset({"phường", "xã"})
_CODE = re.compile(r"\d{5}")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
# WCAG 2.2, success criterion 1.4.3: text of normal size.
LEAST_CONTRAST = 4.5


def _site(reader: Reader, node: Node) -> str | None:
    """Check the address of a web folder; it always ends in "/"."""
    value = web_address(reader, node)
    if value is None:
        return None
    if "?" in value or "#" in value:
        message = _("địa chỉ trang của phường không có dấu ? hay #")
        reader.error(node, "bad-url", message, _("chỉ ghi đến thư mục, ví dụ https://…/tin-tot/"))
        return None
    return value.rstrip("/") + "/"


def _accent(reader: Reader, node: Node) -> str | None:
    """Check a colour for text and lines on white."""
    value = node.value.strip() if isinstance(node, Scalar) else ""
    if not _COLOR.fullmatch(value):
        reader.error(node, "bad-color", _("“{value}” không phải màu", value=value), "#0a4d3f")
        return None
    ratio = 1.05 / (_luminance(value) + 0.05)
    if ratio < LEAST_CONTRAST:
        shown = f"{ratio:.1f}".replace(".", ",")
        message = _(
            "màu {value} quá nhạt trên nền trắng (tương phản {ratio})", value=value, ratio=shown
        )
        reader.error(
            node, "low-contrast", message, _("chọn màu đậm hơn, tương phản từ 4,5 trở lên")
        )
        return None
    return value.lower()


def _luminance(color: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    channels = (int(color[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)  # noqa: PLR2004 - sRGB
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


_WARD: Table = {
    "site_url": Key(_site),
    "phone": Key(text(100)),
    "email": Key(text(100)),
    "hours": Key(text(300)),
    "address": Key(text(300)),
    "logo": Key(picture),
    "accent": Key(_accent),
    "off": Key(many(identifier, what="off")),
}


def read_units(world: World, report: Report) -> dict[str, Unit]:
    """Return the units of wards.csv by slug."""
    if not world.exists(UNITS):
        report.add(error("missing-file", _("không có tệp {file}", file=UNITS), Span(UNITS)))
        return {}
    source, findings = read_source(world, UNITS, world.read(UNITS))
    report.extend(findings)
    if source is None:
        return {}
    units: dict[str, Unit] = {}
    codes: set[str] = set()
    rows = list(csv.reader(line or "," for line in source.lines))
    if not rows or rows[0] != _COLUMNS:
        hint = _("dòng đầu phải là: {names}", names=",".join(_COLUMNS))
        report.add(error("bad-csv", _("sai tên cột"), source.span(1), hint))
        return {}
    for line, row in enumerate(rows[1:], start=2):
        if row == ["", ""]:
            continue
        problem = _wrong(row, codes, units)
        if problem:
            report.add(error("bad-csv", problem, source.span(line, 1, len(source.lines[line - 1]))))
            continue
        unit = Unit(*row)
        units[unit.slug] = unit
        codes.add(unit.code)
    return units


def _wrong(row: list[str], codes: set[str], units: Mapping[str, Unit]) -> str:
    """Return what is wrong with a row, or ""."""
    if len(row) != len(_COLUMNS) or not all(row):
        return _("dòng phải có đủ {count} ô", count=len(_COLUMNS))
    code, kind, name, own = row
    if not _CODE.fullmatch(code) or code in codes:
        return _("mã đơn vị phải có 5 chữ số và không trùng: {code}", code=code)
    if kind not in _KINDS:
        return _("loại đơn vị phải là phường hoặc xã: {kind}", kind=kind)
    if own != slug(own) or not own or own in units:
        return _("mã chữ không dùng được hoặc đã có: {slug}", slug=own)
    return "" if name.strip() else _("thiếu tên đơn vị")


def read_wards(world: World, units: Mapping[str, Unit], report: Report) -> tuple[Ward, ...]:
    """Return the wards that have a file, in the order of the Vietnamese alphabet."""
    found = []
    for file in world.files(WARDS) if _has(world, WARDS) else ():
        name = file.rpartition("/")[2]
        if name.startswith((".", "~")):
            continue
        own = name.removesuffix(".toml")
        if own == name or own not in units:
            message = _("không có phường, xã “{name}”", name=own)
            report.add(error("unknown-ward", message, Span(file), did_you_mean(own, units)))
            continue
        ward = _read_ward(world, file, units[own], report)
        if ward is not None:
            found.append(ward)
    return tuple(sorted(found, key=lambda w: collation_key(w.unit.name)))


def _read_ward(world: World, file: str, unit: Unit, report: Report) -> Ward | None:
    source, root, findings = read_toml(world, file)
    # A file of comments alone is a ward that adds nothing.
    reader = Reader(world, source, findings=findings)
    values = read_map(reader, root, _WARD, unit.full_name) if root is not None else None
    report.extend(reader.findings)
    if values is None:
        return None
    ward = Ward(unit, **values)  # type: ignore[arg-type] # the table above checked every value
    if not (ward.phone or ward.email or ward.address):
        message = _("{ward}: liên hệ chưa cập nhật", ward=ward.name)
        hint = _("điền phone, email hoặc address đúng như phường công bố")
        report.add(warning("ward-contact", message, Span(file), hint))
    if not ward.site_url:
        message = _("{ward}: chưa có site_url, nên không có mã QR và sơ đồ trang", ward=ward.name)
        report.add(warning("ward-site", message, Span(file), _("điền địa chỉ trang khi đã có")))
    return ward


def _has(world: World, folder: str) -> bool:
    try:
        return bool(world.files(folder))
    except (OSError, KeyError):
        return False


def unknown_off(wards: tuple[Ward, ...], ids: frozenset[str], report: Report) -> None:
    """Warn about messages that a ward switches off and that do not exist."""
    for ward in wards:
        for name in ward.off:
            if name not in ids:
                span = Span(f"{WARDS}/{ward.slug}.toml")
                message = _("{ward}: không có tin “{name}” để tắt", ward=ward.name, name=name)
                report.add(warning("unknown-off", message, span, did_you_mean(name, ids)))
