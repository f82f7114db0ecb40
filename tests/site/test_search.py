"""The search of a site: the size of its index, and what people find with it in a browser."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import accumulate, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.site.search import (
    GLOBAL,
    LONGEST_SUMMARY,
    SearchEntry,
    _gaps,
    _number,
    search_data,
    search_part,
)
from generator.site.searchtext import plain_text, search_entry
from generator.text.slug import slug
from generator.text.syllables import is_syllable
from generator.world import HANOI

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "layouts" / "web"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
CHROMIUM = Path("/usr/bin/chromium")
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
LETTERS += LETTERS.upper()
HOSTILE = "<img src=x onerror=alert(1)>"


def entry(name: str, title: str, summary: str = "", text: str = "", **values: Any) -> SearchEntry:
    base = SearchEntry(f"tin/{name}.html", title, summary, text, "Tin tốt mỗi ngày", "2026-11-20")
    return replace(base, **values)


def data_of(*entries: SearchEntry) -> Any:
    """What the script assigns."""
    text = search_data([search_part(e) for e in entries])
    assert text.startswith(f"window.{GLOBAL}={{")
    assert text.endswith("};\n")
    return json.loads(text.removeprefix(f"window.{GLOBAL}=").removesuffix(";\n"))


def numbers(signs: str) -> list[int]:
    """Numbers in base 15 and 75, read as the script reads them."""
    alphabet = [chr(c) for c in range(35, 127) if chr(c) not in "<\\"]
    found, high = [], 0
    for sign in signs:
        value = alphabet.index(sign)
        if value < 75:
            found.append(high * 75 + value)
        high = 0 if value < 75 else high * 15 + value - 74
    return found


def rising(gaps: list[int]) -> list[int]:
    return list(accumulate(gaps, lambda last, gap: last + gap + 1, initial=-1))[1:]


def pairs_of(data: Any) -> dict[str, list[int]]:
    words = data["words"].split(" ")
    found, first = {}, -1
    for row in data["pairs"].split("!"):
        head, *cells = row.split(" ")
        first += numbers(head)[0] + 1
        second = -1
        for cell in cells:
            gap, *gaps = numbers(cell)
            second += gap + 1
            found[f"{words[first]} {words[second]}"] = rising(gaps)
    return found


# Size and form


def sentences(
    draw: random.Random, follow: dict[str, list[str]], every: list[str], count: int
) -> str:
    """So many words in sentences, three in four of them as they follow each other in the sample."""
    written = []
    while count > 0:
        row = [draw.choice(every)]
        while len(row) < min(count, draw.randint(6, 18)):
            row.append(draw.choice(follow.get(row[-1], every) if draw.random() < 0.75 else every))
        count -= len(row)
        written.append(" ".join(row).capitalize() + ".")
    return " ".join(written)


@pytest.fixture(scope="module")
def corpus() -> list[SearchEntry]:
    """150 messages of 300 words each, made of the sample's words."""
    every: list[str] = []
    for path in sorted((ROOT / "content" / "messages").glob("*.md")):
        body = path.read_text(encoding="utf-8").split("---", 2)[2]
        every += [w for w in re.findall(r"[^\W_]+", body.lower()) if is_syllable(w)]
    follow: dict[str, list[str]] = {}
    for word, after in pairwise(every):
        follow.setdefault(word, []).append(after)
    draw = random.Random(5)  # noqa: S311 - not for secrets
    made = []
    for number in range(150):
        title, summary, text = (sentences(draw, follow, every, n) for n in (10, 22, 270))
        made.append(
            SearchEntry(
                f"tin/{slug(title)[:50]}-{number}.html",
                title.rstrip("."),
                summary,
                text,
                ("Tin tốt mỗi ngày", "Cảnh báo", "Hướng dẫn")[number % 3],
                f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
                ("current", "expired")[number % 2],
            )
        )
    return made


def test_150_messages_take_less_than_60_kb(corpus: list[SearchEntry]) -> None:
    data = search_data([search_part(e) for e in corpus]).encode("utf-8")
    assert sum(len(e.text.split()) for e in corpus) >= 150 * 270
    assert len(gzip.compress(data, 9, mtime=0)) < 60_000


def test_the_script_is_small() -> None:
    assert len(gzip.compress((WEB / "search.js").read_bytes(), 9, mtime=0)) < 3_000


