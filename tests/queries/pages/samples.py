"""Small graphs for the tests of the pages: one friendly, one hostile, one large."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from graph import Tables, Text, to_networkx
from graph.metaschema import Property
from graph.schema import EDGES, NODES
from graph.text import Lang
from graph.values import Choice
from queries.pages.graph_page import graph_page
from queries.pages.options import Options
from queries.pages.page import Page

TITLE = Text("Đồ thị thử", "Test graph")

HOSTILE = (
    '<img src=x onerror="alert(1)">',
    "</script><script>alert(2)</script>",
    '"><svg onload=alert(3)>',
    "javascript:alert(4)",
    "<a href='javascript:alert(5)'>href</a>",
    "__proto__",
    "{{7*7}}{% raw %}",
    "constructor\u2028alert(6)\u2029",
    "</title></style><iframe srcdoc='<script>parent.alert(7)</script>'></iframe>",
    "<!--<script>",
    "=1+1\\u003cimg\\u0000&lt;b&gt;&#60;",
    "https://example.com/\"onmouseover='alert(8)'",
)


def table(name: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """A table of a type; a column that a row lacks is unknown."""
    kind = NODES.get(name) or EDGES[name]
    columns = [p.name for p in kind.properties if any(p.name in row for row in rows)]
    lists = {p.name for p in kind.properties if p.type.kind == "list"}
    return pd.DataFrame({c: [row.get(c, () if c in lists else None) for row in rows] for c in columns})


def friendly() -> tuple[nx.MultiDiGraph, pd.DataFrame]:
    """Two firms, two products, a place, a standard and their sources."""
    bao = ("bao#enterprises.csv:3",)
    tables = Tables(
        {
            "Enterprise": table(
                "Enterprise",
                {"id": "lg", "name": "LG Đông Hải", "ownership": "fdi", "country": "KR", "sources": bao},
                {
                    "id": "bt",
                    "name": "Công ty TNHH Công nghiệp Bảo Tiên",
                    "name_en": "Bao Tien Industry",
                    "aliases": ("Bảo Tiên",),
                    "ownership": "domestic",
                    "tax_code": "0200653117",
                    "website": "https://baotien.example/",
                    "disputed": ("ownership=joint_venture [khac#a.csv:2]",),
                    "sources": ("bao#enterprises.csv:2", "khac#a.csv:2"),
                },
                {"id": "x", "name": "Không Rõ"},
            ),
            "Product": table(
                "Product",
                {"id": "mold", "name_vi": "Khuôn đúc", "name_en": "Mould", "synonyms": ("die",)},
                {"id": "wm", "name_vi": "Máy giặt", "name_en": "Washing machine", "kind": "product"},
            ),
            "Place": table("Place", {"id": "hp", "name_vi": "Hải Phòng", "kind": "province"}),
            "Standard": table("Standard", {"id": "iso", "name": "ISO 9001"}),
            "SIGNED_MOU": table(
                "SIGNED_MOU",
                {"id": "m1", "source": "lg", "target": "bt", "signed_on": "2024-11-05",
                 "products": ("mold",), "sources": bao},
            ),
            "MAKES": table(
                "MAKES",
                {"source": "bt", "target": "mold", "basis": "inferred"},
                {"source": "lg", "target": "wm", "basis": "stated"},
            ),
            "INPUT_OF": table("INPUT_OF", {"source": "mold", "target": "wm"}),
            "HOLDS": table("HOLDS", {"source": "bt", "target": "iso"}),
            "LOCATED_IN": table(
                "LOCATED_IN",
                *({"source_type": "Enterprise", "source": f, "target": "hp"} for f in ("lg", "bt", "x")),
            ),
            "Source": table(
                "Source",
                {"id": "bao", "title": "Báo Hải Phòng", "publisher": "Hưng Hà", "published_on": "2025-03-02",
                 "url": "https://bao.example/a?b=1&c=2"},
                {"id": "khac", "title": "Nguồn khác", "url": "javascript:alert(1)"},
            ),
        }
    )  # fmt: skip
    return to_networkx(tables), tables["Source"]


def friendly_page(lang: Lang = "vi", **given: Any) -> Page:
    """The page of the friendly graph."""
    graph, sources = friendly()
    return graph_page(graph, sources, title=TITLE, options=Options(lang), **given)


def hostile() -> tuple[nx.MultiDiGraph, pd.DataFrame]:
    """Every attack in every property of every node and edge type that reaches a page.

    Values go past the gate on purpose: a page must not rely on what loaders refuse.
    """
    graph = nx.MultiDiGraph()
    for name, node in NODES.items():
        for i, attack in enumerate(HOSTILE):
            row = {p.name: _attacked(p, attack, i) for p in node.properties} | {"id": f"{attack}{i}"}
            graph.add_node(f"{name}:{attack}{i}", type=name, label=attack, **row)
    for name, edge in EDGES.items():
        for i, attack in enumerate(HOSTILE):
            row = {p.name: _attacked(p, attack, i) for p in edge.properties}
            ends = f"{edge.sources[0]}:{attack}{i}", f"{edge.target}:{HOSTILE[i - 1]}{(i - 1) % len(HOSTILE)}"
            graph.add_edge(*ends, key=f"{name}:{attack}", type=name, **row)
    columns = [p.name for p in NODES["Source"].properties if p.type.kind == "text"]
    return graph, pd.DataFrame({c: list(HOSTILE) for c in columns})


def hostile_tables() -> Tables:
    """The same attacks as ids and in every text, in a graph that can be ranked: a buyer's and a supplier's
    pages with needs, capabilities, MOUs, certificates, places, programmes and sources."""
    ids = [f"{attack} href {i}" for i, attack in enumerate(HOSTILE)]
    frames: dict[str, list[dict[str, Any]]] = {
        name: [_row(node.properties, attack, i) | {"id": ids[i]} for i, attack in enumerate(HOSTILE)]
        for name, node in NODES.items()
    }
    for i, row in enumerate(frames["Enterprise"]):
        row |= {"ownership": "fdi" if i < 4 else "domestic", "status": None}
    for row in frames["Source"]:
        row["published_on"] = "2025"
    pairs = {
        "MAKES": [(i, i) for i in range(len(ids))],
        "NEEDS": [(i, i + 4) for i in range(4)],
        "SIGNED_MOU": [(0, 5), (1, 6)],
        "INPUT_OF": [(i + 4, i % 4) for i in range(8)],
        "HOLDS": [(i, i) for i in range(len(ids))],
        "LOCATED_IN": [(i, i) for i in range(len(ids))],
        "SUPPORTED_BY": [(i, i) for i in range(len(ids))],
    }
    for name, ends in pairs.items():
        frames[name] = [
            _row(EDGES[name].properties, HOSTILE[a], a)
            | {
                "source": ids[a],
                "target": ids[b],
                "source_type": "Enterprise",
                "sources": (f"{ids[a]}#{HOSTILE[b]}:1",),
            }
            for a, b in ends
        ]
    for i, row in enumerate(frames["SIGNED_MOU"]):
        row |= {"id": ids[i], "signed_on": "2024-05", "stage": "mou", "products": (ids[5],)}
    for row in frames["HOLDS"]:
        row["valid_until"] = "2020-01-01"
    return Tables({name: _framed(name, rows) for name, rows in frames.items()})


def _row(properties: tuple[Property, ...], attack: str, i: int) -> dict[str, Any]:
    """Every text of a row is the attack; choices and numbers are what they must be."""
    row: dict[str, Any] = {}
    for p in properties:
        if isinstance(p.type, Choice):
            row[p.name] = p.type.values[0]
        elif p.type.kind not in ("integer", "real"):
            row[p.name] = _attacked(p, attack, i)
    return row


def _framed(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    known = {p.name for p in (NODES.get(name) or EDGES[name]).properties}
    return pd.DataFrame([{c: v for c, v in row.items() if c in known} for row in rows])


def _attacked(prop: Property, attack: str, i: int) -> Any:
    if isinstance(prop.type, Choice) and i % 2:
        return prop.type.values[i % len(prop.type.values)]
    if prop.name == "sources":
        return (f"{attack}#{attack}:1",)
    if prop.name == "disputed":
        return (f"note={attack} [{attack}]", attack)
    return (attack, f"{attack} href") if prop.type.kind == "list" else attack


def large(nodes: int) -> tuple[nx.MultiDiGraph, pd.DataFrame]:
    """A made-up graph with two hubs, the same on every run."""
    graph = nx.MultiDiGraph()
    shape = nx.barabasi_albert_graph(nodes, 2, seed=5)
    for i in range(nodes):
        kind = ("Enterprise", "Product")[i % 2]
        graph.add_node(f"{kind}:{i}", type=kind, id=str(i), label=f"Mục thử số {i}")
    for a, b in shape.edges:
        ends = [f"{('Enterprise', 'Product')[i % 2]}:{i}" for i in (a, b)]
        graph.add_edge(*ends, key="MAKES", type="MAKES")
    return graph, Tables()["Source"]
