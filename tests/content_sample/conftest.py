"""The shipped content as a world in memory, at any moment."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.content.library import load_library
from generator.content.model import Library, Message
from generator.diagnostics import Report
from generator.world import HANOI, MemoryWorld

ROOT = Path(__file__).parent.parent.parent

Loaded = tuple[Library, Report]
Load = Callable[[datetime], Loaded]


@pytest.fixture(scope="session")
def load(cache: Path) -> Load:
    """Return a loader of the shipped content and its records at a moment; each is loaded once."""
    tree: dict[str, str | bytes] = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for name in ("content", "layouts", "records")
        for path in sorted((ROOT / name).rglob("*"))
        if path.is_file()
    }
    known: dict[datetime, Loaded] = {}

    def at(now: datetime) -> Loaded:
        if now not in known:
            known[now] = load_library(MemoryWorld(tree, now, cache))
        return known[now]

    return at


@pytest.fixture
def messages(load: Load) -> dict[str, Message]:
    """Return what stands in the files: the draft where the text was changed after approval."""
    library, _report = load(datetime(2026, 11, 22, 8, 0, tzinfo=HANOI))
    found = {entry.id: entry.draft or entry.live for entry in library.entries}
    return {name: message for name, message in found.items() if message is not None}


@pytest.fixture
def table() -> Callable[[str], dict[str, Any]]:
    """Return a reader of TOML files below content/ or layouts/."""
    return lambda path: tomllib.loads((ROOT / path).read_text(encoding="utf-8"))
