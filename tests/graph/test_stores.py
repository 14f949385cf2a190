"""The only purpose of these tests is that all stores behave the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pandas as pd
import pytest

from graph import Counts, SchemaError, Store, StoreError, Tables, open_store
from graph.schema import NODES, TYPES
from graph.store import Heaviest
from tests.graph.build import ends, filled, firm, firms, ids, row, small, tables

NOTHING = {name: Counts() for name in TYPES}


def test_an_unknown_scheme_is_an_error_that_lists_the_known_ones():
    with pytest.raises(StoreError, match=r"unknown kind of store mongo://; .* sqlite://"):
        open_store("mongo://localhost/ketnoi")


# --- write and read -------------------------------------------------------------------------


def test_an_empty_store_has_every_type_and_no_row(store: Store):
    assert store.count() == dict.fromkeys(TYPES, 0)
    assert store.read().equals(Tables())


def test_every_column_of_every_type_comes_back(store: Store):
    given = filled()
    assert all(given[name].notna().all(axis=None) for name in TYPES), "the builder left a cell empty"
    written = store.write(given)
    assert written == {name: Counts(added=2) for name in TYPES}
    back = store.read()
    for name in TYPES:
        assert back.records(name) == given.records(name)
        assert back[name].dtypes.equals(given[name].dtypes)
    assert store.count() == dict.fromkeys(TYPES, 2)


def test_unknown_stays_unknown(store: Store):
    given = tables(
        Enterprise=[firm("a", employees=None), firm("b", employees=0)],
        Product=[{"id": "p"}],
        MAKES=[{"source": "a", "target": "p"}],
    )
    store.write(given)
    back = store.read()
    assert back["Enterprise"]["employees"].tolist() == [pd.NA, 0]
    assert back["Enterprise"]["tax_code"].tolist() == [None, None]
    assert back["Enterprise"]["aliases"].tolist() == [(), ()]
    assert back["MAKES"]["capacity"].isna().tolist() == [True]


def test_the_same_tables_twice_change_nothing(store: Store):
    store.write(filled())
    before = store.read()
    assert store.write(filled()) == {name: Counts(unchanged=2) for name in TYPES}
    assert store.read().equals(before)


def test_counts_tell_added_changed_and_unchanged_apart(store: Store):
    assert store.write(Tables()) == NOTHING
    store.write(firms("a", "b", "c"))
    again = tables(Enterprise=[firm("a"), firm("b", country="KR"), firm("d"), firm("e")])
    assert store.write(again) == NOTHING | {"Enterprise": Counts(added=2, changed=1, unchanged=1)}
    assert store.count() == dict.fromkeys(TYPES, 0) | {"Enterprise": 5}


def test_a_given_value_replaces_and_an_unknown_one_leaves(store: Store):
    store.write(tables(Enterprise=[firm("a", "Cũ", country="KR", employees=10, founded="1999")]))
    counts = store.write(tables(Enterprise=[firm("a", "Mới", employees=0, country=None)]))
    assert counts["Enterprise"] == Counts(changed=1)
    assert row(store.read(), "Enterprise", "a") == {
        "id": "a",
        "name": "Mới",
        "country": "KR",
        "employees": 0,
        "founded": "1999",
    }


def test_lists_are_united_in_one_order(store: Store):
    store.write(tables(Enterprise=[firm("a", aliases=("Zeta", "Đông Á"), note=("x",))]))
    store.write(tables(Enterprise=[firm("a", aliases=("Ánh Sao", "Zeta"), note=())]))
    known = row(store.read(), "Enterprise", "a")
    assert known["aliases"] == ("Ánh Sao", "Đông Á", "Zeta")
    assert known["note"] == ("x",)


def test_a_file_that_is_read_anew_replaces_its_own_references(store: Store):
    store.write(tables(Enterprise=[firm("a", sources=("s#firms.csv:2", "s#mous.csv:9", "t"))]))
    store.write(tables(Enterprise=[firm("a", sources=("s#firms.csv:5",))]))
    assert row(store.read(), "Enterprise", "a")["sources"] == ("s#firms.csv:5", "s#mous.csv:9", "t")


def test_an_edge_is_merged_by_its_ends_and_an_mou_by_its_id(store: Store):
    base = firms("a", "b")
    store.write(base)
    store.write(tables(Product=[{"id": "p"}], MAKES=[{"source": "a", "target": "p", "capacity": 5}]))
    counts = store.write(tables(MAKES=[{"source": "a", "target": "p", "unit": "tấn"}]))
    assert counts["MAKES"] == Counts(changed=1)
    (makes,) = store.read("MAKES").records("MAKES")
    assert (makes[0], makes[1], "tấn" in makes, 5.0 in makes) == ("a", "p", True, True)

    mous = [{"id": f"m{i}", "source": "a", "target": "b"} for i in (1, 2)]
    assert store.write(tables(SIGNED_MOU=mous))["SIGNED_MOU"] == Counts(added=2)
    moved = tables(SIGNED_MOU=[{"id": "m2", "source": "b", "target": "a"}])
    assert store.write(moved)["SIGNED_MOU"] == Counts(changed=1)
    assert ends(store.read("SIGNED_MOU"), "SIGNED_MOU") == [("a", "b"), ("b", "a")]


def test_read_gives_only_the_named_types_in_the_order_of_keys(store: Store):
    store.write(small())
    some = store.read("Enterprise", "BROADER")
    assert some.counts() == dict.fromkeys(TYPES, 0) | {"Enterprise": 4, "BROADER": 1}
    assert ids(some, "Enterprise") == ["bt", "lg", "td", "vl"]
    assert store.read().counts() == small().counts()
    with pytest.raises(SchemaError, match=r"no type 'Company'; known: Enterprise, "):
        store.read("Enterprise", "Company")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_rows_and_columns_does_not_matter(store: Store, order: tuple[int, ...]):
    given = [firm("c"), firm("Á"), firm("b")]
    frame = pd.DataFrame([given[i] for i in order])[["name", "id"]]
    store.write(Tables({"Enterprise": frame}))
    assert ids(store.read(), "Enterprise") == ["b", "c", "Á"]


# --- all or nothing -------------------------------------------------------------------------

DANGLING = [
    ("MAKES", {"source": "lg", "target": "glass"}, "MAKES lg → glass: no Product 'glass'"),
    ("MAKES", {"source": "xx", "target": "mould"}, "MAKES xx → mould: no Enterprise 'xx'"),
    ("BROADER", {"source": "mould", "target": "lg"}, "BROADER mould → lg: no Product 'lg'"),
    (
        "LOCATED_IN",
        {"source_type": "Place", "source": "lg", "target": "hp"},
        "LOCATED_IN lg → hp: no Place 'lg'",
    ),
    (
        "LOCATED_IN",
        {"source_type": "Enterprise", "source": "hp", "target": "hp"},
        "LOCATED_IN hp → hp: no Enterprise 'hp'",
    ),
    ("SIGNED_MOU", {"id": "m9", "source": "lg", "target": "td2"}, "SIGNED_MOU lg → td2: no Enterprise 'td2'"),
]


@pytest.mark.parametrize(("type", "edge", "message"), DANGLING)
def test_a_dangling_edge_leaves_the_store_as_it_was(store: Store, type: str, edge: dict, message: str):
    store.write(small())
    before = store.read()
    given = tables(Enterprise=[firm("lg", "Tên khác"), firm("new")], **{type: [edge]})
    with pytest.raises(StoreError, match=re.escape(f"{message}; load it first")):
        store.write(given)
    assert store.read().equals(before)
    assert store.search("Tên khác").empty
    assert store.write(firms("new"))["Enterprise"] == Counts(added=1), "the store is usable afterwards"


REFUSED = {
    "NFD id": ("Enterprise", firm("Ho\u0300a"), "Enterprise.id: key is blank or not NFC"),
    "blank id": ("Enterprise", firm(" "), "Enterprise.id: key is blank or not NFC: ' '"),
    "empty id": ("Enterprise", firm(""), "Enterprise.id: key is blank or not NFC: ''"),
    "no id": ("Enterprise", firm(None), "Enterprise.id: key is blank or not NFC: None"),
    "id that is a number": ("Enterprise", firm(7), "Enterprise.id: key is blank or not NFC: 7"),
    "surrogate in the id": ("Enterprise", firm("\ud800"), "Enterprise.id: key is blank or not NFC"),
    "surrogate in a text": (
        "Enterprise",
        firm("new", "Hòa \ud83d Phát"),
        r"Enterprise.name: 'Hòa \ud83d Phát' is no text, or holds a broken character",
    ),
    "surrogate in a list": (
        "Enterprise",
        firm("new", aliases=("đúng", "\udfff")),
        r"Enterprise.aliases: '\udfff' is no text, or holds a broken character",
    ),
    "text that is bytes": ("Enterprise", firm("new", country=b"KR"), "Enterprise.country: b'KR' is no text"),
    "list of numbers": ("Enterprise", firm("new", aliases=(1,)), "Enterprise.aliases: 1 is no text"),
    "wrong choice": ("Enterprise", firm("new", ownership="foreign"), "ownership: ['foreign'] not among"),
    "missing name": ("Enterprise", {"id": "new"}, "Enterprise.name is required and missing"),
    "wrong kind of source": (
        "LOCATED_IN",
        {"source_type": "Product", "source": "mould", "target": "hp"},
        "LOCATED_IN: source_type {'Product'} not allowed",
    ),
    "no kind of source": ("LOCATED_IN", {"source": "lg", "target": "hp"}, "LOCATED_IN: source_type"),
    "edge without target": ("MAKES", {"source": "lg"}, "MAKES.target: key is blank or not NFC: None"),
}


@pytest.mark.parametrize(("type", "given", "message"), REFUSED.values(), ids=list(REFUSED))
def test_rows_that_do_not_fit_are_refused_and_nothing_is_written(
    store: Store, type: str, given: dict[str, Any], message: str
):
    store.write(small())
    before = store.read()
    with pytest.raises(SchemaError, match=re.escape(message)):
        store.write(tables(Programme=[{"id": "good", "name": "Chương trình"}], **{type: [given]}))
    assert store.read().equals(before)


@pytest.mark.parametrize(
    ("type", "rows", "key"),
    [
        ("Enterprise", [firm("x", "Một"), firm("x", "Hai")], "['x']"),
        ("BROADER", [{"source": "mould", "target": "tooling"}] * 2, "['mould', 'tooling']"),
        (
            "LOCATED_IN",
            [{"source_type": "Place", "source": "td", "target": "vn"}] * 2,
            "['Place', 'td', 'vn']",
        ),
    ],
)
def test_a_doubled_key_is_refused(store: Store, type: str, rows: list[dict], key: str):
    store.write(small())
    before = store.read()
    with pytest.raises(SchemaError, match=re.escape(f"{type}: key {key} stands twice")):
        store.write(tables(**{type: rows}))
    assert store.read().equals(before)


# --- neighbourhood --------------------------------------------------------------------------

# start → for each number of hops: nodes, and edges among them
LG_0 = ({"Enterprise:lg"}, set())
LG_1 = (
    {"Enterprise:lg", "Enterprise:bt", "Place:td"},
    {"SIGNED_MOU lg bt", "LOCATED_IN lg td"},
)
LG_2 = (
    LG_1[0] | {"Product:mould", "Place:hp"},
    LG_1[1] | {"MAKES bt mould", "LOCATED_IN td hp"},
)
LG_3 = (
    LG_2[0] | {"Product:tooling", "Enterprise:vl"},
    LG_2[1] | {"BROADER mould tooling", "LOCATED_IN vl hp"},
)
NEIGHBOURHOODS = [
    ("Enterprise", ["lg"], 0, *LG_0),
    ("Enterprise", ["lg"], 1, *LG_1),
    ("Enterprise", ["lg"], 2, *LG_2),
    ("Enterprise", ["lg"], 3, *LG_3),
    # the firm td and the place td are different nodes
    (
        "Enterprise",
        ["td"],
        1,
        {"Enterprise:td", "Product:tooling", "Place:vn"},
        {"MAKES td tooling", "LOCATED_IN td vn"},
    ),
    (
        "Place",
        ["td"],
        1,
        {"Place:td", "Place:hp", "Enterprise:lg"},
        {"LOCATED_IN td hp", "LOCATED_IN lg td"},
    ),
    (
        "Product",
        ["tooling"],
        1,
        {"Product:tooling", "Product:mould", "Enterprise:td"},
        {"BROADER mould tooling", "MAKES td tooling"},
    ),
    # edges among the given nodes belong to it, even without a hop
    ("Enterprise", ["lg", "bt"], 0, {"Enterprise:lg", "Enterprise:bt"}, {"SIGNED_MOU lg bt"}),
    ("Enterprise", ["lg", "nobody"], 0, *LG_0),
    ("Enterprise", ["lg", "lg"], 0, *LG_0),
    ("Enterprise", ["nobody"], 2, set(), set()),
    ("Enterprise", ["hp"], 2, set(), set()),
    ("Enterprise", [], 2, set(), set()),
]


def _drawn(found: Tables) -> tuple[set[str], set[str]]:
    nodes = {f"{name}:{id}" for name in NODES for id in ids(found, name)}
    edges = {f"{name} {a} {b}" for name in TYPES if name not in NODES for a, b in ends(found, name)}
    return nodes, edges


@pytest.mark.parametrize(("type", "start", "hops", "nodes", "edges"), NEIGHBOURHOODS)
def test_neighbourhood(small_store: Store, type: str, start: list[str], hops: int, nodes: set, edges: set):
    found = small_store.neighbourhood(iter(start), hops, type=type)
    assert _drawn(found) == (nodes, edges)


def test_neighbourhood_is_one_hop_around_enterprises_unless_told(small_store: Store):
    assert _drawn(small_store.neighbourhood(["lg"])) == LG_1


def test_neighbourhood_gives_whole_rows(store: Store):
    store.write(filled())
    found = store.neighbourhood(["enterprise-0"])
    assert row(found, "Enterprise", "enterprise-0") == row(filled(), "Enterprise", "enterprise-0")
    assert row(found, "SIGNED_MOU", "id số 0") == row(filled(), "SIGNED_MOU", "id số 0")


def test_neighbourhood_of_an_unknown_type_is_an_error(store: Store):
    with pytest.raises(SchemaError, match="no type 'Firm'"):
        store.neighbourhood(["lg"], type="Firm")


# --- parts ------------------------------------------------------------------------------------

ROWS = [
    ("Enterprise", "id", ["vl", "lg", "vl", "nobody"], [("lg",), ("vl",)]),
    ("Enterprise", "ownership", ["fdi"], [("lg",)]),
    ("Enterprise", "aliases", ["LG"], [("lg",)]),
    ("Enterprise", "id", [], []),
    ("MAKES", "source", ["bt"], [("bt", "mould")]),
    ("MAKES", "target", ["tooling", "mould"], [("bt", "mould"), ("td", "tooling")]),
    # the firm td and the place td
    ("LOCATED_IN", "source", ["td"], [("Enterprise", "td", "vn"), ("Place", "td", "hp")]),
    ("LOCATED_IN", "target", ["hp"], [("Enterprise", "vl", "hp"), ("Place", "td", "hp")]),
    ("LOCATED_IN", "source_type", ["Place"], [("Place", "td", "hp")]),
    ("SIGNED_MOU", "id", ["m1", "m2"], [("m1",)]),
    ("SIGNED_MOU", "source", ["bt"], []),
    ("SIGNED_MOU", "products", ["tooling", "glass"], [("m1",)]),
    ("SIGNED_MOU", "products", ["glass"], []),
]


@pytest.mark.parametrize(("type", "column", "values", "keys"), ROWS)
def test_rows_by_the_values_of_a_column(
    store: Store, type: str, column: str, values: list[str], keys: list[tuple[str, ...]]
):
    given = {name: small()[name].copy() for name in TYPES}
    given["SIGNED_MOU"]["products"] = [("mould", "tooling")]
    given["Enterprise"].loc[given["Enterprise"]["id"] == "lg", "aliases"] = pd.Series([("LG", "Lucky")])
    store.write(Tables(given))
    found = store.rows(type, column, iter(values))
    assert list(found[list(TYPES[type].key)].itertuples(index=False, name=None)) == keys
    whole = store.read(type)[type]
    assert found.dtypes.equals(whole.dtypes)
    assert set(Tables({type: found}).records(type)) <= set(Tables({type: whole}).records(type))


@pytest.mark.parametrize("text", ["a\u0000b", "dài " * 3000, "'); --", '"]', "삼성"])
def test_rows_are_found_by_any_text(store: Store, text: str):
    given = tables(
        Enterprise=[firm(text, address=text, aliases=(text, "x"))],
        SIGNED_MOU=[{"id": text, "source": text, "target": text, "products": (text,)}],
    )
    store.write(given)
    for type, column in (
        *(("Enterprise", c) for c in ("id", "address", "aliases")),
        *(("SIGNED_MOU", c) for c in ("id", "source", "target", "products")),
    ):
        assert Tables({type: store.rows(type, column, [text])}).records(type) == given.records(type), column
    question = Heaviest("SIGNED_MOU", "products", {text: 0.5}, "target", limit=9)
    assert store.heaviest(question).values.tolist() == [[text, 0.5, 1]]


def test_rows_are_asked_for_by_columns_of_texts(store: Store):
    with pytest.raises(SchemaError, match=r"MAKES has no column of texts 'capacity'; there are: source, "):
        store.rows("MAKES", "capacity", ["1"])
    with pytest.raises(SchemaError, match="Enterprise has no column of texts 'id` = 1 //'"):
        store.rows("Enterprise", "id` = 1 //", ["1"])
    with pytest.raises(SchemaError, match="no type 'Firm'"):
        store.rows("Firm", "id", ["1"])
    with pytest.raises(StoreError, match="give a list of ids, not 'lg'"):
        store.rows("Enterprise", "id", "lg")


@pytest.fixture
def makers(store: Store) -> Store:
    """Firms a to e that make p and q; c is foreign, of d and e nobody says; b's making of p is a guess."""
    known = {"a": "domestic", "b": "domestic", "c": "fdi"}
    store.write(
        tables(
            Enterprise=[firm(id, ownership=known.get(id)) for id in "abcde"],
            Product=[{"id": id} for id in "pqr"],
            Place=[{"id": "a"}, {"id": "hp"}],
            MAKES=[
                {"source": "a", "target": "p", "basis": "stated"},
                {"source": "b", "target": "p", "basis": "inferred"},
                {"source": "b", "target": "q", "basis": "stated"},
                *({"source": id, "target": "p"} for id in "cde"),
                {"source": "a", "target": "r"},
            ],
            # an edge of the place a is none of the firm a
            LOCATED_IN=[
                {"source_type": "Enterprise", "source": "e", "target": "hp"},
                {"source_type": "Place", "source": "a", "target": "hp"},
            ],
            SIGNED_MOU=[
                {"id": "1", "source": "c", "target": "a", "products": ("p", "q", "r")},
                {"id": "2", "source": "c", "target": "a", "products": ("p",)},
                {"id": "3", "source": "c", "target": "b", "products": ("r",)},
                {"id": "4", "source": "d", "target": "d", "products": ()},
            ],
        )
    )
    return store


