import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.lock import BusyError, only_one

HOLD = """
import sys, time
from pathlib import Path
from generator.build.lock import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_refused_until_the_first_dies(tmp_path: Path) -> None:
    path = tmp_path / "thư mục có dấu" / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(BusyError), only_one(path):
        pass
    holder.kill()
    holder.wait()
    with only_one(path):
        pass
