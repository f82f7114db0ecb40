"""Fixtures of the content tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from content_kit import BASE, NOW, Load, Loaded

from generator.content.library import load_library
from generator.world import MemoryWorld


@pytest.fixture
def load(make_world: Callable[..., MemoryWorld]) -> Load:
    """Return a loader: files over the small campaign → what came of them."""

    def run(files: Mapping[str, str | bytes] | None = None, now: datetime = NOW) -> Loaded:
        world = make_world({**BASE, **(files or {})}, now)
        library, report = load_library(world)
        return Loaded(library, report, world)

    return run
