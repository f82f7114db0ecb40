"""Versions of code: a planted package whose modules import each other in every written form."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import code

TREE = {
    "__init__.py": "",
    "low.py": "LOW = 1\n",
    "pack/__init__.py": "",
    "pack/one.py": "from generator import low\n",
    "pack/two.py": (
        "from generator.pack import (  # (both)\n"
        "    one,  # the first (of two)\n"
        "    three as third,\n"
        ")\n"
    ),
    "pack/three.py": "import generator.four, generator.low as l\n",
    "four.py": "def f():\n    from generator.five import five\n    return five\n",
    "five.py": "from generator.six \\\n    import six\n",
    "six.py": "import generator.two  # no such module\n",
    "lone.py": "# from generator import low\nimport json\n",
    "ring.py": "from generator.ring2 import b\n",
    "ring2.py": "from generator.ring import a\n",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(code, "PACKAGE", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    for cached in (code.code_version, code.direct_imports, code._source, code._path):
        cached.cache_clear()


def names(module: str) -> set[str]:
    return {name.removeprefix("generator.") for name in code.closure(module)} - {"generator"}


def test_the_closure_follows_every_form_of_import(package: Path) -> None:
    assert package.is_dir()
    assert names("generator.pack.one") == {"pack", "pack.one", "low"}
    assert names("generator.pack.two") == {
        *("pack", "pack.one", "pack.two", "pack.three"),
        *("low", "four", "five", "six"),
    }
    assert names("generator.lone") == {"lone"}
    assert names("generator.ring") == {"ring", "ring2"}


@pytest.mark.parametrize(
    ("changed", "concerned"),
    [
        ("low.py", {"low", "pack.one", "pack.two", "pack.three"}),
        ("six.py", {"six", "five", "four", "pack.three", "pack.two"}),
        ("pack/__init__.py", {"pack.one", "pack.two", "pack.three"}),
        ("lone.py", {"lone"}),
        ("ring2.py", {"ring", "ring2"}),
    ],
)
def test_a_change_gives_new_versions_to_those_who_import_it(
    package: Path, changed: str, concerned: set[str]
) -> None:
    modules = [
        path.relative_to(package).with_suffix("").as_posix().replace("/", ".")
        for path in package.rglob("*.py")
        if path.stem != "__init__"
    ]
    before = {m: code.code_version(f"generator.{m}") for m in modules}
    with (package / changed).open("a", encoding="utf-8") as stream:
        stream.write("NEW = 2\n")
    forget()
    after = {m: code.code_version(f"generator.{m}") for m in modules}
    assert {m for m in modules if before[m] != after[m]} == concerned


def test_the_own_package_is_read_from_its_place() -> None:
    assert "generator.text.dates" in code.closure("generator.layout.wording")
    assert "generator.canonical" in code.closure("generator.world")
    with pytest.raises(ModuleNotFoundError):
        code.code_version("generator.nowhere")
