"""The editor's desk: a title or an approver's name in, message files and approval records out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.build.lock import only_one
from generator.build.project import Project
from generator.build.publish import write
from generator.content.approval import approve
from generator.content.library import load_library, read_known
from generator.content.template import new_message
from generator.diagnostics import Report, Span, error
from generator.i18n import _


def write_new(project: Project, title: str, now: datetime) -> Path:
    """Write a new message file and return its path.

    Raises:
        OSError: the folder cannot be written.
    """
    library, _report = load_library(project.world(now))
    taken = {*(entry.id for entry in library.entries), *library.aliases}
    name, text = new_message(title, taken, now.date())
    path = project.content / "messages" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return path


def write_approval(
    project: Project, file: Path, by: str, now: datetime
) -> tuple[str | None, Report]:
    """Record that a message is approved as it stands; return the hash, or None when refused.

    Args:
        project: folders.
        file: path of the message as the user typed it.
        by: name of the approver.
        now: moment of approval.

    Raises:
        BusyError: a build works in this folder.
        OSError: a file cannot be written.
    """
    report = Report()
    virtual = _virtual(project, file)
    if virtual is None:
        message = _("{file} không phải là tệp bản tin của chiến dịch này.", file=file)
        hint = _("bản tin nằm trong {folder}", folder=project.content / "messages")
        report.add(error("not-a-message", message, Span(file.as_posix()), hint))
        return None, report
    with only_one(project.private / "lock"):
        world = project.world(now)
        campaign, known = read_known(world, report)
        result = approve(world, virtual, by, campaign, known)
        report.extend(result.findings)
        for path, data in result.writes:
            write(world.locate(path), data)
    return (result.message.hash if result.message else None), report


def _virtual(project: Project, file: Path) -> str | None:
    """Return the virtual path of a message file, or None for any other file."""
    folder = (project.content / "messages").resolve()
    real = file.resolve()
    if real.suffix.lower() != ".md" or not real.is_file() or not real.is_relative_to(folder):
        return None
    return f"content/messages/{real.relative_to(folder).as_posix()}"
