"""A small campaign, served: files in a folder of the test's own, and a browser to look at it."""

from __future__ import annotations

import http.client
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright
from sample import make_sample

from generator.build.project import Project
from generator.serve.preview import Preview
from generator.serve.server import PreviewServer
from generator.serve.session import Session, Wish, serving
from generator.serve.steps import Built, Step, bring
from generator.world import HANOI

NOON = datetime(2026, 11, 22, 12, tzinfo=HANOI)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"


class Served:
    """A preview that runs in a thread.

    Attributes:
        folder: of the campaign; results: what the session said, in order.
    """

    def __init__(self, project: Project, session: Session, server: PreviewServer) -> None:
        self.folder = project.home
        self.output = Preview.of(project).output
        self.session, self.server = session, server
        self.results: list[Built] = []

    def url(self, path: str) -> str:
        return f"{self.server.url}{path}"

    def get(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of a request sent exactly as told."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def wait(self, when: Callable[[], bool], seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not when():
            assert time.monotonic() < end, [r.findings for r in self.results]
            time.sleep(0.01)

    def after(self, change: Callable[[], object], seconds: float = 20.0) -> Built:
        """Make a change; return the first result for pages that came of it."""
        known = len(self.results)
        change()
        self.wait(lambda: any(r.step is Step.PAGES for r in self.results[known:]), seconds)
        return next(r for r in self.results[known:] if r.step is Step.PAGES)


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign whose preview has its pages."""
    folder = tmp_path_factory.mktemp("chiến dịch mẫu")
    project = make_sample(folder)
    built = bring(Preview.of(project), Step.PAGES, NOON, frozenset(), 1)
    assert not [f for f in built.findings if f.severity == "error"], built.findings
    return folder


@pytest.fixture
def folder(_built: Path, tmp_path: Path) -> Path:
    """A copy of the campaign; files keep their times, so that nothing is made again."""
    copy = tmp_path / "chiến dịch"
    shutil.copytree(_built, copy)
    return copy


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Return a function that serves a campaign until the test ends."""
    ends: list[Callable[[], None]] = []

    def start(folder: Path, *, media: bool = False) -> Served:
        project = Project.at(folder / "content", folder / "layouts", folder / "output")
        results: list[Built] = []
        block = serving(project, lambda: NOON, Wish(port=0, media=media), results.append)
        session, server = block.__enter__()
        served = Served(project, session, server)
        served.results = results
        thread = threading.Thread(target=session.run)
        thread.start()

        def end() -> None:
            session.stop()
            thread.join()
            block.__exit__(None, None, None)

        ends.append(end)
        served.wait(lambda: bool(results))
        return served

    yield start
    for end in ends:
        end()


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    chromium = driver.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
    )
    yield chromium
    chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()
