"""Which part of the graph is worth drawing."""

from __future__ import annotations

import networkx as nx

from graph import to_networkx
from queries.views import around, relevant, weightiest
from tests.queries.build import world

GRAPH = """
firm b ownership=fdi
b makes washer
x makes moulding
moulding into plastic
plastic into washer
plastic is polymer
polymer is material
ghost into nothing
b at park
x at park
y at park
park within province
province within country
other within country
b needs cw
b signed y products=tape
product tape
x holds iso
z holds iso
"""


def graph() -> nx.MultiDiGraph:
    """The graph above."""
    return to_networkx(world(GRAPH))


def names(part: nx.MultiDiGraph, type: str) -> set[str]:
    """The ids of a type in a part of the graph."""
    return {n.partition(":")[2] for n, t in part.nodes(data="type") if t == type}


def test_relevant_keeps_firms_and_what_they_have_to_do_with() -> None:
    part = relevant(graph())
    assert names(part, "Enterprise") == {"b", "x", "y", "z"}
    assert names(part, "Standard") == {"iso"}


def test_relevant_keeps_products_that_are_touched_or_join_touched_ones() -> None:
    """Made, needed, in an MOU, or between; the rest of the taxonomy goes."""
    assert names(relevant(graph()), "Product") == {"washer", "moulding", "cw", "tape", "plastic"}


def test_relevant_keeps_places_around_firms_and_no_others() -> None:
    assert names(relevant(graph()), "Place") == {"park", "province", "country"}


def test_relevant_leaves_the_graph_as_it_was() -> None:
    whole = graph()
    before = (set(whole.nodes), whole.number_of_edges())
    part = relevant(whole)
    part.remove_node("Enterprise:b")
    assert (set(whole.nodes), whole.number_of_edges()) == before


def test_around_counts_edges_in_both_directions() -> None:
    whole = graph()
    one = set(around(whole, "Enterprise:x", 1))
    assert one == {"Enterprise:x", "Product:moulding", "Place:park", "Standard:iso"}
    assert set(around(whole, "Enterprise:x", 2)) == one | {"Product:plastic"}
    assert set(around(whole, "Enterprise:x", 3)) == one | {"Product:plastic", "Product:washer"}
    assert set(around(whole, "Enterprise:x", 0)) == {"Enterprise:x"}


def test_around_shows_places_and_standards_without_walking_through() -> None:
    part = around(graph(), "Enterprise:b", 2)
    assert "Place:park" in part
    assert "Enterprise:x" not in part
    assert "Place:province" not in part
    assert "Enterprise:y" in part


def test_around_walks_from_a_place_that_is_asked_for() -> None:
    part = around(graph(), "Place:park", 1)
    assert names(part, "Enterprise") == {"b", "x", "y"}
    assert names(part, "Place") == {"park", "province"}


def test_edges_between_what_is_kept_are_kept_with_their_facts() -> None:
    part = around(graph(), "Enterprise:b", 2)
    assert part.edges["Enterprise:b", "Product:washer", "MAKES"]["sources"] == ("s#lines:3",)
    (mou,) = [e for _, _, e in part.edges(data=True) if e["type"] == "SIGNED_MOU"]
    assert mou["products"] == ("tape",)


def test_nothing_gives_nothing() -> None:
    assert len(relevant(to_networkx(world()))) == 0


def test_firm_alone_is_shown_alone() -> None:
    assert set(around(to_networkx(world("firm x")), "Enterprise:x", 3)) == {"Enterprise:x"}


def test_a_part_of_a_huge_graph_holds_the_firms_with_the_most_relations() -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([f"Enterprise:{i}" for i in range(6)], type="Enterprise")
    graph.add_nodes_from([f"Product:{i}" for i in range(6)], type="Product")
    for firm in range(6):
        for product in range(firm):
            graph.add_edge(f"Enterprise:{firm}", f"Product:{product}", key="MAKES", type="MAKES")
    part = weightiest(graph, 7)
    assert len(part) == 7
    assert {"Enterprise:5", "Product:0", "Product:4"} <= set(part)
    assert "Enterprise:0" not in part
    assert weightiest(graph, 12) is graph
    assert "Enterprise:0" in weightiest(graph, 7, "Enterprise:0")
