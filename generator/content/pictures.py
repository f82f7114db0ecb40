"""The bytes of a picture in; its size in px after EXIF rotation, or why it cannot be used, out."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from generator.i18n import _
from generator.world import World

# A poster at A0 and 150 px an inch has 35 million; more is a mistake or an attack on memory.
MOST_PIXELS = 60_000_000
MOST_BYTES = 60_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture's bytes say; `problem` is a finding's code, or "" for a good picture."""

    width: int = 0
    height: int = 0
    problem: str = ""

    @property
    def message(self) -> str:
        """Return the problem in the user's language."""
        return {
            "image-format": _("ảnh không phải PNG, JPEG hay WebP"),
            "image-bomb": _("ảnh quá lớn, có thể làm treo máy"),
            "image-unreadable": _("ảnh hỏng, không đọc được"),
        }[self.problem]

    @property
    def hint(self) -> str:
        """Return what to do about the problem."""
        return {
            "image-format": _("mở ảnh rồi lưu lại thành PNG hoặc JPEG"),
            "image-bomb": _("thu nhỏ ảnh, mỗi cạnh dưới 7.000 điểm ảnh"),
            "image-unreadable": _("lấy lại tệp gốc, mở thử rồi lưu lại"),
        }[self.problem]


def examine(world: World, file: str, sha256: str) -> Facts:
    """Return what a picture is; bytes seen in an earlier run are not decoded again."""

    def make() -> list[int | str]:
        facts = _decode(world.read(file))
        return [facts.width, facts.height, facts.problem]

    key = [_decoder(), sha256]
    width, height, problem = world.recall("generator.content.pictures", key, make)
    return Facts(int(width), int(height), str(problem))


@cache
def _decoder() -> str:
    """Return the version of the decoder; another one may refuse what this one accepts."""
    return version("pillow")


def _decode(data: bytes) -> Facts:
    if not _known_format(data):
        return Facts(problem="image-format")
    if len(data) > MOST_BYTES:
        return Facts(problem="image-bomb")
    from PIL import Image  # noqa: PLC0415 - only for new pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    return Facts(problem="image-bomb")
                turned = image.getexif().get(_ORIENTATION) in _TURNED
                image.load()
    except (Image.DecompressionBombError, MemoryError):
        return Facts(problem="image-bomb")
    except Exception:  # noqa: BLE001 - decoders raise whatever a hostile file makes them raise
        return Facts(problem="image-unreadable")
    return Facts(height, width) if turned else Facts(width, height)


def _known_format(data: bytes) -> bool:
    return (
        data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    )  # fmt: skip
