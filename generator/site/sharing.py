"""Words for social networks: a message and its campaign in; caption, alt text and hashtags out.

The kit and the page "Đăng ngay" offer the same words. They are public output and Vietnamese in
every language of the program's messages.
"""

from __future__ import annotations

from functools import lru_cache

from generator.content.model import Campaign, Contest, Kind, Message, Priority
from generator.layout.wording import CHIPS, DRAFT_MARK, SAMPLE_MARK
from generator.text.dates import short_date, span_in_words
from generator.text.slug import slug

# More than five tags read as advertising, and people pass over the words before them.
MOST_TAGS = 5

# The movement that all posts belong to, as the city's and the ward's plans name it.
MOVEMENT = "Mỗi ngày một tin tốt"

# Kinds that say more than "a notice" do; the movement has a name of its own for stories.
KIND_TAGS = {
    Kind.STORY: "Mỗi tuần một câu chuyện đẹp",
    Kind.RULE: "Quy tắc ứng xử",
    Kind.WARNING: "Cảnh báo",
    Kind.FACT_CHECK: "Kiểm chứng tin",
}

# The words of the plans for what the sample's topics are about; "" where a topic is no subject.
# A topic that is not listed becomes a tag by its own slug: "phong-chay" → "#PhongChay".
TOPIC_TAGS = {
    "account": "An toàn tài khoản",
    "child": "Bảo vệ trẻ em",
    "conduct": "Văn hóa ứng xử",
    "easy-words": "",
    "false-news": "Chống tin giả",
    "good-news": "Thông tin tích cực",
    "green-zone": "Vùng xanh trên không gian mạng",
    "law": "Tìm hiểu pháp luật",
    "link": "Chống lừa đảo",
    "privacy": "Bảo vệ dữ liệu cá nhân",
    "scam-call": "Chống lừa đảo",
    "scam-site": "Chống lừa đảo",
    "spam": "Chống tin rác",
}

_ENDS = ".!?…"


@lru_cache(maxsize=1024)
def hashtag(words: str) -> str:
    """Return words as one tag: "Mỗi ngày một tin tốt" → "#MoiNgayMotTinTot".

    Without diacritics, since tags are typed and searched without them; a capital for each syllable
    keeps them readable, also to screen readers. "" when no letter is left: networks take a number
    for no tag.
    """
    syllables = slug(words).split("-")
    tag = "".join(s[:1].upper() + s[1:] for s in syllables)
    return f"#{tag}" if any(c.isalpha() for c in tag) else ""


def hashtags(message: Message, campaign: Campaign) -> tuple[str, ...]:
    """Return the tags of a message: the movement, its kind, its topics, the campaign; at most 5."""
    topics = [TOPIC_TAGS.get(topic, topic) for topic in message.topics]
    own = [MOVEMENT, KIND_TAGS.get(message.kind, ""), *topics]
    last = hashtag(campaign.name)
    tags = [tag for tag in dict.fromkeys(hashtag(words) for words in own) if tag and tag != last]
    return (*tags[: MOST_TAGS - 1], last) if last else tuple(tags[:MOST_TAGS])


def caption(message: Message, campaign: Campaign, url: str = "") -> str:
    """Return the text of a post: paragraphs parted by blank lines, no line end at the end.

    The slogan comes first, as networks show little more before "Xem thêm". A fact-check puts the
    fact before the claim: whoever reads one line only must not take the claim home.

    Args:
        message: the live form.
        campaign: gives the mark of samples and a tag.
        url: absolute address of the message's page, or "".
    """
    mark = _mark(message, campaign)
    source = f"Nguồn: {message.source}"
    if message.corrected is not None:
        source += f"\nĐã đính chính ngày {short_date(message.corrected)}"
    link = f"\nXem đầy đủ: {url}" if url else ""
    blocks = [f"[{mark}]" if mark else "", _head(message), *_said(message), source + link]
    tags = " ".join(hashtags(message, campaign))
    return "\n\n".join([*(block for block in blocks if block), tags]).rstrip()


def alt_text(message: Message, campaign: Campaign, place: str = "") -> str:
    """Return what the pictures of a message show, for people who do not see them.

    All sizes say the same and differ in how much of it they have room for, so one text serves all.

    Args:
        message: the live form.
        campaign: gives the mark of samples.
        place: the ward at the foot of the picture, or "".
    """
    parts = [f"Ảnh chữ, mục {CHIPS[message.kind]}.", *_alt_said(message)]
    if message.image is not None and message.image_alt:
        parts.append(f"Kèm hình: {_sentence(message.image_alt)}")
    parts += [f"Chân ảnh ghi {place}."] if place else []
    mark = _mark(message, campaign)
    parts += [f"Ảnh mang dấu {mark}."] if mark else []
    return " ".join(parts)


def _mark(message: Message, campaign: Campaign) -> str:
    """Return the mark that the pictures carry too, or ""."""
    return DRAFT_MARK if message.draft else SAMPLE_MARK if campaign.sample else ""


def _head(message: Message) -> str:
    if message.priority is Priority.EMERGENCY:
        head = f"KHẨN CẤP: {message.slogan}"
    elif message.kind is Kind.WARNING:
        head = f"CẢNH BÁO: {message.slogan}"
    else:
        head = message.slogan
    # A title that only repeats the slogan or its first half says nothing new.
    return head if message.title in message.slogan else f"{head}\n{message.title}"


def _said(message: Message) -> tuple[str, ...]:
    """Return the paragraphs between head and source."""
    if message.claim and message.fact:
        verdict = f" – {message.verdict}" if message.verdict else ""
        checked = f"Sự thật: {message.fact}\nTin đang lan truyền: “{message.claim}”{verdict}"
        return (checked, message.lead)
    return (message.lead, _occasion(message))


def _alt_said(message: Message) -> tuple[str, ...]:
    """Return what stands on a picture; that of a fact-check sets claim against fact."""
    if message.kind is Kind.FACT_CHECK and message.claim and message.fact:
        said = [f"Tin đang lan truyền, bị gạch ngang: {_quoted(message.claim)}"]
        said += [f"Kết luận: {_sentence(message.verdict)}"] if message.verdict else []
        return (*said, f"Sự thật: {_quoted(message.fact)}")
    rest = (message.lead, _occasion(message).replace("\n", ". "))
    return (_quoted(message.slogan), *(_sentence(text) for text in rest if text))


def _quoted(text: str) -> str:
    """Return a text in quotation marks, with the full stop behind them that it may lack."""
    return f"“{text}”" if text[-1] in _ENDS else f"“{text}”."


def _occasion(message: Message) -> str:
    """Return when and where an event or contest takes place, a line each, or ""."""
    span = message.event or message.contest
    if span is None:
        return ""
    where = span.url if isinstance(span, Contest) else span.where
    label = "Dự thi tại" if isinstance(span, Contest) else "Địa điểm"
    lines = [f"Thời gian: {span_in_words(span.start, span.end)}"]
    return "\n".join([*lines, *([f"{label}: {where}"] if where else [])])


def _sentence(text: str) -> str:
    """Return a text with a full stop at its end."""
    return text if text[-1] in _ENDS else f"{text}."
