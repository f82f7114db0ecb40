"""Time stills beside screenshots of them: `python tests/bench/stills.py [rounds]`.

Needs the project with its test extras and a Chromium (`chromium`, `google-chrome` …, or its path in
TINTOT_CHROMIUM), which is driven over a pipe: no driver need be installed. POSIX systems only.

Every still of the selection below is composed, painted and encoded by this process, then the same
picture is loaded and taken by one warm Chromium, in turn, so that what else the machine does falls
on both. The first pass is cold: motifs, grounds and letters are new. In every further round the
words of each message stand in an order never seen before, as a build meets ever new messages: what
is kept of words does not help, what is kept of formats and themes does.

Prints milliseconds of wall time (medians), their ratios, the ratio of the least disturbed rounds
of each still, and that of CPU seconds. Machines are noisy: compare ratios, and figures of one run
only. A browser mostly waits, for frames and between its processes, so that a busy machine slows
it down less than it does us.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from statistics import median

from browser import Chromium, find_chromium, page
from rich.console import Console
from rich.table import Table

from generator.build.project import Project
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.layout.compose import compose
from generator.layout.display import DisplayList
from generator.layout.formats import Format
from generator.layout.wording import Wording, wording
from generator.paint.mono import paint_lit
from generator.paint.raster import encode_still, paint_image, windowed
from generator.text import breaks, glue
from generator.text.shaping import word
from generator.world import HANOI

ROOT = Path(__file__).parent.parent.parent
WARD = "ngoc-ha"
MESSAGES = (  # short, long, with a picture, in easy words
    "binh-luan-van-minh",
    "luat-an-ninh-mang-2025",
    "vung-xanh-tren-khong-gian-mang",
    "bac-oi-khoan-bam",
)
PAGES = 2  # of a message that takes many stills in sequence
CLASSES = ((320 * 64, "up to 320×64", 20), (640 * 320, "up to 640×320", 8), (0, "larger", 3))
BOXES = ((190, 30), (280, 100), (800, 300), (1600, 600))  # px, for fitting one text


@dataclass(frozen=True)
class Timed:
    """One still: the seconds of each part, those of the screenshot, and CPU seconds of both."""

    format: Format
    message: str
    layout: float
    paint: float
    encode: float
    shot: float
    cpu: float
    shot_cpu: float

    @property
    def whole(self) -> float:
        return self.layout + self.paint + self.encode

    @property
    def size_class(self) -> int:
        area = self.format.width * self.format.height
        return next((i for i, (most, _, _) in enumerate(CLASSES) if area <= most), 2)


class Bench:
    """The sample's messages, and the browser that takes the same stills."""

    def __init__(self, chromium: Chromium, folder: str) -> None:
        project = Project.at(ROOT / "content", ROOT / "layouts", Path(folder))
        self.studio = Studio(project, datetime(2026, 11, 22, 8, 0, tzinfo=HANOI))
        self.chromium = chromium
        library, _ = load_library(self.studio.world)
        ward = next(w for w in library.wards if w.slug == WARD)
        live = {m.id: m for m in library.live()}
        self.said = [wording(live[i], ward, library.campaign, draft=False) for i in MESSAGES]
        every = (wording(m, ward, library.campaign, draft=False) for m in live.values())
        # What is fitted into a box: the main text. Supporting texts have a size and are wrapped.
        self.texts = [text for w in every for text in (w.slogan, w.claim, w.fact) if text]
        media = {"board", "tv", "social"}
        self.formats = [f for f in self.studio.formats.values() if f.medium in media]
        self.formats.sort(key=lambda f: f.width * f.height)
        _ = self.studio.surfaces, self.studio.themes

    def round(self, number: int) -> Iterator[Timed]:
        """Yield all stills once, message by message as in a build."""
        for words in self.said:
            fresh = _reordered(words, number)
            for fmt in self.formats:
                yield from self.stills(fresh, fmt)

    def stills(self, words: Wording, fmt: Format) -> Iterator[Timed]:
        theme, world = self.studio.themes[words.theme], self.studio.world
        start, cpu = time.perf_counter(), time.process_time()
        pages = compose(words, fmt, theme, self.studio.surfaces, world)
        layout = (time.perf_counter() - start) / len(pages)
        layout_cpu = (time.process_time() - cpu) / len(pages)
        for display in pages[:PAGES]:
            cpu = time.process_time()
            paint, encode = self.drawn(display, fmt)
            cpu = time.process_time() - cpu + layout_cpu
            shot, shot_cpu = self.taken(display, fmt)
            yield Timed(fmt, words.id, layout, paint, encode, shot, cpu, shot_cpu)

    def drawn(self, display: DisplayList, fmt: Format) -> tuple[float, float]:
        world = self.studio.world
        start = time.perf_counter()
        if fmt.depth != "rgb":
            paint_lit(display, fmt, world)  # a BMP of bits: there is next to nothing to encode
            return time.perf_counter() - start, 0.0
        image = windowed(paint_image(display, world), fmt)
        painted = time.perf_counter()
        encode_still(image, fmt)
        return painted - start, time.perf_counter() - painted

    def taken(self, display: DisplayList, fmt: Format) -> tuple[float, float]:
        html = page(display, fmt, self.studio.world)
        kind = "jpeg" if fmt.file == "jpeg" else "png"
        cpu = self.chromium.cpu_seconds()
        start = time.perf_counter()
        self.chromium.screenshot(html, round(fmt.width), round(fmt.height), kind)
        return time.perf_counter() - start, self.chromium.cpu_seconds() - cpu

    def fitting(self, rounds: int, *, known: bool) -> list[float]:
        """Return the seconds of fitting texts into boxes: all that is kept of texts is forgotten.

        With `known`, the words have been met in other texts, as most have in a build; else every
        word is forgotten, too.
        """
        font = self.studio.world.font(700)
        for part in (part for text in self.texts for part in text.split()):
            word(font, part)
        found = []
        for number in range(rounds):
            for index, text in enumerate(self.texts):
                fresh = _turned(text, 101 + number)
                w, h = BOXES[(index + number) % len(BOXES)]
                for kept in (breaks._line, glue.pieces, *(() if known else (word,))):
                    kept.cache_clear()
                start = time.perf_counter()
                breaks.fit(font, fresh, w, h, 1.2, h)
                found.append(time.perf_counter() - start)
        return found


