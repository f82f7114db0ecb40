"""The closed lists of content: what a message is, whom it is for and where it stands."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a message is; the kind chooses theme, chip and section."""

    NEWS = "news"
    STORY = "story"
    RULE = "rule"
    WARNING = "warning"
    FACT_CHECK = "fact-check"
    GUIDE = "guide"
    EVENT = "event"
    CONTEST = "contest"
    NOTICE = "notice"


class Surface(StrEnum):
    """Where a message may appear."""

    WEB = "web"
    BOARD = "board"
    POSTER = "poster"
    VIDEO = "video"
    SOCIAL = "social"


class Priority(StrEnum):
    """How urgent a message is; an emergency goes before everything else."""

    NORMAL = "normal"
    HIGH = "high"
    EMERGENCY = "emergency"


class Audience(StrEnum):
    """Whom a message is for: the audiences named by the city's and the ward's plans."""

    EVERYONE = "everyone"
    OFFICIALS = "officials"
    UNION_MEMBERS = "union-members"
    STUDENTS = "students"
    TEACHERS = "teachers"
    PARENTS = "parents"
    YOUTH = "youth"
    CHILDREN = "children"
    OLDER_PEOPLE = "older-people"
    VULNERABLE = "vulnerable"
    INFLUENCERS = "influencers"
    BUSINESSES = "businesses"
    PRESS = "press"


class Status(StrEnum):
    """Where a message stands in time."""

    UPCOMING = "upcoming"
    CURRENT = "current"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
