"""A stretch of a recording in; whether it decodes, runs evenly and can be heard out."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from generator.content.recordings import Stretch, clock, film_of, open_recording, seek

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

# 20 s of 1080p at 30 fps; of larger pictures only the first seconds are decoded, for time's sake.
_MOST_DECODED = 600 * 1920 * 1080
# Clocks of 1 ms make 33 and 34 ms of one thirtieth of a second.
_UNEVEN = 0.2
# Loudest samples, of 32768: 50 dB below full scale is the noise of a microphone; speech that stays
# 26 dB below it lies so near that noise that both come up together.
_SILENT, _QUIET = 100, 1640


def decode(path: str, start: float, end: float) -> Stretch:
    """Return what a stretch shows; whatever a decoder raises counts as damage.

    Args:
        path: real path of a recording that opens.
        start: s of the recording.
        end: s of the recording.
    """
    try:
        with open_recording(path) as container:
            film = film_of(container)
            times, interlaced = _pictures(container, film, start, end) if film else ([], False)
        with open_recording(path) as container:
            loudest = _loudest(container, start, end)
    except Exception:  # noqa: BLE001 - decoders raise whatever a hostile file makes them raise
        return Stretch(damaged=True)
    silent = loudest <= _SILENT
    quiet = not silent and loudest <= _QUIET
    return Stretch(variable=_variable(times), interlaced=interlaced, silent=silent, quiet=quiet)


def _variable(times: list[float]) -> bool:
    gaps = [after - before for before, after in pairwise(times)]
    if not gaps:
        return False
    usual = median(gaps)
    return any(abs(gap - usual) > _UNEVEN * usual for gap in gaps)


def _pictures(
    container: InputContainer,
    film: VideoStream,
    start: float,
    end: float,
) -> tuple[list[float], bool]:
    """Return when the pictures of a stretch come (s, ascending), and whether they are interlaced.

    Raises:
        ValueError: a picture is damaged, or there is none.
    """
    film.thread_type = "AUTO"
    begin = seek(container, film, start)
    times: list[float] = []
    interlaced = False
    budget = _MOST_DECODED
    key = -1
    for packet in container.demux(film):
        if packet.dts is None or packet.pts is None:
            continue
        if packet.dts * clock(film) - begin > end:
            break
        at = float(packet.pts * clock(film)) - begin
        key = packet.pts if key < 0 else key
        if start <= at < end:
            times.append(at)
        if budget <= 0:
            continue
        for frame in packet.decode():
            budget -= frame.width * frame.height
            interlaced |= bool(frame.interlaced_frame)
            # Pictures shown before the first key picture lack what they are made from.
            if frame.is_corrupt and frame.pts is not None and frame.pts >= key:
                raise ValueError("damaged picture")
    if budget == _MOST_DECODED:
        raise ValueError("no picture")
    return sorted(times), interlaced


def _loudest(container: InputContainer, start: float, end: float) -> int:
    """Return the loudest sample of a stretch, of 32768, or the first that is loud enough."""
    from av import AudioResampler  # noqa: PLC0415 - only for new recordings

    sound = next(iter(container.streams.audio), None)
    loudest = 0
    if sound is None:
        return loudest
    begin = seek(container, sound, start)
    resampler = AudioResampler(format="s16", layout="mono")
    for frame in container.decode(sound):
        at = (frame.time or 0.0) - begin
        if at >= end:
            break
        if at < start:
            continue
        for mono in resampler.resample(frame):
            found = abs(mono.to_ndarray().astype("int32")).max(initial=0)
            loudest = max(loudest, int(found))
        if loudest > _QUIET:
            break
    return loudest