def test_the_order_of_the_parts_does_not_matter(corpus: list[SearchEntry]) -> None:
    parts = [search_part(e) for e in corpus[:20]]
    assert search_data(parts) == search_data(reversed(parts))


def test_newer_messages_stand_first() -> None:
    days = {"a": "2026-01-09", "b": "2026-11-01", "c": "2026-11-01", "d": "2025-12-31"}
    data = data_of(*(entry(name, "Tin", published=day) for name, day in days.items()))
    assert [doc[0] for doc in data["docs"]] == [f"tin/{name}.html" for name in "bcad"]


def test_content_cannot_leave_the_script() -> None:
    title = '</script><script>alert("1")\u2028\u2029 \\ ‘’ ' + HOSTILE
    text = search_data([search_part(entry("a", title, text=title))])
    assert not set("<\u2028\u2029") & set(text)
    assert text.count("\n") == 1
    data = data_of(entry("a", title, text=title))
    assert data["docs"][0][4] == " ".join(title.split())


def test_numbers_are_written_in_one_way_only() -> None:
    written = [_number(n) for n in range(3_000)]
    assert len(set(written)) == len(written)
    assert [len(_number(n)) for n in (0, 74, 75, 1_199, 1_200)] == [1, 1, 2, 2, 3]
    assert [numbers(signs) for signs in written] == [[n] for n in range(3_000)]
    assert rising(numbers(_gaps((0, 1, 5, 2_000, 90_000)))) == [0, 1, 5, 2_000, 90_000]
    assert _gaps((0, 1, 5)) == _number(0) + _number(0) + _number(3)
    assert not set(' !"\\<') & set("".join(written))


def test_a_long_summary_is_cut_and_its_words_stay_in_the_index() -> None:
    data = data_of(entry("a", "Tin", "một hai " * 60 + "cuối", "ba"))
    shown = data["docs"][0][5]
    assert len(shown) <= LONGEST_SUMMARY + 1
    assert shown.endswith("hai…")
    assert data["words"].split(" ") == ["ba", "cuối", "hai", "một"]


def test_pairs_that_mean_more_than_their_words_are_kept() -> None:
    texts = ["Gặp tin giả thì dừng lại.", "Có tin giả, giả vờ không. Tin ai?", "Tin, giả"]
    plain = [f"câu {n} khác {n} hẳn {n}" for n in range(20)]
    made = [entry(f"{n:02}", "Nhan đề", text=t) for n, t in enumerate(texts + plain)]
    data = data_of(*made)
    pairs = pairs_of(data)
    # "Tin, giả" are no neighbours.
    assert pairs["tin giả"] == [0, 1]
    assert pairs["giả vờ"] == [1]
    posts = dict(zip(data["words"].split(" "), data["posts"].split(" "), strict=True))
    assert posts["tin"] == posts["giả"] == _gaps((0, 1, 2))


def test_an_empty_site_has_an_index() -> None:
    assert data_of() == {"kinds": [], "docs": [], "words": "", "posts": "", "pairs": ""}


def test_only_messages_that_are_public_are_found(sample: SimpleNamespace) -> None:
    found = {m.id: search_entry(m, NOW) for m in sample.messages}
    assert found["tin-da-rut"] is None
    assert found["sap-dang"] is None
    expired = found["thong-bao-da-het"]
    assert expired is not None
    assert (expired.status, expired.published, expired.kind) == (
        "expired",
        "2026-10-01",
        "Thông báo",
    )
    contest = found["cuoc-thi-tim-hieu-phap-luat"]
    assert contest is not None
    assert "Kiểm tra nguồn" in contest.text


def test_text_of_a_page() -> None:
    html = "<h2>Ba câu</h2><ul><li>A &lt;b&gt;</li><li>C<br>D <em>e</em>f</li></ul>\n<p>g</p>"
    assert plain_text(html) == "Ba câu\nA <b>\nC\nD ef\ng"


# In a browser

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
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as tool:
        started = tool.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one page and its search, as it lies on a disk."""
    environment = Environment(
        loader=FileSystemLoader(WEB), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals["_"] = lambda text, **values: Markup(text).format(**values)  # noqa: S704
    part = environment.get_template("_search.html").render(root="")
    made = tmp_path_factory.mktemp("site")
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
