"""Share kits: what is planned of them and what stands in the ZIP; nothing is painted for them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest_build import NOON
from PIL import Image
from sample import ROOT, make_sample

from generator.build.artifact import Artifact
from generator.build.plan import plan_media
from generator.build.plan_kit import plan_kits
from generator.build.project import Project
from generator.build.recipes.kit import Kit
from generator.build.studio import Studio
from generator.content.library import load_library
from generator.content.model import Entry, Kind, Library, Surface, Ward, Withdrawal

SIZES = ("1200x630", "1080x1080", "1080x1350", "1080x1920")
ALL = frozenset(Surface)

Plan = Callable[..., dict[str, Artifact]]


@dataclass(frozen=True)
class Stands:
    """What a ledger knows of a file."""

    sha256: str


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the real formats, and an output with pictures of the small campaign."""
    folder = tmp_path_factory.mktemp("bộ chia sẻ")
    make_sample(folder)
    shutil.copy(ROOT / "layouts/formats.toml", folder / "layouts/formats.toml")
    for number, message in enumerate(("mot-tin-tot", "duong-dan-la")):
        for size in SIZES:
            width, height = map(int, size.split("x"))
            path = folder / f"output/social/ngoc-ha/{message}/social-{size}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (width // 10, height // 10), (number, 80, 60)).save(path)
    return folder


@pytest.fixture(scope="module")
def studio(home: Path) -> Studio:
    return Studio(Project.at(home / "content", home / "layouts", home / "output"), NOON)


@pytest.fixture(scope="module")
def read(studio: Studio) -> Library:
    return load_library(studio.world)[0]


def standing(home: Path) -> dict[str, Stands]:
    output = home / "output"
    return {
        path.relative_to(output).as_posix(): Stands(hashlib.sha256(path.read_bytes()).hexdigest())
        for path in output.rglob("*.png")
    }


def changed(library: Library, **values: Any) -> Library:
    """The library with both messages for all surfaces, the first as a test wants it."""
    (first,) = (m for m in library.live() if m.id == "mot-tin-tot")
    (second,) = (m for m in library.live() if m.id == "duong-dan-la")
    first = replace(first, **{"surfaces": ALL, **values})
    second = replace(second, surfaces=ALL)
    return replace(library, entries=(Entry(second.id, second), Entry(first.id, first)))


@pytest.fixture
def plan(home: Path, studio: Studio, read: Library) -> Plan:
    def make(known: dict[str, Stands] | None = None, **values: Any) -> dict[str, Artifact]:
        known = standing(home) if known is None else known
        return plan_kits(changed(read, **values), known, studio)

    return make


def packed(artifact: Artifact, studio: Studio) -> bytes:
    return artifact.recipe.make(studio, artifact.path).data


FIRST = "kits/ngoc-ha/mot-tin-tot.zip"


def test_every_current_message_for_social_networks_has_a_kit_a_ward(plan: Plan) -> None:
    assert sorted(plan()) == ["kits/ngoc-ha/duong-dan-la.zip", FIRST]


@pytest.mark.parametrize(
    "values",
    [
        {"surfaces": ALL - {Surface.SOCIAL}},
        {"until": NOON},
        {"publish": NOON.replace(day=23)},
        {"withdrawn": Withdrawal(NOON.date(), "Sai tên")},
    ],
)
def test_what_is_not_current_or_not_social_has_none(plan: Plan, values: dict[str, Any]) -> None:
    assert FIRST not in plan(**values)


def test_a_ward_that_turned_a_message_off_has_no_kit_of_it(
    home: Path, studio: Studio, read: Library
) -> None:
    wards = tuple(replace(ward, off=("mot-tin-tot",)) for ward in read.wards)
    kits = plan_kits(replace(changed(read), wards=wards), standing(home), studio)
    assert sorted(kits) == ["kits/ngoc-ha/duong-dan-la.zip"]


def test_a_kit_holds_words_then_pictures_from_wide_to_tall(plan: Plan, studio: Studio) -> None:
    with zipfile.ZipFile(BytesIO(packed(plan()[FIRST], studio))) as archive:
        assert archive.namelist() == [
            "chu-thich.txt",
            "mo-ta-anh.txt",
            *(f"social-{size}.png" for size in SIZES),
        ]
        assert archive.testzip() is None
        for info in archive.infolist():
            assert info.compress_type == zipfile.ZIP_STORED
            assert (info.create_system, info.date_time) == (0, (1980, 1, 1, 0, 0, 0))
            # Neither the UTF-8 flag nor a size behind the data: all programs read such a ZIP.
            assert (info.flag_bits, info.extra, info.comment) == (0, b"", b"")


