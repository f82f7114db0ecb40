"""Stereo samples in; how loud they are by EBU R 128, or the same within a true peak, out.

FFmpeg's own filters do both: its meter is the one by which others will check our files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log10

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

from generator.paint.sound.aac import RATE

# The loud end of what EBU R 128 s2 (loudness in streaming) allows, -20 to -16 LUFS: phones and the
# TV of a noisy hall have small loudspeakers. Broadcasting itself (R 128) has -23.
TARGET_LUFS = -16.0
# R 128 allows -1 dBTP in the finished file; encoding to AAC adds up to one.
PEAK_DBTP = -2.0
_BLOCK = 4096
_OVERSAMPLED = 192_000  # ITU-R BS.1770-5, annex 2: true peak at four times the rate


@dataclass(frozen=True, slots=True)
class Loudness:
    """What a meter shows.

    Attributes:
        lufs: integrated loudness; -inf for silence.
        peak_dbtp: true peak; -inf for silence.
    """

    lufs: float
    peak_dbtp: float


def measure(samples: NDArray[np.float64]) -> Loudness:
    """Return the loudness of stereo samples at 48 kHz (ITU-R BS.1770, gated)."""
    shown: dict[str, str] = {}
    for frame in _through(samples, [("ebur128", "metadata=1:peak=true")]):
        shown = frame.metadata or shown
    lufs = float(shown.get("lavfi.r128.I", "-inf"))
    peak = float(shown.get("lavfi.r128.true_peak", "0"))
    # At the absolute gate, -70 LUFS, the meter has measured nothing.
    audible = lufs > -70.0  # noqa: PLR2004 - as said
    return Loudness(lufs if audible else -inf, 20 * log10(peak) if peak > 0 else -inf)


def limit(samples: NDArray[np.float64], peak_dbtp: float = PEAK_DBTP) -> NDArray[np.float64]:
    """Return samples whose true peak is within a limit (dBTP); what is below stays as it is."""
    ceiling = 10 ** (peak_dbtp / 20)
    chain = [
        ("aresample", str(_OVERSAMPLED)),
        ("alimiter", f"limit={ceiling:.6f}:level=0:attack=5:release=80:latency=1"),
        ("aresample", str(RATE)),
        ("aformat", "sample_fmts=dblp"),
    ]
    blocks = [frame.to_ndarray() for frame in _through(samples, chain)]
    limited = np.concatenate(blocks, axis=1).T[: len(samples)]
    return np.pad(limited, ((0, len(samples) - len(limited)), (0, 0)))


def _through(samples: NDArray[np.float64], chain: list[tuple[str, str]]) -> Iterator[av.AudioFrame]:
    """Yield what comes out of a chain of filters."""
    graph = av.filter.Graph()
    graph.threads = 1
    source = graph.add_abuffer(format="dblp", sample_rate=RATE, layout="stereo")
    nodes = [source, *(graph.add(*one) for one in chain), graph.add("abuffersink")]
    graph.link_nodes(*nodes).configure()
    for start in range(0, len(samples), _BLOCK):
        block = np.ascontiguousarray(samples[start : start + _BLOCK].T)
        frame = av.AudioFrame.from_ndarray(block, format="dblp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = start
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _ready(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, av.AudioFrame)
        yield frame
