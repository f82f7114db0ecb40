"""What stopped a build in; findings that name the file and line to blame out."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from generator.build.lock import BusyError
from generator.build.project import Project
from generator.diagnostics import Diagnostic, Span, error
from generator.i18n import _
from generator.layout.formats import LayoutFileError
from generator.site.templates import FOLDER

NOT_MADE = "not-made"
LOG = "errors.log"
_TEMPLATES = (".html", ".xml", ".css")
_FRAME = re.compile(rf'File "(?P<file>{FOLDER}/[^"]+)", line (?P<line>\d+)')
_RAISED = re.compile(r"^(?:\w+\.)+(?:\w*Error|\w*NotFound): (?P<why>.*)$", re.MULTILINE)


def explain(problem: BaseException, project: Project) -> tuple[Diagnostic, ...]:
    """Return findings for what a build raised; the traceback of a fault goes into a file."""
    match problem:
        case TemplateSyntaxError():
            return (_syntax(problem, project.layouts),)
        case LayoutFileError():
            message = _("Không dùng được tệp bố cục: {problem}", problem=problem)
            hint = _("Sửa chỗ được nêu, hoặc chép lại tệp gốc của Tin Tốt.")
            return (error("layout-file", message, hint=hint),)
        case BusyError():
            message = _("Một lần chạy khác đang làm việc trong thư mục này.")
            return (error("busy", message, hint=_("Đợi lần đó xong rồi lưu lại.")),)
        case OSError():
            name = problem.filename or ""
            why = problem.strerror or str(problem)
            message = _("Không đọc hoặc ghi được {name}: {why}", name=name, why=why)
            return (error("outside", message, hint=_("Sửa xong, hãy lưu lại một tệp bất kỳ.")),)
    text = "".join(traceback.format_exception(problem))
    found = _frame(text, project.layouts)
    if found is not None:
        return (found,)
    path = project.private / LOG
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    message = _("Tin Tốt gặp lỗi ngoài dự kiến và phải dừng.")
    hint = _("Xin gửi tệp {path} cho người hỗ trợ.", path=path)
    return (error("stopped", message, hint=hint),)


def named(findings: Iterable[Diagnostic], project: Project) -> tuple[Diagnostic, ...]:
    """Return findings of a build in which files that a template broke name the template.

    One broken line breaks every page, and one finding about it is enough.
    """
    found = tuple(findings)
    if not any(f.code == NOT_MADE for f in found):
        return found
    causes = tuple(template_findings(project.layouts)) or tuple(_logged(project))
    if not causes:
        hint = _("Xin gửi tệp {path} cho người hỗ trợ.", path=project.private / LOG)
        return tuple(replace(f, hint=hint) if f.code == NOT_MADE else f for f in found)
    return (*causes, *(f for f in found if f.code != NOT_MADE))


def template_findings(layouts: Path) -> Iterator[Diagnostic]:
    """Yield an error for each template of the web layout that cannot be read as one."""
    folder = layouts.joinpath(*FOLDER.split("/")[1:])
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(folder.rglob("*")):
        if path.suffix in _TEMPLATES and path.is_file():
            try:
                environment.parse(path.read_text(encoding="utf-8"), path.name)
            except TemplateSyntaxError as problem:
                yield _syntax(problem, layouts, path.relative_to(folder).as_posix())


def _syntax(problem: TemplateSyntaxError, layouts: Path, name: str = "") -> Diagnostic:
    file = f"{FOLDER}/{name or problem.name or ''}"
    message = _("mẫu trang viết sai: {why}", why=problem.message or "")
    return error("template-syntax", message, _span(layouts, file, problem.lineno))


def _logged(project: Project) -> Iterator[Diagnostic]:
    """Yield what the log of the last build says about templates."""
    try:
        text = (project.private / LOG).read_text(encoding="utf-8")
    except OSError:
        return
    found = _frame(text, project.layouts)
    if found is not None:
        yield found


def _frame(text: str, layouts: Path) -> Diagnostic | None:
    """Return an error about the template line in which a traceback's first exception arose."""
    raised = _RAISED.search(text)
    frames = list(_FRAME.finditer(text, 0, raised.start() if raised else len(text)))
    if not frames:
        return None
    last = frames[-1]
    message = _("mẫu trang không chạy được: {why}", why=raised["why"] if raised else "")
    return error("template-fault", message, _span(layouts, last["file"], int(last["line"])))


def _span(layouts: Path, file: str, number: int) -> Span:
    """Return a whole line of a file below layouts/."""
    try:
        lines = layouts.parent.joinpath(layouts.name, *file.split("/")[1:]).read_text("utf-8")
        text = lines.splitlines()[number - 1]
    except (OSError, IndexError, UnicodeDecodeError):
        return Span(file, number)
    inner = text.strip()
    return Span(file, number, text.index(inner) + 1 if inner else 1, max(1, len(inner)), text)