HEAVIEST: list[tuple[dict[str, Any], list[tuple[str, float, int]]]] = [
    # heaviest first; of equals those with more edges (an MOU with oneself is one), then by id
    ({}, [("b", 3, 3), ("a", 1, 4), ("c", 1, 4), ("d", 1, 2), ("e", 1, 2)]),
    ({"limit": 2}, [("b", 3, 3), ("a", 1, 4)]),
    ({"inferred": 0.25}, [("b", 2.25, 3), ("a", 1, 4), ("c", 1, 4), ("d", 1, 2), ("e", 1, 2)]),
    ({"having": ("ownership", ("domestic", None)), "limit": 3}, [("b", 3, 3), ("a", 1, 4), ("d", 1, 2)]),
    ({"having": ("ownership", ("fdi",))}, [("c", 1, 4)]),
    ({"having": ("ownership", (None,))}, [("d", 1, 2), ("e", 1, 2)]),
    ({"having": ("ownership", ())}, []),
    ({"weights": {}}, []),
    ({"weights": {"nothing": 1.0}}, []),
    # both ways, and by a list of ids
    (
        {"column": "source", "weights": {"a": 0.5, "b": 1}, "end": "target"},
        [("p", 1.5, 5), ("q", 1, 1), ("r", 0.5, 1)],
    ),
    ({"type": "SIGNED_MOU", "column": "products", "end": "target"}, [("a", 4, 4)]),
    ({"type": "SIGNED_MOU", "column": "products", "end": "source"}, [("c", 4, 4)]),
    (
        {"type": "SIGNED_MOU", "column": "source", "weights": {"c": 0.1}, "end": "target"},
        [("a", 0.2, 4), ("b", 0.1, 3)],
    ),
    ({"type": "SIGNED_MOU", "column": "source", "weights": {"c": 0.1}, "end": "source"}, [("c", 0.3, 4)]),
]


