"""The kinds of pages; a line in ``PAGES`` is a page that commands offer and that every test opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import KetnoiError
from graph.text import Text
from graph.view import node_key
from queries import rankings
from queries.pages.firm_page import firm_page
from queries.pages.graph_page import graph_page
from queries.pages.index_page import index_page
from queries.pages.options import Options
from queries.pages.page import Page
from queries.views import around, relevant

if TYPE_CHECKING:
    from queries.matchmaker import Matchmaker


@dataclass(frozen=True)
class Kind:
    """One kind of page: the type of node it is about (``None``: the whole store) and how it is made.

    ``make`` takes the matchmaker, the id of the node (or ``None``) and the options.
    """

    name: str
    label: Text
    of: str | None
    make: Callable[[Matchmaker, str | None, Options], Page]


def _graph(mm: Matchmaker, id: str | None, options: Options, hops: int = 2) -> Page:
    sources = mm.index.tables["Source"]
    if id is None:
        title = Text("Đồ thị cung ứng công nghiệp hỗ trợ", "Supporting-industry supply graph")
        return graph_page(relevant(mm.graph), sources, title=title, options=options)
    focus = node_key("Enterprise", id)
    part = around(mm.graph, focus, hops)
    return graph_page(part, sources, title=mm.index.label(focus), focus=focus, options=options)


def _firm(role: str) -> Callable[[Matchmaker, str | None, Options], Page]:
    def make(mm: Matchmaker, id: str | None, options: Options) -> Page:
        if id is None:
            raise KetnoiError("trang này cần tên doanh nghiệp", "this page needs the name of an enterprise")
        return firm_page(mm, id, role, options)

    return make


PAGES: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("graph", Text("Đồ thị", "Graph"), None, _graph),
        Kind("buyer", Text("Bên mua", "Buyer"), "Enterprise", _firm("buyer")),
        Kind("supplier", Text("Nhà cung cấp", "Supplier"), "Enterprise", _firm("supplier")),
        Kind("index", Text("Mục lục", "Index"), None, lambda mm, _, options: index_page(mm, options)),
    )
}


def roles(mm: Matchmaker, firm: str) -> tuple[str, ...]:
    """As what a firm has a page: ``buyer`` if it buys, ``supplier`` if domestic or if it has signed as one.

    The first is the page that people mean when they only give the name.
    """
    index = mm.index
    at = index.e_at[firm]
    buys = bool(rankings.wanting(index)[at])
    sells = not index.foreign[at] or at in set(index.rows["SIGNED_MOU"].target.tolist())
    return tuple(role for role, does in (("buyer", buys), ("supplier", sells or not buys)) if does)


def page(mm: Matchmaker, name: str | None, kind: str | None, options: Options) -> Page:
    """The page that a person asks for.

    Without a ``kind`` a firm has the page of a buyer or a supplier, by what is
    known of it, and no name means the graph. Raises ``NotFound``, ``Ambiguous``,
    and ``KetnoiError`` for a kind that does not fit.
    """
    if kind is not None and kind not in PAGES:
        known = ", ".join(PAGES)
        raise KetnoiError(
            f"không có loại trang {kind!r}; dùng: {known}", f"no kind of page {kind!r}; use: {known}"
        )
    if name is None:
        return PAGES[kind or "graph"].make(mm, None, options)
    firm = mm.find(name)
    return PAGES[kind or roles(mm, firm)[0]].make(mm, firm, options)
