"""Update the catalogues: source, templates and written words in, .po and .mo files out.

Run `python tests/catalogue.py` after changing words that users see, fill in what it lists as
untranslated in generator/locales/en/LC_MESSAGES/tintot.po, and run it again. The Vietnamese words
for what click itself says are written by hand in generator/locales/vi/LC_MESSAGES/click.po.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "generator" / "locales"
PO = LOCALES / "en" / "LC_MESSAGES" / "tintot.po"
CLICK_PO = LOCALES / "vi" / "LC_MESSAGES" / "click.po"
METHODS = {"generator": [("**.py", "python")], "layouts/web": [("**", "jinja2")]}
KEYWORDS = {"_": None}
# A fixed date: a catalogue without new words stays the same file.
EPOCH = datetime(2026, 11, 22, tzinfo=UTC)
HEADER = "# English words of Tin Tốt. Message ids are the Vietnamese text itself."


def extract() -> Catalog:
    """Return every message of the program, in the order of its files."""
    found = Catalog("en", header_comment=HEADER, project="tintot", version="1", fuzzy=False)
    found.last_translator, found.language_team = "Tin Tốt", "English"
    found.msgid_bugs_address = ""
    found.creation_date = found.revision_date = EPOCH
    for folder, methods in METHODS.items():
        messages = extract_from_dir(str(ROOT / folder), methods, keywords=KEYWORDS)
        for name, _, message, comments, context in sorted(messages, key=lambda m: (m[0], m[1])):
            found.add(message, None, [(f"{folder}/{name}", 0)], (), comments, context=context)
    return found


def read(path: Path = PO) -> Catalog:
    """Return a catalogue as it is on disk, empty if there is none."""
    language = path.parent.parent.name
    if not path.is_file():
        return Catalog(language)
    return read_po(io.StringIO(path.read_text(encoding="utf-8")), locale=language)


def merge(fresh: Catalog, known: Catalog) -> Catalog:
    """Return the fresh messages with the known translations; what nobody uses is dropped."""
    for message in fresh:
        old = known.get(message.id)
        if message.id and old is not None:
            message.string = old.string
    return fresh


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the ids that have no English words yet."""
    return [str(message.id) for message in catalogue if message.id and not message.string]


def main() -> int:
    """Write both files and return 1 while words are missing."""
    catalogue = merge(extract(), read())
    PO.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, width=100, sort_output=False, include_lineno=False)
    PO.write_bytes(text.getvalue())
    for path in (PO, CLICK_PO):
        compiled = io.BytesIO()
        write_mo(compiled, read(path))
        path.with_suffix(".mo").write_bytes(compiled.getvalue())
    missing = untranslated(catalogue)
    for message in missing:
        sys.stdout.write(f"untranslated: {message}\n")
    sys.stdout.write(f"{len(catalogue)} messages, {len(missing)} untranslated\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
