"""The graph as GraphML and GEXF: read back, it is the same graph."""

from __future__ import annotations

import io
import shlex
import xml.etree.ElementTree as ET
from typing import Any

import networkx as nx
import pytest

from graph import Tables, to_networkx
from graph.schema import EDGES, NODES
from queries.exports.network_files import BETWEEN, NETWORK_FORMS, RENAMED, network_bytes, plain_graph
from tests.queries.build import world

READ = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
every_form = pytest.mark.parametrize("form", NETWORK_FORMS)
# Names to which a writer gives a meaning of its own.
TAKEN = {
    "pid",
    "start",
    "end",
    "weight",
    "viz",
    "parents",
    "slices",
    "spells",
    "key",
    "networkx_key",
    "label",
}


def read_back(graph: nx.MultiDiGraph, form: str, lang: Any = "vi") -> nx.MultiDiGraph:
    read = READ[form](io.BytesIO(network_bytes(graph, form, lang)))
    assert isinstance(read, nx.MultiDiGraph | nx.DiGraph)
    return nx.MultiDiGraph(read)


def as_viewed(read: nx.MultiDiGraph) -> tuple[dict[str, Any], list[Any]]:
    """Nodes and edges of a file that was read, under the names and with the lists of the view."""
    names = {new: old for old, new in RENAMED.items()}
    lists = {
        p.name for t in (*NODES.values(), *EDGES.values()) for p in t.properties if p.type.kind == "list"
    }

    def viewed(said: dict[str, Any]) -> dict[str, Any]:
        known = {names.get(c, c): v for c, v in said.items() if c not in ("id", "networkx_key")}
        return {c: tuple(v.split(BETWEEN)) if c in lists else v for c, v in known.items()}

    nodes = {n: viewed(said) for n, said in read.nodes(data=True)}
    edges = [
        (a, b, {c: v for c, v in viewed(said).items() if c != "label"})
        for a, b, said in read.edges(data=True)
    ]
    return nodes, sorted(edges, key=repr)


@every_form
def test_the_shipped_graph_comes_back_whole(form: str, hai_phong: Tables) -> None:
    graph = to_networkx(hai_phong)
    nodes, edges = as_viewed(read_back(graph, form))
    assert nodes == dict(graph.nodes(data=True))
    assert edges == sorted(graph.edges(data=True), key=repr)


@every_form
def test_several_edges_between_two_stay_several(form: str) -> None:
    graph = to_networkx(world("firm b ownership=fdi\nb signed s signed_on=2024\nb signed s signed_on=2025"))
    read = read_back(graph, form)
    assert sorted(d["signed_on"] for _, _, d in read.edges(data=True)) == ["2024", "2025"]
    assert {d["label"] for _, _, d in read.edges(data=True)} == {EDGES["SIGNED_MOU"].label.vi}


@every_form
def test_numbers_stay_numbers_and_labels_are_words(form: str) -> None:
    tables = world("firm a name='Đúc Mỹ Đồng' name_en='My Dong Casting' employees=75\na makes p capacity=1.5")
    read = read_back(to_networkx(tables), form, "en")
    node = read.nodes["Enterprise:a"]
    assert (node["label"], node["employees"], type(node["employees"])) == ("My Dong Casting", 75, int)
    ((_, _, edge),) = read.edges(data=True)
    assert (edge["capacity"], edge["label"]) == (1.5, EDGES["MAKES"].label.en)
    assert read_back(to_networkx(tables), form).nodes["Enterprise:a"]["label"] == "Đúc Mỹ Đồng"


HOSTILE = [
    "<script>alert(1)</script>",
    "]]>",
    "&amp;&x;",
    "\"'",
    "a\u0001b",
    "a\ud800b",
    "Hòa\tPhát",
    "a | b",
]


@every_form
@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_makes_a_file_that_is_read(form: str, name: str) -> None:
    graph = to_networkx(world(f"firm a {shlex.quote('name=' + name)} aliases=x|y"))
    data = network_bytes(graph, form)
    ET.fromstring(data)
    node = READ[form](io.BytesIO(data)).nodes["Enterprise:a"]
    assert node["label"] == name.replace("\u0001", "�").replace("\ud800", "�")
    assert node["aliases"] == "x | y"


@every_form
def test_an_empty_graph_is_a_file_too(form: str) -> None:
    assert len(read_back(to_networkx(Tables()), form)) == 0


def test_no_property_has_a_name_that_the_formats_take() -> None:
    """A new property of the schema must not vanish into an attribute of the file."""
    named = {RENAMED.get(p.name, p.name) for t in (*NODES.values(), *EDGES.values()) for p in t.properties}
    assert named & (TAKEN | {"id", "type"}) == set()
    assert set(RENAMED.values()) & {p.name for t in NODES.values() for p in t.properties} == set()


def test_the_graph_itself_is_left_as_it_is(hai_phong: Tables) -> None:
    graph = to_networkx(hai_phong)
    plain_graph(graph, "en")
    assert nx.utils.graphs_equal(graph, to_networkx(hai_phong))
