"""The page "Đăng ngay": current messages and a ward's files in, posts ready to share out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from generator.content.model import Campaign, Message, Priority, Surface
from generator.layout.wording import CHIPS
from generator.site.sharing import alt_text, caption
from generator.site.views import is_current, message_path, theme_of

SHARE_NOW = "dang-ngay.html"
MOST_POSTS = 12

_PICTURE = re.compile(r"social-(\d+)x(\d+)\.(?:png|jpe?g)")
# The field of a caption shows it whole on a phone within these limits; about so many letters a line
# there (320 px at 16 px).
_LETTERS, _FEWEST_ROWS, _MOST_ROWS = 36, 6, 16
# Up to this height over width (4:5) a picture stands whole among posts; beyond it, it fills a
# phone's screen as a story.
_TALLEST_POST = 1.35


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A picture to post.

    Attributes:
        href: relative to the ward's folder; suffix: its ending with the dot.
        shape: what it is for, in Vietnamese; width, height: px; bytes: its size.
    """

    href: str
    suffix: str
    shape: str
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, slots=True)
class SharePost:
    """A message as a member of the youth union posts it.

    Attributes:
        href: of the message's page, relative to the ward's folder; "" without a page.
        url: its absolute address, or "" for a ward whose address is not known.
        rows: lines the caption's field shows.
        alt: what the pictures show.
        shown: the picture on the page; pictures: all of them, from wide to tall.
    """

    id: str
    href: str
    url: str
    title: str
    chip: str
    theme: str
    urgent: bool
    caption: str
    rows: int
    alt: str
    shown: SharePicture
    pictures: tuple[SharePicture, ...]


def to_share(messages: Iterable[Message], now: datetime) -> tuple[Message, ...]:
    """Return what the page offers of messages, newest first: the newest that are current.

    Whoever posts wants what is new, and four pictures take 1 MB a message: with all of them a
    ward's folder would outgrow its disk. Older messages keep their kit in output/kits/.
    """
    found = (m for m in messages if Surface.SOCIAL in m.surfaces and is_current(m, now))
    return tuple(islice(found, MOST_POSTS))


def share_posts(
    messages: Iterable[Message],
    campaign: Campaign,
    assets: Mapping[str, int],
    now: datetime,
    *,
    site_url: str = "",
    place: str = "",
) -> tuple[SharePost, ...]:
    """Return the posts of what is current and meant for social networks, emergencies first.

    Args:
        messages: of one ward, newest first.
        campaign: gives tags and the mark of samples.
        assets: files of the ward's folder → size in bytes; a message without a picture there is
            left out, since it has nothing to post.
        now: moment the build works for.
        site_url: absolute address of the ward's folder, ending in "/", or "". Together with
            `place` it is all that differs between wards: a page made for many wards passes
            placeholders here.
        place: the ward's name as it stands on its pictures, or "".
    """
    files: dict[str, list[SharePicture]] = {}
    for path, size in assets.items():
        folder, _slash, name = path.rpartition("/")
        found = _PICTURE.fullmatch(name)
        if found:
            files.setdefault(folder, []).append(_picture(path, int(found[1]), int(found[2]), size))
    posts = [
        _post(message, campaign, files[f"media/{message.id}"], site_url, place)
        for message in to_share(messages, now)
        if f"media/{message.id}" in files
    ]
    return tuple(sorted(posts, key=lambda post: not post.urgent))


def _picture(path: str, width: int, height: int, size: int) -> SharePicture:
    if width == height:
        shape = "Vuông"
    elif width > height:
        shape = "Ngang"
    else:
        shape = "Dọc" if height <= _TALLEST_POST * width else "Tin 24 giờ"
    return SharePicture(path, path[path.rindex(".") :], shape, width, height, size)


def _post(
    message: Message, campaign: Campaign, pictures: list[SharePicture], site_url: str, place: str
) -> SharePost:
    ordered = tuple(sorted(pictures, key=lambda p: (p.height / p.width, p.href)))
    href = message_path(message.id) if Surface.WEB in message.surfaces else ""
    url = f"{site_url}{href}" if site_url and href else ""
    text = caption(message, campaign, url)
    rows = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
    return SharePost(
        id=message.id,
        href=href,
        url=url,
        title=message.title,
        chip=CHIPS[message.kind],
        theme=theme_of(message),
        urgent=message.priority is Priority.EMERGENCY,
        caption=text,
        rows=max(_FEWEST_ROWS, min(rows, _MOST_ROWS)),
        alt=alt_text(message, campaign, place),
        shown=ordered[0],
        pictures=ordered,
    )
