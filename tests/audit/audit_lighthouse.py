"""Lighthouse on one page: an address in, scores of its categories and what fails out."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from audit_tools import Tools

CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


@dataclass(frozen=True)
class Told:
    """What Lighthouse says of a page: category → score of 0 to 100; the audits that lost points."""

    scores: dict[str, int]
    lost: list[str]


def lighthouse(tools: Tools, url: str, categories: Sequence[str], *more: str) -> Told:
    """Run Lighthouse once, as a phone.

    Args:
        tools: where it was installed.
        url: address of the page.
        categories: "performance", "accessibility", "best-practices", "seo".
        more: further options of its command.

    Raises:
        subprocess.CalledProcessError: it could not load the page.
    """
    done = subprocess.run(
        [
            tools.command("node", "nodejs"),
            tools.packaged("lighthouse"),
            url,
            f"--only-categories={','.join(categories)}",
            f"--chrome-flags={CHROME_FLAGS}",
            "--output=json",
            "--quiet",
            "--no-enable-error-reporting",
            *more,
        ],
        env={**os.environ, "CHROME_PATH": tools.browser()},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=180,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    assert "runtimeError" not in report, report["runtimeError"]
    found = report["categories"]
    return Told(
        {name: round(100 * found[name]["score"]) for name in categories},
        [
            f"{audit['id']}: {audit['title']} {_details(audit)}".strip()
            for name in categories
            for ref in found[name]["auditRefs"]
            if (audit := report["audits"][ref["id"]])["score"] not in (1, None) and ref["weight"]
        ],
    )


def _details(audit: dict[str, Any]) -> str:
    """Return the first things an audit points at, shortened."""
    items = audit.get("details", {}).get("items", [])[:3]
    return json.dumps(items, ensure_ascii=False)[:300] if items else ""
