"""Time print on the sample campaign: `python tests/bench/print.py [rounds]`.

Prints, for every poster format and the leaflet, the median milliseconds to lay out and to write the
PDF of each message, without and with ink separation, and the kilobytes of the file. The first
round, which fills caches, is not counted. Machines are noisy: compare figures of one run only.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from generator.build.recipes.leaflet import A5
from generator.content.library import load_library
from generator.content.model import Library, Message
from generator.layout.compose import compose, compose_front, load_surfaces
from generator.layout.formats import load_formats, load_themes
from generator.layout.handout import handout
from generator.layout.wording import wording
from generator.paint.leaflet import paint_leaflet
from generator.paint.pdf import PrintOptions, paint_pdf
from generator.world import HANOI, DiskWorld

ROOT = Path(__file__).parent.parent.parent
T = TypeVar("T")


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Return milliseconds and result."""
    start = time.perf_counter()
    made = call()
    return 1000 * (time.perf_counter() - start), made


class Bench:
    """The sample, loaded once."""

    def __init__(self, cache: Path) -> None:
        roots = {name: ROOT / name for name in ("content", "layouts", "records")}
        self.world = DiskWorld(roots, cache, datetime(2026, 11, 22, 12, tzinfo=HANOI))
        self.library: Library = load_library(self.world)[0]
        self.formats, self.themes = load_formats(self.world), load_themes(self.world)
        self.surfaces = load_surfaces(self.world)

    def poster(self, message: Message, name: str) -> tuple[float, float, float, int]:
        """Return ms of layout, of the PDF, of the PDF in inks, and bytes."""
        words = wording(message, self.library.wards[0], self.library.campaign, draft=False)
        fmt, theme = self.formats[name], self.themes[words.theme]
        laid, pages = timed(lambda: compose(words, fmt, theme, self.surfaces, self.world))
        painted, pdf = timed(lambda: paint_pdf(pages, self.world))
        inked, _ = timed(lambda: paint_pdf(pages, self.world, PrintOptions(marks=True, cmyk=True)))
        return laid, painted, inked, len(pdf)

    def leaflet(self, message: Message) -> tuple[float, float, float, int]:
        """Return the same of the leaflet."""
        words = wording(message, self.library.wards[0], self.library.campaign, draft=False)
        theme, told = self.themes[words.theme], handout(message, words, self.library.contacts)
        laid, front = timed(lambda: compose_front(told.head, A5, theme, self.surfaces, self.world))
        painted, made = timed(lambda: paint_leaflet(front, told, theme, self.world))
        inks = PrintOptions(marks=True, cmyk=True)
        inked, _ = timed(lambda: paint_leaflet(front, told, theme, self.world, inks))
        return laid, painted, inked, len(made.pdf)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        names = [f.id for f in bench.formats.values() if f.medium == "poster"]
        makers: dict[str, Callable[[Message], tuple[float, float, float, int]]] = {
            name: lambda message, name=name: bench.poster(message, name) for name in names
        }
        makers[A5.id] = bench.leaflet
        print(f"{'format':12} {'layout':>8} {'pdf':>8} {'cmyk':>8}   ms, median;  kB median, most")
        for name, make in makers.items():
            make(bench.library.live()[0])
            rows = [make(m) for _ in range(rounds) for m in bench.library.live()]
            laid, painted, inked, size = (list(column) for column in zip(*rows, strict=True))
            middle = [statistics.median(column) for column in (laid, painted, inked)]
            kilobytes = f"{statistics.median(size) / 1000:.0f}, {max(size) / 1000:.0f}"
            print(f"{name:12} " + " ".join(f"{v:8.1f}" for v in middle) + f"   {kilobytes:>10}")


if __name__ == "__main__":
    main()
