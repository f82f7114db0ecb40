"""Check everything: format, lint, types and tests in; exit status 0 only if all are right.

Run `python tests/check.py` with the test extra installed; what follows goes to pytest. Without
their tools the audits of pages are left out, which is said.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)))
PYTEST = ("pytest", "-q", "-n", WORKERS)
AUDITS = "tests/audit"
# The audits look at some hundred pages and take minutes: they have a step of their own, before the
# tests, where their tools are at hand (see README.md).
STEPS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    *(((*PYTEST, AUDITS),) if "TINTOT_AUDIT_TOOLS" in os.environ else ()),
    (*PYTEST, "--ignore", AUDITS),
)


def main() -> int:
    """Run the steps in order; the first that fails gives the exit status."""
    if "TINTOT_AUDIT_TOOLS" not in os.environ:
        sys.stdout.write(
            "no audits of pages: TINTOT_AUDIT_TOOLS names no folder with their tools\n"
        )
    for step in STEPS:
        more = sys.argv[1:] if step[0] == "pytest" and step[-1] != AUDITS else []
        sys.stdout.write(f"$ {' '.join([*step, *more])}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, "-m", *step, *more], cwd=ROOT, check=False)
        if status.returncode:
            return status.returncode
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
