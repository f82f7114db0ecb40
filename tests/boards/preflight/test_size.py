"""Rows G1, G2 and C3: exact size, square upright pixels, and the plain form that players take."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from generator.boards.preflight.files import facts
from generator.layout.formats import Canvas, Format

PNG = Format("panel", "board", 256, 128)
JPEG = Format("tivi", "tv", 256, 128, file="jpeg")
BMP = Format("strip", "board", 256, 32, depth="mono", file="bmp", multiple=16)


@pytest.mark.parametrize("fmt", [PNG, JPEG, BMP])
def test_files_of_the_program_pass(fmt: Format, paint: Callable, line: Callable) -> None:
    y, size = (26, 24) if fmt is BMP else (90, 40)
    still = paint(fmt, line("Tin hay", y=y, size=size))
    assert still.codes() == []
    assert facts(still.data).kind == fmt.file


def test_g1_another_size_than_the_board_is_an_error(paint: Callable, line: Callable) -> None:
    still = paint(PNG, line("Tin hay"))
    small = still.saved(image=still.image.resize((255, 128)), format="PNG")
    found = small.finding("wrong-size")
    assert found.message == "Ảnh rộng 255 × 128 px, bảng cần 256 × 128 px."
    assert "“panel”" in found.hint
    assert (found.artifact, found.message_id) == ("boards/a/01_tin.png", "tin")


def test_g1_a_window_is_sent_as_the_whole_canvas(paint: Callable, line: Callable) -> None:
    fed = replace(PNG, canvas=Canvas(640, 360, 10, 20))
    still = paint(fed, line("Tin hay"))
    assert still.codes() == []
    assert still.saved(format="PNG").codes() == ["wrong-size"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"video": "video-panel"}, []),
        ({"video": "video-panel", "width": 255}, ["odd-size"]),
        ({"width": 255}, []),
        ({"multiple": 16}, []),
        ({"multiple": 24}, ["wrong-multiple"]),
        ({"card_width": 256, "card_height": 128}, []),
        ({"card_width": 640, "card_height": 64}, ["over-card"]),
        ({"card_width": 128}, ["over-card"]),
    ],
)
def test_g1_sizes_that_video_and_card_take(
    changes: dict[str, object], codes: list[str], paint: Callable, line: Callable
) -> None:
    assert paint(replace(PNG, **changes), line("Tin hay", x=10)).codes() == codes


def test_g2_pixels_that_are_not_square_are_an_error(paint: Callable, line: Callable) -> None:
    assert paint(PNG, line("Tin hay")).saved(format="PNG", dpi=(72, 72)).codes() == []
    assert paint(PNG, line("Tin hay")).saved(format="PNG", dpi=(72, 144)).codes() == [
        "pixel-aspect"
    ]
    still = paint(JPEG, line("Tin hay"))
    plain = {"format": "JPEG", "subsampling": 0, "quality": 93}
    assert still.saved(**plain, dpi=(72, 72)).codes() == []
    assert still.saved(**plain, dpi=(72, 144)).codes() == ["pixel-aspect"]


@pytest.mark.parametrize(("turn", "codes"), [(1, []), (6, ["turned-picture"])])
def test_g2_a_note_to_turn_the_picture_is_an_error(
    turn: int, codes: list[str], paint: Callable, line: Callable
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    still = paint(JPEG, line("Tin hay"))
    assert still.saved(format="JPEG", subsampling=0, exif=exif).codes() == codes
    assert paint(PNG, line("Tin hay")).saved(format="PNG", exif=exif).codes() == codes


def test_g2_a_picture_that_lies_the_other_way_is_an_error(paint: Callable, line: Callable) -> None:
    still = paint(PNG, line("Tin hay"))
    upright = still.saved(image=still.image.rotate(90, expand=True), format="PNG")
    assert upright.codes() == ["wrong-size", "wrong-orientation"]
    assert (
        upright.finding("wrong-orientation").message == "Ảnh khổ dọc, còn bảng “panel” khổ ngang."
    )


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"progressive": True, "subsampling": 0}, "JPEG baseline"),
        ({"subsampling": 2}, "4:2:0"),
        ({"mode": "CMYK"}, "3 kênh màu"),
        ({"mode": "L"}, "3 kênh màu"),
    ],
)
def test_c3_jpeg_is_baseline_rgb_with_all_its_colour(
    options: dict[str, object], why: str, paint: Callable, line: Callable
) -> None:
    still = paint(JPEG, line("Tin hay"))
    image = still.image.convert(str(options.pop("mode", "RGB")))
    changed = still.saved(image=image, format="JPEG", **options)
    assert changed.codes() == ["wrong-file-form"]
    assert why in changed.finding("wrong-file-form").message


@pytest.mark.parametrize("mode", ["RGBA", "P", "L"])
def test_c3_png_is_rgb_without_transparency(mode: str, paint: Callable, line: Callable) -> None:
    still = paint(PNG, line("Tin hay"))
    changed = still.saved(image=still.image.convert(mode), format="PNG")
    assert changed.codes() == ["wrong-file-form"]


def test_c3_a_key_colour_is_transparency_too(paint: Callable, line: Callable) -> None:
    still = paint(PNG, line("Tin hay"))
    assert still.saved(format="PNG", transparency=(1, 2, 3)).codes() == ["wrong-file-form"]


def test_c3_bmp_has_a_palette(paint: Callable, line: Callable) -> None:
    still = paint(BMP, line("Tin hay", y=26, size=24))
    full = still.saved(image=still.image.convert("RGB"), format="BMP")
    assert full.codes() == ["wrong-file-form"]


def test_c3_the_kind_of_file_is_read_from_its_bytes(paint: Callable, line: Callable) -> None:
    still = paint(PNG, line("Tin hay"))
    assert "là tệp JPEG" in still.saved(format="JPEG").finding("wrong-file-form").message
    broken = replace(still, data=b"\x89PNG\r\n\x1a\n\0\0")
    assert broken.codes() == ["wrong-size", "wrong-file-form"]


def test_facts_tell_what_the_header_says() -> None:
    stream = BytesIO()
    note = PngImagePlugin.PngInfo()
    Image.new("RGB", (3, 5)).save(stream, "PNG", pnginfo=note)
    found = facts(stream.getvalue())
    assert (found.kind, found.width, found.height, found.plain) == ("png", 3, 5, True)
    moving = BytesIO()
    frames = [Image.new("RGB", (3, 5), c) for c in ("red", "green")]
    frames[0].save(moving, "PNG", save_all=True, append_images=frames[1:])
    assert facts(moving.getvalue()).moving
    assert facts(b"GIF89a").kind == ""
