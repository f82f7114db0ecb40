"""Container and codec (row C1): a video taken apart in; each fact that players may refuse out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.boards.film.film import Film, Picture, Sound
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.subject import number
from generator.diagnostics import Diagnostic
from generator.i18n import _

_BT709 = (1, 1, 1, 1)
_MEGA = 1_000_000


class _Fact(NamedTuple):
    """One thing that a video should be.

    Attributes:
        code: of the finding.
        fits: whether it is so.
        what: its name; found: what it is; want: what it should be.
    """

    code: str
    fits: bool
    what: str
    found: str
    want: str


def check_container(subject: FilmSubject, film: Film) -> Iterator[Diagnostic]:
    """Yield an error for each fact of a written video that is not as players need it (C1)."""
    hint = _("báo người phụ trách chương trình; đừng tự chép tệp này ra USB")
    for fact in (*_form(subject, film), *_picture(subject, film), *_pace(subject, film)):
        if not fact.fits:
            yield subject.error(fact.code, _said(fact), hint)
    for sound in film.sounds:
        fact = _sound(sound)
        if not fact.fits:
            yield subject.error(fact.code, _said(fact), hint)
    yield from _weight(subject, film)


def _said(fact: _Fact) -> str:
    return _(
        "{what} của video là {found}; các đầu phát cần {want}.",
        what=fact.what,
        found=fact.found or "?",
        want=fact.want,
    )


def _form(subject: FilmSubject, film: Film) -> Iterator[_Fact]:
    picture, limits = film.picture, subject.limits
    boxes = film.boxes
    whole = boxes[:1] == ("ftyp",) and "moov" in boxes and "mdat" in boxes and "moof" not in boxes
    early = whole and boxes.index("moov") < boxes.index("mdat")
    found = " ".join(boxes)
    want = _("MP4 có mục lục (moov) đứng trước hình (mdat)")
    yield _Fact("video-container", early, _("Cấu trúc tệp"), found, want)
    fits = film.streams == 1 + len(film.sounds) and len(film.sounds) <= 1
    found, want = str(film.streams), _("một luồng hình và nhiều nhất một luồng tiếng")
    yield _Fact("video-streams", fits, _("Số luồng"), found, want)
    codec = picture.codec == "h264"
    yield _Fact("video-codec", codec, _("Chuẩn nén"), picture.codec, "h264")
    if codec:
        fits, want = picture.profile in limits.profiles, limits.profiles[0]
        yield _Fact("video-profile", fits, _("Cấu hình nén"), picture.profile, want)
        found, want = number(picture.level / 10, 1), number(limits.level, 1)
        fits = 0 < picture.level <= round(limits.level * 10)
        want = _("nhiều nhất {level}", level=want)
        yield _Fact("video-level", fits, _("Cấp độ nén"), found, want)


def _picture(subject: FilmSubject, film: Film) -> Iterator[_Fact]:
    picture = film.picture
    w, h = subject.fmt.sent
    found = f"{picture.width} × {picture.height} px"
    fits = (picture.width, picture.height) == (w, h)
    yield _Fact("video-size", fits, _("Kích thước"), found, f"{w} × {h} px")
    found, want = picture.pixels, "yuv420p"
    yield _Fact("video-pixels", found == want, _("Kiểu điểm ảnh"), found, want)
    aspect = picture.aspect
    found = f"{aspect.numerator}:{aspect.denominator}"
    yield _Fact("video-aspect", aspect == 1, _("Tỉ lệ điểm ảnh"), found, "1:1")
    what, want = _("Kiểu quét"), _("quét liên tục")
    yield _Fact("video-interlaced", not picture.interlaced, what, _("quét xen kẽ"), want)
    found = "/".join(map(str, picture.colours))
    what, want = _("Nhãn màu"), _("BT.709, dải hẹp (1/1/1/1)")
    yield _Fact("video-colours", picture.colours == _BT709, what, found, want)


def _pace(subject: FilmSubject, film: Film) -> Iterator[_Fact]:
    picture = film.picture
    steps = _steps(picture)
    fps = subject.fmt.fps
    if len(steps) > 1:
        found, want = _("không đều"), _("các khung hình cách đều nhau")
        yield _Fact("video-uneven", False, _("Nhịp khung hình"), found, want)  # noqa: FBT003 - by order
    elif steps:
        rate = 1 / (picture.base * steps.pop())
        fits, found = rate == fps, number(float(rate), 2)
        want = _("{fps} hình/giây", fps=fps)
        yield _Fact("video-rate", fits, _("Tốc độ khung hình"), found, want)
    fits = not picture.reorders and all(p.pts == p.dts for p in picture.packets)
    found, want = _("khung B"), _("chỉ khung I và P")
    yield _Fact("video-b-frames", fits, _("Loại khung hình"), found, want)
    longest = max((len(g.packets) for g in film.groups), default=0) / fps
    most = max(subject.limits.gop_s, subject.fmt.gop_s)
    want = _("nhiều nhất {s} giây", s=number(most, 1))
    found = _("{s} giây", s=number(longest, 1))
    yield _Fact("video-gop", longest <= most, _("Khoảng cách khung khóa"), found, want)


def _steps(picture: Picture) -> set[int]:
    """Return the different distances of two frames shown one after another (time base)."""
    times = sorted(p.pts for p in picture.packets if p.pts is not None)
    return {after - before for before, after in pairwise(times)}


def _sound(sound: Sound) -> _Fact:
    fits = (sound.codec, sound.profile, sound.rate, sound.channels) == ("aac", "LC", 48000, 2)
    found = _(
        "{codec} {profile}, {rate} Hz, {channels} kênh",
        codec=sound.codec,
        profile=sound.profile,
        rate=sound.rate,
        channels=sound.channels,
    )
    want = _("AAC-LC, 48000 Hz, 2 kênh")
    return _Fact("video-sound", fits, _("Âm thanh"), found, want)


def _weight(subject: FilmSubject, film: Film) -> Iterator[Diagnostic]:
    """Yield what is wrong with length, size and rate."""
    limits = subject.limits
    hint = subject.remedy(_("rút ngắn đoạn quay: sửa start và end của clip ở đầu tin"))
    if film.seconds >= limits.longest_s:
        message = _(
            "Video dài {found} giây; có đầu phát chỉ nhận dưới {most} giây.",
            found=number(film.seconds),
            most=number(limits.longest_s),
        )
        yield subject.error("video-long", message, hint)
    if film.size >= limits.largest_gb * 1000 * _MEGA:
        message = _(
            "Video nặng {found} GB; có đầu phát chỉ nhận dưới {most} GB.",
            found=number(film.size / 1000 / _MEGA, 1),
            most=number(limits.largest_gb, 1),
        )
        yield subject.error("video-heavy", message, hint)
    rate = peak(film, subject.fmt.fps) / _MEGA
    if rate <= limits.mbps:
        return
    message = _(
        "Có giây cần {found} Mbit dữ liệu; đầu phát yếu chỉ đọc được {most} Mbit mỗi giây.",
        found=number(rate, 1),
        most=number(limits.mbps),
    )
    hint = subject.remedy(_("chọn đoạn quay ít rung, ít chi tiết nhỏ hơn cho clip"))
    told = subject.error if rate > limits.ceiling_mbps else subject.warning
    yield told("video-bitrate", message, hint)


def peak(film: Film, fps: int) -> int:
    """Return the most bits that any second of a video takes, sound at its mean included."""
    sizes = [len(p.data) for p in film.picture.packets]
    best = now = sum(sizes[:fps])
    for gone, come in zip(sizes, sizes[fps:], strict=False):
        now += come - gone
        best = max(best, now)
    heard = sum(len(p.data) for sound in film.sounds for p in sound.packets)
    return 8 * (best + round(heard / max(film.seconds, 1)))