@pytest.mark.parametrize(("asked", "expected"), HEAVIEST)
def test_the_nodes_that_edges_point_to_most(
    makers: Store, asked: dict[str, Any], expected: list[tuple[str, float, int]]
):
    question = {
        "type": "MAKES",
        "column": "target",
        "weights": {"p": 1.0, "q": 2.0},
        "end": "source",
        "limit": 9,
    }
    found = makers.heaviest(Heaviest(**(question | asked)))
    assert list(found.columns) == ["id", "weight", "edges"]
    assert list(found.itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"type": "LOCATED_IN"}, "LOCATED_IN is no edge type between two types of nodes"),
        ({"type": "Enterprise"}, "Enterprise is no edge type"),
        ({"type": "OWNS"}, "no type 'OWNS'"),
        ({"column": "basis"}, "MAKES: basis → source: give source, target or a list column"),
        ({"end": "id"}, "MAKES: target → id: give source, target"),
        ({"column": "x` //"}, "no column of texts"),
        ({"having": ("employees", ("1",))}, "Enterprise has no column of texts 'employees'"),
        ({"having": ("aliases", ("1",))}, "Enterprise.aliases is no text column"),
    ],
)
def test_a_question_that_the_schema_does_not_have_is_refused(asked: dict[str, Any], message: str):
    question = {"type": "MAKES", "column": "target", "weights": {}, "end": "source", "limit": 9}
    with pytest.raises(SchemaError, match=message):
        Heaviest(**(question | asked))


