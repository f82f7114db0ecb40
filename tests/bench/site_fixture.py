"""A seed and a shape in; a whole campaign of 126 wards out: values first, then our project folder.

The messages are written from the sentences and points of the shipped samples, drawn by a seed, so
that they read like the real thing and are the same on every machine. Contacts of wards are plainly
artificial: nobody could take them for a real office's.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.build.project import Project
from generator.content import records
from generator.content.approval import csv_line, with_approval
from generator.content.frontmatter import read_parts
from generator.content.message import Reading, message_hash
from generator.content.model import Approval
from generator.content.source import Source
from generator.text.sentences import leading_sentences
from generator.world import HANOI

ROOT = Path(__file__).parent.parent.parent
ELSEWHERE = "https://cong-thong-tin.example/tra-cuu?so=1&trang=2"
APPROVER = "Người duyệt thử"
APPROVED_AT = datetime(2026, 11, 21, 9, tzinfo=HANOI)
NEWEST = date(2026, 11, 20)
DAYS = 180
WORDS = 270

# Ten in a row hold every kind.
KINDS = ("warning", "news", "story", "rule", "guide", "fact-check", "event", "contest", "notice",
         "news")  # fmt: skip
AUDIENCES = ("everyone", "older-people", "students", "parents", "youth", "officials")
TOPICS = ("scam-call", "scam-site", "false-news", "child", "privacy", "law", "conduct", "good-news")

# Pages without pictures, posters and videos.
BUILD = (sys.executable, "-m", "generator.cli", "build", "--only", "page")

CAMPAIGN = """\
name = "Tin Tốt"
publisher = "Ban biên tập thử nghiệm"
city = "Thành phố Hà Nội"
language = "vi"
theme = "tin-tot"
sample = true
"""


@dataclass(frozen=True, slots=True)
class Post:
    """One message: its id, its front matter and its Markdown; `ward` is "" where all share it."""

    id: str
    head: Mapping[str, Any]
    body: str
    ward: str = ""

    def markdown(self) -> str:
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.fields()]
        return "\n".join(["---", *lines, "---", self.body])

    def fields(self) -> Iterator[tuple[str, Any]]:
        yield from self.head.items()
        if self.ward:
            yield "wards", [self.ward]

    def edited(self, number: int) -> Post:
        """Return the message with the first sentence of its text changed."""
        first, rest = self.body.split("\n", 1)
        sentence = leading_sentences(f"{first} A")[-1]
        changed = first.replace(sentence, f"Câu đầu tiên vừa được sửa lần thứ {number}.", 1)
        return replace(self, body=f"{changed}\n{rest}")


@dataclass(frozen=True, slots=True)
class Shape:
    """How many messages: `shared` by all wards, and `own` for each ward alone."""

    shared: int = 0
    own: int = 0

    @property
    def name(self) -> str:
        return f"{self.shared}-shared-{self.own}-own"


def posts(shape: Shape, wards: tuple[str, ...]) -> tuple[Post, ...]:
    """Return all messages of a campaign."""
    found = list(_series("tin", shape.shared))
    for ward in wards:
        found.extend(replace(post, ward=ward) for post in _series(ward, shape.own))
    return tuple(found)


def _series(name: str, count: int) -> Iterator[Post]:
    """Yield messages that link in a ring, spread over half a year, newest first."""
    ids = [f"{name}-{n:03}" for n in range(count)]
    for n, own in enumerate(ids):
        luck = random.Random(own)  # noqa: S311 - no secret
        day = NEWEST - timedelta(days=n * DAYS // count)
        head = _head(n, day, luck)
        yield Post(own, head, _body(luck, ids[(n + 1) % count]))


def wards_of_city() -> tuple[str, ...]:
    """Return the slugs of all units of wards.csv, in its order."""
    lines = (ROOT / "content/wards.csv").read_text(encoding="utf-8").splitlines()
    return tuple(line.rpartition(",")[2] for line in lines[1:] if line)


def _head(n: int, day: date, luck: random.Random) -> dict[str, Any]:
    kind = KINDS[n % len(KINDS)]
    points = luck.sample(_samples()["points"], 4)
    head = {
        "title": f"{points[0]} (số {n + 1})",
        "slogan": f"{points[1]} – {points[2]}",
        "kind": kind,
        "audience": luck.sample(AUDIENCES, 1 + n % 3),
        # Every other message has an hour of its own.
        "publish": f"{day} {6 + n % 12:02}:{5 * (n % 7):02}" if n % 2 else f"{day}",
        "expire": "2099-12-31",
        "source": f"Tài liệu thử nghiệm số {n + 1}",
        "summary": luck.choice(_samples()["sentences"]),
        "points": points[:3],
        "topics": luck.sample(TOPICS, 2),
    }
    return {**head, **_more(kind, day, luck)}


def _more(kind: str, day: date, luck: random.Random) -> dict[str, Any]:
    """Return the keys that belong to a kind."""
    said = _samples()["sentences"]
    match kind:
        case "warning":
            return {"help": True, "priority": "high", "easy": " ".join(luck.sample(said, 3))}
        case "fact-check":
            return {"claim": luck.choice(said), "verdict": "Sai", "fact": luck.choice(said)}
        case "event":
            start = day + timedelta(days=400)
            where = "Nhà văn hóa thử nghiệm, số 1 phố Thử"
            return {
                "event": {"start": f"{start} 08:00", "end": f"{start} 11:30", "where": where},
                "corrected": f"{day + timedelta(days=1)}",
            }
        case "contest":
            questions = [
                {
                    "q": f"{luck.choice(_samples()['points'])}, đúng hay sai?",
                    "answers": luck.sample(_samples()["points"], 3),
                    "correct": 1 + n % 3,
                    "why": luck.choice(said),
                }
                for n in range(3)
            ]
            contest = {"start": f"{day}", "end": f"{day + timedelta(days=500)}"}
            rules = "\n\n".join(luck.sample(said, 2))
            url = "https://cuoc-thi.example/"
            return {"contest": {**contest, "rules": rules, "url": url, "questions": questions}}
    return {}


def _body(luck: random.Random, following: str) -> str:
    """Return about 270 words with three headings, a list, a table, a link out and one within."""
    said, points = _samples()["sentences"], _samples()["points"]
    heads = luck.sample(points, 3)
    items = "\n".join(f"- {text}" for text in luck.sample(said, 3))
    pairs = zip(luck.sample(points, 3), luck.sample(points, 3), strict=True)
    table = "\n".join(
        ["| Nên | Không nên |", "|---|---|", *(f"| {a} | **{b}** |" for a, b in pairs)]
    )
    last = f"Tra cứu tại [trang thử nghiệm]({ELSEWHERE}), hoặc đọc [bài tiếp theo]({following}.md)."
    left = WORDS - sum(len(part.split()) for part in (*heads, items, table, last))
    texts: list[list[str]] = [[], [], [], []]
    while left > 0 or not all(texts):
        sentence = luck.choice(said)
        min(texts, key=len).append(sentence)
        left -= len(sentence.split())
    intro, one, two, three = (" ".join(text) for text in texts)
    parts = (
        intro,
        f"## {heads[0]}",
        one,
        items,
        f"## {heads[1]}",
        two,
        table,
        f"## {heads[2]}",
        three,
    )
    return "\n\n".join([*parts, last]) + "\n"


@cache
def _samples() -> dict[str, list[str]]:
    """Return plain sentences and short points of the shipped messages."""
    sentences: set[str] = set()
    points: set[str] = set()
    for file in sorted((ROOT / "content/messages").glob("*.md")):
        head, _, body = file.read_text(encoding="utf-8").removeprefix("---").partition("\n---\n")
        points.update(m.strip(' "') for m in re.findall(r"^  - (.+)$", head, re.MULTILINE))
        for line in body.splitlines():
            if re.match(r"[^\W\d_]", line):
                starts = ["", *reversed(leading_sentences(f"{line} A"))]
                sentences.update(b[len(a) :].strip() for a, b in pairwise(starts))
    plain = re.compile(r"[^*_`<>|\[\]()“”\"#:]+")
    return {
        "sentences": sorted(
            s for s in sentences if plain.fullmatch(s) and 6 <= len(s.split()) <= 24
        ),
        "points": sorted(p for p in points if plain.fullmatch(p)),
    }


def make_project(folder: Path, campaign: tuple[Post, ...], wards: tuple[str, ...]) -> Project:
    """Write our project with every message approved; return it."""
    content = folder / "content"
    (content / "messages").mkdir(parents=True)
    (content / "wards").mkdir()
    (content / "campaign.toml").write_text(CAMPAIGN, encoding="utf-8")
    (content / "places.toml").write_text("", encoding="utf-8")
    for name in ("wards.csv", "contacts.toml"):
        shutil.copy(ROOT / "content" / name, content / name)
    for n, ward in enumerate(wards):
        text = "".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
            for key, value in ward_values(ward, n).items()
        )
        (content / f"wards/{ward}.toml").write_text(text, encoding="utf-8")
    project = Project.at(content, ROOT / "layouts", folder / "output")
    save(project, campaign)
    return project


def ward_values(ward: str, n: int) -> dict[str, str]:
    """Return what a ward's file says; nothing of it exists."""
    return {
        "site_url": f"https://phuong.example/{ward}/",
        "phone": f"000 000 {n:04}",
        "email": f"thu@{ward}.example",
        "hours": "Thứ Hai đến thứ Sáu, 8 giờ – 17 giờ",
        "address": f"Số {n + 1} phố Thử Nghiệm",
    }


def save(project: Project, campaign: tuple[Post, ...]) -> None:
    """Write messages, each approved as it stands.

    An approval checks and converts the text, 20 ms a message, and remembers both. Here only its
    files are written, so that a build that is timed checks and converts every text itself.
    """
    for post in campaign:
        file, text = f"content/messages/{post.id}.md", post.markdown()
        source = Source(file, tuple(text.split("\n")))
        parts, findings = read_parts(source)
        assert parts.head is not None, findings
        approval = Approval(APPROVER, APPROVED_AT.date(), message_hash(parts.head, parts.body, {}))
        reading = Reading(post.id, file, None, (), {}, {}, source, parts)
        data = with_approval(text.encode(), reading, approval)
        log = (records.LOG_COLUMNS, (APPROVED_AT.isoformat(), approval.hash, APPROVER))
        _write(project.home / records.log_file(post.id), b"".join(csv_line(*r) for r in log))
        folder = project.home / records.folder(post.id, approval.hash)
        _write(folder / "message.md", data)
        _write(project.home / file, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
