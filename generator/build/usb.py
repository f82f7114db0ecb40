"""Handing over: a place and a folder in; a verified stick, its sheet and a record of it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.boards.handover import StickFile, append_csv, handover_rows
from generator.boards.loop import file_name
from generator.boards.night import loop_folder
from generator.boards.players import Player, load_players
from generator.build.lock import only_one
from generator.build.manifest import PublishedFile, published_files
from generator.build.plan import LoopFile, Plan, plan_media
from generator.build.plan_reel import plan_reels, reel_path
from generator.build.project import Project
from generator.build.publish import write
from generator.build.recipes.video import Video, frame_path
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.content.model import Library, Place
from generator.content.nearest import did_you_mean
from generator.diagnostics import Diagnostic, Report, error
from generator.i18n import _

if TYPE_CHECKING:
    from generator.boards.sheet import SheetItem

HANDOVER = "handover.csv"


@dataclass(frozen=True, slots=True)
class _Source:
    """A file of the loop with the published file it is copied from, and its name on the stick.

    The files of a reel share one of each.
    """

    planned: LoopFile
    path: Path
    sha256: str
    name: str


def hand_over(
    project: Project, place_id: str, target: Path, now: datetime, *, night: bool = False
) -> tuple[list[str], Report]:
    """Write the loop of a place to a folder; return lines for people and all findings.

    With `night` it is the loop for the dark, which outdoor boards in full colour have.

    The loop is planned again for `now`; every file must stand in output/ with the fingerprint
    that this plan asks for, under whatever name.

    Raises:
        BusyError: a build works in this folder.
        OSError: records cannot be written.
    """
    with only_one(project.private / "lock"):
        return _HandOver(project, now, night=night).run(place_id, target)


class _HandOver:
    """One hand-over."""

    def __init__(self, project: Project, now: datetime, *, night: bool) -> None:
        self.night = night
        self.project = project
        self.studio = Studio(project, now)
        self.now = now

    def run(self, place_id: str, target: Path) -> tuple[list[str], Report]:
        library, found = load_library(self.studio.world)
        report = Report()
        place = next((p for p in library.places if p.id == place_id), None)
        if place is None:
            report.extend(found.errors)
            report.add(_unknown_place(place_id, library))
            return [], report
        plan = plan_media(library, self.studio)
        if self.night and loop_folder(place.id, night=True) not in plan.loops:
            report.add(_no_night(place))
            return [], report
        report.extend(f for f in plan.findings if f"“{place.id}”" in f.message)
        player = load_players(self.studio.world)[place.player]
        sources = self._sources(plan, place, player, report)
        if report.errors:
            return [], report
        lines = self._write(library, plan, place, player, target, sources, report)
        if found.errors:
            count = len(found.errors)
            lines.append(_("Nội dung còn {count} lỗi; chạy tintot check để xem.", count=count))
        return lines, report

    def _sources(self, plan: Plan, place: Place, player: Player, report: Report) -> list[_Source]:
        """Return the published file of every file of the loop; note what is missing."""
        files = plan.loops.get(loop_folder(place.id, night=self.night), [])
        known = published_files(self.project.output)
        if known is None:
            report.add(_not_built(_("Thư mục kết quả chưa hoàn chỉnh.")))
            return []
        if not files:
            report.add(
                error("empty-loop", _("Nơi “{place}” không có gì để chiếu.", place=place.id))
            )
            return []
        by_fingerprint = {item.fingerprint: (name, item) for name, item in known.items()}
        found = []
        for planned in files:
            there = by_fingerprint.get(plan.artifacts[planned.path].fingerprint)
            if there is None:
                report.add(
                    _not_built(_("Kết quả cũ hơn nội dung: chưa có {name}.", name=planned.path))
                )
                return []
            name, item = there
            there_path, own_name = self.project.output / name, planned.path.rpartition("/")[2]
            found.append(_Source(planned, there_path, item.sha256, own_name))
        return self._in_one(plan, place, known, found, report) if player.reel else found

    def _in_one(
        self,
        plan: Plan,
        place: Place,
        known: dict[str, PublishedFile],
        sources: list[_Source],
        report: Report,
    ) -> list[_Source]:
        """Return the files of a loop as parts of its published reel; note when it is missing."""
        path = reel_path(loop_folder(place.id, night=self.night))
        planned, there = plan_reels(plan, known, self.studio).get(path), known.get(path)
        if planned is None or there is None or there.fingerprint != planned.fingerprint:
            report.add(_not_built(_("Kết quả cũ hơn nội dung: chưa có {name}.", name=path)))
            return []
        name = file_name(1, 1, place.id, "mp4")
        file = self.project.output / path
        return [replace(source, path=file, sha256=there.sha256, name=name) for source in sources]

    def _write(
        self,
        library: Library,
        plan: Plan,
        place: Place,
        player: Player,
        target: Path,
        sources: list[_Source],
        report: Report,
    ) -> list[str]:
        from generator.boards.sheet import handover_sheet  # noqa: PLC0415 - draws thumbnails
        from generator.boards.stick import write_stick  # noqa: PLC0415

        ward = next(w for w in library.wards if w.slug == place.ward)
        board = self.studio.formats[place.format]
        if self.night:
            place = replace(place, name=_("{place} – ban đêm", place=place.name))
        items = [self._sheet_item(plan, source) for source in sources]
        world = self.studio.world
        sheet = handover_sheet(items, place, ward, board, player, library.campaign, world)
        if target.parent.is_dir():
            target.mkdir(exist_ok=True)
        shown = [_stick_file(source) for source in sources]
        files = list({file.name: file for file in shown}.values())
        result = write_stick(target, files, sheet if player.sheet_on_stick else None, self.now)
        report.extend(result.findings)
        if not result.ready:
            return []
        self._record(handover_rows(shown, place.id, self.now))
        return _lines(place, target, len(files), result.removed)

    def _sheet_item(self, plan: Plan, source: _Source) -> SheetItem:
        """Return a file as the sheet shows it; a video is shown by its poster frame."""
        from generator.boards.sheet import SheetItem  # noqa: PLC0415 - draws thumbnails

        item = source.planned.item
        artifact = plan.artifacts[source.planned.path]
        picture = source.path
        if isinstance(artifact.recipe, Video):
            shown = artifact.recipe
            frame = frame_path(artifact.ward, artifact.message, shown.format, night=shown.night)
            picture = self.project.output / frame
        planned = source.planned
        number = f" ({planned.page}/{planned.pages})" if planned.pages > 1 else ""
        title = f"{item.message.title}{number}"
        data = picture.read_bytes()
        return SheetItem(source.name, title, item.media, data, source.sha256, item.until)

    def _record(self, rows: tuple[tuple[str, ...], ...]) -> None:
        path = self.project.records / HANDOVER
        old = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, append_csv(old, rows).encode("utf-8"))


def _stick_file(source: _Source) -> StickFile:
    message = source.planned.item.message
    return StickFile(
        source.name,
        source.path,
        source.sha256,
        message.id,
        message.hash,
        message.publish,
        source.planned.item.until,
    )


def _lines(place: Place, target: Path, count: int, removed: tuple[str, ...]) -> list[str]:
    lines = [
        _(
            "Đã ghi {count} tệp của “{place}” vào {target} và đọc lại đúng từng tệp.",
            count=count,
            place=place.name,
            target=target,
        )
    ]
    if removed:
        names = ", ".join(removed)
        lines.append(_("Đã gỡ tệp của lần bàn giao trước: {names}.", names=names))
    lines.append(_("In hoặc mở HUONG-DAN.html để biết cách cắm và ngày rút USB."))
    return lines


def _not_built(message: str) -> Diagnostic:
    return error("output-old", message, hint=_("chạy tintot build rồi bàn giao lại"))


def _no_night(place: Place) -> Diagnostic:
    message = _("Nơi “{place}” không có bản ban đêm.", place=place.id)
    hint = _(
        "chỉ bảng nhiều màu ngoài trời mới có bản ban đêm; nếu bảng này đặt ngoài trời,"
        " ghi outdoor = true trong content/places.toml"
    )
    return error("no-night", message, hint=hint)


def _unknown_place(place_id: str, library: Library) -> Diagnostic:
    hint = did_you_mean(place_id, [place.id for place in library.places])
    return error("unknown-place", _("Không có nơi đặt bảng “{name}”.", name=place_id), hint=hint)
