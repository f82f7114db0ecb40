"""Loops: content, a place and a moment in; which messages play there, as what and in what order.

Order of a loop: emergencies; then high priority; then events and contests that run or begin within
a week, the nearest first; then the rest. Within each, the newest first; equals go by id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from generator.content.model import Library, Message, Place, Priority, Status, Surface
from generator.diagnostics import Diagnostic, error, warning
from generator.i18n import _
from generator.world import midnight

if TYPE_CHECKING:  # every build looks for turning points, few look at boards
    from generator.boards.players import Media, Player
    from generator.layout.formats import Format

SOON = timedelta(days=7)
# Players agree on short plain names; with number and suffix these have at most 32 characters.
ID_LENGTH = 24


@dataclass(frozen=True, slots=True)
class LoopItem:
    """One message in a loop.

    Attributes:
        media: "still" (one file or several) or "video".
        until: first moment at which it may no longer be shown.
    """

    message: Message
    media: Media
    until: datetime


def loop(
    library: Library,
    place: Place,
    now: datetime,
    formats: Mapping[str, Format],
    players: Mapping[str, Player],
) -> tuple[LoopItem, ...]:
    """Return what plays on a place at a moment, in play order.

    Raises:
        KeyError: the place's format or player does not exist; `place_findings` says so first.
    """
    board, player = formats[place.format], players[place.player]
    items = []
    for message in sorted(_meant(library, place, now), key=lambda m: _rank(m, now)):
        media = _media(message, place, board, player)
        if media is not None:
            items.append(LoopItem(message, media, message.until))
    return tuple(items)


def place_findings(
    library: Library,
    place: Place,
    now: datetime,
    formats: Mapping[str, Format],
    players: Mapping[str, Player],
) -> tuple[Diagnostic, ...]:
    """Return what keeps a place from playing all that is meant for it."""
    board, player = formats.get(place.format), players.get(place.player)
    if board is None or player is None:
        return tuple(_unknown(place, formats, players))
    if not _stills(board, player) and not _videos(place, board, player):
        return (
            error(
                "place-plays-nothing",
                _(
                    "Nơi “{place}”: đầu phát “{player}” không nhận tệp nào của khổ “{format}”",
                    place=place.id,
                    player=player.id,
                    format=board.id,
                ),
                hint=_("chọn đầu phát khác trong content/places.toml"),
            ),
        )
    meant = _meant(library, place, now)
    silent = [m for m in meant if _media(m, place, board, player) is None]
    found = [
        warning(
            "message-not-playable",
            _(
                "Tin “{message}” không lên được nơi “{place}”: đầu phát “{player}” chỉ nhận {what}",
                message=m.id,
                place=place.id,
                player=player.id,
                what=_("ảnh") if _stills(board, player) else _("video"),
            ),
            hint=_("thêm board hoặc video vào surfaces của tin"),
        )
        for m in sorted(silent, key=lambda m: m.id)
    ]
    if len(silent) == len(meant):
        found.append(
            warning(
                "empty-loop",
                _("Nơi “{place}” hiện không có tin nào để chiếu", place=place.id),
                hint=_("duyệt thêm tin, hoặc kéo dài ngày hết hạn của một tin"),
            )
        )
    return tuple(found)


def may_move(place: Place, board: Format) -> bool:
    """Return whether videos may run: nothing moves beside a road or on a board of few colours."""
    return bool(board.video) and board.depth == "rgb" and not place.roadside


def turning_points(message: Message) -> tuple[datetime, ...]:
    """Return the moments at which a message enters, leaves or moves within a loop, ascending."""
    points = {message.publish, message.until}
    span = _span(message)
    if span is not None:
        points |= {_soon_from(span[0]), span[1]}
    return tuple(sorted(p for p in points if message.publish <= p <= message.until))


def file_name(number: int, total: int, message_id: str, suffix: str) -> str:
    """Return the name under which a file plays, such as "03_quy-tac-ung-xu.png".

    Args:
        number: 1-based place in the play order of files; a message of several stills takes several.
        total: files in the loop; more than 99 widen the number of all of them.
        message_id: cut to 24 characters, at a hyphen where one is near.
        suffix: extension without the dot.
    """
    width = max(2, len(str(total)))
    return f"{number:0{width}d}_{_cut(message_id, ID_LENGTH)}.{suffix}"


def _cut(name: str, length: int) -> str:
    if len(name) <= length:
        return name
    head = name[:length]
    if name[length] != "-":
        whole = head.rpartition("-")[0]
        # One very long first word is better cut than lost.
        head = whole if len(whole) >= length // 2 else head
    return head.rstrip("-")


def _meant(library: Library, place: Place, now: datetime) -> list[Message]:
    """Return the messages whose place and time it is, whatever the player takes."""
    ward = next((w for w in library.wards if w.slug == place.ward), None)
    off = ward.off if ward else ()
    return [
        m
        for m in library.live()
        if m.status(now) is Status.CURRENT
        and m.reaches(place.ward)
        and m.id not in off
        and (not m.places or place.id in m.places)
        and m.surfaces & {Surface.BOARD, Surface.VIDEO}
    ]


def _media(message: Message, place: Place, board: Format, player: Player) -> Media | None:
    """Return what a message is shown as, or None when the player takes nothing of it."""
    offered: list[Media] = []
    if Surface.BOARD in message.surfaces and _stills(board, player):
        offered.append("still")
    if Surface.VIDEO in message.surfaces and _videos(place, board, player):
        offered.append("video")
    return player.prefer if player.prefer in offered else next(iter(offered), None)


def _stills(board: Format, player: Player) -> bool:
    return board.file in player.images


def _videos(place: Place, board: Format, player: Player) -> bool:
    return player.videos and may_move(place, board)


def _rank(message: Message, now: datetime) -> tuple[int, timedelta, timedelta, str]:
    """Return the sort key of a message; see the module's docstring."""
    newest_first = now - message.publish
    if message.priority is Priority.EMERGENCY:
        return (0, timedelta(), newest_first, message.id)
    if message.priority is Priority.HIGH:
        return (1, timedelta(), newest_first, message.id)
    span = _span(message)
    if span is not None and _soon_from(span[0]) <= now < span[1]:
        return (2, span[0] - now, newest_first, message.id)
    return (3, timedelta(), newest_first, message.id)


def _span(message: Message) -> tuple[datetime, datetime] | None:
    """Return when an event or contest takes place.

    One without an end lasts its day, and an end at 00:00 is a bare date, whose day is the last.
    """
    held = message.event or message.contest
    if held is None:
        return None
    end = held.end or midnight(held.start.date())
    return held.start, end + timedelta(days=1) if end == midnight(end.date()) else end


def _soon_from(start: datetime) -> datetime:
    """Return the midnight from which something counts as near."""
    return midnight(start.date()) - SOON


def _unknown(
    place: Place, formats: Mapping[str, Format], players: Mapping[str, Player]
) -> list[Diagnostic]:
    found = []
    if place.format not in formats:
        known = ", ".join(sorted(n for n, f in formats.items() if f.medium in ("board", "tv")))
        found.append(
            error(
                "unknown-format",
                _("Nơi “{place}”: không có khổ “{format}”", place=place.id, format=place.format),
                hint=_("các khổ đã có: {known}", known=known),
            )
        )
    if place.player not in players:
        found.append(
            error(
                "unknown-player",
                _("Nơi “{place}”: không có đầu phát “{id}”", place=place.id, id=place.player),
                hint=_("các đầu phát đã có: {known}", known=", ".join(sorted(players))),
            )
        )
    return found
