import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sample import make_sample, tree

DRIVER = Path(__file__).parent / "kill_driver.py"
MOMENTS = [
    ("render", 2),
    ("encode", 9),
    ("publish", 5),
    ("page", 3),
    ("page", 8),
    ("ledger", 1),
    ("ledger", 2),
    ("ledger", 3),
    ("manifest", 1),
    ("manifest", 2),
]


def run(folder: Path, point: str, number: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DRIVER), point, str(number), str(folder / "content")],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def unbuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unbuilt")
    make_sample(folder)
    return folder


@pytest.fixture(scope="module")
def expected(unbuilt: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an uninterrupted build leaves."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(unbuilt, folder, dirs_exist_ok=True)
    done = run(folder, "none")
    assert done.returncode == 0, done.stderr
    return tree(folder / "output")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize(("point", "number"), MOMENTS)
def test_a_killed_build_leaves_whole_files_and_the_next_one_completes_it(
    tmp_path: Path, unbuilt: Path, expected: dict[str, str], point: str, number: int
) -> None:
    shutil.copytree(unbuilt, tmp_path, dirs_exist_ok=True)
    killed = run(tmp_path, point, number)
    assert killed.returncode == -signal.SIGKILL, f"the point was never reached\n{killed.stderr}"
    left = tree(tmp_path / "output")
    for name, digest in left.items():
        if not name.endswith(".tintot-tmp"):
            assert digest == expected[name], f"{name} is not whole"
    done = run(tmp_path, "none")
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "output") == expected
