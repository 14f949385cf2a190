"""The kinds of pages; a line in ``PAGES`` is a page that commands offer and that every test opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import Ambiguous, KetnoiError, NotFound
from graph.schema import NODES
from graph.text import Text
from graph.view import node_key
from queries import rankings
from queries.pages.firm_page import firm_page
from queries.pages.graph_page import graph_page
from queries.pages.index_page import index_page
from queries.pages.options import Options
from queries.pages.page import Page
from queries.pages.place_page import place_page
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


def _buyer(mm: Matchmaker, id: str, options: Options) -> Page:
    return firm_page(mm, id, "buyer", options)


def _supplier(mm: Matchmaker, id: str, options: Options) -> Page:
    return firm_page(mm, id, "supplier", options)


def _about(
    of: str, make: Callable[[Matchmaker, str, Options], Page]
) -> Callable[[Matchmaker, str | None, Options], Page]:
    """A page that cannot do without a node."""
    name = NODES[of].label

    def made(mm: Matchmaker, id: str | None, options: Options) -> Page:
        if id is None:
            raise KetnoiError(
                f"trang này cần tên: {name.vi.lower()}",
                f"this page needs the name of a node: {name.en.lower()}",
            )
        return make(mm, id, options)

    return made


PAGES: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("graph", Text("Đồ thị", "Graph"), None, _graph),
        Kind("buyer", Text("Bên mua", "Buyer"), "Enterprise", _about("Enterprise", _buyer)),
        Kind("supplier", Text("Nhà cung cấp", "Supplier"), "Enterprise", _about("Enterprise", _supplier)),
        Kind("place", Text("Địa phương", "Place"), "Place", _about("Place", place_page)),
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

    Without a ``kind`` a firm has the page of a buyer or a supplier, by what is known of it, a place
    has its own, and no name means the graph. Raises ``NotFound``, ``Ambiguous``,
    and ``KetnoiError`` for a kind that does not fit.
    """
    if kind is not None and kind not in PAGES:
        known = ", ".join(PAGES)
        raise KetnoiError(
            f"không có loại trang {kind!r}; dùng: {known}", f"no kind of page {kind!r}; use: {known}"
        )
    if name is None:
        return PAGES[kind or "graph"].make(mm, None, options)
    if kind is None:
        kind, id = _meant(mm, name)
    else:
        id = mm.find(name, PAGES[kind].of or "Enterprise")
    return PAGES[kind].make(mm, id, options)


def _meant(mm: Matchmaker, name: str) -> tuple[str, str]:
    """The kind of page and the id that a name alone means: a firm, else a place."""
    try:
        firm = mm.find(name)
    except (NotFound, Ambiguous) as unclear:  # half the firms of a province may have its name in theirs
        try:
            return "place", mm.find(name, "Place")
        except (NotFound, Ambiguous):
            raise unclear from None
    return roles(mm, firm)[0], firm
