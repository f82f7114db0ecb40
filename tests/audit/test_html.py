"""Every page of every ward under the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audit_tools import Tools

# The checker asks for a larger stack; one run is over before a better compiler pays.
JAVA = ("java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar")


def test_the_nu_checker_finds_no_error_in_any_page(tools: Tools, sites: Path) -> None:
    java, jar = tools.command("java"), tools.packaged("vnu-jar")
    pages = sorted(map(str, sites.rglob("*.html")))
    assert len(pages) > 100
    told = subprocess.run(
        [*JAVA, jar, "--format", "json", "--stdout", *pages],
        executable=java, capture_output=True, check=False, encoding="utf-8", timeout=120,
    )  # fmt: skip
    # An answer that cannot be read, a crash among others, is a failure by itself.
    messages = json.loads(told.stdout)["messages"]
    lines: dict[str, list[str]] = {"error": [], "info": []}
    for found in messages:
        path = Path(unquote(urlsplit(found.get("url", "")).path)).relative_to(sites.resolve())
        kind = "info" if found["type"] == "info" else "error"
        lines[kind].append(f"{path}:{found.get('lastLine', 0)} {found['message']}")
    print("\n".join(lines["info"]))
    assert not lines["error"], "\n".join(lines["error"])
