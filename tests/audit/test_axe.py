"""Every page type under axe-core: light and dark, phone and desk, by http and from a disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from audit_browser import DESK, Chromium, Watched, file_url
from audit_project import RICH
from audit_server import SUBPATH, serving
from audit_tools import Tools
from audit_types import SHOWINGS, WARDS, Sample, chosen

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# A page's theme changes colours and nothing else; these rules look at colours.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async (only) => {
  const found = await axe.run(document, {
    runOnly: only, resultTypes: ["violations"], preload: false,
  });
  return {
    checked: found.passes.length,
    broken: found.violations.flatMap((rule) => rule.nodes.map(
      (node) => `${rule.id} ${node.target.join(" ")}: ` +
        [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; "))),
  };
}"""
# Where fewer rules apply than on the barest page, axe has not looked at it.
LEAST_RULES = 6


@pytest.fixture(scope="module")
def axe(tools: Tools) -> str:
    return tools.packaged("axe-core").read_text(encoding="utf-8")


def broken(page: Watched, axe: str, *, everywhere: bool) -> Iterator[str]:
    """Yield what axe finds on the opened page, one line each.

    All rules are run on a light phone and on a dark desk; `everywhere` adds the rules about colours
    on a dark phone and a light desk.
    """
    page.page.evaluate(axe)
    for (width, height), scheme in SHOWINGS:
        whole = (width < DESK[0]) == (scheme == "light")
        if not whole and not everywhere:
            continue
        page.show(width, height, scheme)
        only = {"type": "tag", "values": TAGS} if whole else {"type": "rule", "values": COLOURS}
        result = page.page.evaluate(RUN, only)
        if whole and result["checked"] < LEAST_RULES:
            yield f"axe applied {result['checked']} rules only"
        yield from (f"{scheme} {width} px {line}" for line in result["broken"])


def audit(page: Watched, start: str, sample: Sample, axe: str, *, everywhere: bool) -> list[str]:
    """Open a page and return all that is wrong with it."""
    page.open(start + (sample.address if start.startswith("http") else sample.path))
    found = [*broken(page, axe, everywhere=everywhere), *page.complaints(start)]
    return [f"{start}{sample.path}: {line}" for line in found]


def test_axe_and_console_find_nothing_by_http(browser: Chromium, sites: Path, axe: str) -> None:
    found: list[str] = []
    for ward in WARDS:
        with serving(sites / ward) as base, browser.watched() as page:
            for sample in chosen(sites, ward):
                found += audit(page, f"{base}/", sample, axe, everywhere=ward == RICH)
    assert not found, "\n".join(found)


def test_axe_and_console_find_nothing_from_a_disk(browser: Chromium, sites: Path, axe: str) -> None:
    found: list[str] = []
    with browser.watched() as page:
        for sample in chosen(sites, RICH):
            if not sample.refreshes:
                start = f"{file_url(sites / RICH)}/"
                found += audit(page, start, sample, axe, everywhere=False)
    assert not found, "\n".join(found)


def test_pages_load_whole_below_a_path_and_from_a_disk(browser: Chromium, sites: Path) -> None:
    found: list[str] = []
    with browser.watched() as page:
        for ward in WARDS:
            with serving(sites / ward) as base:
                places = [f"{base}{SUBPATH}", *([f"{file_url(sites / ward)}/"] * (ward != RICH))]
                for start in places:
                    for sample in chosen(sites, ward):
                        if not sample.refreshes:
                            page.open(start + sample.path)
                            found += [f"{start}{sample.path}: {x}" for x in page.complaints(start)]
    assert not found, "\n".join(found)


def test_a_redirecting_page_leads_to_the_message(browser: Chromium, sites: Path) -> None:
    moved = [sample for sample in chosen(sites, RICH) if sample.refreshes]
    assert moved
    with serving(sites / RICH) as base, browser.watched() as page:
        for start in (f"{base}/", f"{base}{SUBPATH}", f"{file_url(sites / RICH)}/"):
            for sample in moved:
                page.page.goto(start + sample.path)
                page.page.wait_for_url(f"{start}tin/bai-dai-nhat.html", timeout=5000)


def test_a_lost_page_shows_at_any_depth(browser: Chromium, sites: Path) -> None:
    with serving(sites / RICH) as base, browser.watched() as page:
        for path in ("không-có", "tin/cu/rat/sau.html"):
            page.open(f"{base}{SUBPATH}{path}")
            assert "Không tìm thấy trang" in page.page.inner_text("h1")
            assert not page.complaints(base)
