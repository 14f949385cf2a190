"""The index: every firm, found by name, type, industry, park and certificate, with the way to its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.text import Text
from queries.pages.facets import Facets
from queries.pages.options import Options
from queries.pages.page import Page
from queries.pages.payload import Payload, counts
from queries.pages.shell import build
from queries.pages.style import MARKS

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker

# What the row of a firm counts: edges that leave it, and MOUs at either end.
_COUNTED = ("MAKES", "NEEDS", "HOLDS")


def index_page(mm: Matchmaker, options: Options) -> Page:
    """The index of a store: ``options.pages`` has the pages of each firm, ``others`` what else."""
    whole = mm.graph
    firms = sorted(n for n, kind in whole.nodes(data="type") if kind == "Enterprise")
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((n, whole.nodes[n]) for n in firms)
    facets = options.facets or Facets(whole)
    payload = Payload(graph, mm.index.tables["Source"], facets=facets)
    tallies = [_tally(whole, n) for n in payload.nodes]
    data = payload.data() | {
        "tallies": tallies,
        "pages": [options.pages.get(str(n), {}) for n in payload.nodes],
        "order": sorted(
            range(len(firms)), key=lambda i: (-tallies[i][3], -sum(tallies[i][:2]), str(firms[i]))
        ),
        "others": [[text.vi, text.en, file] for text, file in options.others],
        "figures": [figure for figure in _kinds(whole) if figure["value"]],
    }
    title = Text("Kết nối cung ứng công nghiệp hỗ trợ", "Supporting-industry supply connections")
    return build("index", title=title, lang=options.lang, data=data, counts=counts(whole), empty=not firms)


def _tally(graph: nx.MultiDiGraph, firm: Hashable) -> list[int]:
    """How many products it makes, needs, certificates it holds, MOUs it has signed."""
    out = Counter(row["type"] for _, _, row in graph.out_edges(firm, data=True))
    signed = sum(row["type"] == "SIGNED_MOU" for _, _, row in graph.in_edges(firm, data=True))
    return [*(out[kind] for kind in _COUNTED), out["SIGNED_MOU"] + signed]


def _kinds(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """How many firms of each ownership there are, and how many MOUs."""
    owned = Counter(
        str(row.get("ownership") or "unknown")
        for _, row in graph.nodes(data=True)
        if row["type"] == "Enterprise"
    )
    marks = [
        (m.label, owned[key.partition(".")[2]]) for key, m in MARKS.items() if key.startswith("Enterprise")
    ]
    mous = sum(kind == "SIGNED_MOU" for _, _, kind in graph.edges(data="type"))
    marks.append((Text("ghi nhớ đã ký", "MOUs signed"), mous))
    return [{"label": [label.vi, label.en], "value": value} for label, value in marks]
