"""Check everything: format, lint, types and tests in; exit status 0 only if all are right.

Run `python tests/check.py` with the test extra installed; what follows goes to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)))
STEPS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest", "-q", "-n", WORKERS),
)


def main() -> int:
    """Run the steps in order; the first that fails gives the exit status."""
    for step in STEPS:
        more = sys.argv[1:] if step[0] == "pytest" else []
        sys.stdout.write(f"$ {' '.join([*step, *more])}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, "-m", *step, *more], cwd=ROOT, check=False)
        if status.returncode:
            return status.returncode
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
