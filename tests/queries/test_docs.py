"""What is public is explained; what the README shows exists."""

from __future__ import annotations

import importlib
import inspect
import re
import shlex
from pathlib import Path

import click
import pytest

import graph
import loaders
import queries
from graph.reference import schema_tables
from loaders.columns import FILES
from queries import Matchmaker, tell
from queries.cli import main
from queries.signals import SIGNALS, WEIGHTS

README = Path(__file__).resolve().parents[2] / "README.md"
PUBLIC = [(package.__name__, name) for package in (graph, loaders, queries) for name in package.__all__]


def shown_commands() -> list[str]:
    """The ``ketnoi …`` lines of the code blocks of the README."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.strip().removeprefix("$ ") for line in lines if re.match(r"\s*(\$ )?ketnoi ", line)]


@pytest.mark.parametrize(("package", "name"), PUBLIC, ids=".".join)
def test_public_names_have_docstrings(package: str, name: str) -> None:
    """Classes with their public methods and properties, functions, modules."""
    thing = getattr(importlib.import_module(package), name)
    if not callable(thing):
        return
    assert (thing.__doc__ or "").strip(), name
    for part, value in vars(thing).items() if inspect.isclass(thing) else ():
        value = value.__func__ if isinstance(value, (staticmethod, classmethod)) else value
        if not part.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
            assert (inspect.getdoc(getattr(thing, part)) or "").strip(), f"{name}.{part}"


@pytest.mark.parametrize("package", ["graph", "loaders", "queries"])
def test_all_is_sorted_and_exists(package: str) -> None:
    module = importlib.import_module(package)
    assert len(set(module.__all__)) == len(module.__all__)
    assert [n for n in module.__all__ if not hasattr(module, n)] == []
    assert (module.__doc__ or "").strip()


@pytest.mark.parametrize("line", shown_commands())
def test_commands_of_the_readme_exist(line: str) -> None:
    """The verb is one of ours, its options are, and the arguments are as many as it takes."""
    _, *words = shlex.split(line.partition(" | ")[0], comments=True)
    words = words[: next((i for i, w in enumerate(words) if w in (">", "<", "&&", ";")), None)]
    if words[0].startswith("-"):
        assert words[0] in ("--help", "-h", "--version")
        return
    assert words[0] in main.commands, line
    command = main.commands[words[0]]
    context = click.Context(command)
    try:
        command.parse_args(context, words[1:])
    except click.exceptions.Exit:
        assert "--help" in words
    except click.UsageError as error:
        pytest.fail(f"{line}: {error.format_message()}")


def test_the_readme_shows_the_schema_as_it_is() -> None:
    assert schema_tables() in README.read_text("utf-8")


def test_the_readme_shows_the_weights_as_they_are() -> None:
    rows = [f"| {s.name} | {s.label.vi} | {WEIGHTS[s.name]:.2f} | {s.asks} |" for s in SIGNALS]
    assert "\n".join(rows) in README.read_text("utf-8")


def test_the_readme_lists_every_command_and_dataset_column() -> None:
    text = README.read_text("utf-8")
    assert [c for c in main.commands if f"`ketnoi {c}" not in text] == []
    listed = set(re.findall(r"\w+", text[text.index("| file |") : text.index("- Headers may")]))
    assert {
        c
        for name in ("enterprises", "capabilities", "needs", "mous", "certificates")
        for c in FILES[name].columns()
    } <= listed


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = README.read_text("utf-8").partition("\n## Python\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    assert (tmp_path / "heesung.html").stat().st_size > 100_000


def test_the_picture_of_the_readme_is_there() -> None:
    (shown,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README.read_text("utf-8"))
    assert (README.parent / shown).read_bytes().startswith(b"\x89PNG")


def test_the_answer_that_the_readme_shows_is_given(mm: Matchmaker) -> None:
    """Its lines up to the first that is left out."""
    text = README.read_text("utf-8")
    shown = re.search(r"^\$ ketnoi suppliers [^\n]*\n(.*?)^…", text, re.MULTILINE | re.DOTALL)
    assert shown is not None
    told = tell.ranking(mm, mm.rank_suppliers("LG Electronics", top=1), "en")
    assert told.startswith(shown[1])
