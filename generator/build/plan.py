"""The plan: a Library and a moment in, every picture, poster and video of the output out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.boards.loop import LoopItem, file_name, loop, may_move, place_findings
from generator.boards.night import has_night, loop_folder
from generator.boards.players import load_players
from generator.boards.viewing import Viewing, viewing_of
from generator.build.artifact import Artifact, Recipe
from generator.build.plan_print import PAGE_POSTER, printed
from generator.build.recipes.captions import Captions
from generator.build.recipes.film import script_for
from generator.build.recipes.leaflet import Leaflet
from generator.build.recipes.picture import WebPicture
from generator.build.recipes.poster import Poster
from generator.build.recipes.simulation import Simulation, simulation_path
from generator.build.recipes.still import PosterPreview, Still, count_pages
from generator.build.recipes.strip import Strip
from generator.build.recipes.video import PosterFrame, Video, frame_path
from generator.build.studio import Studio
from generator.content.model import Library, Message, Place, Status, Surface, Ward
from generator.diagnostics import Diagnostic, Severity
from generator.layout.formats import Format, Medium
from generator.layout.handout import handout
from generator.layout.script import Script, script
from generator.layout.wording import Wording, wording
from generator.paint.views import views
from generator.site.article import WEBP_WIDTHS, body_picture_path
from generator.site.sharenow import to_share
from generator.site.views import contacts_at

COMMON = "chung"
STRIPS = "-strip"
SHARE_FORMAT = "social-1200x630"
PAGE_VIDEO = "video-16x9"
DRAFTS, UPCOMING = "proof/drafts/", "proof/upcoming/"
PUBLIC_VIDEOS = ("video-16x9", "video-9x16", "video-1x1")


@dataclass(frozen=True, slots=True)
class LoopFile:
    """One file of a place's loop.

    Attributes:
        path: of its artifact, below output/.
        item: what it shows.
        page: 1-based number in the item's sequence of stills; pages: how many there are.
    """

    path: str
    item: LoopItem
    page: int
    pages: int


@dataclass(slots=True)
class Plan:
    """All artifacts but pages by output path, and the loops of all places in play order.

    Attributes:
        loops: by the name of their folder below boards/: the place's id, for its loop in the dark
            as `loop_folder` says.
        reels: folder of a loop → the videos that its reel joins, in play order.
        findings: about places that cannot play what is meant for them.
    """

    artifacts: dict[str, Artifact] = field(default_factory=dict)
    loops: dict[str, list[LoopFile]] = field(default_factory=dict)
    reels: dict[str, list[LoopFile]] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def add(self, artifact: Artifact) -> None:
        """Take an artifact.

        Raises:
            ValueError: its path is planned already; two files would overwrite each other.
        """
        if artifact.path in self.artifacts:
            raise ValueError(f"planned twice: {artifact.path}")
        self.artifacts[artifact.path] = artifact


class _File(NamedTuple):
    """A file before it becomes an artifact."""

    surface: Surface
    path: str
    recipe: Recipe


def plan_media(library: Library, studio: Studio, *, preview_videos: bool = False) -> Plan:
    """Return every picture, poster and video of a moment, those of the proof included.

    Args:
        library: checked content.
        studio: project and moment.
        preview_videos: whether the proof also gets the videos of what is not public yet.
    """
    planner = _Planner(library, studio)
    for message in library.live():
        match message.status(studio.now):
            case Status.CURRENT:
                planner.add_public(message)
                planner.add_page_pictures(message)
            case Status.EXPIRED:
                planner.add_page_pictures(message)
            case Status.UPCOMING:
                planner.add_preview(message, draft=False, videos=preview_videos)
            case Status.WITHDRAWN:
                pass
    for message in library.drafts():
        planner.add_preview(message, draft=True, videos=preview_videos)
    for place in planner.places:
        planner.add_loop(place, night=False)
        planner.add_strips(place)
        planner.add_reel(place, night=False)
        if has_night(place, studio.formats[place.format]):
            planner.add_loop(place, night=True)
            planner.add_reel(place, night=True)
    return planner.plan


class _Planner:
    """Holds what the artifacts of one plan share."""

    def __init__(self, library: Library, studio: Studio) -> None:
        self.plan = Plan()
        self.library = library
        self.studio = studio
        self.wards = {ward.slug: ward for ward in library.wards}
        self.players = load_players(studio.world)
        self.layout = studio.layout
        self.contacts = contacts_at(library.contacts, studio.now)
        self.places = [place for place in library.places if self._plays(place)]
        self.shared: dict[str, frozenset[str]] = {}

    def _plays(self, place: Place) -> bool:
        """Note what is wrong with a place; return whether it can be planned."""
        if place.ward not in self.wards:
            return False
        formats = self.studio.formats
        found = place_findings(self.library, place, self.studio.now, formats, self.players)
        self.plan.findings.extend(found)
        return not any(finding.severity is Severity.ERROR for finding in found)

    def add_public(self, message: Message) -> None:
        """Plan posters, social pictures and videos for every ward and for the common version."""
        for ward in (None, *self.library.reached(message)):
            slug = ward.slug if ward else ""
            folder = f"{slug or COMMON}/{message.id}"
            told = script(message, ward, self.library.campaign, draft=message.draft)
            for file in self._public_files(message, told, slug, folder):
                if file.surface in message.surfaces:
                    self._add(file, message, slug)

    def _public_files(
        self, message: Message, told: Script, ward: str, folder: str
    ) -> Iterator[_File]:
        words = told.words
        said = handout(message, words, self.contacts)
        formats, campaign = self._formats("poster"), self.library.campaign
        for path, recipe in printed(said, formats, campaign, f"posters/{folder}"):
            yield _File(Surface.POSTER, path, recipe)
        for fmt in self._formats("social"):
            path = f"social/{folder}/{fmt.id}.{fmt.suffix}"
            yield _File(Surface.SOCIAL, path, Still(words, fmt.id))
        for name in self._video_formats(ward):
            path = f"video/{folder}/{name}"
            own = script_for(told, self.studio.formats[name])
            yield _File(Surface.VIDEO, f"{path}.mp4", Video(own, name))
            yield _File(Surface.VIDEO, f"{path}.vtt", Captions(own, name))
            frame = own.for_all_wards()
            yield _File(Surface.VIDEO, f"{path}.jpg", PosterFrame(frame, name))
            if name in self._dark(ward):
                night = frame_path(ward, words.id, name, night=True)
                yield _File(Surface.VIDEO, night, PosterFrame(frame, name, night=True))

    def _dark(self, ward: str) -> set[str]:
        """Return the videos that a ward's boards also show in their form for the dark."""
        boards = [self._format(p) for p in self.places if p.ward == ward and self._night(p)]
        return {board.video for board in boards}

    def _night(self, place: Place) -> bool:
        return has_night(place, self._format(place))

    def _video_formats(self, ward: str) -> list[str]:
        """Return the public videos and, for a ward, those at the pixels of its boards."""
        boards = [self._format(p).video for p in self.places if p.ward == ward]
        names = dict.fromkeys([*PUBLIC_VIDEOS, *boards])
        return [name for name in names if name in self.studio.formats]

    def add_page_pictures(self, message: Message) -> None:
        """Plan what stands beside a message's page; an expired page keeps its pictures alone."""
        if Surface.WEB not in message.surfaces:
            return
        current = message.status(self.studio.now) is Status.CURRENT
        for ward in self.library.reached(message):
            told = script(message, ward, self.library.campaign, draft=message.draft)
            folder = f"web/{ward.slug}/media/{message.id}"
            for file in self._page_files(message, told, folder, ward):
                if current or file.surface is Surface.WEB:
                    self._add(file, message, ward.slug)

    def _page_files(
        self, message: Message, told: Script, folder: str, ward: Ward
    ) -> Iterator[_File]:
        words, known = told.words, self.studio.formats
        if SHARE_FORMAT in known:
            share = f"{folder}/{SHARE_FORMAT}.{known[SHARE_FORMAT].suffix}"
            yield _File(Surface.WEB, share, Still(words, SHARE_FORMAT))
        if message.id in self._to_share(ward):
            for fmt in self._formats("social"):
                if fmt.id != SHARE_FORMAT:
                    path = f"{folder}/{fmt.id}.{fmt.suffix}"
                    yield _File(Surface.SOCIAL, path, Still(words, fmt.id))
        if message.image is not None:
            yield _File(Surface.WEB, f"{folder}/image.jpg", WebPicture(message.image))
            for name, width in WEBP_WIDTHS.items():
                webp = WebPicture(message.image, width, webp=True)
                yield _File(Surface.WEB, f"{folder}/{name}", webp)
        for media in message.body.media:
            name = body_picture_path(message.id, media).rpartition("/")[2]
            yield _File(Surface.WEB, f"{folder}/{name}", WebPicture(media))
        if Surface.POSTER in message.surfaces and PAGE_POSTER in known:
            path = f"{folder}/{PAGE_POSTER}.pdf"
            yield _File(Surface.POSTER, path, Poster(words, PAGE_POSTER))
        if Surface.VIDEO in message.surfaces and PAGE_VIDEO in known:
            path, own = f"{folder}/{PAGE_VIDEO}", script_for(told, known[PAGE_VIDEO])
            yield _File(Surface.VIDEO, f"{path}.mp4", Video(own, PAGE_VIDEO))
            yield _File(Surface.VIDEO, f"{path}.vtt", Captions(own, PAGE_VIDEO))
            frame = PosterFrame(own.for_all_wards(), PAGE_VIDEO)
            yield _File(Surface.VIDEO, f"{folder}/poster.jpg", frame)

    def _to_share(self, ward: Ward) -> frozenset[str]:
        """Return the messages whose pictures a ward's page "Đăng ngay" offers in all sizes."""
        if ward.slug not in self.shared:
            own = self.library.of_ward(ward, self.studio.now)
            web = (m for m in own if Surface.WEB in m.surfaces)
            self.shared[ward.slug] = frozenset(m.id for m in to_share(web, self.studio.now))
        return self.shared[ward.slug]

    def add_preview(self, message: Message, *, draft: bool, videos: bool) -> None:
        """Plan how a message will look that is not public yet."""
        marked = draft or message.draft
        told = script(message, None, self.library.campaign, draft=marked)
        folder = f"{DRAFTS if draft else UPCOMING}{message.id}"
        for file in self._public_files(message, told, "", folder):
            wanted = file.surface in message.surfaces
            if wanted and (videos or file.surface is not Surface.VIDEO):
                name = file.path.rpartition("/")[2]
                self._add(file._replace(path=f"{folder}/{name}"), message, "")
        if Surface.BOARD in message.surfaces:
            for place in self._one_place_a_format(message):
                ward = self.wards[place.ward]
                words = wording(message, ward, self.library.campaign, draft=marked)
                for page, pages in self._pages(words, place.format):
                    fmt = self._format(place)
                    number = f"-{page:02}" if pages > 1 else ""
                    path = f"{folder}/{fmt.id}{number}.{fmt.suffix}"
                    still = Still(words, fmt.id, page - 1, self._viewing(place, night=False))
                    self._add(_File(Surface.BOARD, path, still), message, "")
                    self._add_simulations(path, still, message, "")

    def _one_place_a_format(self, message: Message) -> list[Place]:
        """Return one place for every format on which a message will be shown."""
        found: dict[str, Place] = {}
        for place in self.places:
            if message.reaches(place.ward):
                found.setdefault(place.format, place)
        return list(found.values())

    def add_loop(self, place: Place, *, night: bool) -> None:
        """Plan the files of a place's loop under numbered names, in play order."""
        ward = self.wards[place.ward]
        fmt = self._format(place)
        seen = self._viewing(place, night=night)
        items = loop(self.library, place, self.studio.now, self.studio.formats, self.players)
        files: list[tuple[LoopItem, Still | Video, str, int, int]] = []
        for item in items:
            shown = item.message
            told = script(shown, ward, self.library.campaign, draft=shown.draft)
            if item.media == "video":
                own = script_for(told, self.studio.formats[fmt.video])
                files.append((item, Video(own, fmt.video, night), "mp4", 1, 1))
                continue
            words = told.words
            for page, pages in self._pages(words, fmt.id):
                still = Still(words, fmt.id, page - 1, seen)
                files.append((item, still, fmt.suffix, page, pages))
        folder = loop_folder(place.id, night=night)
        self.plan.loops[folder] = []
        for number, (item, recipe, suffix, page, pages) in enumerate(files, 1):
            name = file_name(number, len(files), item.message.id, suffix)
            path = f"boards/{folder}/{name}"
            self._add(_File(Surface.BOARD, path, recipe), item.message, ward.slug)
            still = recipe if isinstance(recipe, Still) else Still(recipe.words, fmt.id, 0, seen)
            self._add_simulations(path, still, item.message, ward.slug)
            self.plan.loops[folder].append(LoopFile(path, item, page, pages))

    def add_reel(self, place: Place, *, night: bool) -> None:
        """Note the videos of a place's loop that its reel joins.

        By day every message with a video has one at the board's pixels, whatever its player takes;
        in the dark only those have one that its player takes.
        """
        fmt, folder = self._format(place), loop_folder(place.id, night=night)
        shown = [file for file in self.plan.loops[folder] if file.page == 1]
        if night:
            videos = [file for file in shown if file.path.endswith(".mp4")]
        else:
            base, name = f"video/{place.ward}", f"{fmt.video}.mp4"
            videos = [
                LoopFile(f"{base}/{file.item.message.id}/{name}", file.item, 1, 1)
                for file in shown
                if Surface.VIDEO in file.item.message.surfaces
            ]
        if videos and may_move(place, fmt):
            self.plan.reels[folder] = videos

    def add_strips(self, place: Place) -> None:
        """Plan one long picture of each message for cards that scroll it themselves.

        Such a card is loaded by its maker's program, so the strips stand in a folder of their own.
        """
        fmt = self._format(place)
        if fmt.depth == "rgb":
            return
        shown = dict.fromkeys(file.item.message for file in self.plan.loops[place.id])
        for number, message in enumerate(shown, 1):
            ward = self.wards[place.ward]
            words = wording(message, ward, self.library.campaign, draft=message.draft)
            name = file_name(number, len(shown), message.id, fmt.suffix)
            file = _File(Surface.BOARD, f"boards/{place.id}{STRIPS}/{name}", Strip(words, fmt.id))
            self._add(file, message, ward.slug)

    def _add_simulations(self, path: str, still: Still, message: Message, ward: str) -> None:
        """Plan how the board at a path looks to people, for the proof."""
        fmt = self.studio.formats[still.format]
        if fmt.medium == "board":
            for view in views(fmt):
                seen = _File(Surface.BOARD, simulation_path(path, view), Simulation(still, view))
                self._add(seen, message, ward)

    def _viewing(self, place: Place, *, night: bool) -> Viewing:
        return viewing_of(place, self.players[place.player], night=night)

    def _pages(self, words: Wording, fmt: str) -> list[tuple[int, int]]:
        """Return (page, pages) of the stills the layout makes of some words."""
        pages = count_pages(words, fmt, self.layout, self.studio)
        return [(page, pages) for page in range(1, pages + 1)]

    def _format(self, place: Place) -> Format:
        return self.studio.formats[place.format]

    def _formats(self, medium: Medium) -> list[Format]:
        return [fmt for fmt in self.studio.formats.values() if fmt.medium == medium]

    def _add(self, file: _File, message: Message, ward: str) -> None:
        recipe = file.recipe
        if isinstance(recipe, WebPicture):
            inputs, kind = recipe.inputs(), "picture"
        else:
            assert isinstance(
                recipe,
                Still
                | Strip
                | Simulation
                | Poster
                | PosterPreview
                | Leaflet
                | Video
                | Captions
                | PosterFrame,
            )
            inputs = recipe.inputs(self.layout, self.studio)
            kind = recipe.still.format if isinstance(recipe, Simulation) else recipe.format
        batch = f"{message.id}/{kind}"
        self.plan.add(Artifact(file.path, recipe, inputs, batch, file.surface, message.id, ward))
