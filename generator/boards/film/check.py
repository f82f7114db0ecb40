"""All checks of written videos: an MP4 and what it was made from in; findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from PIL import Image

from generator.boards.film.chroma import check_chroma
from generator.boards.film.container import check_container
from generator.boards.film.decoding import check_decoding, measured
from generator.boards.film.film import Film, read_film
from generator.boards.film.flashes import Flashing, flashing
from generator.boards.film.measures import Measures
from generator.boards.film.reading import check_reading
from generator.boards.film.scroll import check_scroll
from generator.boards.film.seam import check_seam
from generator.boards.film.subject import FilmSubject
from generator.boards.preflight.subject import number
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.paint.video.segments import SegmentStore

# Flashes are counted over 5 s: so much of the beginning is seen again after the seam of a loop.
_AGAIN_S = 5


def check_film(
    data: bytes,
    subject: FilmSubject,
    store: SegmentStore,
    composed: Callable[[], Image.Image] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a written video (rows C1, C2, C4, F1, F2, R1, R4).

    Args:
        data: its file as written.
        subject: what it should be.
        store: remembers what groups of pictures show; each is decoded once for all files.
        composed: returns the poster frame as RGB before it was encoded; None leaves out row C2.
    """
    try:
        film = read_film(data)
    except ValueError:
        message = _("Tệp này không phải là video đọc được.")
        hint = _("làm lại bằng lệnh build; nếu vẫn lỗi, kiểm tra ổ đĩa và báo người phụ trách")
        return (subject.error("video-unreadable", message, hint),)
    shown = _shown(film, subject, store, composed) if readable(film) else ()
    told = chain(check_scroll(subject), check_reading(subject))
    return tuple(chain(check_container(subject, film), shown, told))


def readable(film: Film) -> bool:
    """Return whether the pictures can be measured; where not, the file is held back anyway."""
    return (film.picture.codec, film.picture.pixels) == ("h264", "yuv420p")


def _shown(
    film: Film,
    subject: FilmSubject,
    store: SegmentStore,
    composed: Callable[[], Image.Image] | None,
) -> Iterator[Diagnostic]:
    """Yield what decoding every frame shows."""
    measures = measured(film, store)
    damage = tuple(check_decoding(subject, film, measures, store))
    yield from damage
    if damage or not measures:
        return
    if any(m.interlaced for m in measures) and not film.picture.interlaced:
        message = _("Video có khung hình quét xen kẽ; chữ sẽ bị răng cưa trên bảng.")
        hint = _("báo người phụ trách chương trình; đừng tự chép tệp này ra USB")
        yield subject.error("video-interlaced", message, hint)
    yield from _flashes(subject, measures)
    if subject.timeline is None:
        return
    # A reel goes from message to message by cuts, over its seam as well.
    yield from check_seam(subject, measures[0], measures[-1])
    if composed is not None:
        yield from check_chroma(subject, film, subject.timeline, composed, store)


def _flashes(subject: FilmSubject, measures: Sequence[Measures]) -> Iterator[Diagnostic]:
    """Yield errors for flashes, those over the seam of the loop included (F1, F2)."""
    fps = subject.fmt.fps
    frames = sum(m.frames for m in measures)
    looped = [*measures, *_stretch(measures, fps)]
    for found in flashing(looped, subject.limits, fps):
        place = _("ở giây {s}", s=number(found.frame % frames / fps, 1))
        hint = subject.remedy(
            _("chọn đoạn quay khác, hoặc bỏ đoạn nhấp nháy: sửa start và end của clip ở đầu tin")
        )
        yield _flash(subject, found, place, hint)


def _flash(subject: FilmSubject, found: Flashing, place: str, hint: str) -> Diagnostic:
    told = {
        "count": number(found.count, 0 if found.count.is_integer() else 1),
        "place": place,
        "lasting": _(", kéo dài hơn bốn giây") if found.lasting else "",
    }
    if found.code == "red-flash":
        message = _(
            "Video nháy đỏ {count} lần mỗi giây {place}{lasting}:"
            " có thể gây co giật cho người nhạy sáng.",
            **told,
        )
    else:
        message = _(
            "Video nhấp nháy {count} lần mỗi giây {place}{lasting}:"
            " có thể gây co giật cho người nhạy sáng.",
            **told,
        )
    return subject.error(found.code, message, hint)


def _stretch(measures: Sequence[Measures], fps: int, *, end: bool = False) -> list[Measures]:
    """Return the groups at the beginning, or at the end, that last at least five seconds."""
    found: list[Measures] = []
    frames = 0
    for one in reversed(measures) if end else measures:
        if frames > _AGAIN_S * fps:
            break
        found.append(one)
        frames += one.frames
    return found[::-1] if end else found


def check_joins(
    parts: Sequence[bytes], subject: FilmSubject, store: SegmentStore
) -> tuple[Diagnostic, ...]:
    """Return flashes that arise only where the files of a loop meet (F2).

    Args:
        parts: the files in the order of play; after the last one the first follows again.
        subject: size and rate of all of them, and the path that findings name.
        store: knows their groups of pictures.

    Files that cannot be read are passed over: their own check says so.
    """
    films = [_measures(data, store) for data in parts]
    findings = []
    for place, before in enumerate(films):
        after = films[(place + 1) % len(films)]
        if not before or not after:
            continue
        tail = _stretch(before, subject.fmt.fps, end=True)
        joint = sum(m.frames for m in tail)
        both = [*tail, *_stretch(after, subject.fmt.fps)]
        for found in flashing(both, subject.limits, subject.fmt.fps, joint):
            where = _(
                "ở chỗ nối từ tệp thứ {one} sang tệp thứ {two}",
                one=place + 1,
                two=(place + 1) % len(films) + 1,
            )
            hint = _("đổi thứ tự các tin của vòng phát này, hoặc bỏ một trong hai tin")
            findings.append(_flash(subject, found, where, hint))
    return tuple(findings)


def _measures(data: bytes, store: SegmentStore) -> tuple[Measures, ...]:
    """Return the measures of a file that can be read whole, else nothing."""
    try:
        film = read_film(data)
    except ValueError:
        return ()
    measures = measured(film, store) if readable(film) else ()
    return () if any(m.faults for m in measures) else measures
