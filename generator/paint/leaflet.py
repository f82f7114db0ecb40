"""The leaflet painter: a front page, a message's text and its colours in; two A5 pages out.

The head of the front page stands where the layout put it; the text flows in Typst over both pages
in the first of `STEPS` that leaves it two pages. What is too long at the smallest ends
after a paragraph and says where to read on; nothing is cut in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator.layout.blocks import PAPER
from generator.layout.display import Color, DisplayList, Picture, QrCode
from generator.layout.formats import Theme
from generator.layout.handout import Handout
from generator.layout.prose import Node, plain, prose
from generator.paint.pdf import MARGIN, PLAIN, PrintOptions, compile_pdf, finished, plain_layers
from generator.paint.pictures import picture_image
from generator.paint.svg import SvgWriter, jpeg_in_svg
from generator.text.dates import short_date
from generator.world import World

TEMPLATE = "layouts/print/leaflet.typ"
PAGES = 2
# Type of the text (pt) and the air between its paragraphs (1.0: a line less a bit). 8.5 is the
# least for reading in the hand; above 11 lines get too short, so short texts get air.
STEPS = (
    (11.0, 1.9), (11.0, 1.55), (11.0, 1.25), (11.0, 1.0), (10.5, 1.0), (10.0, 1.0), (9.5, 1.0),
    (9.0, 1.0), (8.5, 1.0),
)  # fmt: skip
WEIGHTS = (400, 500, 600, 700, 800)
_ITALICS = (400, 700)
# Neutral, so that small words are one ink in print.
_INK, _QUIET = Color(34, 34, 34), Color(84, 84, 84)
_QR_MM = 25.0
_PICTURE_PX, _PICTURE_QUALITY = 1200, 88
_LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Printed:
    """A leaflet's file, and whether all of the text stands in it."""

    pdf: bytes
    whole: bool


def paint_leaflet(
    front: DisplayList,
    handout: Handout,
    theme: Theme,
    world: World,
    options: PrintOptions = PLAIN,
) -> Printed:
    """Return a PDF of exactly two pages with bleed, tagged, its text real.

    Args:
        front: the front page in mm, its lower part free for the text.
        handout: what the leaflet says.
        theme: its colours.
        world: gives fonts, pictures and the template.
        options: marks, inks, and what is told about the sheet.
    """
    files: dict[str, bytes] = {"main.typ": world.read(TEMPLATE)}
    layers = plain_layers(front, world, files)
    data = _page_data(front, handout, theme, world, files, options)
    blocks = [*_facts(handout), *_with_pictures(prose(handout.html), handout, world, files)]
    blocks += _quiz(handout)

    lines = [layer for layer in layers if layer["type"] == "lines"]

    def compiled(way: _Way, *, final: bool) -> bytes:
        # The head takes its room from "head" alone, so its drawings can wait for the last run.
        page = {**data, **asdict(way), "layers": layers if final else lines}
        source = json.dumps(page, ensure_ascii=False).encode("utf-8")
        return compile_pdf({**files, "page.json": source}, WEIGHTS, world, _ITALICS)

    way = _best(lambda tried: count_pages(compiled(tried, final=False)), blocks)
    pdf = finished(compiled(way, final=True), front.bleed, cmyk=options.cmyk)
    return Printed(pdf, not way.cut)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to set the text: its type, what of it is shown, and whether page two is forced."""

    size: float
    air: float
    blocks: list[Node]
    cut: bool = False
    split: bool = False


def _best(pages: Callable[[_Way], int], blocks: list[Node]) -> _Way:
    """Return the largest way to set a text on two pages, or as much of it as they take."""
    ways = [_Way(size, air, blocks) for size, air in STEPS]
    first = pages(ways[0])
    if first <= PAGES:
        return replace(ways[0], split=first < PAGES)
    low, high = 1, len(ways)  # the first way that fits lies in ways[low:high]
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if pages(ways[middle]) <= PAGES else (middle + 1, high)
    return ways[low] if low < len(ways) else _shortened(pages, ways[-1])


def _shortened(pages: Callable[[_Way], int], whole: _Way) -> _Way:
    """Return the text with as many paragraphs as fit, and the pointer to the rest."""
    pieces = _pieces(whole.blocks)
    low, high = 0, len(pieces) - 1  # the largest count that fits
    while low < high:
        middle = (low + high + 1) // 2
        tried = replace(whole, blocks=_first(pieces, middle), cut=True)
        low, high = (middle, high) if pages(tried) <= PAGES else (low, middle - 1)
    return replace(whole, blocks=_first(pieces, low), cut=True, split=low == 0)


def _pieces(blocks: list[Node]) -> list[Node]:
    """Return the text in parts after which it may end: paragraphs and items of lists."""
    found: list[Node] = []
    for block in blocks:
        if block["type"] != "list":
            found.append(block)
            continue
        for number, item in enumerate(block["items"]):
            found.append({**block, "start": block["start"] + number, "items": [item]})
    return found


def _first(pieces: list[Node], count: int) -> list[Node]:
    """Return the first pieces with lists joined again; a heading never ends them."""
    kept = pieces[:count]
    while kept and kept[-1]["type"] == "heading":
        kept = kept[:-1]
    joined: list[Node] = []
    for piece in kept:
        last = joined[-1] if joined else None
        follows = (
            last is not None
            and piece["type"] == last["type"] == "list"
            and piece["ordered"] == last["ordered"]
            and piece["start"] == last["start"] + len(last["items"])
        )
        if follows and last is not None:
            joined[-1] = {**last, "items": [*last["items"], *piece["items"]]}
        else:
            joined.append(piece)
    return joined


def count_pages(pdf: bytes) -> int:
    """Return how many pages a file of Typst's has."""
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert found is not None  # Typst writes one plain page tree
    return int(found[1])


