"""Pictures: sizes, rotation, facts, and what makes one unusable."""

from __future__ import annotations

from io import BytesIO

import pytest
from content_kit import FILE, HEAD, Load, message, png
from PIL import Image

from generator.diagnostics import Severity

FACTS = 'author = "Nguyễn Văn A"\nlicence = "CC BY 4.0"\nconsent = "Đã xin phép"\n'
TEXT = message(f"{HEAD}image: media/a.png\nimage_alt: Ảnh\n")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_three_formats_whatever_the_name(load: Load, kind: str) -> None:
    files = {"content/media/a.png": png((40, 30), kind), "content/media/a.png.toml": FACTS}
    found = load({FILE: TEXT, **files})
    assert found.report.findings == []
    image = found.draft().image
    assert image is not None
    assert (image.width, image.height, image.path) == (40, 30, "content/media/a.png")
    assert (image.author, image.licence, image.consent) == (
        "Nguyễn Văn A",
        "CC BY 4.0",
        "Đã xin phép",
    )


def test_a_turned_photo_has_its_seen_size(load: Load) -> None:
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(stream, "JPEG", exif=exif)
    files = {"content/media/a.png": stream.getvalue(), "content/media/a.png.toml": FACTS}
    image = load({FILE: TEXT, **files}).draft().image
    assert image is not None
    assert (image.width, image.height) == (30, 40)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_formats_are_refused_even_under_a_good_name(load: Load, kind: str) -> None:
    found = load({FILE: TEXT, "content/media/a.png": png((16, 16), kind)})
    assert found.find("image-format").severity is Severity.ERROR


def test_a_cut_photo_is_unreadable(load: Load) -> None:
    noise = Image.effect_noise((200, 200), 80)
    stream = BytesIO()
    noise.save(stream, "JPEG")
    found = load({FILE: TEXT, "content/media/a.png": stream.getvalue()[:3000]})
    assert found.find("image-unreadable").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        (None, "author, licence"),
        ('author = "A"\n', "licence"),
        ('licence = ""\n', "author, licence"),
    ],
)
def test_missing_facts_are_a_warning(load: Load, facts: str | None, lacking: str) -> None:
    files = {"content/media/a.png": png(), **({"content/media/a.png.toml": facts} if facts else {})}
    found = load({FILE: TEXT, **files})
    finding = found.find("media-facts")
    assert finding.severity is Severity.WARNING
    assert lacking in finding.message
    assert "content/media/a.png.toml" in finding.hint
    assert found.draft().image is not None


def test_a_wrong_key_among_the_facts(load: Load) -> None:
    files = {"content/media/a.png": png(), "content/media/a.png.toml": 'tacgia = "A"\n'}
    found = load({FILE: TEXT, **files})
    finding = found.find("unknown-key")
    assert str(finding.span) == "content/media/a.png.toml:1:1"
    assert "“author”" in finding.hint


def test_a_missing_picture_gets_the_nearest_name(load: Load) -> None:
    found = load({FILE: TEXT, "content/media/A.png": png()})
    assert "media/A.png" in found.find("media-missing").hint


def test_pictures_of_the_body_have_a_size_and_are_listed(load: Load) -> None:
    files = {"content/media/a.png": png(), "content/media/a.png.toml": FACTS}
    found = load({FILE: message(body="![Ảnh](media/a.png)\n\nChữ.\n"), **files})
    body = found.draft().body
    assert 'width="40" height="30" loading="lazy"' in body.html
    assert [m.path for m in body.media] == ["content/media/a.png"]
    assert body.lead == "Chữ."
