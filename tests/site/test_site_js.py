"""The script of every page in Chromium: copy, share, print, reading, quiz; without it, none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from playwright import sync_api as playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"

SCRIPT = Path(__file__).parent.parent.parent / "layouts/web/site.js"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; media-src 'self' data:; base-uri 'none'; form-action 'none'"
)

PAGE = f"""\
<!doctype html>
<html lang="vi">
<head>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta charset="utf-8">
<title>Thử</title>
<script src="site.js"></script>
<script src="probe.js"></script>
</head>
<body>
<div id="reading" data-reading hidden>
<button type="button" id="small" data-set="size:small">A−</button>
<button type="button" id="normal" data-set="size:normal">A</button>
<button type="button" id="large" data-set="size:large">A+</button>
<button type="button" id="more" data-set="contrast:more">Tương phản</button>
</div>
<article>
<a id="link" href="tin/mot-tin.html">Một tin</a>
<img id="picture" src="picture.png" alt="" width="12" height="6">
<textarea id="words" readonly>Dòng một
#MoiNgayMotTinTot</textarea>
<button type="button" id="copy" hidden data-copy="words" data-done="Đã chép."
data-failed="Chưa chép.">Sao chép</button>
<button type="button" id="copy-link" hidden data-copy="link" data-done="Đã chép địa chỉ."
>Địa chỉ</button>
<button type="button" id="share" hidden data-share="words" data-title="Một tin" data-link="link"
data-picture="picture" data-failed="Chưa chia sẻ.">Chia sẻ</button>
<button type="button" id="print" hidden data-print>In</button>
<p id="said" data-say role="status"></p>
</article>
<section data-quiz data-right="Đúng." data-wrong="Chưa đúng." data-none="Chưa chọn."
data-score="Đúng {{right}}/{{all}} câu.">
<fieldset data-question data-correct="2"><legend>Một?</legend>
<label><input type="radio" name="q1" value="1"> a</label>
<label><input type="radio" name="q1" value="2" id="q1-2"> b</label>
<p data-verdict></p><details><summary>Đáp án</summary>b</details></fieldset>
<fieldset data-question data-correct="1"><legend>Hai?</legend>
<label><input type="radio" name="q2" value="1"> a</label>
<label><input type="radio" name="q2" value="2" id="q2-2"> b</label>
<p data-verdict></p><details><summary>Đáp án</summary>a</details></fieldset>
<fieldset data-question data-correct="1"><legend>Ba?</legend>
<label><input type="radio" name="q3" value="1"> a</label>
<p data-verdict></p><details><summary>Đáp án</summary>a</details></fieldset>
<button type="button" id="check" hidden data-check>Kiểm tra</button>
<p id="score" data-say role="status"></p>
</section>
</body>
</html>
"""
# Runs right behind the script: what holds then holds before anything is painted.
PROBE = "window.early = document.documentElement.dataset.size || '';\n"

SHARES = """
window.shared = [];
navigator.canShare = (data) => data.files.every((file) => file.type === 'image/png');
navigator.share = async (data) => {
  window.shared.push(data);
  document.documentElement.dataset.shared = 'yes';
};
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("trang thử")
    (home / "index.html").write_text(PAGE, encoding="utf-8")
    (home / "probe.js").write_text(PROBE, encoding="utf-8")
    Image.new("RGB", (12, 6), "#0A4D3F").save(home / "picture.png")
    shutil.copy(SCRIPT, home / "site.js")
    return home


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and tells nobody."""

    def log_message(self, *_parts: object) -> None: ...


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(driver: playwright.Playwright) -> Iterator[playwright.Browser]:
    chromium = driver.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
    )
    yield chromium
    chromium.close()


@pytest.fixture(scope="module")
def context(browser: playwright.Browser) -> Iterator[playwright.BrowserContext]:
    """One profile for all tests; whatever a page complains of fails them."""
    with browser.new_context() as own:
        complaints: list[str] = []
        own.on("weberror", lambda failure: complaints.append(str(failure.error)))
        own.on(
            "console",
            lambda told: complaints.append(told.text) if told.type == "error" else None,
        )
        yield own
        # The server has no icon.
        assert [text for text in complaints if "404" not in text] == []


@pytest.fixture(scope="module")
def disk_page(context: playwright.BrowserContext) -> playwright.Page:
    return context.new_page()


@pytest.fixture(scope="module")
def server_page(context: playwright.BrowserContext) -> playwright.Page:
    """A page on a device that can share."""
    page = context.new_page()
    page.add_init_script(SHARES)
    return page


@pytest.fixture
def local(disk_page: playwright.Page, folder: Path) -> playwright.Page:
    """The page as it is opened from a disk."""
    disk_page.goto((folder / "index.html").as_uri())
    return disk_page


@pytest.fixture
def served(server_page: playwright.Page, address: str) -> Iterator[playwright.Page]:
    """The page from a server; what it remembers is forgotten after each test."""
    server_page.goto(address)
    yield server_page
    server_page.evaluate("localStorage.clear()")


def shown(page: playwright.Page) -> set[str]:
    return set(page.eval_on_selector_all("button", "all => all.map((b) => b.offsetParent && b.id)"))


def test_the_script_is_small() -> None:
    assert SCRIPT.stat().st_size < 6144


def test_without_scripts_every_control_that_needs_them_is_absent(
    browser: playwright.Browser, folder: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((folder / "index.html").as_uri())
        assert page.locator("button:visible").count() == 0
        assert page.locator("details").count() == 3


def test_a_page_from_a_disk_offers_no_address_to_copy_and_no_sheet(local: playwright.Page) -> None:
    offered = shown(local)
    assert {"small", "normal", "large", "more", "copy", "print", "check"} <= offered
    assert not {"copy-link", "share"} & offered


def test_copying_from_a_disk_puts_the_words_on_the_clipboard_and_says_so(
    local: playwright.Page,
) -> None:
    local.evaluate(
        "document.addEventListener('copy', () => { window.copied = `${getSelection()}`; })"
    )
    local.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    local.click("#copy")
    playwright.expect(local.locator("#said")).to_have_text("Đã chép.")
    assert local.evaluate("copied") == "Dòng một\n#MoiNgayMotTinTot"
    assert local.evaluate("document.activeElement.id") == "copy"
    assert local.locator("textarea").count() == 1


def test_where_copying_is_refused_the_words_are_selected_and_it_is_said(
    local: playwright.Page,
) -> None:
    local.evaluate("document.execCommand = () => false")
    local.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    local.click("#copy")
    playwright.expect(local.locator("#said")).to_have_text("Chưa chép.")
    chosen = "words.value.slice(words.selectionStart, words.selectionEnd)"
    assert local.evaluate(chosen) == "Dòng một\n#MoiNgayMotTinTot"


def test_a_served_page_copies_captions_and_absolute_addresses(
    context: playwright.BrowserContext, served: playwright.Page, address: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    for button, text in (
        ("copy", "Dòng một\n#MoiNgayMotTinTot"),
        ("copy-link", address.replace("index.html", "tin/mot-tin.html")),
    ):
        served.click(f"#{button}")
        done = served.locator(f"#{button}").get_attribute("data-done")
        playwright.expect(served.locator("#said")).to_have_text(done or "?")
        assert served.evaluate("navigator.clipboard.readText()") == text


def test_the_sheet_gets_caption_address_and_the_picture_itself(
    served: playwright.Page, address: str
) -> None:
    served.click("#share")
    playwright.expect(served.locator("html")).to_have_attribute("data-shared", "yes")
    title, text, url = served.evaluate("[shared[0].title, shared[0].text, shared[0].url]")
    assert title == "Một tin"
    assert text == "Dòng một\n#MoiNgayMotTinTot"
    assert url == address.replace("index.html", "tin/mot-tin.html")
    assert served.evaluate("[shared[0].files[0].name, shared[0].files[0].type]") == [
        "picture.png",
        "image/png",
    ]
    size = "createImageBitmap(shared[0].files[0]).then((map) => [map.width, map.height])"
    assert served.evaluate(size) == [12, 6]


def test_an_address_that_the_caption_holds_is_not_sent_twice(served: playwright.Page) -> None:
    served.evaluate("words.value += ' ' + link.href")
    served.click("#share")
    playwright.expect(served.locator("html")).to_have_attribute("data-shared", "yes")
    assert served.evaluate("'url' in shared[0]") is False


@pytest.mark.parametrize(
    ("name", "said"), [("AbortError", ""), ("NotAllowedError", "Chưa chia sẻ.")]
)
def test_closing_the_sheet_is_no_failure(served: playwright.Page, name: str, said: str) -> None:
    served.evaluate(
        """(name) => { navigator.share = async () => {
            document.documentElement.dataset.shared = 'no';
            throw new DOMException('', name);
        }; }""",
        name,
    )
    served.click("#share")
    playwright.expect(served.locator("html")).to_have_attribute("data-shared", "no")
    served.wait_for_timeout(120)
    assert served.locator("#said").text_content() == said


def test_print_opens_the_systems_dialogue(local: playwright.Page) -> None:
    local.evaluate("window.print = () => { window.printed = true; }")
    local.click("#print")
    assert local.evaluate("window.printed") is True


def test_a_size_applies_at_once_is_remembered_and_comes_before_the_first_paint(
    served: playwright.Page,
) -> None:
    pressed = "#reading [aria-pressed=true]"
    ids = "all => all.map((b) => b.id)"
    assert served.eval_on_selector_all(pressed, ids) == ["normal"]
    served.click("#large")
    served.click("#more")
    root = served.locator("html")
    assert [root.get_attribute(n) for n in ("data-size", "data-contrast")] == ["large", "more"]
    assert served.eval_on_selector_all(pressed, ids) == ["large", "more"]
    served.reload()
    assert served.evaluate("early") == "large"
    assert served.eval_on_selector_all(pressed, ids) == ["large", "more"]
    served.click("#normal")
    served.click("#more")
    served.reload()
    assert [root.get_attribute(n) for n in ("data-size", "data-contrast")] == [None, None]


def test_a_foreign_value_in_the_memory_is_not_applied(served: playwright.Page) -> None:
    served.evaluate("localStorage.setItem('tintot-size', 'huge')")
    served.reload()
    assert served.locator("html").get_attribute("data-size") is None


def test_without_memory_a_choice_holds_for_the_page(
    context: playwright.BrowserContext, folder: Path
) -> None:
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto((folder / "index.html").as_uri())
    page.click("#large")
    assert page.locator("html").get_attribute("data-size") == "large"
    page.close()


def test_the_quiz_marks_in_words_counts_and_opens_what_was_answered(local: playwright.Page) -> None:
    local.check("#q1-2")
    local.check("#q2-2")
    local.click("#check")
    playwright.expect(local.locator("#score")).to_have_text("Đúng 1/3 câu.")
    assert local.locator("[data-verdict]").all_text_contents() == [
        "Đúng.",
        "Chưa đúng.",
        "Chưa chọn.",
    ]
    results = "all => all.map((q) => [q.dataset.result, q.querySelector('details').open])"
    assert local.eval_on_selector_all("[data-question]", results) == [
        ["right", True],
        ["wrong", True],
        ["none", False],
    ]


def test_the_quiz_works_by_keyboard_and_can_be_checked_again(local: playwright.Page) -> None:
    local.focus("#q1-2")
    local.keyboard.press("Space")
    local.focus("#check")
    local.keyboard.press("Enter")
    playwright.expect(local.locator("#score")).to_have_text("Đúng 1/3 câu.")
    local.check("[name=q3]")
    local.focus("#check")
    local.keyboard.press("Enter")
    playwright.expect(local.locator("#score")).to_have_text("Đúng 2/3 câu.")
