"""A WebVTT file beside a recording in; what is spoken and when, with findings by line, out.

Read are times and words: W3C WebVTT, sections 4 and 6. Looks (STYLE, REGION, settings and tags) are
passed over, since captions look alike in all videos.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from generator.content.fields import drawn_letters
from generator.content.model import Caption
from generator.content.source import Source, read_source
from generator.diagnostics import Diagnostic, error, warning
from generator.i18n import _
from generator.text.coverage import missing
from generator.world import World

# Two lines of 42 letters are what broadcasters show at once; twice as much is no caption any more.
LONGEST_CUE = 168
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_ARROW = "-->"
_TIME = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})")
_LOOSE = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?")
_TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class _Captions:
    """Captions read so far, and what is wrong with the file."""

    source: Source
    known: frozenset[str]
    cues: list[Caption] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    def error(self, line: int, code: str, message: str, hint: str, part: str = "") -> None:
        """Take an error about a line, or about a part of it."""
        row = self.source.lines[line - 1]
        span = self.source.span(line, row.find(part) + 1, len(part or row))
        self.findings.append(error(code, message, span, hint))

    def warning(self, line: int, code: str, message: str, hint: str) -> None:
        """Take a warning about a line."""
        span = self.source.span(line, 1, len(self.source.lines[line - 1]))
        self.findings.append(warning(code, message, span, hint))


def read_webvtt(world: World, file: str) -> tuple[tuple[Caption, ...], list[Diagnostic]]:
    """Return the captions of a file, ascending and never two at once, with all findings about it.

    Args:
        world: holds the file and the font that will draw the captions.
        file: virtual path, "content/media/….vtt".
    """
    source, findings = read_source(world, file, world.read(file))
    if source is None:
        return (), findings
    captions = _Captions(source, drawn_letters(world), [], findings)
    blocks = list(_blocks(source.lines))
    if not blocks or blocks[0][0] != 1 or not _HEADER.fullmatch(blocks[0][1][0]):
        _no_header(captions)
        return (), captions.findings
    for line, rows in [_after_header(blocks[0]), *blocks[1:]]:
        _read_block(captions, line, rows)
    return tuple(captions.cues), captions.findings


def _blocks(lines: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between empty lines, with the number of its first line."""
    rows: list[str] = []
    for number, row in enumerate((*lines, ""), start=1):
        if row.strip():
            rows.append(row)
        elif rows:
            yield number - len(rows), rows
            rows = []


def _after_header(block: tuple[int, list[str]]) -> tuple[int, list[str]]:
    """Return the cue that follows the header without an empty line, or a block of no rows."""
    line, rows = block
    at = next((n for n, row in enumerate(rows) if _ARROW in row), len(rows))
    return line + at, rows[at:]


def _no_header(captions: _Captions) -> None:
    hint = _("viết WEBVTT ở dòng đầu tiên, rồi để một dòng trống")
    if any(_ARROW in row and "," in row for row in captions.source.lines):
        hint = _(
            "có vẻ là tệp SRT: viết WEBVTT ở dòng đầu tiên, rồi một dòng trống,"
            " và đổi dấu phẩy trong thời gian thành dấu chấm (00:01.500)"
        )
    captions.error(1, "captions-no-header", _("tệp phụ đề không bắt đầu bằng WEBVTT"), hint)


def _read_block(captions: _Captions, line: int, rows: list[str]) -> None:
    if not rows or re.match(r"(?:NOTE|STYLE|REGION)(?:\s|$)", rows[0]):
        return
    # The line before the times is the cue's own name.
    at = next((n for n, row in enumerate(rows[:2]) if _ARROW in row), None)
    if at is None:
        message = _("đoạn phụ đề này không có thời gian")
        captions.error(line, "captions-no-time", message, _example())
        return
    times = _times(captions, line + at, rows[at])
    words = _words(captions, line + at + 1, rows[at + 1 :])
    if times is None:
        return
    if not words:
        message = _("đoạn phụ đề này không có lời")
        hint = _("viết lời ngay dưới dòng thời gian, hoặc xóa đoạn này")
        captions.warning(line + at, "captions-empty", message, hint)
        return
    _take(captions, line + at, Caption(*times, words))


def _example() -> str:
    return _("viết như sau: 00:01.000 --> 00:03.500, lời ở dòng dưới, giữa hai đoạn có dòng trống")


def _times(captions: _Captions, line: int, row: str) -> tuple[float, float] | None:
    """Return start and end (s), or None with an error."""
    left, _arrow, right = row.partition(_ARROW)
    ends = [left.strip(), (right.split() or [""])[0]]
    found = [_TIME.fullmatch(end) for end in ends]
    wrong = next((end for end, match in zip(ends, found, strict=True) if match is None), None)
    if wrong is not None:
        message = _("thời gian “{time}” viết chưa đúng", time=wrong)
        loose = _LOOSE.fullmatch(wrong)
        better = _("viết: {time}", time=_mended(loose)) if loose else _example()
        captions.error(line, "captions-bad-time", message, better, wrong)
        return None
    start, end = (_seconds(match) for match in found if match is not None)
    if end <= start:
        message = _("đoạn phụ đề kết thúc trước khi bắt đầu")
        captions.error(line, "captions-bad-time", message, _example())
        return None
    return start, end


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _mended(match: re.Match[str]) -> str:
    """Return a time as it was probably meant."""
    hours, minutes, seconds, fraction = match.groups()
    head = f"{int(hours):02}:" if hours else ""
    return f"{head}{int(minutes):02}:{int(seconds):02}.{(fraction or '').ljust(3, '0')}"


def _words(captions: _Captions, line: int, rows: list[str]) -> str:
    """Return the words of a cue as one text without tags."""
    text = " ".join(" ".join(unescape(_TAG.sub("", row)).split()) for row in rows).strip()
    lacking = missing(text, captions.known)
    if lacking:
        at = next((n for n, row in enumerate(rows) if lacking[0] in unescape(row)), 0)
        captions.error(
            line + at,
            "missing-letter",
            _("phông chữ không có: {letters}", letters=" ".join(lacking)),
            _("bỏ hoặc thay bằng chữ; biểu tượng cảm xúc không hiện được trên bảng"),
            lacking[0] if lacking[0] in rows[at] else "",
        )
    if len(text) > LONGEST_CUE:
        captions.error(
            line,
            "captions-too-long",
            _(
                "đoạn phụ đề dài {length} ký tự, nhiều nhất {most}",
                length=len(text),
                most=LONGEST_CUE,
            ),
            _("chia thành nhiều đoạn, mỗi đoạn một ý, kèm thời gian riêng"),
        )
    return text


def _take(captions: _Captions, line: int, cue: Caption) -> None:
    """Keep a cue; the one before ends at the latest when this one begins."""
    if captions.cues and cue.start <= captions.cues[-1].start:
        message = _("đoạn phụ đề này bắt đầu không muộn hơn đoạn trước nó")
        captions.error(line, "captions-order", message, _("xếp các đoạn theo thời gian bắt đầu"))
        return
    if captions.cues and cue.start < captions.cues[-1].end:
        message = _("hai đoạn phụ đề chồng thời gian lên nhau")
        hint = _("cho đoạn trước kết thúc khi đoạn này bắt đầu; máy đã tạm cắt như vậy")
        captions.warning(line, "captions-overlap", message, hint)
        captions.cues[-1] = replace(captions.cues[-1], end=cue.start)
    captions.cues.append(cue)
