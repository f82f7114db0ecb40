"""content/campaign.toml in; what all messages share out."""

from __future__ import annotations

import tomllib

from generator.content.fields import flag, many, names, text, word
from generator.content.model import Campaign
from generator.content.reader import Key, Reader, Table, read_map
from generator.content.tables import read_toml
from generator.diagnostics import Report, Span, error
from generator.i18n import _
from generator.world import World

CAMPAIGN = "content/campaign.toml"
_LANGUAGES = ("vi", "en")
# A campaign that cannot be read is shown as a sample: nobody approved what it would claim.
_UNREADABLE = Campaign(name="Tin Tốt", publisher="", sample=True)


def _themes(reader: Reader) -> frozenset[str] | None:
    try:
        return frozenset(tomllib.loads(reader.world.read("layouts/themes.toml").decode("utf-8")))
    except (OSError, KeyError, ValueError):
        return None  # whoever loads that file says what is wrong with it


_CAMPAIGN: Table = {
    "name": Key(text(120, painted=True), required=True),
    "publisher": Key(text(160, painted=True), required=True),
    "city": Key(text(80, painted=True)),
    "language": Key(word(lambda _reader: _LANGUAGES, "unknown-language")),
    "theme": Key(word(_themes, "unknown-theme")),
    "maker": Key(text(300, painted=True)),
    "crop_marks": Key(flag),
    "cmyk": Key(flag),
    "sample": Key(flag),
    "approvers": Key(many(text(120), what="approvers")),
    "topics": Key(names(60)),
}


def read_campaign(world: World, report: Report) -> Campaign:
    """Return the campaign; with an error in its file, one that marks everything as a sample."""
    if not world.exists(CAMPAIGN):
        report.add(error("missing-file", _("không có tệp {file}", file=CAMPAIGN), Span(CAMPAIGN)))
        return _UNREADABLE
    source, root, findings = read_toml(world, CAMPAIGN)
    reader = Reader(world, source, findings=findings)
    values = read_map(reader, root, _CAMPAIGN, "campaign") if root is not None else None
    report.extend(reader.findings)
    if values is None or reader.failed:
        return _UNREADABLE
    return Campaign(**values)  # type: ignore[arg-type] # the table above checked every value
