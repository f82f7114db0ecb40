import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample import make_sample

BUILD = """
import sys
from generator.build import pool
pool.POOL_WORTH_S = 0.0
sys.argv = ["tintot", "build", "--jobs", "2"]
from generator.cli import main
if __name__ == "__main__":
    main()
"""


def workers(parent: int) -> set[int]:
    """Return the spawned worker processes of a process."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            stat = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat[1]) == parent and b"spawn_main" in command:
            found.add(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are read from /proc")
def test_workers_end_with_a_killed_build(tmp_path: Path) -> None:
    make_sample(tmp_path)
    script = tmp_path / "run.py"
    script.write_text(BUILD, encoding="utf-8")
    build = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 20
    while not (started := workers(build.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert started
    time.sleep(1.0)
    build.send_signal(signal.SIGKILL)
    build.wait()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