# --- search ---------------------------------------------------------------------------------

SEARCHES = [
    ("Enterprise", "Hòa Phát", ["hp"]),
    ("Enterprise", "hoa phat", ["hp"]),
    ("Enterprise", "HOÀ PHÁT", ["hp"]),
    ("Enterprise", "Ho\u0300a Pha\u0301t", ["hp"]),
    ("Enterprise", "phát hòa", ["hp"]),
    ("Enterprise", "Công ty cổ phần Hòa Phát", ["hp"]),
    ("Enterprise", "hoa ph", ["hp"]),
    ("Enterprise", "hoa phatt", []),
    ("Enterprise", "oa phat", []),
    ("Enterprise", "duc dong", ["dd"]),
    ("Enterprise", "Ðúc Ðồng", ["dd"]),
    ("Enterprise", "đồng", ["dd", "dt"]),
    ("Enterprise", "dong tien", ["dd"]),
    ("Enterprise", "casting", ["dd"]),
    ("Enterprise", "Dong Tam Co., Ltd.", ["dt"]),
    ("Enterprise", "0900189284", ["hp"]),
    ("Enterprise", "0900", ["hp"]),
    ("Enterprise", "không có hãng này", []),
    ("Enterprise", "삼성전기", ["kr"]),
    ("Enterprise", "삼성", ["kr"]),
    ("Enterprise", "서산", ["sr"]),
    ("Enterprise", "กำลังไทย", ["th"]),
    ("Enterprise", "ngoac", ["ev"]),
    ("Enterprise", 'ngoặc" OR "hòa', []),
    ("Enterprise", "near", ["ev"]),
    ("Product", "khuon nhua", ["p1"]),
    ("Product", "Plastic Mould", ["p1"]),
    ("Product", "8480", ["p1"]),
    ("Standard", "iso", ["iso-9001"]),
    ("Standard", "hoa phat", []),
    ("Place", "an duong", ["td"]),
]


