"""What a leaflet says: a message, its words and the contacts in; plain frozen values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from generator.content.model import Contact, Media, Message, Question
from generator.layout.prose import plain, prose
from generator.layout.wording import Wording


@dataclass(frozen=True, slots=True)
class Handout:
    """What a leaflet says beyond its head.

    Attributes:
        words: of the head: slogan, summary, dates, claim, source, publisher, ward.
        title: of the message.
        html: cleaned HTML of the text; `media`: its pictures.
        easy: the same in easy words, or "".
        rules, address, questions: of a contest.
        contacts: whom to ask for help, where the message offers help.
        approved: the day of approval, or None for a draft.
    """

    words: Wording
    title: str
    html: str
    media: tuple[Media, ...] = ()
    easy: str = ""
    rules: str = ""
    address: str = ""
    questions: tuple[Question, ...] = ()
    contacts: tuple[Contact, ...] = ()
    approved: date | None = None

    @property
    def head(self) -> Wording:
        """Return the words of the front page's head: no sentence of the text twice."""
        first = next((plain(b) for b in prose(self.html) if b["type"] == "p"), "")
        again = self.words.support and self.words.support == " ".join(first.split())
        return replace(self.words, support="") if again else self.words


def handout(message: Message, words: Wording, contacts: Iterable[Contact]) -> Handout:
    """Return what the leaflet of a message says.

    Args:
        message: the form that is shown.
        words: its words for a ward, or for the version without one.
        contacts: those still valid; the message's topics choose among them.
    """
    contest = message.contest
    known = tuple(contacts) if message.help else ()
    fitting = tuple(c for c in known if set(c.topics) & set(message.topics))
    return Handout(
        words,
        message.title,
        message.body.html,
        message.body.media,
        message.easy,
        contest.rules if contest else "",
        contest.url if contest else "",
        contest.questions if contest else (),
        fitting or known,
        message.approved.on if message.approved else None,
    )
