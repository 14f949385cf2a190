"""The NetworkX view of small graphs, exactly."""

from __future__ import annotations

import networkx as nx

from graph import Tables, to_networkx
from graph.view import node_key
from tests.graph.build import filled, firm, small, tables


def test_the_small_graph_is_seen_whole():
    graph = to_networkx(small())
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph.nodes) == {
        *("Enterprise:lg", "Enterprise:bt", "Enterprise:vl", "Enterprise:td"),
        *("Product:mould", "Product:tooling", "Place:td", "Place:hp", "Place:vn"),
    }
    assert set(graph.edges(keys=True)) == {
        ("Enterprise:lg", "Enterprise:bt", "SIGNED_MOU:m1"),
        ("Enterprise:bt", "Product:mould", "MAKES"),
        ("Enterprise:td", "Product:tooling", "MAKES"),
        ("Product:mould", "Product:tooling", "BROADER"),
        ("Enterprise:lg", "Place:td", "LOCATED_IN"),
        ("Place:td", "Place:hp", "LOCATED_IN"),
        ("Enterprise:td", "Place:vn", "LOCATED_IN"),
        ("Enterprise:vl", "Place:hp", "LOCATED_IN"),
    }


def test_unknown_is_left_out_and_zero_is_kept():
    graph = to_networkx(tables(Enterprise=[firm("a", "A", employees=0, aliases=())]))
    assert graph.nodes["Enterprise:a"] == {
        "type": "Enterprise",
        "label": "A",
        "id": "a",
        "name": "A",
        "employees": 0,
    }


def test_an_edge_carries_its_type_and_what_is_known_but_not_its_ends():
    graph = to_networkx(
        tables(
            Enterprise=[firm("a"), firm("b")],
            Product=[{"id": "p"}],
            Place=[{"id": "x"}],
            MAKES=[{"source": "a", "target": "p", "capacity": 0.5, "sources": ("s#f:1",)}],
            LOCATED_IN=[{"source_type": "Enterprise", "source": "a", "target": "x"}],
            SIGNED_MOU=[{"id": "m", "source": "a", "target": "b", "signed_on": "2025"}],
        )
    )
    known = {key: data for *_, key, data in graph.edges(keys=True, data=True)}
    assert known == {
        "MAKES": {"type": "MAKES", "capacity": 0.5, "sources": ("s#f:1",)},
        "LOCATED_IN": {"type": "LOCATED_IN"},
        "SIGNED_MOU:m": {"type": "SIGNED_MOU", "id": "m", "signed_on": "2025"},
    }


def test_two_mous_between_the_same_firms_are_two_edges():
    mous = [{"id": f"m{i}", "source": "a", "target": "b"} for i in (1, 2)]
    graph = to_networkx(tables(Enterprise=[firm("a"), firm("b")], SIGNED_MOU=mous))
    assert set(graph["Enterprise:a"]["Enterprise:b"]) == {"SIGNED_MOU:m1", "SIGNED_MOU:m2"}


def test_a_pair_may_be_linked_in_several_ways():
    graph = to_networkx(
        tables(
            Product=[{"id": "a"}, {"id": "b"}],
            BROADER=[{"source": "a", "target": "b"}],
            INPUT_OF=[{"source": "a", "target": "b"}, {"source": "b", "target": "a"}],
        )
    )
    assert set(graph.edges(keys=True)) == {
        ("Product:a", "Product:b", "BROADER"),
        ("Product:a", "Product:b", "INPUT_OF"),
        ("Product:b", "Product:a", "INPUT_OF"),
    }


def test_a_label_is_the_best_name_that_is_known():
    graph = to_networkx(
        tables(
            Product=[
                {"id": "p1", "name_vi": "khuôn", "name_en": "mould"},
                {"id": "p2", "name_en": "mould"},
                {"id": "p3"},
            ],
            Standard=[{"id": "s", "name": "ISO 9001"}],
        )
    )
    labels = dict(graph.nodes(data="label"))
    assert labels == {
        "Product:p1": "khuôn",
        "Product:p2": "mould",
        "Product:p3": "p3",
        "Standard:s": "ISO 9001",
    }


def test_sources_are_nodes_only_when_asked_for():
    assert "Source:source-0" not in to_networkx(filled())
    graph = to_networkx(filled(), sources=True)
    assert graph.nodes["Source:source-0"]["label"] == "title số 0"
    nodes = {t: n for t, n in filled().counts().items() if t.istitle() and t != "Decision"}
    assert graph.number_of_nodes() == sum(nodes.values())


def test_keys_tell_equal_ids_of_two_types_apart():
    assert node_key("Place", "td") == "Place:td"
    assert node_key("Enterprise", "a:b") == "Enterprise:a:b"


def test_nothing_gives_an_empty_graph():
    assert to_networkx(Tables()).number_of_nodes() == 0
