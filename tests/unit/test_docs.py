"""What the documents name is there: files, make targets, commands and their options, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from portal.cli import sightline

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
NOW = [
    path for path in DOCS if path.name not in {"measurements-history.md", "CHANGELOG.md"}
]  # the others tell of days gone by
ROOMS = ("access", "nlp", "indexer", "portal", "tests", "bench", "frontend", "scripts", "deploy", "docs")
_CODE = re.compile(r"`([^`\n]+)`")
_SETTING = re.compile(r"\b(?:SIGHTLINE|ELASTICSEARCH|REDIS)_[A-Z_]*[A-Z]\b")


def code_in(path: Path) -> Iterator[str]:
    """Every piece of a document that is set as code, in a line or as a block of its own."""
    text = path.read_text(encoding="utf-8")
    yield from (
        line for block in re.findall(r"```[a-z]*\n(.*?)```", text, re.S) for line in block.splitlines()
    )
    yield from _CODE.findall(re.sub(r"```.*?```", "", text, flags=re.S))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [to for to in links if ":" not in to and not (path.parent / to).exists()] == []


@pytest.mark.parametrize("path", NOW, ids=name_of)
def test_files_are_there(path: Path) -> None:
    named = {word.strip(".,;:()") for code in code_in(path) for word in code.split()}
    paths = {
        word.partition("::")[0] for word in named if re.fullmatch(rf"(?:{'|'.join(ROOMS)})/[\w./*?-]+", word)
    }
    assert sorted(word for word in paths if not any(ROOT.glob(word))) == []


@pytest.mark.parametrize("path", NOW, ids=name_of)
def test_make_targets_are_there(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = {found for code in code_in(path) for found in re.findall(r"\bmake ([a-z][a-z-]*)", code)}
    assert sorted(named - targets) == []


@pytest.mark.parametrize("path", NOW, ids=name_of)
def test_commands_are_there(path: Path) -> None:
    told = [code.partition("#")[0].removeprefix(".venv/bin/").strip() for code in code_in(path)]
    wrong = [code for code in told if code.startswith("sightline ") and not _stands(code.split()[1:])]
    assert wrong == []


@pytest.mark.parametrize("path", NOW, ids=name_of)
def test_modules_that_are_run_are_there(path: Path) -> None:
    named = {found for code in code_in(path) for found in re.findall(r"\bpython -m ([\w.]+)", code)}
    files = {name: ROOT / name.replace(".", "/") for name in named}
    assert [
        n
        for n, at in files.items()
        if not at.with_suffix(".py").exists() and not (at / "__main__.py").exists()
    ] == []


def _stands(words: list[str]) -> bool:
    at: click.Command = sightline
    for word in words:
        if isinstance(at, click.Group) and not word.startswith("-"):
            found = at.get_command(click.Context(at), word)
            if found is None:
                return False
            at = found
    options = {name for parameter in at.params for name in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help",
        "--version",
    }
    return {word for word in words if word.startswith("--")} <= options


def test_settings_are_read_and_settings_that_are_read_are_told() -> None:
    code = [path for room in ("access", "nlp", "indexer", "portal") for path in (ROOT / room).rglob("*.py")]
    read = {name for path in code for name in _SETTING.findall(path.read_text(encoding="utf-8"))}
    told = {name for path in NOW for name in _SETTING.findall(path.read_text(encoding="utf-8"))}
    assert told - read == set()
    assert read - told == set()
