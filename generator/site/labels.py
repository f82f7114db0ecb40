"""Names of sections for people: an audience in, its words out."""

from __future__ import annotations

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
