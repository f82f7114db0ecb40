"""Pages into bytes: a page and the world with its templates in, finished HTML or XML out.

Most of a page is alike in many pages: the frame in all pages of a ward, a message's article in all
wards. Templates ask for such a part by `part(template, key, …)`; it is rendered once a process.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Hashable, Mapping
from functools import cache, partial
from hashlib import sha256
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    Template,
)
from markupsafe import Markup, escape

from generator.i18n import translations
from generator.site.page import Page
from generator.site.social import Tags
from generator.site.templates import FOLDER, template_files, templates_digest
from generator.text.glue import IN_COMPOUND, pieces
from generator.world import World

# A longer phrase would not fit a phone's line (320 px) in the size of a title.
LONGEST_GLUED = 16
# Parts kept at once: those of one ward and of some hundred messages, about 20 MB.
MOST_PARTS = 3_000
_NBSP = "\u00a0"

# Content-Security-Policy of every page: nothing runs or loads that does not lie in the folder.
# Browsers take 'self' for the page's own folder also where it is opened from a disk.
POLICY = Markup(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)

# Words without places to fill, as they stand in templates.
_FIXED = re.compile(r'\{\{ _\("([^"\\{]*)"\) \}\}')

_environments: dict[tuple[str, str], Environment] = {}
_latest: tuple[World, str] | None = None


def render_page(page: Page, world: World) -> bytes:
    """Return the bytes of a page: UTF-8, LF, one line end at the end.

    Templates are compiled once a process; a world stands for one build, so its templates are
    looked at once.

    Raises:
        jinja2.TemplateError: a template is wrong or asks for what the page does not hold.
    """
    context = page.context
    if not page.template:
        return str(context["text"]).encode()
    environment = _environment(world, str(context["language"]))
    return (_template(environment, page.template).render(context).strip() + "\n").encode()


@cache
def _template(environment: Environment, name: str) -> Template:
    template = environment.get_template(name)
    # Each rendering copies the globals; of the chain that Jinja makes of them that takes long.
    template.globals = dict(template.globals)
    return template


def compile_templates(world: World, language: str) -> None:
    """Compile what pages are made of; the cache then has it for every process.

    Raises:
        jinja2.TemplateError: a template is wrong.
    """
    environment = _environment(world, language)
    for path in template_files(world):
        if path.endswith((".html", ".xml")) and not path.endswith("proof.html"):
            _template(environment, path.removeprefix(f"{FOLDER}/"))


def _environment(world: World, language: str) -> Environment:
    global _latest  # noqa: PLW0603 - remembers the one world of this build, see render_page
    if _latest is None or _latest[0] is not world:
        _latest = (world, templates_digest(world))
    key = (_latest[1], language)
    if key not in _environments:
        _environments[key] = _compile(world, language)
    return _environments[key]


def _compile(world: World, language: str) -> Environment:
    gettext = translations(language).gettext
    sources = {
        path.removeprefix(f"{FOLDER}/"): _told(world.read(path).decode("utf-8"), gettext)
        for path in template_files(world)
    }
    folder = world.cache / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=FunctionLoader(partial(_source, sources)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        # Compiling takes 0.1 s in each process; the cache knows a changed template by its hash.
        bytecode_cache=FileSystemBytecodeCache(str(folder)),
        auto_reload=False,
    )
    environment.globals["_"] = _translator(gettext)
    environment.globals["part"] = _Parts(environment).part
    environment.globals["policy"] = POLICY
    environment.filters["csp_hash"] = csp_hash
    environment.filters["filesize"] = file_size
    environment.filters["glue"] = glue
    environment.filters["here"] = here
    environment.filters["metas"] = metas
    return environment


def _told(source: str, gettext: Callable[[str], str]) -> str:
    """Return a template with its fixed words translated: asking at each page costs more."""
    return _FIXED.sub(lambda found: gettext(found[1]), source)


def _source(sources: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    """Return a template with the file that tracebacks name, or None when there is none."""
    return (sources[name], f"{FOLDER}/{name}", None) if name in sources else None


class _Parts:
    """Rendered parts of pages by template and key."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.known: dict[Hashable, Markup] = {}

    def part(self, template: str, key: Hashable, **context: Any) -> Markup:  # noqa: ANN401 - plain data
        """Return a part; equal keys must mean equal data."""
        name = (template, key)
        found = self.known.pop(name, None)
        if found is None:
            if len(self.known) >= MOST_PARTS:
                del self.known[next(iter(self.known))]
            text = _template(self.environment, template).render(context)
            found = Markup(text.strip() + "\n")  # noqa: S704 - rendered just now
        # What was used last stands last, so that the first is what may go.
        self.known[name] = found
        return found


def _translator(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    """Return `_` for templates: the same "{name}" places as in Python code, values escaped."""

    def translate(message: str, **values: object) -> Markup:
        text = gettext(message)
        if values:
            # As Markup.format does, which takes six times as long.
            text = text.format(**{name: escape(value) for name, value in values.items()})
        return Markup(text)  # noqa: S704 - the catalogue is ours, and values were escaped

    return translate


def here(frame: Markup, href: str) -> Markup:
    """Return a part of a page in which the link to the page itself says so."""
    link = Markup(f'href="{href}"')  # noqa: S704 - a path of the site
    return frame.replace(link, Markup(f'{link} aria-current="page"')) if link in frame else frame  # noqa: S704


def metas(tags: Tags) -> Markup:
    """Return Open Graph and Twitter tags as elements, a line each."""
    lines = [
        f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}"'
        f' content="{escape(content)}">\n'
        for name, content in tags
    ]
    return Markup("".join(lines))  # noqa: S704 - escaped just now


def csp_hash(text: str) -> str:
    """Return what a Content-Security-Policy calls an inline style or script (CSP 3, 2.3.1)."""
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def file_size(size: int) -> str:
    """Return a size in words with a decimal comma: "85 kB", "1,2 MB" (steps of 1,000 bytes)."""
    if size < 1_000_000:  # noqa: PLR2004 - one MB
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def glue(text: str) -> str:
    """Return a title whose set phrases and two-syllable words hold together when it is wrapped."""
    if not text.strip():
        return ""
    out = ""
    for piece in pieces(text):
        short = len(piece.text) <= LONGEST_GLUED
        out += piece.text.replace(" ", _NBSP) if short else piece.text
        out += _NBSP if piece.loss == IN_COMPOUND else " "
    return out.rstrip(f" {_NBSP}")
