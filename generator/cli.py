"""The command `tintot`: words typed by the user in, work done, findings printed, exit status out.

The only module that prints, exits or reads the environment. Everything heavy is imported where
it is used, so that `tintot --help` answers at once.
"""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from generator import __version__
from generator.i18n import LANGUAGES, LOCALES, SOURCE_LANGUAGE, _, language, set_language

if TYPE_CHECKING:
    from generator.build.project import Project
    from generator.diagnostics import Diagnostic, Report
    from generator.serve.steps import Built

DONE, FINDINGS = 0, 1
MOST_JOBS = 8
SURFACES = ("page", "web", "board", "poster", "video", "social")

# The language is chosen before the commands below, since click takes their help when it reads them.
_wanted = os.environ.get("TINTOT_LANG", SOURCE_LANGUAGE)
set_language(_wanted if _wanted in LANGUAGES else SOURCE_LANGUAGE)
# click takes its own words from the default gettext domain, whose language LANGUAGE chooses.
os.environ["LANGUAGE"] = language()
gettext.bindtextdomain("click", str(LOCALES))
gettext.textdomain("click")

Command = TypeVar("Command", bound=Callable[..., Any])
_FOLDER = click.Path(file_okay=False, path_type=Path)
_content = click.option(
    "--content", type=_FOLDER, default=Path("content"), help=_("Thư mục nội dung.")
)
_layouts = click.option("--layouts", type=_FOLDER, help=_("Thư mục bố cục."))
_output = click.option("--output", type=_FOLDER, default=Path("output"), help=_("Thư mục kết quả."))
_date = click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M"]),
    metavar="YYYY-MM-DD",
    help=_("Chạy như thể hôm nay là ngày này."),
)


