"""The schema is declared once and checks itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph import SchemaError, Text
from graph.metaschema import ID, WORDS, EdgeType, NodeType, Property, check_schema, edge_type, node_type, prop
from graph.schema import EDGES, NODES, TYPES, declared
from graph.values import Choice, ListOf


def test_our_schema_is_sound():
    check_schema(NODES, EDGES)


def test_types_are_named_once():
    assert list(TYPES) == [*NODES, *EDGES]
    assert len({name.lower() for name in TYPES}) == len(NODES) + len(EDGES)


@pytest.mark.parametrize("name", TYPES)
def test_everything_is_said_in_both_languages(name: str):
    kind = TYPES[name]
    labelled = {"type": kind.label} | {p.name: p.label for p in kind.properties}
    for what, label in labelled.items():
        assert label.vi.strip() == label.vi != "", what
        assert label.en.strip() == label.en != "", what
    assert all(p.meaning and p.meaning[0] != " " for p in kind.properties)
    assert kind.meaning
    for p in kind.properties:
        if isinstance(p.type, Choice):
            assert all(value and vietnamese for value, vietnamese in p.type.choices)


@pytest.mark.parametrize("name", TYPES)
def test_labels_tell_the_columns_of_a_type_apart(name: str):
    for lang in ("vi", "en"):
        labels = [p.label.say(lang).lower() for p in TYPES[name].properties]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", TYPES)
def test_every_row_can_say_where_it_comes_from(name: str):
    by_name = {p.name: p for p in TYPES[name].properties}
    assert {"sources", "note", "disputed"} <= set(by_name)
    assert all(isinstance(by_name[c].type, ListOf) for c in ("sources", "note", "disputed"))
    assert all(by_name[c].required for c in TYPES[name].key)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Enterprise", ("id",)),
        ("SIGNED_MOU", ("id",)),
        ("MAKES", ("source", "target")),
        ("LOCATED_IN", ("source_type", "source", "target")),
    ],
)
def test_keys(name: str, key: tuple[str, ...]):
    assert TYPES[name].key == key


def test_a_type_is_found_by_name_and_an_unknown_one_lists_the_known():
    assert declared("Place") is NODES["Place"]
    assert declared("MAKES") is EDGES["MAKES"]
    with pytest.raises(SchemaError, match=r"no type 'place'; known: Enterprise, .*, SUPPORTED_BY"):
        declared("place")


# --- wrong declarations ---------------------------------------------------------------------

NAME = prop("name", WORDS, "Tên | Name", "what it is called")
GOOD = node_type("Firm", "Hãng | Firm", "a firm", "name", NAME)
BUYS = edge_type("BUYS", "Firm → Firm", "mua | buys", "one buys from another")


def _node(**changes: object) -> NodeType:
    return replace(GOOD, **changes)


def _edge(**changes: object) -> EdgeType:
    return replace(BUYS, **changes)


def _labelled(label: Text, meaning: str) -> Property:
    return replace(NAME, label=label, meaning=meaning)


WRONG = {
    "search in a property that does not exist": (
        {"Firm": _node(search=("name", "nick"))},
        {},
        "type Firm: missing or doubled columns ['nick']",
    ),
    "no id": ({"Firm": _node(properties=(NAME,))}, {}, "type Firm: missing or doubled columns ['id']"),
    "a property twice": ({"Firm": _node(properties=(ID, NAME, NAME))}, {}, "type Firm: missing or doubled"),
    "another name in the registry": ({"Company": GOOD}, {}, "type Company: missing or doubled"),
    "a key that does not exist": (
        {"Firm": GOOD},
        {"BUYS": _edge(key=("source", "when"))},
        "type BUYS: missing or doubled columns ['when']",
    ),
    "no Vietnamese label": (
        {"Firm": _node(properties=(ID, _labelled(Text("", "Name"), "x")))},
        {},
        "type Firm: a property lacks a label or meaning",
    ),
    "no English label": (
        {"Firm": _node(properties=(ID, _labelled(Text("Tên", ""), "x")))},
        {},
        "type Firm: a property lacks a label or meaning",
    ),
    "no meaning": (
        {"Firm": GOOD},
        {"BUYS": _edge(properties=(*BUYS.properties, _labelled(Text("Tên", "Name"), "")))},
        "type BUYS: a property lacks a label or meaning",
    ),
    "an unknown target": (
        {"Firm": GOOD},
        {"BUYS": _edge(target="Thing")},
        "BUYS: unknown ends ['Thing']",
    ),
    "an unknown source": (
        {"Firm": GOOD},
        {"BUYS": _edge(sources=("Firm", "Plant"))},
        "BUYS: unknown ends ['Plant']",
    ),
    "an edge called like a node": (
        {"Firm": GOOD},
        {"Firm": _edge(name="Firm")},
        "a node type and an edge type are both called ['Firm']",
    ),
}


def test_the_declaration_that_the_wrong_ones_are_made_from_is_right():
    check_schema({"Firm": GOOD}, {"BUYS": BUYS})


@pytest.mark.parametrize(("nodes", "edges", "message"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_declaration_is_refused(nodes: dict, edges: dict, message: str):
    with pytest.raises(SchemaError) as error:
        check_schema(nodes, edges)
    assert message in error.value.text.en
