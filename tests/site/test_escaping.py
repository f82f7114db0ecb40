"""Hostile words in content stay words on every page and in every feed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree as ET

from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

SCRIPTS = {
    f'<script src="{root}assets/{name}.js">' for root in ("", "../") for name in ("site", "search")
} | {'<script type="application/ld+json">'}
BAD = """"><script>alert('x')</script>&amp;{{ 1234 * 8 }}{0}]]>"""


def test_hostile_texts_are_shown_not_run(sample: SimpleNamespace, make_world: MakeWorld) -> None:
    news = sample.messages[0]
    hostile = replace(
        news,
        title=BAD,
        slogan=BAD + "!",
        summary=BAD,
        source=BAD,
        claim=BAD,
        verdict=BAD,
        fact=BAD,
        easy=BAD,
        image_alt=BAD,
    )
    gone = replace(
        sample.messages[10], title=BAD, withdrawn=replace(sample.messages[10].withdrawn, reason=BAD)
    )
    contact = replace(
        sample.library().contacts[1], value=BAD, what_for=BAD, source=BAD, url="javascript:alert(1)"
    )
    library = sample.library(hostile, gone, contacts=(contact,))
    ward = replace(sample.ba_dinh, phone=BAD, email=BAD, hours=BAD, address=BAD)
    files = sample.build(library, ward, make_world())
    for path, data in files.items():
        if path.endswith((".html", ".xml")):
            text = data.decode("utf-8")
            assert "<script>alert" not in text, path
            starts = set(re.findall(r"<script[^>]*>", text))
            assert starts <= SCRIPTS, path
            assert "javascript:" not in text, path
            assert "9872" not in text, path
    feed = ET.fromstring(files["feed.xml"])  # noqa: S314 - our own output
    titles = [t.text for t in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert BAD in titles
    ET.fromstring(files["sitemap.xml"])  # noqa: S314 - our own output


def test_a_contest_link_that_is_no_web_address_is_not_shown(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    contest = sample.messages[8]
    bad = replace(contest, contest=replace(contest.contest, url="javascript:alert(1)"))
    files = sample.build(sample.library(bad), sample.ngoc_ha, make_world())
    assert b"javascript" not in files[f"tin/{contest.id}.html"]
