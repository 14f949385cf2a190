"""The graph page: what a person sees, searches, filters and follows to its sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from graph.errors import NotFound
from graph.text import Lang, Text
from queries.pages.layout import positions
from queries.pages.page import Page
from queries.pages.payload import Payload, counts
from queries.pages.shell import asset, build
from queries.pages.style import INFERRED_DASHES, LINES, MARKS, Mark, mark_of
from queries.pages.words import WORDS

_SCRIPTS = ("base.js", "picture.js", "labels.js", "panel.js", "search.js", "legend.js", "start.js")
_MANY_EDGES = 4000  # beyond, edges are left out while the picture is being moved


def graph_page(
    graph: nx.MultiDiGraph,
    sources: pd.DataFrame,
    *,
    title: Text,
    lang: Lang = "vi",
    focus: str | None = None,
    note: Text | None = None,
) -> Page:
    """The page of a graph of ``graph.view.to_networkx``, in both languages, ``lang`` first.

    ``sources`` is the table of sources; ``focus`` a node key (``Enterprise:heesung``)
    that is selected when the page opens; ``note`` a line below the title.
    Raises ``NotFound`` for a focus that the graph lacks.
    """
    payload = Payload(graph, sources)
    if focus is not None and focus not in payload.index:
        raise NotFound(f"đồ thị không có nút {focus!r}", f"the graph has no node {focus!r}")
    data = payload.data()
    data["lang"], data["inferred"] = lang, list(INFERRED_DASHES)
    data["title"], data["note"] = [title.vi, title.en], [note.vi, note.en] if note else None
    data["counts"] = [(line := counts(graph)).vi, line.en]
    data["focus"] = None if focus is None else payload.index[focus]
    data["network"] = network(graph, payload)
    script = '(() => {\n"use strict";\n' + asset(*_SCRIPTS) + "\n})();"
    return build(
        "page.html",
        title=title,
        lang=lang,
        data=data,
        scripts=[vis_script(), script],
        style=asset("page.css"),
        note=note,
        counts=line,
        words=WORDS,
        empty=not len(graph),
    )


def network(graph: nx.MultiDiGraph, payload: Payload) -> dict[str, Any]:
    """Nodes, edges and options for vis-network, put together by pyvis."""
    from pyvis.network import Network

    net = Network(directed=True)
    net.node_ids = _Ids()
    net.set_options(json.dumps(_options(graph.number_of_edges())))
    touched = _touched(graph)
    sizes = {n: _size(mark_of(row), graph.degree(n), n in touched) for n, row in graph.nodes(data=True)}
    places = positions(graph, {line.type: line.pull for line in LINES.values()}, sizes)
    for i, node in enumerate(payload.nodes):
        row = graph.nodes[node]
        mark = mark_of(row)
        x, y = places[node]
        label, look = str(row.get("label") or "?"), {"shape": mark.shape, "group": mark.key}
        net.add_node(i, label=label, x=x, y=y, size=round(sizes[node]), **look)
    seen: dict[tuple[int, int], int] = {}
    for i, (left, right, _) in enumerate(payload.edges):
        ends = payload.index[left], payload.index[right]
        beside = seen[ends] = seen.get(ends, -1) + 1 + ((ends[1], ends[0]) in seen)
        bend = {"smooth": {"type": "curvedCW", "roundness": round(0.12 * beside, 2)}} if beside else {}
        net.add_edge(*ends, id=i, **bend)
    nodes, edges, _, _, _, options = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


class _Ids(dict[int, None]):
    """The ids that pyvis asks for at every node and edge; a list would make that quadratic."""

    def append(self, node: int) -> None:
        self[node] = None


def _touched(graph: nx.MultiDiGraph) -> set[Any]:
    """What a firm makes, needs, holds or lies in; the rest of the taxonomy is drawn small."""
    firms = {n for n, kind in graph.nodes(data="type") if kind == "Enterprise"}
    return firms | {n for firm in firms for n in nx.all_neighbors(graph, firm)}


def _size(mark: Mark, degree: int, touched: bool) -> float:
    if not touched and mark.key.startswith("Product"):
        return mark.size * 0.6
    return float(mark.size * min(1.7, 1 + degree / 60))


def _options(edges: int) -> dict[str, Any]:
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
            "hover": True,
            "dragNodes": False,
            "multiselect": False,
            "selectConnectedEdges": False,
            "tooltipDelay": 150,
            "hideEdgesOnDrag": edges > _MANY_EDGES,
            "hideEdgesOnZoom": edges > _MANY_EDGES,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
    }


def _group(mark: Mark) -> dict[str, Any]:
    group: dict[str, Any] = {"color": mark.colour}
    if mark.hollow:
        group |= {"borderWidth": 3, "shapeProperties": {"borderDashes": [5, 4]}}
    return group


def vis_script() -> str:
    """The vis-network script that pyvis ships, without the address of its source map."""
    import pyvis

    scripts = sorted((Path(pyvis.__file__).parent / "templates" / "lib").glob("vis-*/vis-network.min.js"))
    text = scripts[-1].read_text("utf-8")
    return text.rpartition("//# sourceMappingURL=")[0] or text
