"""Names of sections for people: an audience or topic in, its words and its section out."""

from __future__ import annotations

from collections.abc import Mapping

from generator.content.model import Audience

# In the order in which a reader meets them; what is for everyone needs no section of its own.
AUDIENCES = {
    Audience.CHILDREN: "Trẻ em",
    Audience.STUDENTS: "Học sinh, sinh viên",
    Audience.PARENTS: "Cha mẹ, gia đình",
    Audience.TEACHERS: "Giáo viên, nhà trường",
    Audience.YOUTH: "Thanh thiếu niên",
    Audience.UNION_MEMBERS: "Đoàn viên, hội viên",
    Audience.OLDER_PEOPLE: "Người cao tuổi",
    Audience.VULNERABLE: "Người cần được trợ giúp",
    Audience.OFFICIALS: "Cán bộ, công chức",
    Audience.INFLUENCERS: "Người có nhiều người theo dõi trên mạng",
    Audience.BUSINESSES: "Doanh nghiệp",
    Audience.PRESS: "Báo chí",
}


def topic_words(topic: str) -> str:
    """Return a topic that nobody named, as readable as its id can be: "tre-em" → "Tre em"."""
    return topic.replace("-", " ").capitalize()


def topic_name(topic: str, names: Mapping[str, str]) -> str:
    """Return a topic in the words that campaign.toml has for it, else its id as words."""
    return names.get(topic) or topic_words(topic)


def audience_path(audience: Audience) -> str:
    """Return where an audience's section lies in a ward's folder."""
    return f"doi-tuong/{audience.value}.html"


def topic_path(topic: str) -> str:
    """Return where a topic's section lies in a ward's folder."""
    return f"chu-de/{topic}.html"
