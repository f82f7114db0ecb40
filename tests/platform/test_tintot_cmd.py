"""The file that staff double-click on Windows, read as its shell reads it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def raw() -> bytes:
    return (ROOT / "tintot.cmd").read_bytes()


@pytest.fixture(scope="module")
def lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8").split("\r\n")


def test_line_ends_are_those_of_windows_and_there_is_no_mark_before_the_first(raw: bytes) -> None:
    assert raw.startswith(b"@echo off\r\n")
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")


def test_the_console_is_utf8_before_the_first_vietnamese_word(lines: list[str]) -> None:
    first = next(at for at, line in enumerate(lines) if not line.isascii())
    assert "chcp 65001 >nul" in lines[:first]


def test_every_jump_has_its_label_and_every_label_its_jump(lines: list[str]) -> None:
    labels = [line[1:] for line in lines if line.startswith(":")]
    jumps = {name for line in lines for name in re.findall(r"\bgoto (\w+)", line)}
    fallen_into = {"run"}
    assert len(labels) == len(set(labels))
    assert jumps <= set(labels)
    assert set(labels) - jumps <= fallen_into
    assert all(label.isascii() for label in labels)


def test_paths_with_spaces_stay_in_quotes(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert 'pushd "%~dp0"' in text
    assert re.findall(r'(?<!")%VENV%(?!")', text) == []
    assert re.findall(r'(?<!")%~dp0(?!")', text) == []


def test_it_takes_the_pythons_that_the_package_takes(lines: list[str]) -> None:
    required = re.search(
        r'requires-python = ">=3\.(\d+),<3\.(\d+)"',
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
    )
    assert required is not None
    minors = range(int(required[1]), int(required[2]))
    tried = next(line for line in lines if line.startswith("for %%V"))
    assert re.findall(r"3\.(\d+)", tried) == [str(minor) for minor in reversed(minors)]
    checked = next(line for line in lines if "sys.version_info" in line)
    assert re.findall(r"\(3, (\d+)\)", checked) == [str(minors[0]), str(minors[-1])]


def test_every_failure_waits_for_a_key_and_gives_a_status(lines: list[str]) -> None:
    for label in ("nofolder", "nopython", "noenvironment", "noinstall", "stop"):
        block = lines[lines.index(f":{label}") + 1 :]
        ends = next(at for at, line in enumerate(block) if line.startswith(("exit", "goto stop")))
        assert block[ends] == "goto stop" or "pause" in block[:ends]
    assert sum(line.startswith("exit /b") for line in lines) == 4


def test_nothing_in_an_echo_would_be_taken_for_a_command(lines: list[str]) -> None:
    shown = [line for line in lines if line.startswith("echo ")]
    assert len(shown) >= 8
    assert [line for line in shown if re.search(r"[&|<>^%()!]", line)] == []
