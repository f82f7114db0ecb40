"""Hostile words in every field a person can fill: shown as written, never run, in Chromium."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from audit_browser import Chromium, Watched, file_url
from audit_project import (
    ROOT,
    SITE_URL,
    approve_all,
    build_sites,
    project,
    share_fonts,
)
from audit_server import serving
from PIL import Image

WARD = "ba-dinh"
SCRIPT = "<script>window.__pwned=1</script>"
TITLE = f"Tin </title>{SCRIPT}</h1>"
BREAKS = [
    f"</script>{SCRIPT}",
    f"<!--<script>{SCRIPT}",
    "\"><img src=x onerror='window.__pwned=2'>",
    "'><svg onload=window.__pwned=3>",
    "&lt;b&gt;&quot; {{ 7 * 191 }} {% raise %} ${window.__pwned=4} ]]>",
]
ALL = " ".join(BREAKS)
LINK = "JaVaScRiPt:window.__pwned=5"
BODY = f"""\
Mở đầu {SCRIPT}

[một]({LINK}) [hai](https://phuong.example/ "\\" onmouseover=window.__pwned=6 x=\\"")
[ba](data:text/html,<script>window.__pwned=7</script>) <{LINK}>
[bốn](vbscript:x) [năm](&#106;avascript:window.__pwned=8) [sáu](//stranger.example/x)

![ảnh" onerror="window.__pwned=9](media/anh'x.png "' onload='window.__pwned=16")
<img src="media/anh'x.png" alt="ảnh" onload="window.__pwned=17"
  srcset="https://stranger.example/z.png 2x">

<iframe srcdoc="{SCRIPT}"></iframe><object data="{LINK}"></object><embed src="{LINK}">
<svg><script>window.__pwned=10</script><a xlink:href="{LINK}">x</a></svg>
<math><mtext><table><mglyph><style><img src=x onerror=window.__pwned=11></style></mtext></math>
<details open ontoggle=window.__pwned=12>mở</details><p style="background:url({LINK})">kiểu</p>
<style>@import "https://stranger.example/s.css"; body {{ display: none }}</style>
<base href="https://stranger.example/"><meta http-equiv="refresh" content="0;url={LINK}">
<form action="{LINK}"><button formaction="{LINK}" autofocus onfocus=window.__pwned=13>gửi</button>
<a href="{LINK}" id="noi-dung" class="skip" name="audit">bảy</a> <template>{SCRIPT}</template>

## Đề mục {BREAKS[2]} {{#id onclick=window.__pwned=14}}

| {BREAKS[3]} | b |
|---|---|
| `{SCRIPT}` | {ALL.replace("|", "")} |
"""
COMMON: dict[str, Any] = {
    "slogan": BREAKS[2],
    "publish": "2026-11-20",
    "expire": "2031-12-31",
    "source": ALL,
    "summary": ALL,
    "easy": ALL,
    "help": True,
    "surfaces": ["web"],
    "topics": ["conduct"],
}
IMAGE = "anh'x.png"
MESSAGES: dict[str, dict[str, Any]] = {
    "tin": {
        "title": TITLE,
        "kind": "news",
        "image": f"media/{IMAGE}",
        "image_alt": ALL,
        "aliases": ["tin-cu"],
    },
    "kiem-chung": {
        "title": f"{BREAKS[0]} {BREAKS[2]}",
        "kind": "fact-check",
        "claim": ALL,
        "verdict": BREAKS[2],
        "fact": ALL,
    },
    "su-kien": {
        "title": BREAKS[1],
        "kind": "event",
        "event": {"start": "2026-12-05 08:30", "end": "2026-12-05 09:30", "where": ALL},
    },
    "cuoc-thi": {
        "title": BREAKS[4],
        "kind": "contest",
        "contest": {
            "start": "2026-11-20",
            "end": "2026-12-31",
            "rules": ALL,
            "questions": [{"q": ALL, "answers": [*BREAKS], "correct": 2, "why": ALL}],
        },
    },
    "da-rut": {
        "title": BREAKS[3],
        "kind": "notice",
        "withdrawn": {"on": "2026-11-21", "reason": ALL},
    },
}


def toml(**values: Any) -> str:
    """Return TOML of texts; JSON's strings are TOML's basic strings."""
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward's folder in which every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    content = folder / "content"
    for name in ("messages", "wards", "media"):
        (content / name).mkdir(parents=True)
    campaign = toml(name=BREAKS[0], publisher=BREAKS[1], city=BREAKS[2], sample=True)
    (content / "campaign.toml").write_text(campaign, encoding="utf-8")
    name = f"Ba Đình {BREAKS[2]}".replace('"', '""')
    units = f'code,kind,name,slug\n00004,phường,"{name}",{WARD}\n'
    (content / "wards.csv").write_text(units, encoding="utf-8")
    stated = toml(
        site_url=SITE_URL, phone=BREAKS[2], email=BREAKS[3], hours=ALL, address=ALL,
        logo=f"media/{IMAGE}", accent="#7a3b00",
    )  # fmt: skip
    (content / f"wards/{WARD}.toml").write_text(stated, encoding="utf-8")
    contact = toml(value=BREAKS[2], what_for=ALL, source=ALL, url="tel:111")
    contacts = f"[mot]\n{contact}checked_on = 2026-11-20\n"
    (content / "contacts.toml").write_text(contacts, encoding="utf-8")
    (content / "places.toml").write_text("", encoding="utf-8")
    Image.new("RGB", (320, 200), "#0a4d3f").save(content / "media" / IMAGE)
    facts = toml(author=BREAKS[2], licence=ALL, consent=ALL)
    (content / f"media/{IMAGE}.toml").write_text(facts, encoding="utf-8")
    for name, values in MESSAGES.items():
        head = yaml.safe_dump({**COMMON, **values}, allow_unicode=True, sort_keys=False)
        path = content / f"messages/{name}.md"
        path.write_text(f"---\n{head}---\n{BODY}", encoding="utf-8")
    made = project(folder)
    share_fonts(made)
    approve_all(made, MESSAGES)
    return build_sites(made) / WARD


def pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


# What a hostile text would have brought into the page, if it were taken for HTML.
TRACES = """() => [
  ...[...document.querySelectorAll("*")].flatMap((e) => [...e.attributes]
    .filter((a) => /^on/i.test(a.name) || /^\\s*(javascript|vbscript):/i.test(a.value)
      || a.name === "style" || a.name === "srcdoc")
    .map((a) => `${e.localName}[${a.name}=${a.value}]`)),
  ...[...document.querySelectorAll("iframe, object, embed, base, form[action], math, template")]
    .map((e) => e.outerHTML),
  ...[...document.querySelectorAll("script")]
    .filter((e) => e.type !== "application/ld+json" && !/assets\\/[a-z-]+\\.js$/.test(e.src))
    .map((e) => e.outerHTML),
  ...[...document.querySelectorAll("[src], [poster]")].map((e) => e.currentSrc || e.src || "")
    .filter((u) => u.includes("stranger")),
  ...(window.__pwned === undefined ? [] : [`__pwned is ${window.__pwned}`]),
]"""
TOUCH = """async () => {
  addEventListener("click", (event) => event.preventDefault(), true);
  addEventListener("submit", (event) => event.preventDefault(), true);
  for (const e of document.querySelectorAll("body *")) {
    for (const kind of ["mouseover", "focus", "toggle", "click"]) {
      e.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}));
    }
  }
  for (const e of document.querySelectorAll("details")) e.open = true;
  await new Promise((done) => setTimeout(done, 30));
}"""


def traces(page: Watched, start: str, name: str) -> Iterator[str]:
    """Open a page, touch everything on it and yield every trace of an attack."""
    page.open(start + name)
    page.page.evaluate(TOUCH)
    for line in [*page.complaints(start), *page.page.evaluate(TRACES)]:
        yield f"{start}{name}: {line}"


@pytest.mark.parametrize("where", ["http", "file", "no policy"])
def test_nothing_hostile_runs(browser: Chromium, hostile: Path, tmp_path: Path, where: str) -> None:
    folder = hostile
    if where == "no policy":  # escaping has to hold by itself
        folder = tmp_path / "site"
        shutil.copytree(hostile, folder)
        policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
        for name in pages(folder):
            text, count = policy.subn("", (folder / name).read_text(encoding="utf-8"))
            assert count == 1, name
            (folder / name).write_text(text, encoding="utf-8")
    found: list[str] = []
    with serving(folder) as base, browser.watched() as page:
        start = f"{file_url(folder)}/" if where == "file" else f"{base}/"
        for name in pages(folder):
            moved = name == "tin/tin-cu.html"
            if moved and where == "file":
                continue  # it leads elsewhere at once; over http it is kept from that
            address = f"{name}?stay" if moved else name
            found += traces(page, start, address)
    assert not found, "\n".join(found)


def test_an_attack_would_be_seen(browser: Chromium, tmp_path: Path) -> None:
    harmless = '<!doctype html><link rel="icon" href="data:,"><p>chữ</p>'
    for html, seen in (
        (harmless, False),
        (harmless + SCRIPT, True),
        (harmless + BREAKS[2][2:], True),
        (f'{harmless}<a href="{LINK}">x</a>', True),
        (f'{harmless}<img alt="" src="https://stranger.example/x.png">', True),
        (f"{harmless}<iframe></iframe>", True),
    ):
        (tmp_path / "index.html").write_text(html, encoding="utf-8")
        with serving(tmp_path) as base, browser.watched() as page:
            found = list(traces(page, f"{base}/", "index.html"))
        assert bool(found) == seen, (html, found)


def test_hostile_words_are_shown_as_written(browser: Chromium, hostile: Path) -> None:
    shown = {
        "tin": [ALL, BREAKS[2]],
        "kiem-chung": [ALL, BREAKS[2]],
        "su-kien": [ALL],
        "cuoc-thi": [ALL, *BREAKS],
        "da-rut": [ALL],
    }
    with browser.watched() as page:
        for name, texts in shown.items():
            page.open(file_url(hostile / f"tin/{name}.html"))
            page.page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
            whole = _spaces(page.page.inner_text("body"))
            assert [text for text in texts if _spaces(text) not in whole] == [], name
            title = MESSAGES[name]["title"]
            if name != "da-rut":  # its page does not repeat what was taken back
                assert _spaces(title) in _spaces(page.page.title())
                assert _spaces(page.page.inner_text("h1")) == _spaces(title)
            # The foot comes last: nothing above it has swallowed the page.
            assert page.page.locator("body > footer").count() == 1, name


def _spaces(text: str) -> str:
    return " ".join(text.split())


def test_linked_data_says_the_words_as_written(browser: Chromium, hostile: Path) -> None:
    with browser.watched() as page:
        for name, values in MESSAGES.items():
            page.open(file_url(hostile / f"tin/{name}.html"))
            blocks = page.page.evaluate(
                """[...document.querySelectorAll('script[type="application/ld+json"]')]
                .map((e) => JSON.parse(e.textContent))"""
            )
            if name != "da-rut":
                assert blocks, name
                assert values["title"] in list(_strings(blocks)), name


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def test_the_search_shows_hostile_words_and_runs_none(browser: Chromium, hostile: Path) -> None:
    with serving(hostile) as base, browser.watched() as page:
        for query in ("script", "<img src=x onerror=window.__pwned=15>", "title"):
            page.open(f"{base}/tim-kiem.html")
            page.page.locator("input[type=search]").fill(query)
            page.page.keyboard.press("Enter")
            page.page.wait_for_timeout(400)
            assert page.page.evaluate(TRACES) == []
            assert page.complaints(base) == []
        assert "</title>" in page.page.inner_text("main")
