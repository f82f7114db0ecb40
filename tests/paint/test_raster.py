"""The raster painter: tiny pictures as text, exact pixels, and ink where shaping put it."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

from generator.content.model import Media
from generator.layout.display import (
    Color,
    DisplayList,
    Fill,
    Gradient,
    Group,
    Item,
    Picture,
    QrCode,
    Shape,
)
from generator.layout.formats import Format
from generator.layout.qr import matrix
from generator.layout.type import set_line, shaped
from generator.paint.masks import mask
from generator.paint.raster import encode_still, paint_group, paint_image, paint_still
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]
RED, GREEN, BLACK, WHITE = Color(255, 0, 0), Color(0, 255, 0), Color(0, 0, 0), Color(255, 255, 255)
LETTERS: Mapping[tuple[int, ...], str] = {
    (0, 0, 0): ".", (255, 0, 0): "R", (0, 255, 0): "G", (255, 255, 255): "W",
}  # fmt: skip


def _page(*items: Item, w: float = 8, h: float = 6, unit: str = "px") -> DisplayList:
    return DisplayList(w, h, unit, (Group("all", items),))


def _text(image: Image.Image) -> list[str]:
    pixels = image.convert("RGB")
    return [
        "".join(LETTERS.get(pixels.getpixel((x, y)), "?") for x in range(image.width))  # type: ignore[arg-type]
        for y in range(image.height)
    ]


def test_fills_stand_on_their_pixels(make_world: MakeWorld) -> None:
    page = _page(Fill(1, 1, 3, 2, RED), Fill(3, 2, 4, 3, GREEN))
    assert _text(paint_image(page, make_world())) == [
        "........",
        ".RRR....",
        ".RRGGGG.",
        "...GGGG.",
        "...GGGG.",
        "........",
    ]


def test_shapes_follow_the_even_odd_rule(make_world: MakeWorld) -> None:
    outer = ((0.0, 0.0), (16.0, 0.0), (16.0, 12.0), (0.0, 12.0))
    inner = ((4.0, 4.0), (12.0, 4.0), (12.0, 8.0), (4.0, 8.0))
    rows = _text(paint_image(_page(Shape((outer, inner), RED), w=16, h=12), make_world()))
    assert rows[1] == rows[10] == "R" * 16
    assert rows[5][1] == rows[5][14] == "R"
    assert rows[5][5:11] == rows[6][5:11] == "......"


def test_groups_move_and_clip_their_items(make_world: MakeWorld) -> None:
    inner = Group("g", (Fill(0, 0, 8, 6, RED),), dx=2, dy=1, clip=(0, 0, 3, 2))
    assert _text(paint_image(_page(inner), make_world())) == [
        "........",
        "..RRR...",
        "..RRR...",
        "........",
        "........",
        "........",
    ]


def test_opacity_is_mixed_with_what_lies_below(make_world: MakeWorld) -> None:
    page = _page(Fill(0, 0, 8, 6, WHITE), Group("g", (Fill(0, 0, 8, 6, BLACK),), opacity=0.5))
    assert paint_image(page, make_world()).getpixel((4, 3)) == pytest.approx((128,) * 3, abs=1)


def test_overlapping_items_of_a_faint_group_do_not_add_up(make_world: MakeWorld) -> None:
    twice = Group("g", (Fill(0, 0, 8, 6, BLACK), Fill(0, 0, 8, 6, BLACK)), opacity=0.5)
    once = Group("g", (Fill(0, 0, 8, 6, BLACK),), opacity=0.5)
    ground = Fill(0, 0, 8, 6, WHITE)
    world = make_world()
    assert _same(paint_image(_page(ground, twice), world), paint_image(_page(ground, once), world))


def test_shapes_in_one_colour_cover_what_the_same_shapes_in_two_cover(
    make_world: MakeWorld,
) -> None:
    lines = tuple(
        Shape((((x, 2.3), (x + 9, 41.7)),), None, WHITE, 1.7, closed=False) for x in range(3, 50, 6)
    )
    world = make_world()
    ground = Fill(0, 0, 64, 48, GREEN)
    near = Shape((((60.0, 1.0), (61.0, 1.0), (60.0, 2.0)),), Color(255, 255, 254))
    one = paint_image(_page(ground, Group("g", lines, opacity=0.3), w=64, h=48), world)
    two = paint_image(_page(ground, Group("g", (*lines, near), opacity=0.3), w=64, h=48), world)
    box = (0, 0, 58, 48)
    pairs = zip(one.crop(box).tobytes(), two.crop(box).tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 1
    assert len(one.getcolors() or ()) > 8


def _same(a: Image.Image, b: Image.Image) -> bool:
    return a.size == b.size and a.tobytes() == b.tobytes()


def test_gradients_run_along_their_angle(make_world: MakeWorld) -> None:
    for angle, first, last in ((0.0, (0, 32), (63, 32)), (90.0, (32, 0), (32, 63))):
        page = _page(Fill(0, 0, 64, 64, Gradient(BLACK, WHITE, angle)), w=64, h=64)
        image = paint_image(page, make_world())
        assert image.getpixel(first) == pytest.approx((2, 2, 2), abs=3)
        assert image.getpixel(last) == pytest.approx((253, 253, 253), abs=3)
        assert image.getpixel((32, 32)) == pytest.approx((130, 130, 130), abs=4)


def test_a_group_by_itself_equals_the_group_on_its_ground(make_world: MakeWorld) -> None:
    world = make_world()
    line = set_line(world, "Ngọc Hà", 4.3, 30.7, 22, 700, WHITE)
    group = Group("slogan", (line, Fill(4, 34, 40, 3, RED, 1.5)), dx=3.0, dy=2.0)
    layer = paint_group(group, (128, 64), world)
    ground = Fill(0, 0, 128, 64, Color(11, 86, 69))
    canvas = paint_image(_page(ground, w=128, h=64), world)
    canvas.paste(layer.image, (layer.x0, layer.y0), layer.image)
    direct = paint_image(_page(ground, group, w=128, h=64), world)
    pairs = zip(canvas.tobytes(), direct.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 2


@pytest.mark.parametrize("size", [11.0, 27.5, 64.0, 90.0])
def test_a_line_is_the_sum_of_its_letters_drawn_large(size: float, make_world: MakeWorld) -> None:
    world = make_world()
    run = set_line(world, "Gửi lời khen ấm áp", 3.37, 130.25, size, 600, WHITE)
    found = mask(run, world)
    factor = 4 if size <= 64 else 2
    big = Image.new("L", (found.image.width * factor, found.image.height * factor))
    face = ImageFont.truetype(
        str(world.font(600).path), size * factor, layout_engine=ImageFont.Layout.BASIC
    )
    for cluster in run.clusters:
        x = round((run.x + cluster.x - found.x0) * factor)
        at = (x, round((run.y - found.y0) * factor))
        ImageDraw.Draw(big).text(at, cluster.text, fill=255, font=face, anchor="ls")
    pairs = zip(found.image.tobytes(), big.reduce(factor).tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 1


@pytest.mark.parametrize("size", [11.0, 14.5, 21.0, 40.0, 64.0])
@pytest.mark.parametrize("x", [3.0, 3.37, 3.81])
def test_ink_centroids_stand_where_shaping_puts_them(
    size: float, x: float, make_world: MakeWorld
) -> None:
    world = make_world()
    text = "Mỗi ngày một tin tốt"
    run = set_line(world, text, x, 80.25, size, 600, WHITE)
    whole = mask(run, world)
    truth = mask(set_line(world, text, x * 16, 80.25 * 16, size * 16, 600, WHITE), world)
    assert _centroid(whole.image, whole.x0) == pytest.approx(
        _centroid(truth.image, truth.x0) / 16, abs=0.15
    )
    line = shaped(world, text, 600)
    # The last letter by itself, so that errors cannot even out over the line.
    letter, offset = line.clusters[-1]
    near = mask(set_line(world, letter, x + offset * size, 80.25, size, 600, WHITE), world)
    right = whole.image.crop((near.x0 - whole.x0 + 1, 0, whole.image.width, whole.image.height))
    assert _centroid(right, near.x0 + 1) == pytest.approx(_centroid(near.image, near.x0), abs=0.15)


def _centroid(image: Image.Image, x0: int) -> float:
    """Return the mean x of the ink, in px."""
    row = image.convert("F").resize((image.width, 1), Image.Resampling.BOX)
    columns = [row.getpixel((x, 0)) for x in range(image.width)]
    return x0 + 0.5 + sum(v * x for x, v in enumerate(columns)) / sum(columns)  # type: ignore[arg-type, operator, misc]


def test_marks_above_capitals_are_not_cut(make_world: MakeWorld) -> None:
    world = make_world()
    found = mask(set_line(world, "ỄẲ", 0, 60, 40, 800, WHITE), world).image
    left, top, right, bottom = found.getbbox() or (0, 0, 0, 0)
    assert top > 0
    assert left > 0
    assert right < found.width
    assert bottom < found.height


def test_pictures_are_turned_by_their_exif_and_cropped_around_their_focus(
    make_world: MakeWorld,
) -> None:
    source = Image.new("RGB", (40, 80), (255, 0, 0))
    source.paste((0, 255, 0), (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90° clockwise: the upper half comes to the right
    stream = BytesIO()
    source.save(stream, "PNG", exif=exif)
    world = make_world({"content/media/a.png": stream.getvalue()})
    media = Media("content/media/a.png", "0", 80, 40)
    picture = Picture(1, 1, 4, 4, media, focus=(1.0, 0.5))
    image = paint_image(_page(picture), world)
    assert image.getpixel((3, 3)) == pytest.approx((0, 255, 0), abs=2)
    assert image.getpixel((6, 3)) == (0, 0, 0)


@pytest.mark.parametrize("side", [15, 30, 61])
def test_small_pictures_look_as_if_resampled_at_once(side: int, make_world: MakeWorld) -> None:
    source = Image.merge("RGB", [Image.radial_gradient("L").rotate(90 * n) for n in range(3)])
    source.paste((255, 255, 255), (100, 60, 140, 200))
    stream = BytesIO()
    source.save(stream, "PNG")
    world = make_world({"content/media/a.png": stream.getvalue()})
    picture = Picture(0, 0, side, side, Media("content/media/a.png", "0", 256, 256))
    found = paint_image(_page(picture, w=side, h=side), world)
    exact = source.resize((side, side), Image.Resampling.LANCZOS)
    steps = [abs(a - b) for a, b in zip(found.tobytes(), exact.tobytes(), strict=True)]
    assert max(steps) <= 12
    assert sum(steps) / len(steps) < 0.7


def test_pictures_of_other_kinds_are_not_opened(make_world: MakeWorld) -> None:
    stream = BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "TIFF")
    world = make_world({"content/media/a.png": stream.getvalue()})
    picture = Picture(0, 0, 4, 4, Media("content/media/a.png", "0", 4, 4))
    with pytest.raises(OSError, match="identify"):
        paint_image(_page(picture), world)


def test_qr_modules_are_equal_whole_pixels(make_world: MakeWorld) -> None:
    data = "https://phuong.example/x/tin/a.html"
    rows = matrix(data)
    side = (len(rows) + 8) * 3
    page = _page(QrCode(2, 1, side, data, BLACK, WHITE), w=side + 4, h=side + 2)
    image = paint_image(page, make_world())
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            at = (2 + (x + 4) * 3, 1 + (y + 4) * 3)
            block = image.crop((*at, at[0] + 3, at[1] + 3)).getcolors()
            assert block == [(9, (0, 0, 0) if dark else (255, 255, 255))]


def test_stills_have_exactly_their_pixels_in_their_file_type(make_world: MakeWorld) -> None:
    world = make_world()
    page = _page(Fill(0, 0, 64, 32, RED), w=64, h=32)
    png = Image.open(BytesIO(paint_still(page, Format("a", "board", 64, 32), world)))
    jpeg = Image.open(BytesIO(paint_still(page, Format("b", "tv", 64, 32, file="jpeg"), world)))
    assert (png.format, png.size, png.mode) == ("PNG", (64, 32), "RGB")
    assert (jpeg.format, jpeg.size) == ("JPEG", (64, 32))
    assert "progressive" not in jpeg.info
    assert {layer[1:3] for layer in jpeg.layer} == {(1, 1)}  # type: ignore[attr-defined]


def test_the_same_list_gives_the_same_bytes(make_world: MakeWorld) -> None:
    fmt = Format("a", "board", 128, 64)
    world = make_world()
    line = set_line(world, "Phường Ngọc Hà", 4, 30, 14, 600, WHITE)
    page = _page(Fill(0, 0, 128, 64, Gradient(RED, BLACK, 30)), line, w=128, h=64)
    assert paint_still(page, fmt, world) == paint_still(page, fmt, make_world())


def test_a_file_type_that_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="bmp"):
        encode_still(Image.new("RGB", (4, 4)), Format("a", "board", 4, 4, file="bmp"))


def _see_through() -> bytes:
    """A picture of 4 × 2: its left half clear, its right half green."""
    image = Image.new("RGBA", (40, 20))
    image.paste((0, 255, 0, 255), (20, 0, 40, 20))
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(("clear", "left"), [(True, "R"), (False, "W")])
def test_a_logo_lets_its_ground_through_and_a_photograph_lies_on_white(
    clear: bool, left: str, make_world: MakeWorld
) -> None:
    path = "content/media/logo.png"
    world = make_world({path: _see_through()})
    picture = Picture(0, 0, 8, 4, Media(path, "0", 40, 20), clear=clear)
    rows = _text(paint_image(_page(Fill(0, 0, 8, 6, RED), picture), world))
    assert rows[1][0] == left
    assert rows[1][7] == "G"
    layer = paint_group(Group("ward", (picture,)), (8, 6), world)
    assert layer.image.getpixel((layer.image.width - 1, 1)) == (0, 255, 0, 255)
    assert (layer.x0 > 0) is clear
