"""Time whole builds of the sample campaign: `python tests/bench/build.py [--only web]`.

Prints wall time and peak memory of a build from nothing, the median of three builds with nothing to
do, and their ratio. Machines are noisy: compare ratios, and figures of one run only.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def build(folder: Path, *words: str) -> float:
    """Run one build and return its wall time (s)."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "generator.cli", "build", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    print(done.stdout.splitlines()[0])
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("content", "layouts", "records"):
            shutil.copytree(ROOT / part, folder / part)
        first = build(folder, *sys.argv[1:])
        # Of the largest process and its ended workers; Linux counts in KiB, macOS in bytes.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        again = statistics.median(build(folder, *sys.argv[1:]) for _ in range(3))
    print(f"from nothing {first:.1f} s, peak memory of one process {peak:.0f} MiB")
    print(f"nothing to do {again:.2f} s, ratio {again / first:.4f}")


if __name__ == "__main__":
    main()
