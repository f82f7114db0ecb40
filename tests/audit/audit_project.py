"""The audited campaign: the sample with a message of every state added in, three wards' sites out.

`ba-dinh` states everything a ward may state, `ngoc-ha` nothing and shows four messages,
`giang-vo` shows none.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

from generator.build.artifact import Artifact
from generator.build.build import Options, build
from generator.build.project import Project
from generator.content.approval import approve
from generator.content.library import read_known
from generator.content.model import Surface
from generator.diagnostics import Report, Severity
from generator.fonts import load_font
from generator.world import HANOI

ROOT = Path(__file__).parent.parent.parent
MESSAGES = Path(__file__).parent / "messages"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
APPROVER = "Người duyệt mẫu"
SITE_URL = "https://phuong.example/x/"
RICH, BARE, EMPTY = "ba-dinh", "ngoc-ha", "giang-vo"
SHOWN_BY_BARE = ("moi-ngay-mot-tin-tot", "duong-dan-la-messenger-zalo", "ngan", "lich-tiep-dan-cu")
# This one has its pictures, poster and video made for the first ward; the rest of the site is
# pages and the messages' own pictures.
WITH_MEDIA = "bai-dai-nhat"
# So many more notices in one month that lists run over several pages.
NOTICES = 45

STATED = f"""\
site_url = "{SITE_URL}"
phone = "024 3000 0000"
email = "phuong@phuong.example"
hours = "Thứ Hai đến thứ Sáu, 8 giờ – 17 giờ"
address = "Số 1 phố Mẫu (địa chỉ mẫu)"
logo = "media/bieu-trung.png"
accent = "#7a3b00"
"""

NOTICE = """\
---
title: Lịch trực của tổ dân phố số {number}
slogan: Lịch trực của tổ dân phố số {number}
kind: notice
audience: [everyone]
publish: 2026-10-{day:02}
expire: 2031-12-31
source: "Thông báo mẫu của ban biên tập"
surfaces: [web]
---
Tổ dân phố số {number} có người trực từ 19 giờ đến 21 giờ ở nhà văn hóa.
"""

# The video's own layout at a size that takes a second to encode.
SMALL_VIDEO = (
    '[video-16x9]\nmedium = "video"\nwidth = 1920\nheight = 1080\n',
    '[video-16x9]\nmedium = "video"\nwidth = 128\nheight = 72\n',
)


class Silent:
    """Progress of a build that nobody watches."""

    def start(self, title: str, weight: float) -> None: ...
    def advance(self, path: str, weight: float) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True)
class PagesOnly(Options):
    """All pages of the wards and what is cheap to make beside them."""

    def wants(self, artifact: Artifact) -> bool:
        path = artifact.path
        if path.startswith(f"web/{RICH}/media/{WITH_MEDIA}/"):
            return True
        return path.startswith("web/") and ("/media/" not in path or "/image" in path)


def project(folder: Path) -> Project:
    """Return the project of a folder."""
    return Project.at(folder / "content", folder / "layouts", folder / "output")


def write_campaign(folder: Path) -> Project:
    """Write the audited campaign below a folder, every message approved."""
    for name in ("content", "records", "layouts"):
        shutil.copytree(ROOT / name, folder / name)
    content = folder / "content"
    formats = folder / "layouts/formats.toml"
    text = formats.read_text(encoding="utf-8")
    assert SMALL_VIDEO[0] in text
    formats.write_text(text.replace(*SMALL_VIDEO), encoding="utf-8")
    (content / "places.toml").write_text("", encoding="utf-8")
    _logo(content / "media/bieu-trung.png")
    names = [*_own_messages(content), *_notices(content)]
    everything = sorted(path.stem for path in (content / "messages").glob("*.md"))
    hidden = [name for name in everything if name not in SHOWN_BY_BARE]
    for ward, stated in (
        (RICH, STATED),
        (BARE, f"off = {hidden}\n"),
        (EMPTY, f"off = {everything}\n"),
    ):
        (content / f"wards/{ward}.toml").write_text(stated, encoding="utf-8")
    made = project(folder)
    share_fonts(made)
    approve_all(made, names)
    return made


def share_fonts(made: Project) -> None:
    """Give a project the prepared fonts of this test run; preparing them takes seconds."""
    prepared = Path(tempfile.gettempdir()) / "tintot-test-fonts"
    for weight in (400, 500, 600, 700, 800):
        load_font(weight, prepared)
    shutil.copytree(prepared / "fonts", made.cache / "fonts", dirs_exist_ok=True)


def approve_all(made: Project, names: Iterable[str]) -> None:
    """Approve messages as they stand; what all have in common is read once."""
    world, report = made.world(NOW), Report()
    campaign, known = read_known(world, report)
    for name in names:
        result = approve(world, f"content/messages/{name}.md", APPROVER, campaign, known)
        wrong = [(f.message, f.span) for f in result.findings if f.severity is Severity.ERROR]
        assert result.message, wrong
        for path, data in result.writes:
            real = world.locate(path)
            real.parent.mkdir(parents=True, exist_ok=True)
            real.write_bytes(data)


def build_sites(made: Project) -> Path:
    """Build the wards' folders and return the folder that holds them."""
    only = frozenset({Surface.WEB, Surface.POSTER, Surface.SOCIAL, Surface.VIDEO})
    outcome = build(made, NOW, PagesOnly(only=only), Silent())
    errors = [(finding.message, finding.span) for finding in outcome.report.errors]
    assert not errors, errors
    return made.output / "web"


def _own_messages(content: Path) -> list[str]:
    files = sorted(MESSAGES.glob("*.md"))
    for path in files:
        shutil.copy(path, content / "messages" / path.name)
    return [path.stem for path in files]


def _notices(content: Path) -> list[str]:
    names = []
    for number in range(1, NOTICES + 1):
        names.append(f"lich-truc-to-{number:02}")
        text = NOTICE.format(number=number, day=1 + number % 28)
        (content / f"messages/{names[-1]}.md").write_text(text, encoding="utf-8")
    return names


def _logo(path: Path) -> None:
    """Draw a ward's mark: a disc on a clear ground."""
    image = Image.new("RGBA", (160, 160), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, 156, 156), fill="#7a3b00")
    draw.ellipse((44, 44, 116, 116), fill="#fff4d6")
    image.save(path)
    facts = 'author = "Ban biên tập mẫu"\nlicence = "CC0 1.0"\n'
    path.with_name(f"{path.name}.toml").write_text(facts, encoding="utf-8")
