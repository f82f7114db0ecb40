"""Stereo samples in; packets of AAC-LC in step with the picture out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
from av.codec.context import Flags

from generator.paint.video.track import Sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 48_000
KBPS = 128
PACKET = 1024  # samples of an AAC-LC packet


def encode(samples: NDArray[np.float64]) -> Sound:
    """Return stereo samples, one row for each moment, as AAC-LC at 48 kHz and 128 kbit/s.

    A decoder gives out one packet of nothing before the first sample. Players take that away only
    by an edit list, which some boards' players pass over and which joined files lose. So the first
    packet's worth of samples (21 ms, within every fade in) is left out here, and all that follows
    is in step with the picture without any list.
    """
    import numpy as np  # noqa: PLC0415 - loaded only where something is heard

    count = -(-len(samples) // PACKET)
    late = np.zeros((count * PACKET, 2))
    heard = samples[PACKET:]
    late[: len(heard)] = heard
    # Whole steps of 16 bits: filters may round differently on another processor, far below that.
    whole = np.round(np.clip(late, -1.0, 1.0) * 32767.0) / 32768.0
    planes = np.ascontiguousarray(whole.T.astype(np.float32))
    context = _encoder()
    packets: list[bytes] = []
    for start in range(0, count * PACKET, PACKET):
        block = np.ascontiguousarray(planes[:, start : start + PACKET])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = start
        packets.extend(bytes(packet) for packet in context.encode(frame))
    packets.extend(bytes(packet) for packet in context.encode(None))
    if context.extradata is None or len(packets) < count:
        raise RuntimeError(f"the encoder made {len(packets)} packets of {count}")
    return Sound(context.extradata, tuple(packets[:count]), RATE, PACKET)


def _encoder() -> av.AudioCodecContext:
    context = av.CodecContext.create("aac", "w")
    context.sample_rate = RATE
    context.layout = "stereo"
    context.format = "fltp"
    context.bit_rate = KBPS * 1000
    context.thread_count = 1
    context.flags |= int(Flags.global_header) | int(Flags.bitexact)
    context.open()
    return context
