"""The datasets that are shipped: complete, sourced, consistent."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import loaders
from graph import Store, Tables, open_store
from graph.schema import TYPES
from graph.text import fold
from graph.values import Reference
from loaders import LoadReport, load, shipped
from tests.loaders.build import rows

DATA = Path(loaders.__file__).parent / "data"
CSVS = sorted(DATA.rglob("*.csv"))
TABLES = [p for p in CSVS if p.stem != "sources"]

# The memoranda of the article, buyer → supplier, as it names them.
MOUS = {
    ("Công ty TNHH Serveone (Việt Nam)", "Công ty TNHH Cơ điện lạnh Quang Thắng"),
    ("Công ty TNHH Serveone (Việt Nam)", "Công ty CP Sản xuất và Dịch vụ LEANMAC"),
    ("Công ty TNHH Serveone (Việt Nam)", "Công ty CP Công nghiệp phụ trợ SKV Việt Nam"),
    ("Công ty TNHH Serveone (Việt Nam)", "Công ty TNHH Kosame Việt Nam"),
    ("Công ty TNHH Heesung Electronics Việt Nam", "Công ty TNHH Công nghiệp Bảo Tiên"),
    ("Công ty TNHH Heesung Electronics Việt Nam", "Công ty CP Nhựa kỹ thuật Vân Long"),
    ("Công ty HKT Electronics Việt Nam", "Công ty TNHH Hùng Cường"),
}
PLANT_PRODUCTS = [
    "washing-machine", "refrigerator", "oled-module", "lcd-module", "camera-module", "printer",
    "multifunction-printer", "circuit-board", "wire-harness", "automotive-wire-harness", "steering-wheel",
    "airbag", "tyre", "passenger-car", "electric-car", "wafer-robot",
]  # fmt: skip


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[Store, LoadReport]]:
    """``hai-phong`` in an empty store."""
    with open_store(":memory:") as store:
        yield store, load("hai-phong", store)


@pytest.fixture(scope="module")
def tables(loaded: tuple[Store, LoadReport]) -> Tables:
    """Everything that ``hai-phong`` brings, the taxonomy included."""
    return loaded[0].read()


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _graph(tables: Tables, type: str) -> nx.DiGraph:
    return nx.DiGraph((e["source"], e["target"]) for e in rows(tables, type))


def test_the_datasets_that_are_shipped() -> None:
    assert shipped() == ["hai-phong", "provinces", "taxonomy"]


def test_nothing_is_set_aside_doubtful_or_noted(loaded: tuple[Store, LoadReport]) -> None:
    report = loaded[1]
    assert report.rejected.to_dict("records") == []
    assert report.review.to_dict("records") == []
    assert report.warnings == ()
    assert report.total.changed == report.total.unchanged == 0


def test_the_taxonomy_loads_alone() -> None:
    with open_store(":memory:") as store:
        report = load("taxonomy", store)
    assert (len(report.rejected), report.warnings) == (0, ())


def test_the_memoranda_of_the_article(tables: Tables) -> None:
    name = dict(zip(tables["Enterprise"]["id"], tables["Enterprise"]["name"], strict=True))
    mous = rows(tables, "SIGNED_MOU")
    assert {(name[m["source"]], name[m["target"]]) for m in mous} == MOUS
    assert len(mous) == len(MOUS)
    assert all("signed_on" not in m for m in mous), "the article gives no day"


def test_buyers_and_suppliers_of_the_memoranda_are_foreign_and_domestic(tables: Tables) -> None:
    owner = dict(zip(tables["Enterprise"]["id"], tables["Enterprise"]["ownership"], strict=True))
    for mou in rows(tables, "SIGNED_MOU"):
        assert owner[mou["source"]] == "fdi", mou["id"]
        assert owner[mou["target"]] == "domestic", mou["id"]


def test_the_supported_enterprises_of_the_article(tables: Tables) -> None:
    assert {e["source"] for e in rows(tables, "SUPPORTED_BY")} == {"lg-innotek", "lg-display"}


@pytest.mark.parametrize(("type", "least"), [("Enterprise", 62), ("Product", 200), ("INPUT_OF", 150)])
def test_there_is_enough(type: str, least: int, tables: Tables) -> None:
    assert len(tables[type]) >= least


def test_there_are_enough_parks(tables: Tables) -> None:
    assert (tables["Place"]["kind"] == "park").sum() >= 23


def test_every_product_has_both_names_and_a_kind(tables: Tables) -> None:
    lacking = [p["id"] for p in rows(tables, "Product") if not {"name_vi", "name_en", "kind"} <= p.keys()]
    assert lacking == []


def test_the_taxonomy_is_a_tree(tables: Tables) -> None:
    tree = _graph(tables, "BROADER")
    assert max(d for _, d in tree.out_degree()) == 1
    assert nx.is_directed_acyclic_graph(tree)


def test_what_goes_into_what_has_no_circle(tables: Tables) -> None:
    assert nx.is_directed_acyclic_graph(_graph(tables, "INPUT_OF"))


def test_a_counterweight_goes_into_a_washing_machine(tables: Tables) -> None:
    """The pair that shows what the graph is for: a foundry makes one, LG Electronics the other."""
    assert ("counterweight", "washing-machine") in _graph(tables, "INPUT_OF").edges
    makers: dict[str, set[str]] = defaultdict(set)
    for made in rows(tables, "MAKES"):
        makers[made["target"]].add(made["source"])
    assert makers["counterweight"]
    assert "lg-electronics" in makers["washing-machine"]


@pytest.mark.parametrize("product", PLANT_PRODUCTS)
def test_what_the_plants_make_takes_at_least_three_inputs(product: str, tables: Tables) -> None:
    inputs = _graph(tables, "INPUT_OF").reverse()
    assert product in inputs, f"{product} is not in INPUT_OF"
    within = nx.single_source_shortest_path_length(inputs, product, cutoff=2)
    assert len(within) - 1 >= 3


def test_no_two_products_share_a_name(tables: Tables) -> None:
    """Names and synonyms, accents and case aside: each leads to one product."""
    users: dict[str, set[str]] = defaultdict(set)
    for product in rows(tables, "Product"):
        for name in (product["name_vi"], product["name_en"], *product.get("synonyms", ())):
            users[fold(name)].add(product["id"])
    assert {name: ids for name, ids in users.items() if len(ids) > 1} == {}


def test_hs_codes_are_headings_or_subheadings(tables: Tables) -> None:
    codes = {code for cell in tables["Product"]["hs"] for code in cell}
    assert codes
    assert {c for c in codes if not (c.isdigit() and len(c) in (4, 6))} == set()


@pytest.mark.parametrize("path", TABLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_row_names_a_source_that_exists(path: Path) -> None:
    listed = [r["id"] for folder in (path.parent, DATA / "taxonomy") for r in _cells(folder / "sources.csv")]
    for number, row in enumerate(_cells(path), start=2):
        said_by = [s for s in row["sources"].split("|") if s]
        assert said_by, f"row {number} has no source"
        assert set(said_by) <= set(listed), f"row {number}"


def test_every_source_is_used_and_has_a_title() -> None:
    for folder in ("hai-phong", "taxonomy"):
        used = {s for p in TABLES for r in _cells(p) for s in r["sources"].split("|")}
        for source in _cells(DATA / folder / "sources.csv"):
            assert source["title"]
            assert source["id"] in used


def test_every_fact_in_the_graph_leads_to_a_source(tables: Tables) -> None:
    known = set(tables["Source"]["id"])
    for type in TYPES:
        if type == "Source":
            continue
        for row in rows(tables, type):
            assert {Reference.parse(r).source for r in row["sources"]} <= known


@pytest.mark.parametrize("path", CSVS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_texts_are_nfc_without_stray_blanks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "Ð" not in text
    assert not [c for row in _cells(path) for c in row.values() if c != c.strip()]


def _noted(tables: Tables, type: str, want: Any) -> list[str]:
    return [str(r.get("id", r.get("source"))) for r in rows(tables, type) if want(r) and not r.get("note")]


def test_what_is_not_plain_fact_says_so(tables: Tables) -> None:
    """Planned plants, what is inferred from a name, and MOUs without a day carry a note."""
    assert _noted(tables, "Enterprise", lambda r: r.get("status") in ("planned", "closed")) == []
    assert _noted(tables, "MAKES", lambda r: r.get("basis") == "inferred") == []
    assert _noted(tables, "SIGNED_MOU", lambda r: "signed_on" not in r) == []
    assert _noted(tables, "HOLDS", lambda r: "valid_until" not in r) == []
