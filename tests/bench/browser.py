"""One warm Chromium that takes stills: display lists in, the bytes of its screenshots out.

It is driven over the pipe of the DevTools protocol, so that nothing but a Chromium is needed
(`chromium`, `google-chrome` …, or the path in TINTOT_CHROMIUM); on POSIX systems only.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uharfbuzz as hb

from generator.layout.display import DisplayList, Group, Item, Picture, TextRun
from generator.layout.formats import Format
from generator.paint.raster import JPEG_QUALITY
from generator.paint.svg import SvgWriter
from generator.world import World

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
    "--no-first-run", "--disable-extensions", "--disable-background-networking", "--mute-audio",
    "--disable-component-update", "--disable-default-apps", "--disable-dev-shm-usage",
    "--allow-file-access-from-files", "--force-color-profile=srgb", "--font-render-hinting=none",
)  # fmt: skip
# What must have happened before a picture of the page is complete.
READY = """Promise.all([document.fonts.ready,
    ...[...document.images].map(i => i.decode().catch(() => 0))]).then(() => 1)"""


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("TINTOT_CHROMIUM", "")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """A running browser with one page; its fonts and code stay warm from still to still."""

    def __init__(self, path: str) -> None:
        self.home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        ours, theirs = os.pipe(), os.pipe()
        # Where 3 and 4 are themselves ends of the pipes, one would overwrite the other.
        read, write = (fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (ours[0], theirs[1]))
        empty = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        pipes = ((os.POSIX_SPAWN_DUP2, read, 3), (os.POSIX_SPAWN_DUP2, write, 4), empty)
        command = [path, *FLAGS, f"--user-data-dir={self.home.name}", "about:blank"]
        self.pid = os.posix_spawn(path, command, os.environ, file_actions=pipes, setsid=True)
        for fd in (read, write, ours[0], theirs[1]):
            os.close(fd)
        self.out, self.inward = os.fdopen(ours[1], "wb"), os.fdopen(theirs[0], "rb")
        self.count = 0
        self.session = ""
        self.frame = ""

    def __enter__(self) -> Self:
        blank = Path(self.home.name, "blank.html")
        blank.write_text("<!doctype html>", encoding="utf-8")
        target = self.call("Target.createTarget", url=blank.as_uri())["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        self.call("Page.enable")
        self.frame = self.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: object, where: TracebackType | None
    ) -> None:
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.out.close()
        self.inward.close()
        self.home.cleanup()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return the answer to one command.

        Raises:
            RuntimeError: the browser refuses it or has ended.
        """
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.out.write(json.dumps(message).encode() + b"\0")
        self.out.flush()
        while True:
            answer = json.loads(self._message())
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    def _message(self) -> bytes:
        parts = []
        while not parts or not parts[-1].endswith(b"\0"):
            parts.append(self.inward.read1(1 << 20))
            if not parts[-1]:
                raise RuntimeError("the browser has ended")
        # Messages come one by one: each waits for the answer to the command before it.
        whole = b"".join(parts).rstrip(b"\0").split(b"\0")
        return next((m for m in whole if json.loads(m).get("id") == self.count), whole[-1])

    def screenshot(self, html: str, width: int, height: int, kind: str) -> bytes:
        """Return a page of width × height px as the bytes of a PNG or JPEG ("png", "jpeg")."""
        size = {"width": width, "height": height}
        self.call("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False)
        self.call("Page.setDocumentContent", frameId=self.frame, html=html)
        self.call("Runtime.evaluate", expression=READY, awaitPromise=True)
        quality = {"quality": JPEG_QUALITY} if kind == "jpeg" else {}
        taken = self.call("Page.captureScreenshot", format=kind, **quality)
        return base64.b64decode(taken["data"])

    def cpu_seconds(self) -> float:
        """Return the CPU time of all the browser's processes so far, s; 0.0 without /proc."""
        ticks = 0
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            if int(fields[3]) == self.pid:  # its session
                ticks += sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")


def page(display: DisplayList, fmt: Format, world: World) -> str:
    """Return a still as HTML: lines of text and pictures at their places, all else as SVG."""
    writer = _Html(display, world)
    body = "".join(writer.items(display.items, 0.0, 0.0))
    faces = "".join(
        f'@font-face{{font-family:"V{w}";src:url("{world.font(w).path.resolve().as_uri()}")}}'
        for w in sorted({run.weight for run in display.texts()})
    )
    return (
        f'<!doctype html><html lang="{display.language}"><meta charset="utf-8"><style>{faces}'
        f"*{{margin:0}}body{{background:#000;overflow:hidden;width:{fmt.width}px;"
        f"height:{fmt.height}px}}b,img,svg{{position:absolute;left:0;top:0}}"
        f"b{{white-space:pre;line-height:0;font-weight:normal}}img{{object-fit:cover}}"
        f"</style>{body}</html>"
    )


class _Html:
    def __init__(self, display: DisplayList, world: World) -> None:
        self.display = display
        self.world = world
        self.drawings = 0

    def items(self, items: Iterable[Item], dx: float, dy: float) -> Iterator[str]:
        drawn: list[Item] = []
        for item in items:
            plain = isinstance(item, Group) and item.opacity == 1 and item.clip is None
            if not plain and not isinstance(item, TextRun | Picture):
                drawn.append(item)
                continue
            yield from self.drawing(drawn, dx, dy)
            drawn = []
            if isinstance(item, Group):
                yield from self.items(item.items, dx + item.dx, dy + item.dy)
            elif isinstance(item, TextRun):
                yield self.line(item, dx, dy)
            elif isinstance(item, Picture):
                yield self.picture(item, dx, dy)
        yield from self.drawing(drawn, dx, dy)

    def drawing(self, items: list[Item], dx: float, dy: float) -> Iterator[str]:
        if items:
            writer = SvgWriter(self.world)
            body = writer.item(Group("all", tuple(items), dx, dy))
            w, h = self.display.width, self.display.height
            defined = "".join(writer.definitions)
            self.drawings += 1
            whole = f'<svg width="{w:g}" height="{h:g}"><defs>{defined}</defs>{body}</svg>'
            # Every drawing numbers its definitions from 0.
            yield whole.replace('id="d', f'id="s{self.drawings}d').replace(
                "url(#d", f"url(#s{self.drawings}d"
            )

    def line(self, run: TextRun, dx: float, dy: float) -> str:
        font = hb.Font(hb.Face(self.world.font(run.weight).data))
        metrics = font.get_font_extents("ltr")
        # The middle between ascent and descent lies on the middle of a line, here of no height.
        down = (metrics.ascender + metrics.descender) / 2 / font.face.upem * run.size
        color = f"rgba({run.color.r},{run.color.g},{run.color.b},{run.color.a:g})"
        return (
            f'<b style="left:{run.x + dx:.3f}px;top:{run.y + dy - down:.3f}px;color:{color};'
            f'font-size:{run.size:.3f}px;font-family:V{run.weight}">{escape(run.text)}</b>'
        )

    def picture(self, item: Picture, dx: float, dy: float) -> str:
        data = self.world.read(item.media.path)
        kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
        source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        fx, fy = (share * 100 for share in item.focus)
        return (
            f'<img style="left:{item.x + dx:.3f}px;top:{item.y + dy:.3f}px;width:{item.w:.3f}px;'
            f"height:{item.h:.3f}px;object-position:{fx:g}% {fy:g}%;"
            f'border-radius:{item.radius:.3f}px" src="{source}">'
        )
