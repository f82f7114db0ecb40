"""The search page in a browser: what people type, and what they find."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from generator.site.render import _compile
from generator.site.search import SearchEntry, search_data, search_part
from generator.text.slug import slug
from generator.world import HANOI, DiskWorld

WEB = Path(__file__).parent.parent.parent / "layouts" / "web"
CHROMIUM = Path("/usr/bin/chromium")
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
LETTERS += LETTERS.upper()
HOSTILE = "<img src=x onerror=alert(1)>"


def entry(
    name: str,
    title: str,
    summary: str,
    text: str = "",
    published: str = "2026-11-20",
    status: str = "current",
) -> SearchEntry:
    kind = "Tin tốt mỗi ngày"
    return SearchEntry(f"tin/{name}.html", title, summary, text, kind, published, status)


ENTRIES = (
    entry("gia-dinh", "Gia đình văn hóa", "Tin vui của gia đình và giá trị của sự tử tế.",
          published="2026-11-21"),
    entry("tin-gia", "Nghi là tin giả: báo ở đâu", "Một phút kiểm tra nguồn.", "Dừng lại."),
    entry("chia-se", "Chậm một phút trước khi chia sẻ", "Đọc hết bài.",
          "Nhiều tin giả được đăng lại. Gia đình cùng đọc.", published="2026-11-19"),
    entry("roi-rac", "Tin của phường", "Hoa nở.", "Hàng giả bị thu giữ.", published="2026-11-22"),
    entry("cu", "Tin giả hồi tháng ba", "Chuyện đã cũ.", status="expired", published="2026-03-01"),
    entry("duong", "Đường Điện Biên Phủ sạch đẹp", "Bà con cùng dọn.", "Vỉa hè thoáng."),
    entry("xau", HOSTILE, "</script><script>alert(2)</script> an toàn", "</mark> độc"),
)  # fmt: skip

FRAME = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tìm kiếm</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self';
 style-src 'self'; base-uri 'none'; form-action 'none'"></head><body><main>{part}</main>
<nav id="chuyen-muc"></nav></body></html>"""


