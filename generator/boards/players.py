"""Players: layouts/players.toml in; what each kind of player accepts from a stick out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from generator.content.model import Place
from generator.layout.formats import FileType, LayoutFileError, read_table
from generator.world import World

PLAYERS = "layouts/players.toml"

Media = Literal["still", "video"]


@dataclass(frozen=True, slots=True)
class Player:
    """What plays the files of a stick: all of them for ever, in the order of their names.

    Attributes:
        id: as places name it.
        name: for people.
        images: types of still it shows; empty when it shows none.
        videos: whether it plays MP4.
        prefer: what it is given when a message has both.
        reel: whether it takes one video alone, so that its loop comes as a reel.
        sheet_on_stick: whether the hand-over sheet may lie beside the media.
        dwell_s: how long it shows each still (s), 0 where nobody can know.
        steps: how to plug the stick in, printed on the sheet, in the campaign's language;
            "{seconds}" stands for how long each still is shown.
    """

    id: str
    name: str
    images: tuple[FileType, ...]
    videos: bool
    prefer: Media
    sheet_on_stick: bool
    steps: tuple[str, ...]
    dwell_s: float = 0.0
    reel: bool = False


def dwell_s(place: Place, player: Player) -> float:
    """Return how long each still stands at a place (s): as the place says, else as its player."""
    return player.dwell_s if place.dwell_s is None else float(place.dwell_s)


def load_players(world: World) -> dict[str, Player]:
    """Return every player of layouts/players.toml by id.

    Raises:
        LayoutFileError: the file breaks TOML or misses a key.
    """
    table = read_table(world, PLAYERS)
    found = {}
    for name, raw in table.items():
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()
        }
        try:
            player = Player(id=name, **values)
        except TypeError as problem:
            raise LayoutFileError(f"{PLAYERS} [{name}]: {problem}") from None
        if player.prefer not in ("still", "video"):
            raise LayoutFileError(f"{PLAYERS} [{name}]: prefer is {player.prefer!r}")
        if player.reel and (player.images or not player.videos):
            raise LayoutFileError(f"{PLAYERS} [{name}]: a reel is for players of videos alone")
        found[name] = player
    return found
