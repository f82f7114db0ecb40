"""What an approver sees: a message and a moment in; every surface as named pictures out.

Nothing of a build is needed: a picture is painted when it is asked for, at the size it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO

from PIL import Image

from generator.boards.loop import loop, place_findings
from generator.boards.night import has_night, loop_folder
from generator.boards.players import Player, load_players
from generator.boards.viewing import viewing_of
from generator.build.naming import board_facts, long_name
from generator.build.recipes.film import script_for
from generator.build.recipes.leaflet import A5, Leaflet
from generator.build.recipes.poster import Poster
from generator.build.recipes.simulation import still_measures
from generator.build.recipes.still import Still, count_pages
from generator.build.studio import Studio
from generator.content.model import Entry, Library, Message, Place, Surface, Ward
from generator.diagnostics import Diagnostic, Severity
from generator.i18n import _
from generator.layout.compose import compose
from generator.layout.display import DisplayList
from generator.layout.formats import Format, Medium
from generator.layout.handout import handout
from generator.layout.motion import timeline
from generator.layout.motion_captions import CAPTION
from generator.layout.script import script
from generator.layout.timeline import Scene, Timeline
from generator.layout.wording import Wording, wording
from generator.paint.leaflet import PAGES
from generator.paint.pdfpages import pdf_pages
from generator.paint.proofsheet import STEPS, Group, Section, Shot
from generator.paint.raster import paint_image
from generator.paint.simulate import lamps, own_pixels
from generator.paint.video import poster_image
from generator.paint.video.poses import still

# Shown across the whole page; other posters share a line.
_FACE = "poster-a3"
_WIDE = 1.4
_LARGEST_PX = 1400
# A lamp of fewer px has no shape on a phone.
_LEAST_LAMP = 3
_NARROW = 0.75


@dataclass(slots=True)
class Showing:
    """Gathers the surfaces of one form of a message, and what the preflight says of them.

    Attributes:
        message: the form that is shown, as it is on the first moment at which it may be.
        draft: whether it waits for approval.
    """

    library: Library
    studio: Studio
    message: Message
    draft: bool
    findings: list[Diagnostic] = field(default_factory=list)

    def sections(self) -> Iterator[Section]:
        """Yield every surface of the message; what has no picture is left out."""
        found = (
            Section(_("Bảng điện tử và màn hình"), tuple(self._places())),
            Section(_("Áp phích"), tuple(self._posters())),
            Section(_("Tờ rơi A5"), tuple(self._leaflet())),
            Section(_("Ảnh chia sẻ"), tuple(self._social())),
            Section(_("Video"), tuple(self._videos())),
        )
        yield from (section for section in found if section.groups)

    def _words(self, ward: Ward | None) -> Wording:
        return wording(self.message, ward, self.library.campaign, draft=self.draft)

    def _places(self) -> Iterator[Group]:
        """Yield the boards and screens in whose loops the message stands."""
        studio, formats = self.studio, self.studio.formats
        players = load_players(studio.world)
        alone = replace(self.library, entries=(Entry(self.message.id, self.message),))
        moment = max(studio.now, self.message.publish)
        wards = {ward.slug: ward for ward in self.library.wards}
        for place in self.library.places:
            found = place_findings(alone, place, moment, formats, players)
            if place.ward not in wards or any(f.severity is Severity.ERROR for f in found):
                continue
            for item in loop(alone, place, moment, formats, players):
                note = _("{ward} · chiếu video", ward=wards[place.ward].name)
                plain = wards[place.ward].name
                player, words = players[place.player], self._words(wards[place.ward])
                shots = tuple(self._board(place, player, words))
                yield Group(place.name, note if item.media == "video" else plain, shots)

    def _board(self, place: Place, player: Player, words: Wording) -> Iterator[Shot]:
        fmt = self.studio.formats[place.format]
        pages = count_pages(words, fmt.id, self.studio.layout, self.studio)
        both = has_night(place, fmt)
        for page in range(pages):
            for night in (False, True) if both else (False,):
                viewing = viewing_of(place, player, night=night)
                light = (_("Ban đêm") if night else _("Ban ngày")) if both else ""
                number = _("Trang {page}/{pages}", page=page + 1, pages=pages) if pages > 1 else ""
                named = " · ".join(filter(None, (long_name(fmt), number, light)))
                yield self._still(Still(words, fmt.id, page, viewing), fmt, named)

    def _still(self, still: Still, fmt: Format, caption: str) -> Shot:
        """Return a board's still: lamp by lamp where the paper shows that, else its pixels."""
        made = still.make(self.studio, _loop_path(still, fmt))
        self.findings.extend(made.findings)
        image = Image.open(BytesIO(made.data), formats=("PNG", "BMP", "JPEG")).convert("RGB")
        pixels = own_pixels(image, fmt)

        def draw(wide: int) -> Image.Image:
            cell = wide // pixels.width if fmt.medium == "board" else 1
            return lamps(pixels, cell) if cell >= _LEAST_LAMP else fitted(pixels, wide)

        lines: tuple[str, ...] = ()
        if fmt.medium == "board":
            facts = board_facts(fmt, still_measures(still, self.studio))
            lines = tuple(filter(None, (facts.summary, facts.reading)))
        return Shot(draw, caption, self._alt(caption), lines, _columns(fmt))

    def _posters(self) -> Iterator[Group]:
        if Surface.POSTER not in self.message.surfaces:
            return
        words, studio = self._words(None), self.studio
        formats = sorted(self._formats("poster"), key=lambda fmt: (fmt.id != _FACE, fmt.aspect > 1))
        shots = []
        for fmt in formats:
            self.findings.extend(Poster(words, fmt.id).check(studio, f"posters/{fmt.stem}.pdf"))
            columns = 1 if fmt.id == _FACE or fmt.aspect > 1 else 3
            shots.append(self._composed(words, fmt, columns))
        if shots:
            yield Group("", _("Bản chung; bản của mỗi phường, xã có thêm tên đơn vị"), tuple(shots))

    def _leaflet(self) -> Iterator[Group]:
        if Surface.POSTER not in self.message.surfaces:
            return
        today = self.studio.now.date()
        contacts = [
            c for c in self.library.contacts if c.valid_until is None or c.valid_until >= today
        ]
        made = Leaflet(handout(self.message, self._words(None), contacts)).make(self.studio, "")
        self.findings.extend(made.findings)
        pages = pdf_pages(made.data, (A5.width, A5.height), A5.bleed_mm, PAGES, STEPS[0][0])
        names = (_("Mặt trước"), _("Mặt sau"))
        shots = tuple(self._shown(image, name) for image, name in zip(pages, names, strict=True))
        yield Group("", "", shots)

    def _shown(self, image: Image.Image, caption: str) -> Shot:
        return Shot(lambda px: fitted(image, px), caption, self._alt(caption))

    def _social(self) -> Iterator[Group]:
        if Surface.SOCIAL in self.message.surfaces:
            words = self._words(None)
            shots = [
                self._composed(words, fmt, 1 if fmt.aspect > _WIDE else 3)
                for fmt in self._formats("social")
            ]
            yield Group("", "", tuple(shots))

    def _videos(self) -> Iterator[Group]:
        if Surface.VIDEO not in self.message.surfaces:
            return
        boards = {fmt.video for fmt in self.studio.formats.values() if fmt.medium == "board"}
        for fmt in self._formats("video"):
            if fmt.id not in boards:
                yield self._video(fmt)

    def _video(self, fmt: Format) -> Group:
        """Return the pictures of a video that stand still long enough to be read, in order."""
        told = script(self.message, None, self.library.campaign, draft=self.draft)
        studio = self.studio
        theme = studio.theme(told.words.theme)
        film = timeline(script_for(told, fmt), fmt, theme, studio.surfaces, studio.world)
        shots = [
            self._moment(film, moment, fmt, _("Hình {number}", number=number))
            for number, moment in enumerate(_held(film), 1)
        ]
        if film.speech and shots:
            said = " ".join(caption.text for caption in film.speech)
            shots[-1] = replace(shots[-1], lines=(_("Lời đọc: {text}", text=said),))
        return Group(long_name(fmt), _length(film), tuple(shots))

    def _moment(self, film: Timeline, moment: _Moment, fmt: Format, caption: str) -> Shot:
        """Return a moment of a video; staff's own film is decoded for it."""
        columns = 1 if moment.first and fmt.aspect > 1 else 2
        if moment.scene.footage is None:
            display = still(moment.scene, moment.scene.frames // 2)
            return self._shot(display, fmt, caption, columns)

        @cache
        def painted() -> Image.Image:
            return poster_image(replace(film, poster=moment.frame), self.studio.world)

        return Shot(lambda px: fitted(painted(), px), caption, self._alt(caption), (), columns)

    def _composed(self, words: Wording, fmt: Format, columns: int) -> Shot:
        studio = self.studio
        theme = studio.theme(words.theme)
        display = compose(words, fmt, theme, studio.surfaces, studio.world)[0]
        shot = self._shot(display, fmt, long_name(fmt), columns)
        name, _dot, size = shot.caption.partition(" · ")
        return replace(shot, caption=name, lines=(size,) if size else ())

    def _shot(self, display: DisplayList, fmt: Format, caption: str, columns: int) -> Shot:
        px = fmt.unit == "px"

        @cache
        def painted() -> Image.Image:
            scale = _LARGEST_PX / max(display.width, display.height)
            return paint_image(display, self.studio.world, min(1.0, scale) if px else scale)

        return Shot(lambda wide: fitted(painted(), wide), caption, self._alt(caption), (), columns)

    def _formats(self, medium: Medium) -> list[Format]:
        return [fmt for fmt in self.studio.formats.values() if fmt.medium == medium]

    def _alt(self, caption: str) -> str:
        return f"{caption}: {self.message.slogan}"


@dataclass(frozen=True, slots=True)
class _Moment:
    """A scene of a video, the frame of the whole video at its middle, and if it is the first."""

    scene: Scene
    frame: int
    first: bool


def _held(film: Timeline) -> Iterator[_Moment]:
    """Yield the scenes in which nothing moves but captions and staff's own film, each look once."""
    seen: set[DisplayList] = set()
    start = 0
    for scene in film.scenes:
        stands = all(track.group.startswith(CAPTION) for track in scene.tracks)
        if (stands or scene.footage) and scene.display not in seen:
            yield _Moment(scene, start + scene.frames // 2, first=not seen)
            seen.add(scene.display)
        start += scene.frames


def _length(film: Timeline) -> str:
    """Return how long a video is and what is heard."""
    names = {
        "voice": _("lời đọc"),
        "footage": _("tiếng của đoạn quay"),
        "music": _("nhạc"),
    }
    heard = [name for role, name in names.items() if any(c.role == role for c in film.sound)]
    length = _("Dài {seconds:g} giây", seconds=film.seconds)
    sounds = _("có {sounds}", sounds=", ".join(heard))
    return f"{length} · {sounds}" if heard else length


def _loop_path(still: Still, fmt: Format) -> str:
    """Return where a board's still belongs, for findings."""
    seen = still.viewing
    folder = loop_folder(seen.place, night=seen.night) if seen else fmt.id
    return f"boards/{folder}/{still.words.id}.{fmt.suffix}"


def fitted(image: Image.Image, px: int) -> Image.Image:
    """Return a picture at most so many px wide and one and a half times as high; never larger."""
    scale = min(1.0, px / image.width, px * 1.5 / image.height)
    if scale == 1.0:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _columns(fmt: Format) -> int:
    return 2 if fmt.aspect < _NARROW else 1
