"""A small whole campaign: two messages, one ward, one still format and one 128×64 video."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from generator.build.desk import write_approval
from generator.build.project import Project
from generator.fonts import load_font
from generator.site.assets import kept_font
from generator.site.fonts import WEB_WEIGHTS
from generator.world import HANOI, DiskWorld

ROOT = Path(__file__).parent.parent.parent

CAMPAIGN = """\
name = "Chiến dịch thử"
publisher = "Ban biên tập thử"
sample = true
"""

WARDS = "code,kind,name,slug\n00008,phường,Ngọc Hà,ngoc-ha\n"

PLACES = """\
[cong-phuong]
name = "Cổng trụ sở"
ward = "ngoc-ha"
format = "apartment-p5"
player = "usb-anh"
"""

FORMATS = """\
[apartment-p5]
medium = "board"
width = 512
height = 256
pitch_mm = 5.0
video = "video-16x9"

[video-16x9]
medium = "video"
width = 128
height = 64
file = "mp4"
fps = 30
"""

FIRST = """\
---
title: Mỗi ngày một tin tốt
slogan: Mỗi ngày một tin tốt
kind: news
publish: 2026-11-01
expire: 2031-12-31
source: Kế hoạch 287/KH-UBND ngày 14/12/2021
surfaces: [web, board, video]
---
Mỗi ngày, hãy chia sẻ một tin tốt có nguồn rõ ràng.
"""

SECOND = """\
---
title: Không bấm vào đường dẫn lạ
slogan: Không bấm vào đường dẫn lạ
kind: warning
publish: 2026-11-02
expire: 2031-12-31
source: Kế hoạch 287/KH-UBND ngày 14/12/2021
surfaces: [web, board, video]
---
Gọi lại cho người gửi trước khi mở đường dẫn.
"""


def make_sample(folder: Path) -> Project:
    """Write the campaign below a folder, both messages approved, and return its project."""
    files = {
        "content/campaign.toml": CAMPAIGN,
        "content/wards.csv": WARDS,
        "content/wards/ngoc-ha.toml": 'phone = "111"\n',
        "content/places.toml": PLACES,
        "content/contacts.toml": "",
        "content/messages/mot-tin-tot.md": FIRST,
        "content/messages/duong-dan-la.md": SECOND,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    (folder / "layouts/formats.toml").write_text(FORMATS, encoding="utf-8")
    project = Project.at(folder / "content", folder / "layouts", folder / "output")
    # Preparing fonts takes seconds; the campaigns of one test run share them.
    prepared = Path(tempfile.gettempdir()) / "tintot-test-fonts"
    for weight in (400, 500, 600, 700, 800):
        load_font(weight, prepared)
    world = DiskWorld({}, prepared, datetime(2026, 11, 20, tzinfo=HANOI))
    for weight in WEB_WEIGHTS:
        kept_font(weight, world)
    for name in ("fonts", "memo"):
        shutil.copytree(prepared / name, project.cache / name)
    for name in ("mot-tin-tot", "duong-dan-la"):
        path = folder / f"content/messages/{name}.md"
        approved, report = write_approval(
            project, path, "Người duyệt mẫu", datetime(2026, 11, 20, 9, tzinfo=HANOI)
        )
        assert approved, report.render()
    return project


def tree(folder: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file below a folder, temporary files included."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
