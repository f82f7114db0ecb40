"""The voice, music and clip of a message in; recordings that a video can use, or findings, out."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from generator.content.fields import word
from generator.content.media import FACTS, find, listing, stated, take
from generator.content.model import Caption, Clip, Media
from generator.content.reader import Key, Reader, Table
from generator.content.recordings import (
    Facts,
    Kind,
    Stretch,
    examine,
    examine_stretch,
    problem_words,
)
from generator.content.tree import Mapping, Node, Scalar
from generator.content.webvtt import read_webvtt
from generator.diagnostics import Diagnostic, Severity, Span
from generator.i18n import _

FOOTAGE = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv"})
SOUND = frozenset({".wav", ".mp3", ".m4a", ".ogg", ".flac", ".aac"})
# A video lasts 30 s at most, its closing card about four of them, and words must stand beside film.
LONGEST_VOICE_S = 26.0
LONGEST_CLIP_S = 17.0
# Music is cut to the length of its video.
_HEARD_OF_MUSIC_S = 30.0
# What a header says and what the last frame does may differ by a frame.
_FRAME_S = 0.05
_FACTS: Table = {
    **FACTS,
    "speech": Key(word(lambda _reader: ("none", "on-screen"), "unknown-speech")),
}


def voice(reader: Reader, node: Node) -> Media | None:
    """Check the path of a recorded voice: all of it is heard."""
    media = _recording(reader, node, "sound", speech=True)
    if media is None or reader.stored:
        return media
    if media.seconds > LONGEST_VOICE_S:
        message = _(
            "giọng đọc dài {seconds} giây, video chỉ đủ chỗ cho {most} giây",
            seconds=_rounded(media.seconds),
            most=f"{LONGEST_VOICE_S:g}",
        )
        hint = _("đọc gọn lại, hoặc cắt lấy phần chính rồi lưu thành tệp mới")
        reader.error(node, "voice-too-long", message, hint)
        return None
    return _heard(reader, node, media, media.seconds)


def music(reader: Reader, node: Node) -> Media | None:
    """Check the path of music; it may be longer than any video."""
    media = _recording(reader, node, "sound", speech=False)
    if media is None or reader.stored:
        return media
    return _heard(reader, node, media, min(media.seconds, _HEARD_OF_MUSIC_S))


def film(reader: Reader, node: Node) -> Media | None:
    """Check the path of footage."""
    return _recording(reader, node, "film", speech=True)


def fits(reader: Reader, node: Node, clip: Clip) -> Clip | None:
    """Check that a stretch of footage exists, that a video has room for it, and that it decodes.

    Args:
        reader: takes the findings.
        node: the clip's map.
        clip: its `end` is later than its `start`.
    """
    media = clip.media
    if not reader.stored and not _has_room(reader, node, clip):
        return None
    seen = examine_stretch(reader.world, media.path, media.sha256, clip.start, clip.end)
    span = reader.span(_at(node, "file"))
    if not reader.stored:
        if seen.damaged:
            _refuse(reader, span, "recording-damaged", media)
            return None
        _warn_of_stretch(reader, span, seen, media)
    return replace(clip, media=replace(media, audible=False)) if seen.silent else clip


def _has_room(reader: Reader, node: Node, clip: Clip) -> bool:
    """Return whether a stretch lies within its recording and is short enough for a video."""
    media, ends = clip.media, _at(node, "end")
    if clip.end > media.seconds + _FRAME_S:
        message = _(
            "đoạn phim kết thúc ở giây {end} nhưng phim chỉ dài {seconds} giây",
            end=f"{clip.end:g}",
            seconds=_rounded(media.seconds),
        )
        hint = _("sửa thành end: {end}", end=f"{int(media.seconds * 10) / 10:g}")
        reader.error(ends, "clip-past-end", message, hint)
        return False
    if clip.end - clip.start > LONGEST_CLIP_S:
        message = _(
            "đoạn phim dài {seconds} giây, nhiều nhất {most} giây",
            seconds=_rounded(clip.end - clip.start),
            most=f"{LONGEST_CLIP_S:g}",
        )
        end = f"{clip.start + LONGEST_CLIP_S:g}"
        hint = _("chọn đoạn đáng xem nhất bằng start và end; muộn nhất là end: {end}", end=end)
        reader.error(ends, "clip-too-long", message, hint)
        return False
    return True


def _recording(reader: Reader, node: Node, kind: Kind, *, speech: bool) -> Media | None:
    """Return a recording whose headers are in order, with its captions and facts."""
    path = node.value.strip() if isinstance(node, Scalar) else ""
    span = reader.span(node)
    suffixes = FOOTAGE if kind == "film" else SOUND
    if posixpath.splitext(path)[1].lower() not in suffixes:
        message = _("không dùng được loại tệp của “{path}”", path=path)
        hint = _("các loại dùng được: {names}", names=", ".join(sorted(suffixes)))
        reader.error(span, "wrong-media-type", message, hint)
        return None
    found = find(reader, path, span, suffixes)
    if found is None:
        return None
    facts = examine(reader.world, *found, kind)
    media = Media(*found, facts.width, facts.height, seconds=facts.seconds, audible=facts.audible)
    if facts.problem:
        _refuse(reader, span, facts.problem, media)
        return None
    _warn_of_colors(reader, span, facts, media)
    captions = _captions(reader, path, media, span) if speech else ()
    told = stated(reader, media.path, _FACTS)
    if speech and facts.audible and not captions and not told.get("speech"):
        _warn_of_captions(reader, media, span)
    return take(reader, path, replace(media, captions=captions), span, told)


def _heard(reader: Reader, node: Node, media: Media, seconds: float) -> Media | None:
    """Return a sound recording that decodes and can be heard."""
    found = examine_stretch(reader.world, media.path, media.sha256, 0.0, seconds)
    if found.damaged:
        _refuse(reader, reader.span(node), "recording-damaged", media)
    elif found.silent:
        message = _("trong “{path}” không nghe thấy gì", path=_name(media))
        hint = _("kiểm tra micro rồi ghi lại; mở tệp nghe thử trước khi dùng")
        reader.error(node, "recording-silent", message, hint)
    else:
        _warn_of_noise(reader, reader.span(node), found, media)
        return media
    return None


def _warn_of_noise(reader: Reader, span: Span, seen: Stretch, media: Media) -> None:
    if seen.quiet:
        message = _("tiếng trong “{path}” rất nhỏ, làm to lên sẽ lẫn tiếng rè", path=_name(media))
        hint = _("nghe thử video; nếu rè, ghi lại với micro cách miệng khoảng một gang tay")
        reader.warning(span, "recording-quiet", message, hint)


def _captions(reader: Reader, path: str, media: Media, span: Span) -> tuple[Caption, ...]:
    """Return what the .vtt beside a recording says; it is approved with the message."""
    file = f"{media.path}.vtt"
    if file not in listing(reader, file):
        return ()
    captions, findings = read_webvtt(reader.world, file)
    kept = [f for f in findings if f.severity is Severity.ERROR or not reader.stored]
    reader.findings.extend(kept)
    sha256 = reader.world.digest(file)
    reader.media[f"{posixpath.normpath(path)}.vtt"] = Media(file, sha256)
    if captions and captions[-1].end > media.seconds + 1 and not reader.stored:
        message = _("phụ đề {file} dài hơn “{path}”", file=file, path=_name(media))
        hint = _("kiểm tra xem có đúng phụ đề của tệp này không")
        reader.warning(span, "captions-past-end", message, hint)
    return captions


def _warn_of_captions(reader: Reader, media: Media, span: Span) -> None:
    """Tell how captions are written, or what to state where none are needed."""
    if reader.stored or f"{media.path}.vtt" in listing(reader, media.path):
        return
    message = _("“{path}” chưa có phụ đề cho người không nghe được", path=_name(media))
    stem = f"{posixpath.splitext(media.path)[0]}.vtt"
    if stem in listing(reader, stem):
        hint = _("đổi tên tệp {old} thành {new}", old=stem, new=f"{media.path}.vtt")
    else:
        hint = _(
            "ghi lời nói vào tệp {file}: dòng đầu là WEBVTT, dòng trống, rồi từng đoạn gồm"
            " “00:00.000 --> 00:03.000” và lời ở dòng dưới. Không có lời nói thì ghi"
            ' speech = "none", lời đã hiện đủ trên hình thì ghi speech = "on-screen" vào {facts}',
            file=f"{media.path}.vtt",
            facts=f"{_name(media)}.toml",
        )
    reader.warning(span, "no-captions", message, hint)


def _warn_of_colors(reader: Reader, span: Span, facts: Facts, media: Media) -> None:
    if facts.fine_color and not reader.stored:
        message = _(
            "màu {kind} của “{path}” được đổi thành 8 bit 4:2:0",
            kind=facts.fine_color,
            path=_name(media),
        )
        hint = _("xem thử video; nếu nền trời hay tường có vệt, xuất lại phim ở dạng 8 bit 4:2:0")
        reader.warning(span, "recording-fine-color", message, hint)


def _warn_of_stretch(reader: Reader, span: Span, seen: Stretch, media: Media) -> None:
    _warn_of_noise(reader, span, seen, media)
    if seen.variable:
        message = _(
            "“{path}” có số hình mỗi giây không đều, được đổi thành 30 hình mỗi giây",
            path=_name(media),
        )
        hint = _("xem thử video; nếu hình giật, xuất lại phim với 30 hình mỗi giây cố định")
        reader.warning(span, "recording-variable-rate", message, hint)
    if seen.interlaced:
        message = _("“{path}” quét xen kẽ, chỗ chuyển động sẽ có răng cưa", path=_name(media))
        hint = _("xuất lại phim ở dạng quét liên tục (progressive, ví dụ 1080p thay cho 1080i)")
        reader.warning(span, "recording-interlaced", message, hint)
    if seen.silent:
        message = _("đoạn phim lấy từ “{path}” không có tiếng", path=_name(media))
        hint = _("không sao nếu phim chỉ để xem; video im lặng ở đoạn này")
        reader.findings.append(Diagnostic(Severity.NOTE, "clip-silent", message, hint, span))


def _refuse(reader: Reader, span: Span, problem: str, media: Media) -> None:
    reader.error(span, problem, *problem_words(problem, _name(media)))


def _name(media: Media) -> str:
    return media.path.rpartition("/")[2]


def _at(node: Node, key: str) -> Node:
    return (node.get(key) if isinstance(node, Mapping) else None) or node


def _rounded(seconds: float) -> str:
    return f"{round(seconds, 1):g}"
