"""The whole file decoded (row C4): a video taken apart and a store in; its measures out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import av

from generator.boards.film.film import Film, Group, Sound, key_of
from generator.boards.film.measures import Measures, measure
from generator.boards.film.subject import FilmSubject
from generator.canonical import digest
from generator.code import code_version
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.paint.video.segments import SegmentStore

_SOUND, _SILENCE = b"ok", b"no"


def measured(film: Film, store: SegmentStore) -> tuple[Measures, ...]:
    """Return the measures of each group of pictures of a yuv420p film; each is decoded once."""
    known: dict[str, Measures] = {}
    for group in film.groups:
        if group.key not in known:
            known[group.key] = _measures(film, group, store)
    return tuple(known[group.key] for group in film.groups)


def _measures(film: Film, group: Group, store: SegmentStore) -> Measures:
    key = store_key("generator.boards.film.measures", group.key)
    kept = store.get(key)
    found = Measures.unpack(kept) if kept is not None else None
    if found is None:
        found = measure(film.picture.codec, film.picture.header, group.packets)
        store.put(key, found.pack())
    return found


def store_key(module: str, *parts: str) -> str:
    """Return the key under which a module keeps what it found out; new code forgets it."""
    return digest([module, code_version(module), av.__version__, *parts])


def check_decoding(
    subject: FilmSubject, film: Film, measures: Sequence[Measures], store: SegmentStore
) -> Iterator[Diagnostic]:
    """Yield errors when a packet is missing or damaged, or frames do not fill the time (C4)."""
    packets = film.picture.packets
    faults = sum(m.faults for m in measures)
    missing = film.picture.promised - len(packets)
    frames = sum(m.frames for m in measures)
    hint = _("làm lại bằng lệnh build; nếu vẫn lỗi, kiểm tra ổ đĩa và báo người phụ trách")
    if missing > 0:
        message = _("Tệp video bị cụt: thiếu {count} khung hình.", count=missing)
        yield subject.error("video-cut-short", message, hint)
    elif faults or frames != len(packets):
        count = max(faults, abs(len(packets) - frames))
        message = _("Tệp video bị hỏng: {count} khung hình không giải mã được.", count=count)
        yield subject.error("video-damaged", message, hint)
    elif not _fills(subject, film, frames):
        message = _(
            "Video có {frames} khung hình, không khớp với {s} giây ghi trong tệp.",
            frames=frames,
            s=f"{film.seconds:.2f}".replace(".", ","),
        )
        yield subject.error("video-count", message, hint)
    for sound in film.sounds:
        if not _sounds(sound, store):
            message = _("Phần tiếng của video bị hỏng: không giải mã được.")
            yield subject.error("video-sound-damaged", message, hint)


def _fills(subject: FilmSubject, film: Film, frames: int) -> bool:
    """Return whether there are as many frames as the time takes and as were planned."""
    if subject.timeline is not None and frames != subject.timeline.frames:
        return False
    # AAC is cut into pieces of 1024 samples, of which the last may stand out by less than a frame.
    room = 2.0 if film.sounds else 0.5
    return abs(film.seconds * subject.fmt.fps - frames) < room


def _sounds(sound: Sound, store: SegmentStore) -> bool:
    """Return whether all of a stream of sound decodes."""
    if len(sound.packets) < sound.promised:
        return False
    name = key_of(sound.codec, sound.header, [p.data for p in sound.packets])
    key = store_key(__name__, name)
    kept = store.get(key)
    if kept is None:
        kept = _SOUND if _decodes(sound) else _SILENCE
        store.put(key, kept)
    return kept == _SOUND


def _decodes(sound: Sound) -> bool:
    context = av.CodecContext.create(sound.codec, "r")
    assert isinstance(context, av.AudioCodecContext)
    context.extradata = sound.header
    context.options = {"err_detect": "explode"}
    try:
        for packet in sound.packets:
            context.decode(av.Packet(packet.data))
    except av.FFmpegError:
        return False
    return True
