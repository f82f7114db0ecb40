"""The words to be set: a message, its ward and campaign in; only what a picture shows out.

Layouts see a Wording and nothing else of the content, so a picture's fingerprint changes exactly
when a word or picture on it changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.content.model import Campaign, Kind, Media, Message, Priority, Surface, Ward
from generator.text.dates import span_in_words

CHIPS = {
    Kind.NEWS: "Tin tốt mỗi ngày",
    Kind.STORY: "Câu chuyện đẹp",
    Kind.RULE: "Quy tắc ứng xử",
    Kind.WARNING: "Cảnh báo",
    Kind.FACT_CHECK: "Kiểm chứng tin",
    Kind.GUIDE: "Hướng dẫn",
    Kind.EVENT: "Sự kiện",
    Kind.CONTEST: "Cuộc thi",
    Kind.NOTICE: "Thông báo",
}

THEMES = {
    Kind.NEWS: "tin-tot",
    Kind.STORY: "tin-tot",
    Kind.WARNING: "canh-bao",
    Kind.RULE: "quy-tac",
    Kind.GUIDE: "quy-tac",
    Kind.NOTICE: "quy-tac",
    Kind.FACT_CHECK: "quy-tac",
    Kind.EVENT: "su-kien",
    Kind.CONTEST: "su-kien",
}

SAMPLE_MARK = "BẢN MẪU"
DRAFT_MARK = "BẢN NHÁP"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a picture, poster or video of one message says.

    Attributes:
        id: of the message.
        kind: chooses motif and arrangement (fact-check sets claim against fact).
        theme: id in layouts/themes.toml.
        chip: the kind in words.
        slogan: at most 160 letters; `short`: at most 28 letters, or "".
        support: one supporting line (summary or first paragraph).
        points: up to four, one after another in video.
        claim, verdict, fact: of a fact-check, else "".
        when, where: of an event or contest in words, else "".
        source: the document or person the message rests on.
        publisher: who publishes the campaign.
        ward: "Phường Ngọc Hà", or "" for the version without a ward.
        city: "Thành phố Hà Nội".
        url: address for the QR code, or "".
        image, alt: the message's picture and its description.
        logo: the ward's logo, or None.
        maker: line that names the maker on print, or "".
        mark: "BẢN MẪU", "BẢN NHÁP" or "".
    """

    id: str
    kind: Kind
    theme: str
    chip: str
    slogan: str
    short: str
    support: str
    points: tuple[str, ...]
    claim: str
    verdict: str
    fact: str
    when: str
    where: str
    source: str
    publisher: str
    ward: str
    city: str
    url: str
    image: Media | None
    alt: str
    logo: Media | None
    maker: str
    mark: str
    language: str


def page_url(ward: Ward, message_id: str) -> str:
    """Return the absolute address of a message's page, or "" for a ward without a site."""
    return f"{ward.site_url}tin/{message_id}.html" if ward.site_url else ""


def wording(message: Message, ward: Ward | None, campaign: Campaign, *, draft: bool) -> Wording:
    """Return the words of a message for one ward, or for the version without a ward."""
    emergency = message.priority is Priority.EMERGENCY
    when, where = _when(message)
    return Wording(
        id=message.id,
        kind=message.kind,
        theme="canh-bao" if emergency else THEMES[message.kind],
        chip=CHIPS[message.kind],
        slogan=message.slogan,
        short=message.short,
        support=message.lead,
        points=message.points,
        claim=message.claim,
        verdict=message.verdict,
        fact=message.fact,
        when=when,
        where=where,
        source=message.source,
        publisher=campaign.publisher,
        ward=ward.name if ward else "",
        city=campaign.city,
        url=page_url(ward, message.id) if ward and Surface.WEB in message.surfaces else "",
        image=message.image,
        alt=message.image_alt,
        logo=ward.logo if ward else None,
        maker=campaign.maker,
        mark=DRAFT_MARK if draft else SAMPLE_MARK if campaign.sample else "",
        language=campaign.language,
    )


def for_all_wards(words: Wording) -> Wording:
    """Return the words without what only one ward's version says."""
    return replace(words, ward="", url="", logo=None)


def _when(message: Message) -> tuple[str, str]:
    """Return the dates and the place of an event or contest in words."""
    if message.event is not None:
        return span_in_words(message.event.start, message.event.end), message.event.where
    if message.contest is not None:
        return span_in_words(message.contest.start, message.contest.end), ""
    return "", ""
