"""What stops a build, in the words of somebody who is writing; and what counts as a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from watchfiles import Change

from generator.build.lock import BusyError
from generator.build.project import Project
from generator.diagnostics import error
from generator.layout.formats import LayoutFileError
from generator.serve.preview import Preview
from generator.serve.troubles import NOT_MADE, explain, named
from generator.serve.watch import written


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    (tmp_path / "layouts/web").mkdir(parents=True)
    project = Project.at(tmp_path / "content", tmp_path / "layouts", tmp_path / "output")
    return Preview.of(project)


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (LayoutFileError("layouts/formats.toml: line 3"), "layout-file", "layouts/formats.toml"),
        (BusyError("lock"), "busy", "Một lần chạy khác"),
        (PermissionError(13, "denied", "content/a.md"), "outside", "content/a.md: denied"),
    ],
)
def test_what_the_outside_does_is_told_in_words(preview, problem, code, words) -> None:
    (found,) = explain(problem, preview)
    assert found.code == code
    assert words in found.message
    assert found.hint or code == "outside"


def test_a_fault_of_the_program_is_kept_for_who_helps(preview) -> None:
    try:
        raise RuntimeError("broken")  # noqa: TRY301 - with a traceback
    except RuntimeError as problem:
        (found,) = explain(problem, preview)
    log = preview.private / "errors.log"
    assert found.code == "stopped"
    assert str(log) in found.hint
    assert "RuntimeError: broken" in log.read_text(encoding="utf-8")


def test_pages_that_no_template_broke_keep_their_findings(preview) -> None:
    fault = error(NOT_MADE, "Không tạo được tệp a.", hint="…")
    other = error("unknown-key", "không có khóa")
    found = named([fault, other], preview)
    assert [f.code for f in found] == [NOT_MADE, "unknown-key"]
    assert str(preview.private) in found[0].hint


def test_every_broken_template_is_named_once(preview) -> None:
    for name in ("a.html", "b.xml"):
        (preview.layouts / "web" / name).write_text("một\n{% endfor %}\n", encoding="utf-8")
    findings = [error(NOT_MADE, f"Không tạo được tệp {n}.") for n in range(40)]
    found = named(findings, preview)
    assert [str(f.span) for f in found] == ["layouts/web/a.html:2:1", "layouts/web/b.xml:2:1"]


def test_a_preview_shares_nothing_with_output_but_the_cache(preview) -> None:
    project = Project(preview.content, preview.layouts, preview.home / "output")
    assert preview.cache == project.cache
    assert preview.records == project.records
    assert preview.private == project.private / "preview"
    assert preview.ledger.parent == preview.private
    assert preview.output == preview.private / "output"


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("tin.md", True),
        ("ảnh đẹp.jpg", True),
        ("base.html", True),
        (".tin.md.swp", False),
        ("tin.md~", False),
        ("~$tin.docx", False),
        (".~lock.tin.md#", False),
        (".DS_Store", False),
    ],
)
def test_files_of_editors_are_no_change(name, counts) -> None:
    assert written(Change.modified, f"/a/content/messages/{name}") is counts
