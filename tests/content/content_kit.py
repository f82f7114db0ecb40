"""A small campaign around one message, and short ways to what came of loading it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image

from generator.content.model import Entry, Library, Message
from generator.diagnostics import Diagnostic, Report
from generator.world import HANOI, MemoryWorld

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
FILE = "content/messages/tin.md"
OTHER = "content/messages/tin-khac.md"
HEAD = """\
title: Mỗi ngày một tin tốt
slogan: Mỗi tuần một câu chuyện đẹp
kind: news
publish: 2026-11-20
expire: 2026-12-31
source: Kế hoạch 287/KH-UBND
"""
BASE: Mapping[str, str] = {
    "content/campaign.toml": 'name = "Tin Tốt"\npublisher = "Bộ mẫu"\n',
    "content/wards.csv": (
        "code,kind,name,slug\n00004,phường,Ba Đình,ba-dinh\n00008,phường,Ngọc Hà,ngoc-ha\n"
    ),
    "content/wards/ba-dinh.toml": (
        'site_url = "https://phuong.example/x"\nphone = "024 0000 0000"\n'
    ),
    OTHER: f"---\n{HEAD}---\nTin khác.\n",
}


def message(head: str = HEAD, body: str = "Nội dung.\n") -> str:
    """Return the text of a message file."""
    return f"---\n{head}---\n{body}"


def with_key(line: str) -> str:
    """Return a message in which a line replaces the one with the same key, or follows the last."""
    key = line.partition(":")[0]
    rows = HEAD.splitlines()
    at = next((n for n, row in enumerate(rows) if row.startswith(f"{key}:")), len(rows))
    rows[at : at + 1] = [line]
    return message("\n".join(rows) + "\n")


def png(size: tuple[int, int] = (40, 30), kind: str = "PNG") -> bytes:
    """Return a small picture."""
    stream = BytesIO()
    Image.new("RGB", size, (10, 77, 63)).save(stream, kind)
    return stream.getvalue()


@dataclass(frozen=True)
class Loaded:
    """A library, its report, and short ways to what a test asks."""

    library: Library
    report: Report
    world: MemoryWorld

    def entry(self, name: str = "tin") -> Entry:
        return next(e for e in self.library.entries if e.id == name)

    def draft(self, name: str = "tin") -> Message:
        found = self.entry(name).draft
        assert found is not None
        return found

    def live(self, name: str = "tin") -> Message:
        found = self.entry(name).live
        assert found is not None
        return found

    def find(self, code: str) -> Diagnostic:
        found = [f for f in self.report if f.code == code]
        assert len(found) == 1, [(f.code, f.message) for f in self.report]
        return found[0]

    def codes(self) -> list[str]:
        return [f.code for f in self.report]


Load = Callable[..., Loaded]
