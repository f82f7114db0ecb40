"""A recording in; its length, size and sound, and what makes it unusable or worse, out.

Two looks, so that a recording of hours takes no longer than one of seconds: the first reads the
headers and the last packets; the second decodes the stretch that is used, and nothing else.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from generator.i18n import _
from generator.world import World

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.format import VideoFormat
    from av.video.stream import VideoStream

Kind = Literal["film", "sound"]

# Playlists and subtitles would open too, and some of them name other files.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,wav,w64,mp3,aac,ogg,flac"
MOST_PIXELS = 4096 * 4096
# What is approved is filed as a whole, in a folder that people keep and copy.
MOST_BYTES = 500_000_000
# The end of a recording may lack half a second, or a fiftieth of it: lengths in headers are rough.
_TAIL_S = 3.0
_TAIL_LACKS_S = 0.5
_TAIL_LACKS = 0.02
_HDR = frozenset({16, 18})  # ITU-T H.273, transfer characteristics: PQ (SMPTE ST 2084) and HLG
_USUAL_BITS = 8
_TEXT_SAMPLE = 4096
_MODULE = "generator.content.recordings"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the headers of a recording say.

    Attributes:
        seconds: length of its pictures, or of its sound where it is one (s).
        width, height: px of the film as it is shown: turned, and with square pixels.
        audible: whether there is a sound track.
        fine_color: "10 bit", "4:4:4" …, where its colours are finer than our videos keep.
        problem: code of the finding that makes it unusable, or "".
    """

    seconds: float = 0.0
    width: int = 0
    height: int = 0
    audible: bool = False
    fine_color: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What decoding a stretch of a recording has shown.

    Attributes:
        damaged: whether something in it cannot be decoded.
        variable: whether its pictures come at uneven times.
        interlaced: whether its pictures hold two half pictures each.
        silent: whether nothing is to be heard in it.
        quiet: whether it must be made so much louder that its noise comes up with it.
    """

    damaged: bool = False
    variable: bool = False
    interlaced: bool = False
    silent: bool = True
    quiet: bool = False


def problem_words(problem: str, path: str) -> tuple[str, str]:
    """Return in the user's language what makes a recording unusable, and what to do about it."""
    return {
        "recording-text": (
            _("“{path}” là tệp chữ, không phải phim hay tiếng", path=path),
            _("có lẽ tên tệp đã bị đổi đuôi; chép lại tệp gốc từ điện thoại hoặc máy quay"),
        ),
        "recording-unreadable": (
            _("không đọc được “{path}”: đây không phải tệp phim hay tiếng", path=path),
            _("mở thử tệp gốc rồi xuất lại: phim thành MP4 (H.264, AAC), tiếng thành WAV hoặc MP3"),
        ),
        "recording-damaged": (
            _("tệp “{path}” bị hỏng hoặc chép chưa hết", path=path),
            _("chép lại tệp gốc rồi mở xem thử đến hết"),
        ),
        "recording-no-length": (
            _("tệp “{path}” không ghi độ dài nên không cắt được", path=path),
            _("xuất lại: phim thành MP4 (H.264, AAC), tiếng thành WAV hoặc MP3"),
        ),
        "recording-no-picture": (
            _("“{path}” không có hình", path=path),
            _("nếu chỉ cần tiếng, xuất thành MP3 rồi dùng khóa voice hoặc music thay cho clip"),
        ),
        "recording-no-sound": (
            _("“{path}” không có tiếng", path=path),
            _("ghi lại, nhớ kiểm tra micro; nếu không cần tiếng, bỏ dòng này"),
        ),
        "recording-hdr": (
            _("phim “{path}” quay ở chế độ HDR, lên bảng và TV thường sẽ nhợt màu", path=path),
            _(
                "xuất lại phim ở dạng SDR (Rec. 709); lần sau, tắt chế độ HDR trước khi quay"
                " (iPhone: Cài đặt > Camera > Quay video > Video HDR)"
            ),
        ),
        "recording-too-heavy": (
            _("tệp “{path}” nặng hơn {most} MB", path=path, most=MOST_BYTES // 1_000_000),
            _("cắt lấy đoạn cần dùng, lưu thành tệp mới rồi sửa start, end theo tệp mới"),
        ),
        "recording-too-large": (
            _("khung hình của “{path}” quá lớn", path=path),
            _("xuất lại phim ở cỡ 1920×1080"),
        ),
    }[problem]


def examine(world: World, file: str, sha256: str, kind: Kind) -> Facts:
    """Return what a recording is; bytes seen in an earlier run are not opened again."""

    def make() -> list[float | int | str]:
        return list(astuple(_guarded(world, file, kind)))

    found = world.recall(_MODULE, [_decoder(), sha256, kind], make)
    seconds, width, height, audible, fine_color, problem = found
    return Facts(
        float(seconds), int(width), int(height), bool(audible), str(fine_color), str(problem)
    )


def examine_stretch(world: World, file: str, sha256: str, start: float, end: float) -> Stretch:
    """Return what a stretch of a readable recording shows, decoded once for all runs.

    Args:
        world: holds the file and remembers what was found.
        file: virtual path.
        sha256: hash of its bytes.
        start: of the stretch, s of the recording.
        end: of the stretch, s of the recording.
    """

    def make() -> list[bool]:
        from generator.content.stretch import decode  # noqa: PLC0415 - only for new recordings

        return list(astuple(decode(str(world.locate(file)), start, end)))

    key = [_decoder(), sha256, start, end]
    return Stretch(*map(bool, world.recall("generator.content.stretch", key, make)))


@cache
def _decoder() -> str:
    """Return the version of the decoder; another one may refuse what this one accepts."""
    return version("av")


def open_recording(path: str) -> InputContainer:
    """Open a file as one of the known kinds of recording, and as nothing else.

    Raises:
        av.FFmpegError: it is none, or it cannot be read.
    """
    import av  # noqa: PLC0415 - only for new recordings

    return av.open(path, options={"format_whitelist": CONTAINERS, "protocol_whitelist": "file"})


def film_of(container: InputContainer) -> VideoStream | None:
    """Return the film among a container's streams; the cover picture of a song is none."""
    from av.stream import Disposition  # noqa: PLC0415 - only for new recordings

    films = (s for s in container.streams.video if not s.disposition & Disposition.attached_pic)
    return next(films, None)


def _guarded(world: World, file: str, kind: Kind) -> Facts:
    path = world.locate(file)
    if path.stat().st_size > MOST_BYTES:
        return Facts(problem="recording-too-heavy")
    try:
        container = open_recording(str(path))
    except Exception:  # noqa: BLE001 - a hostile file makes its reader raise whatever it likes
        with path.open("rb") as stream:
            return Facts(problem=_why_unreadable(stream.read(_TEXT_SAMPLE)))
    try:
        with container:
            return _look(container, kind)
    except Exception:  # noqa: BLE001 - the same
        return Facts(problem="recording-damaged")


def _why_unreadable(head: bytes) -> str:
    """Return the code for a file that does not open, by its first bytes."""
    known = (b"ID3", b"\xff\xfb", b"OggS", b"fLaC", b"RIFF", b"\x1aE\xdf\xa3")
    if head.startswith(known) or head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free"}:
        return "recording-damaged"
    # A letter may be cut in two at the end of the sample.
    text = head.decode("utf-8", "ignore")
    plain = len(text.encode("utf-8")) >= len(head) - 3 and "\0" not in text
    return "recording-text" if head and plain else "recording-unreadable"


def _look(container: InputContainer, kind: Kind) -> Facts:
    film = film_of(container)
    sound = next(iter(container.streams.audio), None)
    stream = film if kind == "film" else sound
    if stream is None:
        return Facts(problem="recording-no-picture" if kind == "film" else "recording-no-sound")
    seconds = _length(container, stream)
    if seconds <= 0:
        return Facts(problem="recording-no-length")
    facts = Facts(seconds, audible=sound is not None)
    if kind == "film" and film is not None:
        facts = _film_facts(container, film, facts)
    if facts.problem or _ends(container, stream, seconds):
        return facts
    return Facts(problem="recording-damaged")


def _film_facts(container: InputContainer, film: VideoStream, facts: Facts) -> Facts:
    """Return the facts with what the first picture of a film adds."""
    codec = film.codec_context
    if codec.width * codec.height > MOST_PIXELS:
        return Facts(problem="recording-too-large")
    first = next(container.decode(film), None)
    if first is None or not first.width or not first.height:
        return Facts(problem="recording-damaged")
    if first.color_trc in _HDR or codec.color_trc in _HDR:
        return Facts(problem="recording-hdr")
    ratio = film.sample_aspect_ratio or codec.sample_aspect_ratio or 1
    width, height = max(1, round(first.width * ratio)), first.height
    if round(first.rotation) % 180:
        width, height = height, width
    return replace(facts, width=width, height=height, fine_color=_fine_color(first.format))


def _fine_color(form: VideoFormat) -> str:
    """Return in what a pixel format is finer than 8 bits and 4:2:0, or ""."""
    names = []
    bits = max(component.bits for component in form.components)
    if bits > _USUAL_BITS:
        names.append(f"{bits} bit")
    if form.is_rgb:
        names.append("RGB")
    elif len(form.components) >= 3:  # noqa: PLR2004 - luma and two of colour
        wide = form.chroma_width(64) // 32
        tall = form.chroma_height(64) // 32
        names.extend({(2, 2): ["4:4:4"], (1, 2): ["4:2:2"]}.get((wide, tall), []))
    return ", ".join(names)


def _length(container: InputContainer, stream: VideoStream | AudioStream) -> float:
    if stream.duration:
        return float(stream.duration * clock(stream))
    return container.duration / 1e6 if container.duration else 0.0


def _ends(container: InputContainer, stream: VideoStream | AudioStream, seconds: float) -> bool:
    """Return whether a recording's data reach to where its header says that it ends."""
    begin = seek(container, stream, max(0.0, seconds - _TAIL_S))
    last = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None:
            last = max(last, float((packet.pts + (packet.duration or 0)) * clock(stream)) - begin)
    return last >= seconds - max(_TAIL_LACKS_S, _TAIL_LACKS * min(seconds, 100.0))


def clock(stream: VideoStream | AudioStream) -> Fraction:
    """Return the unit of a stream's times (s).

    Raises:
        ValueError: the stream has none.
    """
    if not stream.time_base:
        raise ValueError("a stream without a clock")
    return stream.time_base


def seek(container: InputContainer, stream: VideoStream | AudioStream, moment: float) -> float:
    """Go to the last key packet at or before a moment (s); return when the stream begins (s)."""
    begin = float((stream.start_time or 0) * clock(stream))
    if moment > 0:
        container.seek(int((begin + moment) / clock(stream)), stream=stream)
    return begin
