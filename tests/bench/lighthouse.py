"""Lighthouse's performance as a phone: the audited site's home and message pages in, medians out.

Run `python tests/bench/lighthouse.py [FOLDER OF A WARD]` with TINTOT_AUDIT_TOOLS naming the folder
in which tests/audit/package.json was installed. Exit status 1 where a median is below 99.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "audit"))

from audit_lighthouse import lighthouse
from audit_project import RICH, WITH_MEDIA, build_sites, write_campaign
from audit_server import serving
from audit_tools import Tools

RUNS = 5
LEAST = 99


def measure(folder: Path, names: list[str]) -> int:
    """Print the scores of every page; return how many medians are too low."""
    tools, low = Tools.here(), 0
    with serving(folder) as base:
        for name in names:
            told = [lighthouse(tools, f"{base}/{name}", ("performance",)) for _ in range(RUNS)]
            scores = [each.scores["performance"] for each in told]
            low += median(scores) < LEAST
            print(f"{name:40} median {median(scores):5.1f}  of {sorted(scores)}")
            if median(scores) < LEAST:
                print("\n".join(f"    {line}" for line in told[-1].lost))
    return low


def main() -> int:
    """Measure a ward's folder, or the one that the audits build."""
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        messages = sorted((folder / "tin").glob("*.html"), key=lambda path: path.stat().st_size)
        return measure(folder, ["index.html", f"tin/{messages[-1].name}"]) > 0
    with tempfile.TemporaryDirectory() as made:
        sites = build_sites(write_campaign(Path(made, "campaign")))
        names = ["index.html", f"tin/{WITH_MEDIA}.html", "tin/moi-ngay-mot-tin-tot.html"]
        return measure(sites / RICH, names) > 0


if __name__ == "__main__":
    raise SystemExit(main())
