"""Pages alone: what is stale is rendered, published in batches, and shared where it is equal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sample import make_sample, tree

from generator.build import crew, sites
from generator.build.build import Options, Outcome, build
from generator.build.project import Project
from generator.build.sites import BATCH, Stale, _batches
from generator.world import HANOI

NOW = datetime(2026, 11, 22, 12, tzinfo=HANOI)
SECOND = "00004,phường,Ba Đình,ba-dinh\n"
Make = Callable[..., Outcome]


class Silent:
    def start(self, title: str, weight: float) -> None: ...
    def advance(self, path: str, weight: float) -> None: ...
    def stop(self) -> None: ...


def make(project: Project, **options: Any) -> Outcome:
    return build(project, NOW, Options(pages=True, **options), Silent())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A campaign of two wards."""
    project = make_sample(tmp_path)
    with (project.content / "wards.csv").open("a", encoding="utf-8") as stream:
        stream.write(SECOND)
    (project.content / "wards" / "ba-dinh.toml").write_text('phone = "024 0"\n', encoding="utf-8")
    return project


def test_pages_need_no_pictures_and_say_that_the_output_is_not_complete(project: Project) -> None:
    outcome = make(project)
    assert not outcome.report.errors
    names = tree(project.output)
    assert {name.split("/")[0] for name in names} == {"manifest.json", "proof", "web"}
    assert not [name for name in names if "/media/" in name]
    manifest = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["complete"] is False
    added = manifest["changes"]["ngoc-ha"]["added"]
    assert sorted(added) == sorted(n for n in names if n.startswith("web/ngoc-ha/"))


def test_a_second_build_makes_nothing_and_writes_nothing(project: Project) -> None:
    make(project)
    times = {p: p.stat().st_mtime_ns for p in project.output.rglob("*") if p.is_file()}
    ledger = project.ledger.stat().st_mtime_ns
    outcome = make(project)
    assert (outcome.made, outcome.removed) == ({}, 0)
    assert {p: p.stat().st_mtime_ns for p in project.output.rglob("*") if p.is_file()} == times
    assert project.ledger.stat().st_mtime_ns == ledger


def test_wards_share_equal_files_on_the_disk(project: Project) -> None:
    make(project)
    for name in ("assets/style.css", "assets/site.js", "assets/be-vietnam-pro-400.woff2"):
        one, two = (project.output / "web" / ward / name for ward in ("ngoc-ha", "ba-dinh"))
        assert one.stat().st_ino == two.stat().st_ino, name


def test_a_page_whose_bytes_stay_equal_is_not_written_again(project: Project) -> None:
    make(project)
    page = project.output / "web/ngoc-ha/bao-tin-xau.html"
    before = page.stat().st_mtime_ns
    template = project.layouts / "web" / "base.html"
    template.write_text(template.read_text(encoding="utf-8") + "{# a note #}\n", encoding="utf-8")
    outcome = make(project)
    assert outcome.made == {}
    assert page.stat().st_mtime_ns == before
    assert make(project).made == {}


def test_workers_make_the_same_pages(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(project)
    alone = tree(project.output)
    other = Project.at(project.content, project.layouts, tmp_path / "other" / "output")
    monkeypatch.setattr(sites, "POOL_WORTH_S", 0.0)
    monkeypatch.setattr(crew, "MANY_MESSAGES", 1)
    project.ledger.unlink()
    outcome = make(other, jobs=2)
    assert not outcome.report.errors
    made = tree(other.output)
    del made["manifest.json"], alone["manifest.json"]
    assert made == alone
    assert not list(project.cache.glob("sites.*"))


def test_a_template_that_fails_stops_no_other_page(project: Project) -> None:
    template = project.layouts / "web" / "report.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text + "{{ nothing.here }}", encoding="utf-8")
    (project.layouts / "web" / "section.html").write_text("{{ nobody }}", encoding="utf-8")
    outcome = make(project)
    assert {f.code for f in outcome.report.errors} == {"not-made"}
    assert all("/muc/" in f.artifact or "/doi-tuong/" in f.artifact or "/chu-de/" in f.artifact
               for f in outcome.report.errors)  # fmt: skip
    assert (project.output / "web/ngoc-ha/index.html").is_file()


def test_a_page_edited_or_deleted_by_hand_is_restored(project: Project) -> None:
    make(project)
    home, lost = (project.output / "web/ngoc-ha" / name for name in ("index.html", "404.html"))
    text = home.read_bytes()
    home.write_bytes(b"edited")
    lost.unlink()
    outcome = make(project)
    assert sorted(outcome.made) == ["web/ngoc-ha/404.html", "web/ngoc-ha/index.html"]
    assert home.read_bytes() == text


def test_pages_of_a_ward_that_is_gone_are_removed_and_media_stay(project: Project) -> None:
    make(project)
    picture = project.output / "web/ngoc-ha/media/x/image.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"x")
    (project.content / "wards" / "ba-dinh.toml").unlink()
    outcome = make(project)
    assert outcome.removed > 20
    assert not (project.output / "web/ba-dinh").exists()
    assert picture.is_file()


def test_batches_hold_about_equal_work_and_part_a_large_ward() -> None:
    def pages(count: int) -> list[Stale]:
        return [Stale(f"{n}.html", "") for n in range(count)]

    stale = {"a": pages(BATCH * 2 + 7), "b": pages(30), "c": pages(BATCH - 40), "d": pages(20)}
    found = _batches(stale)
    assert all(sum(len(part) for _ward, part in batch) <= BATCH for batch in found)
    flat = [(ward, page) for batch in found for ward, part in batch for page in part]
    assert sorted(flat) == sorted((ward, page) for ward, own in stale.items() for page in own)
    assert len(found) == 4
