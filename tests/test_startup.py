"""Start-up: help answers at once, and nothing heavy is imported for it."""

import os
import subprocess
import sys
import time

import pytest

LIMIT_S = 0.2
HEAVY = {
    "PIL",
    "av",
    "brotli",
    "fontTools",
    "fontpkg",
    "jinja2",
    "markdown",
    "moviepy",
    "multiprocessing",
    "nh3",
    "numpy",
    "rich",
    "segno",
    "typst",
    "uharfbuzz",
    "watchfiles",
    "yaml",
}
HELP = [sys.executable, "-m", "generator.cli", "--help"]
PROBE = """
import sys
from generator.cli import main
sys.argv = ["tintot", *sys.argv[1:]]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
print("\\n".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def cost() -> float:
    """Return what one run takes (s): processor time where it can be had, else by the clock."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(HELP, check=True, capture_output=True)
    after, elapsed = os.times(), time.perf_counter() - start
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    # Windows does not count the time of children. Elsewhere the clock would measure the other
    # tests that run at the same time.
    return spent or elapsed


def test_help_answers_within_a_fifth_of_a_second() -> None:
    assert min(cost() for _ in range(5)) < LIMIT_S


@pytest.mark.parametrize(
    "words", [["--help"], ["build", "--help"], ["usb", "--help"], ["serve", "--help"]]
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    modules = set(probe.stderr.split())
    assert "click" in modules
    assert modules & HEAVY == set()
