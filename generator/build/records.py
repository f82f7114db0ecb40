"""What is kept for good: a finished build in, new rows of records/published.csv out."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from datetime import datetime

from generator.build.ledger import Ledger
from generator.build.project import Project
from generator.build.publish import write
from generator.content.model import Library

PUBLISHED = "published.csv"
HEADER = ("id", "ward", "url", "first_published")


def publish_records(
    library: Library,
    planned: Collection[str],
    ledger: Ledger,
    project: Project,
    now: datetime,
) -> None:
    """Add a row for every message page that was published for the first time.

    The url is absolute where the ward has a site, else relative to the ward's folder. Rows are
    never changed or removed: QR codes that lead to these pages hang on walls.
    """
    path = project.records / PUBLISHED
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ",".join(HEADER) + "\n"
    known = {(row["id"], row["ward"]) for row in csv.DictReader(io.StringIO(text))}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    live = library.live()
    for ward in library.wards:
        for message in live:
            name = f"tin/{message.id}.html"
            output = f"web/{ward.slug}/{name}"
            if (message.id, ward.slug) in known:
                continue
            if output in planned and output in ledger.records:
                url = f"{ward.site_url}{name}" if ward.site_url else name
                writer.writerow((message.id, ward.slug, url, now.date().isoformat()))
    added = stream.getvalue()
    if added:
        if text and not text.endswith("\n"):
            text += "\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, (text + added).encode("utf-8"))