@pytest.fixture(scope="module")
def browser(driver: Any) -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium")
    started = driver.chromium.launch(
        executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
    )
    yield started
    started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one page and its search, as it lies on a disk."""
    made = tmp_path_factory.mktemp("site")
    world = DiskWorld({"layouts": WEB.parent}, made / "cache", datetime(2026, 11, 22, tzinfo=HANOI))
    part = _compile(world, "vi").get_template("_search.html").render(root="", sections=True)
    part = part[part.index('<div class="wide stack">') :]  # below the head that all pages have
    (made / "assets").mkdir()
    (made / "tim-kiem.html").write_text(FRAME.replace("{part}", part), encoding="utf-8")
    (made / "assets" / "search.js").write_bytes((WEB / "search.js").read_bytes())
    data = search_data([search_part(e) for e in ENTRIES])
    (made / "assets" / "search-data.js").write_text(data, encoding="utf-8")
    return made


@dataclass
class Visit:
    """A page opened in the browser, and what it loaded and complained of."""

    page: Any
    loaded: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def ask(self, words: str) -> list[str]:
        """Type words, wait for the answer, and return the titles found, best first."""
        self.page.fill("#chu-can-tim", words)
        self.page.press("#chu-can-tim", "Enter")
        self.page.wait_for_selector("#so-ket-qua:not(:empty)", state="attached")
        return list(self.page.locator("#ket-qua h2").all_text_contents())

    def status(self) -> str:
        return str(self.page.text_content("#so-ket-qua"))

    def marks(self, number: int) -> list[str]:
        """What is marked in the result of a number from 0."""
        item = self.page.locator("#ket-qua > li").nth(number)
        return list(item.locator("mark").all_text_contents())


@pytest.fixture(scope="module")
def context(browser: Any) -> Any:
    made = browser.new_context()
    made.set_default_timeout(10_000)
    return made


@pytest.fixture
def visit(context: Any, folder: Path) -> Iterator[Callable[..., Visit]]:
    pages = []

    def opened(query: str = "", where: Any = context, site: Path = folder) -> Visit:
        found = Visit(where.new_page())
        pages.append(found.page)
        found.page.on("request", lambda request: found.loaded.append(request.url))
        found.page.on("pageerror", lambda error: found.trouble.append(str(error)))
        found.page.on("console", lambda said: found.trouble.append(said.text))
        found.page.on("dialog", lambda dialog: found.trouble.append("dialog") or dialog.dismiss())
        found.page.goto((site / "tim-kiem.html").as_uri() + query)
        return found

    yield opened
    for page in pages:
        page.close()


def names(loaded: list[str]) -> list[str]:
    return [url.partition("?")[0].rpartition("/")[2] for url in loaded]


def test_the_index_is_loaded_once_and_only_when_somebody_searches(
    visit: Callable[..., Visit],
) -> None:
    site = visit()
    assert names(site.loaded) == ["tim-kiem.html", "search.js"]
    assert site.page.is_visible("#chu-can-tim")
    site.ask("tin")
    site.ask("phường")
    assert names(site.loaded) == ["tim-kiem.html", "search.js", "search-data.js"]
    assert site.trouble == []


def test_words_without_accents_find_words_with_accents(visit: Callable[..., Visit]) -> None:
    site = visit()
    # Neighbours in a title come first, what is over steps back, then neighbours in the text.
    assert site.ask("tin gia") == [
        "Nghi là tin giả: báo ở đâu",
        "Tin giả hồi tháng ba",
        "Chậm một phút trước khi chia sẻ",
        "Gia đình văn hóa",
        "Tin của phường",
    ]
    assert site.status() == "Tìm thấy 5 tin"
    assert site.marks(0) == ["tin giả"]
    assert site.ask("duong dien bien phu") == ["Đường Điện Biên Phủ sạch đẹp"]
    assert site.marks(0) == ["Đường Điện Biên Phủ"]
    assert site.status() == "Tìm thấy một tin"
    assert site.trouble == []


def test_words_with_accents_find_those_accents_first(visit: Callable[..., Visit]) -> None:
    site = visit()
    found = site.ask("giả")
    assert found[-1] == "Gia đình văn hóa"
    assert set(found[:2]) == {"Nghi là tin giả: báo ở đâu", "Tin giả hồi tháng ba"}
    assert site.ask("gia đình")[0] == "Gia đình văn hóa"
    assert site.marks(0) == ["Gia đình", "gia đình"]
    # The same words as a Mac types them.
    assert site.ask(normalize("NFD", "gia đình"))[0] == "Gia đình văn hóa"
    assert site.marks(0) == ["Gia đình", "gia đình"]


def test_the_last_word_may_be_half_typed(visit: Callable[..., Visit]) -> None:
    site = visit()
    assert site.ask("điện biê") == ["Đường Điện Biên Phủ sạch đẹp"]
    assert site.marks(0) == ["Điện Biên"]
    assert site.ask("điệ biên") == []
    assert "“điệ biên”" in site.status()


def test_results_show_day_kind_and_state(visit: Callable[..., Visit]) -> None:
    site = visit()
    assert site.ask("hồi tháng") == ["Tin giả hồi tháng ba"]
    item = site.page.locator("#ket-qua > li")
    assert item.locator("p").first.text_content() == (
        "01/03/2026 · Tin tốt mỗi ngày · đã hết hiệu lực"
    )
    assert item.locator("time").get_attribute("datetime") == "2026-03-01"
    assert item.locator("a").get_attribute("href") == "tin/cu.html"
    assert site.ask("vỉa hè") == ["Đường Điện Biên Phủ sạch đẹp"]
    assert site.marks(0) == []
    assert item.locator("p").last.text_content() == "Chữ cần tìm nằm trong bài."


def test_a_hostile_title_stays_text(visit: Callable[..., Visit]) -> None:
    site = visit()
    assert site.ask("onerror") == [HOSTILE]
    assert site.marks(0) == ["onerror"]
    assert site.page.locator("#ket-qua img, #ket-qua script").count() == 0
    assert site.ask(HOSTILE) == [HOSTILE]
    assert HOSTILE not in site.status()
    assert site.ask("$& {count} <b>") == []
    assert "“$& {count} <b>”" in site.status()
    assert site.trouble == []


def test_a_search_has_an_address(visit: Callable[..., Visit]) -> None:
    site = visit("?q=tin%20gi%E1%BA%A3")
    site.page.wait_for_selector("#ket-qua mark")
    assert site.page.input_value("#chu-can-tim") == "tin giả"
    assert site.marks(0) == ["tin giả"]
    site.ask("điện biên")
    assert site.page.url.endswith("?q=%C4%91i%E1%BB%87n%20bi%C3%AAn")
    site.page.fill("#chu-can-tim", "")
    site.page.wait_for_selector("#so-ket-qua:empty", state="attached")
    assert site.page.locator("#ket-qua > li").count() == 0
    assert site.page.url.endswith("tim-kiem.html")


def test_a_missing_index_is_told(visit: Callable[..., Visit], folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "assets" / "search-data.js").unlink()
    site = visit(site=tmp_path)
    site.ask("tin")
    assert site.status().startswith("Chưa mở được dữ liệu tìm kiếm")
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    site.page.press("#chu-can-tim", "Enter")
    site.page.wait_for_selector("#ket-qua mark")


def test_without_scripts_the_page_leads_elsewhere(
    visit: Callable[..., Visit], browser: Any
) -> None:
    with browser.new_context(java_script_enabled=False) as quiet:
        page = visit(where=quiet).page
        assert not page.is_visible("#chu-can-tim")
        assert "đang tắt JavaScript" in page.inner_text("noscript")
        assert page.get_attribute("nav a", "href") == "luu-tru/index.html"


def test_letters_fold_alike_in_the_browser_and_in_addresses(browser: Any) -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 2 * 89
    script = (WEB / "search.js").read_text(encoding="utf-8")
    found = re.search(r"const fold = (.*?);\n\n", script, re.DOTALL)
    assert found is not None
    page = browser.new_page()
    folded = page.evaluate(
        f"(letters) => letters.map((l) => l.toLowerCase()).map({found[1]})", list(LETTERS)
    )
    page.close()
    assert folded == [slug(letter) for letter in LETTERS]
