"""The hand-over sheet: a place and what lies on its stick in; HUONG-DAN.html in one file out.

It opens from the stick on any computer or phone, without network or script, and prints on one A4
page. Its words are for the building manager and Vietnamese in every language of the program.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, StrictUndefined
from PIL import Image

from generator.boards.handover import last_whole_day
from generator.boards.players import Media, Player, dwell_s
from generator.content.model import Campaign, Place, Ward
from generator.layout.formats import Format
from generator.layout.wording import SAMPLE_MARK
from generator.paint.pictures import FORMATS
from generator.text.dates import clock, short_date
from generator.world import World

TEMPLATE = "layouts/web/sheet.html.j2"
# Twice what the page shows, for sharp phone screens; a sheet of 12 stays below 300 kB.
_THUMBNAIL_PX = (480, 300)
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_CHECK_DIGITS = 8
_SECONDS = "{seconds}"
# What mono boards show is drawn with hard edges and few colours: PNG keeps it sharp and small.
_FEW_COLORS = 64


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One file of the loop as the sheet shows it.

    Attributes:
        file: name on the stick; the videos of a reel share it.
        title: of the message.
        media: "still" or "video".
        picture: bytes of the still, or of a frame of the video (PNG, JPEG or BMP).
        sha256: of the file on the stick.
        until: first moment at which it may no longer be shown.
    """

    file: str
    title: str
    media: Media
    picture: bytes
    sha256: str
    until: datetime


def handover_sheet(
    items: Sequence[SheetItem],
    place: Place,
    ward: Ward,
    board: Format,
    player: Player,
    campaign: Campaign,
    world: World,
) -> bytes:
    """Return the sheet as UTF-8 HTML; `items` in play order, one at least.

    Raises:
        ValueError: nothing is on the stick.
        OSError: a picture cannot be read.
    """
    end = min(item.until for item in items)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.lstrip_blocks = True
    template = environment.from_string(world.read(TEMPLATE).decode("utf-8"))
    page = template.render(
        language=campaign.language,
        campaign=campaign.name,
        publisher=campaign.publisher,
        mark=SAMPLE_MARK if campaign.sample else "",
        place=place.name,
        ward=ward.name,
        size=f"{board.width:g} × {board.height:g}",
        player=player.name,
        steps=_steps(items, place, player),
        removal=_removal(end),
        removal_note=_differing(items),
        contact=place.contact or ward.phone,
        made=f"{clock(world.now)}, {_day(world.now)}",
        items=[_plain(number, item) for number, item in enumerate(items, 1)],
        reel=items[0] if player.reel else None,
        dense=len(items) > 6,  # noqa: PLR2004 - two rows of large cards fill the printed page
    )
    return (page.strip() + "\n").encode("utf-8")


def thumbnail(picture: bytes) -> tuple[str, int, int]:
    """Return a small form of a picture as a data URL, and its width and height in px.

    Raises:
        OSError: not a picture.
    """
    image: Image.Image = Image.open(io.BytesIO(picture), formats=(*FORMATS, "BMP"))
    image = image.convert("RGB")
    enlarge = min(_THUMBNAIL_PX[0] // image.width, _THUMBNAIL_PX[1] // image.height)
    if enlarge > 1:
        # A small board stays made of dots, as it will look.
        size = (image.width * enlarge, image.height * enlarge)
        image = image.resize(size, Image.Resampling.NEAREST)
    else:
        image.thumbnail(_THUMBNAIL_PX, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    kind = "png" if image.getcolors(_FEW_COLORS) else "jpeg"
    if kind == "png":
        image.quantize(_FEW_COLORS).save(stream, "PNG", optimize=True)
    else:
        image.save(stream, "JPEG", quality=80)
    data = base64.b64encode(stream.getvalue()).decode("ascii")
    return f"data:image/{kind};base64,{data}", image.width, image.height


def _plain(number: int, item: SheetItem) -> dict[str, object]:
    source, width, height = thumbnail(item.picture)
    return {
        "number": number,
        "file": item.file,
        "title": item.title,
        "video": item.media == "video",
        "check": item.sha256[:_CHECK_DIGITS],
        "end": _end(item.until),
        "source": source,
        "width": width,
        "height": height,
    }


def _steps(items: Sequence[SheetItem], place: Place, player: Player) -> tuple[str, ...]:
    """Return the steps, with the time of a still (s): the preflight counts on it."""
    stills = any(item.media == "still" for item in items)
    seconds = dwell_s(place, player) if stills else 0.0
    shown = f"{seconds:g}".replace(".", ",")
    steps = (step for step in player.steps if seconds or _SECONDS not in step)
    return tuple(step.replace(_SECONDS, shown) for step in steps)


def _removal(until: datetime) -> tuple[str, str]:
    """Return the two lines in large type: when the stick has to leave the board."""
    day = last_whole_day(until)
    if day is not None:
        return "Rút USB sau", f"{_WEEKDAYS[day.weekday()]}, {short_date(day)}"
    return f"Rút USB trước {clock(until)}", _day(until)


def _end(until: datetime) -> str:
    day = last_whole_day(until)
    return f"hết {short_date(day)}" if day else f"{clock(until)}, {short_date(until.date())}"


def _differing(items: Sequence[SheetItem]) -> bool:
    """Return whether some items would be valid for longer than the stick may stay."""
    return len({item.until for item in items}) > 1


def _day(when: datetime) -> str:
    return f"{_WEEKDAYS[when.weekday()]}, {short_date(when.date())}"
