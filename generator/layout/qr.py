"""QR codes as data: an address in, rows of dark and light modules out, without quiet zone."""

from __future__ import annotations

from functools import lru_cache

import segno

QUIET = 4  # modules of quiet zone on every side (ISO/IEC 18004)


@lru_cache(maxsize=1024)
def matrix(data: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a QR code, True for dark; level M, so 15 % of it may be damaged."""
    code = segno.make_qr(data, error="m", boost_error=False)
    return tuple(tuple(bool(v) for v in row) for row in code.matrix)


def modules(data: str) -> int:
    """Return the modules along one side, the quiet zone included."""
    return len(matrix(data)) + 2 * QUIET
