"""Ward sites: a library and the files beside pages in; every stale page rendered and published out.

Pages are many and small: 126 wards hold 20,000. So they are no artifacts with recipes of their own:
a page's key is a hash of a few strings, a batch of wards is rendered by one worker, and a batch is
published by one line of the journal.
"""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.build.crew import Crew
from generator.build.ledger import Record
from generator.build.make import Maker
from generator.build.pool import studio_here
from generator.build.publish import TEMPORARY, BusyFileError, stage_quickly
from generator.build.publish import replace as move
from generator.build.recipes.base import libraries
from generator.build.studio import Studio
from generator.canonical import digest
from generator.code import code_version
from generator.diagnostics import error
from generator.i18n import _
from generator.site.page import Page, key_of
from generator.site.pages import Sites
from generator.site.templates import templates_digest

# Core-seconds of a page; where all of them take less than a pool needs to start, none is started.
PAGE_S = 0.0003
POOL_WORTH_S = 0.9
# Pages in one batch: enough to make the way to a worker cheap, few enough to share evenly.
BATCH = 250


class Stale(NamedTuple):
    """A page to be rendered; `old` is the SHA-256 of the file in its place, or ""."""

    path: str
    old: str


class Rendered(NamedTuple):
    """What became of a page.

    Attributes:
        path: below the ward's folder.
        temporary: staged file, or "" where the file in place has the same bytes already.
        failure: traceback of an unexpected error, or "".
    """

    path: str
    temporary: str
    size: int
    mtime_ns: int
    sha256: str
    failure: str = ""


