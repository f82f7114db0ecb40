"""The muxer: segments in order in, one MP4 out, nothing encoded again."""

from __future__ import annotations

import io
from collections.abc import Iterable
from fractions import Fraction

import av

from generator.paint.video.encoder import Encoding, configure
from generator.paint.video.segments import Segment


def mux(segments: Iterable[Segment], encoding: Encoding) -> bytes:
    """Return an MP4 whose index comes before its pictures, so that it plays while it loads.

    Args:
        segments: in order; frames get their times here.
        encoding: the settings with which all of them were encoded.

    Raises:
        ValueError: a segment was encoded with other settings and would not decode.
    """
    target = io.BytesIO()
    with av.open(
        target,
        "w",
        format="mp4",
        options={"movflags": "+faststart", "fflags": "+bitexact"},
        # The muxer reads back what it wrote to move the index to the front.
        io_open=lambda _url, _flags, _options: io.BytesIO(target.getvalue()),
    ) as container:
        stream = container.add_stream("libx264", rate=encoding.fps)
        configure(stream.codec_context, encoding)
        container.start_encoding()
        frame = 0
        for segment in segments:
            if segment.header != stream.codec_context.extradata:
                raise ValueError("a segment was encoded with other settings")
            for number, data in enumerate(segment.packets):
                packet = av.Packet(data)
                packet.stream = stream
                packet.time_base = Fraction(1, encoding.fps)
                packet.pts = packet.dts = frame
                packet.duration = 1
                packet.is_keyframe = number == 0
                container.mux(packet)
                frame += 1
    return target.getvalue()
