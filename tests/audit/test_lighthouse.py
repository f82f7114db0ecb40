"""Lighthouse as a phone on the home and a message page, in all that does not depend on speed."""

from __future__ import annotations

from pathlib import Path

import pytest
from audit_lighthouse import lighthouse
from audit_project import RICH, WITH_MEDIA
from audit_server import serving
from audit_tools import Tools

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("path", ["index.html", f"tin/{WITH_MEDIA}.html"])
def test_full_marks(tools: Tools, sites: Path, path: str) -> None:
    tools.packaged("lighthouse")
    with serving(sites / RICH) as base:
        # No speed is judged here, so the network need not be slowed down.
        told = lighthouse(tools, f"{base}/{path}", CATEGORIES, "--throttling-method=provided")
    assert told.scores == dict.fromkeys(CATEGORIES, 100), "\n".join(told.lost)
