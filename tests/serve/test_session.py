"""A preview that follows what is saved: a real campaign, real files, results and pages out."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample import tree

from generator.build.lock import BusyError
from generator.build.project import Project
from generator.serve.preview import Preview, adopt
from generator.serve.session import Wish, serving
from generator.serve.steps import Step

MESSAGE = "content/messages/mot-tin-tot.md"
PAGE = "/web/ngoc-ha/tin/mot-tin-tot.html"
# A machine that does other work at the same time is slower; the real figure is printed.
LIMIT_S = 3.0

pytestmark = pytest.mark.usefixtures("folder")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def body(served) -> str:
    return served.get(PAGE)[2].decode()


def codes(built) -> set[str]:
    return {f.code for f in built.findings}


def test_drafts_are_shown_in_place_and_output_and_records_stay_as_they_are(folder, serve) -> None:
    served = serve(folder)
    records = tree(folder / "records")
    start = time.monotonic()
    built = served.after(lambda: replace(folder / MESSAGE, "hãy chia sẻ", "hãy gửi đi"))
    print(f"from saving to the pages on disk: {time.monotonic() - start:.2f} s")
    assert "hãy gửi đi" in body(served)
    assert "changed-after-approval" in codes(built)
    assert not (folder / "output").exists()
    assert tree(folder / "records") == records


def test_new_renamed_and_deleted_messages_are_followed(folder, serve) -> None:
    served = serve(folder)
    first, new = folder / MESSAGE, folder / "content/messages/tin-moi.md"
    served.after(lambda: shutil.copy(first, new))
    assert served.get("/web/ngoc-ha/tin/tin-moi.html")[0] == 200
    served.after(lambda: new.rename(new.with_name("doi-ten.md")))
    assert served.get("/web/ngoc-ha/tin/tin-moi.html")[0] == 404
    assert served.get("/web/ngoc-ha/tin/doi-ten.html")[0] == 200
    served.after(new.with_name("doi-ten.md").unlink)
    assert served.get("/web/ngoc-ha/tin/doi-ten.html")[0] == 404


def test_an_editor_that_saves_by_renaming_is_followed(folder, serve) -> None:
    served = serve(folder)
    text = (folder / MESSAGE).read_text(encoding="utf-8")

    def save() -> None:
        beside = folder / "content/messages/.mot-tin-tot.md.swp"
        beside.write_text(text.replace("hãy chia sẻ", "hãy kể lại"), encoding="utf-8")
        beside.replace(folder / MESSAGE)

    served.after(save)
    assert "hãy kể lại" in body(served)


def test_a_folder_that_is_replaced_as_a_whole_is_followed(folder, serve) -> None:
    served = serve(folder)
    other = folder / "other"
    shutil.copytree(folder / "content", other)
    replace(other / "messages/mot-tin-tot.md", "hãy chia sẻ", "hãy đọc to")

    def swap() -> None:
        (folder / "content").rename(folder / "old")
        other.rename(folder / "content")

    served.after(swap)
    served.wait(lambda: "hãy đọc to" in body(served))
    served.after(lambda: replace(folder / MESSAGE, "hãy đọc to", "hãy đọc nhỏ"))
    served.wait(lambda: "hãy đọc nhỏ" in body(served))


def test_the_last_good_page_stays_while_a_message_is_wrong(folder, serve) -> None:
    served = serve(folder)
    good = body(served)
    wrong = served.after(lambda: replace(folder / MESSAGE, "kind: news", "kind: newz"))
    faults = [f for f in wrong.findings if f.severity == "error"]
    assert [str(f.span) for f in faults] == ["content/messages/mot-tin-tot.md:4:7"]
    assert "hãy chia sẻ" in body(served)
    right = served.after(lambda: replace(folder / MESSAGE, "kind: newz", "kind: news"))
    assert not [f for f in right.findings if f.severity == "error"]
    assert body(served).partition("data-since")[0] == good.partition("data-since")[0]


def test_a_campaign_that_is_wrong_from_the_start_is_served_all_the_same(folder, serve) -> None:
    replace(folder / MESSAGE, "kind: news", "kind: newz")
    served = serve(folder)
    assert "hãy chia sẻ" in body(served)
    assert any(f.severity == "error" for f in served.results[0].findings)


def test_a_template_that_cannot_be_read_is_named_with_its_line(folder, serve) -> None:
    served = serve(folder)
    good = body(served)
    path = folder / "layouts/web/message.html"
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    wrong = served.after(lambda: path.write_text(text + "{% if %}\n", encoding="utf-8"))
    faults = [f for f in wrong.findings if f.severity == "error"]
    assert [f.code for f in faults] == ["template-syntax"]
    assert str(faults[0].span) == f"layouts/web/message.html:{lines + 1}:1"
    assert faults[0].span.text == "{% if %}"
    assert body(served).partition("data-since")[0] == good.partition("data-since")[0]
    right = served.after(lambda: path.write_text(text, encoding="utf-8"))
    assert not [f for f in right.findings if f.severity == "error"]


def test_a_template_that_asks_for_what_is_not_there_is_named_with_its_line(folder, serve) -> None:
    served = serve(folder)
    path = folder / "layouts/web/message.html"
    text = path.read_text(encoding="utf-8")
    broken = text.replace("</article>", "{{ missing.such }}</article>")
    wrong = served.after(lambda: path.write_text(broken, encoding="utf-8"))
    faults = [f for f in wrong.findings if f.severity == "error"]
    assert [f.code for f in faults] == ["template-fault"]
    assert faults[0].span.file == "layouts/web/message.html"
    assert "{{ missing.such }}" in faults[0].span.text
    assert "'missing' is undefined" in faults[0].message


def test_a_table_that_cannot_be_read_stops_nothing(folder, serve) -> None:
    served = serve(folder)
    path = folder / "layouts/themes.toml"
    text = path.read_text(encoding="utf-8")
    wrong = served.after(lambda: path.write_text("[broken", encoding="utf-8"))
    assert any(f.severity == "error" for f in wrong.findings)
    assert "hãy chia sẻ" in body(served)
    right = served.after(lambda: path.write_text(text, encoding="utf-8"))
    assert not [f for f in right.findings if f.severity == "error"]


def test_pictures_and_videos_follow_and_a_change_ends_them(folder, serve) -> None:
    (folder / "content/messages/duong-dan-la.md").unlink()
    served = serve(folder, media=True)
    video = served.output / "web/ngoc-ha/media/mot-tin-tot/video-16x9.mp4"
    # In the middle of pictures and videos, pages do not wait.
    start = time.monotonic()
    served.after(lambda: replace(folder / MESSAGE, "hãy chia sẻ", "hãy chia sớt"))
    assert time.monotonic() - start < LIMIT_S
    assert "hãy chia sớt" in body(served)
    served.wait(lambda: served.results[-1].step is Step.ALL, 60)
    assert not [f for f in served.results[-1].findings if f.severity == "error"]
    assert video.stat().st_size > 1000
    assert "video-16x9.mp4" in body(served)
    assert "BẢN NHÁP" in served.get("/proof/index.html")[2].decode()
    assert not (folder / "output").exists()


def test_a_folder_is_served_once(folder, serve) -> None:
    served = serve(folder)
    project = served.session.preview
    with (
        pytest.raises(BusyError),
        serving(_project(folder), served.session.clock, Wish(0), lambda _built: None),
    ):
        pytest.fail(f"{project.private} is served twice")


def _project(folder: Path) -> Project:
    return Project.at(folder / "content", folder / "layouts", folder / "output")


def test_finished_files_of_a_build_are_taken_over_as_links(folder) -> None:
    project = _project(folder)
    preview = Preview.of(project)
    # What stands in the preview of the fixture plays the part of a build's output.
    preview.output.rename(project.output)
    preview.ledger.rename(project.ledger)
    count = adopt(project, preview)
    assert count == sum(p.is_file() for p in (project.output / "web").rglob("*")) + sum(
        p.is_file() for p in (project.output / "proof").rglob("*")
    )
    name = "web/ngoc-ha/index.html"
    assert (preview.output / name).samefile(project.output / name)
    assert adopt(project, preview) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX's")
def test_ctrl_c_ends_it_in_words(folder) -> None:
    command = [sys.executable, "-m", "generator.cli", "serve", "--no-open", "--port", "18765"]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(2)]
    while "Trang:" not in said[-1]:
        said.append(process.stdout.readline())
        assert process.poll() is None, process.stderr and process.stderr.read()
    # Pictures are being made by now, in a process of their own.
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert "Xem thử tại http://127.0.0.1:" in "".join(said)
    assert "Đã dừng xem thử." in out
    assert "Traceback" not in err
    assert process.returncode == 0
