"""The proof page: every message with all that was made of it and all findings in, one page out.

It opens from disk, before anything is handed over: what an approver sees here is what citizens
will see. It carries its own style, so it stands beside the outputs it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from generator.content.model import Kind, Status
from generator.diagnostics import Diagnostic, Severity
from generator.layout.wording import CHIPS, DRAFT_MARK, SAMPLE_MARK, THEMES
from generator.site.boardfacts import BoardFacts
from generator.site.page import Page, page_of
from generator.site.views import Moment, moment

ItemKind = Literal["board", "poster", "social", "video", "page"]

PATH = "index.html"
STYLE = "layouts/web/proof.css"
# Groups in the order in which they are shown.
KINDS: tuple[ItemKind, ...] = ("board", "poster", "social", "video", "page")
# The poster that stands for all sizes.
FACE = "poster-a3"
# Sizes of one series stand before what has a name of its own.
SERIES = "/poster-a"
STATES = ("current", "upcoming", "draft", "expired", "withdrawn")


@dataclass(frozen=True, slots=True)
class ProofView:
    """A simulation of a board: "board" all of it, "part" a piece, "eye" from near and from far."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class ProofItem:
    """One file made of a message.

    Attributes:
        path: relative to output/proof/, with forward slashes, e.g. "../boards/a/01_b.png".
        kind: "board", "poster", "social", "video" or "page".
        label: what it is, e.g. "P5 512 × 256" or the title of a page.
        group: place of a board or ward of the others; items of a group stand together.
        width, height: px (mm of a poster); 0 when unknown.
        bytes: size of the file.
        preview: picture that stands for a PDF or video (its poster frame), relative like `path`.
        order: position in the place's loop, from 1; 0 outside boards.
        held: why a new form was held back and this is the last good one, or "".
        name: the short name of what it is, for a row of links; "" is the label.
        night: whether it is the form for the dark.
        views: simulations of the board that shows it.
        facts: its measures; None where it hangs on no board.
        captions: of a video, as a data URL, or "".
    """

    path: str
    kind: ItemKind
    label: str
    group: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0
    preview: str = ""
    order: int = 0
    held: str = ""
    name: str = ""
    night: bool = False
    views: tuple[ProofView, ...] = ()
    facts: BoardFacts | None = None
    captions: str = ""

    def view(self, name: str) -> str:
        """Return the path of a simulation, or ""."""
        return next((v.path for v in self.views if v.name == name), "")


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """A finding as shown.

    Attributes:
        place: "file:line:column", or "".
        source: the line itself, or "".
        times: of how many files it was said.
    """

    severity: str
    label: str
    message: str
    hint: str = ""
    place: str = ""
    source: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class ProofMessage:
    """One form of a message: the live one, or the draft that waits beside it.

    Attributes:
        draft: whether it is marked BẢN NHÁP.
        failing: whether its file has an error and this is the last approved form.
        approved_by: "" for a draft.
        withdrawn: reason, or "".
        items: in any order; the page sorts them.
    """

    id: str
    title: str
    slogan: str
    kind: Kind
    status: Status
    publish: datetime
    expire: date | datetime
    draft: bool = False
    failing: bool = False
    approved_by: str = ""
    approved_on: date | None = None
    withdrawn: str = ""
    items: tuple[ProofItem, ...] = ()
    findings: tuple[ProofFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofReel:
    """A place's loop in one file.

    Attributes:
        item: the file; its label is the place.
        titles: of its messages, in play order.
        missing: titles of what the loop shows and the reel does not: it has no video.
    """

    item: ProofItem
    titles: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofModel:
    """Everything the proof page shows.

    Attributes:
        day: the day the outputs are made for (Hà Nội).
        complete: whether all that was planned is there, without an error: ready to hand over.
        next_change: when the outputs change by themselves, or None.
        findings: those that belong to no message.
        reels: loops in one file, place by place.
    """

    campaign: str
    language: str
    sample: bool
    day: date
    complete: bool
    next_change: datetime | None
    messages: tuple[ProofMessage, ...]
    findings: tuple[ProofFinding, ...] = ()
    reels: tuple[ProofReel, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofGroup:
    """Items of one kind and place or ward, in play order.

    Attributes:
        shown: what is shown as a picture: sets of files that belong side by side, such as a still
            by day and by night.
        linked: what is one link in a row.
    """

    title: str
    shown: tuple[tuple[ProofItem, ...], ...]
    linked: tuple[ProofItem, ...]


@dataclass(frozen=True, slots=True)
class ProofSection:
    """All groups of one kind."""

    kind: ItemKind
    groups: tuple[ProofGroup, ...]


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """A message as the template shows it; `state` is one of STATES."""

    anchor: str
    message: ProofMessage
    state: str
    chip: str
    theme: str
    published: Moment
    valid: Moment
    approved: Moment | None
    sections: tuple[ProofSection, ...]


def proof_finding(finding: Diagnostic) -> ProofFinding:
    """Return a finding as the proof page shows it."""
    span = finding.span
    return ProofFinding(
        severity=finding.severity.value,
        label=finding.severity.label,
        message=finding.message,
        hint=finding.hint,
        # The same is often said of many files of one board.
        place=str(span) if span else finding.artifact.rpartition("/")[0],
        source=span.text if span else "",
    )


def gathered(findings: Iterable[ProofFinding]) -> tuple[ProofFinding, ...]:
    """Return the findings, what is said of several files said once, errors first."""
    counts = Counter(findings)
    order = [severity.value for severity in Severity]
    found = [replace(finding, times=times) for finding, times in counts.items()]
    return tuple(sorted(found, key=lambda f: order.index(f.severity)))


def proof_page(model: ProofModel) -> Page:
    """Return output/proof/index.html; entries stand by state, then by title's id."""
    entries = sorted(
        (_entry(m) for m in model.messages),
        key=lambda e: (STATES.index(e.state), e.message.id),
    )
    findings = [*model.findings, *(f for m in model.messages for f in m.findings)]
    counts = {state: sum(e.state == state for e in entries) for state in STATES}
    severities = {s.value: sum(f.severity == s.value for f in findings) for s in Severity}
    return page_of(
        PATH,
        "proof.html",
        {
            "language": model.language,
            "model": model,
            "mark": SAMPLE_MARK if model.sample else "",
            "draft_mark": DRAFT_MARK,
            "day": moment(model.day),
            "next_change": moment(model.next_change) if model.next_change else None,
            "entries": tuple(entries),
            "counts": counts,
            "severities": severities,
            "troubled": sum(bool(e.message.findings or e.message.failing) for e in entries),
        },
    )


def _entry(message: ProofMessage) -> ProofEntry:
    state = "draft" if message.draft else message.status.value
    return ProofEntry(
        anchor=f"tin-{message.id}-nhap" if message.draft else f"tin-{message.id}",
        message=message,
        state=state,
        chip=CHIPS[message.kind],
        theme=THEMES[message.kind],
        published=moment(message.publish),
        valid=moment(message.expire),
        approved=moment(message.approved_on) if message.approved_on else None,
        sections=tuple(_sections(message.items)),
    )


def _sections(items: tuple[ProofItem, ...]) -> Iterator[ProofSection]:
    for kind in KINDS:
        found = [i for i in items if i.kind == kind]
        names = sorted({i.group for i in found})
        groups = [
            _group(kind, name, [i for i in found if i.group == name], first=name == names[0])
            for name in names
        ]
        if groups:
            yield ProofSection(kind, tuple(groups))


def _group(kind: ItemKind, title: str, items: list[ProofItem], *, first: bool) -> ProofGroup:
    """Return a group: boards show everything, of the rest the first ward speaks for all.

    Posters differ by size alone, so one of them stands for the row. What was held back is shown.
    """
    items.sort(key=lambda i: (i.order, i.night, SERIES not in i.path, i.path))
    if kind == "page":
        return ProofGroup(title, (), tuple(items))
    if kind == "board":
        numbers = sorted({i.order for i in items if i.order})
        pairs = [tuple(i for i in items if i.order == n) for n in numbers]
        return ProofGroup(title, (*pairs, *((i,) for i in items if not i.order)), ())
    shown = [i for i in items if _speaks(i, items)] if first else [i for i in items if i.held]
    linked = items if kind == "poster" else [i for i in items if i not in shown]
    return ProofGroup(title, tuple((i,) for i in shown), tuple(linked))


def _speaks(item: ProofItem, items: list[ProofItem]) -> bool:
    """Return whether an item of the first ward is shown as a picture."""
    if item.kind != "poster" or item.held:
        return True
    pictured = [i for i in items if i.preview]
    return item == next((i for i in pictured if FACE in i.path), (pictured or items)[0])