def _reordered(words: Wording, number: int) -> Wording:
    """Return a message whose own sentences begin so many words later."""
    names = ("slogan", "short", "support", "claim", "fact", "source")
    turned = {name: _turned(getattr(words, name), number) for name in names}
    points = tuple(_turned(point, number) for point in words.points)
    return replace(words, points=points, **turned)


def _turned(text: str, number: int) -> str:
    parts = text.split()
    at = number % len(parts) if parts else 0
    return " ".join((*parts[at:], *parts[:at]))


def _ms(values: Iterable[float]) -> str:
    return f"{median(values) * 1e3:.1f}"


def _parts(found: list[Timed]) -> list[str]:
    ours, shots = median(t.whole for t in found), median(t.shot for t in found)
    parts = (_ms(getattr(t, p) for t in found) for p in ("layout", "paint", "encode", "whole"))
    return [*parts, _ms(t.shot for t in found), f"{shots / ours:.1f}"]


def by_format(cold: list[Timed], warm: list[Timed], formats: list[Format]) -> Table:
    table = Table(title="ms per still: words new, motif and ground met before; last: all new")
    for name in ("format", "px", "layout", "paint", "encode", "all", "Chromium", "ratio", "cold"):
        table.add_column(name, justify="left" if name == "format" else "right")
    for fmt in formats:
        first = [t for t in cold if t.format is fmt]
        rows = [t for t in warm if t.format is fmt]
        size = f"{fmt.width:g}×{fmt.height:g}"
        table.add_row(fmt.id, size, *_parts(rows), _ms(t.whole for t in first))
    return table


def by_class(cold: list[Timed], warm: list[Timed]) -> Table:
    table = Table(title="by size")
    for name in ("size", "ms", "Chromium", "ratio", "least", "goal", "cold", "CPU ratio"):
        table.add_column(name, justify="left" if name == "size" else "right")
    for index, (_, name, goal) in enumerate(CLASSES):
        rows = [t for t in warm if t.size_class == index]
        first = _parts([t for t in cold if t.size_class == index])[-1]
        _, _, _, ours, shots, ratio = _parts(rows)
        cpu = sum(t.shot_cpu for t in rows) / sum(t.cpu for t in rows)
        table.add_row(name, ours, shots, ratio, _least(rows), f"≥ {goal}", first, f"{cpu:.1f}")
    return table


def _least(rows: list[Timed]) -> str:
    """Return the ratio when of every still the least disturbed round is taken, on both sides."""
    stills: dict[tuple[str, str], list[Timed]] = {}
    for timed in rows:
        stills.setdefault((timed.format.id, timed.message), []).append(timed)
    ours = median(min(t.whole for t in found) for found in stills.values())
    shots = median(min(t.shot for t in found) for found in stills.values())
    return f"{shots / ours:.1f}"


def main() -> None:
    path = find_chromium()
    if path is None:
        sys.exit("No Chromium was found: please install one, or name it in TINTOT_CHROMIUM.")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder, Chromium(path) as chromium:
        bench = Bench(chromium, folder)
        # The browser is warm from the start: only we are measured cold.
        list(bench.stills(bench.said[-1], bench.formats[-1]))
        cold = list(bench.round(0))
        warm = [timed for number in range(1, rounds + 1) for timed in bench.round(number)]
        fits = {known: bench.fitting(rounds, known=known) for known in (True, False)}
    console = Console(width=110)
    console.print(by_format(cold, warm, bench.formats))
    console.print(by_class(cold, warm))
    for name, found in (("words new", warm), ("all new", cold)):
        share = sum(t.layout for t in found) / sum(t.whole for t in found)
        console.print(f"layout's share of the sum over all formats, {name}: {share:.0%} (≤ 25 %)")
    for known, seconds in fits.items():
        slowest = sorted(seconds)[len(seconds) * 95 // 100] * 1e3
        words = "words met before" if known else "all words new"
        console.print(
            f"fitting a text never seen, {words}: {_ms(seconds)} ms, 95 % below {slowest:.1f} ms"
            " (≤ 1.5 ms)"
        )


if __name__ == "__main__":
    main()
