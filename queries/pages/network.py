"""The picture: nodes, edges and options for vis-network, put together by pyvis."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import networkx as nx

from queries.pages.payload import Payload
from queries.pages.style import MARKS, Mark, mark_of

Places = Mapping[Hashable, tuple[int, int]]


def network(
    graph: nx.MultiDiGraph, payload: Payload, places: Places, edges: Iterable[int] | None = None
) -> dict[str, Any]:
    """The picture of what has a place; ``edges`` are the numbers of those drawn (all by default)."""
    from pyvis.network import Network

    drawn = sorted(range(len(payload.edges)) if edges is None else edges)
    net = Network(directed=True)
    net.node_ids = _Ids()
    net.set_options(json.dumps(_options()))
    radius = sizes(graph)
    for i, node in enumerate(payload.nodes):
        if node not in places:
            continue
        row = graph.nodes[node]
        mark = mark_of(row)
        x, y = places[node]
        label, look = str(row.get("label") or "?"), {"shape": mark.shape, "group": mark.key}
        net.add_node(i, label=label, x=x, y=y, size=round(radius[node]), **look)
    seen: dict[tuple[int, int], int] = {}
    for i in drawn:
        left, right, _ = payload.edges[i]
        ends = payload.index[left], payload.index[right]
        beside = seen[ends] = seen.get(ends, -1) + 1 + ((ends[1], ends[0]) in seen)
        bend = {"smooth": {"type": "curvedCW", "roundness": round(0.12 * beside, 2)}} if beside else {}
        net.add_edge(*ends, id=i, **bend)
    nodes, lines, _, _, _, options = net.get_network_data()
    return {"nodes": nodes, "edges": lines, "options": json.loads(options)}


class _Ids(dict[int, None]):
    """The ids that pyvis asks for at every node and edge; a list would make that quadratic."""

    def append(self, node: int) -> None:
        self[node] = None


def sizes(graph: nx.MultiDiGraph) -> dict[Hashable, float]:
    """How large each node is drawn (its radius)."""
    touched = _touched(graph)
    return {n: _size(mark_of(row), graph.degree(n), n in touched) for n, row in graph.nodes(data=True)}


def _touched(graph: nx.MultiDiGraph) -> set[Any]:
    """What a firm makes, needs, holds or lies in; the rest of the taxonomy is drawn small."""
    firms = {n for n, kind in graph.nodes(data="type") if kind == "Enterprise"}
    return firms | {n for firm in firms for n in nx.all_neighbors(graph, firm)}


def _size(mark: Mark, degree: int, touched: bool) -> float:
    if not touched and mark.key.startswith("Product"):
        return mark.size * 0.6
    return float(mark.size * min(1.7, 1 + degree / 60))


def _options() -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "groups": {mark.key: _group(mark) for mark in MARKS.values()},
        "nodes": {"borderWidth": 0, "borderWidthSelected": 4, "font": {"size": 0}},
        "edges": {
            "smooth": False,
            "selectionWidth": 1,
            "hoverWidth": 1,
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
        },
        "interaction": {
            "hover": False,  # the page has tooltips of its own
            "selectable": False,
            "dragNodes": False,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
    }


def _group(mark: Mark) -> dict[str, Any]:
    group: dict[str, Any] = {"color": mark.colour}
    if mark.hollow:
        group |= {"borderWidth": 3, "shapeProperties": {"borderDashes": [5, 4]}}
    return group
