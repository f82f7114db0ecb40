"""robots.txt, read by the standard library's parser, and the sitemap it names, by its schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.robotparser import RobotFileParser

import pytest
import xmlschema

from generator.site.pages import plan_pages
from generator.site.render import render_page
from generator.site.robots import robots_text
from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

SITE = "https://phuong.example/x/"
SCHEMA = Path(__file__).parent / "fixtures" / "sitemap.xsd"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def read(text: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser


@pytest.mark.parametrize("site", [SITE, ""])
def test_everything_may_be_read(site: str) -> None:
    parser = read(robots_text(site))
    # What is not to be found says so itself, and must be read for that.
    for path in ("", "tin/a.html", "embed/index.html", "dang-ngay.html", "media/a/poster.jpg"):
        for agent in ("Googlebot", "coccocbot-web", "*"):
            assert parser.can_fetch(agent, f"https://phuong.example/x/{path}")


def test_the_sitemap_is_named_where_there_is_one() -> None:
    assert robots_text(SITE) == (
        "User-agent: *\nAllow: /\n\nSitemap: https://phuong.example/x/sitemap.xml\n"
    )
    assert read(robots_text(SITE)).site_maps() == [f"{SITE}sitemap.xml"]
    assert robots_text("") == "User-agent: *\nAllow: /\n"
    assert read(robots_text("")).site_maps() is None


@pytest.fixture(scope="session")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMA))


def test_a_ward_s_sitemap_keeps_to_the_protocol(
    sample: SimpleNamespace, make_world: MakeWorld, schema: xmlschema.XMLSchema
) -> None:
    world, library = make_world(), sample.library()
    pages = {p.path: p for p in plan_pages(library, sample.ba_dinh, world.now, {}, {})}
    text = render_page(pages["sitemap.xml"], world).decode("utf-8")
    schema.validate(text)
    listed = set(re.findall("<loc>(.*?)</loc>", text))
    assert {SITE, f"{SITE}tin/moi-ngay-mot-tin-tot.html", f"{SITE}muc/news.html"} <= listed
    unlisted = ("embed/index.html", "dang-ngay.html", "404.html", "tin/ten-cu.html")
    assert not {f"{SITE}{path}" for path in unlisted} & listed
    assert listed <= {f"{SITE}{path}" for path in pages} | {SITE}
    here = plan_pages(library, sample.ngoc_ha, world.now, {}, {})
    assert "sitemap.xml" not in {p.path for p in here}


def test_a_ward_s_robots_txt_stands_in_its_folder(
    sample: SimpleNamespace, make_world: MakeWorld
) -> None:
    world = make_world()
    pages = plan_pages(sample.library(), sample.ba_dinh, world.now, {}, {})
    (page,) = (p for p in pages if p.path == "robots.txt")
    assert render_page(page, world).decode("utf-8") == robots_text(SITE)


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<url/>",
        "<url><loc>tin/a.html</loc></url>",
        "<url><loc>https://a.example/</loc><lastmod>22/11/2026</lastmod></url>",
        "<url><loc>https://a.example/</loc><priority>2</priority></url>",
        "<url><loc>https://a.example/</loc></url>" * 2,
    ],
)
def test_the_schema_refuses_what_the_protocol_does(schema: xmlschema.XMLSchema, inner: str) -> None:
    assert not schema.is_valid(f'<urlset xmlns="{NAMESPACE}">{inner}</urlset>')
