"""The whole text of a message: a message in; all that its page says, as blocks for print, out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.model import Message
from generator.i18n import _
from generator.layout.prose import Node, prose
from generator.text.dates import span_in_words


def full_text(message: Message) -> list[Node]:
    """Return every word of a message that citizens can read, in the order of its page."""
    return [
        *_lead(message),
        *prose(message.body.html),
        *_questions(message),
        *_easy(message),
        *_picture(message),
    ]


def _lead(message: Message) -> Iterator[Node]:
    if message.summary:
        yield _paragraph(_plain(message.summary))
    event, contest = message.event, message.contest
    named = (
        (_("Thời gian"), span_in_words(event.start, event.end) if event else ""),
        (_("Địa điểm"), event.where if event else ""),
        (_("Thời gian dự thi"), span_in_words(contest.start, contest.end) if contest else ""),
        (_("Thể lệ"), contest.rules if contest else ""),
        (_("Nơi dự thi"), contest.url if contest else ""),
        (_("Tin đồn"), message.claim),
        (_("Kết luận"), message.verdict),
        (_("Sự thật"), message.fact),
    )
    for label, text in named:
        if text:
            yield _paragraph(_strong(f"{label}: "), _plain(text))


def _questions(message: Message) -> Iterator[Node]:
    """Yield the questions of a contest, the right answers bold."""
    questions = message.contest.questions if message.contest else ()
    if questions:
        yield _heading(_("Câu hỏi, đáp án đúng in đậm"))
    for number, question in enumerate(questions, 1):
        yield _paragraph(_strong(f"{number}. {question.q}"))
        items = [
            [_paragraph(_strong(text) if place == question.correct else _plain(text))]
            for place, text in enumerate(question.answers, 1)
        ]
        yield {"type": "list", "ordered": False, "start": 1, "items": items}
        if question.why:
            yield _paragraph(_plain(question.why))


def _easy(message: Message) -> Iterator[Node]:
    if message.easy:
        yield _heading(_("Bản dễ đọc"))
        for part in message.easy.split("\n\n"):
            yield _paragraph(_plain(part.strip()))


def _picture(message: Message) -> Iterator[Node]:
    """Yield what is told of the message's own picture."""
    image = message.image
    if image is not None:
        yield _heading(_("Ảnh của tin"))
        yield _paragraph(_plain(message.image_alt))
        credit = ", ".join(filter(None, (image.author, image.licence, image.consent)))
        if credit:
            yield _paragraph(_plain(_("Nguồn ảnh: {credit}", credit=credit)))


def _plain(text: str) -> Node:
    return {"type": "text", "text": text}


def _strong(text: str) -> Node:
    return {"type": "strong", "parts": [_plain(text)]}


def _paragraph(*parts: Node) -> Node:
    return {"type": "p", "parts": list(parts)}


def _heading(text: str) -> Node:
    return {"type": "heading", "level": 2, "parts": [_plain(text)]}
