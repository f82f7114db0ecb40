"""What a message page without video costs a reader's data plan."""

from __future__ import annotations

from pathlib import Path

from audit_browser import Chromium, Watched
from audit_project import RICH
from audit_server import serving

LIMIT = 120_000  # bytes, uncompressed, headers included
WHOLE = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 500) {
    scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 10));
  }
  await Promise.all([...document.images].map((image) => image.decode().catch(() => 0)));
}"""


def transferred(page: Watched, url: str) -> int:
    """Return the bytes that a first visit takes from the server, read down to the page's end."""
    session = page.page.context.new_cdp_session(page.page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.open(url)
    page.page.evaluate(WHOLE)
    page.page.wait_for_load_state("networkidle")
    session.detach()
    assert len(sizes) >= len(page.asked) > 1, (sizes, page.asked)
    return round(sum(sizes))


def test_a_message_page_without_video_takes_less_than_the_limit(
    browser: Chromium, sites: Path
) -> None:
    folder = sites / RICH / "tin"
    plain = [p for p in sorted(folder.glob("*.html")) if "<video" not in p.read_text("utf-8")]
    pictured = [path for path in plain if "/image." in path.read_text("utf-8")]
    assert pictured
    longest = sorted(plain, key=lambda path: path.stat().st_size)[-3:]
    with serving(sites / RICH) as base:
        taken = {}
        for path in dict.fromkeys([*pictured, *longest]):
            with browser.watched() as page:
                taken[path.name] = transferred(page, f"{base}/tin/{path.name}")
    print(taken)
    assert {name: size for name, size in taken.items() if size >= LIMIT} == {}
