"""``ketnoi source``: every fact leads to file, sheet and row; disagreements are shown with both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from queries.cli import main

FILES = {
    "sources": "id,title,published_on\nold,Báo cũ,2020\nnew,Báo mới,2024\n",
    "products": "id,name_vi\ntray,Khay nhựa\n",
    "enterprises": (
        "id,name,employees,products,sources\na,Công ty A,100,tray,old\na,Công ty A,200,,new\nb,=B,,,\n"
    ),
    "mous": "id,buyer,supplier\nm1,b,a\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a store of the files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    for name, text in FILES.items():
        (tmp_path / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    assert run("load", "data", "--no-taxonomy").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    """The outcome of a command."""
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize("name", ["a", "công ty a", "cong ty A"])
def test_a_firm_its_edges_and_both_sides_of_a_dispute(folder: Path, name: str) -> None:
    text = run("source", name, "--lang", "en").stdout
    assert "Enterprise a\n" in text
    assert "← Báo mới (2024) · data/enterprises.csv:3" in text
    assert "← Báo cũ (2020) · data/enterprises.csv:2" in text
    assert "≠ another source says: employees=100 [old#data/enterprises.csv]" in text
    assert "employees=200" in text
    assert "makes a → tray" in text
    assert "signed an MOU b → a" in text


def test_an_mou_a_product_and_an_odd_name(folder: Path) -> None:
    assert "data/mous.csv:2" in run("source", "m1").stdout
    assert "data/products.csv:2" in run("source", "khay nhựa").stdout
    assert "'=B" not in run("source", "b").stdout


def test_for_programs(folder: Path) -> None:
    found = json.loads(run("source", "a", "--format", "json").stdout)
    assert {row["where"] for row in found if row["type"] == "Enterprise"} == {
        "data/enterprises.csv:2",
        "data/enterprises.csv:3",
    }
    csv = run("source", "b", "--format", "csv").stdout
    assert csv.splitlines()[0] == "type,fact,values,source,title,published_on,where,disputed"


def test_an_unknown_name_is_one_line(folder: Path) -> None:
    done = run("source", "nobody at all")
    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (1, 1)
