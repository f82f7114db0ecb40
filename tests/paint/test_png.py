"""PNG files: exactly the pixels that went in, for any size, in the smallest colour type."""

from io import BytesIO

import pytest
from PIL import Image

from generator.paint.png import encode_png


@pytest.mark.parametrize("size", [(1, 1), (3, 1), (1, 5), (64, 32), (257, 131)])
def test_the_pixels_come_back(size: tuple[int, int]) -> None:
    bands = [Image.effect_noise(size, 60 + band) for band in range(3)]
    image = Image.merge("RGB", bands)
    found = Image.open(BytesIO(encode_png(image)), formats=("PNG",))
    found.load()
    assert (found.mode, found.size) == ("RGB", size)
    assert found.tobytes() == image.tobytes()


def test_nothing_but_header_pixels_and_end_is_written() -> None:
    data = encode_png(Image.new("RGB", (40, 30), (9, 80, 70)))
    names, at = [], 8
    while at < len(data):
        names.append(data[at + 4 : at + 8])
        at += int.from_bytes(data[at : at + 4], "big") + 12
    assert names == [b"IHDR", b"IDAT", b"IEND"]


def test_flat_pictures_stay_small() -> None:
    assert len(encode_png(Image.new("RGB", (640, 320), (9, 80, 70)))) < 5_000


def test_other_pixels_are_refused() -> None:
    with pytest.raises(ValueError, match="RGBA"):
        encode_png(Image.new("RGBA", (4, 4)))
