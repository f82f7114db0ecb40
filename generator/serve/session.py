"""One preview from start to Ctrl+C: a project in, pages that follow every saved change out."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from generator.build.lock import only_one
from generator.build.project import Project
from generator.content.markup import render
from generator.serve.background import Background, job_for
from generator.serve.files import PROOF, Shelf
from generator.serve.hub import Hub
from generator.serve.index import index_page
from generator.serve.preview import Preview, adopt
from generator.serve.server import PreviewServer, open_server
from generator.serve.steps import Builder, Built, Step, bring
from generator.serve.watch import Watcher

# A wait without an end would keep Ctrl+C from a process on Windows.
TICK_S = 0.5
# How long the server may take to notice that it is to end (s).
POLL_S = 0.1
LATER = (Step.PICTURES, Step.ALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for.

    Attributes:
        port: to begin with; 0 lets the system choose.
        wards: slugs, or empty for all.
        jobs: worker processes for pictures and videos.
        media: whether pictures and videos follow.
    """

    port: int
    wards: frozenset[str] = frozenset()
    jobs: int = 1
    media: bool = True


class Session:
    """Builds when something changed, and tells the tabs.

    Args:
        preview: folders; hub, shelf: what the server shows.
        clock: returns the moment to build for.
        builder: brings a step up to date in this process.
        heard: takes each result, for the terminal.
    """

    def __init__(
        self,
        preview: Preview,
        hub: Hub,
        shelf: Shelf,
        clock: Callable[[], datetime],
        wish: Wish,
        heard: Callable[[Built], None],
        builder: Builder | None = None,
    ) -> None:
        self.preview, self.hub, self.shelf = preview, hub, shelf
        self.clock, self.wish, self.heard = clock, wish, heard
        self.builder = builder or self._bring
        self.due: datetime | None = None
        self._inbox: queue.SimpleQueue[Step | Built | None] = queue.SimpleQueue()
        self._background = Background(self._inbox.put, self._inbox.put)
        self._stopped = threading.Event()

    def changed(self) -> None:
        """Note that content, layouts or records changed; may be called from any thread."""
        self._inbox.put(None)

    def stop(self) -> None:
        """Let `run` return soon; may be called from any thread."""
        self._stopped.set()
        self._inbox.put(None)

    def run(self) -> None:
        """Build, then follow every change until `stop` or Ctrl+C."""
        try:
            self._rebuild()
            render("")  # what turns Markdown into HTML is loaded before the first change needs it
            while not self._stopped.is_set():
                self._turn()
        finally:
            self._background.stop()

    def _turn(self) -> None:
        """Take what came in, or look at the clock."""
        try:
            news = self._inbox.get(timeout=TICK_S)
        except queue.Empty:
            if self.due is not None and self.clock() >= self.due:
                self._rebuild()
            return
        match news:
            case Built():
                self._take(news, more=news.step is not LATER[-1])
            case Step():
                self.hub.work(news)
            case None if not self._stopped.is_set():
                self._rebuild()

    def _rebuild(self) -> None:
        """Bring the pages up to date, then begin with pictures and videos."""
        self._background.stop()
        self._drain()
        now = self.clock()
        self.hub.work(Step.PAGES)
        built = self.builder(Step.PAGES, now)
        self._take(built, more=self.wish.media)
        if self.wish.media:
            wish = self.wish
            self._background.start(job_for(self.preview, LATER, now, wish.wards, wish.jobs))

    def _drain(self) -> None:
        """Forget what came in before this build: it looks at everything."""
        while True:
            try:
                self._inbox.get_nowait()
            except queue.Empty:
                return

    def _take(self, built: Built, *, more: bool) -> None:
        """Tell the tabs and the terminal what came of a step."""
        self.due = built.next_change
        self.hub.find(built.findings)
        self.shelf.page(PROOF)
        self.hub.refresh()
        if not more:
            self.hub.work("")
        self.heard(built)

    def _bring(self, step: Step, now: datetime) -> Built:
        return bring(self.preview, step, now, self.wish.wards, 1)


@contextmanager
def serving(
    project: Project,
    clock: Callable[[], datetime],
    wish: Wish,
    heard: Callable[[Built], None],
) -> Iterator[tuple[Session, PreviewServer]]:
    """Open a preview for the time of a `with` block; its session is run by the caller.

    Raises:
        BusyError: this folder is being served already.
        OSError: no port is free, or a folder cannot be written.
    """
    preview = Preview.of(project)
    with only_one(preview.private / "serve.lock"):
        adopt(project, preview)
        shelf = Shelf(preview.output)
        shelf.page(PROOF)
        hub = Hub(shelf.look)
        index = lambda: index_page(preview.world(clock()), shelf)  # noqa: E731 - one call, one line
        server = open_server(wish.port, shelf, hub, index, _keeper(preview))
        session = Session(preview, hub, shelf, clock, wish, heard)
        watcher = Watcher((project.content, project.layouts, project.records), session.changed)
        thread = threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True)
        watcher.start()
        thread.start()
        try:
            yield session, server
        finally:
            hub.close()
            watcher.stop()
            server.shutdown()
            server.server_close()


def _keeper(preview: Preview) -> Callable[[str], None]:
    """Return what keeps tracebacks of the server in a file."""

    def keep(text: str) -> None:
        with (preview.private / "server-errors.log").open("a", encoding="utf-8") as stream:
            stream.write(text)

    return keep
