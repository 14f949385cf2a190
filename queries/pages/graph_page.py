"""The graph page: what a person sees, searches, filters and follows to its sources."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from graph.errors import NotFound
from graph.text import Text
from queries.pages.layout import positions
from queries.pages.network import network, sizes
from queries.pages.options import STANDARD, Options
from queries.pages.page import Page
from queries.pages.payload import Payload, counts
from queries.pages.shell import build
from queries.pages.style import LINES


def graph_page(
    graph: nx.MultiDiGraph,
    sources: pd.DataFrame,
    *,
    title: Text,
    focus: str | None = None,
    note: Text | None = None,
    options: Options = STANDARD,
) -> Page:
    """The page of a graph of ``graph.view.to_networkx``, in both languages.

    ``sources`` is the table of sources; ``focus`` a node key (``Enterprise:heesung``)
    that is selected when the page opens; ``note`` a line below the title. Raises
    ``NotFound`` for a focus that the graph lacks.
    """
    payload = Payload(graph, sources, facets=options.facets, links=options.links)
    if focus is not None and focus not in payload.index:
        raise NotFound(f"đồ thị không có nút {focus!r}", f"the graph has no node {focus!r}")
    places = positions(graph, {line.type: line.pull for line in LINES.values()}, sizes(graph))
    data = payload.data() | {
        "home": options.home,
        "turns": True,  # high where the screen is
        "focus": None if focus is None else payload.index[focus],
        "network": network(graph, payload, places),
    }
    empty = not len(graph)
    return build(
        "graph", title=title, lang=options.lang, data=data, note=note, counts=counts(graph), empty=empty
    )
