"""By what firms are filtered: industry, park and certificate, as the graph tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

import networkx as nx

from graph.text import Text

FACETS: dict[str, Text] = {
    "industry": Text("Ngành hàng", "Industry"),
    "park": Text("Khu, cụm công nghiệp", "Park"),
    "certificate": Text("Chứng nhận", "Certificate"),
}
PARKS = ("park", "cluster")
_PRODUCTS = ("MAKES", "NEEDS")


class Facets:
    """What each firm of a graph can be found by, worked out once for all its pages.

    ``of``: enterprise → facet → keys of what it belongs to; a facet of which
    nothing is known is left out.
    """

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        self.graph = graph
        self.of = facets_of(graph)


def facets_of(graph: nx.MultiDiGraph) -> dict[Hashable, dict[str, tuple[str, ...]]]:
    """Enterprise → facet → keys of what it belongs to.

    The industry of a firm is the widest group of the taxonomy over what it
    makes, needs or has signed for; its parks are those it lies in, at any depth.
    """
    up = _parents(graph)
    found: dict[Hashable, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source, target, row in graph.edges(data=True):
        kind = row["type"]
        if kind in _PRODUCTS:
            found[source]["industry"].add(_top(up, target))
        elif kind == "HOLDS":
            found[source]["certificate"].add(str(target))
        elif kind == "LOCATED_IN" and graph.nodes[source]["type"] == "Enterprise":
            found[source]["park"] |= set(_parks(graph, target))
        elif kind == "SIGNED_MOU":
            listed = [f"Product:{id}" for id in row.get("products") or ()]
            groups = {_top(up, key) for key in listed if key in graph}
            found[source]["industry"] |= groups
            found[target]["industry"] |= groups
    return {
        firm: {facet: tuple(sorted(keys)) for facet, keys in by.items() if keys}
        for firm, by in found.items()
        if graph.nodes[firm]["type"] == "Enterprise"
    }


def made_groups(graph: nx.MultiDiGraph, firms: Iterable[str]) -> dict[str, set[str]]:
    """Firm → the widest groups of the taxonomy over what it makes."""
    up = _parents(graph)
    return {
        firm: {_top(up, t) for _, t, kind in graph.out_edges(firm, data="type") if kind == "MAKES"}
        for firm in firms
    }


def _parents(graph: nx.MultiDiGraph) -> dict[Hashable, Hashable]:
    return {s: t for s, t, kind in sorted(graph.edges(data="type"), reverse=True) if kind == "BROADER"}


def _top(up: dict[Hashable, Hashable], product: Hashable) -> str:
    seen: list[Any] = [product]
    while (above := up.get(seen[-1])) is not None and above not in seen:
        seen.append(above)
    return str(seen[-1])


def _parks(graph: nx.MultiDiGraph, place: Hashable) -> Iterable[str]:
    """The park or cluster and those that it is a part of."""
    open_, seen = [place], set()
    while open_:
        at = open_.pop()
        if at not in seen:
            seen.add(at)
            open_ += [t for _, t, kind in graph.out_edges(at, data="type") if kind == "LOCATED_IN"]
    return [str(p) for p in seen if graph.nodes[p].get("kind") in PARKS]
