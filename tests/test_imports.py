"""The direction of imports: each package knows only what stands before it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"

# From what everybody may know to what knows everybody. Modules of one step may know each other.
ORDER = (
    {"diagnostics", "i18n", "canonical", "code", "fonts", "world"},
    {"text"},
    {"content"},
    {"layout"},
    {"paint"},
    {"site"},
    {"boards"},
    {"build"},
    {"serve"},
    {"cli", "__main__"},
)
STEP = {name: step for step, names in enumerate(ORDER) for name in names}
# Arrows that the order alone would allow: text knows no disk, and painters know no content but the
# types that layouts hand on.
FORBIDDEN = {("text", "world")}
TYPES_OF_CONTENT = "generator.content.model"


def imported(source: str) -> set[str]:
    """Return the modules of this package that a source imports anywhere, functions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full, so that this test can read them"
            found.add(str(node.module))
            if node.module == "generator":
                found.update(f"generator.{alias.name}" for alias in node.names)
    return {name for name in found if name == "generator" or name.startswith("generator.")}


def wrong_arrows(package: Path) -> list[str]:
    """Return each import that runs against the order, as "module -> module"."""
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        origin = parts[0]
        for target in sorted(imported(path.read_text(encoding="utf-8"))):
            step = target.split(".")[1] if "." in target else ""
            if step in STEP and not allowed(origin, step, target):
                found.append(f"{'.'.join(parts)} -> {target}")
    return found


def allowed(origin: str, step: str, target: str) -> bool:
    if (origin, step) in FORBIDDEN:
        return False
    if (origin, step) == ("paint", "content"):
        return target == TYPES_OF_CONTENT
    return origin == "__init__" or STEP[step] <= STEP[origin]


def test_every_module_has_its_place_in_the_order() -> None:
    names = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir()}
    named = {n for n in names if (PACKAGE / n).is_dir() or (PACKAGE / f"{n}.py").is_file()}
    assert named - {"__init__", "__pycache__", "locales"} <= set(STEP)


def test_no_import_runs_against_the_order() -> None:
    assert wrong_arrows(PACKAGE) == []


@pytest.mark.parametrize(
    ("place", "source", "arrow"),
    [
        ("text/dates.py", "from generator.content.model import Kind\n", "generator.content.model"),
        ("text/slug.py", "from generator import world\n", "generator.world"),
        ("paint/png.py", "from generator.content import records\n", "generator.content"),
        ("layout/fit.py", "def f():\n    import generator.paint.png\n", "generator.paint.png"),
        ("world.py", "from generator.text import (\n    slug,\n)\n", "generator.text"),
        ("site/page.py", "if True:\n    from generator.boards.x import y\n", "generator.boards.x"),
        ("build/run.py", "from generator.cli import main\n", "generator.cli"),
        ("build/run.py", "from generator.serve.hub import Hub\n", "generator.serve.hub"),
    ],
)
def test_a_wrong_arrow_is_found(tmp_path: Path, place: str, source: str, arrow: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, encoding="utf-8")
    module = place.removesuffix(".py").replace("/", ".")
    assert wrong_arrows(tmp_path) == [f"{module} -> {arrow}"]


def test_right_arrows_pass(tmp_path: Path) -> None:
    (tmp_path / "paint").mkdir()
    (tmp_path / "paint" / "png.py").write_text(
        "import generator\n"
        "from generator.content.model import Media\n"
        "from generator.layout.display import Fill\n"
        "from generator.paint import masks\n"
        "import generatorless\n",
        encoding="utf-8",
    )
    assert wrong_arrows(tmp_path) == []
