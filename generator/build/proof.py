"""The proof page's data: the plan and what stands in output/ in, one model of everything out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from generator.boards.night import NIGHT
from generator.build.artifact import HELD, Artifact
from generator.build.ledger import Ledger
from generator.build.manifest import next_change
from generator.build.naming import board_facts, leaflet_name, long_name, short_name
from generator.build.plan import DRAFTS, Plan
from generator.build.plan_print import FOR_PRINTERS
from generator.build.plan_reel import reel_path
from generator.build.recipes.leaflet import Leaflet
from generator.build.recipes.poster import Poster
from generator.build.recipes.reel import Reel
from generator.build.recipes.simulation import Simulation, simulation_path, still_measures
from generator.build.recipes.still import Still
from generator.build.recipes.video import Video, frame_path
from generator.build.studio import Studio
from generator.content.model import Library, Message
from generator.diagnostics import Report
from generator.i18n import _
from generator.layout.formats import Format
from generator.paint.views import VIEWS
from generator.site.page import Page
from generator.site.proof import (
    ItemKind,
    ProofFinding,
    ProofItem,
    ProofMessage,
    ProofModel,
    ProofReel,
    ProofView,
    gathered,
    proof_finding,
    proof_page,
)
from generator.site.views import captions_url

FOLDER = "proof/"


def plan_proof_page(
    library: Library,
    plan: Plan,
    planned: Mapping[str, Artifact],
    pages: Iterable[str],
    studio: Studio,
    ledger: Ledger,
    report: Report,
    *,
    complete: bool,
) -> Page:
    """Return the proof page.

    Args:
        library: all content.
        plan: the loops of all places.
        planned: every artifact of this build.
        pages: output path of every page of this build.
        studio: formats and moment.
        ledger: what stands in output/.
        report: all findings of the run.
        complete: whether output/ holds all that is planned.
    """
    shelf = _Shelf(library, plan, planned, studio, ledger)
    items = shelf.items()
    for path in pages:
        shelf.add_page(path, items)
    ids = {entry.id for entry in library.entries}
    findings: dict[str, list[ProofFinding]] = defaultdict(list)
    for finding in report:
        about = finding.message_id if finding.message_id in ids else ""
        findings[about].append(proof_finding(finding))
    messages = []
    for entry in library.entries:
        about_entry = gathered(findings[entry.id])
        if entry.live is not None:
            own = () if entry.draft is not None else about_entry
            live = tuple(items[entry.id, False])
            drafted = entry.live.draft
            messages.append(
                _form(entry.live, studio, live, own, draft=drafted, failing=entry.failing)
            )
        if entry.draft is not None:
            draft = tuple(items[entry.id, True])
            messages.append(_form(entry.draft, studio, draft, about_entry, draft=True))
        if entry.live is None and entry.draft is None:
            findings[""].extend(about_entry)
    return proof_page(
        ProofModel(
            campaign=library.campaign.name,
            language=library.campaign.language,
            sample=library.campaign.sample,
            day=studio.now.date(),
            complete=complete and not report.errors,
            next_change=next_change(library, studio.now),
            messages=tuple(messages),
            findings=gathered(findings[""]),
            reels=tuple(shelf.reels()),
        )
    )


def _form(
    message: Message,
    studio: Studio,
    items: tuple[ProofItem, ...],
    findings: tuple[ProofFinding, ...],
    *,
    draft: bool = False,
    failing: bool = False,
) -> ProofMessage:
    approved = None if draft else message.approved
    return ProofMessage(
        id=message.id,
        title=message.title,
        slogan=message.slogan,
        kind=message.kind,
        status=message.status(studio.now),
        publish=message.publish,
        expire=message.expire,
        draft=draft,
        failing=failing,
        approved_by=approved.by if approved else "",
        approved_on=approved.on if approved else None,
        withdrawn=message.withdrawn.reason if message.withdrawn else "",
        items=items,
        findings=findings,
    )


class _Shelf:
    """Turns artifacts that stand in output/ into items of the proof."""

    def __init__(
        self,
        library: Library,
        plan: Plan,
        planned: Mapping[str, Artifact],
        studio: Studio,
        ledger: Ledger,
    ) -> None:
        self.plan = plan
        self.planned = planned
        self.studio = studio
        self.ledger = ledger
        self.wards = {ward.slug: ward.name for ward in library.wards}
        self.places = {place.id: place.name for place in library.places}
        self.orders = {
            file.path: number
            for files in plan.loops.values()
            for number, file in enumerate(files, 1)
        }

    def items(self) -> dict[tuple[str, bool], list[ProofItem]]:
        """Return the items of every message by (id, whether it is the draft)."""
        found: dict[tuple[str, bool], list[ProofItem]] = defaultdict(list)
        for artifact in self.planned.values():
            forms = [artifact]
            if artifact.path in self.ledger.held:
                forms.append(replace(artifact, path=HELD + artifact.path))
            for form in forms:
                item = self._item(form)
                if item is not None:
                    found[artifact.message, artifact.path.startswith(DRAFTS)].append(item)
        return found

    def add_page(self, path: str, items: dict[tuple[str, bool], list[ProofItem]]) -> None:
        """Add a message's page to its items."""
        known = self.ledger.records.get(path)
        if known is None or not known.message or not path.endswith(".html"):
            return
        item = ProofItem(
            path=_seen(path),
            kind="page",
            label=path.split("/", 2)[2],
            group=self.wards.get(known.ward, ""),
            bytes=known.size,
        )
        items[known.message, False].append(item)

    def reels(self) -> Iterator[ProofReel]:
        """Yield every loop that stands in output/ as one file."""
        for folder, files in self.plan.loops.items():
            made = self.planned.get(reel_path(folder))
            if made is None or made.path not in self.ledger.records:
                continue
            reel = made.recipe
            assert isinstance(reel, Reel), "a reel's path is its own"
            parts = {part.message for part in reel.parts}
            titles = {file.item.message.id: file.item.message.title for file in files}
            night = folder.endswith(NIGHT)
            name = self.places[folder.removesuffix(NIGHT)]
            label = _("{place} – ban đêm", place=name) if night else name
            item = self._make(made, "board", label, self.studio.formats[reel.format])
            yield ProofReel(
                replace(item, group="", name="", night=night),
                tuple(title for message, title in titles.items() if message in parts),
                tuple(title for message, title in titles.items() if message not in parts),
            )

    def _item(self, artifact: Artifact) -> ProofItem | None:
        """Return an artifact as an item, or None where the proof does not show it."""
        path, recipe = artifact.path, artifact.recipe
        if path not in self.ledger.records or path.startswith("web/"):
            return None
        if isinstance(recipe, Leaflet):
            return self._make(artifact, "poster", leaflet_name())
        if not isinstance(recipe, Still | Poster | Video):
            return None
        fmt = self.studio.formats[recipe.format]
        if path.startswith("boards/") or fmt.medium in ("board", "tv"):
            kind: ItemKind = "board"
        elif isinstance(recipe, Poster):
            kind = "poster"
        else:
            kind = "video" if isinstance(recipe, Video) else "social"
        item = self._make(artifact, kind, "", fmt)
        if kind == "video":
            return replace(item, captions=self._captions(artifact))
        return self._on_board(artifact, item)

    def _make(
        self, artifact: Artifact, kind: ItemKind, label: str, fmt: Format | None = None
    ) -> ProofItem:
        path = artifact.path
        held = self.ledger.held.get(path)
        newest = path.startswith(HELD)
        label = label or (long_name(fmt) if fmt else "")
        printers = PurePosixPath(path).stem.endswith(FOR_PRINTERS)
        if printers:
            label = _("{name}: tệp cho nhà in", name=label)
        if newest:
            label = _("{name}: bản mới, chưa đưa ra", name=label)
        return ProofItem(
            path=_seen(path),
            kind=kind,
            label=label,
            group=self._group(artifact),
            width=int(fmt.width) if fmt else 0,
            height=int(fmt.height) if fmt else 0,
            bytes=self.ledger.records[path].size,
            preview=self._preview(artifact),
            order=self.orders.get(path, 0),
            held="; ".join(f.message for f in held.findings) if held else "",
            name=short_name(fmt) if fmt and not newest and not printers else "",
        )

    def _on_board(self, artifact: Artifact, item: ProofItem) -> ProofItem:
        """Return an item with the simulations of its board and its measures, where it has any.

        They are those of the newest form: where that is held back, the old one goes without.
        """
        recipe = artifact.recipe
        shown = artifact.path.removeprefix(HELD)
        night = isinstance(recipe, Still | Video) and recipe.night
        item = replace(item, night=night)
        if artifact.path in self.ledger.held:
            return item
        for view in VIEWS:
            path = simulation_path(shown, view)
            made = self.planned.get(path)
            if path in self.ledger.records and made and isinstance(made.recipe, Simulation):
                still = made.recipe.still
                measured = still_measures(still, self.studio)
                item = replace(
                    item,
                    views=(*item.views, ProofView(view, _seen(path))),
                    facts=board_facts(self.studio.formats[still.format], measured),
                )
        return item

    def _group(self, artifact: Artifact) -> str:
        """Return the name of a board's place, or of the ward whose version it is."""
        if artifact.path in self.orders:
            return self.places[artifact.path.split("/")[1].removesuffix(NIGHT)]
        return self.wards.get(artifact.ward, _("Bản chung"))

    def _preview(self, artifact: Artifact) -> str:
        """Return the picture that stands for a video or poster, or ""."""
        if isinstance(artifact.recipe, Poster):
            picture = artifact.path.removesuffix("pdf") + "png"
        elif isinstance(artifact.recipe, Reel):
            first = artifact.recipe.parts[0]
            night = artifact.path.endswith(f"{NIGHT}.mp4")
            picture = frame_path(artifact.ward, first.message, artifact.recipe.format, night=night)
        elif isinstance(artifact.recipe, Video):
            picture = artifact.path.removesuffix("mp4") + "jpg"
            if artifact.path in self.orders:
                shown = artifact.recipe
                picture = frame_path(
                    artifact.ward, artifact.message, shown.format, night=shown.night
                )
        else:
            return ""
        return _seen(picture) if picture in self.ledger.records else ""

    def _captions(self, artifact: Artifact) -> str:
        """Return the captions of a public video as a data URL, or ""."""
        path = artifact.path.removeprefix(HELD).removesuffix("mp4") + "vtt"
        if path not in self.ledger.records:
            return ""
        text = (self.studio.project.output / path).read_text(encoding="utf-8")
        return captions_url(text)


def _seen(path: str) -> str:
    """Return an output path as seen from the proof page."""
    return path.removeprefix(FOLDER) if path.startswith(FOLDER) else f"../{path}"