def main() -> NoReturn:
    """Run the command line: Vietnamese unless TINTOT_LANG says otherwise, UTF-8 on any console."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    tintot(prog_name="tintot")
    raise SystemExit(DONE)


def _guarded(command: Command) -> Command:
    """Turn what the outside may do to any command into one readable error."""

    @wraps(command)
    def run(*args: object, **kwargs: object) -> object:
        from generator.build.lock import BusyError  # noqa: PLC0415 - not for --help
        from generator.layout.formats import LayoutFileError  # noqa: PLC0415

        try:
            return command(*args, **kwargs)
        except BusyError:
            _stop(
                _("Một lần chạy khác đang làm việc trong thư mục này."),
                _("Đợi lần đó xong rồi chạy lại."),
            )
        except LayoutFileError as problem:
            _stop(
                _("Không dùng được tệp bố cục: {problem}", problem=problem),
                _("Sửa chỗ được nêu, hoặc chép lại tệp gốc của Tin Tốt."),
            )
        except KeyboardInterrupt:
            _stop(_("Đã dừng theo yêu cầu."), _("Chạy lại lệnh để làm tiếp phần còn lại."))
        except OSError as problem:
            _stop(*_outside(problem))
        except Exception:  # noqa: BLE001 - a traceback tells a ward officer nothing
            _stop(*_unexpected())

    return run  # type: ignore[return-value]


def _outside(problem: OSError) -> tuple[str, str]:
    """Return message and hint for what the operating system refused."""
    import errno  # noqa: PLC0415 - only after a failure

    name = problem.filename or ""
    if problem.errno == errno.ENOSPC:
        return _("Đĩa đã đầy."), _("Xóa bớt tệp không cần rồi chạy lại; phần đã làm vẫn giữ.")
    if isinstance(problem, PermissionError):
        return (
            _("Không được phép đọc hoặc ghi {name}.", name=name),
            _("Đóng chương trình đang mở tệp này, hoặc chọn thư mục khác."),
        )
    return (
        _("Không đọc hoặc ghi được {name}: {why}", name=name, why=problem.strerror or problem),
        _("Kiểm tra ổ đĩa và tên thư mục rồi chạy lại."),
    )


def _unexpected() -> tuple[str, str]:
    """Keep the traceback of a fault of the program in a file; return message and hint."""
    import tempfile  # noqa: PLC0415 - only after a failure
    import traceback  # noqa: PLC0415

    path = Path(tempfile.gettempdir()) / "tintot-errors.log"
    path.write_text(traceback.format_exc(), encoding="utf-8")
    return (
        _("Tin Tốt gặp lỗi ngoài dự kiến và phải dừng."),
        _("Xin gửi tệp {path} cho người hỗ trợ.", path=path),
    )


def _stop(message: str, hint: str = "") -> NoReturn:
    """Print one error and exit."""
    from generator.diagnostics import error  # noqa: PLC0415 - not for --help

    click.echo(error("stopped", message, hint=hint).render(), err=True)
    raise SystemExit(FINDINGS)


def _print_report(report: Report) -> None:
    if len(report):
        click.echo(report.render() + "\n", err=True)


def _project(content: Path, layouts: Path | None, output: Path) -> Project:
    from generator.build.project import Project  # noqa: PLC0415 - not for --help

    if not content.is_dir():
        _stop(
            _("Không thấy thư mục nội dung {path}.", path=content),
            _("Chạy lệnh trong thư mục của chiến dịch, nơi có thư mục content."),
        )
    return Project.at(content, layouts, output)


def _moment(date: datetime | None) -> datetime:
    """Return the moment to work for: noon of a given day, or now."""
    from generator.world import HANOI  # noqa: PLC0415 - not for --help

    if date is None:
        return datetime.now(HANOI)
    noon = timedelta(hours=12) if (date.hour, date.minute) == (0, 0) else timedelta()
    return date.replace(tzinfo=HANOI) + noon


@click.group(
    help=_("Tin Tốt: từ một bản tin làm ra trang web, ảnh bảng điện tử, áp phích và video."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="Tin Tốt %(version)s")
def tintot() -> None:
    """Hold the commands."""


@tintot.command(help=_("Làm mới mọi thứ trong thư mục kết quả."))
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(SURFACES),
    help=_("Chỉ làm loại này; “page” là riêng các trang, không làm ảnh và video."),
)
@click.option("--ward", multiple=True, metavar="SLUG", help=_("Chỉ làm cho phường, xã này."))
@click.option("--message", multiple=True, metavar="ID", help=_("Chỉ làm bản tin này."))
@_date
@click.option("--drafts", is_flag=True, help=_("Làm cả video của bản nháp để xem thử."))
@click.option("--jobs", type=click.IntRange(1), help=_("Số việc làm cùng lúc."))
@click.option("--explain", is_flag=True, help=_("Nói vì sao từng tệp được làm lại."))
@click.option(
    "--zip-changes",
    is_flag=True,
    help=_("Gói riêng các tệp web mới và đã sửa của từng phường vào output/changes."),
)
@_content
@_layouts
@_output
@_guarded
def build(  # noqa: D103 - its help stands above
    *,
    only: tuple[str, ...],
    ward: tuple[str, ...],
    message: tuple[str, ...],
    date: datetime | None,
    drafts: bool,
    jobs: int | None,
    explain: bool,
    zip_changes: bool,
    content: Path,
    layouts: Path | None,
    output: Path,
) -> None:
    from generator.build.build import Options  # noqa: PLC0415 - not for --help
    from generator.build.build import build as run  # noqa: PLC0415
    from generator.build.console import progress, summary  # noqa: PLC0415
    from generator.content.model import Surface  # noqa: PLC0415

    if "page" in only and len(set(only)) > 1:
        raise click.UsageError(_("“--only page” không đi cùng loại khác."))
    options = Options(
        only=frozenset(Surface(name) for name in only if name != "page"),
        pages="page" in only,
        wards=frozenset(ward),
        messages=frozenset(message),
        drafts=drafts,
        jobs=jobs or min(os.cpu_count() or 1, MOST_JOBS),
        rehearsal=date is not None,
    )
    project = _project(content, layouts, output)
    outcome = run(project, _moment(date), options, progress(sys.stderr))
    _print_report(outcome.report)
    for line in summary(outcome, project, explain=explain):
        click.echo(line)
    if zip_changes:
        from generator.build.changes import zip_changes as pack  # noqa: PLC0415 - when asked for
        from generator.diagnostics import Report  # noqa: PLC0415

        written, findings = pack(project.output, outcome.changes, outcome.wards)
        _print_report(Report(findings))
        outcome.report.extend(findings)
        for path in written:
            click.echo(_("Đã gói {path}", path=path))
    raise SystemExit(FINDINGS if outcome.report.errors else DONE)


@tintot.command(help=_("Soát toàn bộ nội dung và bố cục, không ghi gì."))
@_date
@_content
@_layouts
@_guarded
def check(*, date: datetime | None, content: Path, layouts: Path | None) -> None:  # noqa: D103
    from generator.build.check import check_project  # noqa: PLC0415 - not for --help

    library, report = check_project(_project(content, layouts, Path("output")), _moment(date))
    _print_report(report)
    click.echo(
        _(
            "Đã soát {messages} bản tin: {errors} lỗi, {warnings} cảnh báo.",
            messages=len(library.entries),
            errors=len(report.errors),
            warnings=len(report.warnings),
        )
    )
    raise SystemExit(FINDINGS if report.errors else DONE)


@tintot.command(help=_("Tạo tệp bản tin mới có sẵn lời chỉ dẫn."))
@click.argument("title", metavar=_("TIÊU_ĐỀ"))
@_content
@_guarded
def new(*, title: str, content: Path) -> None:  # noqa: D103 - its help stands above
    from generator.build.desk import write_new  # noqa: PLC0415 - not for --help

    path = write_new(_project(content, None, Path("output")), title, _moment(None))
    click.echo(_("Đã tạo {path}. Mở tệp này, viết nội dung rồi chạy: tintot build", path=path))


@tintot.command(help=_("Ghi nhận bản tin đã được duyệt."))
@click.argument("file", metavar=_("TỆP"), type=click.Path(dir_okay=False, path_type=Path))
@click.option("--by", required=True, metavar=_("TÊN"), help=_("Tên người duyệt."))
@_content
@_layouts
@_guarded
def approve(*, file: Path, by: str, content: Path, layouts: Path | None) -> None:  # noqa: D103
    from generator.build.desk import write_approval  # noqa: PLC0415 - not for --help

    project = _project(content, layouts, Path("output"))
    hashed, report = write_approval(project, file, by, _moment(None))
    _print_report(report)
    if hashed is None:
        raise SystemExit(FINDINGS)
    click.echo(_("Đã ghi: {by} duyệt {file} (mã {hash}).", by=by, file=file, hash=hashed))


@tintot.command(help=_("Làm một tệp PDF để người duyệt xem trên điện thoại."))
@click.argument("message", metavar=_("TIN"))
@_date
@_content
@_layouts
@_output
@_guarded
def proof(  # noqa: D103 - its help stands above
    *,
    message: str,
    date: datetime | None,
    content: Path,
    layouts: Path | None,
    output: Path,
) -> None:
    from generator.build.approver import write_proof  # noqa: PLC0415 - not for --help

    path, report = write_proof(_project(content, layouts, output), message, _moment(date))
    _print_report(report)
    if path is not None:
        size = f"{path.stat().st_size / 1_000_000:.1f}".replace(".", ",")
        click.echo(_("Đã ghi {path} ({size} MB).", path=path, size=size))
    raise SystemExit(FINDINGS if report.errors else DONE)


@tintot.command(help=_("Ghi vòng phát của một nơi đặt bảng ra USB hoặc thư mục."))
@click.argument("place", metavar=_("NƠI"))
@click.option("--to", "target", required=True, type=_FOLDER, metavar=_("THƯ_MỤC"), help=_("Ổ USB."))
@click.option("--night", is_flag=True, help=_("Ghi bản ban đêm của bảng ngoài trời."))
@_content
@_layouts
@_output
@_guarded
def usb(  # noqa: D103 - its help stands above
    *, place: str, target: Path, night: bool, content: Path, layouts: Path | None, output: Path
) -> None:
    from generator.build.usb import hand_over  # noqa: PLC0415 - not for --help

    project = _project(content, layouts, output)
    lines, report = hand_over(project, place, target, _moment(None), night=night)
    _print_report(report)
    for line in lines:
        click.echo(line)
    raise SystemExit(FINDINGS if report.errors else DONE)


@tintot.command(help=_("Xem thử trên máy này; trang tự làm mới mỗi khi lưu tệp."))
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=8765,
    show_default=True,
    help=_("Cổng trên máy này; đang bận thì lấy cổng kế tiếp."),
)
@click.option("--open/--no-open", "browse", default=True, help=_("Mở trình duyệt hay không."))
@click.option("--wards", "--ward", multiple=True, metavar="SLUG", help=_("Chỉ xem phường, xã này."))
@click.option("--media/--no-media", default=True, help=_("Làm cả ảnh và video hay chỉ làm trang."))
@click.option("--jobs", type=click.IntRange(1), help=_("Số việc làm cùng lúc."))
@_date
@_content
@_layouts
@_guarded
def serve(  # noqa: D103 - its help stands above
    *,
    port: int,
    browse: bool,
    wards: tuple[str, ...],
    media: bool,
    jobs: int | None,
    date: datetime | None,
    content: Path,
    layouts: Path | None,
) -> None:
    from generator.build.lock import BusyError  # noqa: PLC0415 - not for --help
    from generator.serve.session import Wish, serving  # noqa: PLC0415
    from generator.serve.terminal import greeting, line  # noqa: PLC0415

    project = _project(content, layouts, Path("output"))
    wish = Wish(port, frozenset(wards), jobs or min(os.cpu_count() or 1, MOST_JOBS), media)
    told = _Told()

    def heard(built: Built) -> None:
        told.report(built.findings)
        click.echo(line(built))

    try:
        with serving(project, lambda: _moment(date), wish, heard) as (session, server):
            for text in greeting(server.url, port, server.server_port):
                click.echo(text)
            if browse:
                click.launch(server.url)
            session.run()
    except BusyError:
        _stop(
            _("Thư mục này đang được xem thử ở một cửa sổ khác."),
            _("Dùng cửa sổ đó, hoặc đóng nó (Ctrl+C) rồi chạy lại."),
        )
    except KeyboardInterrupt:
        click.echo(_("Đã dừng xem thử."))


class _Told:
    """Prints findings of a preview once, and again only when they are others."""

    def __init__(self) -> None:
        self.last: frozenset[Diagnostic] = frozenset()

    def report(self, findings: tuple[Diagnostic, ...]) -> None:
        """Print what was not there before."""
        from generator.diagnostics import Report  # noqa: PLC0415 - not for --help

        _print_report(Report([f for f in findings if f not in self.last]))
        self.last = frozenset(findings)


if __name__ == "__main__":
    main()
