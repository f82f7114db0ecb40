"""A ward's whole folder: well-formed, self-contained, every link leads somewhere."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from generator.world import MemoryWorld

MakeWorld = Callable[..., MemoryWorld]

Files = dict[str, bytes]

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LOADING = {"src", "poster", "srcset", "data"}
# Scripts of the folder and linked data, which is not run.
PLAIN = re.compile(
    r'<script src="[./]*assets/\w+\.js"></script>|<script type="application/ld\+json">'
)
HIDDEN = re.compile(r"<script|javascript:|\son\w+=", re.IGNORECASE)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@dataclass
class Document(HTMLParser):
    """What a page holds, read strictly: every end tag closes what was opened last."""

    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        assert len(values) == len(attrs), f"an attribute twice in <{tag}>"
        self.tags.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID and not self.inside_svg:
            self.open.append(tag)

    @property
    def inside_svg(self) -> bool:
        return "svg" in self.open

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        assert self.inside_svg or tag in VOID, f"<{tag}/>"

    def handle_endtag(self, tag: str) -> None:
        if self.inside_svg and tag != "svg":
            return
        assert self.open
        assert self.open.pop() == tag, f"</{tag}>"


def read(data: bytes) -> Document:
    document = Document()
    document.feed(data.decode("utf-8"))
    assert not document.open
    return document


def pages(files: Files) -> Iterator[tuple[str, Document]]:
    for path, data in files.items():
        if path.endswith(".html"):
            yield path, read(data)


@pytest.fixture(params=["ngoc_ha", "ba_dinh"])
def files(request: pytest.FixtureRequest, sample: SimpleNamespace, make_world: MakeWorld) -> Files:
    ward = getattr(sample, request.param)
    built: Files = sample.build(sample.library(), ward, make_world())
    return built


def test_every_page_is_well_formed_vietnamese_html_with_one_title(files: Files) -> None:
    found = dict(pages(files))
    assert len(found) == 35
    for path, document in found.items():
        text = files[path].decode("utf-8")
        assert text.startswith("<!doctype html>\n"), path
        assert text.endswith("</html>\n"), path
        assert ("html", {"lang": "vi"}) in document.tags, path
        assert document.headings.count(1) == 1, path
        assert len(set(document.ids)) == len(document.ids), path
        assert not HIDDEN.search(PLAIN.sub("", text)), path
        assert len(POLICY.findall(text)) == 1, path
        assert not [tag for tag, values in document.tags if "style" in values], path


def test_headings_never_skip_a_level(files: Files) -> None:
    for path, document in pages(files):
        for before, after in zip(document.headings, document.headings[1:], strict=False):
            assert after <= before + 1, (path, document.headings)


def test_every_link_names_a_file_of_the_folder_and_an_anchor_within_it(files: Files) -> None:
    anchors = {path: {*document.ids, ""} for path, document in pages(files)}
    checked = 0
    for path, document in pages(files):
        for tag, values in document.tags:
            for name in ("href", *LOADING):
                url = urlsplit(values.get(name, ""))
                if name not in values or url.scheme:
                    continue
                target = unquote(url.path)
                assert not target.startswith("/"), (path, values)
                assert not target.endswith("/"), (path, values)
                full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                full = path if not target else full
                assert full in files, (path, tag, values[name])
                assert url.fragment in anchors.get(full, {""}), (path, values[name])
                checked += 1
    assert checked > 400


def test_no_page_asks_another_host_for_anything(files: Files) -> None:
    for path, document in pages(files):
        for tag, values in document.tags:
            for name in LOADING & set(values):
                scheme = urlsplit(values[name]).scheme
                assert scheme == ("data" if tag == "track" else ""), (path, tag)
            if tag == "link" and values["rel"] != "canonical":
                assert urlsplit(values["href"]).scheme in {"", "data"}, (path, values)
    for path, data in files.items():
        if path.endswith((".css", ".svg")):
            text = data.decode("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert "http" not in re.sub(r'\[href\^="http"\]', "", text), path
            assert "@import" not in text, path


def test_stylesheet_names_only_fonts_that_lie_beside_it(files: Files) -> None:
    names = re.findall(r'url\("([^"]+)"\)', files["assets/style.css"].decode("utf-8"))
    assert len(names) == 3
    for name in names:
        assert files[f"assets/{name}"].startswith(b"wOF2")


def test_a_lost_page_has_no_relative_address(files: Files, sample: SimpleNamespace) -> None:
    document = read(files["404.html"])
    targets = [v["href"] for t, v in document.tags if "href" in v and t == "a"]
    assert all(t.startswith(sample.ba_dinh.site_url) for t in targets)
    assert not [
        v for t, v in document.tags if t in {"script", "img"} or v.get("rel") == "stylesheet"
    ]


def test_every_picture_has_alternative_text_and_every_video_controls(files: Files) -> None:
    pictures = [v for _, d in pages(files) for t, v in d.tags if t == "img"]
    videos = [v for _, d in pages(files) for t, v in d.tags if t == "video"]
    assert pictures
    # An ornament says nothing.
    assert all(bool(v["alt"]) != ("motif" in v.get("class", "")) for v in pictures)
    assert all(v["width"] and v["height"] for v in pictures)
    assert [("controls" in v, v["preload"], "poster" in v) for v in videos] == [
        (True, "none", True)
    ]


def test_feed_is_atom_with_all_it_must_have(files: Files) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(files["feed.xml"])  # noqa: S314 - our own output
    for name in ("id", "title", "updated", f"author/{atom}name"):
        assert feed.findtext(f"{atom}{name}"), name
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == 10
    ids = set()
    for entry in entries:
        for name in ("id", "title", "updated", "summary", "published"):
            assert entry.findtext(f"{atom}{name}"), name
        link = entry.find(f"{atom}link")
        assert link is not None
        assert urlsplit(link.attrib["href"]).path.removeprefix("/x/") in files
        ids.add(entry.findtext(f"{atom}id"))
    assert len(ids) == len(entries)


CUES = """<script>
const track = document.querySelector("track");
track.onload = track.onerror = (event) => {
  const cues = [...(track.track.cues || [])].map((cue) => cue.text);
  document.body.textContent = JSON.stringify([event.type, track.track.label, cues]);
};
track.track.mode = "hidden";
</script></body>"""


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
def test_captions_load_in_a_page_opened_from_a_disk(
    sample: SimpleNamespace, make_world: MakeWorld, tmp_path: Path
) -> None:
    built = sample.build(sample.library(), sample.ngoc_ha, make_world())
    page = built["tin/moi-ngay-mot-tin-tot.html"].decode("utf-8")
    assert page.count("</body>") == 1
    path = tmp_path / "trang.html"
    # The page's own policy would not let this test's script run.
    path.write_text(POLICY.sub("", page).replace("</body>", CUES), encoding="utf-8")
    dumped = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000",
         "--dump-dom", path.as_uri()],
        capture_output=True, check=True, encoding="utf-8", timeout=60,
    ).stdout  # fmt: skip
    told = "Mỗi ngày một tin tốt –\\nMỗi tuần một câu chuyện đẹp"
    assert f'["load","Tiếng Việt",["{told}"]]' in dumped
