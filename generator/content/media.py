"""Files that content names: a path in; a Media with its stated facts, or a finding, out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from generator.content.fields import text
from generator.content.model import Media
from generator.content.nearest import did_you_mean
from generator.content.pictures import examine
from generator.content.reader import Key, Reader, Table, read_map
from generator.content.tables import read_toml
from generator.content.tree import Node, Scalar
from generator.diagnostics import Span
from generator.i18n import _

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
_ABSOLUTE = re.compile(r"[A-Za-z]:|[/\\]|[a-z][a-z0-9+.-]*://")
FACTS: Table = {
    "author": Key(text(300)),
    "licence": Key(text(300)),
    "consent": Key(text(1000)),
}


def picture(reader: Reader, node: Node) -> Media | None:
    """Check the path of a PNG, JPEG or WebP file, relative to content/."""
    return picture_at(reader, node.value if isinstance(node, Scalar) else "", reader.span(node))


def picture_at(reader: Reader, path: str, span: Span) -> Media | None:
    """Return the picture of a path, or None with a finding at `span`."""
    path = path.strip()
    found = find(reader, path, span, PICTURES)
    if found is None:
        return None
    file, sha256 = found
    facts = examine(reader.world, file, sha256)
    if facts.problem:
        reader.error(span, facts.problem, facts.message, facts.hint)
        return None
    media = Media(file, sha256, facts.width, facts.height)
    return take(reader, path, media, span, stated(reader, file, FACTS))


def find(
    reader: Reader, path: str, span: Span, suffixes: Collection[str]
) -> tuple[str, str] | None:
    """Return the virtual path and the hash of a file that content names.

    Args:
        reader: takes the findings.
        path: as written.
        span: where it is written.
        suffixes: of the files that may stand there; only such a file is offered for a missing one.
    """
    clean = posixpath.normpath(path.strip())
    if "\\" in path or _ABSOLUTE.match(path) or clean.startswith("..") or clean in {"", "."}:
        message = _("“{path}” nằm ngoài thư mục content", path=path)
        hint = _("chép tệp vào content/media rồi viết “media/ten-tep”, với dấu gạch chéo /")
        reader.error(span, "media-outside", message, hint)
        return None
    file = f"{reader.base}/{clean}"
    # The listing decides, not the disk: Windows opens Anh.JPG as anh.jpg, a web server does not.
    listed = listing(reader, file)
    try:
        if file in listed:
            return file, reader.world.digest(file)
    except PermissionError:
        message = _("“{path}” nằm ngoài thư mục content", path=path)
        reader.error(span, "media-outside", message, _("chép tệp vào content/media"))
        return None
    except OSError:
        message = _("không mở được tệp “{path}”", path=path)
        reader.error(span, "media-unreadable", message)
        return None
    message = _("không có tệp “{path}” trong thư mục content", path=path)
    near = {
        name.removeprefix(f"{reader.base}/")
        for name in listed
        if "/media/" in name and posixpath.splitext(name)[1].lower() in suffixes
    }
    reader.error(span, "media-missing", message, did_you_mean(clean, near))
    return None


def listing(reader: Reader, file: str) -> Collection[str]:
    """Return the files among which a file must be."""
    if reader.known.files is not None and not reader.stored:
        return reader.known.files
    try:
        return reader.world.files(posixpath.dirname(file))
    except (OSError, ValueError):
        return ()


def take(reader: Reader, path: str, media: Media, span: Span, facts: Mapping[str, str]) -> Media:
    """Return the media with what its facts file states, and remember that the message names it."""
    lacking = [name for name in ("author", "licence") if not facts.get(name)]
    if lacking and not reader.stored:
        message = _("tệp “{path}” chưa ghi {keys}", path=path, keys=", ".join(lacking))
        hint = _("ghi vào tệp {file}", file=f"{media.path}.toml")
        reader.warning(span, "media-facts", message, hint)
    media = replace(
        media,
        author=facts.get("author", ""),
        licence=facts.get("licence", ""),
        consent=facts.get("consent", ""),
    )
    reader.media[posixpath.normpath(path)] = media
    return media


def stated(reader: Reader, file: str, table: Table) -> Mapping[str, str]:
    """Return what media/<file>.toml says of a file, by key; nothing where there is none."""
    path = f"{file}.toml"
    if not reader.world.exists(path):
        return {}
    source, root, findings = read_toml(reader.world, path)
    inner = Reader(reader.world, source, findings=findings)
    values = read_map(inner, root, table, "media") if root is not None else None
    reader.findings.extend(inner.findings)
    return {name: value for name, value in (values or {}).items() if isinstance(value, str)}