@pytest.mark.parametrize(("type", "text", "found"), SEARCHES)
def test_search(searchable: Store, type: str, text: str, found: list[str]):
    hits = searchable.search(text, type)
    assert sorted(hits["id"]) == found
    assert list(hits.columns) == ["id", "name", "score"]
    assert hits["score"].between(0, 1, inclusive="right").all()


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", '"', '" OR *', "*", "OR", "NEAR(", ")", "a AND", "NOT", "^x", "{id} : x", "-", "a:b"),
        *("'; --", "\x00", "%", "_", "🙂", "\u19b0", "a\u19b0b", "x" * 5000, "\\", "a* b*"),
    ],
)
def test_no_text_makes_search_fail(searchable: Store, text: str):
    hits = searchable.search(text)
    assert list(hits.columns) == ["id", "name", "score"]
    assert "hp" not in set(hits["id"])


def test_the_best_hit_stands_first_and_ties_stand_in_the_order_of_ids(store: Store):
    names = {"d": "Hoàng Long", "c": "Hoàng Long Hai Ba", "b": "Hoàng Long Hai", "a": "Hoàng Long Bốn"}
    store.write(tables(Enterprise=[firm(id, name) for id, name in names.items()]))
    hits = store.search("hoang long")
    assert hits["id"].tolist() == ["d", "a", "b", "c"]
    assert hits["score"].tolist() == pytest.approx([1, 2 / 3, 2 / 3, 1 / 2])
    assert hits["name"].tolist() == ["Hoàng Long", "Hoàng Long Bốn", "Hoàng Long Hai", "Hoàng Long Hai Ba"]
    assert store.search("hoang long", limit=2)["id"].tolist() == ["d", "a"]
    assert store.search("hoang long", limit=0).empty