# What became of the pages of some wards.
Batch = list[tuple[str, list[Rendered]]]
# The file with the plan of all pages, and wards with their stale pages.
Task = tuple[str, list[tuple[str, list[Stale]]]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A stale page as its ward's plan has it."""

    fingerprint: str
    message: str


class SiteMaker:
    """Brings the pages of all wards up to date.

    Args:
        maker: publishes all other files; pages share its ledger, tally and progress.
        crew: renders, where there is much to render.
        sites: the plan of all pages.
        inputs: name for people → hash, of what all pages depend on.
    """

    def __init__(self, maker: Maker, crew: Crew, sites: Sites, inputs: Mapping[str, str]) -> None:
        self.maker, self.crew, self.sites, self.inputs = maker, crew, sites, inputs
        self.studio, self.ledger = maker.studio, maker.ledger
        self.output = str(maker.output)
        self.stale: dict[str, list[Stale]] = {}
        self.wanted: dict[str, _Wanted] = {}
        self.pages: dict[str, dict[str, Page]] = {}

    def plan(self, wants: Callable[[str, str], bool]) -> dict[str, str]:
        """Find what is stale and was asked for.

        Args:
            wants: returns whether a ward and a message ("" where it is of none) were asked for.

        Returns:
            The output path of every page that is planned → its fingerprint.
        """
        base = digest(self.inputs)
        planned: dict[str, str] = {}
        for ward in self.sites.library.wards:
            pages = self.sites.pages(ward)
            for page in pages:
                path = f"web/{ward.slug}/{page.path}"
                fingerprint = planned[path] = key_of(base, page.key)
                message = message_of(page)
                if not wants(ward.slug, message):
                    continue
                reason, old = self._reason(path, fingerprint)
                if reason:
                    self.maker.tally.made[path] = reason
                    self.stale.setdefault(ward.slug, []).append(Stale(page.path, old))
                    self.wanted[path] = _Wanted(fingerprint, message)
                else:
                    self.maker.tally.reused.append(path)
            if ward.slug in self.stale:
                self.pages[ward.slug] = {page.path: page for page in pages}
        return planned

    @contextmanager
    def rendering(self, begin: Callable[[], None]) -> Iterator[None]:
        """Render and publish what is stale; workers, where there are any, begin at once.

        Args:
            begin: is called before the first file changes.
        """
        if not self.stale:
            yield
            return
        begin()
        count = sum(len(pages) for pages in self.stale.values())
        alone = self.crew.jobs == 1 or count * PAGE_S < POOL_WORTH_S
        with nullcontext(self._alone()) if alone else self._shared() as results:
            yield
            self.maker.progress.start(_("Trang web"), count * PAGE_S)
            try:
                for ward, found in results:
                    self._take(ward, found)
            finally:
                self.maker.progress.stop()

    def _alone(self) -> Iterator[tuple[str, list[Rendered]]]:
        """Yield what becomes of each ward's pages, rendered by this process."""
        for ward, pages in self.stale.items():
            yield ward, render_ward(self.pages.pop(ward), self.studio, ward, pages)

    @contextmanager
    def _shared(self) -> Iterator[Iterable[tuple[str, list[Rendered]]]]:
        """Share all that is stale with the workers, who find the plan of all pages in a file."""
        plan = self.studio.project.cache / f"sites.{os.getpid()}{TEMPORARY}"
        plan.parent.mkdir(parents=True, exist_ok=True)
        plan.write_bytes(pickle.dumps(self.sites.parts, protocol=5))
        tasks = [(str(plan), batch) for batch in _batches(self.stale)]
        try:
            share = self.crew.share(tasks, work, self._here)
            yield (found for _number, batch in share for found in batch)
        finally:
            plan.unlink(missing_ok=True)

    def _here(self, task: Task) -> Batch:
        """Render a batch in this process."""
        _plan, batch = task
        return [
            (ward, render_ward(self.pages[ward], self.studio, ward, own)) for ward, own in batch
        ]

    def _reason(self, path: str, fingerprint: str) -> tuple[str, str]:
        """Return why a page is stale, or "", and the hash of the bytes in its place, or ""."""
        known = self.ledger.records.get(path)
        if known is None:
            return _("chưa có"), ""
        touched = self.ledger.touched(path, self.maker.output)
        if touched or known.fingerprint == fingerprint:
            return touched, ""
        names = self.ledger.changed_inputs(known.inputs, self.inputs)
        return names or _("đã đổi: {names}", names=_("nội dung trang")), known.sha256

    def _take(self, ward: str, found: Sequence[Rendered]) -> None:
        """Publish the pages of a ward, all noted before the first is moved."""
        wanted = self.wanted
        records: dict[str, Record] = {}
        moves: list[tuple[str, str]] = []
        for page in found:
            path = f"web/{ward}/{page.path}"
            if page.failure:
                self._failed(path, wanted[path].message, page.failure)
                continue
            if page.temporary:
                moves.append((page.temporary, path))
            mtime_ns = page.mtime_ns if page.temporary else self.ledger.records[path].mtime_ns
            if not page.temporary:
                del self.maker.tally.made[path]
                self.maker.tally.reused.append(path)
            records[path] = Record(
                wanted[path].fingerprint,
                self.inputs,
                page.size,
                mtime_ns,
                page.sha256,
                wanted[path].message,
                ward,
            )
        self.ledger.announce(records)
        for temporary, path in moves:
            try:
                os.replace(temporary, f"{self.output}/{path}")  # noqa: PTH105 - 20,000 files, see Ledger.touched
            except PermissionError:
                self._wait(Path(temporary), path, wanted[path].message)
        self.maker.progress.advance(ward, len(found) * PAGE_S)

    def _wait(self, temporary: Path, path: str, message: str) -> None:
        try:
            move(temporary, self.maker.output / path)
        except BusyFileError:
            temporary.unlink(missing_ok=True)
            self.maker.busy(path, message)

    def _failed(self, path: str, message: str, failure: str) -> None:
        tally = self.maker.tally
        tally.failures[path] = failure
        del tally.made[path]
        finding = error(
            "not-made",
            _("Không tạo được tệp {path}.", path=path),
            hint=_("Chi tiết nằm trong .tintot/errors.log; xin gửi tệp này cho người hỗ trợ."),
        )
        tally.findings.append(replace(finding, message_id=message, artifact=path))


def message_of(page: Page) -> str:
    """Return the id of the message that a page is about, or ""."""
    if not page.path.startswith("tin/"):
        return ""
    return page.path.removeprefix("tin/").rpartition(".")[0]


def page_inputs(studio: Studio) -> dict[str, str]:
    """Return the hashes of what all pages depend on."""
    return {
        "code": _code(),
        "libraries": libraries("jinja2", "markupsafe"),
        "templates": templates_digest(studio.world),
    }


@cache
def _code() -> str:
    names = ("generator.site.pages", "generator.site.render")
    return digest([code_version(name) for name in names])


def _batches(stale: Mapping[str, list[Stale]]) -> list[list[tuple[str, list[Stale]]]]:
    """Return the wards in batches of about equal work; a large ward is parted."""
    found: list[list[tuple[str, list[Stale]]]] = [[]]
    room = BATCH
    for ward, pages in stale.items():
        for start in range(0, len(pages), BATCH):
            part = pages[start : start + BATCH]
            if room < len(part) and found[-1]:
                found.append([])
                room = BATCH
            found[-1].append((ward, part))
            room -= len(part)
    return found


@cache
def _sites(plan: str) -> Sites:
    """Return the plan of all pages that the build left for its workers."""
    parts = pickle.loads(Path(plan).read_bytes())  # noqa: S301 - written by this build
    return Sites(*parts)


def work(task: Task) -> Batch:
    """Render the pages of some wards and stage each beside its place; runs in a worker.

    Raises:
        OSError: the disk is full; nothing more can be written, so the whole run stops.
    """
    plan, batch = task
    studio, sites = studio_here(), _sites(plan)
    return [(ward, render_ward(_by_path(sites, ward), studio, ward, own)) for ward, own in batch]


def render_ward(
    pages: Mapping[str, Page], studio: Studio, slug: str, stale: Sequence[Stale]
) -> list[Rendered]:
    """Render pages of one ward and stage each beside its place.

    Args:
        pages: of the ward, by path.
        studio: project and moment.
        slug: the ward's.
        stale: which of them.

    Raises:
        OSError: the disk is full.
    """
    from generator.site.render import render_page  # noqa: PLC0415 - only to render

    base = f"{studio.project.output}/web/{slug}"
    found: list[Rendered] = []
    made: set[str] = set()
    for path, old in stale:
        folder, _slash, name = f"{base}/{path}".rpartition("/")
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as in stage_quickly
            made.add(folder)
        try:
            data = render_page(pages[path], studio.world)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 == old:
                found.append(Rendered(path, "", len(data), 0, sha256))
                continue
            temporary, mtime_ns = stage_quickly(folder, name, data)
            found.append(Rendered(path, temporary, len(data), mtime_ns, sha256))
        except OSError as problem:
            if problem.errno == errno.ENOSPC:
                raise
            found.append(Rendered(path, "", 0, 0, "", traceback.format_exc()))
        except Exception:  # noqa: BLE001 - one broken page must not stop the others
            found.append(Rendered(path, "", 0, 0, "", traceback.format_exc()))
    return found


def _by_path(sites: Sites, slug: str) -> dict[str, Page]:
    ward = next(ward for ward in sites.library.wards if ward.slug == slug)
    return {page.path: page for page in sites.pages(ward)}
