"""The block that a portal shows of a ward's site: its current cards in, embed/index.html out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator.content.model import Kind
from generator.layout.wording import THEMES
from generator.site.page import Context, Page, key_of
from generator.site.site import Frame
from generator.site.views import Card

PATH = "embed/index.html"
MOST = 5
# CSS px: five entries with titles of two lines in a column of 360; what is longer scrolls.
HEIGHT = 720


def embed_cards(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return what a portal shows: the five newest, emergencies and warnings first.

    Args:
        cards: what is valid, newest first.
    """
    ranked = sorted(cards, key=lambda c: (not c.urgent, c.theme != THEMES[Kind.WARNING]))
    return tuple(ranked[:MOST])


def embed_page(frame: Frame, cards: Sequence[Card], key: str) -> Page:
    """Return embed/index.html.

    Args:
        frame: the ward's frame.
        cards: as `embed_cards` returns them.
        key: names the cards.
    """
    held = tuple(cards)

    def show() -> Context:
        return {"cards": held}

    return frame.page(PATH, "embed.html", key_of("embed", key), show)


def embed_code(site_url: str, name: str) -> str:
    """Return the line of HTML that a portal's web admin pastes, or "" without an address.

    The frame is as wide as its column; its `width` is what holds where a portal forbids inline
    styles. The page in it needs no script and nothing from the portal.

    Args:
        site_url: absolute address of the ward's folder, ending in "/", or "".
        name: campaign and ward, read out to those who cannot see the frame.
    """
    if not site_url:
        return ""
    return (
        f'<iframe src="{escape(site_url + PATH)}" title="{escape(" ".join(name.split()))}"'
        f' loading="lazy" width="360" height="{HEIGHT}" style="width:100%;border:0"></iframe>'
    )
