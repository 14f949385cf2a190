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
from queries.views import weightiest

MOST = 10_000  # nodes of one page; a browser is ready with them within seconds


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
    whole, graph = graph, weightiest(graph, MOST, focus)
    if len(graph) < len(whole):
        note = Text.join([*([note] if note else []), _left_out(len(graph), len(whole))], " · ")
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
    empty, line = not len(graph), counts(whole)
    return build("graph", title=title, lang=options.lang, data=data, note=note, counts=line, empty=empty)


def _left_out(shown: int, all_: int) -> Text:
    """What a page of a very large graph does not show."""
    part = Text(f"{shown:,} trên {all_:,}".replace(",", "."), f"{shown:,} of {all_:,}")
    return Text(
        f"Trang này hiện {part.vi} mục: các doanh nghiệp có nhiều quan hệ nhất và những gì liên quan;"
        " phần còn lại ở trang của từng doanh nghiệp",
        f"This page shows {part.en} items: the firms with the most relations and what they have to do with;"
        " the rest is on the pages of the firms",
    )
