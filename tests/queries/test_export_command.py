"""``ketnoi export``: shortlists of all buyers, the graph, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from graph import Tables, open_store
from queries import Matchmaker
from queries.cli import main


@pytest.fixture(scope="module")
def store(hai_phong: Tables, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("kho") / "kho.db"
    with open_store(str(path)) as opened:
        opened.write(hai_phong)
    return str(path)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def test_a_workbook_has_a_sheet_for_every_buyer_that_somebody_fits(store: str, hai_phong: Tables) -> None:
    assert run("shortlist", "--store", store, "--top", "3", "-o", "a.xlsx").exit_code == 0
    book = openpyxl.load_workbook("a.xlsx", read_only=True)
    answers = list(Matchmaker(hai_phong).shortlists(top=3))
    assert len(book.sheetnames) == sum(bool(len(a)) for a in answers) + 2
    assert "Heesung Electronics Việt Nam" in book.sheetnames
    assert sum(not len(a) for a in answers) > 0  # of some buyers nothing is known: the notes say so
    said = [row[0] for row in book["Ghi chú"].iter_rows(values_only=True)]
    assert {a.question.vi for a in answers if not len(a)} <= set(said)


def test_buyers_may_be_named_and_the_form_chosen(store: str) -> None:
    named = ("shortlist", "heesung", "lg-electronics", "--store", store, "--top", "2")
    said = json.loads(run(*named, "--format", "json").stdout)
    assert [a["matches"][0]["buyer"]["id"] for a in said["answers"]] == ["heesung", "lg-electronics"]
    assert run(*named, "-o", "a.csv").exit_code == 0
    assert pd.read_csv("a.csv")["buyer"].tolist() == ["heesung"] * 2 + ["lg-electronics"] * 2
    text = run(*named, "--lang", "en").stdout
    assert text.count("Suppliers that fit") == 2


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_graph_whole_and_around_a_firm(store: str, form: str) -> None:
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form]
    assert run("graph", "--store", store, "-o", f"all.{form}").exit_code == 0
    assert run("graph", "heesung", "--hops", "1", "--store", store, "-o", f"near.{form}").exit_code == 0
    whole, near = read(f"all.{form}"), read(f"near.{form}")
    assert set(near) < set(whole)
    assert set(near) == {"Enterprise:heesung", *nx.all_neighbors(near, "Enterprise:heesung")}


def test_what_cannot_be_exported_is_one_line(store: str) -> None:
    for ask in (
        ("graph", "--store", store, "-o", "a.png"),
        ("graph", "nobody at all", "--store", store, "-o", "a.gexf"),
        ("shortlist", "nobody at all", "--store", store, "-o", "a.xlsx"),
        ("graph", "--store", store, "-o", "nowhere/a.gexf"),
    ):
        result = run(*ask)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert list(Path().iterdir()) == []


def test_another_file_is_kept(store: str) -> None:
    Path("mine.gexf").write_text("mine")
    assert run("graph", "--store", store, "-o", "mine.gexf").exit_code == 1
    assert Path("mine.gexf").read_text() == "mine"
    assert run("graph", "--store", store, "-o", "mine.gexf", "--force").exit_code == 0
    assert "gexf" in Path("mine.gexf").read_text("utf-8")


def test_a_letter_is_a_page_of_its_own(store: str) -> None:
    ask = ("letter", "heesung", "Vân Long", "--store", store, "--lang", "en")
    for _ in range(2):  # an older page of ours is replaced
        result = run(*ask)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Wrote thu-gioi-thieu.html\n")
    assert "Letter of introduction" in Path("thu-gioi-thieu.html").read_text("utf-8")
    Path("mine.html").write_text("mine")
    assert run(*ask, "-o", "mine.html").exit_code == 1
    assert Path("mine.html").read_text() == "mine"


def test_the_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout)["title"] == "Answers of Ketnoi"
