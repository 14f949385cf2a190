"""Where answers go: files, standard output, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graph import open_store
from queries.cli import main
from tests.queries.build import world

ASK = ("suppliers", "b", "--store", "k.db", "--lang", "en")


@pytest.fixture(autouse=True)
def _small_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("k.db") as opened:
        opened.write(world("firm b ownership=fdi\nb needs p\nfirm s name='Đúc Mỹ Đồng'\ns makes p"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def files() -> list[str]:
    return sorted(p.name for p in Path().iterdir() if not p.name.startswith("k.db"))


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json", "a.txt"])
def test_the_ending_of_the_file_decides_the_form(name: str) -> None:
    result = run(*ASK, "-o", name)
    assert (result.exit_code, result.stdout, files()) == (0, "", [name])
    assert result.stderr.splitlines()[0] == f"Wrote {name}"
    data = Path(name).read_bytes()
    if name.endswith("xlsx"):
        assert openpyxl.load_workbook(name)["b"]["B2"].value == "Đúc Mỹ Đồng"
    elif name.endswith("csv"):
        assert data.startswith(b"\xef\xbb\xbf")  # or Excel would not see that it is UTF-8
        (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
        assert row["supplier_name"] == "Đúc Mỹ Đồng"
    elif name.endswith("json"):
        assert json.loads(data)["matches"][0]["supplier"]["name"] == "Đúc Mỹ Đồng"
    else:
        assert "Suppliers that fit b" in data.decode()


def test_a_form_that_is_asked_for_wins_over_the_ending() -> None:
    assert run(*ASK, "--format", "json", "-o", "a.xlsx").exit_code == 0
    assert json.loads(Path("a.xlsx").read_text("utf-8"))["matches"]


@pytest.mark.parametrize("ask", [("buyers", "s"), ("explain", "b", "s")])
def test_every_question_gives_a_workbook(ask: tuple[str, ...]) -> None:
    assert run(*ask, "--store", "k.db", "-o", "a.xlsx").exit_code == 0
    assert openpyxl.load_workbook("a.xlsx").worksheets[0].freeze_panes is not None


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json"])
def test_a_file_that_is_there_stays_without_force(name: str) -> None:
    """Also one that we wrote: a person may have worked in it since."""
    assert run(*ASK, "-o", name).exit_code == 0
    before = Path(name).read_bytes()
    refused = run("buyers", "s", "--store", "k.db", "-o", name)
    assert (refused.exit_code, Path(name).read_bytes()) == (1, before)
    assert refused.stderr.count("\n") == 1
    assert "--force" in refused.stderr
    assert run("buyers", "s", "--store", "k.db", "-o", name, "--force").exit_code == 0
    assert Path(name).read_bytes() != before


def test_a_folder_that_is_not_there_is_one_line() -> None:
    refused = run(*ASK, "-o", "nowhere/a.xlsx")
    assert refused.exit_code == 1
    assert "không có thư mục nowhere" in refused.stderr
    assert files() == []


@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_a_workbook_may_be_piped(output: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*ASK, "--format", "xlsx", *output])
    assert result.exit_code == 0
    assert openpyxl.load_workbook(io.BytesIO(result.stdout_bytes))["b"]["B2"].value == "Đúc Mỹ Đồng"


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_workbook_is_not_thrown_at_a_terminal() -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "queries.cli", *ASK, "--format", "xlsx"],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 1
    assert b"add -o FILE.xlsx" in done.stderr
    assert done.stderr.count(b"\n") == 1
