"""Fixtures of the audits: the built sites, what serves them and the browser that looks at them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from audit_project import build_sites, write_campaign
from audit_tools import Tools

LONGEST_WAIT = 240  # s


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools.here()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all wards' sites, built once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "trang web"
    ready, failed = folder / "ready", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + LONGEST_WAIT
        while not ready.exists():
            assert not failed.exists(), "the other worker could not build the sites"
            assert time.monotonic() < deadline, "the other worker takes too long"
            time.sleep(0.1)
        return folder / "output/web"
    try:
        built = build_sites(write_campaign(folder))
    except BaseException:
        failed.touch()
        raise
    ready.touch()
    return built


@pytest.fixture(scope="session")
def browser(tools: Tools, request: pytest.FixtureRequest) -> Iterator[object]:
    """One Chromium for all audits of a worker."""
    path = tools.browser()
    driver = request.getfixturevalue("driver")
    from audit_browser import chromium  # noqa: PLC0415 - Playwright is not needed without it

    with chromium(driver, path) as running:
        yield running
