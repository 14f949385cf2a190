"""Parts of the NetworkX view that are worth drawing."""

from __future__ import annotations

import networkx as nx

_HUBS = ("Place", "Standard", "Programme", "Source")
_ALWAYS = ("Enterprise", "Programme")
_KNOWLEDGE = ("INPUT_OF", "BROADER")


def relevant(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph without entries that no enterprise has to do with.

    A product stays when an enterprise makes, needs or has signed for it, or
    when it joins two such products ("plastic parts" between a mould maker and
    a washing machine). The rest of the taxonomy would hide the firms.
    """
    touched = set()
    for start, end, type in graph.edges(data="type"):
        if type not in _KNOWLEDGE and graph.nodes[start]["type"] == "Enterprise":
            touched.add(end)
    for _, _, listed in graph.edges(data="products"):
        touched |= {f"Product:{id}" for id in listed or ()}
    between = {n for n in graph if _joins(graph, n, touched)}
    places = graph.subgraph([n for n, type in graph.nodes(data="type") if type == "Place"])
    outer = {p for n in touched if n in places for p in nx.descendants(places, n)}
    keep = touched | between | outer | {n for n, type in graph.nodes(data="type") if type in _ALWAYS}
    return nx.MultiDiGraph(graph.subgraph(keep))


def _joins(graph: nx.MultiDiGraph, node: str, touched: set[str]) -> bool:
    if graph.nodes[node]["type"] != "Product":
        return False
    return any(s in touched for s in graph.successors(node)) and any(
        p in touched for p in graph.predecessors(node)
    )


def around(graph: nx.MultiDiGraph, focus: str, hops: int) -> nx.MultiDiGraph:
    """What lies within ``hops`` edges of a node, of what is worth drawing.

    Places, standards and programmes are shown but not walked through: half a
    province would follow.
    """
    part = relevant(graph)
    found, edge = {focus}, {focus}
    for _ in range(hops):
        open_ = [n for n in edge if n == focus or part.nodes[n]["type"] not in _HUBS]
        edge = {m for n in open_ for m in (*part.successors(n), *part.predecessors(n))} - found
        found |= edge
    return nx.MultiDiGraph(part.subgraph(found))


def weightiest(graph: nx.MultiDiGraph, most: int, first: str | None = None) -> nx.MultiDiGraph:
    """The part of a graph with at most ``most`` nodes that matters: ``first``, then the firms with the most
    relations, each with what it has to do with, as long as there is room."""
    if len(graph) <= most:
        return graph
    keep: set[str] = set()
    ranked = sorted(
        graph, key=lambda n: (n != first, graph.nodes[n]["type"] != "Enterprise", -graph.degree(n), n)
    )
    for node in ranked:
        near = {node, *graph.successors(node), *graph.predecessors(node)} - keep
        if len(keep) + len(near) <= most:
            keep |= near
        elif len(keep) < most:
            keep.add(node)
        else:
            break
    return nx.MultiDiGraph(graph.subgraph(keep))
