"""The English catalogue: complete, with the same places to fill, and compiled."""

import ast
import gettext
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from generator import i18n

ROOT = Path(__file__).parent.parent
PLACE = re.compile(r"\{(\w+)(?:[!:][^{}]*)?\}")
UPDATE = "run: python tests/catalogue.py"


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tests" / "catalogue.py"))


@pytest.fixture(scope="module")
def wanted(tool: dict[str, Any]) -> set[str]:
    return {str(message.id) for message in tool["extract"]() if message.id}


@pytest.fixture(scope="module")
def known(tool: dict[str, Any]) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in tool["read"]() if m.id and not m.fuzzy}


def places(text: str) -> set[str]:
    """Return the names of the places to fill; a brace that is only shown is none."""
    return set(PLACE.findall(text))


def test_every_message_has_english_words(wanted: set[str], known: dict[str, str]) -> None:
    assert len(wanted) > 100
    assert sorted(message for message in wanted if not known.get(message)) == [], UPDATE


def test_the_catalogue_holds_nothing_else(wanted: set[str], known: dict[str, str]) -> None:
    assert sorted(set(known) - wanted) == [], UPDATE


def test_translations_fill_the_same_places(known: dict[str, str]) -> None:
    assert {m: t for m, t in known.items() if t and places(m) != places(t)} == {}


@pytest.mark.parametrize("name", ["PO", "CLICK_PO"])
def test_compiled_catalogues_are_the_written_ones(tool: dict[str, Any], name: str) -> None:
    with tool[name].with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    written: dict[object, object] = {}
    for message in tool["read"](tool[name]):
        if message.id and message.string:
            plural = isinstance(message.id, tuple)
            key = (message.id[0], 0) if plural else message.id
            written[key] = message.string[0] if plural else message.string
    assert {k: v for k, v in compiled._catalog.items() if k} == written, UPDATE


def test_click_speaks_vietnamese_with_the_same_places(tool: dict[str, Any]) -> None:
    for message in tool["read"](tool["CLICK_PO"]):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            words = message.string[0] if isinstance(message.id, tuple) else message.string
            assert words
            assert places(words) <= set().union(*map(places, ids)), words


def calls(source: str) -> list[ast.Call]:
    tree = ast.parse(source)
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]


def mistakes(source: str) -> list[str]:
    """Return calls that extraction cannot read or whose values do not match their places."""
    found = []
    for call in calls(source):
        message = call.args[0] if call.args else None
        if not (isinstance(message, ast.Constant) and isinstance(message.value, str)):
            found.append(f"line {call.lineno}: not a literal")
            continue
        given = {str(k.arg) for k in call.keywords if k.arg}
        spread = any(k.arg is None for k in call.keywords)
        # Without values the text is not formatted: templates fill such places later.
        if given and not spread and given != places(message.value):
            found.append(f"line {call.lineno}: {message.value}")
    return found


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "generator").rglob("*.py")),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_calls_give_what_their_message_asks_for(path: Path) -> None:
    assert mistakes(path.read_text(encoding="utf-8")) == []


def test_wrong_calls_are_found() -> None:
    assert mistakes('_("Có {count} lỗi", count=3)') == []
    assert mistakes('_("Có {count} lỗi", cuont=3)') == ["line 1: Có {count} lỗi"]
    assert mistakes('_(f"Có {count} lỗi")') == ["line 1: not a literal"]


def test_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", "vi")
    assert i18n._("gợi ý: {hint}", hint="x") == "gợi ý: x"
    i18n.set_language("en")
    assert i18n.language() == "en"
    assert i18n._("gợi ý: {hint}", hint="x") == "hint: x"
    assert i18n._("chưa có trong danh mục {này}") == "chưa có trong danh mục {này}"
    with pytest.raises(ValueError, match="no catalogue for language 'fr'"):
        i18n.set_language("fr")
    assert i18n.language() == "en"


def test_a_place_may_have_any_name() -> None:
    assert i18n._("{message} – {self}", message="a", self="b") == "a – b"
