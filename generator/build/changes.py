"""What the web admin has to copy: an output and its changes in; a ZIP and a line a ward out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.build.publish import replace, temporary_for
from generator.build.zips import note, write_zip
from generator.diagnostics import Diagnostic, error
from generator.i18n import _

FOLDER = "changes"
REMOVED = "GO-BO.txt"

# Per ward: "added", "changed", "removed" → paths below output/, as manifest.json has them.
Changes = Mapping[str, Mapping[str, Sequence[str]]]


def summary_lines(changes: Changes, names: Mapping[str, str]) -> list[str]:
    """Return a line for each ward: "Phường Ngọc Hà: thêm 3, sửa 12, gỡ 1 tệp".

    Args:
        changes: by the ward's slug, as in manifest.json.
        names: slug → the ward's name, in the order in which the lines shall stand.
    """
    lines = []
    for slug, name in names.items():
        counts = {key: len(paths) for key, paths in changes.get(slug, {}).items()}
        if any(counts.values()):
            lines.append(
                _(
                    "{ward}: thêm {added}, sửa {changed}, gỡ {removed} tệp",
                    ward=name,
                    added=counts.get("added", 0),
                    changed=counts.get("changed", 0),
                    removed=counts.get("removed", 0),
                )
            )
        else:
            lines.append(_("{ward}: không có gì thay đổi", ward=name))
    return lines


def clear_changes(output: Path) -> None:
    """Remove the ZIPs of an earlier build: who copies one of them would miss what came since."""
    for path in (output / FOLDER).glob("*.zip"):
        path.unlink(missing_ok=True)


def zip_changes(
    output: Path, changes: Changes, names: Mapping[str, str]
) -> tuple[list[Path], list[Diagnostic]]:
    """Write changes/<ward>.zip for each ward with changes; return the files and what went wrong.

    Inside stands a folder named like the ward's with the files in their places, and beside it, so
    that nobody puts it on the web, a note with the files to delete.

    Args:
        output: the folder of the last build.
        changes: by the ward's slug, as in manifest.json.
        names: slug → the ward's name.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    clear_changes(output)
    written, findings = [], []
    for slug in sorted(changes):
        own = changes[slug]
        news = sorted([*own.get("added", ()), *own.get("changed", ())])
        gone = sorted(own.get("removed", ()))
        if not news and not gone:
            continue
        missing = list(_missing(output, news))
        if missing:
            findings += missing
            continue
        target = output / FOLDER / f"{slug}.zip"
        _write(target, output, slug, news, _note(names.get(slug, slug), slug, gone))
        written.append(target)
    return written, findings


def _missing(output: Path, news: Sequence[str]) -> Iterator[Diagnostic]:
    for name in news:
        if not (output / name).is_file():
            yield error(
                "changes-missing",
                _("Không đóng gói được phần thay đổi: thiếu tệp {path}.", path=name),
                hint=_("Chạy lại tintot build rồi đóng gói lần nữa."),
            )


def _write(target: Path, output: Path, slug: str, news: Sequence[str], text: str) -> None:
    """Write one ZIP beside its place and move it there in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = temporary_for(target)
    files = [(f"{slug}/{_inside(name, slug)}", output / name) for name in news]
    try:
        with temporary.open("wb") as stream:
            write_zip(stream, files, [(REMOVED, note(text))])
        replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _inside(name: str, slug: str) -> str:
    """Return a path as seen from the ward's web folder."""
    return name.removeprefix(f"web/{slug}/")


def _note(ward: str, slug: str, gone: Sequence[str]) -> str:
    """Return the words of the note; the files to delete stand one a line, like in the folder."""
    lines = [
        _("Cập nhật trang của {ward}", ward=ward),
        "",
        _("1. Giải nén tệp ZIP này ra một thư mục tạm."),
        _(
            "2. Chép mọi thứ bên trong thư mục “{folder}” đè lên thư mục trang web của phường,"
            " xã trên máy chủ. Đừng chép tệp {note} này.",
            folder=slug,
            note=REMOVED,
        ),
    ]
    if not gone:
        return "\n".join([*lines, _("3. Lần này không có tệp nào phải xóa.")])
    step = _(
        "3. Chép xong rồi mới xóa {count} tệp sau đây trong thư mục trang web trên máy chủ;"
        " tệp nào không thấy thì bỏ qua. Thư mục nào trống sau khi xóa thì xóa luôn được.",
        count=len(gone),
    )
    return "\n".join([*lines, step, "", *(_inside(name, slug) for name in gone)])
