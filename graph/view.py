"""The NetworkX view: the layer that people see and explain on."""

from __future__ import annotations

from typing import Any

import networkx as nx

from graph.schema import BOOKKEEPING, EDGES, NODES, EdgeType
from graph.tables import Tables, rows_of


def node_key(type: str, id: str) -> str:
    """The key of a node in the view; ids are unique only within their type.

    >>> node_key("Enterprise", "heesung")
    'Enterprise:heesung'
    """
    return f"{type}:{id}"


def to_networkx(tables: Tables, *, sources: bool = False) -> nx.MultiDiGraph:
    """The graph of ``tables`` with readable attributes.

    Nodes are keyed ``Type:id`` and carry ``type``, ``label`` and their known
    properties; edges are keyed by their type (an MOU by ``SIGNED_MOU:id``) and
    carry ``type`` and their known properties. Unknown values are left out.
    Source nodes stand in the ``sources`` of what they said; as nodes of their
    own only with ``sources=True``. What people decided of names is no part of it.
    """
    graph = nx.MultiDiGraph()
    for node in NODES.values():
        if node.name in BOOKKEEPING and not (sources and node.name == "Source"):
            continue
        columns = [p.name for p in node.properties]
        for row in rows_of(tables[node.name]):
            known = _known(columns, row)
            label = next(
                (known[c] for c in ("name", "name_vi", "name_en", "title") if c in known), known["id"]
            )
            graph.add_node(node_key(node.name, row[0]), type=node.name, label=label, **known)
    for edge in EDGES.values():
        _add_edges(graph, edge, tables)
    return graph


def _add_edges(graph: nx.MultiDiGraph, edge: EdgeType, tables: Tables) -> None:
    columns = [p.name for p in edge.properties]
    for row in rows_of(tables[edge.name]):
        known = _known(columns, row)
        left = node_key(known.pop("source_type", edge.sources[0]), known.pop("source"))
        right = node_key(edge.target, known.pop("target"))
        key = f"{edge.name}:{known['id']}" if "id" in known else edge.name
        graph.add_edge(left, right, key=key, type=edge.name, **known)


def _known(columns: list[str], row: tuple[object, ...]) -> dict[str, Any]:
    return {c: v for c, v in zip(columns, row, strict=True) if v is not None and v != ()}