def _page_data(
    front: DisplayList,
    handout: Handout,
    theme: Theme,
    world: World,
    files: dict[str, bytes],
    options: PrintOptions,
) -> dict[str, Any]:
    words = handout.words
    paper = next(i for i in front.items if getattr(i, "name", "") == "paperline")
    if words.url:
        code = QrCode(0, 0, _QR_MM, words.url, theme.chip_text, Color(255, 255, 255))
        files["qr.svg"] = SvgWriter(world).document([code], (0, 0, _QR_MM, _QR_MM))
    name = words.ward or words.publisher
    return {
        "width": front.width, "height": front.height, "bleed": front.bleed,
        "margin": MARGIN if options.marks else 0, "about": options.about,
        "title": handout.title, "language": words.language,
        "colors": _colors(theme),
        "head": _foot_of(paper),
        "points": list(words.points), "easy": handout.easy,
        "contacts": [{"value": c.value, "for": c.what_for} for c in handout.contacts],
        "chip": words.chip, "mark": words.mark,
        "source": words.source, "name": name,
        "place": " · ".join(dict.fromkeys(p for p in (words.publisher, words.city) if p != name)),
        "approved": short_date(handout.approved) if handout.approved else "",
        "url": re.sub(r"^https?://", "", words.url), "qr": _QR_MM if words.url else 0,
        "maker": words.maker,
    }  # fmt: skip


def _foot_of(group: Any) -> float:  # noqa: ANN401 - a group of one fill
    fill = group.items[0]
    return float(fill.y + fill.h)


def _colors(theme: Theme) -> Mapping[str, str]:
    return {
        "ground": theme.ground_from.hex,
        "heading": theme.ground_to.mix(theme.chip_text, 0.3).hex,
        "text": theme.text.hex,
        "soft": theme.text.mix(theme.ground_to, 0.18).hex,
        "accent": theme.accent.hex,
        "chip": theme.chip_text.hex,
        "ink": _INK.hex,
        "quiet": _QUIET.hex,
        "paper": PAPER.hex,
        "tint": PAPER.mix(theme.accent, 0.22).hex,
        "line": PAPER.mix(theme.ground_to, 0.25).hex,
    }


def _text(text: str) -> Node:
    return {"type": "p", "parts": [{"type": "text", "text": text}]}


def _heading(text: str) -> Node:
    return {"type": "heading", "level": 2, "parts": [{"type": "text", "text": text}]}


def _facts(handout: Handout) -> list[Node]:
    """Return claim, verdict and fact of a fact-check."""
    words = handout.words
    if not (words.claim and words.fact):
        return []
    verdict = {"type": "strong", "parts": [{"type": "text", "text": f"{words.verdict}: "}]}
    claim = {"type": "strike", "parts": [{"type": "text", "text": words.claim}]}
    return [
        _heading("Tin đang lan truyền"),
        {"type": "p", "parts": [*([verdict] if words.verdict else []), claim]},
        _heading("Sự thật"),
        _text(words.fact),
    ]


def _quiz(handout: Handout) -> list[Node]:
    """Return rules, questions and right answers of a contest."""
    found: list[Node] = []
    if handout.rules or handout.address:
        parts = [_text(p) for p in (handout.rules, handout.address) if p]
        found += [_heading("Thể lệ"), *parts]
    if handout.questions:
        items = [
            [_text(q.q), *(_text(f"{_LETTERS[i % 8]}) {a}") for i, a in enumerate(q.answers))]
            for q in handout.questions
        ]
        right = (f"{n}{_LETTERS[(q.correct - 1) % 8]}" for n, q in enumerate(handout.questions, 1))
        found += [
            _heading("Câu hỏi"),
            {"type": "list", "ordered": True, "start": 1, "items": items},
            _text(f"Đáp án: {', '.join(right)}."),
        ]
    return found


def _with_pictures(
    blocks: list[Node], handout: Handout, world: World, files: dict[str, bytes]
) -> list[Node]:
    """Return the blocks with pictures as files; one that is not there is told in words."""
    found: list[Node] = []
    for block in blocks:
        if block["type"] != "image":
            found.append(block)
            continue
        src = block["src"]
        media = next((m for m in handout.media if src and m.path.endswith(f"/{src}")), None)
        if media is None or not media.width:
            found.append(_text(block["alt"]))
            continue
        name = f"picture-{len(files)}.svg"
        area = Picture(0, 0, media.width, media.height, media)
        image = picture_image(area, world, min(1.0, _PICTURE_PX / media.width))
        files[name] = jpeg_in_svg(image, _PICTURE_QUALITY)
        found.append({"type": "image", "file": name, "alt": block["alt"]})
    return [b for b in found if b["type"] != "p" or plain(b)]
