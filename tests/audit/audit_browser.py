"""A Chromium that watches itself: addresses in; pages, with all that went wrong on them, out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response

SETTLED = """async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(done));
}"""
PHONE, DESK = (360, 740), (1280, 900)


@dataclass
class Watched:
    """A page, what it asked for and what it complained of since it was opened.

    Attributes:
        asked: every address that was asked for, data: aside.
        troubles: console errors, uncaught exceptions, failed requests, dialogs.
    """

    page: Page
    asked: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        self.page.on("requestfailed", self._failed)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda problem: self.troubles.append(f"exception: {problem}"))
        self.page.on("dialog", self._dialog)

    def open(self, url: str) -> None:
        """Load an address and forget what went before; fonts are there afterwards."""
        self.asked.clear()
        self.troubles.clear()
        self.page.goto(url, wait_until="load")
        self.page.evaluate(SETTLED)

    def complaints(self, start: str) -> list[str]:
        """Return what went wrong, and what was asked for beyond an address."""
        beyond = [f"asks {url}" for url in self.asked if not url.startswith(start)]
        return [*self.troubles, *beyond]

    def show(self, width: int, height: int, scheme: str) -> None:
        """Show the page at a size in CSS px, "light" or "dark", without loading it again."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of two words

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme != "data":
            self.asked.append(request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.troubles.append(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # A video that is not played is asked for in part and then left.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.failure}: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium notes the status of a page that is not found, which is as it should be.
        lost = "the server responded with a status of 404" in message.text
        if message.type in ("error", "warning") and not lost:
            self.troubles.append(f"console: {message.text}")

    def _dialog(self, dialog: Any) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()


class Chromium:
    """One running browser."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @contextmanager
    def watched(self, **options: Any) -> Iterator[Watched]:
        """Open an empty page in a profile of its own."""
        context = self.browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]},
            reduced_motion="reduce",
            **options,
        )
        try:
            yield Watched(context.new_page())
        finally:
            context.close()


@contextmanager
def chromium(driver: Playwright, path: str) -> Iterator[Chromium]:
    """Run the installed Chromium; nothing is downloaded."""
    browser = driver.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    )
    try:
        yield Chromium(browser)
    finally:
        browser.close()


def file_url(path: Path) -> str:
    """Return the address of a file on the disk."""
    return path.resolve().as_uri()
