"""What the audits call besides Python: tools looked for, found paths or a stated reason out."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

FOLDER = "TINTOT_AUDIT_TOOLS"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Tool -> its file below the folder into which tests/audit/package.json was installed.
PACKAGED = {
    "axe-core": "node_modules/axe-core/axe.min.js",
    "vnu-jar": "node_modules/vnu-jar/build/dist/vnu.jar",
    "lighthouse": "node_modules/lighthouse/cli/index.js",
}


@dataclass(frozen=True)
class Tools:
    """Finds what an audit needs; an audit without its tool is skipped, and fails under CI."""

    folder: str
    strict: bool

    @classmethod
    def here(cls) -> Tools:
        """Return the tools that the environment names."""
        return cls(os.environ.get(FOLDER, ""), os.environ.get("CI", "") not in ("", "0", "false"))

    def packaged(self, name: str) -> Path:
        """Return the file of a tool that comes from npm."""
        if not self.folder:
            self._without(f"{FOLDER} names no folder with tests/audit/package.json installed")
        path = Path(self.folder, PACKAGED[name])
        if not path.is_file():
            self._without(f"{name} is missing: {path}")
        return path

    def command(self, *names: str) -> str:
        """Return the path of the first command that is installed."""
        found = next(filter(None, map(shutil.which, names)), None)
        return found or self._without(f"{names[0]} is not installed")

    def browser(self) -> str:
        """Return the path of a Chromium."""
        return self.command(*BROWSERS)

    def _without(self, reason: str) -> NoReturn:
        if self.strict:
            pytest.fail(f"{reason}; CI must run every audit", pytrace=False)
        pytest.skip(reason)
