"""Pages into bytes: a page and the world with its templates in, finished HTML or XML out."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from generator.i18n import translations
from generator.site.page import Page
from generator.site.templates import FOLDER, templates_digest
from generator.text.glue import IN_COMPOUND, pieces
from generator.world import World

# A longer phrase would not fit a phone's line (320 px) in the size of a title.
LONGEST_GLUED = 16
_NBSP = "\u00a0"

_environments: dict[tuple[str, str], Environment] = {}
_latest: tuple[World, str] | None = None


def render_page(page: Page, world: World) -> bytes:
    """Return the bytes of a page: UTF-8, LF, one line end at the end.

    Templates are compiled once a process; a world stands for one build, so its templates are
    looked at once.

    Raises:
        jinja2.TemplateError: a template is wrong or asks for what the page does not hold.
    """
    environment = _environment(world, str(page.context["language"]))
    return (environment.get_template(page.template).render(page.context).strip() + "\n").encode()


def _environment(world: World, language: str) -> Environment:
    global _latest  # noqa: PLW0603 - remembers the one world of this build, see render_page
    if _latest is None or _latest[0] is not world:
        _latest = (world, templates_digest(world))
    key = (_latest[1], language)
    if key not in _environments:
        _environments[key] = _compile(world, language)
    return _environments[key]


def _compile(world: World, language: str) -> Environment:
    sources = {
        path.removeprefix(f"{FOLDER}/"): world.read(path).decode("utf-8")
        for path in world.files(FOLDER)
        if path.endswith((".html", ".xml", ".css"))
    }
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.globals["_"] = _translator(translations(language).gettext)
    environment.filters["filesize"] = file_size
    environment.filters["glue"] = glue
    return environment


def _translator(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    """Return `_` for templates: the same "{name}" places as in Python code, values escaped."""

    def translate(message: str, **values: object) -> Markup:
        return Markup(gettext(message)).format(**values)  # noqa: S704 - the catalogue is ours

    return translate


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
