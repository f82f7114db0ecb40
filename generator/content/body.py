"""The Markdown of a message in; cleaned HTML, its first paragraph as text, and findings out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.metadata import version
from typing import TYPE_CHECKING

from generator.content.media import picture_at
from generator.content.model import Body, Media
from generator.content.reader import Reader
from generator.diagnostics import Span
from generator.i18n import _

if TYPE_CHECKING:
    from generator.content.markup import Rendered

MOST_BYTES = 1_000_000
_PICTURE = re.compile(r'<img [^>]*?src="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Markdown:
    """A body as it stands in its file.

    Attributes:
        text: Markdown, NFC, LF.
        line: line of the file on which it begins.
    """

    text: str
    line: int


def read_body(reader: Reader, markdown: Markdown) -> Body | None:
    """Return the body, or None when it cannot be used and that is reported."""
    size = len(markdown.text.encode("utf-8"))
    if size > MOST_BYTES:
        message = _("nội dung dài {size} byte, nhiều nhất {most}", size=size, most=MOST_BYTES)
        hint = _("chia thành nhiều tin; ảnh để trong content/media, không dán vào nội dung")
        reader.error(reader.source.span(markdown.line), "body-too-long", message, hint)
        return None
    try:
        made = _rendered(reader, markdown.text)
    except RecursionError:
        message = _("danh sách hoặc trích dẫn lồng nhau quá sâu")
        reader.error(reader.source.span(markdown.line), "body-too-deep", message)
        return None
    for item in made["removed"]:
        span = reader.source.span(
            markdown.line + item["line"], item["column"] + 1, len(item["what"])
        )
        _report(reader, span, item["kind"], item["what"])
    pictures = {src: _picture(reader, markdown, src, alt) for src, alt in made["pictures"]}
    found = {src: media for src, media in pictures.items() if media is not None}
    html = _PICTURE.sub(lambda tag: _sized(tag[0], found.get(unescape(tag[1]))), made["html"])
    return Body(markdown.text, html, made["lead"], tuple(found.values()))


def _rendered(reader: Reader, text: str) -> Rendered:
    def make() -> Rendered:
        from generator.content.markup import render  # noqa: PLC0415 - only for a new text

        return render(text)

    return reader.world.recall("generator.content.markup", [*_tools(), text], make)


@cache
def _tools() -> tuple[str, str]:
    """Return the versions of what makes and cleans HTML; a mended cleaner must clean again."""
    return version("markdown"), version("nh3")


def _report(reader: Reader, span: Span, kind: str, what: str) -> None:
    message = {
        "tag": _("đã bỏ thẻ <{what}> khỏi nội dung", what=what),
        "attribute": _("đã bỏ thuộc tính “{what}” khỏi nội dung", what=what),
        "link": _("đã bỏ liên kết “{what}:” khỏi nội dung", what=what),
    }[kind]
    hint = _("trang web chỉ nhận chữ, danh sách, bảng, ảnh và liên kết thường; xóa phần này đi")
    reader.warning(span, "active-html", message, hint)


def _picture(reader: Reader, markdown: Markdown, src: str, alt: str) -> Media | None:
    """Return a picture of the body, checked like the message's own."""
    span = _span_of(reader, markdown, src)
    if not alt.strip():
        message = _("ảnh “{path}” thiếu lời mô tả", path=src)
        hint = _("viết: ![mô tả ngắn cho người không nhìn thấy ảnh]({path})", path=src)
        reader.error(span, "missing-alt", message, hint)
    return picture_at(reader, src, span)


def _span_of(reader: Reader, markdown: Markdown, fragment: str) -> Span:
    start = markdown.text.find(fragment)
    line = markdown.text.count("\n", 0, max(0, start))
    column = start - (markdown.text.rfind("\n", 0, start) + 1) if start >= 0 else 0
    return reader.source.span(markdown.line + line, column + 1, len(fragment))


def _sized(tag: str, media: Media | None) -> str:
    """Return an image tag with its size, so that a page does not jump while it loads."""
    if media is None:
        return tag
    size = f'width="{media.width}" height="{media.height}" loading="lazy"'
    return tag.replace("<img ", f"<img {size} ", 1)
