"""Time videos beside x264 alone and beside MoviePy: `python tests/bench/video.py [rounds] [slow]`.

The words are frozen in fixtures/film.toml, the picture is drawn by this file. Four things are timed
in turn, so that what else the machine does falls on all, in CPU seconds, in a process that has made
a video of another message before:

a  ours, from the words to the bytes of the MP4, nothing kept from before;
b  x264 alone on every frame, same settings, the frames ready in memory;
c  ours for one more ward, the seconds that all wards share being known;
d  MoviePy: a clip for each thing that moves, a still for what stands, and write_videofile.

d takes many minutes, so it runs in as many rounds as `slow` says: one by default, none with 0, and
only for the first video of each large format. Memory and start-up are those of a fresh process
that makes the video once. Machines are noisy: compare ratios.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path
from statistics import median

START = time.perf_counter()

import av  # noqa: E402 - what is imported from here on is the start-up that is reported
from PIL import Image, ImageDraw, ImageFilter  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from generator.canonical import digest_bytes  # noqa: E402
from generator.content.model import Kind, Media  # noqa: E402
from generator.layout.formats import load_formats, load_themes  # noqa: E402
from generator.layout.motion import timeline  # noqa: E402
from generator.layout.script import Script  # noqa: E402
from generator.layout.surfaces import load_surfaces  # noqa: E402
from generator.layout.timeline import Timeline  # noqa: E402
from generator.layout.wording import Wording  # noqa: E402
from generator.paint import masks  # noqa: E402
from generator.paint.video import make_video  # noqa: E402
from generator.paint.video.compositor import Compositor  # noqa: E402
from generator.paint.video.encoder import encode  # noqa: E402
from generator.paint.video.segments import MemoryStore  # noqa: E402
from generator.paint.video.video import encoding_of, parts  # noqa: E402
from generator.world import HANOI, MemoryWorld  # noqa: E402

STARTED = time.perf_counter() - START

ROOT = Path(__file__).parent.parent.parent
FIXTURE = Path(__file__).parent / "fixtures" / "film.toml"
PICTURE = "content/media/do-dem.jpg"
LARGE = ("video-16x9", "video-9x16")
FORMATS = (*LARGE, "video-apartment-p5")
OTHER_WARD = "Phường Giảng Võ"
TARGETS = {"a/b": 0.65, "c/b": 0.25, "d/a": 12.0, "a/b push": 1.15}


def picture() -> bytes:
    """Return a landscape of 2,400 × 1,600 px with soft slopes, hard edges and fine grain."""
    size = (2400, 1600)
    sky = Image.linear_gradient("L").resize(size).point(lambda v: 255 - v // 3)
    image = Image.merge("RGB", (sky.point(lambda v: v * 3 // 4), sky, sky))
    draw = ImageDraw.Draw(image)
    for row in range(4):
        top = 500 + 260 * row
        for house in range(13 + row):
            x, w = house * 190 - 40 * row, 150
            tall = top - (house * 67 + row * 31) % 170
            wall = (150 + (house * 41) % 90, 120 + (house * 29) % 70, 90 + row * 20)
            draw.rectangle((x, tall, x + w, size[1]), fill=wall)
            draw.polygon(
                [(x - 12, tall), (x + w / 2, tall - 60), (x + w + 12, tall)], (150, 62, 48)
            )
            for window in range(3):
                left = x + 18 + 44 * window
                draw.rectangle((left, tall + 30, left + 22, tall + 64), fill=(40, 52, 60))
    values = bytes((n * n * 7 + n // 3) % 251 for n in range(240_000))
    grain = Image.frombytes("L", (600, 400), values)
    soft = grain.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1))
    image = Image.blend(image, Image.merge("RGB", (soft, soft, soft)), 0.06)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=92)
    return stream.getvalue()


@dataclass
class Bench:
    """The world of the fixture."""

    cache: Path
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        data = picture()
        tree: dict[str, str | bytes] = {
            path.relative_to(ROOT).as_posix(): path.read_bytes()
            for path in sorted((ROOT / "layouts").rglob("*"))
            if path.is_file()
        }
        moment = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
        self.world = MemoryWorld({**tree, PICTURE: data}, moment, self.cache)
        self.formats, self.themes = load_formats(self.world), load_themes(self.world)
        self.surfaces = load_surfaces(self.world)
        said = tomllib.loads(FIXTURE.read_text(encoding="utf-8"))
        said |= {"kind": Kind(said["kind"]), "points": tuple(said["points"])}
        self.plain = Wording(**said, image=None, logo=None)
        media = Media(PICTURE, digest_bytes(data), 2400, 1600)
        self.pictured = replace(self.plain, image=media)

    def film(self, words: Wording, fmt: str) -> Timeline:
        theme = self.themes[words.theme]
        script = Script(words, "Tin Tốt")
        return timeline(script, self.formats[fmt], theme, self.surfaces, self.world)

    def ours(self, words: Wording, fmt: str, store: MemoryStore) -> None:
        make_video(self.film(words, fmt), self.world, store)

    def note(self, name: str, call: Callable[[], float]) -> None:
        """Call something that returns CPU seconds and keep them."""
        self.seconds.setdefault(name, []).append(call())

    def check(self, film: Timeline, words: Wording) -> str:
        """Return what the fixture shows in one line; it must show what the figures are about."""
        assert len(words.slogan.split()) == 10
        assert len(words.points) == 3
        held = {s.name: s.frames / film.fps for s in film.scenes if s.name.endswith("-hold")}
        acts = ("opening", "slogan", "point-1", "point-2", "point-3", "closing")
        assert set(held) == {f"{act}-hold" for act in acts}, held
        assert min(held.values()) >= 2, held
        assert 26 <= film.seconds <= 30, film.seconds
        states = list(chain.from_iterable(p.states for p in parts(film, encoding_of(film))))
        share = sum(a != b for a, b in pairwise(states)) / len(states)
        assert share >= 0.3, share
        return f"{film.seconds:.0f} s, {share:.0%} of the frames differ from the one before"


def forget() -> None:
    """Drop letters kept from videos before, as if words and sizes were new; the theme is not."""
    for kept in vars(masks).values():
        if hasattr(kept, "cache_clear") and kept is not masks._face:
            kept.cache_clear()


def cpu(call: Callable[[], object]) -> float:
    """Return the CPU seconds of a call, its child processes included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.process_time()
    call()
    own = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime


