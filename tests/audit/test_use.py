"""Every page type in use: by keyboard, without scripts, at every width, with large letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from audit_browser import DESK, PHONE, Chromium, Watched
from audit_project import RICH
from audit_server import serving
from audit_types import WARDS, chosen

WIDTHS = (320, 360, 768, 1280, 1920)
VIDEO_STOPS = 10  # play, time, sound, full screen, menu and some to spare

# Helpers that stay in the page. A control counts when it has a box and can be reached by Tab.
KIT = """() => { window.audit = {
  where(e) {
    const parts = [];
    for (let n = e; n && n !== document.body && parts.length < 4; n = n.parentElement) {
      const mark = n.id ? "#" + n.id : [...n.classList].map((c) => "." + c).join("");
      parts.unshift(n.localName + mark);
    }
    return parts.join(" > ") + ` “${(e.innerText || e.value || "").trim().slice(0, 40)}”`;
  },
  shown(e) { return e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length; },
  stops() {
    const all = "a[href], button, input, select, textarea, summary, video[controls], [tabindex]";
    const groups = new Set();
    // Radio buttons of one name are one stop; arrows lead from one to the next.
    const first = (e) => e.type !== "radio" || (!groups.has(e.name) && groups.add(e.name));
    return [...document.querySelectorAll(all)].filter(
      (e) => e.tabIndex >= 0 && !e.disabled && this.shown(e) && first(e));
  },
  // What waits beyond an edge until it is focused, such as the skip link.
  apart(e) { return e.closest(".skip, .visually-hidden") !== null; },
  // Text that a reader cannot see whole: beyond the page's edge, or cut by a box around it.
  loss() {
    const root = document.scrollingElement, wide = root.clientWidth;
    const found = root.scrollWidth > wide ? [`the page is ${root.scrollWidth} px wide`] : [];
    const boxes = new Map();
    const box = (e) => {
      if (!boxes.has(e)) {
        const style = getComputedStyle(e), flows = [style.overflowX, style.overflowY];
        const scrolls = flows.some((flow) => flow === "auto" || flow === "scroll");
        // A clamped lead in a list ends with "…" and stands whole on the page its card leads to.
        const cuts = style.webkitLineClamp === "none"
          && flows.some((flow) => flow === "hidden" || flow === "clip");
        const up = e.parentElement && e !== document.body ? box(e.parentElement) : null;
        const own = cuts && !scrolls ? e.getBoundingClientRect() : null;
        boxes.set(e, {scrolls: scrolls || up?.scrolls, cut: own ?? up?.cut});
      }
      return boxes.get(e);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let n = texts.nextNode(); n; n = texts.nextNode()) {
      const e = n.parentElement;
      if (!n.data.trim() || e.closest("svg, script, style, video, noscript")) continue;
      if (!this.shown(e) || this.apart(e)) continue;
      const {scrolls, cut} = box(e);
      range.selectNodeContents(n);
      for (const r of range.getClientRects()) {
        if (r.width <= 1 || scrolls) continue;
        const beyond = r.right > wide + 1 || r.left < -1;
        const lost = cut && (r.right > cut.right + 1 || r.bottom > cut.bottom + 2);
        if (beyond || lost) {
          const span = `${Math.round(r.left)}–${Math.round(r.right)} px`;
          found.push(`${this.where(e)} ${beyond ? "protrudes" : "is cut"}: ${span}`);
          break;
        }
      }
    }
    return found;
  },
  // The ring may stand on the control, on what it spreads over, or on the card around it.
  ringed(e) {
    const ring = (style) =>
      style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    for (let n = e; n && n !== document.body; n = n.parentElement) {
      if (["", "::before", "::after"].some((part) => ring(getComputedStyle(n, part)))) return true;
    }
    return getComputedStyle(e).boxShadow !== "none";
  },
  watch() {
    this.visits = [];
    document.addEventListener("focusin", ({target: e}) => {
      const box = e.getBoundingClientRect();
      this.visits.push({
        number: this.order.indexOf(e), where: this.where(e),
        left: box.left + scrollX, right: box.right + scrollX,
        top: box.top + scrollY, bottom: box.bottom + scrollY,
        seen: this.ringed(e),
      });
    });
    this.order = this.stops();
    return [this.order.length, this.order.filter((e) => e.localName === "video").length];
  },
}; }"""


def every_page(
    browser: Chromium, sites: Path, wards: tuple[str, ...] = (RICH,)
) -> Iterator[tuple[str, Watched]]:
    """Open every page type by http with the helpers in it; give its name and the page."""
    for ward in wards:
        with serving(sites / ward) as base, browser.watched() as page:
            for sample in chosen(sites, ward):
                page.open(f"{base}/{sample.address}")
                page.page.evaluate(KIT)
                yield f"{ward} {sample.path}", page


SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""


def test_text_is_whole_at_every_width_in_twice_its_size_and_widely_spaced(
    browser: Chromium, sites: Path
) -> None:
    """WCAG 2.2: 1.4.10 (reflow at 320 px), 1.4.4 (200 % at 1280 px), 1.4.12 (spacing at 360 px)."""
    found: list[str] = []
    for name, page in every_page(browser, sites, WARDS):

        def look(how: str, name: str = name, page: Watched = page) -> None:
            found.extend(f"{name} {how}: {line}" for line in page.page.evaluate("audit.loss()"))

        for width in WIDTHS:
            page.show(width, 800, "light")
            look(f"{width} px")
        page.show(*DESK, "light")
        page.page.evaluate("document.documentElement.style.fontSize = '200%'")
        look("text 200 %")
        page.page.evaluate("document.documentElement.style.fontSize = ''")
        page.show(*PHONE, "light")
        page.page.evaluate(SPACED)
        look("text spacing")
    assert not found, "\n".join(found)


def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    browser: Chromium, sites: Path
) -> None:
    found: list[str] = []
    for name, page in every_page(browser, sites):
        page.show(*DESK, "light")
        count, videos = page.page.evaluate("audit.watch()")
        # One more shows that the last control lets go; a video has stops of its own.
        for _ in range(count + 1 + VIDEO_STOPS * videos):
            page.page.keyboard.press("Tab")
        visits = page.page.evaluate("audit.visits")
        found += [f"{name}: {line}" for line in _astray(visits, count)]
        found += [f"{name}: {line}" for line in _skip_link(page)]
    assert not found, "\n".join(found)


def _skip_link(page: Watched) -> Iterator[str]:
    """Yield what is wrong with the first stop of a page that has anything to skip."""
    if page.page.locator("nav").count() == 0:
        return
    href, shown = page.page.evaluate(
        """() => { const e = audit.order[0]; e.focus(); const box = e.getBoundingClientRect();
          return [e.getAttribute("href"), box.left >= 0 && box.top >= 0 && box.width > 24]; }"""
    )
    page.page.keyboard.press("Enter")
    at = page.page.evaluate(
        "new Promise((done) => setTimeout(() => done(document.activeElement.localName), 20))"
    )
    if not str(href).startswith("#") or not shown or at != "main":
        yield f"the first stop is {href} (seen: {shown}) and leads to <{at}>"


def _astray(visits: list[dict[str, Any]], count: int) -> Iterator[str]:
    """Yield what is wrong with a walk by Tab through `count` controls."""
    numbers = list(dict.fromkeys(visit["number"] for visit in visits if visit["number"] >= 0))
    if numbers != list(range(count)):
        yield f"Tab visits {numbers} of {count} controls: {[v['where'] for v in visits]}"
    for visit in visits:
        if not visit["seen"]:
            yield f"focus is not visible: {visit['where']}"
    for before, after in pairwise(visits):
        back = after["number"] <= before["number"]
        # Up is right only into a column further right; a skip link stands before all.
        up = after["bottom"] <= before["top"] and after["left"] < before["right"]
        if up and not back and before["number"] != 0:
            yield f"Tab goes up from {before['where']} to {after['where']}"


READ = """() => {
  const shown = (e) => e.checkVisibility({visibilityProperty: true});
  const own = (e) => e.closest("button, [role=search], form, noscript, [aria-live], output");
  return {
    links: [...document.querySelectorAll("a[href]")].filter(shown).map((e) => e.href),
    text: [...document.querySelectorAll("h1, h2, h3, p, li, dt, dd, td, th, figcaption, summary")]
      .filter((e) => shown(e) && !own(e) && !e.querySelector("button, input, output"))
      .map((e) => e.innerText.replace(/\\s+/g, " ").trim()),
    controls: [...document.querySelectorAll(
        "button, input, select, textarea:not([readonly]), [role=button]")]
      .filter(shown).map((e) => e.outerHTML.slice(0, 80)),
  };
}"""


def test_everything_is_there_without_scripts(browser: Chromium, sites: Path) -> None:
    found: list[str] = []
    with (
        serving(sites / RICH) as base,
        browser.watched() as scripted,
        browser.watched(java_script_enabled=False) as plain,
    ):
        for sample in chosen(sites, RICH):
            scripted.open(f"{base}/{sample.address}")
            plain.page.goto(f"{base}/{sample.address}")
            on, off = (page.page.evaluate(READ) for page in (scripted, plain))
            assert off["text"], sample.path
            for what in ("links", "text"):
                lost = [value for value in dict.fromkeys(on[what]) if value not in off[what]]
                found += [f"{sample.path}: without scripts no {what} {value!r}" for value in lost]
            dead = off["controls"]
            found += [f"{sample.path}: does nothing without scripts: {html}" for html in dead]
    assert not found, "\n".join(found)
