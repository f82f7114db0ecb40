"""The plan of the reels: the planned loops and what stands in output/ in, artifacts out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from generator.build.artifact import Artifact
from generator.build.plan import Plan
from generator.build.recipes.reel import Reel, ReelPart
from generator.build.recipes.video import Video
from generator.build.studio import Studio
from generator.content.model import Surface


class Standing(Protocol):
    """A file of the output as its ledger or manifest knows it."""

    @property
    def sha256(self) -> str:
        """Return the hash of its bytes."""


def reel_path(folder: str) -> str:
    """Return the output path of the reel of a loop."""
    return f"boards/{folder}.mp4"


def plan_reels(plan: Plan, standing: Mapping[str, Standing], studio: Studio) -> dict[str, Artifact]:
    """Return the reels of all loops by output path, each of the videos that stand there.

    They are planned when the videos are done, since a reel is joined of their bytes: whoever
    changes one message has only the reels joined again in which it plays.

    Args:
        plan: the loops and their videos.
        standing: output path → hash of what is published.
        studio: formats and limits.
    """
    found: dict[str, Artifact] = {}
    for folder, files in plan.reels.items():
        parts = tuple(
            ReelPart(f.item.message.id, f.path, standing[f.path].sha256)
            for f in files
            if f.path in standing
        )
        if parts:
            video = plan.artifacts[files[0].path]
            assert isinstance(video.recipe, Video), "reels are made of videos"
            reel = Reel(video.recipe.format, parts)
            path = reel_path(folder)
            found[path] = Artifact(
                path, reel, reel.inputs(studio), f"reel/{folder}", Surface.BOARD, ward=video.ward
            )
    return found