def alone(film: Timeline, bench: Bench) -> float:
    """Return the CPU seconds of x264 on every frame; composing is off the clock."""
    encoding = encoding_of(film)
    compositor = Compositor(film.width, film.height, bench.world)
    spent = 0.0
    for part in parts(film, encoding):
        ready = [_copied(frame) for frame in compositor.frames(part.states)]
        spent += cpu(lambda ready=ready: encode(ready, encoding, count=len(ready)))
    return spent


def _copied(frame: av.VideoFrame) -> av.VideoFrame:
    copy = av.VideoFrame(frame.width, frame.height, "yuv420p")
    for plane, source in zip(copy.planes, frame.planes, strict=True):
        plane.update(source)
    return copy


def rounds(bench: Bench, fmt: str, words: Wording, count: int, slow: int) -> dict[str, float]:
    """Return the median CPU seconds of each of the four for one video."""
    bench.seconds = {}
    film = bench.film(words, fmt)
    other = replace(words, ward=OTHER_WARD)
    for number in range(count):
        store = MemoryStore()
        forget()
        bench.note("a", lambda store=store: cpu(lambda: bench.ours(words, fmt, store)))
        bench.note("b", lambda: alone(film, bench))
        forget()
        bench.note("c", lambda store=store: cpu(lambda: bench.ours(other, fmt, store)))
        if number < slow:
            bench.note("d", lambda: cpu(lambda: _slowly(film, bench)))
    return {name: median(values) for name, values in bench.seconds.items()}


def _slowly(film: Timeline, bench: Bench) -> None:
    from moving import through_moviepy  # noqa: PLC0415 - NumPy counts as memory that is not ours

    with tempfile.TemporaryDirectory() as folder:
        through_moviepy(film, bench.world, str(Path(folder, "d.mp4")))


def once(fmt: str, kind: str, folder: str) -> None:
    """Make one video in this fresh process and print start-up (s) and peak memory (MB)."""
    bench = Bench(Path(folder))
    bench.ours(getattr(bench, kind), fmt, MemoryStore())
    print(STARTED, _peak())


def _peak() -> float:
    """Return the most memory this process has taken (MB)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Linux counts what the process that started this one had taken as its own; this does not.
    line = next(x for x in status.read_text("ascii").splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def fresh(fmt: str, kind: str, folder: str) -> tuple[float, float]:
    """Return start-up (s) and peak memory (MB) of a process that makes one video."""
    command = [sys.executable, __file__, "once", fmt, kind, folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    started, memory = map(float, done.stdout.split())
    return started, memory


def rows(count: int, slow: int, folder: str) -> Iterator[tuple[str, ...]]:
    """Yield one row of the table for each video."""
    bench = Bench(Path(folder))
    # Another message first: fonts are open and code is loaded, as in a worker of a build.
    bench.ours(
        replace(bench.pictured, slogan="Khởi động trước khi đo", points=()),
        FORMATS[-1],
        MemoryStore(),
    )
    for kind in ("plain", "pictured"):
        words = getattr(bench, kind)
        for fmt in FORMATS:
            large = fmt in LARGE
            print(fmt, kind, bench.check(bench.film(words, fmt), words))
            t = rounds(bench, fmt, words, count, slow if large and kind == "plain" else 0)
            started, memory = fresh(fmt, kind, folder)
            most = TARGETS["a/b push" if kind == "pictured" else "a/b"]
            yield (
                f"{fmt}, {kind}",
                *(f"{t[name]:.2f}" if name in t else "" for name in "abcd"),
                _judged(t["a"] / t["b"], most, large),
                _judged(t["c"] / t["b"], TARGETS["c/b"], large),
                _judged(t["d"] / t["a"], TARGETS["d/a"], large, least=True) if "d" in t else "",
                f"{memory:.0f}",
                f"{started:.2f}",
            )


def _judged(ratio: float, target: float, asked: bool, *, least: bool = False) -> str:
    if not asked:
        return f"{ratio:.2f}"
    kept = ratio >= target if least else ratio <= target
    sign = "≥" if least else "≤"
    return f"{ratio:.2f} {sign} {target}" + ("" if kept else " MISSED")


def main() -> None:
    if sys.argv[1:2] == ["once"]:
        once(*sys.argv[2:])
        return
    count, slow = (int(a) for a in (*sys.argv[1:], *("3", "1")[len(sys.argv) - 1 :]))
    names = ("video", "a", "b", "c", "d", "a/b", "c/b", "d/a", "peak MB", "start s")
    table = Table(*names, title=f"CPU seconds, medians of {count} rounds (d: {slow})")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(count, slow, folder):
            print(*row, flush=True)
            table.add_row(*row)
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