def test_its_pictures_are_the_published_files(plan: Plan, studio: Studio, home: Path) -> None:
    with zipfile.ZipFile(BytesIO(packed(plan()[FIRST], studio))) as archive:
        for size in SIZES:
            name = f"social-{size}.png"
            own = home / f"output/social/ngoc-ha/mot-tin-tot/{name}"
            assert archive.read(name) == own.read_bytes()


def test_its_words_open_in_notepad(plan: Plan, studio: Studio) -> None:
    with zipfile.ZipFile(BytesIO(packed(plan()[FIRST], studio))) as archive:
        caption, alt = archive.read("chu-thich.txt"), archive.read("mo-ta-anh.txt")
    assert caption.startswith(b"\xef\xbb\xbf")
    assert caption.count(b"\n") == caption.count(b"\r\n") > 3
    text = caption.decode("utf-8-sig")
    assert "Nguồn: Kế hoạch 287/KH-UBND ngày 14/12/2021\r\n" in text
    assert "#MoiNgayMotTinTot" in text
    assert "Chân ảnh ghi Phường Ngọc Hà, Thành phố Hà Nội." in alt.decode("utf-8-sig")


def test_unzip_accepts_it(plan: Plan, studio: Studio, tmp_path: Path) -> None:
    unzip = shutil.which("unzip")
    if unzip is None:
        pytest.skip("no unzip here; zipfile has tested the same archive")
    target = tmp_path / "bộ.zip"
    target.write_bytes(packed(plan()[FIRST], studio))
    done = subprocess.run([unzip, "-t", target], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No errors detected" in done.stdout


def test_the_same_kit_has_the_same_bytes(plan: Plan, studio: Studio) -> None:
    first = packed(plan()[FIRST], studio)
    again = Studio(studio.project, NOON.replace(hour=18))
    assert packed(plan()[FIRST], again) == first


def test_a_link_needs_the_wards_address_and_the_messages_page(
    home: Path, studio: Studio, read: Library
) -> None:
    def told(ward: Ward, surfaces: frozenset[Surface]) -> str:
        library = replace(changed(read, surfaces=surfaces), wards=(ward,))
        recipe = plan_kits(library, standing(home), studio)[FIRST].recipe
        assert isinstance(recipe, Kit)
        return recipe.caption

    ward = read.wards[0]
    known = replace(ward, site_url="https://phuong.example/x/")
    address = "https://phuong.example/x/tin/mot-tin-tot.html"
    assert f"Xem đầy đủ: {address}" in told(known, ALL)
    assert "https://" not in told(ward, ALL)
    assert "https://" not in told(known, ALL - {Surface.WEB})


def test_a_new_picture_or_word_changes_that_kit_alone(plan: Plan, home: Path) -> None:
    before = {path: kit.fingerprint for path, kit in plan().items()}
    painted = standing(home) | {"social/ngoc-ha/mot-tin-tot/social-1080x1080.png": Stands("f" * 64)}
    for after in (plan(painted), plan(kind=Kind.STORY), plan(source="Kế hoạch khác")):
        assert [path for path, kit in after.items() if kit.fingerprint != before[path]] == [FIRST]


def test_a_picture_that_is_held_back_is_left_out_and_a_kit_of_none_is_not_made(
    plan: Plan, home: Path
) -> None:
    known = standing(home)
    del known["social/ngoc-ha/mot-tin-tot/social-1080x1350.png"]
    kit = plan(known)[FIRST].recipe
    assert isinstance(kit, Kit)
    assert [p.name for p in kit.pictures] == [
        "social-1200x630.png",
        "social-1080x1080.png",
        "social-1080x1920.png",
    ]
    others = {path: s for path, s in known.items() if "/mot-tin-tot/" not in path}
    assert list(plan(others)) == ["kits/ngoc-ha/duong-dan-la.zip"]


def test_all_four_sizes_stand_in_the_wards_folder_as_the_same_pictures(
    studio: Studio, read: Library
) -> None:
    planned = plan_media(changed(read), studio).artifacts
    for size in SIZES:
        beside = planned[f"web/ngoc-ha/media/mot-tin-tot/social-{size}.png"]
        own = planned[f"social/ngoc-ha/mot-tin-tot/social-{size}.png"]
        assert beside.fingerprint == own.fingerprint


@pytest.mark.parametrize("values", [{"until": NOON}, {"surfaces": ALL - {Surface.SOCIAL}}])
def test_only_the_preview_picture_stays_for_what_is_past_or_not_social(
    studio: Studio, read: Library, values: dict[str, Any]
) -> None:
    planned = plan_media(changed(read, **values), studio).artifacts
    folder = "web/ngoc-ha/media/mot-tin-tot/social-"
    assert [path for path in planned if path.startswith(folder)] == [f"{folder}1200x630.png"]
