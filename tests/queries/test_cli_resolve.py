"""``ketnoi resolve``: the queue is read, decided and undone from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph import open_store
from queries.cli import main

FILE = (
    "id,name,tax_code\na,Công ty TNHH Minh Tâm,0200100019\n,Công ty TNHH Minh Tám,\nlg,=LG,\n"
    ",Công ty CP Minh Tâm,\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a store in which three firms look alike."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "enterprises.csv").write_text(FILE, encoding="utf-8")
    assert run("load", "data", "--no-taxonomy").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    """The outcome of a command."""
    return CliRunner().invoke(main, list(arguments))


def _listed() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(run("resolve", "list", "--format", "json").stdout)
    return found


def _firms() -> list[str]:
    with open_store("ketnoi.db") as store:
        ids: list[str] = store.read("Enterprise")["Enterprise"]["id"].tolist()
        return ids


def test_the_list_is_numbered_and_says_why(folder: Path) -> None:
    text = run("resolve", "list").stdout
    assert "   1. " in text
    assert "chỉ khác loại hình" in text
    assert "only accents differ" in run("resolve", "list", "--lang", "en").stdout
    csv = run("resolve", "list", "--format", "csv").stdout.splitlines()
    assert csv[0] == "code,keep,keep_name,drop,drop_name,why,why_en"
    assert len(csv) == 1 + len(_listed()["pending"]) == 4


def test_merge_by_code_then_undo(folder: Path) -> None:
    pair = next(p for p in _listed()["pending"] if p["keep"] == "a")
    done = run("resolve", "merge", pair["code"], "-r", "một chủ")
    assert (done.exit_code, done.stdout.startswith("merge-")) == (0, True)
    assert pair["drop"] not in _firms()
    shown = run("resolve", "list").stdout
    assert "một chủ" in shown
    assert run("resolve", "undo", done.stdout.strip()).exit_code == 0
    assert pair["drop"] in _firms()
    assert _listed()["decisions"] == []


def test_merge_and_separate_by_name(folder: Path) -> None:
    assert run("resolve", "merge", "a", "Công ty CP Minh Tâm").exit_code == 0
    assert len(_firms()) == 3
    done = run("resolve", "separate", "a", "minh tám", "--lang", "en")
    assert done.stdout.startswith("separate-")
    assert _listed()["pending"] == []
    assert "No pair to decide" in run("resolve", "list", "--lang", "en").stdout


WRONG = [
    (("merge", "000000"), "the list has no code '000000'"),
    (("merge", "a", "a"), "one enterprise already"),
    (("merge", "a", "nobody at all"), "no enterprise called"),
    (("separate", "a", "mst-nobody"), "no enterprise called"),
    (("undo", "merge-0"), "no decision 'merge-0'"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_cannot_be_done_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.setattr("sys.argv", ["ketnoi", "--lang", "en"])
    done = run("resolve", *arguments, "--lang", "en")
    assert done.exit_code == 1
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert len(_firms()) == 4