def test_ten_hits_unless_told(store: Store):
    store.write(tables(Enterprise=[firm(f"f{i:02d}", f"Hoàng Long {i}") for i in range(12)]))
    assert len(store.search("hoàng long")) == 10
    assert len(store.search("hoàng long", limit=99)) == 12


def test_search_follows_a_changed_name(store: Store):
    store.write(tables(Enterprise=[firm("a", "Sao Mai")]))
    store.write(tables(Enterprise=[firm("a", "Bình Minh")]))
    assert store.search("sao mai").empty
    assert store.search("binh minh")["id"].tolist() == ["a"]


def test_only_nodes_can_be_searched(store: Store):
    with pytest.raises(StoreError, match="MAKES is not searchable; name a node type"):
        store.search("x", "MAKES")
    with pytest.raises(SchemaError, match="no type 'Firm'"):
        store.search("x", "Firm")


# --- hostile input --------------------------------------------------------------------------

HOSTILE = [
    "'); DROP TABLE Enterprise; --",
    '"; DELETE FROM "Enterprise"; --',
    "x}) DETACH DELETE n //",
    "`MATCH (n) RETURN n`",
    "$name {name} %s %(name)s ?1 :id",
    "<script>alert(1)</script>",
    '["a","b"]',
    "[]",
    "NULL",
    "🏭👩‍🔧 เ 삼성 العربية",
    "a\u0000b",
    "line\nbreak\ttab\\",
    "đ" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(store: Store, text: str):
    given = tables(
        Enterprise=[firm(text, text, country=text, aliases=(text,), note=(text, "x"), sources=(text,))],
        Product=[{"id": text, "name_vi": text}],
        Place=[{"id": text}],
        MAKES=[{"source": text, "target": text, "unit": text, "wording": (text,)}],
        SIGNED_MOU=[{"id": text, "source": text, "target": text, "products": (text,)}],
        LOCATED_IN=[{"source_type": "Enterprise", "source": text, "target": text}],
    )
    store.write(given)
    back = store.read()
    assert back.counts() == given.counts()
    assert back.equals(given)
    assert store.neighbourhood([text]).equals(given)
    assert store.write(given)["Enterprise"] == Counts(unchanged=1)
    store.search(text)


def test_a_hostile_type_is_refused_before_it_reaches_the_store(store: Store):
    with pytest.raises(SchemaError, match="no type"):
        store.read('Enterprise"; DROP TABLE "Enterprise')
    with pytest.raises(SchemaError, match="no type"):
        store.search("x", "Enterprise` SET n.x = 1 //")


# --- opening and closing --------------------------------------------------------------------


def test_what_was_written_is_there_after_closing(new_url: Callable[[], str]):
    url = new_url()
    with open_store(url) as first:
        first.write(filled())
    with open_store(url, create=False) as second:
        assert second.read().equals(filled())
        assert second.search("name en so 1").iloc[0]["id"] == "enterprise-1"
        assert second.write(filled()) == {name: Counts(unchanged=2) for name in TYPES}


def test_closing_twice_is_safe_and_a_closed_store_says_so(new_store: Callable[[], Store]):
    store = new_store()
    with store as same:
        assert same is store
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.count()


def test_an_error_inside_the_context_closes_and_passes_through(new_store: Callable[[], Store]):
    store = new_store()
    with pytest.raises(ZeroDivisionError), store:
        1 / 0  # noqa: B018
    with pytest.raises(StoreError, match="closed"):
        store.read()


def test_two_stores_on_one_url_see_each_other(new_url: Callable[[], str]):
    url = new_url()
    with open_store(url) as one, open_store(url) as two:
        one.write(firms("a"))
        two.write(firms("b"))
        assert ids(one.read(), "Enterprise") == ids(two.read(), "Enterprise") == ["a", "b"]
        assert two.search("a")["id"].tolist() == ["a"]


def test_one_id_outside_a_list_is_refused(store: Store):
    with pytest.raises(StoreError, match="give a list of ids, not 'heesung'"):
        store.neighbourhood("heesung")
